//! Rows with more or fewer cells than there are headings: a separator inside a text without quotation marks, or a cell that
//! was left out, has moved what follows it under the wrong headings.

mod short;

use std::collections::BTreeMap;

use super::SEPARATORS;
use crate::read::Row;
use crate::read::sheet::Remark;
use crate::read::spans::Spans;

/// Of so many rows, one may be longer than the others for that to be a slip of its own.
const LONGER_AT_MOST: usize = 2;

/// How long a row is, and what it looks like.
pub(super) struct Length {
    row: u32,
    /// cells up to the last with content
    cells: usize,
    /// cells, blanks at its end among them
    written: usize,
    /// whether it begins with something and has a number, as rows of figures do
    figures: bool,
    /// cells that it would have under the best of the other separators
    parted: usize,
}

impl Length {
    pub(super) fn of(row: u32, record: &csv::StringRecord, separator: u8) -> Self {
        let cells = (0..record.len()).rfind(|at| record.get(*at).is_some_and(|field| !field.trim().is_empty()));
        let cells = cells.map_or(0, |last| last + 1);
        let begins = record.get(0).is_some_and(|field| !field.trim().is_empty());
        let figures = begins && cells > 1 && record.iter().any(is_number);
        let parted = |sign: &u8| record.iter().flat_map(str::bytes).filter(|byte| byte == sign).count() + 1;
        let parted = SEPARATORS.iter().filter(|sign| **sign != separator).map(parted).max().unwrap_or(1);
        Self { row, cells, written: record.len(), figures, parted }
    }
}

fn is_number(field: &str) -> bool {
    let digits = field.trim().trim_start_matches(['=', '"', '-']).trim_end_matches(['%', '"']);
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    !digits.is_empty() && !year && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// The rows that are torn, and what is to be told of them.
pub(super) fn torn(lengths: &[Length], rows: &[Row]) -> (Spans, Vec<Remark>) {
    let mut torn = Spans::default();
    let mut remarks = Vec::new();
    let above = under_headings(lengths);
    if let Some((headings, _)) = &above {
        let why = "a cell may have been left out";
        let what = "fill in the cell that is missing";
        say(short::rows(lengths, *headings, rows), *headings, (why, what), &mut torn, &mut remarks);
        let why = "it has another separator than the rows beside it";
        let what = "write it as the others are";
        say(otherwise_parted(lengths, *headings), *headings, (why, what), &mut torn, &mut remarks);
    }
    if let Some((headings, longer)) = above.or_else(|| among_others(lengths)) {
        let why = "a comma may stand inside a text";
        say(longer, headings, (why, "put the text in quotation marks"), &mut torn, &mut remarks);
    }
    (torn, remarks)
}

/// The rows that have too few cells, and as many as there are headings under another separator.
fn otherwise_parted(lengths: &[Length], headings: usize) -> Vec<&Length> {
    let from = lengths.iter().position(|length| length.cells == headings).map_or(0, |at| at + 1);
    let parted = |length: &&Length| headings > 2 && length.cells < headings && length.parted == headings;
    lengths.iter().skip(from).filter(parted).collect()
}

/// Says which rows are torn, and why that may be.
fn say(rows: Vec<&Length>, headings: usize, (why, what): (&str, &str), torn: &mut Spans, remarks: &mut Vec<Remark>) {
    rows.iter().for_each(|length| torn.insert(length.row, length.row));
    let Some((first, rest)) = rows.split_first() else { return };
    let others = match rest.len() {
        0 => String::new(),
        1 => " (and another row like it)".into(),
        more => format!(" (and {more} more rows like it)"),
    };
    remarks.push(Remark::book(format!(
        "row {} has {} under {headings} headings{others}: {why}; \
         none of its figures were used; {what}, or ask for the file as .xlsx",
        first.row + 1,
        if first.cells == 1 { "1 cell".to_owned() } else { format!("{} cells", first.cells) }
    )));
}

/// How many headings stand above the first row of figures, and the rows with more cells; `None` where that cannot be told.
fn under_headings(lengths: &[Length]) -> Option<(usize, Vec<&Length>)> {
    let figures = lengths.iter().position(|length| length.figures)?;
    let (above, rows) = lengths.split_at_checked(figures)?;
    let headings = above.iter().map(|length| length.cells).max().filter(|cells| *cells > 1)?;
    // what stands above was no heading: the headings come later, behind words about the table
    if rows.iter().any(|length| !length.figures && length.cells > headings) {
        return None;
    }
    Some((headings, rows.iter().filter(|length| length.cells > headings).collect()))
}

/// How many cells most rows have, and those with more: known only where most of them are as long as the longest.
fn among_others(lengths: &[Length]) -> Option<(usize, Vec<&Length>)> {
    let mut times: BTreeMap<usize, usize> = BTreeMap::new();
    for length in lengths.iter().filter(|length| length.cells > 1) {
        *times.entry(length.cells).or_default() += 1;
    }
    let (&usual, &rows) = times.iter().max_by_key(|(cells, rows)| (**rows, **cells))?;
    // the headings stand in the first row of that length or above it, and may be more than most rows have cells: a program
    // that leaves out blank cells at the end makes rows of different lengths
    let headings = lengths.iter().find(|length| length.cells == usual).map_or(0, |length| length.row);
    let above = lengths.iter().filter(|length| length.row <= headings).map(|length| length.cells);
    let usual = above.max().unwrap_or(usual);
    let longer: Vec<_> = lengths.iter().filter(|length| length.row > headings && length.cells > usual).collect();
    (longer.len() * LONGER_AT_MOST <= rows.max(2)).then_some((usual, longer))
}
