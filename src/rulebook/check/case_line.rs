//! Values of cases that are said by the line of their rule, so that they go with it: `line`, `line-1`, `line+0.1`.

use crate::rulebook::expression::{Condition, Expression};
use crate::rulebook::model::Rule;

/// How far from the line `line`, `line-1` or `line+0.1` is.
pub(super) fn beside_the_line(text: &str) -> Option<f64> {
    match text.trim().strip_prefix("line")?.trim() {
        "" => Some(0.0),
        by if by.starts_with(['+', '-']) => by.replacen(' ', "", 1).parse().ok(),
        _ => None,
    }
}

/// The number with which a rule compares a reading, where that is one.
pub(super) fn line_of(rule: &Rule, target: &Expression) -> Option<f64> {
    let read = target.as_read()?;
    let conditions = [rule.when.as_ref(), rule.applies.as_ref()].into_iter().flatten();
    let mut lines = conditions
        .flat_map(Condition::expressions)
        .flat_map(|(expression, _)| expression.comparisons())
        .filter(|comparison| comparison.read == *read)
        .map(|comparison| comparison.line);
    let line = lines.next()?;
    lines.all(|other| (other - line).abs() < 1e-9).then_some(line)
}
