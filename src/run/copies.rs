//! An annotated copy of each workbook.

use std::path::Path;

use super::Run;
use super::output::Written;
use crate::report::ReviewInputs;

/// Writes the annotated copies.
pub(super) fn write(
    _run: &Run,
    _inputs: &ReviewInputs<'_>,
    _out: &Path,
    _stamp: &str,
    _written: &mut Written,
    _done: &(impl Fn(&str) + Sync),
) {
}
