//! What is recommended: models of support, triggers, structural solutions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{RawCase, RawCondition, RawFormerly};

/// A team that models of support name by a short name of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTeamName {
    /// stable name; decisions hang on it
    pub team: String,
    /// names it had before, oldest first: decisions made under them stay with it
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown; may change at any time
    pub title: String,
}

/// A team and the forms of support it deploys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTeam {
    /// the team: its stable name under `teams`, or its name as shown where no teams are listed there
    pub team: String,
    /// the forms of support
    pub forms: Vec<String>,
}

/// A model of support for a strand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSupport {
    /// the strand
    pub strand: String,
    /// the grades at which it is given
    pub grades: Vec<String>,
    /// teams and forms
    pub teams: Vec<RawTeam>,
    /// document and page
    pub source: String,
    /// what an officer should know
    #[serde(default)]
    pub note: Option<String>,
}

/// Support that a condition calls for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSupportWhen {
    /// stable name
    pub support: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown
    pub title: String,
    /// the strand it belongs to
    #[serde(default)]
    pub strand: Option<String>,
    /// which schools it is for
    #[serde(default, rename = "applies when")]
    pub applies_when: Option<RawCondition>,
    /// when it is called for
    pub when: RawCondition,
    /// teams and forms
    #[serde(default)]
    pub teams: Vec<RawTeam>,
    /// the plan that is called for
    #[serde(default)]
    pub plan: Option<RawPlan>,
    /// sentence shown
    #[serde(default)]
    pub say: Option<String>,
    /// document and page
    pub source: String,
    /// what an officer should know
    #[serde(default)]
    pub note: Option<String>,
    /// examples
    #[serde(default)]
    pub cases: Vec<RawCase>,
}

/// A plan that a condition calls for, whatever the grades.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPlan {
    /// as shown: `Raising Achievement Plan`
    pub title: String,
    /// what has to be done
    pub requires: String,
    /// a meeting every so many days
    #[serde(default, rename = "meeting every days")]
    pub meeting_every_days: Option<u32>,
    /// the meeting's name
    #[serde(default)]
    pub meeting: Option<String>,
    /// how many meetings are listed ahead
    #[serde(default, rename = "meetings ahead")]
    pub meetings_ahead: Option<u32>,
}

/// What a grade calls for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTrigger {
    /// stable name
    pub trigger: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown: `Raising Achievement Plan`
    pub title: String,
    /// the grades that call for it, or the name of a setting that lists them: `settings.rap_at`
    pub grades: RawGradesOrSetting,
    /// the strands in which they do; `every strand` is all but the overall one; empty means any
    #[serde(default)]
    pub strands: Vec<String>,
    /// what has to be done
    pub requires: String,
    /// a meeting every so many days
    #[serde(default, rename = "meeting every days")]
    pub meeting_every_days: Option<u32>,
    /// the meeting's name
    #[serde(default)]
    pub meeting: Option<String>,
    /// how many meetings are listed ahead
    #[serde(default, rename = "meetings ahead")]
    pub meetings_ahead: Option<u32>,
    /// document and page
    pub source: String,
    /// the other readings
    #[serde(default)]
    pub note: Option<String>,
}

/// The life of plans: what begins one, and what ends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPlans {
    /// decisions that begin a plan, of those under `report: decisions:`
    #[serde(rename = "begun by")]
    pub begun_by: Vec<String>,
    /// decisions that take back that it began: the day that was filled in goes
    #[serde(default, rename = "taken back by")]
    pub taken_back_by: Vec<String>,
    /// words for its progress, to choose at each event at which it is told
    #[serde(default)]
    pub progress: Vec<String>,
    /// those of them that mean that it is behind
    #[serde(default)]
    pub behind: Vec<String>,
    /// words that end a plan: of its progress, or to choose as its decision, where the note beside it says why
    #[serde(default, rename = "ended by")]
    pub ended_by: Vec<String>,
    /// the kind of events of the cycle at which plans are agreed and their progress is told: `meeting`
    #[serde(default, rename = "reviewed at")]
    pub reviewed_at: Option<String>,
    /// targets that are proposed from the figures that call for a plan
    #[serde(default)]
    pub targets: Option<RawTargets>,
    /// document and page
    pub source: String,
    /// what an officer should know
    #[serde(default)]
    pub note: Option<String>,
}

/// Targets that are proposed for plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTargets {
    /// the month by which they are set, 1 to 12
    #[serde(rename = "by month")]
    pub by_month: u32,
    /// how many are proposed for one plan
    #[serde(rename = "at most")]
    pub at_most: usize,
}

/// A list of grades, or the setting that lists them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RawGradesOrSetting {
    /// the grades
    Grades(Vec<String>),
    /// `settings.<id>`
    Setting(String),
}

/// A structural solution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawStructure {
    /// stable name
    pub option: String,
    /// names it had before, oldest first: decisions, cases and rules that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown
    pub title: String,
    /// when it is considered
    #[serde(rename = "considered when")]
    pub considered_when: RawCondition,
    /// the schools to whose status it can apply
    #[serde(default, rename = "can apply when")]
    pub can_apply_when: Option<RawCondition>,
    /// factors to consider
    pub factors: Vec<String>,
    /// sentence shown
    #[serde(default)]
    pub say: Option<String>,
    /// document and page
    pub source: String,
    /// what an officer should know
    #[serde(default)]
    pub note: Option<String>,
    /// examples
    #[serde(default)]
    pub cases: Vec<RawCase>,
}
