//! What an officer added to a workbook of ours since it was written, and the next one has no place for.
//!
//! The workbook is held against itself as it was written. Texts are counted sheet by sheet, so that sorting and inserting
//! adds nothing; cells that are read as decisions, rows and columns of one's own are accounted for elsewhere. Whatever
//! else is there now and was not is named. Rather one word too many than an addition that is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::ReviewRead;
use super::cell;
use super::layout::{Layout, is_key};
use super::words::{KnownWords, form};
use crate::domain::phrase::short;
use crate::review::book::keys;
use crate::review::decisions::entry::stands_alone;
use crate::rulebook::Rulebook;
use workbook::place::CellPlace;
use workbook::read::{At, Book, Cell, Content, Limits, Look, Row, Sheet, SheetLook, look, read_bytes};
use workbook::write::{HEADING_ROW, tab_name};

/// A workbook of ours with how it looks.
#[derive(Clone, Debug)]
pub struct Seen {
    pub(super) book: Book,
    pub(super) look: Look,
}

impl Seen {
    /// Looks at a workbook; none where it cannot be read.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let book = read_bytes(name, bytes, &Limits::as_written()).ok()?;
        Some(Self { book, look: look(bytes, &Limits::as_written()).unwrap_or_default() })
    }

    /// How a sheet looks.
    pub(super) fn look_of(&mut self, sheet: &str) -> Option<&mut SheetLook> {
        self.look.sheets.iter_mut().find(|look| &*look.name == sheet)
    }

    /// A sheet.
    pub(super) fn sheet_of(&mut self, name: &str) -> Option<&mut Sheet> {
        self.book.sheets.iter_mut().find(|sheet| &*sheet.name == name)
    }

    /// Whether there is a comment on a cell, or people answer one another; not known of formats that have no look here.
    #[must_use]
    pub fn commented(&self) -> bool {
        self.look.sheets.iter().any(|sheet| sheet.conversations || !sheet.comments.is_empty())
    }
}

/// How many cells of a sheet are named.
const NAMED: usize = 3;
/// How many letters of what they say are shown.
const LETTERS: usize = 41;
/// How many characters two widths differ by that are not the same; programs round them each in their own way.
pub(super) const WIDER: f64 = 1.0;
/// What is said of comments, colours, letters and widths, which may be taken over.
pub const COMMENTS: &str = "comments on cells";
pub(super) const COLOURED: &str = "coloured cells";
pub(super) const LETTERED: &str = "bold or coloured letters";
pub(super) const WIDTHS: &str = "column widths";
/// Headings stand in one of the first rows.
const HEADINGS_WITHIN: u32 = 60;

/// What stands in a workbook, or has been changed about it, since it was written. Where it was read, the rows are known that
/// an officer put in and that are kept with all that they say; else any row without a key may be one.
#[must_use]
pub fn added(now: &Seen, written: &Seen, read: Option<&ReviewRead>, rulebook: &Rulebook) -> Vec<String> {
    let words = KnownWords::of(rulebook);
    let card = tab_name(rulebook.words("tab.card"));
    let mut added = Vec::new();
    for sheet in &now.book.sheets {
        let same = |name: &str| form(name) == form(&sheet.name);
        let Some(before) = written.book.sheets.iter().find(|before| same(&before.name)) else {
            added.extend(
                (sheet.cell_count() > 0 && !sheet.name.is_empty()).then(|| format!("the sheet {}", sheet.name)),
            );
            continue;
        };
        let chosen = same(&card).then_some(keys::CHOICE);
        // each format measures widths in its own way
        let widths = now.book.format == written.book.format;
        let own = read.map(|read| own_rows(read, &sheet.name));
        let were = own.as_ref().map(|_| BTreeSet::new());
        let pair = Pair { now: Side::of(sheet, own, &words), before: Side::of(before, were, &words), chosen, widths };
        added.extend(pair.texts());
        let mut kinds = pair.columns(&words);
        let looks = |look: &'_ Look| look.sheets.iter().find(|look| same(&look.name)).cloned().unwrap_or_default();
        kinds.extend(changed(&looks(&now.look), &looks(&written.look)));
        added.extend(kinds.into_iter().map(|kind| format!("{kind} on {}", sheet.name)));
    }
    if now.look.drawings > written.look.drawings {
        added.push("pictures or charts".to_owned());
    }
    added.extend(now.look.names.difference(&written.look.names).map(|name| format!("the name {name} of an area")));
    added
}

fn own_rows(read: &ReviewRead, sheet: &str) -> BTreeSet<u32> {
    let own = read.rows.iter().filter(|row| *row.place.sheet == *sheet && stands_alone(&row.key.about));
    own.map(|row| row.place.row).collect()
}

/// What of a sheet looks otherwise.
fn changed(now: &SheetLook, before: &SheetLook) -> Vec<&'static str> {
    let more = |now: &BTreeMap<At, Arc<str>>, before: &BTreeMap<At, Arc<str>>| {
        let (now, before) = (counted(now), counted(before));
        now.iter().any(|(what, many)| before.get(what).is_none_or(|were| many > were))
    };
    // programs that know no page say nothing of it
    let printed = now.page.iter().any(|(what, said)| before.page.get(what) != Some(said));
    let kinds = [
        (more(&now.filled, &before.filled), COLOURED),
        (more(&now.lettered, &before.lettered), LETTERED),
        (now.formulas > before.formulas, "formulas"),
        (now.filters > before.filters, "filters"),
        (now.conditions > before.conditions, "rules of formatting"),
        (printed, "print settings"),
    ];
    kinds.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind).collect()
}

/// How many cells look so, wherever they stand.
fn counted(looks: &BTreeMap<At, Arc<str>>) -> BTreeMap<&str, usize> {
    let mut counted = BTreeMap::new();
    looks.values().for_each(|look| *counted.entry(&**look).or_default() += 1);
    counted
}

/// A sheet, and where decisions stand on it.
struct Side<'s> {
    sheet: &'s Sheet,
    layout: Option<Layout>,
    /// the rows that are an officer's own, where that is known
    own: Option<BTreeSet<u32>>,
}

impl<'s> Side<'s> {
    fn of(sheet: &'s Sheet, own: Option<BTreeSet<u32>>, words: &KnownWords) -> Self {
        Self { sheet, layout: Layout::of(sheet, words), own }
    }

    /// The cells that are not read as decisions, nor as rows or columns of one's own.
    fn others(&self) -> impl Iterator<Item = (u32, &'s Cell)> + '_ {
        let cells = self.sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.index, cell)));
        cells.filter(|(row, cell)| self.layout.as_ref().is_none_or(|layout| !self.is_read(layout, *row, cell.column)))
    }

    fn is_read(&self, layout: &Layout, row: u32, column: u32) -> bool {
        if row <= layout.heading {
            // the heading of a column goes where its cells go
            let below = |row: &&Row| row.index > layout.heading && row.cell(column).is_some();
            return !layout.ours.contains(&column) && self.sheet.rows.iter().any(|row| below(&row));
        }
        let key = layout.column(keys::KEY);
        let keyed = |key| cell::at(self.sheet, row, key).is_some_and(|text| is_key(&text));
        let is_own = || self.own.as_ref().is_none_or(|own| own.contains(&row));
        key.is_some_and(|key| !keyed(key)) && is_own() || !layout.is_worked_out(column)
    }

    /// The columns of a list by their headings, as far as each heads one; nothing of a page.
    fn headings(&self, known: impl Fn(&str) -> bool) -> Option<(u32, BTreeMap<String, u32>)> {
        let rows = self.sheet.rows.iter().filter(|row| row.index < HEADINGS_WITHIN);
        let count = |row: &&Row| texts(row).iter().filter(|(text, _)| known(text)).count();
        let row = match &self.layout {
            Some(layout) => self.sheet.row(layout.heading)?,
            // of equals the first
            None => rows.rev().max_by_key(count)?,
        };
        if count(&row) < 2 || count(&row) * 2 < row.cells.len() {
            return None;
        }
        let mut headings: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        texts(row).into_iter().for_each(|(text, column)| headings.entry(text).or_default().push(column));
        let once = headings.into_iter().filter_map(|(text, columns)| match columns.as_slice() {
            [one] => Some((text, *one)),
            _ => None,
        });
        Some((row.index, once.collect()))
    }

    fn width(&self, column: u32) -> Option<f64> {
        let holds = |width: &&workbook::read::ColumnWidth| (width.first..=width.last).contains(&column);
        Some(self.sheet.column_widths.iter().find(holds)?.width)
    }
}

/// What stands in a row, and in which columns.
fn texts(row: &Row) -> Vec<(String, u32)> {
    row.cells.iter().filter_map(|cell| Some((form(&cell::text(Some(cell))?), cell.column))).collect()
}

/// A sheet as it is, and as it was written.
struct Pair<'s> {
    now: Side<'s>,
    before: Side<'s>,
    /// the cell that an officer changes only to look at something else
    chosen: Option<(u32, u16)>,
    /// whether the widths of columns can be compared
    widths: bool,
}

impl Pair<'_> {
    /// Cells that say what no cell said before.
    fn texts(&self) -> Vec<String> {
        let name = &self.now.sheet.name;
        // what a formula said may stand there as a text now
        let mut there: BTreeMap<At, String> =
            self.before.others().map(|(row, cell)| ((row, cell.column), said(cell))).collect();
        let is_choice = |row: u32, cell: &Cell| {
            self.chosen.is_some_and(|(at, column)| (at, u32::from(column)) == (row, cell.column))
        };
        // what nobody touched is not new, however often it is said elsewhere
        let untouched = |row: u32, cell: &Cell| there.get(&(row, cell.column)).is_some_and(|was| *was == said(cell));
        let others: Vec<(u32, &Cell)> =
            self.now.others().filter(|(_, cell)| cell::text(Some(cell)).is_some()).collect();
        let (same, moved): (Vec<_>, Vec<_>) = others.into_iter().partition(|(row, cell)| untouched(*row, cell));
        same.iter().for_each(|(row, cell)| _ = there.remove(&(*row, cell.column)));
        let mut were = BTreeMap::new();
        there.into_values().for_each(|said| *were.entry(said).or_insert(0_usize) += 1);
        let mut new: Vec<(u32, &Cell)> = Vec::new();
        for (row, cell) in moved.into_iter().filter(|(row, cell)| !cell.formula && !is_choice(*row, cell)) {
            match were.get_mut(&said(cell)) {
                Some(left) if *left > 0 => *left -= 1,
                _ => new.push((row, cell)),
            }
        }
        let mut added = Vec::new();
        // a column beside a list is one thing
        let headed: Vec<u32> = match &self.now.layout {
            None => new.iter().filter(|(row, _)| *row == HEADING_ROW).map(|(_, cell)| cell.column).collect(),
            Some(_) => Vec::new(),
        };
        for column in &headed {
            let heading = cell::at(self.now.sheet, HEADING_ROW, *column).unwrap_or_default();
            added.push(format!("the column {heading} on {name}"));
        }
        new.retain(|(row, cell)| *row < HEADING_ROW || !headed.contains(&cell.column));
        added.extend((!new.is_empty()).then(|| named(name, &new)));
        added
    }

    /// What was done to columns, and rows.
    fn columns(&self, words: &KnownWords) -> Vec<&'static str> {
        let mut kinds = Vec::new();
        let (now, before) = (self.now.sheet, self.before.sheet);
        if now.hidden_rows.count() > before.hidden_rows.count() {
            kinds.push("hidden rows");
        }
        if now.merges.len() > before.merges.len() {
            kinds.push("merged cells");
        }
        let headed = self.before.headings(|text| words.is_heading(text));
        let headed =
            headed.and_then(|(_, before)| Some((self.now.headings(|text| before.contains_key(text))?.1, before)));
        let pairs: Vec<(u32, u32)> = match headed {
            Some((now, before)) => {
                let mut pairs: Vec<(u32, u32)> =
                    before.iter().filter_map(|(text, column)| Some((*column, *now.get(text)?))).collect();
                pairs.sort_unstable();
                if !pairs.is_sorted_by_key(|(_, now)| *now) {
                    kinds.push("another order of columns");
                }
                pairs
            }
            None => {
                let last = before.column_widths.iter().map(|width| width.last).max().unwrap_or(0);
                (0..=last.min(MOST_COLUMNS)).map(|column| (column, column)).collect()
            }
        };
        let hides = |side: &Sheet, column| side.hidden_columns.contains(column);
        if pairs.iter().any(|(was, is)| hides(now, *is) && !hides(before, *was)) {
            kinds.push("hidden columns");
        }
        let wider = |(was, is): &(u32, u32)| {
            let widths = self.before.width(*was).zip(self.now.width(*is));
            !hides(now, *is) && !hides(before, *was) && widths.is_some_and(|(was, is)| (was - is).abs() > WIDER)
        };
        if self.widths && pairs.iter().any(wider) {
            kinds.push(WIDTHS);
        }
        kinds
    }
}

/// Pages have no more columns than this.
const MOST_COLUMNS: u32 = 256;

/// What a cell says, whatever program saved it.
fn said(cell: &Cell) -> String {
    match &cell.content {
        Content::Number(number) => format!("{number:.9e}"),
        Content::DateTime(moment) => moment.to_string(),
        _ => cell::text(Some(cell)).unwrap_or_default().to_string(),
    }
}

/// The first of some cells, with what they say.
fn named(sheet: &str, cells: &[(u32, &Cell)]) -> String {
    let mut text = String::new();
    for (row, cell) in cells.iter().take(NAMED) {
        let place = CellPlace { workbook: "".into(), sheet: sheet.into(), row: *row, column: cell.column };
        let says = cell::text(Some(cell)).unwrap_or_default();
        let _ = write!(text, "{}{} “{}”", if text.is_empty() { "" } else { ", " }, place.a1(), short(&says, LETTERS));
    }
    match cells.len().saturating_sub(NAMED) {
        0 => format!("on {sheet} {text}"),
        more => format!("on {sheet} {text} and {more} more cells"),
    }
}
