//! Rules: floors, aims, risks, watchpoints, statuses, consistency; their conditions and cases.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{RawCondition, RawFormerly};

/// An example of a rule: what is given, what is expected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCase {
    /// what it shows
    #[serde(default)]
    pub name: Option<String>,
    /// the academic year; without it the rule's first
    #[serde(default)]
    pub year: Option<String>,
    /// values by measure, as in rules: `ks2.l4_em: 59`, `ks2.l4_em.fsm: 40`, `ks2.l4_em.at("2010-11"): 61`,
    /// `ks2.l4_em.national: 79`, `grade.achievement: 3`; a marker stands for itself (`SUPP`); what is not given is missing
    #[serde(default)]
    pub given: BTreeMap<String, RawGiven>,
    /// for a rule about the authority that asks all schools: what is given of each of them, as above
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schools: Vec<BTreeMap<String, RawGiven>>,
    /// holds, does not hold, cannot say or does not apply
    pub expect: String,
}

/// A value given in a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RawGiven {
    /// yes or no
    Flag(bool),
    /// a number
    Number(f64),
    /// words, a date as 2012-09-01, or a marker
    Text(String),
    /// nothing: a blank cell
    Blank(()),
}

/// A floor standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFloor {
    /// stable name; decisions hang on it
    pub floor: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown
    pub title: String,
    /// academic years in which it is in force: `2012-13`, `2015-16 to 2017-18`, `2018-19 on`, `to 2011-12`
    pub years: String,
    /// which schools it is for
    #[serde(rename = "applies when")]
    pub applies_when: Option<RawCondition>,
    /// when a school is below it; absent when the floor is abolished
    #[serde(rename = "below when")]
    pub below_when: Option<RawCondition>,
    /// true where no floor is in force any more
    #[serde(default)]
    pub abolished: bool,
    /// the strand it bears on
    #[serde(default)]
    pub strand: Option<String>,
    /// sentence shown when it holds; `{school}`, `{ks2.l4_em}` and other expressions are filled in
    #[serde(default)]
    pub say: Option<String>,
    /// sentence shown when it cannot be said; `{reason}` is filled in
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

/// Whether a rule is about each school or about the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawScope {
    /// each school
    School,
    /// the authority as a whole
    Authority,
}

/// An aim of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAim {
    /// stable name
    pub aim: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// its number in the plan
    #[serde(default)]
    pub number: Option<u32>,
    /// as shown
    pub title: String,
    /// school or authority
    pub scope: RawScope,
    /// academic years
    #[serde(default)]
    pub years: Option<String>,
    /// which schools it is for
    #[serde(default, rename = "applies when")]
    pub applies_when: Option<RawCondition>,
    /// when it is met
    #[serde(rename = "met when")]
    pub met_when: RawCondition,
    /// sentence shown when met
    #[serde(default)]
    pub say: Option<String>,
    /// sentence shown when not met
    #[serde(default, rename = "say when not met")]
    pub say_when_not_met: Option<String>,
    /// sentence shown when it cannot be said
    #[serde(default, rename = "say when unknown")]
    pub say_when_unknown: Option<String>,
    /// the figure whose run over the years shows progress: an expression
    #[serde(default)]
    pub progress: Option<String>,
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

/// A characteristic that puts a school at risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRisk {
    /// stable name
    pub risk: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown
    pub title: String,
    /// academic years
    #[serde(default)]
    pub years: Option<String>,
    /// which schools it is for
    #[serde(default, rename = "applies when")]
    pub applies_when: Option<RawCondition>,
    /// when it is present
    #[serde(rename = "present when")]
    pub present_when: RawCondition,
    /// sentence shown when present
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

/// Anything else worth pointing at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWatchpoint {
    /// stable name
    pub watch: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown
    pub title: String,
    /// bad news, good news or neither: `concern` (the default), `strength` or `figure`
    #[serde(default)]
    pub kind: Option<String>,
    /// school (the default) or authority
    #[serde(default)]
    pub scope: Option<RawScope>,
    /// the heading it is listed under in the review: `Gaps`, `Trends`, `Exclusions`
    #[serde(default)]
    pub topic: Option<String>,
    /// true for what has come to be known after the year judged: said on the review's front page and beside the
    /// school's status
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub news: bool,
    /// academic years
    #[serde(default)]
    pub years: Option<String>,
    /// which schools it is for
    #[serde(default, rename = "applies when")]
    pub applies_when: Option<RawCondition>,
    /// when it holds
    pub when: RawCondition,
    /// the strand it bears on
    #[serde(default)]
    pub strand: Option<String>,
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

/// Where a school stands as a whole. The first that holds is its status.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawStatus {
    /// stable name
    pub status: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown
    pub title: String,
    /// when it holds; absent for `otherwise` and `cannot say`
    #[serde(default)]
    pub when: Option<RawCondition>,
    /// true for the status of schools for which none of the others holds
    #[serde(default)]
    pub otherwise: bool,
    /// true for the status of schools of which it cannot be said
    #[serde(default, rename = "cannot say")]
    pub cannot_say: bool,
    /// true where the school needs attention before others; false for one that is no worse than those after it, so that
    /// where it cannot be said, a school may still stand at one of those
    #[serde(default, rename = "needs attention", skip_serializing_if = "Option::is_none")]
    pub needs_attention: Option<bool>,
    /// the name of its colours in `report.colours`
    #[serde(default)]
    pub colour: Option<String>,
    /// sentence shown
    #[serde(default)]
    pub say: Option<String>,
    /// document and page
    #[serde(default)]
    pub source: Option<String>,
    /// what an officer should know
    #[serde(default)]
    pub note: Option<String>,
    /// examples
    #[serde(default)]
    pub cases: Vec<RawCase>,
}

/// Figures that should add up or agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawConsistency {
    /// stable name
    pub check: String,
    /// as shown
    pub title: String,
    /// the parts: expressions
    pub parts: Vec<String>,
    /// what they should add up to (or, with one part, equal)
    pub total: String,
    /// difference allowed for rounding
    #[serde(default)]
    pub within: Option<f64>,
    /// school or authority
    #[serde(default)]
    pub scope: Option<RawScope>,
    /// document and page
    #[serde(default)]
    pub source: Option<String>,
}
