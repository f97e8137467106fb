//! One page: its sections, its head, what is written in them, and what stands where nothing is asked.

use std::sync::Arc;

use super::form::{Form, Part, RowOf};
use super::printed::{is_memory, typed};
use super::section::{self, Bounds};
use crate::domain::phrase::short;
use crate::intake::record::{Doubt, DoubtKind, Noted};
use crate::intake::table::words_of;
use crate::intake::value::date;
use crate::intake::words::{key, tidy};
use crate::rulebook::model::{Reads, Shows};
use workbook::place::CellPlace;
use workbook::read::{Book, Cell, Content, Row, Sheet};

/// A cell that was written in.
#[derive(Debug)]
pub(super) struct Written<'s> {
    pub reads: Reads,
    pub of: RowOf,
    /// what its row is about, as the page has it
    pub about: Arc<str>,
    pub row: u32,
    pub cell: &'s Cell,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub(in crate::intake) struct PageRead<'s> {
    /// how many of the paper's sections were found
    pub(super) parts_found: usize,
    pub(super) written: Vec<Written<'s>>,
    /// typed where nothing is asked
    pub(super) astray: Vec<(u32, &'s Cell)>,
    /// typed where something is asked that the rulebook does not read: the heading, row and cell
    pub(super) unread: Vec<(Arc<str>, u32, &'s Cell)>,
    /// sections whose headings are gone
    pub(super) headless: Vec<(Arc<str>, u32)>,
    /// the school's number
    pub(super) urn: Option<(u32, &'s Cell)>,
    pub(super) laestab: Option<(u32, &'s Cell)>,
    /// its name in the title
    pub(super) name: Option<(u32, u32, String)>,
    /// the event of the cycle
    pub(super) event: Option<Arc<str>>,
    /// the first day on which the visit could be
    pub(super) from: Option<chrono::NaiveDate>,
    /// printed cells that are read as they stand, row and column: the title, the event and its days
    read_as_is: Vec<(u32, u32)>,
}

impl PageRead<'_> {
    /// Whether nothing was typed.
    pub(in crate::intake) fn is_blank(&self) -> bool {
        self.written.is_empty() && self.astray.is_empty() && self.unread.is_empty() && self.headless.is_empty()
    }

    /// Whether it is known that something was typed into a cell.
    fn knows(&self, row: u32, column: u32) -> bool {
        let written = self.written.iter().map(|one| (one.row, one.cell));
        let unread = self.unread.iter().map(|(_, row, cell)| (*row, *cell));
        // the number by which the school is told has a doubt of its own where it is wrong
        let number = self.urn.or(self.laestab);
        let mut all = written.chain(unread).chain(self.astray.iter().copied()).chain(number);
        self.read_as_is.contains(&(row, column)) || all.any(|(at, cell)| (at, cell.column) == (row, column))
    }

    /// Says what was typed and is not read, with its cells.
    pub(in crate::intake) fn say(&self, book: &Book, sheet: &Sheet, doubts: &mut Vec<Doubt>) {
        let place = |row, column| book.place(sheet, row, column);
        let mut add = |kind, what: String, advice: &str, places: Vec<CellPlace>| {
            let (workbook, advice) = (Some(Arc::clone(&book.name)), Some(advice.to_owned()));
            doubts.push(Doubt { kind, what, advice, workbook, places, proposal: None });
        };
        for (row, cell) in &self.astray {
            let what = format!("“{}” stands where the visit template asks nothing, so it was not read", shown(cell));
            let advice = "write it under a heading and beside a name of the template";
            add(DoubtKind::Value, what, advice, vec![place(*row, cell.column)]);
        }
        for (title, row) in &self.headless {
            let what = format!(
                "the headings below “{title}” are not those of the rulebook, so what is written there was not read"
            );
            add(DoubtKind::NotRead, what, "write the headings as the template has them", vec![place(*row, 0)]);
        }
        let mut headings: Vec<&Arc<str>> = self.unread.iter().map(|(heading, ..)| heading).collect();
        headings.dedup();
        for heading in headings {
            let cells = self.unread.iter().filter(|(of, ..)| of == heading);
            let places = cells.map(|(_, row, cell)| place(*row, cell.column)).collect();
            let what = format!(
                "what is written under “{heading}” of the visit template stays there: the rulebook does not read it"
            );
            add(DoubtKind::Remark, what, "to have it read, name it under `reads:` of the paper", places);
        }
    }
}

/// What a cell shows, cut where it is long.
pub(super) fn shown(cell: &Cell) -> String {
    const LONGEST: usize = 60;
    short(&text_of(cell).unwrap_or_default(), LONGEST)
}

/// What a cell says, as words; `None` where it holds nothing that shows.
pub(super) fn text_of(cell: &Cell) -> Option<String> {
    match &cell.content {
        Content::Text(text) => {
            let lines: Vec<String> = text.lines().map(tidy).filter(|line| !line.is_empty()).collect();
            (!lines.is_empty()).then(|| lines.join("\n"))
        }
        Content::Flag(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        // what was crossed out is taken back
        Content::CrossedOut(_) => None,
        Content::Error(error) => Some(error.to_string()),
        Content::NotCalculated => Some("a formula that was never calculated".to_owned()),
        _ => words_of(cell),
    }
}

/// The words of a cell with their place.
pub(super) fn noted(book: &Book, sheet: &Sheet, row: u32, cell: &Cell) -> Option<Noted> {
    Some(Noted { text: text_of(cell)?.into(), place: book.place(sheet, row, cell.column) })
}

/// The cells of a row that hold something.
pub(super) fn filled(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|cell| text_of(cell).is_some() && !is_memory(cell))
}

/// A section where it stands.
struct Found<'f> {
    part: &'f Part,
    row: u32,
    column: u32,
}

/// Reads a sheet as a page of a paper.
pub(super) fn read<'s>(form: &Form, sheet: &'s Sheet) -> PageRead<'s> {
    let found = sections(form, sheet);
    let mut page = PageRead { parts_found: found.len(), ..PageRead::default() };
    let first = found.iter().map(|found| found.row).min().unwrap_or(0);
    head(form, sheet, first, &mut page);
    beside_titles(&found, sheet, &mut page);
    for one in &found {
        let beside = found.iter().filter(|other| other.row == one.row && other.column > one.column);
        let bounds = Bounds {
            after: one.row,
            before: found.iter().map(|other| other.row).filter(|row| *row > one.row).min().unwrap_or(u32::MAX),
            from: if found.iter().any(|other| other.row == one.row && other.column < one.column) {
                one.column
            } else {
                0
            },
            to: beside.map(|other| other.column).min().unwrap_or(u32::MAX),
        };
        match one.part.shows {
            Shows::Visit | Shows::Identity => pairs(form, one.part, sheet, bounds, &mut page),
            Shows::Figures => section::beside(one.part, sheet, bounds, &mut page),
            // what is printed, and nothing asked
            _ if one.part.asked.is_empty() => {}
            _ => section::read(one.part, &form.words.last, sheet, bounds, &mut page),
        }
    }
    let over_print: Vec<(u32, &Cell)> =
        typed(sheet).into_iter().filter(|(row, cell)| !page.knows(*row, cell.column)).collect();
    page.astray.extend(over_print);
    page
}

/// The sections by their titles, each once.
fn sections<'f>(form: &'f Form, sheet: &Sheet) -> Vec<Found<'f>> {
    let mut found: Vec<Found<'f>> = Vec::new();
    for row in &sheet.rows {
        for cell in &row.cells {
            let Content::Text(text) = &cell.content else { continue };
            let text = key(text);
            let part = form.parts.iter().find(|part| part.key == text);
            let Some(part) = part.filter(|part| !found.iter().any(|known| std::ptr::eq(known.part, *part))) else {
                continue;
            };
            found.push(Found { part, row: row.index, column: cell.column });
        }
    }
    found
}

/// What stands in the rows of titles, beside them.
fn beside_titles<'s>(found: &[Found<'_>], sheet: &'s Sheet, page: &mut PageRead<'s>) {
    let is_title = |row: u32, cell: &Cell| found.iter().any(|one| (one.row, one.column) == (row, cell.column));
    for row in sheet.rows.iter().filter(|row| found.iter().any(|one| one.row == row.index)) {
        page.astray.extend(filled(row).filter(|cell| !is_title(row.index, cell)).map(|cell| (row.index, cell)));
    }
}

/// What stands above the first section: the school's name, and a line below it.
fn head<'s>(form: &Form, sheet: &'s Sheet, first: u32, page: &mut PageRead<'s>) {
    let rows = sheet.rows.iter().filter(|row| row.index < first && filled(row).next().is_some());
    for (at, row) in rows.enumerate() {
        let mut cells = filled(row).peekable();
        let (before, after) = &form.title;
        if let Some(title) = cells.next_if(|_| at < form.head)
            && page.name.is_none()
        {
            let text = text_of(title).unwrap_or_default();
            let name = text.strip_prefix(&**before).and_then(|rest| rest.strip_suffix(&**after));
            page.name = name.map(|name| (row.index, title.column, name.trim().to_owned()));
            page.read_as_is.extend(page.name.iter().map(|(row, column, _)| (*row, *column)));
        }
        page.astray.extend(cells.map(|cell| (row.index, cell)));
    }
}

/// Rows of words and values side by side: who the school is, what the visit is, and what is written of it.
fn pairs<'s>(form: &Form, part: &Part, sheet: &'s Sheet, bounds: Bounds, page: &mut PageRead<'s>) {
    for row in bounds.rows(sheet) {
        let mut cells = bounds.cells(row).peekable();
        while let Some(cell) = cells.next() {
            let label = key(&text_of(cell).unwrap_or_default());
            if let Some(asked) = part.asked.iter().find(|asked| asked.key == label) {
                let Some(cell) = cells.next() else { continue };
                let about = Arc::clone(&asked.heading);
                match asked.reads {
                    Some(reads) => {
                        page.written.push(Written { reads, of: RowOf::Named(0), about, row: row.index, cell });
                    }
                    None => page.unread.push((about, row.index, cell)),
                }
            } else if form.words.printed.contains(&label) {
                let is_name = |cell: &Cell| text_of(cell).is_some_and(|text| form.words.printed.contains(&key(&text)));
                let value = cells.next_if(|cell| !is_name(cell));
                identified(form, &label, row.index, value, page);
            } else {
                page.astray.push((row.index, cell));
            }
        }
    }
}

/// Takes what a printed pair says of the school or the visit.
fn identified<'s>(form: &Form, label: &str, row: u32, value: Option<&'s Cell>, page: &mut PageRead<'s>) {
    let words = &form.words;
    let text = || value.and_then(text_of);
    if label == words.urn {
        page.urn = value.map(|cell| (row, cell));
    } else if label == words.laestab {
        page.laestab = value.map(|cell| (row, cell));
    } else if label == words.event {
        let title = text().map(|title| key(&title));
        let event = words.events.iter().find(|(known, _)| Some(known) == title.as_ref());
        page.event = event.map(|(_, id)| Arc::clone(id));
        page.read_as_is.extend(value.filter(|_| event.is_some()).map(|cell| (row, cell.column)));
    } else if label == words.when {
        page.from = text().and_then(|days| first_day(&days, &words.between));
        page.read_as_is.extend(value.filter(|_| page.from.is_some()).map(|cell| (row, cell.column)));
    }
}

/// The first of two days with certain words between.
fn first_day(days: &str, between: &str) -> Option<chrono::NaiveDate> {
    let first = if between.trim().is_empty() { days } else { days.split(between).next()? };
    date::typed(first)
}
