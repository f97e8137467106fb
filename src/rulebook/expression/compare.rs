//! Numbers compared as an officer would on paper, and amounts of which only bounds are known.

use std::cmp::Ordering;

use super::facts::Open;
use super::vocabulary::{Arithmetic, Builtin, Operator};
use crate::domain::{Missing, Value};

/// Numbers that differ by less come from the way computers add, not from the schools.
const NOISE: f64 = 2e-9;

/// Why nothing comes of a division by nought.
pub(super) const BY_ZERO: &str = "it would be divided by zero";

/// Which number is greater, both rounded to nine decimals: 0.1 + 0.2 equals 0.3, and 39.6 stays under 40.
pub(crate) fn order(left: f64, right: f64) -> Option<Ordering> {
    let plain = left.partial_cmp(&right)?;
    if plain == Ordering::Equal || (left - right).abs() > NOISE {
        return Some(plain);
    }
    let rounded = |number: f64| (number * 1e9).round();
    rounded(left).partial_cmp(&rounded(right))
}

/// What the operator says to an order.
pub(super) fn holds(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Less => order == Ordering::Less,
        Operator::AtMost => order != Ordering::Greater,
        Operator::More => order == Ordering::Greater,
        Operator::AtLeast => order != Ordering::Less,
        Operator::Equal | Operator::In => order == Ordering::Equal,
        Operator::Differs => order != Ordering::Equal,
    }
}

/// What a part of an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// a value
    Known(Value),
    /// a count of which part is unknown: it lies between these, both included
    Between(f64, f64, Missing),
    /// what the schools of which it is known come to, and between what it would lie with the others
    OfKnown { number: f64, low: f64, high: f64, why: Missing },
    /// words, days, or yes and no: one of these, but not known which
    OneOf(Vec<Value>, Missing),
    /// values in sequence
    List(Vec<Result<Value, Missing>>),
    /// none, and why
    Missing(Missing),
}

impl Outcome {
    /// As one value; bounds are no value.
    pub(super) fn single(self) -> Result<Value, Missing> {
        match self {
            Self::Known(value) => Ok(value),
            Self::OfKnown { number, .. } => Ok(Value::Number(number)),
            // a cell that gives a bound keeps its text
            Self::Between(low, high, why) if why.within().is_some() => Err(why.with_ends(low, high)),
            Self::Between(low, f64::INFINITY, why) => {
                Err(Missing::CannotCompute(format!("{} or more: {why}", Value::Number(low)).into()))
            }
            Self::Between(f64::NEG_INFINITY, high, why) => {
                Err(Missing::CannotCompute(format!("{} or less: {why}", Value::Number(high)).into()))
            }
            Self::Between(low, high, why) => {
                let (low, high) = (Value::Number(low), Value::Number(high));
                Err(Missing::CannotCompute(format!("between {low} and {high}: {why}").into()))
            }
            Self::List(_) => Err(Missing::CannotCompute("a list is not one value".into())),
            // what a number lies between says nothing of the words it chooses
            Self::OneOf(_, why) => Err(why.without_ends()),
            Self::Missing(why) => Err(why),
        }
    }

    /// What it can be, where that is not a number.
    pub(super) fn words(&self) -> Option<&[Value]> {
        match self {
            Self::Known(Value::Number(_)) => None,
            Self::Known(value) => Some(std::slice::from_ref(value)),
            Self::OneOf(values, _) => Some(values),
            _ => None,
        }
    }

    /// What it can be, where it is no value and yet not anything.
    pub(super) fn open(&self) -> Option<Open> {
        match self {
            Self::Between(low, high, why) | Self::OfKnown { low, high, why, .. } => {
                Some(Open::Between(*low, *high, why.clone()))
            }
            Self::OneOf(values, why) => Some(Open::OneOf(values.as_slice().into(), why.clone())),
            _ => None,
        }
    }

    /// As a number or its bounds.
    pub(super) fn amount(self) -> Result<Amount, Missing> {
        match self {
            Self::Known(Value::Number(number)) => Ok(Amount::of(number)),
            Self::Between(low, high, why) => Ok(Amount { known: None, low, high, why: Some(why) }),
            Self::OfKnown { number, low, high, why } => Ok(Amount { known: Some(number), low, high, why: Some(why) }),
            Self::Missing(why) | Self::OneOf(_, why) => Err(why),
            Self::Known(other) => Err(not_the_kind(&other, "a number")),
            Self::List(_) => Err(Missing::CannotCompute("a list is not a number".into())),
        }
    }
}

impl From<Result<Value, Missing>> for Outcome {
    fn from(value: Result<Value, Missing>) -> Self {
        match value {
            Ok(value) => Self::Known(value),
            Err(why) => Self::Missing(why),
        }
    }
}

/// The reason when a value is of another kind than it should be.
pub(super) fn not_the_kind(value: &Value, wanted: &str) -> Missing {
    Missing::CannotCompute(format!("“{value}” is {}, not {wanted}", value.kind()).into())
}

/// A number, or the bounds between which it lies.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    /// the number itself, or what those of which it is known come to
    known: Option<f64>,
    pub(super) low: f64,
    pub(super) high: f64,
    /// why only the bounds are known
    pub(super) why: Option<Missing>,
}

impl Amount {
    pub(super) fn of(number: f64) -> Self {
        Self { known: Some(number), low: number, high: number, why: None }
    }

    /// One that may be any number.
    pub(super) fn unknown(why: Missing) -> Self {
        Self { known: None, low: f64::NEG_INFINITY, high: f64::INFINITY, why: Some(why) }
    }

    /// The number, where nothing could turn it.
    ///
    /// # Errors
    /// Why it may be another.
    pub(super) fn certain(self) -> Result<f64, Missing> {
        self.why.map_or(Ok(self.low), Err)
    }

    /// Back to an outcome; a number that is none (division by zero, overflow) is missing.
    fn outcome(self, failure: &str) -> Outcome {
        let none = || Outcome::Missing(Missing::CannotCompute(failure.into()));
        let (low, high) = (self.low.min(self.high), self.low.max(self.high));
        match (self.why, self.known) {
            (Some(why), _) if low.is_nan() || high.is_nan() => Outcome::Missing(why),
            // what cannot change the amount does not make it unknown
            (Some(why), known) if order(low, high) != Some(Ordering::Equal) => match known {
                Some(number) if number.is_finite() => Outcome::OfKnown { number, low, high, why },
                Some(_) => none(),
                None => Outcome::Between(low, high, why),
            },
            _ if !low.is_finite() => none(),
            _ => Outcome::Known(Value::Number(low)),
        }
    }

    /// Whether it is nought, or, where that is asked, may be.
    pub(super) fn is_nought(&self, or_may_be: bool) -> bool {
        let (low, high) = (order(self.low, 0.0), order(self.high, 0.0));
        let may_be = low != Some(Ordering::Greater) && high != Some(Ordering::Less);
        may_be && (or_may_be || low == high)
    }

    pub(super) fn negated(self) -> Outcome {
        Amount { known: self.known.map(|known| -known), low: -self.high, high: -self.low, why: self.why }.outcome("")
    }
}

/// What a function makes of two numbers that are known.
fn of_both(left: &Amount, right: &Amount, apply: impl Fn(f64, f64) -> f64) -> Option<f64> {
    left.known.zip(right.known).map(|(left, right)| apply(left, right))
}

/// Two values compared; the reason where it cannot be said.
pub(super) fn compare(operator: Operator, left: Outcome, right: Outcome) -> Result<bool, Missing> {
    match (left, right) {
        (Outcome::Missing(why), _) | (_, Outcome::Missing(why)) => Err(why),
        (Outcome::OneOf(values, why), right) => {
            agreed(&values, &why, |value| compare(operator, Outcome::Known(value), right.clone()))
        }
        (left, Outcome::OneOf(values, why)) => {
            agreed(&values, &why, |value| compare(operator, left.clone(), Outcome::Known(value)))
        }
        (Outcome::Known(left), Outcome::Known(right)) => compare_values(operator, &left, &right),
        (left, right) => compare_amounts(operator, left.amount()?, right.amount()?),
    }
}

/// What all of these answer, where it is the same.
pub(super) fn agreed(
    values: &[Value],
    why: &Missing,
    mut ask: impl FnMut(Value) -> Result<bool, Missing>,
) -> Result<bool, Missing> {
    let mut said = None;
    for value in values {
        let one = ask(value.clone())?;
        if said.is_some_and(|said| said != one) {
            return Err(why.clone());
        }
        said = Some(one);
    }
    said.ok_or_else(|| why.clone())
}

fn compare_values(operator: Operator, left: &Value, right: &Value) -> Result<bool, Missing> {
    let order = match (left, right) {
        (Value::Number(left), Value::Number(right)) => order(*left, *right),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Flag(left), Value::Flag(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        _ => return Err(not_the_kind(left, right.kind())),
    };
    let order = order.ok_or_else(|| Missing::CannotCompute("this is not a number".into()))?;
    Ok(holds(operator, order))
}

/// Every pair of numbers within the bounds must give the same answer, else it cannot be said.
fn compare_amounts(operator: Operator, left: Amount, right: Amount) -> Result<bool, Missing> {
    let why = left.why.or(right.why);
    let unsaid = || why.clone().unwrap_or(Missing::Blank);
    let least = order(left.low, right.high).ok_or_else(unsaid)?;
    let most = order(left.high, right.low).ok_or_else(unsaid)?;
    let apart = least == Ordering::Greater || most == Ordering::Less;
    match operator {
        Operator::Equal | Operator::In | Operator::Differs => match (apart, least == most) {
            (true, _) => Ok(operator == Operator::Differs),
            (false, true) => Ok(operator != Operator::Differs),
            _ => Err(unsaid()),
        },
        _ if holds(operator, least) == holds(operator, most) => Ok(holds(operator, least)),
        _ => Err(unsaid()),
    }
}

/// Two amounts computed; bounds go through.
pub(super) fn arithmetic(sign: Arithmetic, left: Amount, right: Amount) -> Outcome {
    let apply = |a: f64, b: f64| match sign {
        Arithmetic::Add => a + b,
        Arithmetic::Subtract => a - b,
        Arithmetic::Multiply => a * b,
        Arithmetic::Divide => a / b,
    };
    if sign == Arithmetic::Divide && right.is_nought(true) {
        return Outcome::Missing(Missing::CannotCompute(BY_ZERO.into()));
    }
    let ends = [(left.low, right.low), (left.low, right.high), (left.high, right.low), (left.high, right.high)];
    let ends = ends.map(|(a, b)| apply(a, b));
    let known = of_both(&left, &right, apply);
    spanned(&ends, known, left.why.or(right.why)).outcome("the number is too great")
}

fn spanned(ends: &[f64], known: Option<f64>, why: Option<Missing>) -> Amount {
    let not_a_number = ends.iter().any(|end| end.is_nan());
    let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // without an end, infinities that meet could be anything
    let (low, high) = match (not_a_number, &why) {
        (true, Some(_)) => (f64::NEG_INFINITY, f64::INFINITY),
        (true, None) => (f64::NAN, f64::NAN),
        (false, _) => (low, high),
    };
    Amount { known, low, high, why }
}

/// A function of the language on numbers.
pub(super) fn builtin(builtin: Builtin, first: Amount, second: Amount) -> Outcome {
    let apply = |first: f64, second: f64| match builtin {
        Builtin::Abs => first.abs(),
        Builtin::Min => first.min(second),
        Builtin::Max => first.max(second),
        _ => round(first, second),
    };
    if !matches!(builtin, Builtin::Abs | Builtin::Min | Builtin::Max | Builtin::Round) {
        return Outcome::Missing(Missing::CannotCompute("this is not a function of two numbers".into()));
    }
    let known = of_both(&first, &second, apply);
    let (low, high) = match builtin {
        Builtin::Abs if first.low < 0.0 && first.high > 0.0 => (0.0, first.high.max(-first.low)),
        Builtin::Abs => (first.low.abs().min(first.high.abs()), first.low.abs().max(first.high.abs())),
        _ => (apply(first.low, second.low), apply(first.high, second.high)),
    };
    let why = first.why.or(if builtin == Builtin::Abs { None } else { second.why });
    Amount { known, low, high, why }.outcome("the number is too great")
}

/// Rounds half away from zero, as is taught; 2.675 to two decimals is 2.68 although the computer holds 2.67499….
pub(crate) fn round(number: f64, decimals: f64) -> f64 {
    // a bound far beyond any figure, so that the power cannot overflow
    #[allow(clippy::cast_possible_truncation)]
    let factor = 10_f64.powi(decimals.clamp(-9.0, 9.0) as i32);
    let scaled = number * factor;
    ((scaled * 1e6).round() / 1e6).round() / factor
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(number: f64) -> Outcome {
        Outcome::Known(Value::Number(number))
    }

    fn between(low: f64, high: f64) -> Outcome {
        Outcome::Between(low, high, Missing::Blank)
    }

    #[test]
    fn noise_of_adding_does_not_turn_an_answer_and_a_tenth_does() {
        let sum = 0.1 + 0.2;
        assert_eq!(compare(Operator::Equal, known(sum), known(0.3)), Ok(true));
        assert_eq!(compare(Operator::More, known(sum), known(0.3)), Ok(false));
        assert_eq!(compare(Operator::AtMost, known(sum), known(0.3)), Ok(true));
        assert_eq!(compare(Operator::Less, known(39.6), known(40.0)), Ok(true));
        assert_eq!(compare(Operator::Less, known(39.999_999), known(40.0)), Ok(true));
        assert_eq!(compare(Operator::Less, known(40.0), known(40.0)), Ok(false));
    }

    #[test]
    fn bounds_answer_where_every_number_between_them_gives_the_same() {
        let unsaid = Err(Missing::Blank);
        assert_eq!(compare(Operator::Equal, between(0.0, 2.0), known(0.0)), unsaid);
        assert_eq!(compare(Operator::Equal, between(1.0, 2.0), known(0.0)), Ok(false));
        assert_eq!(compare(Operator::AtLeast, between(1.0, 2.0), known(1.0)), Ok(true));
        assert_eq!(compare(Operator::More, between(1.0, 2.0), known(1.0)), unsaid);
        assert_eq!(compare(Operator::Less, known(0.0), between(1.0, 2.0)), Ok(true));
        assert_eq!(compare(Operator::Differs, known(3.0), between(1.0, 2.0)), Ok(true));
    }

    #[test]
    fn a_number_that_is_none_is_missing() {
        let amount = |n| known(n).amount().unwrap();
        assert!(matches!(arithmetic(Arithmetic::Divide, amount(1.0), amount(0.0)), Outcome::Missing(_)));
        assert!(matches!(arithmetic(Arithmetic::Multiply, amount(1e300), amount(1e300)), Outcome::Missing(_)));
        assert_eq!(arithmetic(Arithmetic::Divide, amount(7.0), amount(2.0)), known(3.5));
    }

    #[test]
    fn rounding_is_the_one_that_is_taught() {
        assert_eq!(round(2.675, 2.0), 2.68);
        assert_eq!(round(-0.5, 0.0), -1.0);
        assert_eq!(round(39.6, 0.0), 40.0);
    }
}
