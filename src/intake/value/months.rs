//! Months beside a year, by name and by number.

use chrono::{Datelike, NaiveDate};

use super::date;

/// The month of a day and month in digits at the end of a text: `04/12/`.
pub(in crate::intake) fn numeric_month(before: &str) -> Option<u32> {
    let mut parts = before.strip_suffix(['/', '-', '.'])?.rsplit(['/', '-', '.', ' ']);
    let month: u32 = parts.next()?.parse().ok()?;
    let _day: u32 = parts.next()?.parse().ok()?;
    (1..=12).contains(&month).then_some(month)
}

/// The month at the end of a text, by its name; autumn is where November is, whenever the year begins.
pub(in crate::intake) fn month_before(before: &str) -> Option<u32> {
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
pub(in crate::intake) fn month_number(word: &str) -> Option<u32> {
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

/// Whether a day is one that Excel makes of a year: 1 December 2011 of 2011-12.
pub(in crate::intake) fn made_of_a_year(day: NaiveDate) -> bool {
    day.day() == 1 && i32::try_from(day.month()).is_ok_and(|month| month == day.year().rem_euclid(100) + 1)
}

/// Whether a text is a year as Excel shows it once it has made a day of it: `Dec-11` of 2011-12, `11-Dec` of 11-12,
/// `01/12/2011`.
pub(in crate::intake) fn as_excel_shows(text: &str) -> bool {
    if date::typed(text.trim()).is_some_and(made_of_a_year) {
        return true;
    }
    let Some((first, second)) = text.trim().split_once('-') else { return false };
    let of = |month: &str, year: &str| {
        let year = year.get(year.len().saturating_sub(2)..).and_then(|year| year.parse::<u32>().ok());
        month_number(month).zip(year).is_some_and(|(month, year)| month == year + 1)
    };
    of(first, second) || of(second, first)
}
