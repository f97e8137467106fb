//! Days as people type them, and as serial numbers and stamps.

use chrono::{Datelike, Duration, NaiveDate};

use super::months::month_number;
use crate::intake::words::is_blank;

/// The day that a text is: day first, as in Britain; or year first; or with the month's name.
pub(in crate::intake) fn typed(text: &str) -> Option<NaiveDate> {
    typed_as(text, false)
}

/// In which order the days of a column are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::intake) enum Order {
    /// as in Britain
    #[default]
    DayFirst,
    /// as in America
    MonthFirst,
    /// some can only be month first, but too few to say it of the others
    Unsure,
}

/// One in so many days that can only be month first is a slip among days that are day first.
const SLIP: usize = 10;

/// The order of a column's days: month first where half of them can be nothing else, and none is only to be read with the
/// day first. Two of three days have a number that is no month, so where fewer tell, it may be a slip.
pub(in crate::intake) fn order<'t>(texts: impl Iterator<Item = &'t str>) -> Order {
    let (mut month, mut day, mut either) = (0, 0, 0);
    for text in texts {
        match [false, true].map(|month_first| typed_as(text, month_first)) {
            [None, Some(_)] => month += 1,
            [Some(_), None] => day += 1,
            [Some(one), Some(other)] if one != other => either += 1,
            _ => {}
        }
    }
    match month {
        0 => Order::DayFirst,
        _ if day > 0 => Order::DayFirst,
        _ if month >= either => Order::MonthFirst,
        _ if month * SLIP < either => Order::DayFirst,
        _ => Order::Unsure,
    }
}

/// The day that a text is, in a column whose days are written in an order; `None` where that is needed and not sure.
pub(in crate::intake) fn ordered(text: &str, order: Order) -> Option<NaiveDate> {
    let [as_day, as_month] = [false, true].map(|month_first| typed_as(text, month_first));
    match order {
        Order::DayFirst => as_day,
        Order::MonthFirst => as_month,
        Order::Unsure => as_day.filter(|_| as_day == as_month),
    }
}

/// The day that a text is, with the month before the day where both are numbers.
fn typed_as(text: &str, month_first: bool) -> Option<NaiveDate> {
    let text = text.trim_matches(|c| is_blank(c) || c == '*');
    let text = without_time(text);
    let parts: Vec<&str> = text
        .split(|c: char| is_blank(c) || matches!(c, '/' | '-' | '.' | ',' | '–'))
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = match parts.as_slice() {
        [weekday, rest @ ..] if is_weekday(weekday) => <[&str; 3]>::try_from(rest).ok()?,
        all => <[&str; 3]>::try_from(all).ok()?,
    };
    if first.len() == 4 && number(first).is_some() {
        return day(number(first)?, month(second)?, number(third)?);
    }
    if month_number(first).is_some() {
        return day(full_year(third)?, month(first)?, number(ordinal(second))?);
    }
    if month_first && month_number(second).is_none() {
        return day(full_year(third)?, month(first)?, number(second)?);
    }
    day(full_year(third)?, month(second)?, number(ordinal(first))?)
}

/// The day that a number without a date's format stands for: a serial of the workbook's calendar, or `20131204`.
pub(in crate::intake) fn from_number(number: f64, date_1904: bool) -> Option<NaiveDate> {
    if !(10_000.0..100_000_000.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
    let whole = number.floor() as i64;
    if whole > 10_000_000 {
        let (year, rest) = (i32::try_from(whole / 10_000).ok()?, u32::try_from(whole % 10_000).ok()?);
        return believable(NaiveDate::from_ymd_opt(year, rest / 100, rest % 100)?);
    }
    if whole > 80_000 {
        return None;
    }
    believable(start(date_1904)?.checked_add_signed(Duration::try_days(whole)?)?)
}

/// The last day of a text that names the days of one event: `4-5 March 2012`, `5 and 6 March 2012`,
/// `04/03/2012 - 05/03/2012`.
pub(in crate::intake) fn last_of_days(text: &str) -> Option<NaiveDate> {
    let text = text.trim_matches(|c| is_blank(c) || c == '*');
    [" - ", " – ", " and ", " to ", "-", "–", "&"].iter().find_map(|between| {
        let (first, last) = text.split_once(between)?;
        let last = typed(last)?;
        let first = first.trim_matches(is_blank);
        let first = typed(first).or_else(|| last.with_day(u32::try_from(number(ordinal(first))?).ok()?))?;
        (1..=LONGEST_EVENT).contains(&last.signed_duration_since(first).num_days()).then_some(last)
    })
}

/// An inspection or a visit takes at most so many days.
const LONGEST_EVENT: i64 = 14;

/// Whether a cell shown as a day holds a number that is none: 0 or 12 shown as a day of the calendar's first year, or a
/// year such as 2012 shown as a day of 1905. No workbook counts a school's days there but by that slip.
pub(in crate::intake) fn is_number_in_disguise(day: NaiveDate, date_1904: bool) -> bool {
    let Some(start) = start(date_1904) else { return false };
    let serial = day.signed_duration_since(start).num_days();
    (-1..=366).contains(&serial) || (1900..=2060).contains(&serial)
}

/// The day from which a workbook's calendar counts.
fn start(date_1904: bool) -> Option<NaiveDate> {
    if date_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) }
}

/// The day that a text of figures alone stands for, as [`from_number`] has it. A nought before them makes them a day, a
/// month and a year (040312), which is none of its forms.
pub(in crate::intake) fn from_digits(text: &str, date_1904: bool) -> Option<NaiveDate> {
    let text = text.trim_matches(is_blank);
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.') && !text.starts_with('0');
    from_number(text.parse().ok().filter(|_| plain)?, date_1904)
}

/// A day that a record of a school can be about.
pub(in crate::intake) fn believable(day: NaiveDate) -> Option<NaiveDate> {
    (1500..2100).contains(&day.year()).then_some(day)
}

fn without_time(text: &str) -> &str {
    let cut = text.find(['T', ' ']).filter(|&at| text.get(at + 1..).is_some_and(is_time));
    let cut = cut.or_else(|| text.rfind(' ').filter(|&at| text.get(at + 1..).is_some_and(is_time)));
    cut.and_then(|at| text.get(..at)).unwrap_or(text)
}

fn is_time(text: &str) -> bool {
    let text = text.trim_end_matches(['Z', 'A', 'P', 'M', 'a', 'p', 'm', ' ']);
    text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let lower = word.to_lowercase();
    lower.chars().all(char::is_alphabetic)
        && month_number(word).is_none()
        && DAYS.iter().any(|day| lower.starts_with(day))
}

fn ordinal(text: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text)
}

fn number(text: &str) -> Option<i32> {
    text.chars().all(|c| c.is_ascii_digit()).then(|| text.parse().ok())?
}

fn month(text: &str) -> Option<i32> {
    month_number(text).and_then(|month| i32::try_from(month).ok()).or_else(|| number(text).filter(|_| text.len() <= 2))
}

/// A year of four digits, or of two: up to 49 in this century.
fn full_year(text: &str) -> Option<i32> {
    let year = number(text)?;
    match text.len() {
        4 => Some(year),
        2 => Some(if year < 50 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

fn day(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    believable(NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_type_it() {
        for text in [
            "04/12/2013",
            "04/12/2013 00:00",
            "4/12/13",
            "04-12-2013",
            "04.12.2013",
            "2013-12-04",
            "2013-12-04T00:00:00",
            "2013-12-04 00:00:00",
            "4 December 2013",
            "4th December 2013",
            "04-Dec-2013",
            "4 Dec 13",
            "Wednesday 4 December 2013",
            "December 4, 2013",
        ] {
            assert_eq!(typed(text).map(|day| day.to_string()).as_deref(), Some("2013-12-04"), "{text}");
        }
    }

    #[test]
    fn a_day_with_its_ending_is_no_year() {
        for text in ["31st July 2013", "Wednesday 31st July 2013", "July 31st, 2013"] {
            assert_eq!(typed(text).map(|day| day.to_string()).as_deref(), Some("2013-07-31"), "{text}");
        }
    }

    #[test]
    fn a_column_is_month_first_where_half_its_days_can_be_nothing_else_and_none_is_the_other() {
        let order = |texts: &[&str]| order(texts.iter().copied());
        assert_eq!(order(&["10/02/2025", "07/15/2025", "2025-07-01", "1 July 2025"]), Order::MonthFirst);
        assert_eq!(order(&["10/02/2025", "07/12/2025"]), Order::DayFirst, "nothing tells");
        assert_eq!(order(&["15/07/2025", "07/15/2025"]), Order::DayFirst, "they contradict each other");
        let one = ["04/03/2012", "05/03/2012", "04/13/2012", "07/06/2012", "06/06/2012"];
        assert_eq!(order(&one), Order::Unsure, "a slip, or not");
        let read = one.map(|text| ordered(text, Order::Unsure).map(|day| day.to_string()));
        assert_eq!(read, [None, None, None, None, Some("2012-06-06".into())]);
        let many = [&["04/03/2012"; 11][..], &["04/13/2012"]].concat();
        assert_eq!(order(&many), Order::DayFirst, "one of a dozen is a slip");
        assert_eq!(typed_as("10/02/2025", true).map(|day| day.to_string()).as_deref(), Some("2025-10-02"));
        assert_eq!(typed_as("2 Oct 2025", true), typed("2 Oct 2025"));
    }

    #[test]
    fn of_several_days_of_one_event_the_last_is_taken() {
        for (text, day) in [
            ("4-5 March 2012", "2012-03-05"),
            ("12–13 Oct 2012", "2012-10-13"),
            ("5 and 6 March 2012", "2012-03-06"),
            ("04/03/2012 - 05/03/2012", "2012-03-05"),
        ] {
            assert_eq!(last_of_days(text).map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
        for text in ["2011-12", "5-4 March 2012", "March - April 2012", "1 to 30 March 2012"] {
            assert_eq!(last_of_days(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_shown_as_a_day_is_none() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let disguised = |day| is_number_in_disguise(day, false);
        assert!(disguised(day(1899, 12, 31)) && disguised(day(1905, 7, 4)) && disguised(day(1900, 1, 12)));
        assert!(!disguised(day(1905, 9, 1)) && !disguised(day(2012, 3, 4)));
        assert!(is_number_in_disguise(day(1904, 1, 13), true));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in ["", "2013-14", "31/02/2013", "04/13/2013", "December 2013", "SM", "12", "4/12", "1/2/3"] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_stand_for_days_of_the_workbooks_calendar() {
        let day = |number, date_1904| from_number(number, date_1904).map(|day| day.to_string());
        assert_eq!(day(41612.0, false).as_deref(), Some("2013-12-04"));
        assert_eq!(day(41612.6, false).as_deref(), Some("2013-12-04"));
        assert_eq!(day(40150.0, true).as_deref(), Some("2013-12-04"));
        assert_eq!(day(20_131_204.0, false).as_deref(), Some("2013-12-04"));
        assert_eq!(day(72.0, false), None);
        let text = |text| from_digits(text, false).map(|day| day.to_string());
        assert_eq!((text("41612").as_deref(), text("20131204").as_deref()), (Some("2013-12-04"), Some("2013-12-04")));
        for none in ["040312", "41,612", "41612*", "£41612", "+41612", "-41612", ""] {
            assert_eq!(text(none), None, "{none}");
        }
    }
}
