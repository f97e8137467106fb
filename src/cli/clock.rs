//! Today, as the clock has it: the command line and the watcher are the only places that ask.

use chrono::NaiveDate;

/// The day it is.
pub(super) fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}
