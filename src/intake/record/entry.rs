//! One value of one school, and all of them together.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::{AcademicYear, Missing, Value};
use crate::rulebook::ids::{GroupId, MeasureId};
use workbook::place::CellPlace;

/// What a cell says about a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// the value, or the reason why there is none
    pub value: Result<Value, Missing>,
    /// the cell; `None` for a value given in a case or implied by another
    pub place: Option<CellPlace>,
    /// as it is written in the cell, where that differs from how the value would be shown
    pub written: Option<Arc<str>>,
}

/// Which value: measure, group and year; `year` is `None` for what does not change with the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactKey {
    /// the measure
    pub measure: MeasureId,
    /// the group of pupils
    pub group: GroupId,
    /// the academic year
    pub year: Option<AcademicYear>,
}

/// All values of one school or area.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    entries: HashMap<FactKey, Entry>,
}

impl Facts {
    /// The entry for a key, if a column for it was read.
    #[must_use]
    pub fn get(&self, key: FactKey) -> Option<&Entry> {
        self.entries.get(&key)
    }

    /// Sets an entry; gives back the one it replaces.
    pub fn set(&mut self, key: FactKey, entry: Entry) -> Option<Entry> {
        self.entries.insert(key, entry)
    }

    /// The keys of all entries, in no order.
    pub fn keys(&self) -> impl Iterator<Item = FactKey> + '_ {
        self.entries.keys().copied()
    }

    /// All entries, in the order of their keys.
    #[must_use]
    pub fn sorted(&self) -> Vec<(FactKey, &Entry)> {
        let mut all: Vec<_> = self.entries.iter().map(|(key, entry)| (*key, entry)).collect();
        all.sort_by_key(|(key, _)| *key);
        all
    }

    /// The newest year not after `year` in which the measure has an entry for the group.
    #[must_use]
    pub fn newest(&self, measure: MeasureId, group: GroupId, year: AcademicYear, stays: u16) -> Option<FactKey> {
        (0..=stays)
            .map(|back| FactKey { measure, group, year: Some(year.before(back)) })
            .find(|key| self.entries.contains_key(key))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
