//! Reads what officers wrote into a review.
//!
//! A review that comes back may have been sorted, filtered, saved by another program, have rows and columns more or
//! fewer, other headings, or lack everything hidden. Where its columns stand is found out by `layout`, what its rows are
//! about by `told`: by the hidden key, checked against the school and subject that can be seen (`visible`). Whatever was
//! written and cannot be told what it belongs to is given back as such, never dropped: cells that may have been typed in
//! are counted before rows are told apart, and again after.

mod added;
mod cell;
mod layout;
mod moved;
mod properties;
mod row;
mod row_read;
mod theirs;
mod told;
mod visible;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

pub use added::{COMMENTS, Seen, added};
pub use properties::{Properties, properties, properties_in};
pub use row_read::RowRead;
pub use theirs::{taken_over, theirs};
pub use visible::Familiar;

use super::entry::stands_alone;
use super::{DecisionKey, Field};
use crate::review::book::keys;
use crate::rulebook::Rulebook;
use layout::Layout;
use row::Draft;
use visible::{Schools, Subjects};
use words::KnownWords;
use workbook::fingerprint;
use workbook::read::{Book, Cell, Sheet};
use workbook::write::HEADING_ROW;

/// What stands in a review.
#[derive(Clone, Debug, Default)]
pub struct ReviewRead {
    /// its file name
    pub name: Arc<str>,
    /// SHA-256 of its bytes
    pub fingerprint: Arc<str>,
    /// who saved it last, as far as it tells
    pub who: Option<Arc<str>>,
    /// fingerprint of the decisions that it was written with, as far as it tells; in a format without properties one of
    /// what every row remembers
    pub written_with: Option<Arc<str>>,
    /// when it was saved, by the clock of this computer, where that is known
    pub saved: Option<NaiveDateTime>,
    /// its sheets on which something is decided
    pub sheets: Vec<SheetRead>,
    /// their rows
    pub rows: Vec<RowRead>,
    /// what stands in it and has no place in a review of ours: sheets, columns of sheets on which nothing is decided,
    /// comments
    pub foreign: Vec<String>,
    /// sheets that could not be read
    pub unread: Vec<String>,
    /// what was typed and cannot be told what it belongs to: cells with what stands in them, or whole sheets
    pub unplaced: Vec<String>,
    /// what was put right
    pub remarks: Vec<String>,
    /// what is in force nowhere, and has to be mended
    pub attention: Vec<String>,
    /// decisions in rows that an officer put in, of which their sheet has none itself, with where they stand
    pub put_in: Vec<(DecisionKey, String)>,
    /// whether it is the pack of a meeting, where a thing may stand in several sections
    pub pack: bool,
    /// whether the record has lost lines since the review was written: then what is filled in counts as typed
    pub ahead: bool,
    /// whether some sheet has what is hidden beside its keys, but no keys
    pub keyless: bool,
}

impl ReviewRead {
    /// Where a field of one of its rows stands, and who saved it, as far as it tells: for messages.
    #[must_use]
    pub fn place(&self, row: &RowRead, field: Field) -> String {
        let cell = format!("{}, {}!{}", self.name, row.place.sheet, row.place_of(field).a1());
        self.who.as_ref().map_or(cell.clone(), |who| format!("{cell}, saved by {who}"))
    }
}

/// A sheet on which something is decided.
#[derive(Clone, Debug, Default)]
pub struct SheetRead {
    /// its name
    pub name: Arc<str>,
    /// its columns by their hidden names
    pub columns: Arc<BTreeMap<&'static str, u32>>,
    /// the first row below everything on it, from 0
    pub free_row: u32,
    /// whether it is called like a sheet of ours; a copy is not
    pub ours: bool,
}

/// What helps to tell what rows are about.
struct Known<'k> {
    words: &'k KnownWords,
    subjects: Subjects,
    schools: Schools,
    familiar: &'k Familiar,
    rulebook: &'k Rulebook,
}

impl Known<'_> {
    /// Whether nothing is known of any school but what the review itself says.
    fn nobody(&self) -> bool {
        self.familiar.schools.is_empty()
    }

    /// A key in the names that everything has now.
    fn present(&self, key: DecisionKey) -> DecisionKey {
        DecisionKey { about: self.rulebook.renamed.about(&key.about).into(), ..key }
    }

    /// The grade that is meant by what was typed, where that is more than its name.
    fn grade(&self, typed: &str) -> Option<Arc<str>> {
        let judgements = &self.rulebook.judgements;
        if judgements.grade_named(typed).is_some() {
            return None;
        }
        let word = self.rulebook.words("column.grade");
        judgements.grades.get(judgements.grade_meant(typed, word)?).map(|grade| Arc::clone(&grade.id))
    }
}

/// The sheets of a workbook that are ours, known by their headings alone: sheets that were copied as values.
#[must_use]
pub fn copied_sheets(book: &Book, rulebook: &Rulebook) -> Vec<Arc<str>> {
    let words = KnownWords::of(rulebook);
    book.sheets.iter().filter(|sheet| layout::is_headed(sheet, &words)).map(|sheet| Arc::clone(&sheet.name)).collect()
}

/// Reads a review by itself. The rulebook's words help where what is hidden is gone.
#[must_use]
pub fn read_back(book: &Book, properties: &Properties, rulebook: &Rulebook) -> ReviewRead {
    read_back_knowing(book, properties, rulebook, &Familiar::default())
}

/// Reads a review, knowing the schools and decisions of earlier runs.
#[must_use]
pub fn read_back_knowing(book: &Book, properties: &Properties, rulebook: &Rulebook, familiar: &Familiar) -> ReviewRead {
    let words = KnownWords::of(rulebook);
    let mut review = ReviewRead {
        name: Arc::clone(&book.name),
        fingerprint: Arc::clone(&book.fingerprint),
        who: properties.who.clone(),
        written_with: properties.decisions.clone(),
        pack: properties.pack,
        ..ReviewRead::default()
    };
    if properties.commented {
        review.foreign.push(COMMENTS.to_owned());
    }
    // the reader says of a sheet that it had to leave out, as a remark on that sheet without a cell
    let unread = book.remarks.iter().filter(|remark| remark.cell.is_none() && remark.text.starts_with("was not read"));
    review.unread.extend(unread.filter_map(|remark| remark.sheet.as_ref()).map(ToString::to_string));
    let layouts: Vec<(&Sheet, Option<Layout>)> =
        book.sheets.iter().map(|sheet| (sheet, Layout::of(sheet, &words))).collect();
    let mut schools = Schools::default();
    familiar.schools.iter().for_each(|(key, name)| schools.add(key, name, SURE));
    for (sheet, layout) in &layouts {
        layout.iter().for_each(|layout| row::schools_on(sheet, layout, &mut schools));
    }
    let known = Known { words: &words, subjects: Subjects::of(rulebook), schools, familiar, rulebook };
    for (sheet, layout) in &layouts {
        match layout {
            Some(layout) => review.sheet(book, sheet, layout, &known),
            None if sheet.cell_count() == 0 => {}
            None if words.is_deciding(&sheet.name) => {
                let text = format!("the sheet {}: its headings are not those of the rulebook any more", sheet.name);
                review.unplaced.push(text);
            }
            None if sheet.name.is_empty() => {}
            None if !words.is_tab(&sheet.name) => review.foreign.push(format!("the sheet {}", sheet.name)),
            // a page has no columns of its own, though its tiles may say what is a heading elsewhere
            None if words.is_page(&sheet.name) => {}
            None => review.foreign.extend(own_columns(sheet, &words)),
        }
    }
    review.written_with = review.written_with.take().or_else(|| remembered_by(&review.rows));
    review
}

/// What tells a copy in a format without properties from every other one: what its rows were filled in with.
fn remembered_by(rows: &[RowRead]) -> Option<Arc<str>> {
    let filled: Option<Vec<String>> = rows
        .iter()
        .filter(|row| !stands_alone(&row.key.about))
        .map(|row| Some(format!("{}\u{0}{}\n", keys::written(&row.key), row.carried.as_ref()?.as_carried())))
        .collect();
    let mut filled = filled.filter(|filled| !filled.is_empty())?;
    filled.sort_unstable();
    Some(format!("rows {}", fingerprint::short(filled.concat().as_bytes())).into())
}

/// What stands beside the columns of a list of ours on which nothing is decided.
fn own_columns(sheet: &Sheet, words: &KnownWords) -> Option<String> {
    let headings = &sheet.row(HEADING_ROW)?.cells;
    let is_ours = |cell: &&Cell| cell::text(Some(cell)).is_some_and(|text| words.is_heading(&text));
    let ours: Vec<u32> = headings.iter().filter(is_ours).map(|cell| cell.column).collect();
    let last = ours.iter().copied().max()?;
    // a page is no list: its columns have no headings
    if ours.len() * 2 < headings.len() {
        return None;
    }
    let beside = |cell: &&Cell| cell.column > last && cell::text(Some(cell)).is_some();
    let below = sheet.rows.iter().filter(|row| row.index >= HEADING_ROW);
    let found = below.flat_map(|row| &row.cells).find(beside)?;
    let heading = cell::at(sheet, HEADING_ROW, found.column);
    let heading = heading.map_or_else(|| workbook::place::column_letters(found.column), |heading| heading.to_string());
    Some(format!("the column {heading} on {}", sheet.name))
}

/// How much surer it is what a school is called by the last run than by one row of a review.
const SURE: usize = 1_000_000;

impl ReviewRead {
    /// Reads a sheet. Cells that may have been typed in are counted before and after.
    fn sheet(&mut self, book: &Book, sheet: &Sheet, layout: &Layout, known: &Known<'_>) {
        if layout.headings_moved {
            self.unplaced.push(format!(
                "the sheet {}: its headings were sorted among its rows, without what is hidden (sort it back)",
                sheet.name
            ));
            return;
        }
        let drafts: Vec<Draft> = row::drafts(book, sheet, layout, known);
        let before = row::count(sheet, layout, known.words);
        let told = told::told(&sheet.name, layout.column(keys::KEY).is_some(), drafts);
        if told.cells < before {
            let lost = before - told.cells;
            self.unplaced.push(format!("the sheet {}: {lost} of its cells belong to no row that is known", sheet.name));
        }
        self.formulas(book, sheet, layout);
        self.keyless |= layout.column(keys::KEY).is_none() && layout.column(keys::EVIDENCE).is_some();
        self.rows.extend(told.rows);
        self.unplaced.extend(told.asked);
        self.remarks.extend(told.remarks);
        self.attention.extend(told.attention);
        self.put_in.extend(told.put_in);
        self.sheets.push(SheetRead {
            name: Arc::clone(&sheet.name),
            columns: Arc::clone(&layout.columns_shared),
            ours: known.words.is_deciding(&sheet.name),
            free_row: sheet.rows.last().map_or(0, |row| row.index + 1),
        });
    }

    /// Says of formulas in cells to write in that only their results are kept; one that was never calculated has none.
    fn formulas(&mut self, book: &Book, sheet: &Sheet, layout: &Layout) {
        let written: Vec<u32> = layout.written().collect();
        for row in sheet.rows.iter().filter(|row| row.index > layout.heading && !layout.closed) {
            for cell in row.cells.iter().filter(|cell| written.contains(&cell.column)) {
                let place = book.place(sheet, row.index, cell.column);
                if cell::is_unanswered(Some(cell)) {
                    self.unplaced.push(format!(
                        "{place}: a formula that was never calculated (open the review in Excel, save it and run again)"
                    ));
                } else if cell.formula {
                    let says = cell::text(Some(cell)).unwrap_or_default();
                    self.remarks.push(format!(
                        "{place}: a formula stands there; its result “{says}” is kept, the formula is not"
                    ));
                }
            }
        }
    }
}
