//! The values in an expression: readings, years, pupils, arithmetic, functions.

use super::ast::{Derived, Expr, Node, Read};
use super::compare::{Amount, BY_ZERO, Outcome, arithmetic, builtin, compare, not_the_kind};
use super::evaluate::{Run, join};
use super::facts::{Bounds, DerivedValue, Open, Reading, What};
use super::trace::{Mark, Record};
use super::vocabulary::{Aggregate, Arithmetic, Builtin, Function, Operator};
use crate::domain::{Missing, Value};

impl<R: Record> Run<'_, R> {
    /// What a part comes to.
    pub(super) fn value(&mut self, node: &Node) -> Outcome {
        let mark = self.record.mark();
        let outcome = match &node.expr {
            Expr::Constant(value, _) => Outcome::Known(value.clone()),
            Expr::List(values, _) => Outcome::List(values.iter().cloned().map(Ok).collect()),
            Expr::Read(read) => self.read_or_bounds(read),
            Expr::Derived(derived) => self.derived(derived),
            Expr::Date => Outcome::Known(Value::Date(self.facts.date())),
            Expr::Year => Outcome::Known(Value::Text(self.facts.year().to_string().into())),
            Expr::Change(read, years) => self.change(read, *years),
            Expr::Series(read, years) => Outcome::List(self.series(read, *years)),
            Expr::Pooled { read, cohort, years } => self.pooled(read, cohort, *years).unwrap_or_else(Outcome::Missing),
            Expr::Pupils { read, cohort } => self.pupils(read, cohort),
            Expr::Known(inner) => Outcome::Known(Value::Flag(self.value(inner).single().is_ok())),
            Expr::Marked(read, marker) => {
                let marked = matches!(self.read(read), Err(Missing::Marker(marked)) if marked.id == *marker);
                Outcome::Known(Value::Flag(marked))
            }
            Expr::Arithmetic(sign, sides) => self.arithmetic(*sign, sides, mark),
            Expr::Negate(inner) => self.amount(inner).map_or_else(Outcome::Missing, Amount::negated),
            Expr::Call(Function::Builtin(which), arguments) => self.builtin(*which, arguments),
            Expr::Call(Function::Script(function), arguments) => self.script(*function, arguments, node),
            Expr::Schools { aggregate: Aggregate::Values, each, which, .. } => {
                self.listed(each, which.as_deref(), node.at)
            }
            Expr::Schools { aggregate, each, which, weight } if !aggregate.answers() => {
                self.counted(*aggregate, each, which.as_deref(), *weight, node.at)
            }
            Expr::School(_) => Outcome::Missing(Missing::CannotCompute("the school is no value".into())),
            Expr::Bad => Outcome::Missing(Missing::CannotCompute("the expression has a mistake".into())),
            _ => self.truth(node).map(Value::Flag).into(),
        };
        match outcome {
            Outcome::Known(_) => self.record.settled(mark),
            Outcome::Missing(_) => self.record.unsaid(mark),
            Outcome::Between(..) | Outcome::OneOf(..) | Outcome::OfKnown { .. } | Outcome::List(_) => {}
        }
        outcome
    }

    fn amount(&mut self, node: &Node) -> Result<Amount, Missing> {
        self.value(node).amount()
    }

    /// By nought nothing can be divided: what stands above is innocent then, also where it is missing.
    fn arithmetic(&mut self, sign: Arithmetic, (left, right): &(Node, Node), mark: Mark) -> Outcome {
        let left = self.amount(left);
        let divisor = self.record.mark();
        let right = self.amount(right);
        let nought = right.as_ref().is_ok_and(|right| sign == Arithmetic::Divide && right.is_nought(left.is_ok()));
        if nought {
            self.record.by_nought(mark, divisor);
            return Outcome::Missing(Missing::CannotCompute(BY_ZERO.into()));
        }
        both(left, right, |left, right| arithmetic(sign, left, right))
    }

    /// A reading, recorded where a record is kept.
    fn read(&mut self, read: &Read) -> Result<Value, Missing> {
        if !R::ON {
            return self.facts.value(read);
        }
        let reading = self.facts.read(read);
        let value = reading.value.clone();
        self.record.reading(reading);
        value
    }

    /// A reading. What other schools could change whose figures are not known lies between bounds, and so does what a cell
    /// gives as `<5`.
    fn read_or_bounds(&mut self, read: &Read) -> Outcome {
        let value = self.read(read);
        match (value, self.facts.bounds(read)) {
            (Ok(Value::Number(number)), Some(Bounds { low, high, why })) => {
                self.record.open();
                Outcome::OfKnown { number, low, high, why }
            }
            (Ok(value), _) => Outcome::Known(value),
            (Err(why), Some(Bounds { low, high, .. })) => Outcome::Between(low, high, why),
            (Err(why), None) => match why.within() {
                Some((low, high)) => Outcome::Between(low, high, why),
                None => match self.facts.open(read) {
                    // its own reason: that of the value already says the bounds
                    Some(Open::Between(low, high, why)) => Outcome::Between(low, high, why),
                    Some(Open::OneOf(values, why)) => Outcome::OneOf(values.to_vec(), why),
                    None => Outcome::Missing(why),
                },
            },
        }
    }

    /// Whether the school has a place, and it is within the line: one that is left out is not, whatever the figures.
    fn within(&mut self, line: &Node, place: &Node) -> Outcome {
        let Expr::Read(read) = &place.expr else { return Outcome::Missing(Missing::NoColumn) };
        let (line, mut placed) = (self.value(line), self.value(place));
        let counts = self.facts.counts(read);
        // further back than the line if it counts, and nowhere if it does not
        if let Err(why) = &counts
            && let Some((low, high)) = self.facts.place_if_it_counts(read)
        {
            placed = Outcome::Between(low, high, why.clone());
        }
        join(counts, compare(Operator::AtMost, placed, line), false).map(Value::Flag).into()
    }

    fn derived(&mut self, derived: &Derived) -> Outcome {
        let found = if self.brief { self.facts.derived_briefly(derived) } else { self.facts.derived(derived) };
        let DerivedValue { value, between, place } = found;
        if R::ON {
            let what = What::Derived(derived.clone());
            self.record.reading(Reading { value: value.clone(), place, what, worked_out: true });
        }
        match (value, between) {
            (Err(why), Some((low, high))) => Outcome::Between(low, high, why),
            (value, _) => value.into(),
        }
    }

    fn change(&mut self, read: &Read, years: u16) -> Outcome {
        let now = self.read_or_bounds(read).amount();
        let then = self.read_or_bounds(&read.earlier(years)).amount();
        both(now, then, |now, then| arithmetic(Arithmetic::Subtract, now, then))
    }

    fn series(&mut self, read: &Read, years: u16) -> Vec<Result<Value, Missing>> {
        let each = (0..years).rev().map(|back| match self.read_or_bounds(&read.earlier(back)) {
            // a list has no bounds: what others could turn is no number in it
            Outcome::OfKnown { why, .. } => Err(why),
            outcome => outcome.single(),
        });
        each.collect()
    }

    /// All years are read before one that is missing ends it, so that a record names every blank. A year's figure may lie
    /// between bounds; its pupils, which weigh all years, have to be known.
    fn pooled(&mut self, read: &Read, cohort: &Read, years: u16) -> Result<Outcome, Missing> {
        let mark = self.record.mark();
        let mut of_years = |read: &Read| -> (Mark, Vec<_>) {
            let before = self.record.mark();
            (before, (0..years).rev().map(|back| self.read_or_bounds(&read.earlier(back)).amount()).collect())
        };
        let (_, values) = of_years(read);
        let (divisor, cohorts) = of_years(cohort);
        let (mut sum, mut pupils) = (Amount::of(0.0), 0.0);
        for (value, cohort) in values.into_iter().zip(cohorts) {
            let (value, cohort) = (value?, cohort?.certain()?);
            sum = arithmetic(Arithmetic::Add, sum, weighed(value, Amount::of(cohort))?).amount()?;
            pupils += cohort;
        }
        if pupils > 0.0 {
            Ok(arithmetic(Arithmetic::Divide, sum, Amount::of(pupils)))
        } else {
            self.record.by_nought(mark, divisor);
            Err(Missing::CannotCompute("there were no pupils in these years".into()))
        }
    }

    fn pupils(&mut self, read: &Read, cohort: &Read) -> Outcome {
        let (value, cohort) = (self.read_or_bounds(read).amount(), self.read_or_bounds(cohort).amount());
        let of_hundred = both(value, cohort, |value, cohort| arithmetic(Arithmetic::Multiply, value, cohort));
        both(of_hundred.amount(), Ok(Amount::of(100.0)), |all, hundred| arithmetic(Arithmetic::Divide, all, hundred))
    }

    fn builtin(&mut self, which: Builtin, arguments: &[Node]) -> Outcome {
        if let Builtin::Several(which) = which {
            return self.several_values(which, arguments);
        }
        if let (Builtin::First | Builtin::Last, [line, place]) = (which, arguments) {
            return self.within(line, place);
        }
        let given: Vec<Outcome> = arguments.iter().map(|argument| self.value(argument)).collect();
        let mut given = given.into_iter();
        let (first, second) = (given.next(), given.next());
        if which == Builtin::DaysBetween {
            return days_between(first, second).into();
        }
        let first = first.map_or_else(|| Err(Missing::Blank), Outcome::amount);
        let zero = Outcome::Known(Value::Number(0.0));
        let second = second.unwrap_or(zero).amount();
        both(first, second, |first, second| builtin(which, first, second))
    }
}

fn both(
    left: Result<Amount, Missing>,
    right: Result<Amount, Missing>,
    compute: impl FnOnce(Amount, Amount) -> Outcome,
) -> Outcome {
    match (left, right) {
        (Ok(left), Ok(right)) => compute(left, right),
        (Err(why), _) | (_, Err(why)) => Outcome::Missing(why),
    }
}

/// A figure as many times as there are pupils.
fn weighed(value: Amount, pupils: Amount) -> Result<Amount, Missing> {
    arithmetic(Arithmetic::Multiply, value, pupils).amount()
}

fn days_between(first: Option<Outcome>, second: Option<Outcome>) -> Result<Value, Missing> {
    let day = |given: Option<Outcome>| match given.map(Outcome::single) {
        Some(Ok(Value::Date(day))) => Ok(day),
        Some(Ok(other)) => Err(not_the_kind(&other, "a date")),
        Some(Err(why)) => Err(why),
        None => Err(Missing::Blank),
    };
    let days = (day(second)? - day(first)?).num_days();
    // days of a calendar are far below what a float holds exactly
    #[allow(clippy::cast_precision_loss)]
    Ok(Value::Number(days as f64))
}
