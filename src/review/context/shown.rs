//! How what is known is shown: numbers with their decimals and unit, in a cell and in a sentence.

use super::Context;
use crate::domain::{Missing, Value, rounded};
use crate::judge::evaluate::{Finding, Reading};
use crate::review::margin::Reckoned;
use crate::rulebook::model::{Measure, Unit};
use workbook::write::{Cell, Look, Role, Shown};

impl<'a> Context<'a> {
    /// A reading's value, as a number where it is one, else in words.
    pub fn reading(&self, reading: &Reading) -> Cell<'a> {
        if let Some(name) = reading.grade(self.rulebook()) {
            return Cell::text(&**name);
        }
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

    /// The measure of a reading.
    pub fn measure_of(&self, reading: &Reading) -> Option<&'a Measure> {
        reading.measure.and_then(|id| self.rulebook().measure(id))
    }

    /// `37% against 40%`, for each comparison a finding made with a threshold.
    pub fn against(&self, finding: &Finding) -> String {
        let parts = finding.tests.iter().filter_map(|test| {
            let reading = finding.readings.get(*test.readings.first()?)?;
            let measure = self.measure_of(reading);
            // how many pupils there are says whether a rule is for a school, not how it did
            if measure.is_some_and(|measure| measure.unit == Unit::Pupils) {
                return None;
            }
            if let Some(reckoned) = Reckoned::of(self, finding, test) {
                return Some(reckoned.against(self));
            }
            let threshold = test.threshold?;
            let threshold = amount(threshold, decimals(threshold, measure), measure);
            let value = self.words.say("sentence.not-known").to_owned();
            Some(self.words.fill("against", &[("value", value), ("threshold", threshold)]))
        });
        parts.collect::<Vec<_>>().join("\n")
    }
}

/// How many decimals a number shows: the measure's, or more where the value has them.
pub(crate) fn decimals(number: f64, measure: Option<&Measure>) -> u8 {
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
    shown_with(decimals(number, measure), measure)
}

/// The same, with so many decimals.
pub(crate) fn shown_with(decimals: u8, measure: Option<&Measure>) -> Shown {
    match measure.map(|measure| measure.unit) {
        Some(Unit::Percent) => Shown::Percent(decimals),
        Some(Unit::Pounds | Unit::PoundsPerPupil) if decimals == 0 => Shown::Pounds,
        Some(Unit::Date) => Shown::Day,
        _ => Shown::Decimals(decimals),
    }
}

/// A number with its unit and so many decimals, without noughts at their end.
pub(crate) fn amount(number: f64, decimals: u8, measure: Option<&Measure>) -> String {
    let places = usize::from(decimals);
    let plain = format!("{:.places$}", rounded(number, decimals).abs());
    let plain = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { &plain };
    let sign = if number < 0.0 && plain != "0" { "-" } else { "" };
    match measure.map(|measure| measure.unit) {
        Some(Unit::Percent) => format!("{sign}{plain}%"),
        Some(Unit::Pounds) => format!("{sign}£{}", grouped(plain)),
        Some(Unit::PoundsPerPupil) => format!("{sign}£{} a pupil", grouped(plain)),
        _ => format!("{sign}{plain}"),
    }
}

/// A number with a comma between thousands.
fn grouped(plain: &str) -> String {
    let (whole, rest) =
        plain.split_once('.').map_or((plain, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let backwards: Vec<char> = whole.chars().rev().collect();
    let threes: Vec<String> = backwards.chunks(3).map(|three| three.iter().collect()).collect();
    format!("{}{rest}", threes.join(",").chars().rev().collect::<String>())
}
