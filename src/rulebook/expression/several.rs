//! Functions of several values: how many conditions hold, the highest and lowest, points by weight, steps, choices.
//!
//! A value that is missing leaves the bounds between which the answer lies, so that a comparison which comes out the
//! same everywhere between them is answered. Only the functions that say `known` pass over it, and `weighted` over one that
//! says that there is none: in them the rulebook says so.

use std::cmp::Ordering;

use super::ast::{At, Expr, Kind, Node};
use super::compare::{Amount, Outcome, compare, not_the_kind, order};
use super::evaluate::Run;
use super::grammar::Parser;
use super::mistake::Mistake;
use super::names::ValueKind;
use super::trace::Record;
use super::vocabulary::{Builtin, Function, Operator, Several};
use crate::domain::{Missing, Value};

impl Parser<'_> {
    /// What is asked of several values, after their kinds were looked at.
    pub(super) fn several(&mut self, which: Several, given: Vec<Node>, at: At) -> Node {
        let kind = match which {
            Several::HowMany => {
                given.iter().for_each(|condition| self.must_be_condition(condition));
                Kind::One(ValueKind::Number)
            }
            Several::Steps => {
                for number in given.iter().step_by(2) {
                    let _ = self.must_be_number(number);
                }
                self.lines_rise(&given);
                self.one_kind(given.iter().skip(1).step_by(2))
            }
            Several::Choose | Several::LookUp => {
                let last = given.len() - 1;
                let otherwise = if given.len().is_multiple_of(2) { given.get(last) } else { None };
                self.one_kind(given.iter().skip(2).step_by(2).chain(otherwise))
            }
            _ => {
                for number in &given {
                    let _ = self.must_be_number(number);
                }
                Kind::One(ValueKind::Number)
            }
        };
        Node { expr: Expr::Call(Function::Builtin(Builtin::Several(which)), given), kind, at }
    }

    /// The kind of what a function may give, which must be one.
    fn one_kind<'n>(&mut self, results: impl Iterator<Item = &'n Node>) -> Kind {
        let mut kind = Kind::Open;
        for result in results {
            match (kind, result.kind) {
                (Kind::Open, Kind::One(found)) => kind = Kind::One(found),
                (Kind::One(before), Kind::One(found)) if before != found => {
                    let message =
                        format!("this gives {}, and what stands before it gives {}", found.words(), before.words());
                    self.mistake(Mistake::new(result.at, message));
                }
                _ => {}
            }
        }
        kind
    }

    /// Lines that are written down or settings stand in rising order.
    fn lines_rise(&mut self, given: &[Node]) {
        let mut before = f64::NEG_INFINITY;
        for line in given.iter().skip(2).step_by(2) {
            let Expr::Constant(Value::Number(number), _) = line.expr else { continue };
            if order(number, before) != Some(Ordering::Greater) {
                let mistake = Mistake::new(line.at, "this line is not above the one before it");
                self.mistake(mistake.help("write the lines from the lowest to the highest"));
            }
            before = number;
        }
    }
}

impl<R: Record> Run<'_, R> {
    pub(super) fn several_values(&mut self, which: Several, given: &[Node]) -> Outcome {
        match which {
            Several::HowMany => self.how_many(given),
            Several::Highest => self.extreme(given, f64::max),
            Several::Lowest => self.extreme(given, f64::min),
            Several::HighestKnown => self.known_extreme(given, f64::max),
            Several::LowestKnown => self.known_extreme(given, f64::min),
            Several::Weighted => self.weighted(given),
            Several::Steps => self.steps(given),
            Several::Choose => self.choose(given, false),
            Several::LookUp => self.choose(given, true),
        }
    }

    fn how_many(&mut self, conditions: &[Node]) -> Outcome {
        let (mut low, mut high, mut why) = (0.0, 0.0, None);
        for condition in conditions {
            match self.truth(condition) {
                Ok(true) => {
                    low += 1.0;
                    high += 1.0;
                }
                Ok(false) => {}
                Err(missing) => {
                    high += 1.0;
                    why.get_or_insert(missing);
                }
            }
        }
        bounded(low, high, why)
    }

    /// The greatest or least. One that is missing may lie anywhere.
    fn extreme(&mut self, numbers: &[Node], pick: fn(f64, f64) -> f64) -> Outcome {
        let mut bounds: Option<(f64, f64)> = None;
        let mut why = None;
        for number in numbers {
            let (low, high, unknown) = match self.value(number).amount() {
                Ok(amount) => (amount.low, amount.high, amount.why),
                Err(missing) => (f64::NEG_INFINITY, f64::INFINITY, Some(missing)),
            };
            bounds = Some(bounds.map_or((low, high), |(l, h)| (pick(l, low), pick(h, high))));
            why = why.or(unknown);
        }
        let (low, high) = bounds.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        bounded(low, high, why)
    }

    fn known_extreme(&mut self, numbers: &[Node], pick: fn(f64, f64) -> f64) -> Outcome {
        let mut found: Option<f64> = None;
        let mut why = None;
        for number in numbers {
            match self.number_of(number) {
                Ok(number) => found = Some(found.map_or(number, |before| pick(before, number))),
                Err(missing) => why = why.or(Some(missing)),
            }
        }
        match found {
            Some(number) => Outcome::Known(Value::Number(number)),
            None => Outcome::Missing(why.unwrap_or(Missing::Blank)),
        }
    }

    /// Points by weight: every part is read, so that a record names each that is missing. The weight of one that says that
    /// there is none is shared out; of one that is blank or kept back it is not known whether it is.
    fn weighted(&mut self, given: &[Node]) -> Outcome {
        let Some((least, pairs)) = given.split_first() else { return Outcome::Missing(Missing::Blank) };
        let least = self.number_of(least);
        let (mut sum, mut weights, mut known, mut why) = (0.0, 0.0, 0.0, None);
        let mut open = None;
        for pair in pairs.chunks_exact(2) {
            let [value, weight] = pair else { continue };
            match (self.number_of(value), self.number_of(weight)) {
                (Ok(value), Ok(weight)) => {
                    sum += value * weight;
                    weights += weight;
                    known += 1.0;
                }
                (_, Err(missing)) => return Outcome::Missing(missing),
                (Err(missing), _) if missing.says_no_figure() => why = why.or(Some(missing)),
                (Err(missing), _) => open = open.or(Some(missing)),
            }
        }
        if let Some(missing) = open {
            return Outcome::Missing(missing);
        }
        match least {
            Err(missing) => Outcome::Missing(missing),
            Ok(least) if order(known, least) == Some(Ordering::Less) => Outcome::Missing(why.unwrap_or(Missing::Blank)),
            Ok(_) if order(weights, 0.0) != Some(Ordering::Greater) => {
                Outcome::Missing(Missing::CannotCompute("no part with a weight is known".into()))
            }
            Ok(_) => Outcome::Known(Value::Number(sum / weights)),
        }
    }

    fn steps(&mut self, given: &[Node]) -> Outcome {
        let Some((value, rest)) = given.split_first() else { return Outcome::Missing(Missing::Blank) };
        let amount = match self.value(value).amount() {
            Ok(amount) => amount,
            // where there is no number, nothing belongs to it
            Err(missing) if missing.is_none_at_all() => return Outcome::Missing(missing),
            Err(missing) => Amount::unknown(missing),
        };
        let results: Vec<&Node> = rest.iter().step_by(2).collect();
        let (mut low, mut high) = (0, 0);
        for (reached, line) in (1..).zip(rest.iter().skip(1).step_by(2)) {
            let line = match self.number_of(line) {
                Ok(line) => line,
                Err(missing) => return Outcome::Missing(missing),
            };
            let on = |number: f64| matches!(order(number, line), Some(Ordering::Equal | Ordering::Greater));
            low = if on(amount.low) { reached } else { low };
            high = if on(amount.high) { reached } else { high };
        }
        self.the_same(results.get(low..=high).unwrap_or_default(), amount.why)
    }

    /// What stands beside the value. Where the value is missing, every result is possible that is not ruled out; without a
    /// last one for all others, it may be none of them, unless these are all that it can be.
    fn choose(&mut self, given: &[Node], all: bool) -> Outcome {
        let Some((key, pairs)) = given.split_first() else { return Outcome::Missing(Missing::Blank) };
        let key = self.value(key);
        let mut possible = Vec::new();
        let mut why = None;
        let chunks = pairs.chunks_exact(2);
        let mut otherwise = chunks.remainder().first();
        let mut settled = false;
        let mut asked = Vec::new();
        for pair in chunks {
            let [value, result] = pair else { continue };
            let value = self.value(value);
            asked.push(value.clone());
            match compare(Operator::Equal, key.clone(), value) {
                Ok(false) => {}
                Ok(true) => {
                    possible.push(result);
                    (otherwise, settled) = (None, true);
                    break;
                }
                Err(missing) => {
                    possible.push(result);
                    why = why.or(Some(missing));
                }
            }
        }
        let stands = |one: &Value| asked.iter().any(|value| *value == Outcome::Known(one.clone()));
        // where there is no value, no cell is its own
        let all = all && !why.as_ref().is_some_and(Missing::is_none_at_all);
        let all = all || matches!(&key, Outcome::OneOf(values, _) if values.iter().all(stands));
        let otherwise = otherwise.filter(|_| !all);
        match (&why, otherwise) {
            (Some(missing), None) if !settled && !all => return Outcome::Missing(missing.clone()),
            _ => possible.extend(otherwise),
        }
        self.the_same(&possible, why)
    }

    /// The one result that all of these come to, or the bounds between which they lie.
    fn the_same(&mut self, possible: &[&Node], why: Option<Missing>) -> Outcome {
        let outcomes: Vec<Outcome> = possible.iter().map(|result| self.value(result)).collect();
        let Some(first) = outcomes.first() else {
            return Outcome::Missing(Missing::CannotCompute("it is none of the values to choose from".into()));
        };
        if outcomes.iter().all(|other| other == first) {
            return first.clone();
        }
        let why = why.unwrap_or(Missing::Blank);
        if let Some(words) = outcomes.iter().map(Outcome::words).collect::<Option<Vec<_>>>() {
            let mut values: Vec<Value> = Vec::new();
            for word in words.concat() {
                if !values.contains(&word) {
                    values.push(word);
                }
            }
            return Outcome::OneOf(values, why);
        }
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for outcome in outcomes {
            let Ok(amount) = outcome.amount() else { return Outcome::Missing(why) };
            (low, high) = (low.min(amount.low), high.max(amount.high));
        }
        bounded(low, high, Some(why))
    }

    fn number_of(&mut self, node: &Node) -> Result<f64, Missing> {
        let value = self.value(node).single()?;
        value.number().ok_or_else(|| not_the_kind(&value, "a number"))
    }
}

fn bounded(low: f64, high: f64, why: Option<Missing>) -> Outcome {
    match why {
        Some(why) if low == f64::NEG_INFINITY && high == f64::INFINITY => Outcome::Missing(why),
        Some(why) if order(low, high) != Some(Ordering::Equal) => Outcome::Between(low, high, why),
        _ => Outcome::Known(Value::Number(low)),
    }
}
