//! Values of cases that are said by the line of their rule, so that they go with it: `line`, `line-1`, `line+0.1`; where that
//! is a setting, by its name: `75 - settings.gap_wide`.

use crate::rulebook::expression::{Arithmetic, Condition, Expr, Expression, Names, Node, parse};
use crate::rulebook::model::Rule;

/// What stands in a value that is said by a setting.
const SETTING: &str = "settings.";

/// The number that a text works out of settings; `None` inside where it is worked out of anything else. None at all where it
/// names no setting.
pub(super) fn of_settings(text: &str, names: &dyn Names) -> Option<Option<f64>> {
    text.contains(SETTING).then(|| parse(text.trim(), names).ok().and_then(|read| number(&read.root)))
}

fn number(node: &Node) -> Option<f64> {
    match &node.expr {
        Expr::Constant(value, _) => value.number(),
        Expr::Negate(of) => number(of).map(|number| -number),
        Expr::Arithmetic(how, sides) => {
            let (one, other) = (number(&sides.0)?, number(&sides.1)?);
            Some(match how {
                Arithmetic::Add => one + other,
                Arithmetic::Subtract => one - other,
                Arithmetic::Multiply => one * other,
                Arithmetic::Divide => one / other,
            })
            .filter(|number| number.is_finite())
        }
        _ => None,
    }
}

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
