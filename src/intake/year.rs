//! Academic years in titles, headings, cells and names of files and sheets.
//!
//! A year written as `2011-12` is what it says. A calendar year alone is the year in which results came out: 2012
//! is 2011-12; with a month beside it, it is the year that the month falls in, by the month in which the rulebook's years
//! begin. Which was taken is said, so each mention knows how it was written.

mod stated;
#[cfg(test)]
mod tests;
mod written;

pub(super) use super::value::months::as_excel_shows;
pub(super) use stated::Stated;
pub(crate) use stated::taken_by_file_name;
pub use stated::{FileYears, YearPlace};

use crate::domain::{AcademicYear, YearBegins};
use written::{Kind, Run, digits_end, mention_at};

/// What Excel makes of a school year that was typed behind `=`: 2011 less 12.
pub(super) const SUBTRACTED: &str = "1999";

/// A year found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct YearMention {
    /// the academic year
    pub year: AcademicYear,
    /// whether it was written as a calendar year
    pub calendar: bool,
    /// whether its month stands beside it, so that the academic year is sure: `28 February 2026`, `2026-02-28`
    pub dated: bool,
    /// whether the digit of a footnote was taken off it: `2011-121`
    pub footnote: bool,
    /// whether it was written so shortly that something else may be meant, as only names of files and sheets are: `11-12`
    pub short: bool,
    /// first and past-last byte of it in the text
    pub at: (usize, usize),
}

impl YearMention {
    /// Whether it is a calendar year without its month: which school year that is hangs on what is meant by it.
    pub(super) fn is_lone(&self) -> bool {
        self.calendar && !self.dated
    }
}

/// All years that a text mentions, in order.
pub(super) fn mentions(text: &str, begins: YearBegins) -> Vec<YearMention> {
    of_kind(text, Kind::Heading, begins)
}

/// The years in a text of a kind, in order. The last of several that are written as two comes before the first, whose
/// mention takes the place of both.
fn of_kind(text: &str, kind: Kind, begins: YearBegins) -> Vec<YearMention> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let end = digits_end(bytes, at);
        match mention_at(Run { text, at, end, kind, begins }) {
            Some((mut mention, last)) => {
                mention.at.1 += marked(text, mention.at.1);
                at = mention.at.1.max(end);
                found.extend(last.map(|year| YearMention { year, ..mention.clone() }));
                found.push(mention);
            }
            None => at = end,
        }
    }
    found
}

/// The length of the letter that statistics put behind a year whose figures are provisional or revised: `2011-12p`.
fn marked(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or("");
    let letter = rest.strip_prefix(['p', 'r', 'P', 'R']).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    usize::from(letter && text.get(..end).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())))
}

/// The one year that the titles over a table name.
pub(super) fn titled<'a>(titles: impl Iterator<Item = &'a str>, begins: YearBegins) -> Option<YearMention> {
    agreed(&titles.flat_map(|text| of_kind(text, Kind::Title, begins)).collect::<Vec<_>>())
}

/// The one year that the name of a sheet or of a file, without its ending, names.
pub(super) fn named(name: &str, begins: YearBegins) -> Option<YearMention> {
    let mut all = of_kind(name, Kind::Name, begins);
    // beside a year that is written out, what may be another is none
    if all.iter().any(|mention| !mention.short) {
        all.retain(|mention| !mention.short);
    }
    agreed(&all)
}

/// The one year that texts of equal standing name: the academic year they agree on, else the calendar year they
/// agree on. `None` where they name none or several.
pub(super) fn one_year<'a>(texts: impl Iterator<Item = &'a str>, begins: YearBegins) -> Option<YearMention> {
    agreed(&texts.flat_map(|text| mentions(text, begins)).collect::<Vec<_>>())
}

fn agreed(all: &[YearMention]) -> Option<YearMention> {
    let agreed = |calendar: bool| {
        let mut of_kind = all.iter().filter(|mention| mention.calendar == calendar);
        let first = of_kind.next()?;
        of_kind.all(|other| other.year == first.year).then(|| first.clone())
    };
    if all.iter().any(|mention| !mention.calendar) { agreed(false) } else { agreed(true) }
}

/// The year that a whole cell states: `2011-12`, `2011/2`, `11/12`, `201112`, `AY1112`, `2012*`.
pub(super) fn whole(text: &str, begins: YearBegins) -> Option<YearMention> {
    let text = text.trim_matches(|c: char| super::words::is_blank(c) || super::words::is_footnote_mark(c));
    let found = of_kind(text, Kind::Name, begins);
    let [mention] = found.as_slice() else { return None };
    let (before, after) = (text.get(..mention.at.0)?, text.get(mention.at.1..)?);
    let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    let before = before.strip_suffix("AY").unwrap_or(before);
    (letters(before) == 0 && letters(after) == 0).then(|| mention.clone())
}

/// The year of a whole cell that is a calendar year and a month, `2010-12`, in a column of such.
pub(super) fn month(text: &str, begins: YearBegins) -> Option<AcademicYear> {
    let month = text.trim().replace(['/', '–'], "-");
    let day = chrono::NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok()?;
    begins.year_of(day)
}

/// Whether a cell may be several years or a month, as `2010-12`: which of them, nothing in it tells.
pub(super) fn is_span_or_month(text: &str) -> bool {
    let begins = YearBegins::default();
    month(text, begins).is_some() && whole(text, begins).is_none()
}

/// Whether a title or a name names any year.
pub(super) fn names_any(text: &str, begins: YearBegins) -> bool {
    !of_kind(text, Kind::Title, begins).is_empty()
}

/// The latest year that a text names, where it names several.
pub(super) fn latest(text: &str) -> Option<AcademicYear> {
    // no calendar year is asked for, so it is all one when years begin
    of_kind(text, Kind::Name, YearBegins::default())
        .into_iter()
        .filter(|mention| !mention.calendar && !mention.short)
        .map(|mention| mention.year)
        .max()
}

/// The text without the years it mentions.
pub(super) fn left_out(text: &str) -> String {
    // where a year stands does not hang on when years begin
    without(text, &mentions(text, YearBegins::default()))
}

/// The text without years that were found in it.
pub(super) fn without(text: &str, found: &[YearMention]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for mention in found {
        // the two years of a range stand in one place
        if mention.at.0 < from {
            continue;
        }
        rest.push_str(text.get(from..mention.at.0).unwrap_or(""));
        rest.push(' ');
        from = mention.at.1;
    }
    rest.push_str(text.get(from..).unwrap_or(""));
    rest
}
