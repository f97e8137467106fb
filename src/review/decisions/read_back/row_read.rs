//! What stands in one row of a sheet of decisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::super::{Closed, DecisionKey, Field, Fields};
use workbook::place::CellPlace;

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
    /// what was typed where it may be said to stand still, and says that it does not
    pub denied: Option<Arc<str>>,
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

    /// What is hidden beside its key: it stands beside the same cells still where the key is gone.
    #[must_use]
    pub fn beside(&self) -> Option<String> {
        let carried = self.carried.as_ref().map(Fields::as_carried).unwrap_or_default();
        self.evidence.as_ref().map(|evidence| format!("{evidence} {carried}"))
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

    /// Takes what another row remembers: it stood beside these cells before the sheet was sorted.
    pub(super) fn remember(&mut self, other: Option<&Self>) {
        self.carried = other.and_then(|other| other.carried.clone());
        self.evidence = other.and_then(|other| other.evidence.clone());
        self.evidence_words = other.and_then(|other| other.evidence_words.clone());
        self.made_on = other.and_then(|other| other.made_on.clone());
        self.made_on_words = other.and_then(|other| other.made_on_words.clone());
        self.seen = other.and_then(|other| other.seen);
    }
}
