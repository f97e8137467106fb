//! From workbooks on disk to what the rules can ask about.
//!
//! The flow here is one way: bytes become sparse cells (`book`), cells become tables, tables
//! become records of schools. Nothing in this folder judges a school.
pub mod book;
