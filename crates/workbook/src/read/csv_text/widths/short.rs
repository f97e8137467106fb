//! Rows with fewer cells than there are headings. Programs leave out blanks at the end of a row, which moves nothing; a row
//! of which another cell was left out has its figures under the wrong headings.

use std::collections::BTreeSet;

use super::{Length, is_number};
use crate::read::Row;
use crate::read::cell::Content;

/// Shorter words are no names but the marks of tables: SUPP, LOWCOV.
const NAME: usize = 7;
/// Of so many whole rows it can be said that they leave no cell blank.
const WHOLE_ROWS: usize = 3;
/// One in so many rows may be short for that to be a slip of its own: a program that leaves out blanks does so in many.
const FEW: usize = 4;
/// So many are few where no row has a blank at its end: official tables leave theirs out of one row in twenty.
const TWO: usize = 2;
/// Excel looks at so many rows at a time: where all of them end with blanks, it leaves those out.
const EXCEL: u32 = 16;

/// The rows of which a cell before the last was left out, as far as that shows: a number stands where the others have
/// names, or it and few others leave figures out at the end. A program that leaves out blanks there does so in many rows.
pub(super) fn rows<'a>(lengths: &'a [Length], headings: usize, rows: &[Row]) -> Vec<&'a Length> {
    let Some(first) = lengths.iter().position(|length| length.figures) else { return Vec::new() };
    // another heading below is that of another table; a row of marks alone is none: it repeats them
    let apart = |length: &Length| lengths.binary_search_by_key(&(length.row + 1), |other| other.row + 2).is_err();
    let heading =
        |length: &Length| !length.figures && length.cells > 2 && (apart(length) || all_different(rows, length.row));
    let below = lengths.iter().skip(first).take_while(|length| !heading(length)).filter(|length| length.figures);
    let below: Vec<&Length> = below.collect();
    let usual = below.iter().map(|length| length.written).max().unwrap_or(0).min(headings);
    let (whole, short): (Vec<&Length>, Vec<&Length>) = below.into_iter().partition(|length| length.written >= usual);
    // one row alone that is short, however few there are, is no program that leaves out blanks
    let alone = !whole.is_empty() && whole.iter().all(|length| length.cells >= usual) && short.len() == 1;
    let filled = alone && whole.len() >= WHOLE_ROWS;
    let names = names(&whole, rows);
    let moved = |length: &Length| names.iter().any(|at| text(rows, length.row, *at).is_some_and(is_number));
    // a program that leaves out blanks leaves them out of every row
    let kept = whole.iter().any(|length| length.cells < length.written);
    let few = whole.len() >= WHOLE_ROWS && short.len() * FEW <= whole.len() + short.len();
    let few = few && (kept || short.len() <= TWO);
    let groups: BTreeSet<u32> = whole.iter().map(|other| other.row / EXCEL).collect();
    let beside = |length: &Length| groups.contains(&(length.row / EXCEL));
    // looked for once, however many rows are short
    let asked = if (few || alone) && !short.is_empty() { 0..usual } else { 0..0 };
    let figures: BTreeSet<usize> = asked.filter(|at| holds_figures(&whole, rows, *at)).collect();
    let loses = |length: &Length| figures.range(length.written.min(usual)..usual).next().is_some();
    let cut = |length: &Length| (alone || few && beside(length)) && loses(length);
    short.into_iter().filter(|length| filled || moved(length) || cut(length)).collect()
}

/// Whether most whole rows have a number in a column.
fn holds_figures(whole: &[&Length], rows: &[Row], at: usize) -> bool {
    let number = |length: &&&Length| text(rows, length.row, at).is_some_and(is_number);
    whole.iter().filter(number).count() * 2 > whole.len()
}

/// The columns in which all whole rows hold words.
fn names(whole: &[&Length], rows: &[Row]) -> Vec<usize> {
    let width = whole.iter().map(|length| length.cells).min().unwrap_or(0);
    let words = |text: &str| text.chars().any(char::is_alphabetic) && !is_number(text);
    let named = |at: &usize| {
        let texts: Vec<&str> = whole.iter().filter_map(|length| text(rows, length.row, *at)).map(str::trim).collect();
        let long = texts.iter().all(|text| text.chars().count() >= NAME);
        let different = texts.iter().collect::<BTreeSet<_>>().len() == texts.len();
        texts.len() == whole.len()
            && texts.iter().all(|text| words(text))
            && (long || different && texts.len() >= WHOLE_ROWS)
    };
    (0..width).filter(named).collect()
}

/// Whether no two cells of a row say the same.
fn all_different(rows: &[Row], row: u32) -> bool {
    let Some(row) = rows.binary_search_by_key(&row, |one| one.index).ok().and_then(|at| rows.get(at)) else {
        return false;
    };
    let texts: BTreeSet<String> = row.cells.iter().map(|cell| format!("{:?}", cell.content)).collect();
    texts.len() == row.cells.len()
}

fn text(rows: &[Row], row: u32, column: usize) -> Option<&str> {
    let row = rows.get(rows.binary_search_by_key(&row, |one| one.index).ok()?)?;
    match &row.cell(u32::try_from(column).ok()?)?.content {
        Content::Text(text) => Some(&**text),
        _ => None,
    }
}
