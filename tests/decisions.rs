//! Decisions from one review to the next: whatever is done to the workbook, nothing that was typed is lost.

mod carried;
mod copies;
mod desk;
mod grid;
mod libreoffice;
mod merged;
mod office;
mod old_copies;
mod python;
mod random;
mod returned;
mod schools;
mod slips;
