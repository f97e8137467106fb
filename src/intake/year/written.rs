//! How a year is written at a place in a text: `2011-12`, `201112`, `28 February 2026`, and in names of files `AY1112`.

use chrono::{Datelike, NaiveDate};

use super::YearMention;
use crate::domain::{AcademicYear, YearBegins};
use crate::intake::value::months::{month_before, month_number, numeric_month};

/// Several years written as two are at most so many.
const LONGEST_RANGE: i32 = 15;
const DASHES: [char; 6] = ['-', '/', '–', '—', '‑', '_'];
/// Years of two digits, as `11-12`, are of this century.
const SHORT: std::ops::Range<i32> = 5..40;
/// After these words two numbers are of pupils, weeks or pages: `Years 10-11`, `aged 10-11`.
const NOT_YEARS: [&str; 15] = [
    "year", "years", "y", "yr", "yrs", "age", "aged", "ages", "week", "weeks", "table", "tables", "set", "class",
    "group",
];

/// What a text is: years are written more freely in titles than in headings, and shortest in names of files and sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Heading,
    Title,
    Name,
}

/// A run of digits in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    pub text: &'a str,
    pub at: usize,
    pub end: usize,
    pub kind: Kind,
    pub begins: YearBegins,
}

/// What stands behind a year and the sign that joins them: `-12`, ` to 2012`.
#[derive(Clone, Copy, Debug)]
struct Second {
    number: i32,
    digits: usize,
    /// where it ends, from the end of the first
    length: usize,
    /// whether only a blank or a full stop stands between
    loose: bool,
}

pub(super) fn digits_end(bytes: &[u8], from: usize) -> usize {
    (from..bytes.len()).find(|&at| !bytes.get(at).is_some_and(u8::is_ascii_digit)).unwrap_or(bytes.len())
}

/// The year that begins with a run of digits, and the last one where it is the first of several: `2022-25` is 2022-23 to
/// 2024-25.
pub(super) fn mention_at(run: Run<'_>) -> Option<(YearMention, Option<AcademicYear>)> {
    let digits = run.text.get(run.at..run.end)?;
    let before = letters_before(run.text, run.at);
    // the AY of an academic year is no part of a code, as the letters of KS2012 are
    let marked = run.kind == Kind::Name && before.eq_ignore_ascii_case("ay");
    if !before.is_empty() && !marked {
        return None;
    }
    let alone = |mention: YearMention| Some((mention, None));
    match digits.len() {
        // a day without signs: 20260228
        8 => {
            let day = NaiveDate::parse_from_str(digits, "%Y%m%d").ok()?;
            plausible(day.year())?;
            alone(dated(run.begins.year_of(day)?, (run.at, run.end)))
        }
        6 => {
            let start: i32 = digits.get(..4)?.parse().ok()?;
            let next: i32 = digits.get(4..)?.parse().ok()?;
            plausible(start).filter(|_| (start + 1) % 100 == next)?;
            alone(as_written(start, (run.at, run.end))?)
        }
        // four digits and the digit of a footnote: 20101
        5 => alone(calendar(run, run.at + 4)?),
        // AY1112 says itself that it is a year
        4 => after_four(run).or_else(|| {
            let written = four_short(run, digits)?;
            alone(YearMention { short: !marked, ..written })
        }),
        2 if run.kind == Kind::Name => alone(short(run, digits)?),
        _ => None,
    }
}

/// The letters that stand at a run of digits, without anything between.
fn letters_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    before.get(before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()..).unwrap_or("")
}

/// A year written as one that begins in this calendar year: `2011-12`.
fn as_written(start: i32, at: (usize, usize)) -> Option<YearMention> {
    let year = AcademicYear::starting(start)?;
    Some(YearMention { year, calendar: false, dated: false, footnote: false, short: false, at })
}

fn dated(year: AcademicYear, at: (usize, usize)) -> YearMention {
    YearMention { year, calendar: true, dated: true, footnote: false, short: false, at }
}

fn plausible(year: i32) -> Option<i32> {
    (1980..2080).contains(&year).then_some(year)
}

/// A run of four digits: `2011-12`, `2011/2`, `2011-2012`, the year of a date, or a calendar year alone.
fn after_four(run: Run<'_>) -> Option<(YearMention, Option<AcademicYear>)> {
    let start = plausible(run.text.get(run.at..run.end)?.parse().ok()?)?;
    let rest = run.text.get(run.end..)?;
    let day = month_after(start, rest);
    let whole_day = day.filter(|(_, length)| *length > SHORTEST_DAY);
    if let Some(second) = second(rest, run.kind).filter(|_| whole_day.is_none()) {
        let Second { number, digits, length, loose } = second;
        let written = as_written(start, (run.at, run.end + length))?;
        if follows(start, number, digits) && (!loose || digits > 1) {
            return Some((YearMention { short: loose, ..written }, None));
        }
        // 2011-121 is 2011-12 with the mark of footnote 1
        if digits == 3 && !loose && follows(start, number / 10, 2) {
            return Some((YearMention { footnote: true, ..written }, None));
        }
        // 2010-12 may be three years or a month: where nothing else tells, it is asked
        if let Some(years) = range(start, number, digits).filter(|_| !loose) {
            return Some((written, AcademicYear::starting(start + years - 1)));
        }
    }
    if let Some((day, length)) = day {
        return Some((dated(run.begins.year_of(day)?, (run.at, run.end + length)), None));
    }
    Some((calendar(run, run.end)?, None))
}

/// What follows a year and may be the end of it, or the last of several.
fn second(rest: &str, kind: Kind) -> Option<Second> {
    let open = rest.trim_start_matches(' ');
    let signed = open.strip_prefix(DASHES);
    let worded = || open.strip_prefix("to").filter(|_| kind > Kind::Heading);
    let apart = || rest.strip_prefix([' ', '.']).filter(|_| kind == Kind::Name);
    let (after, loose) = match signed.or_else(worded) {
        Some(after) => (after, false),
        None => (apart()?, true),
    };
    let after = after.trim_start_matches(' ');
    let digits = digits_end(after.as_bytes(), 0);
    let number = after.get(..digits)?.parse().ok()?;
    // the 3 of "1 June 2012 to 3 July 2012" is a day
    let behind = after.get(digits..)?.trim_start_matches(' ');
    let word = behind.split(|c: char| !c.is_alphabetic()).next()?;
    if month_number(word).is_some() {
        return None;
    }
    Some(Second { number, digits, length: rest.len() - after.len() + digits, loose })
}

fn follows(start: i32, next: i32, digits: usize) -> bool {
    match digits {
        1 => (start + 1) % 10 == next,
        2 => (start + 1) % 100 == next,
        4 => start + 1 == next,
        _ => false,
    }
}

/// How many years lie between the first and the last of several: `2022-25`, `2009-2013`.
fn range(start: i32, end: i32, digits: usize) -> Option<i32> {
    let years = match digits {
        2 => (end - start).rem_euclid(100),
        4 => end - start,
        _ => return None,
    };
    (2..=LONGEST_RANGE).contains(&years).then_some(years)
}

/// Four digits that are no calendar year, in a name: `1112`, `AY1112`.
fn four_short(run: Run<'_>, digits: &str) -> Option<YearMention> {
    let (start, next): (i32, i32) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
    let fits = run.kind == Kind::Name && SHORT.contains(&start) && next == start + 1 && stands_alone(run, run.end);
    fits.then(|| as_written(2000 + start, (run.at, run.end)).map(|written| YearMention { short: true, ..written }))?
}

/// Two years of two digits in a name: `11-12`, `11_12`, `11 to 12`.
fn short(run: Run<'_>, digits: &str) -> Option<YearMention> {
    let start: i32 = digits.parse().ok()?;
    let second = second(run.text.get(run.end..)?, Kind::Name).filter(|second| !second.loose && second.digits == 2)?;
    let past = run.end + second.length;
    let fits = SHORT.contains(&start) && second.number == start + 1 && stands_alone(run, past);
    fits.then(|| as_written(2000 + start, (run.at, past)).map(|written| YearMention { short: true, ..written }))?
}

/// Whether nothing beside a short year makes a day of it (`28-11-12`, `11-12-2013`) or another number (`Years 11-12`).
fn stands_alone(run: Run<'_>, past: usize) -> bool {
    let (before, after) = (run.text.get(..run.at).unwrap_or(""), run.text.get(past..).unwrap_or(""));
    let sign = |c: char| DASHES.contains(&c) || c == '.';
    let digit = |c: char| c.is_ascii_digit();
    let goes_on = after.strip_prefix(sign).is_some_and(|after| after.starts_with(digit));
    // the number in KS2-11-12 is part of a code
    let of_a_day = before.strip_suffix(sign).is_some_and(|before| {
        let rest = before.trim_end_matches(digit);
        rest.len() < before.len() && !rest.ends_with(char::is_alphabetic)
    });
    let word = before.trim_end_matches(|c: char| !c.is_alphanumeric()).rsplit(|c: char| !c.is_alphanumeric());
    let mut words = word.map(str::to_lowercase);
    let (last, first) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let of_schools = matches!(&*first, "academic" | "school");
    let named = NOT_YEARS.contains(&&*last) && !of_schools;
    let behind = after.trim_start_matches([' ', '-', '_']).to_lowercase();
    let old = ["year", "yr", "yo"].iter().any(|word| behind.starts_with(word));
    !goes_on && !of_a_day && !named && !old
}

/// A day after a year is longer than its month: `-07-31`, not `-07`.
const SHORTEST_DAY: usize = 5;

/// What follows a year and makes a day or a month of it, and its length: `-07-31`, `_07_31`, `.07.31`, ` 07 31`, `-07`.
fn month_after(year: i32, rest: &str) -> Option<(NaiveDate, usize)> {
    let sign = rest.chars().next().filter(|sign| DASHES.contains(sign) || matches!(sign, '.' | ' '))?;
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

/// A calendar year alone; what belongs to it ends with the run.
fn calendar(run: Run<'_>, end: usize) -> Option<YearMention> {
    let year = plausible(run.text.get(run.at..end)?.parse().ok()?)?;
    let before = run.text.get(..run.at)?;
    // the year of 04/12/2013, or of 4 December 2013
    let month = numeric_month(before).or_else(|| month_before(before));
    let year = match month {
        Some(month) => run.begins.year_of_month(year, month)?,
        None => AcademicYear::starting(year - 1)?,
    };
    let at = (run.at, run.end);
    Some(YearMention { year, calendar: true, dated: month.is_some(), footnote: false, short: false, at })
}
