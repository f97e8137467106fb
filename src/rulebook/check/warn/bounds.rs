//! What a condition asks of single readings, where all of it must hold: enough to see that two conditions are for the
//! same schools, or that one contradicts itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::Value;
use crate::rulebook::Span;
use crate::rulebook::expression::{
    At, Condition, ConditionKind, Derived, Expr, Expression, Node, Operator, Read, Side,
};

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// a reading
    Read(Read),
    /// by how much it changed in so many years
    Change(Read, u16),
    /// whether it is known
    Known(Read),
    /// a grade or a status
    Derived(Derived),
}

/// What must be so.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Demand {
    /// a number on this side of a line
    Number(Operator, f64),
    /// one of these numbers
    Among(Vec<f64>),
    /// one of these words
    Words(Vec<Arc<str>>),
    /// none of these words
    NotWords(Vec<Arc<str>>),
    /// yes or no
    Flag(bool),
}

/// A demand with the place where it is written.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) subject: Subject,
    pub(super) demand: Demand,
    pub(super) place: Span,
    /// as written
    pub(super) text: String,
    /// whether a setting says what is asked
    pub(super) set: bool,
}

/// The demands of a condition that must all hold; parts that leave a choice say nothing here.
pub(super) fn bounds(condition: &Condition) -> Vec<Bound> {
    let mut out = Vec::new();
    of_condition(condition, &mut out);
    out
}

fn of_condition(condition: &Condition, out: &mut Vec<Bound>) {
    match &condition.kind {
        ConditionKind::All(parts) => parts.iter().for_each(|part| of_condition(part, out)),
        ConditionKind::Any(parts) => {
            // a choice of one is none
            if let [only] = parts.as_slice() {
                of_condition(only, out);
            }
        }
        ConditionKind::Test(expression) => of_node(&expression.root, expression, condition, out),
        ConditionKind::Not(_) | ConditionKind::Always(_) | ConditionKind::AtLeast(..) => {}
    }
}

fn of_node(node: &Node, expression: &Expression, condition: &Condition, out: &mut Vec<Bound>) {
    if let Expr::And(parts) = &node.expr {
        parts.iter().for_each(|part| of_node(part, expression, condition, out));
        return;
    }
    if let Some((subject, demand)) = demand(node) {
        let At { offset, len } = node.at;
        let text = expression.text.get(offset..offset + len).unwrap_or_default().to_owned();
        let set = is_set(node);
        out.push(Bound { subject, demand, place: condition.place_of(node.at), text, set });
    }
}

/// Every question that is asked of a reading anywhere in a condition, whatever stands around it.
pub(super) fn asked(condition: &Condition) -> Vec<Bound> {
    let mut out = Vec::new();
    for branch in condition.branches() {
        let ConditionKind::Test(expression) = &branch.kind else { continue };
        let nodes = expression.own_nodes();
        let compares = |node: &&&Node| matches!(node.expr, Expr::Compare { .. } | Expr::In(..));
        nodes.iter().filter(compares).for_each(|node| of_node(node, expression, branch, &mut out));
    }
    out
}

/// Whether a setting says what is asked.
fn is_set(node: &Node) -> bool {
    match &node.expr {
        Expr::Compare { sides, .. } => is_set(&sides.0) || is_set(&sides.1),
        Expr::In(_, list) => is_set(list),
        Expr::Not(inner) => is_set(inner),
        Expr::Constant(_, setting) | Expr::List(_, setting) => setting.is_some(),
        _ => false,
    }
}

fn demand(node: &Node) -> Option<(Subject, Demand)> {
    match &node.expr {
        Expr::Read(_) | Expr::Derived(_) | Expr::Known(_) => Some((subject(node)?, Demand::Flag(true))),
        Expr::Not(inner) => match subject(inner) {
            Some(subject) => Some((subject, Demand::Flag(false))),
            None => demand(inner).and_then(|(subject, demand)| Some((subject, denied(demand)?))),
        },
        Expr::In(left, list) => {
            let Expr::List(values, _) = &list.expr else { return None };
            let words: Option<Vec<Arc<str>>> = values.iter().map(words).collect();
            let numbers = || values.iter().map(Value::number).collect::<Option<Vec<f64>>>();
            let demand = words.map(Demand::Words).or_else(|| numbers().map(Demand::Among))?;
            Some((subject(left)?, demand))
        }
        Expr::Compare { operator, sides, threshold } => {
            let (asked, line, operator) = match threshold {
                Side::Left => (&sides.1, &sides.0, operator.mirrored()),
                Side::Right | Side::Neither => (&sides.0, &sides.1, *operator),
            };
            let Expr::Constant(value, _) = &line.expr else { return None };
            let demand = match (value, operator) {
                (Value::Number(number), operator) if operator != Operator::In => Demand::Number(operator, *number),
                (Value::Text(text), Operator::Equal) => Demand::Words(vec![Arc::clone(text)]),
                (Value::Text(text), Operator::Differs) => Demand::NotWords(vec![Arc::clone(text)]),
                (Value::Flag(flag), Operator::Equal) => Demand::Flag(*flag),
                (Value::Flag(flag), Operator::Differs) => Demand::Flag(!flag),
                _ => return None,
            };
            Some((subject(asked)?, demand))
        }
        _ => None,
    }
}

/// What is asked where a demand must not be met.
fn denied(demand: Demand) -> Option<Demand> {
    match demand {
        Demand::Number(operator, line) => Some(Demand::Number(opposite(operator)?, line)),
        Demand::Words(words) => Some(Demand::NotWords(words)),
        Demand::NotWords(words) => Some(Demand::Words(words)),
        Demand::Flag(flag) => Some(Demand::Flag(!flag)),
        Demand::Among(_) => None,
    }
}

fn subject(node: &Node) -> Option<Subject> {
    match &node.expr {
        Expr::Read(read) => Some(Subject::Read(*read)),
        Expr::Change(read, years) => Some(Subject::Change(*read, *years)),
        Expr::Known(inner) => match subject(inner)? {
            Subject::Read(read) => Some(Subject::Known(read)),
            _ => None,
        },
        Expr::Derived(derived) => Some(Subject::Derived(derived.clone())),
        _ => None,
    }
}

fn words(value: &Value) -> Option<Arc<str>> {
    match value {
        Value::Text(text) => Some(Arc::clone(text)),
        _ => None,
    }
}

/// Whether a demand can be met by nothing at all: one of an empty list.
pub(super) fn asks_for_nothing(demand: &Demand) -> bool {
    matches!(demand, Demand::Words(words) if words.is_empty()) || matches!(demand, Demand::Among(all) if all.is_empty())
}

/// Comparisons of something with itself, each with whether it always holds where it is known.
pub(super) fn with_itself(condition: &Condition) -> Vec<(Span, String, bool)> {
    let mut out = Vec::new();
    for branch in condition.branches() {
        let ConditionKind::Test(expression) = &branch.kind else { continue };
        for node in expression.own_nodes() {
            let Expr::Compare { operator, sides, .. } = &node.expr else { continue };
            if subject(&sides.0).is_some_and(|left| subject(&sides.1) == Some(left)) {
                let always = matches!(operator, Operator::Equal | Operator::AtMost | Operator::AtLeast);
                let At { offset, len } = node.at;
                let text = expression.text.get(offset..offset + len).unwrap_or_default().to_owned();
                out.push((branch.place_of(node.at), text, always));
            }
        }
    }
    out
}

/// Whether a demand can be met by no number from `low` to `high`.
pub(super) fn out_of_reach(demand: &Demand, (low, high): (f64, f64)) -> bool {
    match demand {
        Demand::Number(Operator::Less, line) => *line <= low,
        Demand::Number(Operator::AtMost, line) => *line < low,
        Demand::Number(Operator::More, line) => *line >= high,
        Demand::Number(Operator::AtLeast, line) => *line > high,
        Demand::Number(Operator::Equal, line) => *line < low || *line > high,
        Demand::Among(numbers) => numbers.iter().all(|number| *number < low || *number > high),
        _ => false,
    }
}

/// Whether a demand is met by every number from `low` to `high`, or by every whole one.
pub(super) fn always_met(demand: &Demand, (low, high): (f64, f64), whole: bool) -> bool {
    match demand {
        Demand::Number(operator, line) => {
            opposite(*operator).is_some_and(|other| out_of_reach(&Demand::Number(other, *line), (low, high)))
        }
        Demand::Among(numbers) if whole && high.is_finite() => {
            let mut each = std::iter::successors(Some(low), |number| Some(number + 1.0)).take_while(|at| *at <= high);
            each.all(|number| numbers.contains(&number))
        }
        _ => false,
    }
}

/// Two choices, each a single demand of one reading, of which one always holds where the reading is known.
pub(super) fn tautology(condition: &Condition) -> Option<(Bound, Bound)> {
    let choices: Vec<Bound> = choices(condition);
    let pairs = choices.iter().enumerate().flat_map(|(at, one)| choices.iter().skip(at + 1).map(move |two| (one, two)));
    let always = |one: &Bound, two: &Bound| match (&one.demand, &two.demand) {
        (Demand::Number(one, a), Demand::Number(two, b)) => match (opposite(*one), opposite(*two)) {
            (Some(one), Some(two)) => numbers_contradict(one, *a, two, *b),
            _ => false,
        },
        (Demand::Flag(one), Demand::Flag(two)) => one != two,
        // not this word, or not that one
        (Demand::NotWords(one), Demand::NotWords(two)) => !one.iter().any(|word| two.contains(word)),
        _ => false,
    };
    let found = pairs.into_iter().find(|(one, two)| one.subject == two.subject && always(one, two));
    found.map(|(one, two)| (one.clone(), two.clone()))
}

/// The choices of a condition that are single demands.
fn choices(condition: &Condition) -> Vec<Bound> {
    let mut out = Vec::new();
    match &condition.kind {
        ConditionKind::Any(parts) => {
            let single = parts.iter().map(bounds).filter(|bounds| bounds.len() == 1);
            out.extend(single.flatten());
        }
        ConditionKind::Test(expression) => {
            if let Expr::Or(parts) = &expression.root.expr {
                parts.iter().for_each(|part| of_node(part, expression, condition, &mut out));
            }
        }
        _ => {}
    }
    out
}

fn opposite(operator: Operator) -> Option<Operator> {
    match operator {
        Operator::Less => Some(Operator::AtLeast),
        Operator::AtLeast => Some(Operator::Less),
        Operator::More => Some(Operator::AtMost),
        Operator::AtMost => Some(Operator::More),
        Operator::Equal => Some(Operator::Differs),
        Operator::Differs => Some(Operator::Equal),
        Operator::In => None,
    }
}

/// Two demands that cannot both be met, where there are such.
pub(super) fn contradiction(bounds: &[Bound]) -> Option<(&Bound, &Bound)> {
    let mut by_subject: BTreeMap<String, Vec<&Bound>> = BTreeMap::new();
    for bound in bounds {
        by_subject.entry(format!("{:?}", bound.subject)).or_default().push(bound);
    }
    by_subject.values().find_map(|bounds| {
        let pairs =
            bounds.iter().enumerate().flat_map(|(at, one)| bounds.iter().skip(at + 1).map(move |two| (*one, *two)));
        pairs.into_iter().find(|(one, two)| contradict(&one.demand, &two.demand))
    })
}

fn contradict(one: &Demand, two: &Demand) -> bool {
    match (one, two) {
        (Demand::Flag(one), Demand::Flag(two)) => one != two,
        (Demand::Words(one), Demand::Words(two)) => !one.iter().any(|word| two.contains(word)),
        (Demand::Words(words), Demand::NotWords(not)) | (Demand::NotWords(not), Demand::Words(words)) => {
            words.iter().all(|word| not.contains(word))
        }
        (Demand::Number(one, a), Demand::Number(two, b)) => numbers_contradict(*one, *a, *two, *b),
        (Demand::Among(numbers), Demand::Number(operator, line))
        | (Demand::Number(operator, line), Demand::Among(numbers)) => {
            numbers.iter().all(|number| numbers_contradict(Operator::Equal, *number, *operator, *line))
        }
        (Demand::Among(one), Demand::Among(two)) => !one.iter().any(|number| two.contains(number)),
        _ => false,
    }
}

fn numbers_contradict(one: Operator, a: f64, two: Operator, b: f64) -> bool {
    use Operator::{AtLeast, AtMost, Differs, Equal, Less, More};
    match (one, two) {
        (Less, AtLeast | More | Equal) | (AtMost, More) => a <= b,
        (AtMost, AtLeast | Equal) => a < b,
        (More, AtMost | Less | Equal) | (AtLeast, Less) => a >= b,
        (AtLeast, AtMost | Equal) => a > b,
        #[allow(clippy::float_cmp)]
        (Equal, Equal) => a != b,
        #[allow(clippy::float_cmp)]
        (Equal, Differs) | (Differs, Equal) => a == b,
        (Equal, Less | AtMost | More | AtLeast) => numbers_contradict(two, b, one, a),
        _ => false,
    }
}

/// What a condition asks of words and flags, in an order that does not change: which sort of schools it is for.
pub(super) fn sort_of_schools(condition: Option<&Condition>) -> Vec<String> {
    let bounds = condition.map(bounds).unwrap_or_default();
    let of_numbers = |bound: &Bound| {
        matches!(bound.demand, Demand::Number(..) | Demand::Among(_)) || matches!(bound.subject, Subject::Known(_))
    };
    let sorts = bounds.into_iter().filter(|bound| !of_numbers(bound));
    let mut sorts: Vec<String> = sorts.map(|bound| format!("{:?} {:?}", bound.subject, bound.demand)).collect();
    sorts.sort_unstable();
    sorts.dedup();
    sorts
}

#[cfg(test)]
mod tests {
    use super::*;
    use Operator::{AtLeast, AtMost, Differs, Equal, Less, More};

    #[test]
    fn lines_that_leave_no_number_contradict_each_other() {
        for (one, a, two, b, expected) in [
            (Less, 40.0, AtLeast, 40.0, true),
            (AtMost, 40.0, AtLeast, 40.0, false),
            (Less, 40.0, More, 30.0, false),
            (More, 60.0, Less, 40.0, true),
            (Equal, 3.0, Less, 3.0, true),
            (Equal, 3.0, AtMost, 3.0, false),
            (Equal, 3.0, Equal, 4.0, true),
            (Equal, 3.0, Differs, 3.0, true),
            (Less, 40.0, Less, 10.0, false),
            (AtLeast, 10.0, Equal, 5.0, true),
        ] {
            assert_eq!(numbers_contradict(one, a, two, b), expected, "{one:?} {a} and {two:?} {b}");
            assert_eq!(numbers_contradict(two, b, one, a), expected, "{two:?} {b} and {one:?} {a}");
        }
    }
}
