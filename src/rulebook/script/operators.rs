//! Comparing and dividing as officers mean it. The language itself answers *no* where two kinds are compared
//! (`"SUPP" > 60`, `() < 50`), divides whole numbers without decimals and gives infinity for a division by zero;
//! here the first and the last are errors, and 7 / 2 is 3.5.

use std::cmp::Ordering;

use rhai::{Dynamic, Engine, EvalAltResult, INT, Position};

use super::school::{MISSING, is_absent, supposes_a_flag, supposing};
use super::words::kind_of;

type Given<T> = Result<T, Box<EvalAltResult>>;

/// An error in words.
pub(super) fn error<T>(words: impl Into<String>) -> Given<T> {
    Err(EvalAltResult::ErrorRuntime(Dynamic::from(words.into()), Position::NONE).into())
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("<", |a: Dynamic, b: Dynamic| compared(&a, &b, Ordering::is_lt));
    engine.register_fn("<=", |a: Dynamic, b: Dynamic| compared(&a, &b, Ordering::is_le));
    engine.register_fn(">", |a: Dynamic, b: Dynamic| compared(&a, &b, Ordering::is_gt));
    engine.register_fn(">=", |a: Dynamic, b: Dynamic| compared(&a, &b, Ordering::is_ge));
    engine.register_fn("==", |a: Dynamic, b: Dynamic| same(&a, &b));
    engine.register_fn("!=", |a: Dynamic, b: Dynamic| same(&a, &b).map(|same| !same));
    engine.register_fn("/", |a: INT, b: INT| divide(whole(a), whole(b)));
    engine.register_fn("/", |a: f64, b: INT| divide(a, whole(b)));
    engine.register_fn("/", |a: INT, b: f64| divide(whole(a), b));
    engine.register_fn("/", divide);
}

// whole numbers in scripts are counts and indexes, far below what a float holds exactly
#[allow(clippy::cast_precision_loss)]
fn whole(number: INT) -> f64 {
    number as f64
}

/// The number, whole or not.
pub(super) fn number(value: &Dynamic) -> Option<f64> {
    value.as_float().ok().or_else(|| value.as_int().ok().map(whole))
}

fn divide(a: f64, b: f64) -> Given<f64> {
    if b == 0.0 { error("it would be divided by zero") } else { Ok(a / b) }
}

fn compared(a: &Dynamic, b: &Dynamic, holds: fn(Ordering) -> bool) -> Given<bool> {
    match order_of(a, b) {
        Some(order) => Ok(holds(order)),
        None => supposing(a, b).map_or_else(|| neither(a, b), Ok),
    }
}

fn order_of(a: &Dynamic, b: &Dynamic) -> Option<Ordering> {
    match (number(a), number(b)) {
        // noise of adding does not turn an answer, as in conditions
        (Some(a), Some(b)) => crate::rulebook::expression::order(a, b),
        _ => match (a.read_lock::<rhai::ImmutableString>(), b.read_lock::<rhai::ImmutableString>()) {
            // days are words such as 2012-09-01, which sort as days do
            (Some(a), Some(b)) => Some(a.as_str().cmp(b.as_str())),
            _ => None,
        },
    }
}

/// Values of two kinds are neither more nor less than each other.
fn neither(a: &Dynamic, b: &Dynamic) -> Given<bool> {
    error(format!("{} cannot be compared with {}", kind_of(a.type_name()), kind_of(b.type_name())))
}

/// Only values of one kind are equal or not; anything may be asked whether it is missing, `x == ()`.
fn same(a: &Dynamic, b: &Dynamic) -> Given<bool> {
    if a.is_unit() || b.is_unit() {
        // a missing yes or no is handed on as one of the two: whether it is this one cannot be told
        if (a.is_bool() || b.is_bool()) && supposes_a_flag() {
            return error(format!("{MISSING} is a yes or no here; ask `school.known(\"…\")`"));
        }
        return Ok(is_absent(a) && is_absent(b));
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return Ok(a == b);
    }
    if let (Some(a), Some(b)) = (a.read_lock::<rhai::Array>(), b.read_lock::<rhai::Array>()) {
        if a.len() != b.len() {
            return Ok(false);
        }
        for (a, b) in a.iter().zip(b.iter()) {
            if !same(a, b)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    compared(a, b, Ordering::is_eq)
}
