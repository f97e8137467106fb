//! What officers get back, read back cell by cell.

mod fixture;
mod review;
mod words;
