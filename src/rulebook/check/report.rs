//! Words and colours of what is written.

use std::collections::BTreeMap;

use super::desk::{Desk, all_words, and_list, maybe_words, words};
use super::sections::{Entry, Sections};
use crate::rulebook::Asked;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::model::{Colour, ReportWords};
use crate::rulebook::raw::{RawColour, RawReport};
use crate::rulebook::yaml::Place;

/// The contrast that people with moderately low vision need for text of usual size (WCAG 2, level AA).
const LEAST_CONTRAST: f64 = 4.5;
/// Words that name a file end so.
const FILE: &str = ".file";

impl Desk<'_> {
    /// What is written asks for words by name; papers for theirs where there are papers.
    pub(super) fn report(&mut self, sections: &Sections<'_>, asked: &Asked<'_>) -> ReportWords {
        let parts = &sections.report;
        let known: Vec<&str> = parts.iter().flat_map(|part| part.raw.colours.keys()).map(String::as_str).collect();
        self.colours_are_there(sections, &known);
        let mut report = ReportWords::default();
        let mut places = BTreeMap::new();
        for part in parts {
            self.said_once(part, &mut places);
            self.report_part(part, &known, &mut report);
        }
        if let Some(part) = parts.iter().max_by_key(|part| part.raw.words.len()) {
            let place = part.place.field("words");
            self.words_are_there(place, &report, asked.needed_words, "the review shows");
            if !sections.papers.is_empty() {
                self.words_are_there(place, &report, asked.paper_words, "papers show");
            }
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

    fn words_are_there(&mut self, place: Place<'_>, report: &ReportWords, needed: &[&str], who: &str) {
        let missing: Vec<&str> = needed.iter().copied().filter(|name| !report.words.contains_key(*name)).collect();
        if missing.is_empty() {
            return;
        }
        let message = format!("{who} words that are not here: {}", and_list(&missing));
        let help = "take them over from the default rulebook, which `yardstick init` writes, or write your own";
        self.say(Diagnostic::warning(Code::Words, place.key_span(), message).help(help));
    }

    /// Grades and statuses name colours.
    fn colours_are_there(&mut self, sections: &Sections<'_>, known: &[&str]) {
        let statuses = sections.statuses.iter().map(|entry| (entry.raw.colour.as_deref(), entry.place.field("colour")));
        let grades = sections.judgements.iter().flat_map(|entry| {
            let place = entry.place.field("grades");
            let grades = entry.raw.grades.iter().enumerate();
            grades.map(move |(n, grade)| (grade.colour.as_deref(), place.item(n).field("colour")))
        });
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
