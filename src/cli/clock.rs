//! Today, as the clock has it: the command line and the watcher are the only places that ask.

use chrono::NaiveDate;

/// The day it is.
pub(super) fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// Now, as it stands in the names of files beside their place: `2013-01-08 0930`.
pub(super) fn stamp() -> String {
    chrono::Local::now().format("%Y-%m-%d %H%M").to_string()
}

/// A day as it is written on the command line.
///
/// # Errors
/// How to write it, where it is written otherwise.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    let day = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d");
    day.map_err(|_| "write the day as 2013-01-08: year, month, day".to_owned())
}
