//! Where a thing was written: a span in a rulebook file, or a cell in a workbook.
//!
//! Places are below everything: values and rules carry theirs from the moment they are read,
//! and both travel to the report. This module knows nothing of schools, rules or files on disk.

mod cell;
mod span;

pub use cell::{CellPlace, column_letters, parse_a1};
pub use span::Span;
