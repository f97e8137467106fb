//! What a review says has changed is counted from another run. Where that one is not remembered any more, what is counted
//! from it cannot be made again, and is left out of what is compared.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::differ::{Differences, differ, has_keys};
use crate::review::book;
use crate::review::words::Words;
use crate::review::words::long_day;
use crate::review::{Change, ReviewInputs, Tally};
use crate::run::Run;
use crate::run::review_inputs::with_inputs;
use workbook::read::{Book, Content, Limits, read_bytes};

/// Takes out of the differences what is counted from a run that is remembered here no more.
///
/// # Errors
/// When the review cannot be made.
pub fn leave_out(run: &Run, out: &Path, given: &Book, but: &str, found: &mut Differences) -> Result<(), String> {
    if found.cells.is_empty() || is_counted_from_the_same(run, given) {
        return Ok(());
    }
    let [none, all] = ends(run, out)?;
    let counted = differ(&none, &all, but).cells;
    // where rows may be sorted the whole column is
    let place = |sheet: &Arc<str>, row, column| {
        let keyed = none.sheet(sheet).is_some_and(has_keys);
        (Arc::clone(sheet), if keyed { None } else { Some(row) }, column)
    };
    let counted: BTreeSet<_> =
        counted.iter().map(|cell| place(&cell.place.sheet, cell.place.row, cell.place.column)).collect();
    let before = found.cells.len();
    found.cells.retain(|cell| !counted.contains(&place(&cell.place.sheet, cell.place.row, cell.place.column)));
    found.left_out = before - found.cells.len();
    Ok(())
}

/// Whether the review says that it was compared with the run with which it would be compared now.
fn is_counted_from_the_same(run: &Run, given: &Book) -> bool {
    let words = Words(&run.rulebook);
    let said = match run.kept.changes_since() {
        Some(day) => words.fill("front.changes.since", &[("day", long_day(day))]),
        None => words.say("front.changes.first-run").to_owned(),
    };
    let says = |content: &Content| matches!(content, Content::Text(text) if **text == *said);
    given.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells).any(|cell| says(&cell.content))
}

/// The review as it would be if no run came before, and if since one everything had changed: they differ in what is counted
/// from an earlier run, and in nothing else.
fn ends(run: &Run, out: &Path) -> Result<[Book; 2], String> {
    // more than the front page lists
    const MANY: usize = 24;
    let schools = run.dataset.schools.iter();
    let each = schools.map(|school| (Some(school.identity.key.clone()), Arc::clone(&school.identity.name)));
    let more = std::iter::repeat_n((None, Arc::from("…")), MANY);
    let changed = |(school, name)| Change { school, name, what: "…".to_owned(), why: "…".to_owned() };
    let changes: Vec<Change> = each.chain(more).map(changed).collect();
    // a share is of at least one
    let tally = Tally { inspected: 1, ..Tally::default() };
    let made = with_inputs(run, out, |inputs, _| {
        let none = ReviewInputs { changes: None, tally_before: None, changes_since: None, ..*inputs };
        let since = Some(inputs.evaluation.date);
        let all = ReviewInputs { changes: Some(&changes), tally_before: Some(&tally), changes_since: since, ..*inputs };
        [book::write(&none), book::write(&all)]
    });
    let [none, all] = made.map(|made| {
        let bytes = made.map_err(|error| error.to_string())?;
        read_bytes("review.xlsx", &bytes, &Limits::as_written()).map_err(|error| error.to_string())
    });
    Ok([none?, all?])
}
