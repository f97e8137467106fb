//! What a cell says of a measure: a value in the measure's unit, or the reason why there is none.
//!
//! Nothing is guessed: a marker keeps its reason, an error and a formula without a result are themselves, and what
//! is not believed is doubted and not used. Knows one measure and one cell at a time.

pub(super) mod date;
mod markers;
pub(super) mod months;
pub(super) mod number;
mod outcome;
pub(super) mod scale;
mod words_of;

pub(super) use markers::Markers;
pub(super) use outcome::{Reading, Trouble};
pub(super) use words_of::{Choices, yes_or_no};

use std::sync::Arc;

use date::Order;
use scale::Scale;

use super::words::{blank, tidy};
use crate::domain::{Bounded, Missing, Value, Within};
use crate::rulebook::model::{Measure, Rulebook, Unit};
use workbook::read::{CROSSED_OUT, Cell, Content};

/// Reads the cells of one measure.
#[derive(Debug)]
pub(super) struct MeasureReader<'a> {
    measure: &'a Measure,
    markers: &'a Markers,
    choices: Choices,
    range: (f64, f64),
    /// counts of a whole area are larger than any school's
    unbounded: bool,
    blank: Result<Value, Missing>,
    date_1904: bool,
    /// in which order its days are written
    pub(super) order: Order,
    /// whether the table has commas where decimals begin
    commas: bool,
}

impl<'a> MeasureReader<'a> {
    pub(super) fn new(measure: &'a Measure, rulebook: &Rulebook, markers: &'a Markers, date_1904: bool) -> Self {
        let choices = Choices::new(measure, rulebook);
        let blank = match &measure.blank {
            Some(id) => choices.meaning(id, markers, "").unwrap_or(Err(Missing::Blank)),
            None => Err(Missing::Blank),
        };
        Self {
            measure,
            markers,
            choices,
            range: measure.believable(),
            unbounded: false,
            blank,
            date_1904,
            order: Order::DayFirst,
            commas: false,
        }
    }

    /// The same, for the cells of one column: in which order its days are written is told by all of them.
    pub(super) fn of_column<'c>(mut self, cells: impl Iterator<Item = &'c Cell>) -> Self {
        let texts = cells.filter_map(|cell| if let Content::Text(text) = &cell.content { Some(&**text) } else { None });
        if self.measure.unit == Unit::Date {
            self.order = date::order(texts);
        }
        self
    }

    /// The same, in a table that has commas where decimals begin, or not.
    pub(super) fn with_commas(self, commas: bool) -> Self {
        Self { commas, ..self }
    }

    /// The same, for whole areas: percentages and scores have their range, numbers of anything may be larger.
    pub(super) fn for_areas(&self) -> Self {
        let counts = matches!(self.measure.unit, Unit::Pupils | Unit::Number | Unit::Pounds | Unit::Days);
        let (blank, choices) = (self.blank.clone(), self.choices.clone());
        Self { unbounded: counts, blank, choices, ..*self }
    }

    /// The largest believable value.
    pub(super) fn largest(&self) -> f64 {
        self.range.1
    }

    /// The plain number that a cell of a percentage is, and whether a sign or format says that it is one.
    pub(super) fn plain_number(&self, cell: &Cell) -> Option<(f64, bool)> {
        match &cell.content {
            Content::Number(number) => Some((*number, cell.percent)),
            Content::Text(text) => number::typed(text).map(|typed| (typed.number, typed.percent)),
            _ => None,
        }
    }

    /// Reads a cell; `None` is a cell that holds nothing.
    pub(super) fn read(&self, cell: Option<&Cell>, scale: Option<&Scale>) -> Reading {
        let Some(cell) = cell else {
            return Reading { value: self.blank.clone(), written: None, trouble: None };
        };
        match &cell.content {
            Content::Error(error) => of_error(Arc::clone(error)),
            Content::CrossedOut(_) => of_error(CROSSED_OUT.into()),
            Content::NotCalculated => {
                Reading { value: Err(Missing::NotCalculated), written: None, trouble: Some(Trouble::NotCalculated) }
            }
            Content::Text(text) if blank(text) => Reading { value: self.blank.clone(), written: None, trouble: None },
            Content::Text(text) => self.of_text(text, scale),
            Content::Number(number) => self.of_number(*number, cell.percent, scale),
            Content::Flag(flag) => self.of_flag(*flag),
            Content::DateTime(moment) => self.of_day(moment.date()),
        }
    }

    fn of_text(&self, text: &Arc<str>, scale: Option<&Scale>) -> Reading {
        let plain = tidy(text);
        if let Some(meaning) = self.marked(&plain) {
            return self.with_written(meaning, text);
        }
        let bare = plain.trim_end_matches(|c: char| super::words::is_footnote_mark(c) || c == ' ');
        if bare.len() < plain.len()
            && let Some(meaning) = self.marked(bare)
        {
            return self.with_written(meaning, text);
        }
        match self.measure.unit {
            Unit::Words => self.of_words(&plain, text),
            Unit::YesNo => self.choices.yes_no(bare).map_or_else(
                || Reading::doubted(Arc::from(plain.as_str()), Trouble::NotUnderstood),
                |flag| Reading::good(Value::Flag(flag), Some(Arc::clone(text))),
            ),
            Unit::Date => {
                let day = date::ordered(&plain, self.order)
                    .or_else(|| date::from_digits(&plain, self.date_1904))
                    .or_else(|| date::last_of_days(&plain));
                match day.filter(|day| !date::is_number_in_disguise(*day, self.date_1904)) {
                    Some(day) => Reading::good(Value::Date(day), Some(Arc::clone(text))),
                    None => Reading::doubted(Arc::from(plain.as_str()), Trouble::NotUnderstood),
                }
            }
            Unit::Grade => self.choices.grade(bare).map_or_else(
                || Reading::doubted(Arc::from(plain.as_str()), Trouble::NotUnderstood),
                |value| self.with_written(Ok(value), text),
            ),
            _ => self.number_from_text(&plain, text, scale),
        }
    }

    fn number_from_text(&self, plain: &str, text: &Arc<str>, scale: Option<&Scale>) -> Reading {
        let doubted = |trouble| Reading::doubted(Arc::from(plain), trouble);
        if self.commas && number::may_be_thousands(plain) {
            return doubted(Trouble::NotUnderstood);
        }
        let Some(typed) = number::typed(plain) else {
            return self.bound(plain, scale).unwrap_or_else(|| doubted(Trouble::NotUnderstood));
        };
        let money = self.measure.unit.is_money();
        if (typed.pounds || typed.brackets) && !money {
            return doubted(Trouble::WrongKind);
        }
        let percentage = matches!(self.measure.unit, Unit::Percent | Unit::Points);
        if typed.percent && !percentage {
            return doubted(Trouble::WrongKind);
        }
        let plain_percentage = self.measure.unit == Unit::Percent && !typed.percent;
        let number = match scale.filter(|_| plain_percentage) {
            Some(scale) if scale.doubts(typed.number) => return doubted(Trouble::Scale),
            Some(scale) if scale.fractions => typed.number * 100.0,
            _ => typed.number,
        };
        self.believed(number, &Arc::from(plain))
            .map_or_else(|reading| reading, |number| self.with_written(Ok(Value::Number(number)), text))
    }

    /// What a text such as `<5` leaves open: within what can be believed, and by its column's scale.
    fn bound(&self, plain: &str, scale: Option<&Scale>) -> Option<Reading> {
        let ((least, most), typed) = number::bound(plain)?;
        let percentage = matches!(self.measure.unit, Unit::Percent | Unit::Points);
        if typed.percent && !percentage || typed.pounds && !self.measure.unit.is_money() {
            return None;
        }
        let by_column = scale.filter(|_| self.measure.unit == Unit::Percent && !typed.percent);
        let times = if by_column.is_some_and(|scale| scale.fractions) { 100.0 } else { 1.0 };
        let (from, to) = if self.unbounded { (f64::NEG_INFINITY, f64::INFINITY) } else { self.range };
        let (least, most) = ((least * times).max(from), (most * times).min(to));
        // pupils come whole
        let (least, most) =
            if self.measure.unit == Unit::Pupils { (least.ceil(), most.floor()) } else { (least, most) };
        let within = Within::new(least, most);
        // a bound beyond all that can be believed says nothing
        Some(Reading::missing(if least <= most {
            Bounded { written: Arc::from(plain), within }.into()
        } else {
            Missing::NotUnderstood(Arc::from(plain))
        }))
    }

    fn of_number(&self, number: f64, percent: bool, scale: Option<&Scale>) -> Reading {
        let as_text = Value::Number(number).to_string();
        if let Some(meaning) = self.choices.own_marker(&as_text, self.markers) {
            return self.with_written(meaning, &Arc::from(as_text));
        }
        let doubted = |trouble| Reading::doubted(Arc::from(shown(number, percent)), trouble);
        match self.measure.unit {
            Unit::Words => self.of_words(&as_text, &Arc::from(as_text.as_str())),
            Unit::YesNo => self.choices.yes_no(&as_text).map_or_else(
                || doubted(Trouble::NotUnderstood),
                |flag| Reading::good(Value::Flag(flag), Some(Arc::from(as_text.as_str()))),
            ),
            Unit::Date => date::from_number(number, self.date_1904).map_or_else(
                || doubted(Trouble::NotUnderstood),
                |day| Reading::good(Value::Date(day), Some(Arc::from(as_text.as_str()))),
            ),
            Unit::Grade => self
                .choices
                .grade(&as_text)
                .map_or_else(|| doubted(Trouble::NotUnderstood), |value| Reading::good(value, None)),
            Unit::Percent | Unit::Points => self.percentage(number, percent, scale),
            _ if percent => doubted(Trouble::WrongKind),
            _ => self
                .believed(number, &Arc::from(shown(number, false)))
                .map_or_else(|reading| reading, |number| Reading::good(Value::Number(number), None)),
        }
    }

    /// A number of a percentage: as the sheet shows it where it shows a percentage, else by its column.
    fn percentage(&self, number: f64, percent: bool, scale: Option<&Scale>) -> Reading {
        let written: Arc<str> = Arc::from(shown(number, percent));
        let by_column = scale.filter(|_| self.measure.unit == Unit::Percent && !percent);
        let (value, scaled) = match by_column {
            _ if percent => (tidied(number * 100.0), false),
            Some(scale) if scale.doubts(number) => return Reading::doubted(written, Trouble::Scale),
            Some(scale) if scale.fractions => (tidied(number * 100.0), true),
            _ => (number, false),
        };
        match self.believed(value, &written) {
            Ok(value) => Reading::good(Value::Number(value), scaled.then_some(written)),
            Err(reading) => reading,
        }
    }

    fn of_flag(&self, flag: bool) -> Reading {
        match self.measure.unit {
            Unit::YesNo => Reading::good(Value::Flag(flag), None),
            Unit::Words => {
                let word: Arc<str> = Arc::from(if flag { "yes" } else { "no" });
                self.of_words(&word, &word)
            }
            _ => Reading::doubted(Arc::from(if flag { "TRUE" } else { "FALSE" }), Trouble::WrongKind),
        }
    }

    fn of_day(&self, day: chrono::NaiveDate) -> Reading {
        match self.measure.unit {
            Unit::Date if date::believable(day).is_some() && !date::is_number_in_disguise(day, self.date_1904) => {
                Reading::good(Value::Date(day), None)
            }
            Unit::Words if self.measure.categories.is_empty() => {
                Reading::good(Value::Text(Arc::from(Value::Date(day).to_string())), None)
            }
            _ => Reading::doubted(Arc::from(Value::Date(day).to_string()), Trouble::WrongKind),
        }
    }

    fn of_words(&self, plain: &str, text: &Arc<str>) -> Reading {
        if self.measure.categories.is_empty() {
            let mut reading = Reading::good(Value::Text(Arc::from(plain)), None);
            reading.trouble = self.other_capitals(plain).map(Trouble::OtherCapitals);
            return reading;
        }
        match self.choices.category(plain) {
            Some(id) => self.with_written(Ok(Value::Text(id)), text),
            None => Reading::doubted(Arc::from(plain), Trouble::UnknownWords(self.choices.nearest(plain))),
        }
    }

    /// What rules ask for and a text is but for capitals, where it is nothing that they ask for as it stands.
    fn other_capitals(&self, plain: &str) -> Option<Arc<str>> {
        let asked = &self.measure.asked_words;
        if asked.iter().any(|word| **word == *plain) {
            return None;
        }
        let small = plain.to_lowercase();
        asked.iter().find(|word| word.trim().to_lowercase() == small).cloned()
    }

    /// What a marker of the measure's own, or of the rulebook, says.
    fn marked(&self, plain: &str) -> Option<Result<Value, Missing>> {
        self.choices.own_marker(plain, self.markers).or_else(|| {
            // words of a category are not read as a marker that is spelt alike
            if self.measure.unit == Unit::Words && self.choices.category(plain).is_some() {
                return None;
            }
            self.markers.find(plain)
        })
    }

    /// The number if it lies in the believable range.
    fn believed(&self, number: f64, written: &Arc<str>) -> Result<f64, Reading> {
        let (least, most) = self.range;
        if number.is_finite() && (self.unbounded || number >= least - 1e-9 && number <= most + 1e-9) {
            Ok(number)
        } else {
            Err(Reading::doubted(Arc::clone(written), Trouble::OutOfRange))
        }
    }

    /// A reading that remembers what is written where it shows otherwise.
    fn with_written(&self, value: Result<Value, Missing>, text: &Arc<str>) -> Reading {
        let differs = value.as_ref().is_ok_and(|value| value.to_string() != **text);
        Reading { value, written: differs.then(|| Arc::clone(text)), trouble: None }
    }

    /// The believable range, widened to round numbers so that these lie in it; `None` where they do.
    pub(super) fn wide_enough_for(&self, numbers: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
        let (least, most) = self.range;
        let (low, high) = numbers.fold(self.range, |(low, high), number| (low.min(number), high.max(number)));
        let wide = (if low < least { round_out(low) } else { least }, if high > most { round_out(high) } else { most });
        (wide != self.range && wide.0.is_finite() && wide.1.is_finite()).then_some(wide)
    }

    /// The believable range, where there is one to name.
    pub(super) fn range_words(&self) -> String {
        match self.range {
            (least, most) if least.is_finite() && most.is_finite() => {
                format!("outside {} to {}", Value::Number(least), Value::Number(most))
            }
            (least, _) if least.is_finite() => format!("under {}", Value::Number(least)),
            (_, most) => format!("over {}", Value::Number(most)),
        }
    }
}

/// What comes of a cell that does not count.
fn of_error(error: Arc<str>) -> Reading {
    Reading { value: Err(Missing::CellError(error)), written: None, trouble: Some(Trouble::CellError) }
}

/// The next number away from zero that has one digit and noughts, a hundred at least.
fn round_out(number: f64) -> f64 {
    let size = number.abs().max(100.0);
    let digit = 10_f64.powf(size.log10().floor());
    (size / digit).ceil() * digit * number.signum()
}

/// A number as the sheet shows it.
fn shown(number: f64, percent: bool) -> String {
    if percent { format!("{}%", Value::Number(number * 100.0)) } else { Value::Number(number).to_string() }
}

/// 0.57 × 100 is 57, not 56.99999999999999.
fn tidied(number: f64) -> f64 {
    let rounded = (number * 1e9).round() / 1e9;
    if rounded.is_finite() { rounded } else { number }
}
