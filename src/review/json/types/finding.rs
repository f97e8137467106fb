//! What a rule says, in the shape for machines.

use schemars::JsonSchema;
use serde::Serialize;

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Finding {
    /// the rule's id
    pub rule: String,
    /// the rule's title
    pub title: String,
    /// file of the rulebook
    pub file: String,
    /// line in it, from 1
    pub line: u32,
    /// what it says
    pub outcome: Outcome,
    /// why it cannot say, or does not apply
    pub reason: Option<String>,
    /// in the rulebook's words
    pub sentence: String,
    /// set where so few pupils would turn the answer that it must not be shown bare
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guarded: Option<String>,
    /// set where it does not hold but is near its line
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near_miss: Option<String>,
    /// the line of the comparison with the smallest margin
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// value less threshold of that comparison
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// the margin as a number of pupils
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_pupils: Option<f64>,
    /// whether rounding leaves open how many whole pupils that is
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub margin_pupils_about: bool,
    /// every comparison
    pub tests: Vec<Test>,
    /// every value read
    pub readings: Vec<Reading>,
    /// places in `readings` of the values to blame where it cannot say
    pub blame: Vec<usize>,
}

/// The four things a rule can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// the condition is true
    Holds,
    /// the condition is false
    DoesNotHold,
    /// a value that would decide it is missing
    CannotSay,
    /// the rule is not for this school or year
    NotApplicable,
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Test {
    /// as the rule writes it
    pub text: String,
    /// its answer: never `not-applicable`
    pub outcome: Outcome,
    /// file of the rulebook
    pub file: String,
    /// line in it, from 1
    pub line: u32,
    /// places in `readings` of what was compared
    pub readings: Vec<usize>,
    /// what it was compared with
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// value less threshold
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// the margin as a number of pupils
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_pupils: Option<f64>,
    /// whether rounding leaves open how many whole pupils that is
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub margin_pupils_about: bool,
}

/// A value read, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Reading {
    /// the measure's id; null for what is not a measure
    pub measure: Option<String>,
    /// as rules write it
    pub name: String,
    /// as shown
    pub title: String,
    /// the group of pupils
    pub group: String,
    /// the academic year
    pub year: Option<String>,
    /// the value; null where it is missing
    pub value: Option<Given>,
    /// why there is none
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// file name of the workbook
    pub workbook: Option<String>,
    /// the sheet
    pub sheet: Option<String>,
    /// the cell: `E6`
    pub cell: Option<String>,
    /// where it came from when not from a cell
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// A value: a number, yes or no, or words. A day is written 2013-01-08.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Given {
    /// a number
    Number(f64),
    /// yes or no
    Flag(bool),
    /// words, or a day
    Text(String),
}
