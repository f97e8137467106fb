//! What was written down at a visit of one school, each with the cell it stands in.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Dataset, SchoolKey};
use crate::rulebook::ids::StrandId;
use workbook::place::CellPlace;

/// Words in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// as they were typed
    pub text: Arc<str>,
    /// where
    pub place: CellPlace,
}

/// A visit, as its filled template tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// the school
    pub school: SchoolKey,
    /// the event of the cycle, by its id; `None` where nothing on the page says which
    pub event: Option<Arc<str>>,
    /// the day, where one was written down
    pub day: Option<NaiveDate>,
    /// the day its answers are taken from: its own, else the first on which the visit could be
    pub as_of: NaiveDate,
    /// where its page begins
    pub page: CellPlace,
    /// who came
    pub who: Option<Noted>,
    /// priorities of the development plan, in the order of their rows
    pub priorities: Vec<Priority>,
    /// grades by strand
    pub grades: Vec<VisitGrade>,
    /// risk characteristics
    pub risks: Vec<VisitRisk>,
    /// next steps
    pub steps: Vec<Step>,
    /// what was said, and about what
    pub said: Vec<About>,
    /// how far plans have come
    pub progress: Vec<About>,
}

impl Visit {
    /// A name that tells it from the school's others: its event, and the day it counts from.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.event.as_deref().unwrap_or_default(), self.as_of).trim_start().to_owned()
    }
}

/// A priority and the impact of action taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// the name of its row
    pub row: Arc<str>,
    /// the priority
    pub priority: Option<Noted>,
    /// the impact of action taken
    pub impact: Option<Noted>,
}

/// The grades of a strand, as given at the visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitGrade {
    /// the strand
    pub strand: StrandId,
    /// the school's own: its place in the rulebook's list, best first
    pub school: Option<(u8, Noted)>,
    /// that of who came
    pub partner: Option<(u8, Noted)>,
}

/// A risk characteristic, as stated at the visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitRisk {
    /// the rule's id
    pub rule: Arc<str>,
    /// whether it is present
    pub present: Option<(bool, Noted)>,
    /// what changed
    pub changed: Option<Noted>,
}

/// A next step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// what
    pub what: Option<Noted>,
    /// by whom
    pub by: Option<Noted>,
    /// by when, as typed
    pub due: Option<Noted>,
}

/// Words about something on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// what they are about, as the page has it
    pub what: Arc<str>,
    /// the words
    pub noted: Noted,
}

impl Visit {
    /// The risk characteristic of a rule.
    #[must_use]
    pub fn risk(&self, rule: &str) -> Option<&VisitRisk> {
        self.risks.iter().find(|risk| &*risk.rule == rule)
    }

    /// The grades of a strand.
    #[must_use]
    pub fn grade(&self, strand: StrandId) -> Option<&VisitGrade> {
        self.grades.iter().find(|grade| grade.strand == strand)
    }
}

impl Dataset {
    /// The visits of a school, the last one first.
    pub fn visits_of<'a>(&'a self, school: &'a SchoolKey) -> impl Iterator<Item = &'a Visit> {
        self.visits.iter().rev().filter(move |visit| visit.school == *school)
    }

    /// The days on which schools were visited for an event, up to a day, in order.
    #[must_use]
    pub fn days_of_visits(&self, event: &str, until: NaiveDate) -> BTreeMap<&SchoolKey, Vec<NaiveDate>> {
        let mut days: BTreeMap<&SchoolKey, Vec<NaiveDate>> = BTreeMap::new();
        let of_event = self.visits.iter().filter(|visit| visit.event.as_deref() == Some(event));
        for visit in of_event.filter(|visit| visit.as_of <= until) {
            days.entry(&visit.school).or_default().push(visit.as_of);
        }
        days.values_mut().for_each(|days| days.sort_unstable());
        days
    }
}
