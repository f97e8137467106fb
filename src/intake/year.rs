//! Academic years in titles, headings, cells and names of files and sheets.
//!
//! A year written as `2011-12` is what it says. A calendar year alone is the year in which results came out: 2012
//! is 2011-12; with a month beside it, it is the year that the month falls in, by the month in which the rulebook's years
//! begin. Which was taken is said, so each mention knows how it was written.

use chrono::{Datelike, NaiveDate};

use crate::domain::{AcademicYear, YearBegins};

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
    /// first and past-last byte of it in the text
    pub at: (usize, usize),
}

/// All years that a text mentions, in order.
pub(super) fn mentions(text: &str, begins: YearBegins) -> Vec<YearMention> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let end = digits_end(bytes, at);
        let letter_before = at > 0 && bytes.get(at - 1).is_some_and(u8::is_ascii_alphabetic);
        match (letter_before, mention_at(text, at, end, begins)) {
            (false, Some(mention)) => {
                at = mention.at.1.max(end);
                found.extend(last_of_range(text, &mention));
                found.push(mention);
            }
            _ => at = end,
        }
    }
    found
}

fn digits_end(bytes: &[u8], from: usize) -> usize {
    (from..bytes.len()).find(|&at| !bytes.get(at).is_some_and(u8::is_ascii_digit)).unwrap_or(bytes.len())
}

/// The year that begins with the run of digits from `at` to `end`.
fn mention_at(text: &str, at: usize, end: usize, begins: YearBegins) -> Option<YearMention> {
    let run = text.get(at..end)?;
    match run.len() {
        // a day without signs: 20260228
        8 => {
            let day = NaiveDate::parse_from_str(run, "%Y%m%d").ok()?;
            plausible(day.year())?;
            let year = begins.year_of(day)?;
            Some(YearMention { year, calendar: true, dated: true, footnote: false, at: (at, end) })
        }
        6 => {
            let start: i32 = run.get(..4)?.parse().ok()?;
            let next: i32 = run.get(4..)?.parse().ok()?;
            plausible(start).filter(|_| (start + 1) % 100 == next)?;
            as_written(start, (at, end))
        }
        // four digits and the digit of a footnote: 20101
        5 => calendar(text, at, at + 4, end, begins),
        4 => after_four(text, at, end, begins),
        _ => None,
    }
}

/// A year written as one that begins in this calendar year: `2011-12`.
fn as_written(start: i32, at: (usize, usize)) -> Option<YearMention> {
    let year = AcademicYear::starting(start)?;
    Some(YearMention { year, calendar: false, dated: false, footnote: false, at })
}

/// The last year of several that are written as two: `2022-25` is 2022-23 to 2024-25. It comes before the first, whose
/// mention takes the place of both.
fn last_of_range(text: &str, first: &YearMention) -> Option<YearMention> {
    let written = text.get(first.at.0..first.at.1)?;
    let (start, end) = written.split_once(DASHES).filter(|_| !first.calendar)?;
    let end = end.trim().trim_start_matches(DASHES);
    let (start, end): (i32, i32) = (start.trim().parse().ok()?, end.get(end.len().checked_sub(2)?..)?.parse().ok()?);
    let years = (end - start).rem_euclid(100);
    (years > 1 && !first.footnote).then_some(())?;
    Some(YearMention { year: AcademicYear::starting(start + years - 1)?, ..first.clone() })
}

/// Several years written as two are at most so many.
const LONGEST_RANGE: i32 = 15;
const DASHES: [char; 5] = ['-', '/', '–', '—', '‑'];

fn plausible(year: i32) -> Option<i32> {
    (1980..2080).contains(&year).then_some(year)
}

/// A run of four digits: `2011-12`, `2011/2`, `2011-2012`, the year of a date, or a calendar year alone.
fn after_four(text: &str, at: usize, end: usize, begins: YearBegins) -> Option<YearMention> {
    let start = plausible(text.get(at..end)?.parse().ok()?)?;
    let rest = text.get(end..)?;
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let separated = rest.trim_start_matches(' ');
    if let Some(second) = separated.strip_prefix(DASHES) {
        let dash = separated.len() - second.len();
        let blanks = second.len() - second.trim_start_matches(' ').len();
        let second = second.trim_start_matches(' ');
        let digits = digits_end(second.as_bytes(), 0);
        let next: Option<i32> = second.get(..digits).and_then(|text| text.parse().ok());
        let past = end + gap + dash + blanks + digits;
        let written = as_written(start, (at, past))?;
        if next.is_some_and(|next| follows(start, next, digits)) {
            return Some(written);
        }
        // 2011-121 is 2011-12 with the mark of footnote 1
        if digits == 3 && next.is_some_and(|next| follows(start, next / 10, 2)) {
            return Some(YearMention { footnote: true, ..written });
        }
        let day = month_after(start, separated).filter(|(_, length)| *length > dash + 2);
        if day.is_none() && next.is_some_and(|next| is_range(start, next, digits)) {
            return Some(written);
        }
    }
    if let Some((day, length)) = month_after(start, rest) {
        let at = (at, end + length);
        return Some(YearMention { year: begins.year_of(day)?, calendar: true, dated: true, footnote: false, at });
    }
    calendar(text, at, end, end, begins)
}

fn follows(start: i32, next: i32, digits: usize) -> bool {
    match digits {
        1 => (start + 1) % 10 == next,
        2 => (start + 1) % 100 == next,
        4 => start + 1 == next,
        _ => false,
    }
}

/// Whether two years are the first and the last of several: `2022-25`, `2009-2013`.
fn is_range(start: i32, end: i32, digits: usize) -> bool {
    let years = match digits {
        2 => (end - start).rem_euclid(100),
        4 => end - start,
        _ => return false,
    };
    (2..=LONGEST_RANGE).contains(&years)
}

/// What follows a year and makes a day or a month of it, and its length: `-07-31`, `_07_31`, `.07.31`, ` 07 31`, `-07`.
fn month_after(year: i32, rest: &str) -> Option<(NaiveDate, usize)> {
    let sign = rest.chars().next().filter(|sign| DASHES.contains(sign) || matches!(sign, '_' | '.' | ' '))?;
    let rest = rest.strip_prefix(sign)?;
    let two = |text: &str| -> Option<u32> {
        let digits = text.get(..2).filter(|_| digits_end(text.as_bytes(), 0) == 2)?;
        digits.parse().ok()
    };
    let month = two(rest)?;
    let day = rest.get(2..).and_then(|rest| rest.strip_prefix(sign)).and_then(two);
    match day {
        Some(day) => Some((NaiveDate::from_ymd_opt(year, month, day)?, 2 * sign.len_utf8() + 4)),
        // `2011 12` is no month, and 2011.12 a number
        None if sign == ' ' || sign == '.' => None,
        None => Some((NaiveDate::from_ymd_opt(year, month, 1)?, sign.len_utf8() + 2)),
    }
}

/// A calendar year alone, from `at` to `end`; what belongs to it ends at `past`.
fn calendar(text: &str, at: usize, end: usize, past: usize, begins: YearBegins) -> Option<YearMention> {
    let year = plausible(text.get(at..end)?.parse().ok()?)?;
    let before = text.get(..at)?;
    // the year of 04/12/2013, or of 4 December 2013
    let month = numeric_month(before).or_else(|| month_before(before));
    let year = match month {
        Some(month) => begins.year_of_month(year, month)?,
        None => AcademicYear::starting(year - 1)?,
    };
    Some(YearMention { year, calendar: true, dated: month.is_some(), footnote: false, at: (at, past) })
}

/// The month of a day and month in digits at the end of a text: `04/12/`.
fn numeric_month(before: &str) -> Option<u32> {
    let mut parts = before.strip_suffix(['/', '-', '.'])?.rsplit(['/', '-', '.', ' ']);
    let month: u32 = parts.next()?.parse().ok()?;
    let _day: u32 = parts.next()?.parse().ok()?;
    (1..=12).contains(&month).then_some(month)
}

/// The month at the end of a text, by its name; autumn is where November is, whenever the year begins.
fn month_before(before: &str) -> Option<u32> {
    let mut words = before.rsplit(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let last = words.next()?;
    let trimmed = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    if before.len() - trimmed.len() > 3 || trimmed.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let word = if last.eq_ignore_ascii_case("term") { words.next().unwrap_or(last) } else { last };
    if word.eq_ignore_ascii_case("autumn") { Some(11) } else { month_number(word) }
}

/// The number of a month by its name or its first three letters (`sept` too).
pub(super) fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let fits = |month: &str| {
        word == month || (word.len() == 3 && month.starts_with(&word)) || (word == "sept" && month == "september")
    };
    MONTHS.iter().zip(1..).find(|(month, _)| fits(month)).map(|(_, number)| number)
}

/// The one year that texts of equal standing name: the academic year they agree on, else the calendar year they
/// agree on. `None` where they name none or several.
pub(super) fn one_year<'a>(texts: impl Iterator<Item = &'a str>, begins: YearBegins) -> Option<YearMention> {
    let all: Vec<YearMention> = texts.flat_map(|text| mentions(text, begins)).collect();
    let agreed = |calendar: bool| {
        let mut of_kind = all.iter().filter(|mention| mention.calendar == calendar);
        let first = of_kind.next()?;
        of_kind.all(|other| other.year == first.year).then(|| first.clone())
    };
    if all.iter().any(|mention| !mention.calendar) { agreed(false) } else { agreed(true) }
}

/// The year that a whole cell states: `2011-12`, `2011/2`, `11/12`, `201112`, `2012*`.
pub(super) fn whole(text: &str, begins: YearBegins) -> Option<YearMention> {
    let text = text.trim_matches(|c: char| super::words::is_blank(c) || super::words::is_footnote_mark(c));
    if let Some((first, second)) = text.split_once(['/', '-', '–']) {
        let (start, next): (i32, i32) = (first.trim().parse().ok()?, second.trim().parse().ok()?);
        if first.trim().len() == 2 && second.trim().len() == 2 && next == start + 1 && (5..40).contains(&start) {
            return as_written(2000 + start, (0, text.len()));
        }
    }
    let found = mentions(text, begins);
    let [mention] = found.as_slice() else { return None };
    let (before, after) = (text.get(..mention.at.0)?, text.get(mention.at.1..)?);
    let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    (letters(before) == 0 && letters(after) == 0).then(|| mention.clone())
}

/// The latest year that a text names, where it names several.
pub(super) fn latest(text: &str) -> Option<AcademicYear> {
    // no calendar year is asked for, so it is all one when years begin
    mentions(text, YearBegins::default())
        .into_iter()
        .filter(|mention| !mention.calendar)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        mentions(text, YearBegins::default())
            .iter()
            .map(|m| format!("{}{}", m.year, if m.calendar { "?" } else { "" }))
            .collect()
    }

    #[test]
    fn years_are_found_however_they_are_written() {
        for (text, expected) in [
            ("Key stage 4 results 2013/14", vec!["2013-14"]),
            ("2008/9*", vec!["2008-09"]),
            ("ks4 201112 final", vec!["2011-12"]),
            ("2010 – 2011", vec!["2010-11"]),
            ("2010-2011", vec!["2010-11"]),
            ("2010*", vec!["2009-10?"]),
            ("20101", vec!["2009-10?"]),
            ("Summer 2012", vec!["2011-12?"]),
            ("Autumn term 2012", vec!["2012-13?"]),
            ("30 April 2013", vec!["2012-13?"]),
            ("31 October 2013", vec!["2013-14?"]),
            ("as at 04/12/2013", vec!["2013-14?"]),
            ("2013-12-04", vec!["2013-14?"]),
            ("ofsted-mi-2026-02-28-leeds", vec!["2025-26?"]),
            ("2026_02_28", vec!["2025-26?"]),
            ("20261031", vec!["2026-27?"]),
            ("2026-02", vec!["2025-26?"]),
            ("2009-10 to 2011-12", vec!["2009-10", "2011-12"]),
            ("2011-121", vec!["2011-12"]),
            ("Results 2022-25", vec!["2024-25", "2022-23"]),
            ("2009-2012", vec!["2011-12", "2009-10"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_month_is_of_the_year_that_began_before_it() {
        let july = YearBegins::in_month(7).unwrap();
        for (text, expected) in [
            ("as at 15/08/2012", "2012-13"),
            ("30 June 2012", "2011-12"),
            ("July 2012", "2012-13"),
            ("20120701", "2012-13"),
            ("2012-06", "2011-12"),
            ("Autumn term 2012", "2012-13"),
            ("2012-13", "2012-13"),
            ("2012", "2011-12"),
        ] {
            let years: Vec<String> = mentions(text, july).iter().map(|mention| mention.year.to_string()).collect();
            assert_eq!(years, [expected], "{text}");
        }
    }

    #[test]
    fn a_year_with_its_month_is_sure_and_a_lone_one_is_not() {
        let dated =
            |text: &str| mentions(text, YearBegins::default()).iter().map(|mention| mention.dated).collect::<Vec<_>>();
        let sure = [
            "2026-02-28",
            "2026_02_28",
            "2026.02.28",
            "20260228",
            "2026-02",
            "28-02-2026",
            "28.02.2026",
            "28 Feb 2026",
            "31 August 2014",
            "Sept 2014",
            "Autumn term 2012",
        ];
        for text in sure {
            assert_eq!(dated(text), [true], "{text}");
        }
        for text in ["results 2012", "2016-936-ks2", "2012 final", "Summer 2012", "2011-12", "v2 2012"] {
            assert_eq!(dated(text), [false], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_years() {
        for text in ["URN 115368", "8822011", "aged 7-11", "KS2012", "1,200", "5+ A*-C", "2500"] {
            assert_eq!(shown(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn titles_that_name_several_years_name_none() {
        let year = |texts: &[&str]| one_year(texts.iter().copied(), YearBegins::default()).map(|m| m.year.to_string());
        assert_eq!(year(&["KS2 results 2011", "academic year 2010-11, final"]).as_deref(), Some("2010-11"));
        assert_eq!(year(&["2009-10 to 2011-12"]), None);
        assert_eq!(year(&["Results 2012"]).as_deref(), Some("2011-12"));
        assert_eq!(year(&["Results"]), None);
        assert_eq!(year(&["Results 2022-25"]), None);
    }

    #[test]
    fn a_cell_is_a_year_only_as_a_whole() {
        let year = |text| whole(text, YearBegins::default()).map(|m| m.year.to_string());
        assert_eq!(year(" 2011-12 ").as_deref(), Some("2011-12"));
        assert_eq!(year("11/12").as_deref(), Some("2011-12"));
        assert_eq!(year("2016").as_deref(), Some("2015-16"));
        assert_eq!(year("results of 2016"), None);
        assert_eq!(year("12/13/14"), None);
    }
}
