//! What was written down at a visit, in the shape for machines.

use schemars::JsonSchema;
use serde::Serialize;

use super::Place;

/// A visit, as its filled template tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Visit {
    /// id of the event of the cycle; null where the template does not say which
    pub event: Option<String>,
    /// the day written down; null where none is
    pub day: Option<String>,
    /// the day from which its answers count
    pub counts_from: String,
    /// who came
    pub who: Option<String>,
    /// where its page begins
    pub page: Place,
    /// priorities of the development plan
    pub priorities: Vec<VisitPriority>,
    /// grades by strand
    pub grades: Vec<VisitGrade>,
    /// risk characteristics
    pub risks: Vec<VisitRisk>,
    /// next steps
    pub steps: Vec<VisitStep>,
    /// what was said, and about what
    pub said: Vec<VisitAbout>,
    /// how far plans have come
    pub progress: Vec<VisitAbout>,
}

/// A priority and the impact of action taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VisitPriority {
    /// the name of its row
    pub row: String,
    /// the priority
    pub priority: Option<String>,
    /// the impact of action taken
    pub impact: Option<String>,
}

/// Grades of a strand given at a visit, as the scheme writes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VisitGrade {
    /// the strand's id
    pub strand: String,
    /// the school's own
    pub school: Option<String>,
    /// that of who came
    pub partner: Option<String>,
}

/// A risk characteristic as stated at a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VisitRisk {
    /// the rule's id
    pub rule: String,
    /// whether it is present; null where that was not said
    pub present: Option<bool>,
    /// what changed
    pub changed: Option<String>,
}

/// A next step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VisitStep {
    /// what
    pub what: Option<String>,
    /// by whom
    pub by: Option<String>,
    /// by when, as typed
    pub due: Option<String>,
}

/// Words about something on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VisitAbout {
    /// what they are about
    pub about: String,
    /// the words
    pub words: String,
}
