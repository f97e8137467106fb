//! A section with headings: which column and row a cell stands in, and whether anything is asked there.

use std::sync::Arc;

use super::form::{Asked, Part, RowOf};
use super::page::{PageRead, Written, filled, text_of};
use crate::intake::words::key;
use crate::rulebook::model::Shows;
use workbook::read::{Cell, Row, Sheet};

/// The rows and columns of a section: behind and before rows, from a column, before another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub after: u32,
    pub before: u32,
    pub from: u32,
    pub to: u32,
}

impl Bounds {
    pub(super) fn rows(self, sheet: &Sheet) -> impl Iterator<Item = &Row> {
        sheet.rows.iter().filter(move |row| row.index > self.after && row.index < self.before)
    }

    pub(super) fn cells(self, row: &Row) -> impl Iterator<Item = &Cell> {
        filled(row).filter(move |cell| cell.column >= self.from && cell.column < self.to)
    }
}

/// A heading where it stands.
struct Head<'p> {
    column: u32,
    /// the last column that it stands over, where it stands over several
    last: Option<u32>,
    over: Over<'p>,
}

/// What stands below a heading.
enum Over<'p> {
    Asked(&'p Asked),
    Printed,
    /// a heading that nobody declared
    Unknown,
}

/// Reads what is written in a section.
pub(super) fn read<'s>(part: &Part, last: &str, sheet: &'s Sheet, bounds: Bounds, page: &mut PageRead<'s>) {
    let heading = bounds.rows(sheet).find(|row| is_heading(part, bounds, row));
    let Some(heading) = heading else { return without_headings(part, sheet, bounds, page) };
    for row in bounds.rows(sheet).take_while(|row| row.index < heading.index) {
        page.astray.extend(bounds.cells(row).filter(|cell| !is_sentence(part, cell)).map(|cell| (row.index, cell)));
    }
    let heads = heads(part, sheet, bounds, heading);
    let labelled = !part.rows.is_empty() || part.shows != Shows::Room;
    let begin = heads.first().map_or(bounds.from, |head| head.column);
    let mut line = 0;
    for row in bounds.rows(sheet).filter(|row| row.index > heading.index) {
        let cells: Vec<&Cell> = bounds.cells(row).collect();
        // what was written at the last visit stands in print above where it is written anew
        let printed = |cell: &&Cell| text_of(cell).is_some_and(|text| key(&text) == last);
        if cells.first().is_none_or(printed) {
            continue;
        }
        let label = cells.iter().find(|cell| labelled && cell.column < label_ends(part, &heads, begin)).copied();
        if part.rows.is_empty() && labelled && label.is_some() && is_typed_alone(part, &cells) {
            page.astray.extend(cells.into_iter().map(|cell| (row.index, cell)));
            continue;
        }
        let of = if labelled {
            named(part, label)
        } else {
            line += 1;
            Some((RowOf::Line(line - 1), Arc::default()))
        };
        if of.is_none() {
            page.astray.extend(label.filter(|_| !part.rows.is_empty()).map(|cell| (row.index, cell)));
        }
        let skip = |cell: &&Cell| match of {
            Some(_) => label.is_some_and(|label| label.column == cell.column),
            None => page_has(page, row, cell),
        };
        let rest: Vec<&Cell> = cells.iter().copied().filter(|cell| !skip(cell)).collect();
        let mut taken: Vec<u32> = Vec::new();
        for cell in rest {
            one(&heads, of.as_ref(), row, cell, &mut taken, page);
        }
    }
}

/// A section without its headings. One that prints a sentence alone has none: what else stands there was typed.
fn without_headings<'s>(part: &Part, sheet: &'s Sheet, bounds: Bounds, page: &mut PageRead<'s>) {
    let prints = bounds.rows(sheet).flat_map(|row| bounds.cells(row)).any(|cell| is_sentence(part, cell));
    if !prints && bounds.rows(sheet).any(|row| bounds.cells(row).count() > 1) {
        return page.headless.push((Arc::clone(&part.title), bounds.after));
    }
    for row in bounds.rows(sheet) {
        for cell in bounds.cells(row).filter(|cell| !is_sentence(part, cell)) {
            match part.takes_any().filter(|_| prints) {
                Some(reads) => {
                    let (of, about) = (RowOf::Words(Arc::clone(&part.title)), Arc::clone(&part.title));
                    page.written.push(Written { reads, of, about, row: row.index, cell });
                }
                None => page.astray.push((row.index, cell)),
            }
        }
    }
}

fn is_sentence(part: &Part, cell: &Cell) -> bool {
    let text = key(&text_of(cell).unwrap_or_default());
    part.sentences.iter().any(|sentence| sentence.is(&text))
}

/// Whether words stand alone where a row that is printed has more, or asks something.
fn is_typed_alone(part: &Part, cells: &[&Cell]) -> bool {
    let [alone] = cells else { return false };
    let text = key(&text_of(alone).unwrap_or_default());
    !part.prompts.iter().any(|prompt| text.starts_with(prompt.as_str())) && !is_sentence(part, alone)
}

/// What stands beside a printed table, behind the last of its headings, and below it; notes begin with their sign.
pub(super) fn beside<'s>(part: &Part, sheet: &'s Sheet, bounds: Bounds, page: &mut PageRead<'s>) {
    let mut rows = bounds.rows(sheet).skip_while(|row| bounds.cells(row).count() < 2);
    let Some(last) = rows.next().and_then(|heads| bounds.cells(heads).last()).map(|head| head.column) else { return };
    let is_note = |cell: &Cell| text_of(cell).is_some_and(|text| is_footnote(&text)) || is_sentence(part, cell);
    for row in rows {
        let alone = bounds.cells(row).count() == 1;
        let typed = bounds.cells(row).filter(|cell| cell.column > last || (alone && !is_note(cell)));
        page.astray.extend(typed.map(|cell| (row.index, cell)));
    }
}

/// Whether a line explains the letters among the figures: `(a) suppressed, too few pupils`.
fn is_footnote(text: &str) -> bool {
    let sign = text.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    sign.is_some_and(|(sign, _)| (1..=2).contains(&sign.len()) && sign.chars().all(|c| c.is_ascii_lowercase()))
}

fn page_has(page: &PageRead<'_>, row: &Row, cell: &Cell) -> bool {
    page.astray.iter().any(|(at, known)| *at == row.index && known.column == cell.column)
}

/// Takes one cell of a row.
fn one<'s>(
    heads: &[Head<'_>],
    of: Option<&(RowOf, Arc<str>)>,
    row: &'s Row,
    cell: &'s Cell,
    taken: &mut Vec<u32>,
    page: &mut PageRead<'s>,
) {
    let over = |head: &&Head<'_>| head.column <= cell.column && head.last.is_none_or(|last| cell.column <= last);
    let head = heads.iter().rev().find(over);
    let again = head.is_some_and(|head| taken.contains(&head.column));
    taken.extend(head.map(|head| head.column));
    match (head.map(|head| &head.over), of) {
        (Some(Over::Printed), _) if !again => {}
        (Some(Over::Asked(asked)), Some((of, about))) if !again => match asked.reads {
            Some(reads) => {
                let (of, about) = (of.clone(), Arc::clone(about));
                page.written.push(Written { reads, of, about, row: row.index, cell });
            }
            None => page.unread.push((Arc::clone(&asked.heading), row.index, cell)),
        },
        _ => page.astray.push((row.index, cell)),
    }
}

/// Whether a row has one of the section's headings.
fn is_heading(part: &Part, bounds: Bounds, row: &Row) -> bool {
    let is_asked = |cell: &Cell| {
        let text = key(&text_of(cell).unwrap_or_default());
        !text.is_empty() && part.asked.iter().any(|asked| asked.key == text)
    };
    bounds.cells(row).any(is_asked)
}

fn heads<'p>(part: &'p Part, sheet: &Sheet, bounds: Bounds, row: &Row) -> Vec<Head<'p>> {
    let head = |cell: &Cell| {
        let text = key(&text_of(cell).unwrap_or_default());
        let over = match part.asked.iter().find(|asked| asked.key == text) {
            // the first heading over named rows stands over their names
            Some(asked) if is_over_names(part, asked) => Over::Printed,
            Some(asked) => Over::Asked(asked),
            None if part.printed.contains(&text) => Over::Printed,
            None => Over::Unknown,
        };
        let last = sheet.merge_at(row.index, cell.column).map(|merge| merge.last_column);
        Head { column: cell.column, last, over }
    };
    bounds.cells(row).map(head).collect()
}

fn is_over_names(part: &Part, asked: &Asked) -> bool {
    let first = part.asked.first().is_some_and(|first| std::ptr::eq(first, asked));
    part.shows == Shows::Room && !part.rows.is_empty() && part.asked.len() > 1 && first
}

/// The column before which a row's name stands.
fn label_ends(part: &Part, heads: &[Head<'_>], begin: u32) -> u32 {
    // where a blank heading stands over the names, the first that shows is one to write under
    let names_have_none =
        part.shows == Shows::Room && !heads.first().is_some_and(|head| matches!(head.over, Over::Printed));
    if names_have_none {
        return begin;
    }
    heads.get(1).map_or(u32::MAX, |head| head.column)
}

/// What a row is about, by its name.
fn named(part: &Part, label: Option<&Cell>) -> Option<(RowOf, Arc<str>)> {
    // what is about nothing that is printed is about the section
    let section = || part.takes_any().map(|_| (RowOf::Words(Arc::clone(&part.title)), Arc::clone(&part.title)));
    let Some(label) = label.filter(|label| !is_sentence(part, label)) else { return section() };
    let text = text_of(label)?;
    if part.rows.is_empty() {
        let words: Arc<str> = text.into();
        return Some((RowOf::Words(Arc::clone(&words)), words));
    }
    let known = key(&text);
    let (_, of, name) = part.rows.iter().find(|(row, ..)| *row == known)?;
    Some((of.clone(), Arc::clone(name)))
}
