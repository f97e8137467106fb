//! One row of a sheet of decisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::super::entry::TYPED;
use super::super::{Closed, DecisionKey, Field, Fields};
use super::cell;
use super::layout::{Layout, is_key};
use super::words::KnownWords;
use crate::intake::record::SchoolKey;
use crate::review::book::keys;
use workbook::fingerprint;
use workbook::place::CellPlace;
use workbook::read::{Book, Row, Sheet};

/// What stands in a row.
#[derive(Clone, Debug)]
pub struct RowRead {
    /// what it is about
    pub key: DecisionKey,
    /// the row's first cell
    pub place: CellPlace,
    /// the cells to write in that are there, with what stands in them
    pub cells: BTreeMap<Field, Option<Arc<str>>>,
    /// the columns of its sheet by their hidden names
    pub columns: Arc<BTreeMap<&'static str, u32>>,
    /// what was filled in, where the row remembers it
    pub carried: Option<Fields>,
    /// the fingerprint of the evidence shown
    pub evidence: Option<Arc<str>>,
    /// that evidence in words
    pub evidence_words: Option<Arc<str>>,
    /// the fingerprint of the evidence that what was filled in was decided on
    pub made_on: Option<Arc<str>>,
    /// that evidence in words
    pub made_on_words: Option<Arc<str>>,
    /// the day on which that was first seen
    pub seen: Option<NaiveDate>,
    /// whether it was said to stand still
    pub confirmed: bool,
    /// the school's name
    pub school: Arc<str>,
    /// what it is about, in words, where the row says so
    pub title: Arc<str>,
    /// set on the sheet of closed decisions
    pub closed: Option<Closed>,
    /// heading and text of cells in columns that an officer added
    pub own: Vec<(Arc<str>, Arc<str>)>,
}

impl RowRead {
    /// Where a field of it stands; the row itself where its column is not there.
    #[must_use]
    pub fn place_of(&self, field: Field) -> CellPlace {
        let column = self.columns.get(field.column()).copied().unwrap_or(self.place.column);
        CellPlace { column, ..self.place.clone() }
    }

    /// What stands in the cells to write in.
    #[must_use]
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        for (field, text) in &self.cells {
            fields.set(*field, text.clone());
        }
        fields
    }
}

/// All rows below the headings in which anything stands that may be an officer's.
pub(super) fn rows(book: &Book, sheet: &Sheet, layout: &Layout, words: &KnownWords) -> Vec<RowRead> {
    let reader = Reader { book, sheet, layout, words };
    sheet.rows.iter().filter(|row| row.index > layout.heading).filter_map(|row| reader.row(row)).collect()
}

struct Reader<'r> {
    book: &'r Book,
    sheet: &'r Sheet,
    layout: &'r Layout,
    words: &'r KnownWords,
}

impl Reader<'_> {
    fn row(&self, row: &Row) -> Option<RowRead> {
        let text = |name: &str| self.layout.column(name).and_then(|column| cell::text(row.cell(column)));
        let key = text(keys::KEY).filter(|text| is_key(text)).and_then(|text| keys::read(&text));
        if key.is_none() && self.is_nobodys(row) {
            return None;
        }
        let confirmed = text(keys::CONFIRM).is_some_and(|text| !self.words.is_no(&text));
        let closed = self.layout.closed.then(|| Closed {
            since: text(keys::SINCE).and_then(|day| day.parse().ok()),
            reason: text(keys::REASON).unwrap_or_default(),
        });
        let typed = key.is_none();
        let title = if typed { self.all_text(row).into() } else { text(keys::TITLE).unwrap_or_default() };
        Some(RowRead {
            key: key.unwrap_or_else(|| self.typed_key(&title)),
            place: self.book.place(self.sheet, row.index, row.cells.first().map_or(0, |cell| cell.column)),
            cells: self.cells(row),
            columns: Arc::clone(&self.layout.columns_shared),
            carried: text(keys::CARRIED)
                .or_else(|| self.layout.column(keys::CARRIED).map(|_| "".into()))
                .filter(|_| !typed)
                .and_then(|text| Fields::carried(&text)),
            evidence: text(keys::EVIDENCE),
            evidence_words: text(keys::EVIDENCE_WORDS),
            made_on: text(keys::MADE_ON),
            made_on_words: text(keys::MADE_ON_WORDS),
            seen: text(keys::SEEN).and_then(|day| day.parse().ok()),
            confirmed,
            school: text(keys::SCHOOL).unwrap_or_default(),
            title,
            closed,
            own: if typed { Vec::new() } else { self.own(row) },
        })
    }

    fn cells(&self, row: &Row) -> BTreeMap<Field, Option<Arc<str>>> {
        let there = |field: Field| {
            let cell = row.cell(self.layout.column(field.column())?);
            let text = match field {
                Field::Due => cell::day(cell, self.book.date_1904),
                _ => cell::text(cell),
            };
            Some((field, text))
        };
        Field::ALL.into_iter().filter_map(there).collect()
    }

    /// Whether a row without a key holds nothing, or only words of ours ("No support is called for.").
    fn is_nobodys(&self, row: &Row) -> bool {
        let mut texts = row.cells.iter().filter_map(|cell| cell::text(Some(cell)));
        texts.all(|text| self.words.is_ours(&text) || text.starts_with(keys::MARK))
    }

    /// Cells in columns that are not ours.
    fn own(&self, row: &Row) -> Vec<(Arc<str>, Arc<str>)> {
        if !self.layout.named {
            return Vec::new();
        }
        let others = row.cells.iter().filter(|cell| !self.layout.ours.contains(&cell.column));
        let own = others.filter_map(|cell| {
            let heading = cell::at(self.sheet, self.layout.heading, cell.column).unwrap_or_default();
            Some((heading, cell::text(Some(cell))?))
        });
        own.collect()
    }

    /// Everything that stands in a row, with its headings where they are ours or theirs.
    fn all_text(&self, row: &Row) -> String {
        let written: Vec<u32> = Field::ALL.into_iter().filter_map(|f| self.layout.column(f.column())).collect();
        let texts = row.cells.iter().filter(|cell| !written.contains(&cell.column));
        let texts: Vec<String> = texts
            .filter_map(|cell| {
                let text = cell::text(Some(cell))?;
                let heading = cell::at(self.sheet, self.layout.heading, cell.column);
                Some(heading.map_or_else(|| text.to_string(), |heading| format!("{heading}: {text}")))
            })
            .collect();
        texts.join("; ")
    }

    /// A name for a row that has none: the same text has the same name.
    fn typed_key(&self, title: &str) -> DecisionKey {
        let short = fingerprint::short(format!("{}\n{title}", self.sheet.name).as_bytes());
        DecisionKey {
            school: SchoolKey(format!("sheet:{}", self.sheet.name).into()),
            about: format!("{TYPED}{short}").into(),
        }
    }
}
