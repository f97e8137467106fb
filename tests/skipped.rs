//! Tests that need what is not part of the project (public data, LibreOffice, openpyxl) say where it is missing, and pass.
//!
//! What is skipped is counted: `YARDSTICK_SKIPPED` names a file that has a line of each, and `.ci/run` prints and bounds
//! them. Without it the word stands in the test's own output alone.

use std::fmt::Display;
use std::io::Write as _;

/// Says that a test, or a part of one, is skipped, and why.
pub fn skipped(why: impl Display) {
    println!("skipped: {why}");
    let Some(list) = std::env::var_os("YARDSTICK_SKIPPED") else { return };
    let list = std::fs::OpenOptions::new().append(true).create(true).open(list);
    writeln!(list.unwrap(), "{why}").unwrap();
}
