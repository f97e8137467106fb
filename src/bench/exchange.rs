//! The rulebook's values as a workbook: handed out with [`write()`], taken back with [`read`].
//!
//! Each value is a row, with what it is about, its unit and its source beside it. Hidden columns say where it came
//! from and how it stood, so that rows may be sorted and the rulebook may have changed meanwhile. A row that was copied or
//! written below the others goes into a list; one whose value is emptied, or that is gone, comes out of it. Nothing here writes
//! a rulebook.

mod given;
mod plan;
mod read;
mod row;

pub use plan::write;
pub use read::{Change, TakenBack, read};

/// What stands before the fingerprint of the rulebook that was handed out.
const PRINT: &str = "Rulebook, SHA-256: ";
/// Column of the file a value stands in.
const FILE: &str = "yardstick:file";
/// Column of the way to it.
const WAY: &str = "yardstick:way";
/// Column of how it stood.
const AS: &str = "yardstick:as";
/// Column of the value.
const VALUE: &str = "yardstick:value";
