//! The rulebook as officers write it: one struct for each thing a YAML file can say, before anything is checked.
//!
//! Every `*.yaml` of a rules folder is one [`RawFile`]; any section may stand in any file, and the sections of all
//! files are put together. Nothing here is checked beyond its shape: names, years and expressions are still text.
//! The JSON Schema that editors use is generated from these types, so their comments are written for officers.

mod calendar;
mod condition;
mod judgement;
mod measure;
mod paper;
mod partner;
mod presentation;
mod rules;
mod support;

pub use calendar::*;
pub use condition::*;
pub use judgement::*;
pub use measure::*;
pub use paper::*;
pub use partner::*;
pub use presentation::*;
pub use rules::*;
pub use support::*;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One file of a rulebook. Any section may stand in any file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawFile {
    /// the format of the rulebook, by which a program that is too old for it knows that it is
    pub format: Option<u64>,
    /// the template that the rulebook was made from, and its release; `yardstick rules upgrade` reads and writes it
    #[serde(rename = "made from")]
    pub made_from: Option<String>,
    /// what every entry of this file has that does not say it itself: `strand`, `source`, `applies when`, `rows` …
    #[serde(rename = "for all")]
    pub for_all: BTreeMap<String, serde_json::Value>,
    /// the authority the rulebook is for
    pub authority: Option<RawAuthority>,
    /// the month in which school years begin; september, where it is not said
    #[serde(rename = "year begins")]
    pub year_begins: Option<RawMonth>,
    /// named values that rules use as `settings.<id>`: the choices an authority makes
    pub settings: Vec<RawSetting>,
    /// bounds for scripts and for reading
    pub limits: Option<RawLimits>,
    /// what is done when one pupil would turn the answer
    #[serde(rename = "small numbers")]
    pub small_numbers: Option<RawSmallNumbers>,
    /// what may stand in a cell where a value should, and what it means
    pub markers: Vec<RawMarker>,
    /// groups of pupils that measures are given for
    pub groups: Vec<RawGroup>,
    /// under which headings a school's identity stands
    pub identity: Option<RawIdentity>,
    /// rows that are not schools: the authority, the nation, totals and averages
    pub areas: Vec<RawArea>,
    /// which workbook is believed when two disagree, best first
    pub precedence: Vec<RawPrecedence>,
    /// everything that is known of a school
    pub measures: Vec<RawMeasure>,
    /// what a school is compared with
    pub comparators: Vec<RawComparator>,
    /// figures that are known for a whole area: the nation, statistical neighbours, the authority
    pub figures: Vec<RawFigure>,
    /// floor standards, by year and phase
    pub floors: Vec<RawFloor>,
    /// the aims of the plan
    pub aims: Vec<RawAim>,
    /// grades and judgement strands
    pub judgements: Option<RawJudgements>,
    /// rules that indicate a grade for a strand
    pub indications: Vec<RawIndication>,
    /// characteristics that put a school at risk
    pub risks: Vec<RawRisk>,
    /// anything else worth pointing at: trends, gaps, exclusions, absence
    pub watchpoints: Vec<RawWatchpoint>,
    /// where a school stands as a whole; the first that holds is its status
    pub statuses: Vec<RawStatus>,
    /// teams that deploy support, where their names as shown may change
    pub teams: Vec<RawTeamName>,
    /// models of support: strand, teams, forms
    pub support: Vec<RawSupport>,
    /// support that a rule other than a grade calls for
    #[serde(rename = "support when")]
    pub support_when: Vec<RawSupportWhen>,
    /// what a grade calls for: objectives, a raising achievement plan, meetings
    pub triggers: Vec<RawTrigger>,
    /// what begins a plan, and what ends it; without this section plans have no life of their own
    pub plans: Option<RawPlans>,
    /// structural solutions to lay out for discussion
    pub structure: Vec<RawStructure>,
    /// strong schools proposed as partners for others
    pub partners: Vec<RawPartner>,
    /// how partners are shared among the schools that need one
    pub partnering: Option<RawPartnering>,
    /// the annual cycle: meetings, visits, reports
    pub cycle: Vec<RawCycleEvent>,
    /// who has what part
    pub players: Vec<RawPlayer>,
    /// school holidays, when no meeting is held
    pub holidays: Vec<RawHoliday>,
    /// workbooks to print: school profiles, visit templates, tables for a committee
    pub papers: Vec<RawPaper>,
    /// examples of rules that stand apart from them, by the rule's name
    pub cases: Option<BTreeMap<String, Vec<RawCase>>>,
    /// figures that should add up or agree
    pub consistency: Vec<RawConsistency>,
    /// words, colours and order of the review
    pub report: Option<RawReport>,
}

/// The authority the rulebook is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAuthority {
    /// its name, as the review's title shows it
    #[serde(default)]
    pub name: Option<String>,
    /// its three digits in a LAESTAB
    #[serde(default)]
    pub number: Option<u32>,
    /// numbers it had before, or that its schools still carry
    #[serde(default, rename = "earlier numbers")]
    pub earlier_numbers: Vec<u32>,
    /// further names under which its own row stands in a table
    #[serde(default, rename = "also known as")]
    pub also_known_as: Vec<String>,
    /// names of other authorities, by their three digits: `{"882": Southend-on-Sea}`
    #[serde(default)]
    pub others: BTreeMap<String, String>,
    /// kinds of schools it does not judge, by a measure that does not change with the year: `type: [independent]`
    #[serde(default, rename = "not judged")]
    pub not_judged: BTreeMap<String, Vec<String>>,
    /// what this rulebook is, in a sentence
    #[serde(default)]
    pub about: Option<String>,
}

/// Names that something had before: one, or several, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RawFormerly {
    /// one name
    One(String),
    /// several, oldest first
    Several(Vec<String>),
}

impl RawFormerly {
    /// The names, oldest first.
    #[must_use]
    pub fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }
}

/// A named value that rules use as `settings.<id>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSetting {
    /// its name in rules: `settings.<id>`
    pub id: String,
    /// what it decides
    pub title: String,
    /// number, text, true/false, or a list of them
    pub value: RawSettingValue,
    /// the other readings, and why this one was chosen
    #[serde(default)]
    pub note: Option<String>,
    /// document and page
    #[serde(default)]
    pub source: Option<String>,
}

/// What a setting may be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RawSettingValue {
    /// true or false
    Flag(bool),
    /// a number
    Number(f64),
    /// words
    Text(String),
    /// several numbers
    Numbers(Vec<f64>),
    /// several words
    Texts(Vec<String>),
}

/// Bounds for scripts, each within a hard bound of the program, and for what is written.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawLimits {
    /// steps a script may take in one call
    #[serde(rename = "script steps")]
    pub script_steps: Option<u64>,
    /// depth of calls inside a script
    #[serde(rename = "script depth")]
    pub script_depth: Option<u64>,
    /// longest text or list a script may make
    #[serde(rename = "script size")]
    pub script_size: Option<u64>,
    /// counts nothing any more: the clock of a busy machine would decide. Older rulebooks have it
    #[serde(rename = "script milliseconds")]
    pub script_milliseconds: Option<u64>,
    /// schools up to which a review has everything; of more it has the front page, the league table and the findings
    /// that hold, and the findings for machines are those; `--in-full` writes the rest too
    #[serde(rename = "schools in full")]
    pub schools_in_full: Option<u64>,
}

/// What is done when one pupil would turn the answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawSmallNumbers {
    /// answers that this many pupils would turn are shown as such; 0 switches the guard off
    #[serde(rename = "guard pupils")]
    pub guard_pupils: Option<f64>,
    /// how near to a line a percentage is to be listed as a near miss, in percentage points; a measure or a rule may
    /// have a distance of its own
    #[serde(rename = "near miss")]
    pub near_miss: Option<f64>,
    /// the same for measures in other units
    #[serde(rename = "near miss by unit")]
    pub near_miss_by_unit: RawNearMiss,
    /// a percentage whose cohort is known is a near miss within this many pupils as well
    #[serde(rename = "near miss pupils")]
    pub near_miss_pupils: Option<f64>,
    /// of so many of a hundred cohorts the range of chance on the road to the aims holds the figure; 0 says nothing of it
    #[serde(rename = "chance percent")]
    pub chance_percent: Option<f64>,
    /// fewest pupils of a group whose figure stands on papers, which leave the office; 0 shows all
    #[serde(rename = "publish from")]
    pub publish_from: Option<f64>,
    /// the words shown; `{pupils}` is the margin. Where one pupil and several need other words, both, with `||` between
    pub say: Option<String>,
}

/// How near to a line is a near miss, for measures that are no percentages; a unit left out has none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawNearMiss {
    /// points of a score
    pub points: Option<f64>,
    /// pupils, where the measure counts them
    pub pupils: Option<f64>,
    /// a number of anything else
    pub number: Option<f64>,
    /// pounds
    pub pounds: Option<f64>,
    /// days
    pub days: Option<f64>,
}
