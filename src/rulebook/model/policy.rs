//! Settings, limits, the guard for small numbers, words and colours: what is no measure, no rule and no judgement.

use std::collections::BTreeMap;
use std::sync::Arc;

pub use workbook::write::Colour;

use super::Unit;
use crate::rulebook::Span;
use crate::rulebook::expression::Expression;
use crate::rulebook::ids::MeasureId;

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

/// Bounds for scripts, within the program's own, and for what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// steps in one call
    pub script_steps: u64,
    /// depth of calls
    pub script_depth: u64,
    /// longest text or list
    pub script_size: u64,
    /// schools up to which everything is written; without it, of however many
    pub schools_in_full: Option<usize>,
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
    /// of so many of a hundred cohorts the range of chance holds the figure; 0 says nothing of chance
    pub chance_percent: f64,
    /// fewest pupils of a group whose figure stands on papers, which leave the office; 0 shows all
    pub publish_from: f64,
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
    /// measures that stand in a narrow column beside a school's result
    pub at_a_glance: Vec<MeasureId>,
    /// the number by which schools of one status stand in order, the greatest first
    pub first_by: Option<MeasureId>,
    /// pupils by more than which a result has moved where that is told as a change
    pub moved_by: f64,
    /// fewer weekdays of school holidays in a year are not all of them
    pub weekdays_of_holidays: u32,
    /// years back from the stated date, and years ahead of it, in which a decision falls due
    pub due_within: [u8; 2],
    /// those in which a plan begins
    pub begun_within: [u8; 2],
    /// the measure that holds the share of schools judged good or better
    pub good_schools: Option<MeasureId>,
    /// colour names of marks by outcome
    pub marks: BTreeMap<Arc<str>, Arc<str>>,
    /// whether strengths are marked in annotated workbooks too
    pub strengths_in_workbooks: bool,
    /// decisions to choose from
    pub decisions: Vec<Arc<str>>,
}
