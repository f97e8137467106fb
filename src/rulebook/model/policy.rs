//! Grades, support, triggers, partners, calendar, words: what is not a measure and not a rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Unit;
use crate::expression::{Condition, Expression, Template};
use crate::place::Span;
use crate::rulebook::ids::{MeasureId, StrandId};

/// A named value.
#[derive(Clone, Debug)]
pub struct Setting {
    /// name in rules
    pub id: Arc<str>,
    /// what it decides
    pub title: Arc<str>,
    /// its value
    pub value: SettingValue,
    /// the other readings
    pub note: Option<Arc<str>>,
    /// document and page
    pub source: Option<Arc<str>>,
    /// where it stands
    pub span: Span,
}

/// What a setting may be.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingValue {
    /// yes or no
    Flag(bool),
    /// a number
    Number(f64),
    /// words
    Text(Arc<str>),
    /// several numbers
    Numbers(Vec<f64>),
    /// several words
    Texts(Vec<Arc<str>>),
}

/// Bounds for scripts, within the program's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// steps in one call
    pub script_steps: u64,
    /// depth of calls
    pub script_depth: u64,
    /// longest text or list
    pub script_size: u64,
    /// milliseconds in one call
    pub script_milliseconds: u64,
}

/// What is done when one pupil would turn the answer.
#[derive(Clone, Debug)]
pub struct SmallNumbers {
    /// answers this many pupils would turn are guarded; 0 switches it off
    pub guard_pupils: f64,
    /// how near to a line is a near miss, by unit; a unit that is not named has none
    pub near_miss: Vec<(Unit, f64)>,
    /// a percentage is a near miss within this many pupils as well; 0 for never
    pub near_miss_pupils: f64,
    /// the words shown; `{pupils}` is the margin; for one pupil and for several, with `||` between
    pub say: Arc<str>,
}

impl SmallNumbers {
    /// How near to a line is a near miss for a unit; 0 for never.
    #[must_use]
    pub fn near_miss_of(&self, unit: Unit) -> f64 {
        self.near_miss.iter().find(|(known, _)| *known == unit).map_or(0.0, |(_, distance)| *distance)
    }
}

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

/// A team and its forms of support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// the team
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

/// Strong schools proposed as partners.
#[derive(Clone, Debug)]
pub struct Partner {
    /// stable name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// the strand
    pub strand: StrandId,
    /// which schools can be partners
    pub partner_when: Condition,
    /// which schools need one
    pub needed_when: Condition,
    /// measures in which both must be the same
    pub same: Vec<MeasureId>,
    /// the measure by which partners are put in order
    pub order_by: Option<MeasureId>,
    /// how many are named
    pub at_most: u32,
    /// sentence, evaluated for the partner; `{partner}` and `{school}` are filled in
    pub say: Option<Template>,
    /// document and page
    pub source: Arc<str>,
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
    /// months, 1 to 12, in order
    pub months: Vec<u32>,
    /// the term
    pub term: Option<Arc<str>>,
    /// its focus
    pub focus: Option<Arc<str>>,
    /// main purposes
    pub purpose: Vec<Arc<str>>,
    /// which schools it concerns; `None` means all
    pub for_schools: Option<Condition>,
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
}

/// Figures that should add up or agree.
#[derive(Clone, Debug)]
pub struct Consistency {
    /// stable name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// the parts
    pub parts: Vec<Expression>,
    /// what they should come to
    pub total: Expression,
    /// difference allowed
    pub within: f64,
    /// about the authority, or each school
    pub authority: bool,
    /// where it stands
    pub span: Span,
}

/// Words and colours.
#[derive(Clone, Debug, Default)]
pub struct ReportWords {
    /// colours by name
    pub colours: BTreeMap<Arc<str>, Colour>,
    /// words by name
    pub words: BTreeMap<Arc<str>, Arc<str>>,
    /// measures shown in a school's row
    pub headline_measures: Vec<MeasureId>,
    /// colour names of marks by outcome
    pub marks: BTreeMap<Arc<str>, Arc<str>>,
    /// decisions to choose from
    pub decisions: Vec<Arc<str>>,
}

/// A colour, as RRGGBB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colour {
    /// background
    pub fill: Arc<str>,
    /// text
    pub text: Arc<str>,
    /// border
    pub border: Option<Arc<str>>,
    /// a sign shown beside it
    pub sign: Option<Arc<str>>,
}
