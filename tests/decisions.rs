//! Decisions from one review to the next: whatever is done to the workbook, nothing that was typed is lost.

mod acts;
mod added;
mod carried;
mod cleaned;
mod copies;
mod desk;
mod grid;
mod guards;
mod libreoffice;
mod merged;
mod named;
mod office;
mod old_copies;
mod python;
mod random;
mod record;
mod renamed;
mod returned;
mod schools;
mod sequences;
mod slips;
mod status;
mod theirs;
mod typed;
mod years;
