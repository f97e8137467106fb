//! What could not be read, or was read with a doubt: each with the cell and what to do.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use workbook::place::CellPlace;

/// What sort of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "ProblemKind")]
pub enum DoubtKind {
    /// a workbook, sheet or table was not read
    NotRead,
    /// it is not sure which school a row is
    Identity,
    /// two values for the same thing
    Contradiction,
    /// a value that cannot be believed, or understood
    Value,
    /// figures whose year nothing states: the year asked for was taken
    Year,
    /// figures that should agree or add up do not
    Consistency,
    /// a heading no measure takes, or one that two claim
    Heading,
    /// a column that was there last time is gone
    Gone,
    /// a script of the rulebook failed
    Script,
    /// for information only
    Remark,
}

/// Something an officer should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// what sort
    pub kind: DoubtKind,
    /// what is wrong, in a sentence
    pub what: String,
    /// what to do about it
    pub advice: Option<String>,
    /// the workbook's file name, where it is about one
    pub workbook: Option<Arc<str>>,
    /// the cells concerned; the first is the one to look at
    pub places: Vec<CellPlace>,
    /// a change to the rulebook that would settle it
    pub proposal: Option<Proposal>,
}

/// A line for the rulebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposal {
    /// the file
    pub file: String,
    /// where in it
    pub under: String,
    /// the line
    pub line: String,
}
