//! Grades, the strands that they are given in, and how the working grade is found.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::rulebook::Span;
use crate::rulebook::ids::{MeasureId, StrandId};

/// Grades and strands.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    /// grades, best first
    pub grades: Vec<Grade>,
    /// strands
    pub strands: Vec<Strand>,
    /// the strand that sums up the others
    pub overall: Option<StrandId>,
    /// how the working grade is found
    pub working: WorkingGrade,
    /// shown when grades of a strand differ: words with `{strand}`, `{self}`, `{inspected}`, `{indicated}`
    pub say_when_they_differ: Option<Arc<str>>,
}

/// A grade.
#[derive(Clone, Debug)]
pub struct Grade {
    /// as written in cells
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// its number in rules
    pub value: f64,
    /// titles since a day, oldest first
    pub frameworks: Vec<(NaiveDate, Arc<str>)>,
    /// name of its colours
    pub colour: Option<Arc<str>>,
    /// where it stands
    pub span: Span,
}

impl Grade {
    /// What the grade was called on a day.
    #[must_use]
    pub fn title_on(&self, day: Option<NaiveDate>) -> Arc<str> {
        let named = self.frameworks.iter().rev().find(|(from, _)| day.is_none_or(|day| *from <= day));
        named.map_or_else(|| Arc::clone(&self.title), |(_, title)| Arc::clone(title))
    }
}

impl Judgements {
    /// The place in the list of the grade with this name: as written in cells, or as it is or was called.
    #[must_use]
    pub fn grade_named(&self, text: &str) -> Option<usize> {
        let same = |name: &str| name.trim().to_lowercase() == text.trim().to_lowercase();
        let named = |grade: &Grade| {
            same(&grade.id) || same(&grade.title) || grade.frameworks.iter().any(|(_, title)| same(title))
        };
        self.grades.iter().position(named)
    }
}

/// A judgement strand.
#[derive(Clone, Debug)]
pub struct Strand {
    /// short name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// for narrow columns
    pub short: Arc<str>,
    /// the measure of the school's own grade
    pub self_evaluated: Option<MeasureId>,
    /// the measure of the inspectors' grade
    pub inspected: Option<MeasureId>,
    /// where it stands
    pub span: Span,
}

/// How the working grade is found.
#[derive(Clone, Debug, Default)]
pub struct WorkingGrade {
    /// the worst known; otherwise the first known
    pub worst: bool,
    /// among these, in order
    pub from: Vec<WorkingGradeFrom>,
}

/// Whose grade may be worked with, beside an agreed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkingGradeFrom {
    /// the school's own
    SelfEvaluated,
    /// the inspectors'
    Inspected,
    /// indicated by the rules
    Indicated,
}
