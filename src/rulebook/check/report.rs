//! Words and colours of what is written.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::{Desk, all_words, maybe_words, words};
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::{Colour, Measure, ReportWords, Rule, Scope, Unit};
use crate::rulebook::raw::{RawColour, RawReport};
use crate::rulebook::yaml::Place;

/// The contrast that people with moderately low vision need for text of usual size (WCAG 2, level AA).
const LEAST_CONTRAST: f64 = 4.5;
/// Words that name a file end so.
const FILE: &str = ".file";
/// Columns of measures in the table of schools where the rulebook names none: more make it too wide to print.
const MOST_HEADLINES: usize = 8;

impl Desk<'_> {
    /// Words, colours and order: the program's own, with what the rulebook says instead.
    pub(super) fn report(&mut self, sections: &Sections<'_>, measures: &[Measure], rules: &[Rule]) -> ReportWords {
        let parts = &sections.report;
        let known: Vec<&str> = parts.iter().flat_map(|part| part.raw.colours.keys()).map(String::as_str).collect();
        self.colours_are_there(sections, &known);
        let mut report = ReportWords::default();
        let mut places = BTreeMap::new();
        for part in parts.iter().filter(|part| part.is_underneath()) {
            self.report_part(part, &known, &mut report);
        }
        let usual = std::mem::take(&mut report.decisions);
        for part in parts.iter().filter(|part| !part.is_underneath()) {
            self.said_once(part, &mut places);
            self.report_part(part, &known, &mut report);
        }
        if report.decisions.is_empty() {
            report.decisions = usual;
        }
        if report.headline_measures.is_empty() {
            report.headline_measures = most_asked_for(measures, rules);
        }
        report
    }

    /// Words and colours may stand in several files, each of them once.
    fn said_once<'a>(
        &mut self,
        part: &Entry<'a, RawReport>,
        places: &mut BTreeMap<(&'static str, &'a str), Place<'a>>,
    ) {
        let colours = part.raw.colours.keys().map(|name| ("colours", name));
        let names = colours.chain(part.raw.words.keys().map(|name| ("words", name)));
        for (sort, name) in names {
            let place = part.place.field(sort).field(name);
            if let Some(first) = places.insert((sort, name.as_str()), place) {
                let message = format!("`{name}` stands in two files");
                let again = Diagnostic::error(Code::OnlyOnce, place.key_span(), message).here("again here");
                self.say(again.also(first.key_span(), "first here").help("keep one of them"));
            }
        }
    }

    fn report_part(&mut self, part: &Entry<'_, RawReport>, known: &[&str], report: &mut ReportWords) {
        let Entry { raw, place } = part;
        for (name, colour) in &raw.colours {
            let colour = self.colour(place.field("colours").field(name), colour);
            report.colours.insert(words(name), colour);
        }
        report.strengths_in_workbooks = raw.strengths_in_workbooks.unwrap_or(report.strengths_in_workbooks);
        for (mark, colour) in &raw.marks {
            if !known.contains(&colour.as_str()) {
                self.unknown(place.field("marks").field(mark).span(), colour, "colour", known);
            }
            report.marks.insert(words(mark), words(colour));
        }
        for (name, text) in raw.words.iter().filter(|(name, _)| name.ends_with(FILE)) {
            self.is_a_name(place.field("words").field(name), text);
        }
        report.words.extend(raw.words.iter().map(|(name, text)| (words(name), words(text))));
        for (number, name) in raw.headline_measures.iter().enumerate() {
            report.headline_measures.extend(self.measure(place.field("headline measures").item(number), name));
        }
        report.decisions.extend(all_words(&raw.decisions));
    }

    /// Grades and statuses name colours.
    fn colours_are_there(&mut self, sections: &Sections<'_>, known: &[&str]) {
        let statuses = sections.statuses.iter().map(|entry| (entry.raw.colour.as_deref(), entry.place.field("colour")));
        let grades = sections.grades().map(|entry| (entry.raw.colour.as_deref(), entry.place.field("colour")));
        let named: Vec<(Option<&str>, Place<'_>)> = statuses.chain(grades).collect();
        for (colour, place) in named {
            if let Some(colour) = colour.filter(|colour| !known.contains(colour)) {
                self.unknown(place.span(), colour, "colour", known);
            }
        }
    }

    fn colour(&mut self, place: Place<'_>, raw: &RawColour) -> Colour {
        let fill = self.six_digits(place.field("fill"), &raw.fill);
        let text = self.six_digits(place.field("text"), &raw.text);
        let border = raw.border.as_deref().map(|border| self.six_digits(place.field("border"), border));
        if let (Some(on), Some(letters)) = (luminance(&fill), luminance(&text)) {
            let contrast = (on.max(letters) + 0.05) / (on.min(letters) + 0.05);
            if contrast < LEAST_CONTRAST {
                let message = format!("`{text}` on `{fill}` is hard to read: the contrast is {contrast:.1}");
                let help =
                    format!("make the text darker or the background lighter, until it is {LEAST_CONTRAST} or more");
                self.say(Diagnostic::warning(Code::Colour, place.field("text").span(), message).help(help));
            }
        }
        Colour {
            fill: fill.into(),
            text: text.into(),
            border: border.map(Into::into),
            sign: maybe_words(raw.sign.as_ref()),
        }
    }

    /// A colour in the one form in which they are kept: six hexadecimal digits, capital letters.
    fn six_digits(&mut self, place: Place<'_>, written: &str) -> String {
        let digits = written.trim().trim_start_matches('#').to_uppercase();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let message = format!("`{written}` is not a colour");
            let help = "write six hexadecimal digits in quotes: red, green, blue, as in \"FFE699\"";
            self.error(Code::Colour, place.span(), message, help);
        }
        digits
    }
}

/// The numbers that conditions of rules read of each school, in the order of the measures: a rulebook that does not say
/// which measures are worth a column has rules that do.
fn most_asked_for(measures: &[Measure], rules: &[Rule]) -> Vec<MeasureId> {
    let conditions = rules.iter().filter(|rule| rule.scope == Scope::School).filter_map(|rule| rule.when.as_ref());
    let read = conditions.flat_map(|condition| condition.expressions()).flat_map(|(expression, _)| expression.reads());
    let read: BTreeSet<MeasureId> = read.map(|read| read.measure).collect();
    let number = |id: &MeasureId| {
        let unit = measures.get(usize::from(id.0)).map(|measure| measure.unit);
        unit.is_some_and(|unit| !matches!(unit, Unit::Words | Unit::YesNo | Unit::Date))
    };
    read.into_iter().filter(number).take(MOST_HEADLINES).collect()
}

/// How light a colour is, by the formula of WCAG 2.
fn luminance(digits: &str) -> Option<f64> {
    let channel = |from: usize| {
        let value = f64::from(u8::from_str_radix(digits.get(from..from + 2)?, 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_runs_from_black_to_white() {
        assert_eq!(luminance("000000"), Some(0.0));
        assert!((luminance("FFFFFF").unwrap() - 1.0).abs() < 1e-9);
        assert_eq!(luminance("red"), None);
    }
}
