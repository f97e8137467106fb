//! How what is known is shown: numbers with their decimals and unit, in a cell and in a sentence.

use super::Context;
use crate::domain::{Missing, Value};
use crate::judge::evaluate::{Finding, Reading};
use crate::rulebook::model::{Measure, Unit};
use workbook::write::{Cell, Look, Role, Shown};

impl<'a> Context<'a> {
    /// A reading's value, as a number where it is one, else in words.
    pub fn reading(&self, reading: &Reading) -> Cell<'a> {
        let measure = reading.measure.and_then(|id| self.rulebook().measure(id));
        self.value(&reading.value, measure)
    }

    /// A value, as a number where it is one, else in words.
    pub fn value(&self, value: &Result<Value, Missing>, measure: Option<&Measure>) -> Cell<'a> {
        let look = Look::of(Role::Body);
        match value {
            Ok(Value::Number(number)) => Cell::number(*number).looking(look.shown(shown(*number, measure))),
            Ok(Value::Date(day)) => Cell::date(Some(*day)).looking(look.shown(Shown::Day)),
            Ok(Value::Text(text)) => Cell::text(self.words.shown(text)),
            Ok(Value::Flag(true)) => Cell::text(self.words.text("yes")),
            Ok(Value::Flag(false)) => Cell::text(self.words.text("no")),
            Err(missing) => Cell::text(missing.to_string()).looking(Look::of(Role::Quiet)),
        }
    }

    /// A value in a sentence: `37%`, `12 pupils`, `suppressed, too few pupils`.
    pub fn in_words(&self, value: &Result<Value, Missing>, measure: Option<&Measure>) -> String {
        match value {
            Ok(Value::Number(number)) => number_in_words(*number, measure),
            Ok(Value::Text(text)) => self.words.shown(text),
            Ok(other) => other.to_string(),
            Err(missing) => missing.to_string(),
        }
    }

    /// The measure of a reading.
    pub fn measure_of(&self, reading: &Reading) -> Option<&'a Measure> {
        reading.measure.and_then(|id| self.rulebook().measure(id))
    }

    /// `37% against 40%`, for each comparison a finding made with a threshold.
    pub fn against(&self, finding: &Finding) -> String {
        let parts: Vec<String> = finding
            .tests
            .iter()
            .filter_map(|test| {
                let reading = finding.readings.get(*test.readings.first()?)?;
                let measure = self.measure_of(reading);
                // how many pupils there are says whether a rule is for a school, not how it did
                if measure.is_some_and(|measure| measure.unit == Unit::Pupils) {
                    return None;
                }
                let threshold = number_in_words(test.threshold?, measure);
                let value = match &reading.value {
                    Ok(_) => self.in_words(&reading.value, measure),
                    Err(_) => self.words.say("sentence.not-known").to_owned(),
                };
                Some(self.words.fill("against", &[("value", value), ("threshold", threshold)]))
            })
            .collect();
        parts.join("\n")
    }

    /// An amount with its measure's unit.
    pub fn amount(&self, amount: f64, measure: Option<&Measure>) -> String {
        number_in_words(amount, measure)
    }
}

/// How many decimals a number shows: the measure's, or more where the value has them.
fn decimals(number: f64, measure: Option<&Measure>) -> u8 {
    let least = measure.map_or(0, |measure| measure.decimals);
    (least..4)
        .find(|count| {
            let factor = 10_f64.powi(i32::from(*count));
            ((number * factor).round() / factor - number).abs() < 1e-9
        })
        .unwrap_or_else(|| least.max(1))
}

/// How a measure's number is shown.
pub(crate) fn shown(number: f64, measure: Option<&Measure>) -> Shown {
    match measure.map(|measure| measure.unit) {
        Some(Unit::Percent) => Shown::Percent(decimals(number, measure)),
        Some(Unit::Pounds) => Shown::Pounds,
        Some(Unit::Date) => Shown::Day,
        _ => Shown::Decimals(decimals(number, measure)),
    }
}

/// A number with its unit.
fn number_in_words(number: f64, measure: Option<&Measure>) -> String {
    let places = usize::from(decimals(number, measure));
    match measure.map(|measure| measure.unit) {
        Some(Unit::Percent) => format!("{number:.places$}%"),
        Some(Unit::Pounds) if number < 0.0 => format!("-£{:.0}", -number),
        Some(Unit::Pounds) => format!("£{number:.0}"),
        _ => format!("{number:.places$}"),
    }
}
