//! Recommendations, each with the reason and the rulebook line it rests on.

use std::sync::Arc;

use chrono::NaiveDate;

use super::cycle::Time;
use crate::rulebook::Span;
use crate::rulebook::ids::{RuleId, StrandId};

/// Support by one team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportAdvice {
    /// stable name decisions hang on: `support:achievement:Learning and Improvement`
    pub id: Arc<str>,
    /// the strand it belongs to
    pub strand: Option<StrandId>,
    /// place of the grade that called for it, where a grade did
    pub grade: Option<u8>,
    /// the team that deploys it
    pub team: Arc<str>,
    /// the forms of support
    pub forms: Vec<Arc<str>>,
    /// why, in a sentence
    pub why: String,
    /// the rules behind it
    pub rules: Vec<RuleId>,
    /// the rulebook line
    pub place: Span,
}

/// A plan that a grade, a rule or a status calls for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriggerAdvice {
    /// stable name: `trigger:rap:achievement`, `plan:school-in-category`
    pub id: Arc<str>,
    /// the plan's title
    pub title: Arc<str>,
    /// the strand; `None` for the school as a whole
    pub strand: Option<StrandId>,
    /// place of the grade, where one called for it
    pub grade: Option<u8>,
    /// what has to be done
    pub requires: Arc<str>,
    /// the meeting's name, where meetings are called for
    pub meeting: Option<Arc<str>>,
    /// next meetings, none in a holiday
    pub meetings: Vec<NaiveDate>,
    /// the rulebook line
    pub place: Span,
}

/// A structural solution laid out for discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructuralOption {
    /// stable name: `option:hard-federation`
    pub id: Arc<str>,
    /// its rule
    pub rule: RuleId,
    /// its title
    pub title: Arc<str>,
    /// factors to consider
    pub factors: Vec<Arc<str>>,
    /// why it is considered, in a sentence
    pub why: String,
    /// set where it cannot be said whether it can apply: the reason
    pub unsure: Option<String>,
    /// the rulebook line
    pub place: Span,
}

/// A strong school proposed as partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerProposal {
    /// stable name: `partner:achievement:urn:900101`
    pub id: Arc<str>,
    /// place of the partner in the dataset
    pub partner: usize,
    /// the strand
    pub strand: StrandId,
    /// why, in a sentence
    pub why: String,
    /// the rulebook line
    pub place: Span,
}

/// Everything recommended for one school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolAdvice {
    /// place of the school in the dataset
    pub school: usize,
    /// teams and forms of support
    pub support: Vec<SupportAdvice>,
    /// objectives, plans, meetings
    pub triggers: Vec<TriggerAdvice>,
    /// structural options
    pub options: Vec<StructuralOption>,
    /// partners
    pub partners: Vec<PartnerProposal>,
}

/// A step of the annual cycle that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleStep {
    /// place of the event in the rulebook's cycle
    pub event: usize,
    /// when
    pub time: Time,
    /// schools it concerns, by place in the dataset
    pub schools: Vec<usize>,
    /// schools of which it cannot be said whether it concerns them
    pub unsure: Vec<usize>,
}

/// Someone's part: the schools they look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// place among the rulebook's players
    pub player: usize,
    /// the schools, by place in the dataset
    pub schools: Vec<usize>,
    /// schools of which it cannot be said whether they are among them
    pub unsure: Vec<usize>,
}

/// Everything recommended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// every school, in the dataset's order
    pub schools: Vec<SchoolAdvice>,
    /// what is due next, soonest first
    pub cycle: Vec<CycleStep>,
    /// who has a part, in the rulebook's order
    pub parts: Vec<Part>,
}
