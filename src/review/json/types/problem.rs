//! Problems with the data, in the shape for machines.

use schemars::JsonSchema;
use serde::Serialize;

use crate::intake::record::{DoubtKind, Proposal};

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// what sort
    pub kind: DoubtKind,
    /// what is wrong
    pub what: String,
    /// what to do about it
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// file name of the workbook, where it is about one
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workbook: Option<String>,
    /// the cells concerned
    pub cells: Vec<Place>,
    /// a line for the rulebook that would settle it
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Place {
    /// file name of the workbook
    pub workbook: String,
    /// the sheet
    pub sheet: String,
    /// the cell: `E6`
    pub cell: String,
}
