//! What officers get back, read back cell by cell.

mod fixture;
mod json;
mod review;
mod schema;
mod words;
