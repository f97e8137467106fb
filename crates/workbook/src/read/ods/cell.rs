//! A cell's value from its attributes and text.

use std::sync::Arc;

use chrono::TimeDelta;
use quick_xml::events::BytesStart;

use crate::read::cell::Content;
use crate::read::dates::{iso_moment, moment};
use crate::read::xml::{attribute, number};

/// What a cell's start tag says.
#[derive(Default)]
pub(super) struct CellTag {
    pub(super) repeated: u32,
    pub(super) columns_spanned: u32,
    pub(super) rows_spanned: u32,
    pub(super) percent: bool,
    pub(super) formula: bool,
    /// whether its style crosses it out
    pub(super) struck: bool,
    kind: String,
    value: Option<String>,
    /// whether the program that wrote it says the formula came to an error
    is_error: bool,
}

impl CellTag {
    pub(super) fn of(tag: &BytesStart<'_>, struck: bool) -> Self {
        let mut cell = Self { repeated: 1, columns_spanned: 1, rows_spanned: 1, struck, ..Self::default() };
        for attribute in tag.attributes().with_checks(false).flatten() {
            let value = || super::super::xml::unescaped(attribute.value.clone()).into_owned();
            let count = || attribute.value.trim().parse::<u32>().unwrap_or(1).max(1);
            match attribute.key.as_ref().rsplit(':').next().unwrap_or_default() {
                "value-type" if attribute.key.as_ref().starts_with("calcext") => {
                    cell.is_error = &*attribute.value == "error"
                }
                "value-type" => cell.kind = value(),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => cell.value = Some(value()),
                "formula" => cell.formula = true,
                "number-columns-repeated" => cell.repeated = count(),
                "number-columns-spanned" => cell.columns_spanned = count(),
                "number-rows-spanned" => cell.rows_spanned = count(),
                _ => {}
            }
        }
        cell.percent = cell.kind == "percentage";
        cell
    }

    /// What the cell holds, given the text it shows; `None` is blank.
    pub(super) fn content(&self, shown_as: &Shown) -> Option<Content> {
        let text = shown_as.text.as_str();
        if self.is_error || (self.formula && (text.starts_with('#') || text.starts_with("Err:"))) {
            return Some(Content::Error(Arc::from(if text.is_empty() { "#ERROR" } else { text })));
        }
        let value = self.value.as_deref().unwrap_or_default();
        match self.kind.as_str() {
            "float" | "percentage" | "currency" => self.number(value, text),
            "boolean" => Some(Content::Flag(value == "true")),
            "date" => iso_moment(value).map(Content::DateTime).or_else(|| shown(text)),
            // a length of time is neither a day nor a plain number
            "time" => time(value).filter(|content| matches!(content, Content::DateTime(_))).or_else(|| shown(text)),
            "" if self.formula && text.is_empty() => Some(Content::NotCalculated),
            _ => shown(self.value.as_deref().filter(|_| !shown_as.marked).unwrap_or(text)),
        }
    }

    fn number(&self, value: &str, text: &str) -> Option<Content> {
        match value.trim().parse::<f64>() {
            // a format that shows only words (“SUPP”) shows no number
            Ok(_) if text.contains(char::is_alphabetic) && !text.contains(|c: char| c.is_ascii_digit()) => shown(text),
            Ok(number) if number.is_finite() => Some(Content::Number(number)),
            _ if self.formula => Some(Content::NotCalculated),
            _ => shown(text),
        }
    }
}

/// What a cell shows.
pub(super) struct Shown {
    /// its text, without the marks of footnotes
    pub(super) text: String,
    /// whether it had such marks
    pub(super) marked: bool,
    /// whether it is crossed out letter by letter
    pub(super) struck: bool,
}

fn shown(text: &str) -> Option<Content> {
    (!text.is_empty()).then(|| Content::Text(Arc::from(text)))
}

/// A duration such as `PT9H30M00S`: a time of day below 24 hours, otherwise a number of days, as
/// other formats hold both.
fn time(text: &str) -> Option<Content> {
    let mut seconds = 0.0;
    let mut digits = String::new();
    for character in text.strip_prefix("PT")?.chars() {
        let unit = match character {
            'H' => TimeDelta::hours(1),
            'M' => TimeDelta::minutes(1),
            'S' => TimeDelta::seconds(1),
            other => {
                digits.push(other);
                continue;
            }
        };
        seconds += digits.parse::<f64>().ok()? * unit.as_seconds_f64();
        digits.clear();
    }
    let days = seconds / 86_400.0;
    let of_day = moment(days, false).filter(|_| days < 1.0).map(Content::DateTime);
    of_day.or(days.is_finite().then_some(Content::Number(days)))
}

/// How often a row or column is repeated.
pub(super) fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    number(tag, name).unwrap_or(1).max(1)
}

/// Whether a row or column does not show.
pub(super) fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "visibility").is_some_and(|visibility| visibility == "collapse" || visibility == "filter")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_times_of_day_or_days() {
        let shown = |text| time(text).map(|content| format!("{content:?}"));
        assert_eq!(shown("PT09H30M00S"), Some("DateTime(1899-12-31T09:30:00)".into()));
        assert_eq!(shown("PT36H00M00S"), Some("Number(1.5)".into()));
        assert_eq!(shown("09:30"), None);
    }
}
