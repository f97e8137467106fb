//! What follows from a judgement: teams, support, plans, who does what and when.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::AcademicYear;
use crate::rulebook::Span;
use crate::rulebook::expression::Condition;
use crate::rulebook::ids::StrandId;

/// A team and its forms of support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// its stable name; decisions hang on it
    pub id: Arc<str>,
    /// the team, as shown
    pub team: Arc<str>,
    /// the forms
    pub forms: Vec<Arc<str>>,
    /// where it stands
    pub span: Span,
}

/// A model of support for a strand.
#[derive(Clone, Debug)]
pub struct SupportModel {
    /// the strand
    pub strand: StrandId,
    /// places of the grades at which it is given
    pub grades: Vec<u8>,
    /// teams and forms
    pub teams: Vec<Team>,
    /// document and page
    pub source: Arc<str>,
    /// what an officer should know
    pub note: Option<Arc<str>>,
    /// where it stands
    pub span: Span,
}

/// A plan with the meetings at which it is looked at.
#[derive(Clone, Debug)]
pub struct CalledPlan {
    /// as shown
    pub title: Arc<str>,
    /// what has to be done
    pub requires: Arc<str>,
    /// a meeting every so many days
    pub meeting_every_days: Option<u32>,
    /// the meeting's name
    pub meeting: Option<Arc<str>>,
    /// meetings listed ahead
    pub meetings_ahead: u32,
    /// where it stands
    pub span: Span,
}

/// What a grade calls for.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// stable name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// places of the grades that call for it
    pub grades: Vec<u8>,
    /// the strands in which they do; empty means any
    pub strands: Vec<StrandId>,
    /// what has to be done
    pub requires: Arc<str>,
    /// a meeting every so many days
    pub meeting_every_days: Option<u32>,
    /// the meeting's name
    pub meeting: Option<Arc<str>>,
    /// meetings listed ahead
    pub meetings_ahead: u32,
    /// document and page
    pub source: Arc<str>,
    /// the other readings
    pub note: Option<Arc<str>>,
    /// where it stands
    pub span: Span,
}

/// Targets that are proposed for plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    /// the month by which they are set, 1 to 12
    pub by_month: u32,
    /// how many are proposed for one plan
    pub at_most: usize,
}

/// The life of plans.
#[derive(Clone, Debug)]
pub struct Plans {
    /// decisions that begin one
    pub begun_by: Vec<Arc<str>>,
    /// decisions that take back that it began
    pub taken_back_by: Vec<Arc<str>>,
    /// words for the progress of one
    pub progress: Vec<Arc<str>>,
    /// those of them that mean that it is behind
    pub behind: Vec<Arc<str>>,
    /// words that end one
    pub ended_by: Vec<Arc<str>>,
    /// the kind of events of the cycle at which they are agreed and their progress is told
    pub reviewed_at: Option<Arc<str>>,
    /// targets that are proposed, where some are
    pub targets: Option<Targets>,
    /// document and page
    pub source: Arc<str>,
    /// what an officer should know
    pub note: Option<Arc<str>>,
    /// where it stands
    pub span: Span,
}

/// A meeting, visit or report.
#[derive(Clone, Debug)]
pub struct CycleEvent {
    /// stable name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// meeting, visit, report, analysis
    pub kind: Arc<str>,
    /// months, 1 to 12, in order: for years without dates
    pub months: Vec<u32>,
    /// dates, in order
    pub dates: Vec<EventDates>,
    /// the term
    pub term: Option<Arc<str>>,
    /// its focus
    pub focus: Option<Arc<str>>,
    /// main purposes
    pub purpose: Vec<Arc<str>>,
    /// which schools it concerns; `None` means all
    pub for_schools: Option<Condition>,
    /// how many days after its last day it is to be recorded
    pub record_within_days: Option<u32>,
    /// papers to bring
    pub papers: Vec<Arc<str>>,
    /// who takes part
    pub who: Vec<Arc<str>>,
    /// to whom its outcome is reported
    pub reported_to: Vec<Arc<str>>,
    /// document and page
    pub source: Arc<str>,
    /// where it stands
    pub span: Span,
}

impl CycleEvent {
    /// Whether two events are meetings of the same kind, or reported to the same people.
    #[must_use]
    pub fn is_of_a_kind(&self, other: &Self) -> bool {
        let shared = self.reported_to.iter().any(|whom| other.reported_to.contains(whom));
        self.kind == other.kind && (shared || self.reported_to.is_empty() && other.reported_to.is_empty())
    }
}

/// A day of an event in an academic year, or a window of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDates {
    /// the academic year it is given for
    pub year: AcademicYear,
    /// first day
    pub from: NaiveDate,
    /// last day; the first again for a single day
    pub to: NaiveDate,
    /// where it stands
    pub span: Span,
}

/// Someone who has a part.
#[derive(Clone, Debug)]
pub struct Player {
    /// stable name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// what they are responsible for
    pub responsibilities: Vec<Arc<str>>,
    /// which schools they look after
    pub for_schools: Option<Condition>,
    /// document and page
    pub source: Arc<str>,
    /// where it stands
    pub span: Span,
}

/// School holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// as shown
    pub title: Arc<str>,
    /// first day
    pub from: NaiveDate,
    /// last day
    pub to: NaiveDate,
    /// where it stands
    pub span: Span,
}

impl Holiday {
    /// Whether a day falls into it.
    #[must_use]
    pub fn has(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}
