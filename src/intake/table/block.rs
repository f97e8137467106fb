//! How many rows the headings of a table take, and how far to the right they reach.

use std::sync::Arc;

use super::find::Segment;
use super::{Table, cells_between, holds_figure, is_empty};
use crate::intake::heading::FootnoteDigits;
use workbook::read::{Row, Sheet};

/// Headings take at most so many rows.
const MOST_ROWS: u32 = 3;

/// The table whose headings of identity are these.
pub(super) fn table(
    sheet: &Sheet,
    segment: &Segment,
    room: (u32, u32),
    footnotes: &Arc<FootnoteDigits>,
    last_row: u32,
) -> Table {
    let heading_row = last_heading_row(sheet, segment);
    let first_heading_row = first_heading_row(sheet, segment, heading_row);
    let widened = widened(sheet, segment.span, first_heading_row, heading_row);
    let span = (widened.0.max(room.0), widened.1.min(room.1));
    Table { first_heading_row, heading_row, span, last_row, titles: Vec::new(), footnotes: Arc::clone(footnotes) }
}

/// The last row of headings: as far down as the merged cells of identity reach, and further over rows that leave the
/// identity columns blank and hold no figures.
fn last_heading_row(sheet: &Sheet, segment: &Segment) -> u32 {
    let mut last = segment.row;
    for anchor in &segment.anchors {
        if let Some(merge) = sheet.merge_at(segment.row, anchor.column) {
            last = last.max(merge.last_row.min(segment.row + MOST_ROWS - 1));
        }
    }
    while last + 1 < segment.row + MOST_ROWS {
        let Some(row) = sheet.row(last + 1).filter(|row| continues(row, segment)) else { break };
        last = row.index;
    }
    last
}

/// Whether the row below a heading row is one more of them: words or years under other headings, nothing under
/// identity.
fn continues(row: &Row, segment: &Segment) -> bool {
    let cells = cells_between(row, segment.span.0, segment.span.1);
    let mut filled = cells.iter().filter(|cell| !is_empty(cell)).peekable();
    let under_identity =
        |column: u32| segment.anchors.iter().any(|anchor| anchor.column == column) || column == segment.span.0;
    filled.peek().is_some() && filled.all(|cell| !under_identity(cell.column) && !holds_figure(cell))
}

/// The first row of headings: up over rows directly above that hold words over other columns than the first.
fn first_heading_row(sheet: &Sheet, segment: &Segment, heading_row: u32) -> u32 {
    let mut first = segment.row;
    while first > 0 && heading_row - (first - 1) < MOST_ROWS {
        let Some(row) = sheet.row(first - 1).filter(|row| stands_above(sheet, row, segment)) else { break };
        first = row.index;
    }
    first
}

/// Whether the row above a heading row is one more of them and not a title.
fn stands_above(sheet: &Sheet, row: &Row, segment: &Segment) -> bool {
    let cells = cells_between(row, segment.span.0, segment.span.1);
    let filled: Vec<_> = cells.iter().filter(|cell| !is_empty(cell)).collect();
    if filled.is_empty() || filled.iter().any(|cell| holds_figure(cell)) {
        return false;
    }
    let over_identity = |column: u32| segment.anchors.iter().any(|anchor| anchor.column == column);
    let merged = |column: u32| {
        sheet.merge_at(row.index, column).is_some_and(|merge| {
            merge.last_column > merge.first_column
                && !(merge.first_column <= segment.span.0 && merge.last_column >= segment.span.1)
        })
    };
    let others = filled.iter().filter(|cell| !over_identity(cell.column)).count();
    let any_merged = filled.iter().any(|cell| merged(cell.column));
    let starts_at_left = filled.first().is_some_and(|cell| cell.column == segment.span.0 || over_identity(cell.column));
    // a lone text is a title unless it is merged over some of the columns
    match (others, any_merged) {
        (0, _) => false,
        (_, true) => true,
        (1, false) => false,
        (_, false) => !starts_at_left,
    }
}

/// The columns, with those that only another heading row names.
fn widened(sheet: &Sheet, span: (u32, u32), first: u32, last: u32) -> (u32, u32) {
    let (mut left, mut right) = span;
    for row in (first..=last).filter_map(|row| sheet.row(row)) {
        for cell in row.cells.iter().filter(|cell| !is_empty(cell)) {
            let end = sheet.merge_at(row.index, cell.column).map_or(cell.column, |merge| merge.last_column);
            if cell.column == right.saturating_add(1) || (cell.column <= right && end > right && end - right < 64) {
                right = right.max(end).max(cell.column);
            }
            if cell.column.saturating_add(1) == left {
                left = cell.column;
            }
        }
    }
    (left, right)
}
