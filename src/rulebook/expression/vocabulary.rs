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
    /// its place from the other end; 1 is last
    RankFromLast,
    /// how many in a hundred of the others are worse; 100 is best
    Percentile,
    /// the schools compared
    Count,
}

impl Statistic {
    /// As it is written after a comparator.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("median", Self::Median),
        ("upper_quartile", Self::UpperQuartile),
        ("lower_quartile", Self::LowerQuartile),
        ("rank", Self::Rank),
        ("rank_from_last", Self::RankFromLast),
        ("percentile", Self::Percentile),
        ("count", Self::Count),
    ];

    /// Whether it is this school's place among the others.
    #[must_use]
    pub fn is_place(self) -> bool {
        matches!(self, Self::Rank | Self::RankFromLast | Self::Percentile)
    }

    /// Whether it is a figure in the measure's own unit.
    #[must_use]
    pub fn is_figure(self) -> bool {
        !self.is_place() && self != Self::Count
    }
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
    /// whether it is among the first so many
    First,
    /// whether it is among the last so many
    Last,
    /// one of several
    Several(Several),
}

impl Builtin {
    /// As written, and how many arguments each takes.
    pub const WORDS: [(&'static str, Self, Takes); 15] = [
        ("abs", Self::Abs, Takes::Exactly(1)),
        ("min", Self::Min, Takes::Exactly(2)),
        ("max", Self::Max, Takes::Exactly(2)),
        ("round", Self::Round, Takes::Exactly(2)),
        ("days_between", Self::DaysBetween, Takes::Exactly(2)),
        ("first", Self::First, Takes::Exactly(2)),
        ("last", Self::Last, Takes::Exactly(2)),
        ("how_many", Self::Several(Several::HowMany), Takes::AtLeast(1)),
        ("highest", Self::Several(Several::Highest), Takes::AtLeast(1)),
        ("lowest", Self::Several(Several::Lowest), Takes::AtLeast(1)),
        ("highest_known", Self::Several(Several::HighestKnown), Takes::AtLeast(1)),
        ("lowest_known", Self::Several(Several::LowestKnown), Takes::AtLeast(1)),
        ("weighted", Self::Several(Several::Weighted), Takes::PairsAfterOne),
        ("steps", Self::Several(Several::Steps), Takes::StepsAfterOne),
        ("choose", Self::Several(Several::Choose), Takes::AtLeast(3)),
    ];
}

/// How many arguments a function of the language takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// so many
    Exactly(usize),
    /// so many or more
    AtLeast(usize),
    /// one, and then pairs
    PairsAfterOne,
    /// one, another, and then pairs
    StepsAfterOne,
}

/// A function of the language that takes as many values as one gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Several {
    /// how many conditions hold
    HowMany,
    /// the greatest
    Highest,
    /// the least
    Lowest,
    /// the greatest of those known
    HighestKnown,
    /// the least of those known
    LowestKnown,
    /// the mean of those known, each with its weight
    Weighted,
    /// what belongs to the last line that is reached
    Steps,
    /// what stands beside the value
    Choose,
    /// the same in a table, which has every value there is; it has no name, tables are made of it
    LookUp,
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
