//! The names a condition may use.

use super::asking::Asked;
use crate::domain::Value;
use crate::rulebook::ids::{ComparatorId, GroupId, MeasureId, SettingId, StrandId};

/// What kind of value a measure holds; decided by its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// a number, a percentage, a grade
    Number,
    /// words
    Text,
    /// yes or no
    Flag,
    /// a day
    Date,
}

impl ValueKind {
    /// The kind of a value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Number(_) => Self::Number,
            Value::Text(_) => Self::Text,
            Value::Flag(_) => Self::Flag,
            Value::Date(_) => Self::Date,
        }
    }

    /// The kind in an officer's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Text => "words",
            Self::Flag => "yes or no",
            Self::Date => "a date",
        }
    }
}

/// What a setting stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// one value
    One(Value),
    /// several, for `in`
    List(Vec<Value>),
}

/// A function of the scripts, by its place in the list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub u16);

/// The sorts of names there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameOf {
    /// measures, with their dots
    Measure,
    /// groups of pupils
    Group,
    /// comparators
    Comparator,
    /// judgement strands
    Strand,
    /// settings, without `settings.`
    Setting,
    /// everything that `rule("…")` can name: floors, aims, risks, watchpoints, indications, statuses …
    Rule,
    /// risk characteristics, as their ids are written
    Risk,
    /// functions of the scripts
    Function,
    /// markers that may stand in a cell
    Marker,
    /// statuses
    Status,
}

/// Which names exist. The rulebook implements it while it is being checked.
pub trait Names {
    /// A measure and the kind of its values.
    fn measure(&self, id: &str) -> Option<(MeasureId, ValueKind)>;
    /// The measure that counts the pupils behind another.
    fn cohort(&self, measure: MeasureId) -> Option<MeasureId>;
    /// Whether a measure belongs to the year of a day in its row, as an inspection does.
    fn dated_by_day(&self, measure: MeasureId) -> bool {
        let _ = measure;
        false
    }
    /// A group of pupils.
    fn group(&self, id: &str) -> Option<GroupId>;
    /// A comparator.
    fn comparator(&self, id: &str) -> Option<ComparatorId>;
    /// A judgement strand.
    fn strand(&self, id: &str) -> Option<StrandId>;
    /// A setting and what it stands for.
    fn setting(&self, id: &str) -> Option<(SettingId, Constant)>;
    /// The number of a grade by its own name.
    fn grade(&self, name: &str) -> Option<f64> {
        let _ = name;
        None
    }
    /// A function of the scripts and how many arguments it takes.
    fn function(&self, name: &str) -> Option<(FunctionId, usize)>;
    /// All that a function can ask of a school that it is handed; `None` for one that asks nothing.
    fn asked(&self, function: FunctionId) -> Option<&Asked> {
        let _ = function;
        None
    }
    /// All names of a sort: for rules, risks, markers and statuses it decides what exists, for the others it
    /// serves suggestions.
    fn all(&self, sort: NameOf) -> Vec<&str>;
    /// What is called otherwise now, by a name that it had before. Of rules, risks and statuses.
    fn now(&self, sort: NameOf, old: &str) -> Option<&str> {
        let _ = (sort, old);
        None
    }
    /// Whether plans can be said to be behind.
    fn tells_of_plans(&self) -> bool {
        true
    }
    /// The words a measure can hold, where the rulebook lists them; empty where any words may stand.
    fn categories(&self, measure: MeasureId) -> Vec<&str> {
        let _ = measure;
        Vec::new()
    }
}
