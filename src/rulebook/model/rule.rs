//! A rule: whom it is for, when it holds, what it says.

use std::fmt;
use std::sync::Arc;

use super::{CalledPlan, Team};
use crate::domain::AcademicYear;
use crate::rulebook::Span;
use crate::rulebook::expression::{Condition, Expression, Template};
use crate::rulebook::ids::StrandId;
pub use crate::rulebook::raw::RawScope as Scope;

/// The academic years in which a rule is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Years {
    /// first year; `None` means always before
    pub from: Option<AcademicYear>,
    /// last year; `None` means from then on
    pub to: Option<AcademicYear>,
}

impl Years {
    /// Whether a year is among them.
    #[must_use]
    pub fn contains(&self, year: AcademicYear) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    /// Whether both have a year in common.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> bool {
        let starts_before_end = |a: &Self, b: &Self| match (a.from, b.to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (Some(from), Some(to)) => write!(f, "{from} to {to}"),
            (Some(from), None) => write!(f, "{from} on"),
            (None, Some(to)) => write!(f, "to {to}"),
            (None, None) => write!(f, "every year"),
        }
    }
}

/// Whether what a watchpoint points at is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// bad news
    Concern,
    /// good news
    Strength,
    /// neither: a figure worth having at hand
    Figure,
}

/// What sort of rule it is.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// a floor standard
    Floor {
        /// whether no floor is in force any more
        abolished: bool,
        /// the strand it bears on
        strand: Option<StrandId>,
    },
    /// an aim of the plan
    Aim {
        /// its number in the plan
        number: Option<u32>,
        /// the figure whose run shows progress
        progress: Option<Expression>,
    },
    /// indicates a grade for a strand
    Indication {
        /// the strand
        strand: StrandId,
        /// place of the grade in the list, best first
        grade: u8,
    },
    /// a characteristic that puts a school at risk
    Risk,
    /// anything else worth pointing at
    Watch {
        /// good news, bad news or neither
        tone: Tone,
        /// heading in the review
        topic: Option<Arc<str>>,
        /// the strand it bears on
        strand: Option<StrandId>,
        /// whether it is newer than the year judged and said at once
        news: bool,
    },
    /// calls for support
    SupportWhen {
        /// the strand it belongs to
        strand: Option<StrandId>,
        /// teams and forms
        teams: Vec<Team>,
        /// the plan that is called for, for the school as a whole where no strand is named
        plan: Option<CalledPlan>,
    },
    /// a structural solution; `when` is when it is considered
    Structure {
        /// the schools to whose status it can apply
        can_apply: Option<Condition>,
        /// factors to consider
        factors: Vec<Arc<str>>,
    },
    /// a status
    Status {
        /// for schools for which no other holds
        otherwise: bool,
        /// for schools of which it cannot be said
        cannot_say: bool,
        /// needs attention before others
        needs_attention: bool,
        /// no worse than those after it: where it cannot be said, one of those may stand
        no_worse: bool,
        /// name of its colours
        colour: Option<Arc<str>>,
    },
}

/// A rule's sentences.
#[derive(Clone, Debug, Default)]
pub struct Says {
    /// when it holds
    pub holds: Option<Template>,
    /// when it does not
    pub does_not_hold: Option<Template>,
    /// when it cannot be said
    pub unknown: Option<Template>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// stable name
    pub id: Arc<str>,
    /// what sort it is
    pub kind: RuleKind,
    /// as shown
    pub title: Arc<str>,
    /// document and page
    pub source: Option<Arc<str>>,
    /// what an officer should know
    pub note: Option<Arc<str>>,
    /// years in force
    pub years: Years,
    /// each school, or the authority
    pub scope: Scope,
    /// which schools it is for; `None` means all
    pub applies: Option<Condition>,
    /// when it holds; `None` for an abolished floor and for statuses that have no condition
    pub when: Option<Condition>,
    /// how near to the line is a near miss, where the rule has a distance of its own
    pub near_miss: Option<f64>,
    /// its sentences
    pub says: Says,
    /// examples
    pub cases: Vec<Case>,
    /// where its name stands in the rulebook
    pub span: Span,
}

/// What a case expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseExpectation {
    /// the rule holds
    Holds,
    /// the rule does not hold
    DoesNotHold,
    /// it cannot be said
    CannotSay,
    /// the rule does not apply
    NotApplicable,
}

impl CaseExpectation {
    /// As tables of cases write it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::DoesNotHold => "does not hold",
            Self::CannotSay => "cannot say",
            Self::NotApplicable => "does not apply",
        }
    }
}

/// An example of a rule.
#[derive(Clone, Debug)]
pub struct Case {
    /// what it shows
    pub name: Option<Arc<str>>,
    /// the academic year
    pub year: AcademicYear,
    /// what is given: the left side as a parsed expression (a read or a derived name), and the value
    pub given: Vec<Given>,
    /// what is given of each school, for a rule that asks all of them
    pub schools: Vec<Vec<Given>>,
    /// what is expected
    pub expect: CaseExpectation,
    /// where it stands
    pub span: Span,
}

/// A value given in a case.
#[derive(Clone, Debug)]
pub struct Given {
    /// as written
    pub name: Arc<str>,
    /// what is given a value: must be a read or a derived name
    pub target: Expression,
    /// its value or the marker's reason
    pub value: Result<crate::domain::Value, crate::domain::Missing>,
}
