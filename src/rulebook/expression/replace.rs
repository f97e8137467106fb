//! A condition with another number in one place: what it would say then, without the rulebook being read again.

use super::ast::{At, Expr, Node};
use super::condition::{Condition, ConditionKind};
use crate::domain::Value;

impl Condition {
    /// The same with another number at a place of one of its expressions, counted from 0 as
    /// [`expressions`](Self::expressions) gives them; `None` where no number of it stands just there.
    #[must_use]
    pub fn with_number(&self, expression: usize, at: At, number: f64) -> Option<Self> {
        let mut other = self.clone();
        put(&mut other, &mut { expression }, at, number).then_some(other)
    }
}

/// `before` counts down the expressions that stand before the one that is meant.
fn put(condition: &mut Condition, before: &mut usize, at: At, number: f64) -> bool {
    match &mut condition.kind {
        ConditionKind::Always(_) => false,
        ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
            parts.iter_mut().any(|part| put(part, before, at, number))
        }
        ConditionKind::Not(inner) => put(inner, before, at, number),
        ConditionKind::Test(expression) => match before.checked_sub(1) {
            Some(left) => {
                *before = left;
                false
            }
            // none of those after it is meant
            None => put_in(&mut expression.root, at, number),
        },
    }
}

fn put_in(node: &mut Node, place: At, number: f64) -> bool {
    let at = node.at;
    match &mut node.expr {
        Expr::Constant(Value::Number(known), None) if at == place => {
            *known = number;
            true
        }
        Expr::And(parts) | Expr::Or(parts) | Expr::Call(_, parts) => {
            parts.iter_mut().any(|part| put_in(part, place, number))
        }
        Expr::Not(inner) | Expr::Negate(inner) | Expr::Known(inner) => put_in(inner, place, number),
        Expr::Compare { sides, .. } | Expr::Arithmetic(_, sides) => {
            put_in(&mut sides.0, place, number) || put_in(&mut sides.1, place, number)
        }
        Expr::In(left, _) => put_in(left, place, number),
        Expr::Schools { each, which, .. } => {
            put_in(each, place, number) || which.as_mut().is_some_and(|which| put_in(which, place, number))
        }
        _ => false,
    }
}
