//! One value of one school, and all of them together.

use std::sync::Arc;

use rustc_hash::FxHashMap;

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
    /// where each entry stands: a place that does not change, so that a column over schools can point at it
    places: FxHashMap<FactKey, u32>,
    entries: Vec<Entry>,
}

impl Facts {
    /// None yet, with room for so many.
    #[must_use]
    pub fn with_room(entries: usize) -> Self {
        let places = FxHashMap::with_capacity_and_hasher(entries, rustc_hash::FxBuildHasher);
        Self { places, entries: Vec::with_capacity(entries) }
    }

    /// The entry for a key, if a column for it was read.
    #[must_use]
    pub fn get(&self, key: FactKey) -> Option<&Entry> {
        self.at(self.place(key)?)
    }

    /// Where the entry for a key stands.
    #[must_use]
    pub fn place(&self, key: FactKey) -> Option<u32> {
        self.places.get(&key).copied()
    }

    /// The entry at a place.
    #[must_use]
    pub fn at(&self, place: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(place).ok()?)
    }

    /// Sets an entry; gives back the one it replaces.
    pub fn set(&mut self, key: FactKey, entry: Entry) -> Option<Entry> {
        let known = self.place(key).and_then(|place| self.entries.get_mut(usize::try_from(place).ok()?));
        if let Some(known) = known {
            return Some(std::mem::replace(known, entry));
        }
        // a school has some hundreds of entries
        self.places.insert(key, u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.entries.push(entry);
        None
    }

    /// The keys of all entries, in no order.
    pub fn keys(&self) -> impl Iterator<Item = FactKey> + '_ {
        self.places.keys().copied()
    }

    /// All entries, in the order of their keys.
    #[must_use]
    pub fn sorted(&self) -> Vec<(FactKey, &Entry)> {
        let mut all: Vec<_> = self.places.iter().filter_map(|(key, place)| Some((*key, self.at(*place)?))).collect();
        all.sort_by_key(|(key, _)| *key);
        all
    }

    /// The newest year not after `year` in which the measure has an entry for the group.
    #[must_use]
    pub fn newest(&self, measure: MeasureId, group: GroupId, year: AcademicYear, stays: u16) -> Option<FactKey> {
        (0..=stays)
            .map(|back| FactKey { measure, group, year: Some(year.before(back)) })
            .find(|key| self.places.contains_key(key))
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
