//! The grades of a school: by itself, by inspectors, by the rules, by agreement; and the one worked with.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::Missing;
use crate::rulebook::ids::{RuleId, StrandId};
use workbook::place::CellPlace;

/// Whose grade is worked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GradeSource {
    /// agreed by a person: always first
    Agreed,
    /// the school's own
    SelfEvaluated,
    /// the inspectors'
    Inspected,
    /// indicated by the rules
    Indicated,
}

/// A grade and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct GradeEvidence {
    /// place of the grade in the rulebook's list, best first; or why there is none
    pub grade: Result<u8, Missing>,
    /// its title at the time it was given (the framework's word)
    pub title: Option<Arc<str>>,
    /// the day it was given, where a workbook says one
    pub day: Option<NaiveDate>,
    /// the cell it came from
    pub place: Option<CellPlace>,
    /// the rules that indicate it
    pub rules: Vec<RuleId>,
    /// rules that could indicate a worse one but cannot say
    pub unsure: Vec<RuleId>,
}

/// The grades of one strand.
#[derive(Clone, Debug, PartialEq)]
pub struct StrandGrades {
    /// the strand
    pub strand: StrandId,
    /// the school's own
    pub self_evaluated: GradeEvidence,
    /// the inspectors'
    pub inspected: GradeEvidence,
    /// by the rules
    pub indicated: GradeEvidence,
    /// by agreement, from the decisions
    pub agreed: GradeEvidence,
    /// the one worked with, and whose it is
    pub working: Option<(u8, GradeSource)>,
    /// a prompt for the visit where they differ
    pub differ: Option<String>,
}
