//! What officers get back, read back cell by cell.

mod evidence;
pub mod fixture;
mod json;
mod marks;
mod review;
pub mod schema;
mod small;
pub mod words;
