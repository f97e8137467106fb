//! All decisions of a run.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::intake::record::SchoolKey;

/// What a decision is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DecisionKey {
    /// the school
    pub school: SchoolKey,
    /// the recommendation's stable name (`support:achievement:…`, `option:…`, `status`)
    pub about: Arc<str>,
}

/// What the name of a decision begins with that stands on no recommendation: a row that an officer added.
pub const TYPED: &str = "typed:";
/// Whether it was typed in a row of an officer's own.
#[must_use]
pub fn is_typed(about: &str) -> bool {
    about.starts_with(TYPED)
}

/// What there is about a school.
pub fn of_school<'d, T>(
    all: &'d BTreeMap<DecisionKey, T>,
    school: &SchoolKey,
) -> impl Iterator<Item = (&'d DecisionKey, &'d T)> {
    let first = DecisionKey { school: school.clone(), about: "".into() };
    all.range(first..).take_while(move |(key, _)| key.school == *school)
}

/// What a decision about a school's status is about.
pub const STATUS: &str = "status";

/// Whether a decision is about a plan, one that a grade or one that a rule calls for.
#[must_use]
pub fn is_plan(about: &str) -> bool {
    about.starts_with("trigger:") || about.starts_with("plan:")
}

/// What begins the name of a decision on a partner: `partner:achievement:urn:900101`.
pub const PARTNER: &str = "partner:";

/// Whether a decision is about a partner.
#[must_use]
pub fn is_partner(about: &str) -> bool {
    about.starts_with(PARTNER)
}

/// What was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// agree, change, defer: one of the rulebook's words
    pub decision: Option<Arc<str>>,
    /// who sees to it
    pub owner: Option<Arc<str>>,
    /// by when
    pub due: Option<NaiveDate>,
    /// by when, as it was typed, where that is no day: `end of term`
    pub due_as_typed: Option<Arc<str>>,
    /// the day a plan begins
    pub begun: Option<NaiveDate>,
    /// the same, as it was typed, where that is no day
    pub begun_as_typed: Option<Arc<str>>,
    /// what a plan is to reach
    pub target: Option<Arc<str>>,
    /// anything else
    pub note: Option<Arc<str>>,
    /// the evidence it was made on, as a fingerprint of readings and rule
    pub made_on: Option<Arc<str>>,
    /// that evidence in words: `37% on 8 January 2013`
    pub made_on_words: Option<Arc<str>>,
    /// the day it was first seen
    pub seen: Option<NaiveDate>,
}

/// A grade a person agreed for a strand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedGrade {
    /// as written: `2`
    pub grade: Arc<str>,
    /// the evidence it was made on
    pub made_on: Option<Arc<str>>,
    /// that evidence in words
    pub made_on_words: Option<Arc<str>>,
    /// the day it was first seen
    pub seen: Option<NaiveDate>,
}

/// All decisions of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// by school and recommendation
    pub decisions: BTreeMap<DecisionKey, Decision>,
    /// what was told of the progress of plans in earlier years
    pub earlier: BTreeMap<DecisionKey, Decision>,
    /// agreed grades, by school and the strand's id
    pub grades: BTreeMap<(SchoolKey, Arc<str>), AgreedGrade>,
}
