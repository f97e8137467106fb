//! Problems with the data, in the shape for machines.

use schemars::JsonSchema;
use serde::Serialize;

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// what sort
    pub kind: ProblemKind,
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

/// What sort of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
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
