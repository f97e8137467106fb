//! The rule author's bench: values out to a workbook and back, the rulebook in words, sealed runs, hard limits, and
//! the pages for officers, every block of them run.

mod accepting;
mod document;
mod editing;
mod limits;
mod marked;
mod pages;
mod schema;
mod sealed;
mod typed_rows;
