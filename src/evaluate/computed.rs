//! A value worked out from others, with the readings it rests on.

use crate::domain::{Missing, Value};
use crate::expression::{Expression, Facts, Reading, Trace, explain_value};

/// The value and everything read for it. A script that breaks here breaks in the rule's own explanation too, and is
/// reported there.
pub(super) fn computed(expression: &Expression, facts: &dyn Facts) -> (Result<Value, Missing>, Vec<Reading>) {
    let mut trace = Trace::default();
    let (value, _) = explain_value(expression, facts, &mut trace);
    (value, trace.used.into_iter().map(|used| used.reading).collect())
}
