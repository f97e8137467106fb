//! The academic year: twelve months from the month in which a rulebook says that it begins.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

/// An academic year, named by the calendar year in which it starts: 2013-14 starts in 2013.
///
/// ```
/// use yardstick::domain::AcademicYear;
/// let year: AcademicYear = "2013/14".parse().unwrap();
/// assert_eq!(year.to_string(), "2013-14");
/// assert_eq!(year.before(1).to_string(), "2012-13");
/// assert!("2013-15".parse::<AcademicYear>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AcademicYear(u16);

impl AcademicYear {
    /// The year that starts in the given calendar year; `None` outside 1900 to 2199.
    #[must_use]
    pub fn starting(calendar_year: i32) -> Option<Self> {
        u16::try_from(calendar_year).ok().filter(|y| (1900..2200).contains(y)).map(Self)
    }

    /// The calendar year in which it starts.
    #[must_use]
    pub fn start(self) -> i32 {
        i32::from(self.0)
    }

    /// The year that lies `years` before; stays at the first year the calendar here knows.
    #[must_use]
    pub fn before(self, years: u16) -> Self {
        Self(self.0.saturating_sub(years))
    }

    /// The next year.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// The month in which academic years begin: September, where a rulebook says nothing else.
///
/// ```
/// use yardstick::domain::YearBegins;
/// let july = YearBegins::in_month(7).unwrap();
/// let day = "2012-08-15".parse().unwrap();
/// assert_eq!(july.year_of(day).unwrap().to_string(), "2012-13");
/// assert_eq!(YearBegins::default().year_of(day).unwrap().to_string(), "2011-12");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct YearBegins(u32);

impl Default for YearBegins {
    fn default() -> Self {
        Self(9)
    }
}

impl YearBegins {
    /// In a month from 2 to 12. A year from January lies in one calendar year, and is named by two nowhere.
    #[must_use]
    pub fn in_month(month: u32) -> Option<Self> {
        (2..=12).contains(&month).then_some(Self(month))
    }

    /// The number of the month, 2 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0
    }

    /// The academic year a day falls in; `None` outside 1900 to 2199.
    #[must_use]
    pub fn year_of(self, day: NaiveDate) -> Option<AcademicYear> {
        self.year_of_month(day.year(), day.month())
    }

    /// The academic year that a month of a calendar year falls in.
    #[must_use]
    pub fn year_of_month(self, year: i32, month: u32) -> Option<AcademicYear> {
        AcademicYear::starting(if month >= self.0 { year } else { year - 1 })
    }

    /// The first day of an academic year.
    #[must_use]
    pub fn first_day(self, year: AcademicYear) -> NaiveDate {
        NaiveDate::from_ymd_opt(year.start(), self.0, 1).unwrap_or(NaiveDate::MAX)
    }

    /// The last day of an academic year.
    #[must_use]
    pub fn last_day(self, year: AcademicYear) -> NaiveDate {
        self.first_day(year.next()).pred_opt().unwrap_or(NaiveDate::MAX)
    }
}

/// The text is not an academic year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an academic year; write it as 2013-14")]
pub struct NotAnAcademicYear;

impl FromStr for AcademicYear {
    type Err = NotAnAcademicYear;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (first, second) = match text.split_once(['-', '/', '–']) {
            Some(parts) => parts,
            None if text.len() == 6 && text.is_ascii() => text.split_at(4),
            None => return Err(NotAnAcademicYear),
        };
        let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
        if first.len() != 4 || !digits(first) || !digits(second) {
            return Err(NotAnAcademicYear);
        }
        let start: i32 = first.parse().map_err(|_| NotAnAcademicYear)?;
        let end: i32 = second.parse().map_err(|_| NotAnAcademicYear)?;
        let follows = match second.len() {
            2 => (start + 1) % 100 == end,
            4 => start + 1 == end,
            _ => false,
        };
        if follows { Self::starting(start).ok_or(NotAnAcademicYear) } else { Err(NotAnAcademicYear) }
    }
}

impl fmt::Display for AcademicYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1) % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_known_in_every_way_it_is_written() {
        for (text, year) in
            [("2013-14", "2013-14"), ("2013/14", "2013-14"), ("1999-2000", "1999-00"), ("201112", "2011-12")]
        {
            assert_eq!(text.parse::<AcademicYear>().unwrap().to_string(), year, "{text}");
        }
    }

    #[test]
    fn a_number_or_a_date_is_not_a_year() {
        for text in ["URN 115368", "2013", "2013-15", "04/12/2013", "882013145"] {
            assert_eq!(text.parse::<AcademicYear>(), Err(NotAnAcademicYear), "{text}");
        }
    }

    #[test]
    fn a_day_belongs_to_the_year_that_began_before_it() {
        let year = |begins: YearBegins, day: &str| begins.year_of(day.parse().unwrap()).unwrap().to_string();
        let (september, july) = (YearBegins::default(), YearBegins::in_month(7).unwrap());
        assert_eq!(year(september, "2014-12-05"), "2014-15");
        assert_eq!(
            (year(september, "2014-08-31"), year(september, "2014-09-01")),
            ("2013-14".into(), "2014-15".into())
        );
        assert_eq!((year(july, "2014-06-30"), year(july, "2014-07-01")), ("2013-14".into(), "2014-15".into()));
    }

    #[test]
    fn a_year_ends_the_day_before_the_next_begins() {
        let year: AcademicYear = "2013-14".parse().unwrap();
        let last = |begins: YearBegins| begins.last_day(year).to_string();
        assert_eq!(last(YearBegins::default()), "2014-08-31");
        assert_eq!(last(YearBegins::in_month(3).unwrap()), "2014-02-28");
        assert_eq!((YearBegins::in_month(1), YearBegins::in_month(13)), (None, None));
    }
}
