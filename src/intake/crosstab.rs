//! Tables of areas.

use std::sync::Arc;

use super::book::{Book, Sheet};
use super::merge::Candidate;
use super::reading::{Context, Found};
use crate::record::Doubt;
use crate::rulebook::ids::AreaId;

/// A value of an area.
#[derive(Clone, Debug)]
pub(super) struct AreaValue {
    pub area: AreaId,
    pub name: Arc<str>,
    pub phase: Option<Arc<str>>,
    pub found: Found,
    pub row: u32,
}

impl AreaValue {
    /// As a candidate among values from other tables.
    pub(super) fn candidate(self, table: usize) -> Candidate {
        Candidate { found: self.found, table, row: self.row, urn: None }
    }
}

/// Reads the tables of areas on a sheet.
pub(super) fn read(_context: &Context<'_>, _book: &Book, _sheet: &Sheet) -> (Vec<AreaValue>, Vec<Doubt>) {
    (Vec::new(), Vec::new())
}
