//! Rows of one review that are about the same: somebody copied a row, a sheet, or pasted one row over another.

use std::collections::{BTreeMap, BTreeSet};

use super::{DecisionKey, Field, ReviewRead, RowRead};

/// The rows of a review by what they are about, where there are several.
#[derive(Default)]
pub(super) struct Twice<'r> {
    rows: BTreeMap<&'r DecisionKey, Vec<&'r RowRead>>,
    /// the sheets that are called like ours
    ours: BTreeSet<&'r str>,
}

impl<'r> Twice<'r> {
    /// Those of a review. In the pack of a meeting a thing may stand in several sections, and is changed in one of them.
    pub fn of(review: &'r ReviewRead) -> Self {
        let mut all: BTreeMap<&DecisionKey, Vec<&RowRead>> = BTreeMap::new();
        for row in review.rows.iter().filter(|row| row.closed.is_none() && !review.pack) {
            all.entry(&row.key).or_default().push(row);
        }
        all.retain(|_, rows| rows.len() > 1);
        let ours = review.sheets.iter().filter(|sheet| sheet.ours).map(|sheet| &*sheet.name).collect();
        Self { rows: all, ours }
    }

    /// Whether a row stands on a sheet of ours, and another one on a copy of it that somebody made.
    pub fn is_copy_of(&self, other: &RowRead, row: &RowRead) -> bool {
        self.ours.contains(&*row.place.sheet) && !self.ours.contains(&*other.place.sheet)
    }

    /// The rows that are about the same as one.
    pub fn others(&self, row: &RowRead) -> impl Iterator<Item = &'r RowRead> + use<'r, '_> {
        let (all, place) = (self.rows.get(&row.key).into_iter().flatten().copied(), row.place.clone());
        all.filter(move |other| other.place != place)
    }

    /// Whether a cell is filled in one of the rows about a thing and blank in another.
    pub fn blank_and_filled(&self, row: &RowRead, field: Field) -> bool {
        let says = |row: &RowRead| row.cells.get(&field).map(Option::is_some);
        says(row) == Some(true) && self.others(row).any(|other| says(other) == Some(false))
    }
}
