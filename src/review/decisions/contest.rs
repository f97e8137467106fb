//! Cells that two copies of a review, or two rows of one, decide differently.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{DecisionKey, Field, RowRead};

/// What a cell says, and where it was read.
pub type Said = (Option<Arc<str>>, String);

/// One cell decided twice, differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// what it is about
    pub key: DecisionKey,
    /// the school's name
    pub school: Arc<str>,
    /// the cell
    pub field: Field,
    /// what stands, and where it was read
    pub stands: Said,
    /// what does not, and where it was read
    pub other: Said,
    /// why the one stands and not the other
    pub why: Stands,
}

/// Why of two texts for one cell the one stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// it was saved last
    SavedLast,
    /// it stands first, both being in one workbook
    First,
    /// both are in one workbook, and nobody changed it there
    Before,
    /// it was taken in after the copy with the other was saved: at that moment
    TakenSince(NaiveDateTime),
    /// the copy with the other remembers nothing, and the record has had that before
    TakenBefore,
}

pub(super) fn contest(row: &RowRead, field: Field, (stands, other): (Said, Said), why: Stands) -> Contest {
    Contest { key: row.key.clone(), school: row.school.clone(), field, stands, other, why }
}
