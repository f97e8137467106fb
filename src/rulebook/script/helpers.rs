//! What scripts are given beside the language: days, lists with missing values, rounding, and `unknown`.

use chrono::{Datelike, Days, NaiveDate};
use rhai::{Array, Dynamic, Engine, EvalAltResult};

use super::operators::{error, number};
use super::school::{is_absent, lack_in};
use super::words::kind_of;

type Given<T> = Result<T, Box<EvalAltResult>>;

/// What `unknown("why")` gives: the answer cannot be said.
#[derive(Clone, Debug)]
pub(super) struct Unknown(pub(super) String);

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Unknown>("unknown");
    engine.register_fn("unknown", |why: &str| Unknown(why.to_owned()));
    engine.register_fn("days_between", |a: &str, b: &str| -> Given<f64> { Ok(count((day(b)? - day(a)?).num_days())) });
    engine.register_fn("add_days", |from: &str, days: i64| add_days(from, days));
    engine.register_fn("add_days", |from: &str, days: f64| {
        // a day is whole; the bound of the calendar is checked when it is added
        #[allow(clippy::cast_possible_truncation)]
        add_days(from, days.round() as i64)
    });
    engine.register_fn("weekday", |of: &str| -> Given<i64> { Ok(i64::from(day(of)?.weekday().number_from_monday())) });
    engine.register_fn("year_of", |of: &str| -> Given<i64> { Ok(i64::from(day(of)?.year())) });
    engine.register_fn("month_of", |of: &str| -> Given<i64> { Ok(i64::from(day(of)?.month())) });
    engine.register_fn("day_of", |of: &str| -> Given<i64> { Ok(i64::from(day(of)?.day())) });
    engine.register_fn("known", |list: Array| -> Array { list.into_iter().filter(|x| !is_absent(x)).collect() });
    engine.register_fn("sum", |list: Array| sum(&list));
    engine.register_fn("mean", |list: Array| mean(&list));
    engine.register_fn("round", |x: f64, decimals: i64| crate::rulebook::expression::round(x, count(decimals)));
    engine.register_fn("round", |x: f64, decimals: f64| crate::rulebook::expression::round(x, decimals));
}

// days of a calendar and decimals are far below what a float holds exactly
#[allow(clippy::cast_precision_loss)]
fn count(number: i64) -> f64 {
    number as f64
}

fn day(text: &str) -> Given<NaiveDate> {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(day) => Ok(day),
        Err(_) => error(format!("“{text}” is not a day; days are written as 2012-09-01")),
    }
}

fn add_days(from: &str, days: i64) -> Given<String> {
    let from = day(from)?;
    let step = Days::new(days.unsigned_abs());
    let to = if days < 0 { from.checked_sub_days(step) } else { from.checked_add_days(step) };
    match to {
        Some(day) => Ok(day.format("%Y-%m-%d").to_string()),
        None => error("the day lies outside the calendar"),
    }
}

fn numbers(list: &Array) -> Given<Vec<f64>> {
    let mut numbers = Vec::with_capacity(list.len());
    for item in list {
        match number(item) {
            Some(number) => numbers.push(number),
            None if item.is_unit() => {
                return error("a value in the list is missing; write `known(list)` to leave it out");
            }
            None => return error(format!("the list holds {}, not only numbers", kind_of(item.type_name()))),
        }
    }
    Ok(numbers)
}

/// The sum; missing where a value of it is.
fn sum(list: &Array) -> Given<Dynamic> {
    if let Some(lack) = lack_in(list) {
        return Ok(Dynamic::from(lack));
    }
    numbers(list).map(|list| Dynamic::from_float(list.iter().sum::<f64>()))
}

/// The mean, or `unknown` of an empty list; missing where a value of it is.
fn mean(list: &Array) -> Given<Dynamic> {
    if let Some(lack) = lack_in(list) {
        return Ok(Dynamic::from(lack));
    }
    let numbers = numbers(list)?;
    if numbers.is_empty() {
        return Ok(Dynamic::from(Unknown("no value is known".to_owned())));
    }
    Ok(Dynamic::from(numbers.iter().sum::<f64>() / count(i64::try_from(numbers.len()).unwrap_or(i64::MAX))))
}
