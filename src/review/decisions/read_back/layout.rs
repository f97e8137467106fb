//! Where on a sheet of decisions its columns stand.
//!
//! By the hidden row of names. Where that is gone: the key column by what stands in it, columns to write in by their
//! headings, and at last by their places beside the hidden columns, which are told by what stands in them too. Where
//! everything hidden is gone, a sheet is one of decisions if its headings say so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::Field;
use super::cell;
use super::visible::Shown;
use super::words::KnownWords;
use crate::review::book::keys;
use workbook::read::{Row, Sheet};

/// Places of columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// column of each name
    pub columns: BTreeMap<&'static str, u32>,
    /// the same, for every row to hold
    pub columns_shared: Arc<BTreeMap<&'static str, u32>>,
    /// columns that are ours
    pub ours: Vec<u32>,
    /// columns by which a row is known without a key
    pub shown: BTreeMap<Shown, u32>,
    /// the row of headings
    pub heading: u32,
    /// whether it is the sheet of closed decisions
    pub closed: bool,
    /// whether the headings stand beside the key of a row: what can be seen was sorted with them, and what is hidden was not
    pub headings_moved: bool,
}

/// The names that a sheet's columns may have.
const NAMES: [&str; 19] = [
    keys::KEY,
    keys::EVIDENCE,
    keys::EVIDENCE_WORDS,
    keys::MADE_ON,
    keys::MADE_ON_WORDS,
    keys::SEEN,
    keys::CARRIED,
    keys::DECISION,
    keys::AGREED,
    keys::OWNER,
    keys::DUE,
    keys::NOTE,
    keys::BEGUN,
    keys::TARGET,
    keys::CONFIRM,
    keys::SINCE,
    keys::REASON,
    keys::TITLE,
    keys::SCHOOL,
];

/// Columns to write in, by how far to the left of the evidence they stand; the sheet of grades has its own.
const BESIDE_EVIDENCE: [(&str, u32); 5] =
    [(keys::CONFIRM, 1), (keys::NOTE, 3), (keys::DUE, 4), (keys::OWNER, 5), (keys::DECISION, 6)];
/// On a sheet that has rows of grades among others.
const AMONG_OTHERS: [(&str, u32); 1] = [(keys::AGREED, 7)];
/// Columns of plans, by how far to the right of the evidence they stand, on a sheet that has them.
const OF_PLANS: [(&str, u32); 2] = [(keys::BEGUN, 7), (keys::TARGET, 8)];
/// How far to the right of the evidence such a sheet goes.
const WIDE_WITH_PLANS: u32 = 11;
const BESIDE_EVIDENCE_OF_GRADES: [(&str, u32); 3] = [(keys::CONFIRM, 1), (keys::NOTE, 3), (keys::AGREED, 4)];

impl Layout {
    /// The layout of a sheet; `None` where nothing is decided on it.
    pub fn of(sheet: &Sheet, words: &KnownWords) -> Option<Self> {
        let mut layout = Self::default();
        let names_row = layout.by_names(sheet);
        if !layout.columns.contains_key(keys::KEY)
            && let Some(column) = key_column(sheet)
        {
            layout.columns.insert(keys::KEY, column);
        }
        let keyed = layout.columns.contains_key(keys::KEY);
        let headed = headed_row(sheet, words);
        if names_row.is_none() && !keyed && headed.is_none() {
            return None;
        }
        layout.heading = match headed {
            Some(row) if !keyed => row,
            _ => layout.heading_row(sheet, words, names_row),
        };
        if names_row.is_some() {
            layout.follow_headings(sheet, words);
        }
        layout.by_shown(sheet, words);
        layout.headings_moved = !layout.shows_whose() && layout.has_headings_among_rows(sheet, words);
        layout.closed = layout.columns.contains_key(keys::SINCE);
        if names_row.is_none() {
            layout.by_content(sheet);
            layout.by_headings(sheet, words);
            layout.by_places(sheet, words);
            layout.ours_by_headings(sheet, words);
        }
        layout.columns_shared = Arc::new(layout.columns.clone());
        Some(layout)
    }

    /// Columns by which rows are known.
    fn by_shown(&mut self, sheet: &Sheet, words: &KnownWords) {
        for cell in sheet.row(self.heading).into_iter().flat_map(|row| &row.cells) {
            let Some(text) = cell::text(Some(cell)) else { continue };
            for shown in words.shown_under(&text) {
                self.shown.entry(shown).or_insert(cell.column);
            }
        }
    }

    fn shows_whose(&self) -> bool {
        [Shown::School, Shown::Urn].iter().any(|shown| self.shown.contains_key(shown))
    }

    /// Whether a row with a key shows the headings by which rows are known.
    fn has_headings_among_rows(&self, sheet: &Sheet, words: &KnownWords) -> bool {
        let shown = |row: &Row| -> BTreeSet<Shown> {
            let texts = row.cells.iter().filter_map(|cell| cell::text(Some(cell)));
            texts.flat_map(|text| words.shown_under(&text).collect::<Vec<_>>()).collect()
        };
        let says_whose = |shown: &BTreeSet<Shown>| shown.len() > 1 && shown.contains(&Shown::School);
        self.keyed_rows(sheet).any(|row| says_whose(&shown(row)))
    }

    /// Without the row of names: columns found so far, and those under a heading of ours. Where most columns have none,
    /// the headings were all renamed and say nothing.
    fn ours_by_headings(&mut self, sheet: &Sheet, words: &KnownWords) {
        let heading = self.heading;
        let cells = sheet.row(heading).into_iter().flat_map(|row| &row.cells);
        let ours = |text: &str| words.is_heading(text) || text.starts_with(keys::MARK);
        let headed: BTreeSet<u32> = cells
            .filter(|cell| cell::text(Some(cell)).is_some_and(|text| ours(&text)))
            .map(|cell| cell.column)
            .collect();
        let below = sheet.rows.iter().filter(|row| row.index > heading).flat_map(|row| &row.cells);
        let below: BTreeSet<u32> = below.map(|cell| cell.column).collect();
        let renamed = headed.len() * 2 < below.len();
        let found = if renamed { below } else { headed };
        self.ours = found.into_iter().chain(self.columns.values().copied()).collect();
    }

    /// Whether a column of the sheet is worked out anew at every run, so that nothing in it is an officer's.
    pub fn is_worked_out(&self, column: u32) -> bool {
        let written = keys::WRITTEN.iter().any(|name| self.column(name) == Some(column));
        self.ours.contains(&column) && (self.closed || !written)
    }

    /// The columns of decisions, owners, days and notes.
    pub fn written(&self) -> impl Iterator<Item = u32> + '_ {
        Field::ALL.into_iter().filter_map(|field| self.column(field.column()))
    }

    /// The column with a name.
    pub fn column(&self, name: &str) -> Option<u32> {
        self.columns.get(name).copied()
    }

    /// Reads the hidden row of names; gives its number. Where it was deleted, hidden columns still have their names as
    /// headings: these are read, and the others have to be found otherwise.
    fn by_names(&mut self, sheet: &Sheet) -> Option<u32> {
        let is_name = |text: &str| text.starts_with(keys::MARK);
        let names = |row: &Row| row.cells.iter().filter_map(|c| cell::text(Some(c))).filter(|t| is_name(t)).count();
        let counted = sheet.rows.iter().map(|row| (names(row), row.index)).filter(|(count, _)| *count >= 2);
        let row = sheet.row(counted.rev_max()?.1)?;
        // where the row of names is gone, hidden columns have theirs as headings still, and no other has
        let mut named = false;
        for cell in &row.cells {
            let Some(text) = cell::text(Some(cell)).filter(|text| is_name(text)) else { continue };
            named |= &*text == keys::SHOWN;
            let name = NAMES.into_iter().find(|name| *name == &*text);
            // the second of two columns of one name is a copy that an officer made, and types into
            if name.is_none_or(|name| *self.columns.entry(name).or_insert(cell.column) == cell.column) {
                self.ours.push(cell.column);
            }
        }
        named.then_some(row.index)
    }

    /// Columns that were dragged to another place of the table took their headings with them, and not the names above the
    /// table: where each heading of ours stands once, columns are where their headings are.
    fn follow_headings(&mut self, sheet: &Sheet, words: &KnownWords) {
        let mut headed: BTreeMap<&'static str, Vec<u32>> = BTreeMap::new();
        for cell in sheet.row(self.heading).into_iter().flat_map(|row| &row.cells) {
            let Some(text) = cell::text(Some(cell)) else { continue };
            let hidden = NAMES.into_iter().filter(|name| *name == &*text);
            for name in hidden.chain(words.columns_headed(&text)).filter(|name| self.columns.contains_key(name)) {
                headed.entry(name).or_default().push(cell.column);
            }
        }
        let once = headed.into_iter().filter_map(|(name, columns)| match columns.as_slice() {
            [column] => Some((name, *column)),
            _ => None,
        });
        let mut columns = self.columns.clone();
        columns.extend(once);
        let places: BTreeSet<u32> = columns.values().copied().collect();
        if columns != self.columns && places.len() == columns.len() {
            self.columns = columns;
            self.ours_by_headings(sheet, words);
        }
    }

    /// The row of headings: above the first key, and with more of our words than any other row there.
    fn heading_row(&self, sheet: &Sheet, words: &KnownWords, names: Option<u32>) -> u32 {
        let first = self.first_key(sheet).unwrap_or(u32::MAX);
        let from = names.map_or(0, |row| row + 1);
        let above = sheet.rows.iter().filter(|row| row.index >= from && row.index < first);
        let known = |row: &Row| {
            row.cells.iter().filter_map(|cell| cell::text(Some(cell))).filter(|text| words.is_ours(text)).count()
        };
        // of equals the first: what an officer puts between headings and rows has to be read as a row
        let best = above.map(|row| (known(row), row.index)).rev_max();
        match (best, names) {
            (Some((count, row)), _) if count >= 2 => row,
            (_, Some(names)) => (names + 2).min(first.saturating_sub(1)),
            (_, None) => first.saturating_sub(1),
        }
    }

    fn first_key(&self, sheet: &Sheet) -> Option<u32> {
        let column = self.column(keys::KEY)?;
        let is_key = |row: &&Row| cell::text(row.cell(column)).is_some_and(|text| is_key(&text));
        sheet.rows.iter().find(is_key).map(|row| row.index)
    }

    /// Hidden columns by what stands in them.
    fn by_content(&mut self, sheet: &Sheet) {
        let rows: Vec<_> = self.keyed_rows(sheet).collect();
        let mut full: BTreeMap<u32, usize> = BTreeMap::new();
        let mut carried: BTreeMap<u32, usize> = BTreeMap::new();
        for row in &rows {
            for cell in &row.cells {
                let Some(text) = cell::text(Some(cell)) else { continue };
                if is_print(&text) {
                    *full.entry(cell.column).or_default() += 1;
                } else if text.starts_with("[\"") && super::super::Fields::carried(&text).is_some() {
                    *carried.entry(cell.column).or_default() += 1;
                }
            }
        }
        // every row has evidence; what decisions were made on stands only in some, further to the right
        let evidence = full.iter().find(|(_, count)| **count == rows.len()).map(|(column, _)| *column);
        if let Some(evidence) = evidence {
            self.columns.entry(keys::EVIDENCE).or_insert(evidence);
            let later = full.keys().find(|column| **column > evidence).copied();
            if let Some(made_on) = later {
                self.columns.entry(keys::MADE_ON).or_insert(made_on);
            }
        }
        let most = carried.into_iter().max_by_key(|(_, count)| *count);
        if let Some((column, _)) = most {
            self.columns.entry(keys::CARRIED).or_insert(column);
        }
    }

    fn by_headings(&mut self, sheet: &Sheet, words: &KnownWords) {
        // the sheet of schools has grades that were agreed as well, to look at, but of no one strand
        let grades = self.of_grades(sheet).0 || self.shown.contains_key(&Shown::Strand);
        let Some(row) = sheet.row(self.heading) else { return };
        for cell in &row.cells {
            let Some(text) = cell::text(Some(cell)) else { continue };
            for id in words.columns_headed(&text) {
                let wanted = id != keys::AGREED || grades || words_say_closed(self, sheet, words);
                if wanted {
                    self.columns.entry(id).or_insert(cell.column);
                }
            }
        }
        self.closed = self.columns.contains_key(keys::SINCE);
    }

    fn by_places(&mut self, sheet: &Sheet, words: &KnownWords) {
        let Some(evidence) = self.column(keys::EVIDENCE) else { return };
        let (beside, among): (&[(&'static str, u32)], &[_]) = match self.of_grades(sheet) {
            (true, true) => (&BESIDE_EVIDENCE, &AMONG_OTHERS),
            (true, false) => (&BESIDE_EVIDENCE_OF_GRADES, &[]),
            (false, _) => (&BESIDE_EVIDENCE, &[]),
        };
        let left = beside.iter().chain(among).filter_map(|(name, left)| Some((*name, evidence.checked_sub(*left)?)));
        let last = sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).max();
        let wide = last.is_some_and(|last| last >= evidence + WIDE_WITH_PLANS);
        let right =
            OF_PLANS.iter().filter(|_| wide && !among.is_empty()).map(|(name, right)| (*name, evidence + right));
        for (name, column) in left.chain(right) {
            // a column under another heading of ours is that one, whatever stands beside it
            let headed = cell::at(sheet, self.heading, column).is_some_and(|heading| words.is_heading(&heading));
            if !headed && !self.columns.values().any(|taken| *taken == column) {
                self.columns.entry(name).or_insert(column);
            }
        }
    }

    /// Whether there are rows of grades, and others.
    fn of_grades(&self, sheet: &Sheet) -> (bool, bool) {
        let Some(column) = self.column(keys::KEY) else { return (false, false) };
        let keys = self.keyed_rows(sheet).filter_map(|row| keys::read(&cell::text(row.cell(column))?));
        keys.fold((false, false), |(grades, others), key| {
            let is_grade = keys::strand_of(&key.about).is_some();
            (grades || is_grade, others || !is_grade)
        })
    }

    fn keyed_rows<'s>(&self, sheet: &'s Sheet) -> impl Iterator<Item = &'s Row> + use<'s> {
        let column = self.column(keys::KEY);
        sheet
            .rows
            .iter()
            .filter(move |row| column.and_then(|column| cell::text(row.cell(column))).is_some_and(|text| is_key(&text)))
    }
}

/// Whether the headings of a sheet are surely those of one of ours, though everything hidden is gone: so many of them say
/// whose a row is, what of it, and what was decided, that no list of results has them.
pub(super) fn is_headed(sheet: &Sheet, words: &KnownWords) -> bool {
    const SURELY: usize = 6;
    headed(sheet, words).is_some_and(|(count, _)| count >= SURELY)
}

fn headed_row(sheet: &Sheet, words: &KnownWords) -> Option<u32> {
    Some(headed(sheet, words)?.1)
}

/// The row whose headings say that rows below it are schools on which something is decided, with how many say so.
fn headed(sheet: &Sheet, words: &KnownWords) -> Option<(usize, u32)> {
    let says = |row: &Row| -> usize {
        let texts = || row.cells.iter().filter_map(|cell| cell::text(Some(cell)));
        let shown: BTreeSet<Shown> = texts().flat_map(|text| words.shown_under(&text).collect::<Vec<_>>()).collect();
        let written: BTreeSet<&str> =
            texts().flat_map(|text| words.columns_headed(&text).collect::<Vec<_>>()).collect();
        let inputs = keys::WRITTEN.iter().filter(|name| written.contains(**name)).count();
        let whose = shown.contains(&Shown::School) || shown.contains(&Shown::Urn);
        let decides =
            written.contains(keys::DECISION) || written.contains(keys::AGREED) && shown.contains(&Shown::Strand);
        if whose && (decides || inputs >= 2) { shown.len() + inputs } else { 0 }
    };
    let counted =
        sheet.rows.iter().take(HEADINGS_WITHIN).map(|row| (says(row), row.index)).filter(|(count, _)| *count > 0);
    counted.rev_max()
}

/// Headings stand in one of the first rows, whatever was put above them.
const HEADINGS_WITHIN: usize = 60;

/// Whether the headings are those of the sheet of closed decisions.
fn words_say_closed(layout: &Layout, sheet: &Sheet, words: &KnownWords) -> bool {
    let Some(row) = sheet.row(layout.heading) else { return false };
    let mut headings = row.cells.iter().filter_map(|cell| cell::text(Some(cell)));
    headings.any(|text| words.columns_headed(&text).any(|id| id == keys::SINCE))
}

/// The column in which most keys stand.
fn key_column(sheet: &Sheet) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
        if cell::text(Some(cell)).is_some_and(|text| is_key(&text)) {
            *counts.entry(cell.column).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(column, count)| (*count, u32::MAX - column)).map(|(column, _)| column)
}

/// Whether a text is a key, by its look.
pub(super) fn is_key(text: &str) -> bool {
    let kinds = ["urn:", "laestab:", "name:", "sheet:"];
    kinds.iter().any(|kind| text.starts_with(kind)) && keys::read(text).is_some()
}

/// Whether a text is a fingerprint of evidence.
fn is_print(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// The largest by count, of equals the first.
trait RevMax {
    fn rev_max(self) -> Option<(usize, u32)>;
}

impl<I: Iterator<Item = (usize, u32)>> RevMax for I {
    fn rev_max(self) -> Option<(usize, u32)> {
        self.fold(None, |best, one| match best {
            Some((count, _)) if count >= one.0 => best,
            _ => Some(one),
        })
    }
}
