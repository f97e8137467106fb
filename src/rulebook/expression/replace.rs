//! A condition with another number in one place: what it would say then, without the rulebook being read again.

use super::ast::{At, Expr, Node};
use super::condition::{Condition, ConditionKind};
use crate::domain::Value;
use crate::rulebook::Span;

impl Condition {
    /// The same with another number at a place of the rulebook; `None` where no number of it stands just there.
    #[must_use]
    pub fn with_number(&self, place: &Span, number: f64) -> Option<Self> {
        let mut other = self.clone();
        put(&mut other, place, number).then_some(other)
    }
}

fn put(condition: &mut Condition, place: &Span, number: f64) -> bool {
    let own = condition.place.clone();
    match &mut condition.kind {
        ConditionKind::Always(_) => false,
        ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
            parts.iter_mut().any(|part| put(part, place, number))
        }
        ConditionKind::Not(inner) => put(inner, place, number),
        ConditionKind::Test(expression) => {
            let text = expression.text.clone();
            let here = |at: At| own.within(&text, at.offset, at.len) == *place;
            put_in(&mut expression.root, &here, number)
        }
    }
}

fn put_in(node: &mut Node, here: &dyn Fn(At) -> bool, number: f64) -> bool {
    let at = node.at;
    match &mut node.expr {
        Expr::Constant(Value::Number(known), None) if here(at) => {
            *known = number;
            true
        }
        Expr::And(parts) | Expr::Or(parts) | Expr::Call(_, parts) => {
            parts.iter_mut().any(|part| put_in(part, here, number))
        }
        Expr::Not(inner) | Expr::Negate(inner) | Expr::Known(inner) => put_in(inner, here, number),
        Expr::Compare { sides, .. } | Expr::Arithmetic(_, sides) => {
            put_in(&mut sides.0, here, number) || put_in(&mut sides.1, here, number)
        }
        Expr::In(left, _) => put_in(left, here, number),
        Expr::Schools { each, which, .. } => {
            put_in(each, here, number) || which.as_mut().is_some_and(|which| put_in(which, here, number))
        }
        _ => false,
    }
}
