//! That everything typed into a review is accounted for: in force, kept beside what stands, or told.
//!
//! A review is only ever replaced by whoever holds an [`Accounted`] for the bytes that lie there, and only [`account`]
//! makes one, after it has looked for every cell in what was taken.

use std::sync::Arc;

use super::fields::same;
use super::twice::Twice;
use super::{Field, ReviewRead, RowRead, Taken};

/// Proof that what was typed into a review is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounted {
    fingerprint: Arc<str>,
}

impl Accounted {
    /// For a review of which it is remembered that it was written by us or accounted for before.
    #[must_use]
    pub fn before(fingerprint: &str) -> Self {
        Self { fingerprint: fingerprint.into() }
    }

    /// Whether it is for these bytes.
    #[must_use]
    pub fn is_for(&self, fingerprint: &str) -> bool {
        *self.fingerprint == *fingerprint
    }
}

/// Looks for every cell that was typed into a review in what was taken.
///
/// # Errors
/// What cannot be told what it belongs to, and what is not there again.
pub fn account(review: &ReviewRead, taken: &Taken) -> Result<Accounted, Vec<String>> {
    let mut wanting = review.unplaced.clone();
    wanting.extend(review.unread.iter().map(|sheet| format!("the sheet {sheet} is damaged")));
    let twice = Twice::of(review);
    for row in &review.rows {
        let lost = row.cells.iter().filter_map(|(field, cell)| Some((*field, cell.as_ref()?)));
        // what is filled in here, and blank where the same is shown again, is not undone by that
        let stands = |field| taken.entries.get(&row.key).is_some_and(|entry| entry.fields.get(field).is_some());
        let undone = |field| twice.blank_and_filled(row, field) && !stands(field);
        let lost = lost.filter(|(field, cell)| undone(*field) || !is_known(review, row, *field, cell, taken));
        wanting.extend(lost.map(|(field, cell)| format!("{}: “{cell}”", review.place(row, field))));
        let own = row.own.iter().filter(|(_, text)| !is_known(review, row, Field::Note, text, taken));
        wanting.extend(own.map(|(_, text)| format!("{}: “{text}”", review.place(row, Field::Note))));
    }
    if wanting.is_empty() { Ok(Accounted { fingerprint: Arc::clone(&review.fingerprint) }) } else { Err(wanting) }
}

/// Whether a cell says what was filled in, what stands, or what was told of.
fn is_known(review: &ReviewRead, row: &RowRead, field: Field, cell: &Arc<str>, taken: &Taken) -> bool {
    if row.carried.as_ref().is_some_and(|carried| same(carried.get(field), Some(cell))) {
        return true;
    }
    let stands = taken.entries.get(&row.key).and_then(|entry| entry.fields.get(field));
    let told = || {
        let place = review.place(row, field);
        let contested = taken.contests.iter().any(|one| one.stands.1 == place || one.other.1 == place);
        contested || taken.had_before.contains(&place) || taken.remarks.iter().any(|remark| remark.starts_with(&place))
    };
    // what stands in columns of one's own is added to the note
    stands.is_some_and(|stands| stands == cell || field == Field::Note && stands.contains(&**cell)) || told()
}
