//! The annual cycle, who has what part, and school holidays.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RawCondition;

/// A month in which school years can begin. A year from January would lie in one calendar year, and be named by two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum RawMonth {
    February = 2,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
}

/// A meeting, visit or report of the annual cycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCycleEvent {
    /// stable name
    pub event: String,
    /// as shown
    pub title: String,
    /// meeting, visit, report or analysis
    pub kind: String,
    /// months in which it takes place, 1 to 12, in order; they stand for years that have no dates
    #[serde(default)]
    pub months: Vec<u32>,
    /// its dates by academic year: a day, several days, or the first and the last day of a window
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<String, RawDates>,
    /// the term
    #[serde(default)]
    pub term: Option<String>,
    /// its focus
    #[serde(default)]
    pub focus: Option<String>,
    /// main purposes
    #[serde(default)]
    pub purpose: Vec<String>,
    /// which schools it concerns
    #[serde(default, rename = "for schools when")]
    pub for_schools_when: Option<RawCondition>,
    /// of a visit: how many days after its last day it is to be among the workbooks, filled in; later it is overdue
    #[serde(default, rename = "record within days", skip_serializing_if = "Option::is_none")]
    pub record_within_days: Option<u32>,
    /// who takes part
    #[serde(default)]
    pub who: Vec<String>,
    /// papers to bring
    #[serde(default)]
    pub papers: Vec<String>,
    /// to whom its outcome is reported
    #[serde(default, rename = "reported to")]
    pub reported_to: Vec<String>,
    /// document and page
    pub source: String,
}

/// When an event takes place in a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RawDates {
    /// a day, as 2012-09-18
    Day(String),
    /// several days
    Days(Vec<String>),
    /// a window of days
    Window(RawWindow),
}

/// The first and the last day of a window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWindow {
    /// first day, as 2012-10-08
    pub from: String,
    /// last day
    pub to: String,
}

/// Someone who has a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPlayer {
    /// stable name
    pub player: String,
    /// as shown
    pub title: String,
    /// what they are responsible for
    pub responsibilities: Vec<String>,
    /// which schools they look after
    #[serde(default, rename = "for schools when")]
    pub for_schools_when: Option<RawCondition>,
    /// document and page
    pub source: String,
}

/// School holidays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHoliday {
    /// as shown
    pub holiday: String,
    /// first day, as 2012-12-24
    pub from: String,
    /// last day
    pub to: String,
}
