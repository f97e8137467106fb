//! Asking an expression of a school: the three-valued part. Values are worked out in [`super::amounts`], questions
//! to all schools in [`super::schools`].

use super::ast::{At, Expr, Expression, Kind, Node};
use super::compare::{Outcome, agreed, compare, holds, not_the_kind, order};
use super::facts::{Facts, Open, Reading};
use super::names::ValueKind;
use super::trace::{Mark, Quiet, Record, TestTrace, Trace};
use super::vocabulary::{Operator, Side};
use crate::domain::{Missing, Truth, Value};
use crate::rulebook::script::ScriptError;

/// The answer to a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// holds, does not hold or cannot say
    pub truth: Truth,
    /// why it cannot be said
    pub why: Option<Missing>,
    /// scripts that broke on the way: faults of the rulebook, not of the school
    pub problems: Vec<Problem>,
}

impl Answer {
    pub(super) fn of(said: Said, problems: Vec<Problem>) -> Self {
        let truth = truth_of(&said);
        Self { truth, why: said.err(), problems }
    }
}

/// A script that broke while an expression was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// what broke, and where in the script
    pub error: ScriptError,
    /// where the function is called in the expression
    pub at: At,
}

/// Yes, no, or why it cannot be said. The reason moves along with the answer, so that keeping it costs nothing.
pub(super) type Said = Result<bool, Missing>;

pub(super) fn truth_of(said: &Said) -> Truth {
    match said {
        Ok(yes) => Truth::from(*yes),
        Err(_) => Truth::CannotSay,
    }
}

/// Answers a condition, as fast as it can.
#[must_use]
pub fn evaluate(expression: &Expression, facts: &dyn Facts) -> Answer {
    if let Some(yes) = plain(&expression.root, facts) {
        return Answer { truth: yes.into(), why: None, problems: Vec::new() };
    }
    let mut run = Run::brief(facts);
    let said = run.truth(&expression.root);
    Answer::of(said, run.problems)
}

/// Answers a condition and records what it rests on. No part is skipped, so that every comparison has its margin
/// also where another already settled the answer.
#[must_use]
pub fn explain(expression: &Expression, facts: &dyn Facts, trace: &mut Trace) -> Answer {
    let mut run = Run::new(facts, std::mem::take(trace));
    let said = run.truth(&expression.root);
    run.record.finish();
    *trace = run.record;
    Answer::of(said, run.problems)
}

/// Works out a value.
///
/// # Errors
/// Why there is none.
pub fn value(expression: &Expression, facts: &dyn Facts) -> Result<Value, Missing> {
    Run::new(facts, Quiet).value(&expression.root).single()
}

/// Works out a value, as fast as it can; the second part is the scripts that broke.
pub fn answer_value(expression: &Expression, facts: &dyn Facts) -> (Result<Value, Missing>, Vec<Problem>) {
    let (value, _, problems) = answer_open(expression, facts);
    (value, problems)
}

/// The same, with what a value can be that is not known.
pub fn answer_open(expression: &Expression, facts: &dyn Facts) -> (Result<Value, Missing>, Option<Open>, Vec<Problem>) {
    let mut run = Run::new(facts, Quiet);
    let outcome = run.value(&expression.root);
    let open = outcome.open();
    let value = match outcome {
        // the ends of one value that took part are not those of the whole
        Outcome::Missing(why) => Err(why.without_ends()),
        // a measure would pass it on as the figure of all
        Outcome::OfKnown { low, high, why, .. } => Outcome::Between(low, high, why).single(),
        known => known.single(),
    };
    (value, open, run.problems)
}

/// What a value rests on, where the value itself is known already: only scripts that are handed the school are called.
#[must_use]
pub fn readings(expression: &Expression, facts: &dyn Facts) -> Vec<Reading> {
    let mut run = Run { scripts: false, ..Run::new(facts, Trace::default()) };
    run.value(&expression.root);
    run.record.used.into_iter().map(|used| used.reading).collect()
}

/// What an expression comes to, the bounds of a count among it.
pub(super) fn outcome(expression: &Expression, facts: &dyn Facts) -> Outcome {
    Run::new(facts, Quiet).value(&expression.root)
}

/// Works out a value and records what it rests on; the second part is the scripts that broke.
pub fn explain_value(
    expression: &Expression,
    facts: &dyn Facts,
    trace: &mut Trace,
) -> (Result<Value, Missing>, Vec<Problem>) {
    let mut run = Run::new(facts, std::mem::take(trace));
    let value = run.value(&expression.root).single();
    run.record.finish();
    *trace = run.record;
    (value, run.problems)
}

/// The road nearly all conditions take: numbers compared with numbers written down. `None` sends the condition down the
/// whole road, where something else is asked or a number is missing that would decide; nothing is allocated here.
pub(super) fn plain(node: &Node, facts: &dyn Facts) -> Option<bool> {
    settled(node, facts).ok().flatten()
}

/// Something else is asked than numbers compared with numbers written down.
struct Else;

/// Yes or no, where the numbers that are there settle it.
fn settled(node: &Node, facts: &dyn Facts) -> Result<Option<bool>, Else> {
    match &node.expr {
        Expr::Compare { operator, sides, .. } => {
            let (Expr::Read(read), Expr::Constant(Value::Number(line), _)) = (&sides.0.expr, &sides.1.expr) else {
                return Err(Else);
            };
            let order = facts.number(read).and_then(|number| order(number, *line));
            Ok(order.map(|order| holds(*operator, order)))
        }
        Expr::And(parts) => settled_by(parts, facts, false),
        Expr::Or(parts) => settled_by(parts, facts, true),
        Expr::Not(inner) => Ok(settled(inner, facts)?.map(|yes| !yes)),
        _ => Err(Else),
    }
}

/// One decisive part settles it, whatever the others are.
fn settled_by(parts: &[Node], facts: &dyn Facts, decisive: bool) -> Result<Option<bool>, Else> {
    let mut joined = Some(!decisive);
    for part in parts {
        match settled(part, facts)? {
            Some(yes) if yes == decisive => return Ok(Some(decisive)),
            Some(_) => {}
            None => joined = None,
        }
    }
    Ok(joined)
}

/// One asking of one expression.
pub(super) struct Run<'f, R> {
    pub(super) facts: &'f dyn Facts,
    pub(super) record: R,
    pub(super) problems: Vec<Problem>,
    /// whether scripts are called; without, what they are given is read all the same
    pub(super) scripts: bool,
    /// whether only yes, no or unknown is wanted, and not why
    pub(super) brief: bool,
}

impl<'f> Run<'f, Quiet> {
    /// An asking for the answer alone.
    pub(super) fn brief(facts: &'f dyn Facts) -> Self {
        Run { brief: true, ..Run::new(facts, Quiet) }
    }
}

impl<'f, R: Record> Run<'f, R> {
    pub(super) fn new(facts: &'f dyn Facts, record: R) -> Self {
        Self { facts, record, problems: Vec::new(), scripts: true, brief: false }
    }

    /// The answer of a part that is a condition.
    pub(super) fn truth(&mut self, node: &Node) -> Said {
        let mark = self.record.mark();
        let said = match &node.expr {
            Expr::And(parts) => self.joined(parts, false),
            Expr::Or(parts) => self.joined(parts, true),
            Expr::Not(inner) => self.truth(inner).map(|yes| !yes),
            Expr::Constant(Value::Flag(yes), _) => Ok(*yes),
            Expr::Compare { operator, sides, threshold } => self.compared(node, *operator, sides, *threshold, mark),
            Expr::In(left, list) => self.contained(node, left, list, mark),
            Expr::Schools { aggregate, each, which, .. } if node.kind == Kind::One(ValueKind::Flag) => {
                let said = self.of_schools(*aggregate, each, which.as_deref(), node.at);
                self.bare(node, &said.clone().map(Value::Flag), mark);
                said
            }
            _ => self.bare_question(node, mark),
        };
        match said {
            Ok(_) => self.record.settled(mark),
            Err(_) => self.record.unsaid(mark),
        }
        said
    }

    /// Parts joined by `or` (decided by a yes) or by `and` (decided by a no).
    fn joined(&mut self, parts: &[Node], decisive: bool) -> Said {
        let mut joined = Ok(!decisive);
        for part in parts {
            let said = self.truth(part);
            joined = join(joined, said, decisive);
            if !R::WHOLE && joined == Ok(decisive) {
                return joined;
            }
        }
        joined
    }

    fn compared(&mut self, node: &Node, operator: Operator, sides: &(Node, Node), side: Side, mark: Mark) -> Said {
        let left = self.value(&sides.0);
        let right = self.value(&sides.1);
        if !R::ON {
            return compare(operator, left, right);
        }
        let said = compare(operator, left.clone(), right.clone());
        let (left, right) = (left.single(), right.single());
        let numbers = [&left, &right].map(|value| value.as_ref().ok().and_then(Value::number));
        let [a, b] = numbers;
        let (threshold, margin) = match side {
            Side::Right => (b, a.zip(b).map(|(a, b)| a - b)),
            Side::Left => (a, a.zip(b).map(|(a, b)| b - a)),
            Side::Neither => (None, a.zip(b).map(|(a, b)| a - b)),
        };
        let (at, truth) = (node.at, truth_of(&said));
        let right = Some(right);
        let operator = Some(operator);
        let readings = Vec::new();
        self.record.test(mark, TestTrace { at, truth, operator, left, right, readings, side, threshold, margin });
        said
    }

    fn contained(&mut self, node: &Node, left: &Node, list: &Node, mark: Mark) -> Said {
        let Expr::List(values, _) = &list.expr else {
            return Err(Missing::CannotCompute("after `in` comes a list".into()));
        };
        let value = self.value(left);
        let said = match &value {
            Outcome::OneOf(possible, why) => agreed(possible, why, |one| is_among(&Outcome::Known(one), values)),
            value => is_among(value, values),
        };
        if R::ON {
            self.test_of(node.at, Some(Operator::In), &said, value.single(), mark);
        }
        said
    }

    /// `mainstream`, `floor.below`, `ks2.l4_em.known`, a function that answers yes or no.
    fn bare_question(&mut self, node: &Node, mark: Mark) -> Said {
        let value = self.value(node).single();
        let said = match &value {
            Ok(Value::Flag(yes)) => Ok(*yes),
            Ok(other) => Err(not_the_kind(other, "yes or no")),
            Err(why) => Err(why.clone()),
        };
        if R::ON {
            self.test_of(node.at, None, &said, value, mark);
        }
        said
    }

    fn bare(&mut self, node: &Node, value: &Result<Value, Missing>, mark: Mark) {
        if R::ON {
            let said = value.clone().map(|value| value == Value::Flag(true));
            self.test_of(node.at, None, &said, value.clone(), mark);
        }
    }

    fn test_of(&mut self, at: At, operator: Option<Operator>, said: &Said, left: Result<Value, Missing>, mark: Mark) {
        let test = TestTrace {
            at,
            truth: truth_of(said),
            operator,
            left,
            right: None,
            readings: Vec::new(),
            side: Side::Neither,
            threshold: None,
            margin: None,
        };
        self.record.test(mark, test);
    }
}

/// Whether a value is one of these; in an empty list there is nothing, whatever the value.
fn is_among(value: &Outcome, list: &[Value]) -> Said {
    let mut said = Ok(false);
    for one in list {
        said = join(said, compare(Operator::Equal, value.clone(), Outcome::Known(one.clone())), true);
    }
    said
}

/// One answer joined to those before: a decisive one decides, else one that cannot be said stays so.
pub(super) fn join(before: Said, said: Said, decisive: bool) -> Said {
    match (before, said) {
        (Ok(yes), _) | (_, Ok(yes)) if yes == decisive => Ok(decisive),
        (Err(why), _) | (_, Err(why)) => Err(why),
        _ => Ok(!decisive),
    }
}
