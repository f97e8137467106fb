//! Recommendations, each with the reason and the rulebook line it rests on.

use std::sync::Arc;

use chrono::NaiveDate;

use super::meeting::{meetings, since};
use crate::domain::AcademicYear;
use crate::judge::lives::{End, Told};
use crate::judge::times::Time;
use crate::rulebook::Span;
use crate::rulebook::ids::{RuleId, StrandId};
use crate::rulebook::model::Holiday;

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
    /// after how many days they are held
    pub every_days: Option<u32>,
    /// its life, where plans have one
    pub life: Option<PlanLife>,
    /// the rulebook line
    pub place: Span,
}

impl TriggerAdvice {
    /// Whether something calls for it now.
    #[must_use]
    pub fn is_called_for(&self) -> bool {
        self.life.as_ref().is_none_or(|life| life.called_for)
    }

    /// Its meetings from the stated day up to another, also those behind the few that are named ahead.
    #[must_use]
    pub fn meetings_until(&self, date: NaiveDate, until: NaiveDate, holidays: &[Holiday]) -> Vec<NaiveDate> {
        let Some(days) = self.every_days.filter(|days| *days > 0 && !self.meetings.is_empty()) else {
            return self.meetings.clone();
        };
        let enough = u32::try_from((until - date).num_days()).unwrap_or(0) / days + 2;
        match self.life.as_ref().and_then(|life| life.begun) {
            Some(begun) => since(begun, date, days, enough, holidays).1,
            None => meetings(date, days, enough, holidays),
        }
    }
}

/// Where a plan stands in its life.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanLife {
    /// whether a grade, a rule or a status calls for it now
    pub called_for: bool,
    /// the day it begins or began
    pub begun: Option<NaiveDate>,
    /// how many of its meetings were to be held before the stated day
    pub held: usize,
    /// what was told of its progress, oldest first
    pub told: Vec<Told>,
    /// where its progress is asked, or was told for the year at hand, oldest first
    pub asks: Vec<ProgressAsked>,
    /// how it ended
    pub ended: Option<End>,
    /// of one that has not begun: when it can be agreed next
    pub agreed_at: Option<Occasion>,
}

/// A meeting at which the progress of a plan is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressAsked {
    /// stable name: `progress:srg-2:2012-13:trigger:rap:achievement`
    pub id: Arc<str>,
    /// place of the event in the rulebook's cycle
    pub event: usize,
    /// the academic year in which it is held
    pub year: AcademicYear,
    /// its number among those of the event in the year, from 1
    pub number: usize,
    /// whether it is the one that is on, or was the last
    pub open: bool,
}

/// One time at which an event of the cycle takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// place of the event in the rulebook's cycle
    pub event: usize,
    /// when it is
    pub time: Time,
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

/// Where a partner stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// somebody accepted it: it stays, and counts
    Accepted,
    /// proposed, and nobody has decided
    #[default]
    Proposed,
    /// somebody refused it: it is not proposed to the school again while that stands
    Refused,
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
    /// what else there is to know: why the school needs one, in what both are alike
    pub reasons: Vec<String>,
    /// whether it was accepted or refused
    pub standing: Standing,
    /// the rulebook line
    pub place: Span,
}

/// How often a school is asked to be a partner; a school in one strand counts as once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartnerAsked {
    /// place of the partner in the dataset
    pub partner: usize,
    /// how often it was accepted
    pub accepted: usize,
    /// how often it is proposed
    pub proposed: usize,
    /// how often it would be asked if it could be asked without bound: accepted, or the best there is
    pub wanted: usize,
}

impl PartnerAsked {
    pub(super) fn of(partner: usize) -> Self {
        Self { partner, ..Self::default() }
    }
}

/// How partners are shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partnered {
    /// who is asked how often, or would be, in the dataset's order
    pub asked: Vec<PartnerAsked>,
    /// schools left without a partner that they need, by place in the dataset, and in which strand
    pub without: Vec<(usize, StrandId)>,
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

/// A visit that was to be recorded by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// place of the event in the rulebook's cycle
    pub event: usize,
    /// when it was
    pub time: Time,
    /// the last day on which it was to be recorded
    pub by: NaiveDate,
    /// schools of which it is not recorded, by place in the dataset
    pub schools: Vec<usize>,
    /// schools of which it is not recorded, nor can it be said whether it was for them
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
    /// visits that are not recorded and should be, longest overdue first
    pub overdue: Vec<Overdue>,
    /// who has a part, in the rulebook's order
    pub parts: Vec<Part>,
    /// how partners are shared
    pub partnered: Partnered,
}
