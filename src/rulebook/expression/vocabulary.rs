//! The words of the language, each with how it is written.

use super::names::FunctionId;

/// What is read of a comparator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Statistic {
    /// the mean
    Mean,
    /// the middle school
    Median,
    /// a quarter of the schools lie above
    UpperQuartile,
    /// a quarter of the schools lie below
    LowerQuartile,
    /// this school's place; 1 is best
    Rank,
    /// the schools compared
    Count,
}

impl Statistic {
    /// As it is written after a comparator.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("median", Self::Median),
        ("upper_quartile", Self::UpperQuartile),
        ("lower_quartile", Self::LowerQuartile),
        ("rank", Self::Rank),
        ("count", Self::Count),
    ];
}

/// Whose grade it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GradeKind {
    /// the one worked with
    Working,
    /// the school's own
    SelfEvaluated,
    /// the inspectors'
    Inspected,
    /// indicated by rules
    Indicated,
    /// agreed by a person
    Agreed,
}

impl GradeKind {
    /// As it is written before a strand.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("grade", Self::Working),
        ("self_evaluated", Self::SelfEvaluated),
        ("inspected", Self::Inspected),
        ("indicated", Self::Indicated),
        ("agreed", Self::Agreed),
    ];
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `==`
    Equal,
    /// `!=`
    Differs,
    /// `in`
    In,
}

impl Operator {
    /// As it is written.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Equal => "==",
            Self::Differs => "!=",
            Self::In => "in",
        }
    }

    /// With the sides exchanged: `60 > x` is `x < 60`.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }

    /// Whether it asks which is greater.
    #[must_use]
    pub fn orders(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::More | Self::AtLeast)
    }
}

/// A side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// the left one
    Left,
    /// the right one
    Right,
    /// neither
    Neither,
}

/// What is computed of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// one of the language
    Builtin(Builtin),
    /// one of the scripts
    Script(FunctionId),
}

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// without its sign
    Abs,
    /// the least
    Min,
    /// the greatest
    Max,
    /// to so many decimals
    Round,
    /// from the first day to the second
    DaysBetween,
}

impl Builtin {
    /// As written, and how many arguments each takes.
    pub const WORDS: [(&'static str, Self, usize); 5] = [
        ("abs", Self::Abs, 1),
        ("min", Self::Min, 2),
        ("max", Self::Max, 2),
        ("round", Self::Round, 2),
        ("days_between", Self::DaysBetween, 2),
    ];
}

/// A question to all schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// one school at least
    Any,
    /// every school
    Every,
    /// no school
    No,
    /// how many
    Count,
    /// how many in a hundred
    Share,
    /// together
    Sum,
    /// on average
    Mean,
    /// the number of each, as a list for a function
    Values,
}

impl Aggregate {
    /// As written.
    pub const WORDS: [(&'static str, Self); 8] = [
        ("any_school", Self::Any),
        ("every_school", Self::Every),
        ("no_school", Self::No),
        ("count", Self::Count),
        ("share", Self::Share),
        ("sum", Self::Sum),
        ("mean", Self::Mean),
        ("values", Self::Values),
    ];

    /// As written.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, aggregate)| *aggregate == self).map_or("", |(word, _)| word)
    }
}
