//! Grades, judgement strands, and rules that indicate a grade.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{RawCase, RawCondition, RawFormerly};

/// The scheme of judgements. Its parts may stand in several files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawJudgements {
    /// grades, best first
    #[serde(default)]
    pub grades: Vec<RawGrade>,
    /// strands; the overall judgement is one of them
    #[serde(default)]
    pub strands: Vec<RawStrand>,
    /// the strand that sums up the others
    #[serde(default)]
    pub overall: Option<String>,
    /// which grade is worked with where no person has agreed one: `worst` or `first` known of these
    #[serde(default, rename = "working grade")]
    pub working_grade: Option<RawWorkingGrade>,
    /// whether a person may decide another status than the rules', in the review's list of schools, with the reason in the
    /// note beside it
    #[serde(default, rename = "status may be decided")]
    pub status_may_be_decided: bool,
    /// shown when the grades of a strand differ; `{strand}`, `{self}`, `{inspected}`, `{indicated}` are filled in
    #[serde(default, rename = "say when they differ")]
    pub say_when_they_differ: Option<String>,
    /// said after it as long as nobody agreed a grade; `{grade}`, the one worked with, is filled in
    #[serde(default, rename = "say until agreed", skip_serializing_if = "Option::is_none")]
    pub say_until_agreed: Option<String>,
    /// said where the school's own grade waits; the same are filled in as where grades differ
    #[serde(default, rename = "say while own grade waits", skip_serializing_if = "Option::is_none")]
    pub say_while_own_grade_waits: Option<String>,
    /// document and page
    #[serde(default)]
    pub source: Option<String>,
}

/// A grade.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGrade {
    /// as written in cells: `1`, `A`
    pub grade: String,
    /// as shown: `outstanding`
    pub title: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// its number in rules (`grade.achievement >= 3`); without it, the grade itself where it is a number, else its place in the list
    #[serde(default)]
    pub value: Option<f64>,
    /// title by framework: since when another word was used
    #[serde(default)]
    pub frameworks: Vec<RawGradeFramework>,
    /// the name of its colours in `report.colours`
    #[serde(default)]
    pub colour: Option<String>,
    /// whether it is good or better: the front page counts the schools that inspectors gave such a grade
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub good: bool,
}

/// What a grade was called under another framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGradeFramework {
    /// first day (2012-09-01) on which it is called so
    pub from: String,
    /// as shown
    pub title: String,
}

/// A judgement strand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawStrand {
    /// name in rules: `grade.achievement`
    pub strand: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown
    pub title: String,
    /// short title for narrow columns
    #[serde(default)]
    pub short: Option<String>,
    /// the measure that holds the school's own grade
    #[serde(default, rename = "self evaluated")]
    pub self_evaluated: Option<String>,
    /// the measure that holds the inspectors' grade
    #[serde(default)]
    pub inspected: Option<String>,
}

/// How the working grade is found among those known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWorkingGrade {
    /// `worst` of the known ones, or the `first` known one in the order of `from`
    pub take: String,
    /// among `self evaluated`, `inspected`, `indicated`
    pub from: Vec<String>,
    /// when the inspectors' grade stands before the school's own: `later` than it (where the school says no day, than
    /// the year judged), or `worse`
    #[serde(default, rename = "inspection stands when")]
    pub inspection_stands_when: Vec<String>,
    /// when the school's own grade is not worked with where the inspectors' is not known: a condition of measures alone
    #[serde(default, rename = "own grade waits when", skip_serializing_if = "Option::is_none")]
    pub own_grade_waits_when: Option<RawCondition>,
}

/// A rule that indicates a grade for a strand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawIndication {
    /// stable name
    pub indication: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown
    pub title: String,
    /// the strand
    pub strand: String,
    /// the grade it indicates
    pub grade: String,
    /// academic years
    #[serde(default)]
    pub years: Option<String>,
    /// which schools it is for
    #[serde(default, rename = "applies when")]
    pub applies_when: Option<RawCondition>,
    /// when it indicates the grade
    pub when: RawCondition,
    /// sentence shown when it holds
    #[serde(default)]
    pub say: Option<String>,
    /// sentence shown when it cannot be said
    #[serde(default, rename = "say when unknown")]
    pub say_when_unknown: Option<String>,
    /// how near to the line is a near miss for this rule, in the unit of what it compares; 0 for never
    #[serde(default, rename = "near miss")]
    pub near_miss: Option<f64>,
    /// document and page
    pub source: String,
    /// what an officer should know
    #[serde(default)]
    pub note: Option<String>,
    /// examples
    #[serde(default)]
    pub cases: Vec<RawCase>,
}
