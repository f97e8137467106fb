//! What a rule says of a school, with everything it read.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use super::account::Finding;
use super::{Known, StrandGrades};
use crate::domain::{AcademicYear, InPupils, Missing, Truth, Value};
use crate::intake::record::Doubt;
use crate::rulebook::expression::{GradeKind, Operator};
use crate::rulebook::ids::{GroupId, MeasureId, RuleId};
use crate::rulebook::model::Unit;
use crate::rulebook::{Rulebook, Span};
use workbook::place::CellPlace;

/// The four things a rule can say, the most serious first: of several floors what cannot be said goes before what is fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// the condition is true
    Holds,
    /// a value that would decide it is missing
    CannotSay,
    /// the condition is false
    DoesNotHold,
    /// the rule is not for this school or year
    NotApplicable,
}

impl Outcome {
    /// As machines read it: `holds`, `does-not-hold`, `cannot-say`, `not-applicable`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::DoesNotHold => "does-not-hold",
            Self::CannotSay => "cannot-say",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl From<Truth> for Outcome {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::Holds => Self::Holds,
            Truth::DoesNotHold => Self::DoesNotHold,
            Truth::CannotSay => Self::CannotSay,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Holds => "holds",
            Self::DoesNotHold => "does not hold",
            Self::CannotSay => "cannot say",
            Self::NotApplicable => "does not apply",
        })
    }
}

/// One value that a rule read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// as rules write it: `ks4.five_ac_em.fsm.before(1)`
    pub name: Arc<str>,
    /// as shown: `5+ A*-C incl. English and maths, free school meals, 2012-13`
    pub title: Arc<str>,
    /// the measure, where one was read
    pub measure: Option<MeasureId>,
    /// the group of pupils
    pub group: GroupId,
    /// the academic year of the value
    pub year: Option<AcademicYear>,
    /// the value, or why there is none
    pub value: Result<Value, Missing>,
    /// the cell
    pub place: Option<CellPlace>,
    /// whether it is of what the school is compared with, not of the school itself
    pub compared: bool,
    /// where it came from when not from a cell: `mean of 12 schools, weighted by pupils`, `rulebook, comparisons/national-figures.yaml:14`
    pub origin: Option<Arc<str>>,
    /// where it is of another school than the one judged: that school's place in the dataset, and the title with its name
    pub of_other: Option<OfOther>,
}

impl Reading {
    /// A grade by its own name, where that is not its number: `D`. None for anything else.
    #[must_use]
    pub fn grade<'r>(&self, rulebook: &'r Rulebook) -> Option<&'r Arc<str>> {
        let measure = self.measure.and_then(|id| rulebook.measure(id));
        let kind = self.name.split('.').next().unwrap_or_default();
        let graded = measure.map_or_else(
            || GradeKind::WORDS.iter().any(|(word, _)| *word == kind),
            |measure| measure.unit == Unit::Grade,
        );
        let number = self.value.as_ref().ok().and_then(Value::number).filter(|_| graded)?;
        rulebook.judgements.named_otherwise(number)
    }
}

/// Which other school a reading is of.
#[derive(Clone, Debug, PartialEq)]
pub struct OfOther {
    /// its place in the dataset
    pub school: usize,
    /// the title without its name
    pub title: Arc<str>,
}

/// One comparison inside a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// as the rule writes it: `ks4.five_ac_em < 40`
    pub text: Arc<str>,
    /// the line in the rulebook
    pub place: Span,
    /// its answer
    pub truth: Truth,
    /// what was compared, by place in the finding's readings
    pub readings: Vec<usize>,
    /// how the school's side has to compare with the other; none for a bare question
    pub operator: Option<Operator>,
    /// what it was compared with
    pub threshold: Option<f64>,
    /// value less threshold, in the measure's unit
    pub margin: Option<f64>,
    /// the margin as a number of pupils, from the cohort
    pub margin_pupils: Option<InPupils>,
}

/// How little would have turned an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// so few pupils that it must not be shown bare
    Guarded,
    /// it does not hold, but is near its line
    NearMiss,
}

/// What a rule says of a school, without why: all that is kept of every rule and school. The account is made from the
/// same values where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// the rule
    pub rule: RuleId,
    /// what it says
    pub outcome: Outcome,
    /// set where little would have turned it
    pub near: Option<Nearness>,
}

/// Why a rule says what it says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// why it cannot say or does not apply
    pub reason: Option<String>,
    /// everything it read, in order
    pub readings: Vec<Reading>,
    /// every comparison it made
    pub tests: Vec<Test>,
    /// where it holds, the cells that decided a value worked out: which of `readings` it is, and the cell
    pub behind: Vec<(usize, CellPlace)>,
    /// the readings to blame where it cannot say, by place in `readings`
    pub blame: Vec<usize>,
    /// the rule's sentence, filled in
    pub sentence: String,
    /// set where so few pupils would turn the answer that it must not be shown bare: the rulebook's words
    pub guarded: Option<String>,
    /// set where it does not hold but is near its line: how near
    pub near_miss: Option<String>,
}

/// Where a school stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// the rule that gives the status
    pub rule: RuleId,
    /// worse statuses that cannot be ruled out, with the reason
    pub doubts: Vec<StatusDoubt>,
    /// the rule's sentence, filled in
    pub sentence: String,
    /// what the rules say, where a person decided otherwise
    pub instead_of: Option<InsteadOf>,
}

impl Status {
    /// The status that the rules give, whatever a person decided.
    #[must_use]
    pub fn by_rules(&self) -> RuleId {
        self.instead_of.as_ref().map_or(self.rule, |other| other.rule)
    }

    /// The sentence of that status.
    #[must_use]
    pub fn sentence_by_rules(&self) -> &str {
        self.instead_of.as_ref().map_or(&self.sentence, |other| &other.sentence)
    }
}

/// The status that the rules give, where a person decided another.
#[derive(Clone, Debug, PartialEq)]
pub struct InsteadOf {
    /// its rule
    pub rule: RuleId,
    /// its sentence, filled in
    pub sentence: String,
    /// why the person decided otherwise, as typed
    pub because: Arc<str>,
}

/// A status that cannot be ruled out.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusDoubt {
    /// the status's rule
    pub rule: RuleId,
    /// why it cannot be said
    pub reason: String,
}

/// Everything the rules say of one school.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolFindings {
    /// place of the school in the dataset
    pub school: usize,
    /// one verdict for each rule about schools, in the rulebook's order (statuses included)
    pub findings: Vec<Verdict>,
    /// the grades, strand by strand, in the rulebook's order
    pub grades: Vec<StrandGrades>,
    /// where it stands
    pub status: Status,
}

impl SchoolFindings {
    /// The verdict of a rule.
    #[must_use]
    pub fn of(&self, rule: RuleId) -> Option<&Verdict> {
        let at = self.findings.binary_search_by_key(&rule, |finding| finding.rule).ok()?;
        self.findings.get(at)
    }
}

/// A script that failed: a mistake in the rulebook, not a missing value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ScriptProblem {
    /// the rule that called it
    pub rule: RuleId,
    /// the school, by name
    pub school: Arc<str>,
    /// where in the script
    pub place: Span,
    /// what went wrong, in words
    pub what: String,
}

/// The run of an aim's figure over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct AimProgress {
    /// the aim
    pub rule: RuleId,
    /// year and figure, oldest first
    pub points: Vec<(AcademicYear, Result<Value, Missing>)>,
}

/// Everything the rules say.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// the academic year judged
    pub year: AcademicYear,
    /// the stated day of the run
    pub date: NaiveDate,
    /// every school, in the dataset's order
    pub schools: Vec<SchoolFindings>,
    /// rules about the authority as a whole
    pub authority: Vec<Finding<'static>>,
    /// the run of the authority's aims over the years
    pub progress: Vec<AimProgress>,
    /// figures that contradict one another
    pub doubts: Vec<Doubt>,
    /// scripts that failed
    pub problems: Vec<ScriptProblem>,
    /// what was found of the schools on the way
    pub known: Known,
}
