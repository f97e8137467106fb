//! A condition after it was read: names are numbers, and every part knows where it stands in the text.

use std::sync::Arc;

use super::asking::Asked;
use super::names::ValueKind;
use super::vocabulary::{Aggregate, Arithmetic, Function, GradeKind, Operator, Side, Statistic};
use crate::domain::{AcademicYear, Value};
use crate::rulebook::ids::{ComparatorId, GroupId, MeasureId, SettingId, StrandId};

/// A stretch of the expression's text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub struct At {
    /// where it begins
    pub offset: usize,
    /// how long it is
    pub len: usize,
}

impl At {
    /// From the beginning of this to the end of the other.
    #[must_use]
    pub fn to(self, end: Self) -> Self {
        Self { offset: self.offset, len: (end.offset + end.len).saturating_sub(self.offset) }
    }
}

/// An expression that was read and found right.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// as the officer wrote it
    pub text: Arc<str>,
    /// its outermost part
    pub root: Node,
}

impl Expression {
    /// The measure it reads, where it is nothing but one reading.
    #[must_use]
    pub fn as_read(&self) -> Option<&Read> {
        match &self.root.expr {
            Expr::Read(read) => Some(read),
            _ => None,
        }
    }
}

/// A part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// what it is
    pub expr: Expr,
    /// what kind of value it gives
    pub kind: Kind,
    /// where it stands
    pub at: At,
}

/// What kind of value a part of an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// one value of this kind; a condition is yes or no
    One(ValueKind),
    /// a list, for `in` or for a function
    List,
    /// only known when it is computed: the result of a script
    Open,
}

/// The forms an expression can take.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// a value written down, or a setting
    Constant(Value, Option<SettingId>),
    /// several values written down, or a setting that is a list
    List(Vec<Value>, Option<SettingId>),
    /// the value of a measure
    Read(Read),
    /// a grade, a rule's answer, a status …
    Derived(Derived),
    /// the stated date of the run
    Date,
    /// the year judged, as words
    Year,
    /// now less some years earlier
    Change(Read, u16),
    /// the last years, oldest first
    Series(Read, u16),
    /// the mean of the last years, weighted by the cohort
    Pooled {
        /// the measure
        read: Read,
        /// the pupils behind it
        cohort: Read,
        /// how many years
        years: u16,
    },
    /// a percentage as a number of pupils
    Pupils {
        /// the measure
        read: Read,
        /// the pupils behind it
        cohort: Read,
    },
    /// whether something is known
    Known(Box<Node>),
    /// whether a marker stands in the cell
    Marked(Read, Arc<str>),
    /// all hold
    And(Vec<Node>),
    /// one holds
    Or(Vec<Node>),
    /// it does not hold
    Not(Box<Node>),
    /// two values compared
    Compare {
        /// how
        operator: Operator,
        /// the two sides, as written
        sides: Box<(Node, Node)>,
        /// which side is the threshold
        threshold: Side,
    },
    /// a value is one of a list
    In(Box<Node>, Box<Node>),
    /// two numbers computed
    Arithmetic(Arithmetic, Box<(Node, Node)>),
    /// less than nothing
    Negate(Box<Node>),
    /// a function
    Call(Function, Vec<Node>),
    /// a question to all schools
    Schools {
        /// what is asked
        aggregate: Aggregate,
        /// of each school
        each: Box<Node>,
        /// of which schools; of all without it
        which: Option<Box<Node>>,
        /// the pupils by which a mean is weighted
        weight: Option<Read>,
    },
    /// the school itself, handed to a function, with all that the function can ask of it
    School(Arc<Asked>),
    /// a part with a mistake; never leaves the parser
    Bad,
}

/// A reading of a measure: which, of whom, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Read {
    /// the measure
    pub measure: MeasureId,
    /// the group of pupils
    pub group: GroupId,
    /// the year
    pub year: YearOf,
    /// of the school itself, or of what it is compared with
    pub of: Of,
}

impl Read {
    /// A figure of all pupils.
    #[must_use]
    pub const fn of_all(measure: MeasureId, year: YearOf, of: Of) -> Self {
        Self { measure, group: GroupId::ALL, year, of }
    }

    /// A school's own figure of all pupils, of the year judged.
    #[must_use]
    pub const fn own(measure: MeasureId) -> Self {
        Self::of_all(measure, YearOf::Judged, Of::Subject)
    }

    /// The same reading some years earlier.
    #[must_use]
    pub fn earlier(self, years: u16) -> Self {
        let year = match self.year {
            YearOf::Judged => YearOf::Before(years),
            YearOf::Before(already) => YearOf::Before(already.saturating_add(years)),
            YearOf::At(year) => YearOf::At(year.before(years)),
            YearOf::Now => YearOf::Now,
        };
        Self { year: if year == YearOf::Before(0) { YearOf::Judged } else { year }, ..self }
    }
}

/// The year of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum YearOf {
    /// the year judged
    Judged,
    /// some years before it
    Before(u16),
    /// a year by name
    At(AcademicYear),
    /// what is in force on the stated day, of a later year than the one judged as well
    Now,
}

impl YearOf {
    /// The academic year that is meant when `judged` is judged, with no day stated.
    #[must_use]
    pub fn in_year(self, judged: AcademicYear) -> AcademicYear {
        self.on(judged, judged)
    }

    /// The academic year that is meant when `judged` is judged on a day of the year `now`.
    #[must_use]
    pub fn on(self, judged: AcademicYear, now: AcademicYear) -> AcademicYear {
        match self {
            Self::Judged => judged,
            Self::Now => now,
            Self::Before(years) => judged.before(years),
            Self::At(year) => year,
        }
    }
}

/// Whose value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// the school (or the authority) that is judged
    Subject,
    /// what it is compared with
    Comparator(ComparatorId, Statistic),
}

/// The id of a rule, as written in the rulebook.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleName(pub Arc<str>);

/// What is found out by other rules before this one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Derived {
    /// the grade of a strand, as a number
    Grade(GradeKind, StrandId),
    /// whether a rule holds
    Rule(RuleName),
    /// whether any floor in force holds
    FloorBelow,
    /// whether a floor is in force for the school
    FloorInForce,
    /// how many risk characteristics are present
    RiskCount,
    /// the status' id
    Status,
    /// at how many meetings running some plan of the school was said to be behind
    PlanBehind,
    /// what one of these was so many years earlier
    Before(Box<Derived>, u16),
}

impl Derived {
    /// What is asked, of whichever year.
    #[must_use]
    pub fn asked(&self) -> &Self {
        match self {
            Self::Before(asked, _) => asked.asked(),
            other => other,
        }
    }

    /// The same so many years earlier.
    #[must_use]
    pub fn earlier(self, years: u16) -> Self {
        match (self, years) {
            (same, 0) => same,
            (Self::Before(asked, before), years) => Self::Before(asked, before.saturating_add(years)),
            (asked, years) => Self::Before(Box::new(asked), years),
        }
    }
}
