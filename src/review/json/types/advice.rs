//! Recommendations, in the shape for machines.

use schemars::JsonSchema;
use serde::Serialize;

/// Support by one team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Support {
    /// stable name, by which decisions are kept
    pub id: String,
    /// the strand's id
    pub strand: Option<String>,
    /// the team
    pub team: String,
    /// the forms of support
    pub forms: Vec<String>,
    /// why
    pub why: String,
    /// what was decided
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// What a grade calls for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Trigger {
    /// stable name
    pub id: String,
    /// the strand's id; none for the school as a whole
    pub strand: Option<String>,
    /// title
    pub title: String,
    /// what has to be done
    pub requires: String,
    /// next meetings, as days
    pub meetings: Vec<String>,
    /// its life, in a rulebook whose plans have one
    #[serde(skip_serializing_if = "Option::is_none")]
    pub life: Option<Life>,
    /// what was decided
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// Where a plan stands in its life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Life {
    /// whether a grade, a rule or a status calls for it now
    pub called_for: bool,
    /// the day it begins or began; none as long as nobody agreed it
    pub begun: Option<String>,
    /// meetings held before the stated day
    pub meetings_held: usize,
    /// what it is to reach
    pub target: Option<String>,
    /// what was told of its progress, oldest first
    pub progress: Vec<Progressed>,
    /// how it ended
    pub ended: Option<Ended>,
    /// of one that has not begun: the id of the event at which it can be agreed next
    pub agreed_at: Option<String>,
}

/// How a plan ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ended {
    /// the word that ended it
    pub word: String,
    /// the day it was first seen
    pub on: Option<String>,
    /// the reason given; none where a meeting told the end
    pub why: Option<String>,
}

/// What was told of a plan's progress at a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Progressed {
    /// the event's id
    pub event: String,
    /// the academic year in which it was held
    pub year: String,
    /// the word
    pub word: String,
    /// whether it means that the plan is behind
    pub behind: bool,
}

/// A structural solution to discuss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StructuralOption {
    /// stable name
    pub id: String,
    /// the rule's id
    pub rule: String,
    /// title
    pub title: String,
    /// factors to consider
    pub factors: Vec<String>,
    /// why
    pub why: String,
    /// set where it cannot be said whether it can apply
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsure: Option<String>,
    /// what was decided
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// A strong school proposed as partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Partner {
    /// stable name
    pub id: String,
    /// stable name of the partner
    pub school: String,
    /// its name
    pub name: String,
    /// the strand's id
    pub strand: String,
    /// why
    pub why: String,
    /// what else there is to know: why the school needs one, in what both are alike
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// whether it was accepted or refused
    pub standing: PartnerStanding,
    /// what was decided
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// Where a partner stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PartnerStanding {
    /// proposed, and nobody has decided
    Proposed,
    /// somebody accepted it
    Accepted,
    /// somebody refused it
    Refused,
}

/// How often a school is asked to be a partner; a school in one strand counts as once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartnerAsked {
    /// stable name of the partner
    pub school: String,
    /// its name
    pub name: String,
    /// how often it was accepted
    pub accepted: usize,
    /// how often it is proposed
    pub proposed: usize,
    /// how often it would be asked if the rulebook set no bound
    pub wanted: usize,
}

/// What a person decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decision {
    /// one of the rulebook's words
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// who sees to it
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// by when
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// anything else
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// set where the evidence has changed since
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stale: Option<String>,
}
