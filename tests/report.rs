//! What officers get back, read back cell by cell.

mod fixture;
mod json;
mod marks;
mod review;
mod schema;
mod words;
