//! Words, colours and order of what Yardstick writes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Words, colours and order of the review and of annotated workbooks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawReport {
    /// colours by name
    pub colours: BTreeMap<String, RawColour>,
    /// words by name; each has a default in the program's own rulebook, and a missing one is named by `check`
    pub words: BTreeMap<String, String>,
    /// the measures shown in a school's row and profile, in order
    #[serde(rename = "headline measures")]
    pub headline_measures: Vec<String>,
    /// measures of every school that stand in a narrow column beside its result, such as its absence
    #[serde(rename = "at a glance")]
    pub at_a_glance: Vec<String>,
    /// a number by which schools of one status stand in order, the greatest first: points, a need
    #[serde(rename = "first by", skip_serializing_if = "Option::is_none")]
    pub first_by: Option<String>,
    /// a result that moved by more pupils than this since the last run is told among the changes
    #[serde(rename = "moved by pupils")]
    pub moved_by: Option<f64>,
    /// a year with fewer weekdays of school holidays than these does not have all of them, and that is said where meetings
    /// are planned in it
    #[serde(rename = "weekdays of holidays", skip_serializing_if = "Option::is_none")]
    pub weekdays_of_holidays: Option<u32>,
    /// how far from the stated date a decision may fall due
    #[serde(rename = "due within", skip_serializing_if = "Option::is_none")]
    pub due_within: Option<RawYearsAround>,
    /// how far from the stated date a plan may begin
    #[serde(rename = "begun within", skip_serializing_if = "Option::is_none")]
    pub begun_within: Option<RawYearsAround>,
    /// the measure that holds the share of schools judged good or better: England's figure of it stands beside the
    /// authority's own on the front page, where one is known
    #[serde(rename = "good schools")]
    pub good_schools: Option<String>,
    /// the colours of marks in annotated workbooks: outcome (`holds`, `cannot-say`, `near`, `watch`, `strength`, `doubt`) to
    /// colour name
    pub marks: BTreeMap<String, String>,
    /// whether strengths are marked in annotated workbooks too; without it they are not
    #[serde(rename = "strengths in workbooks")]
    pub strengths_in_workbooks: Option<bool>,
    /// decisions an officer can choose
    pub decisions: Vec<String>,
}

/// Years around the stated date.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawYearsAround {
    /// years before it
    #[serde(rename = "years back")]
    #[schemars(range(max = 100))]
    pub back: u8,
    /// years after it
    #[serde(rename = "years ahead")]
    #[schemars(range(max = 100))]
    pub ahead: u8,
}

/// A colour: background, text, and optionally border, each as RRGGBB.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawColour {
    /// background
    pub fill: String,
    /// text
    pub text: String,
    /// border
    #[serde(default)]
    pub border: Option<String>,
    /// a sign shown beside it, so that colour never stands alone
    #[serde(default)]
    pub sign: Option<String>,
}
