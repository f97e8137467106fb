//! The author's bench: what a rulebook says of made-up and of real schools, before and after an edit.
//!
//! Nothing here prints or opens a file; `cli` does.

pub mod against;
pub mod cases;
pub mod compare;
pub mod exchange;
pub mod explain;
pub mod sweep;
pub mod test;
