//! Rows that are not schools: the authority, the nation, statistical neighbours.

use std::sync::Arc;

use super::Facts;
use crate::rulebook::ids::AreaId;

/// What the workbooks say of an area as a whole.
#[derive(Clone, Debug)]
pub struct AreaRecord {
    /// which area of the rulebook
    pub area: AreaId,
    /// as the workbook calls it; one area can have several rows (one for each phase)
    pub name: Arc<str>,
    /// the phase (or other category) of the row, where it has one: the category's id
    pub phase: Option<Arc<str>>,
    /// its values
    pub facts: Facts,
}
