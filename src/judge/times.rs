//! When an event of the cycle takes place in an academic year: on its dates, or in its months where the year has none.

use chrono::{Days, Months, NaiveDate};

use crate::domain::{AcademicYear, YearBegins};
use crate::rulebook::model::{CycleEvent, Rulebook};

/// The time of an event in a year that has this number, from 1.
pub(super) fn nth_time(rulebook: &Rulebook, event: usize, year: AcademicYear, number: usize) -> Option<Time> {
    let times = times_in(rulebook.cycle.get(event)?, rulebook.year_begins, year);
    times.into_iter().find(|time| time.number == number)
}

/// A time of an event: a day, a window, or its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// first day
    pub from: NaiveDate,
    /// last day
    pub to: NaiveDate,
    /// whether the rulebook has dates for it, and not only months
    pub dated: bool,
    /// the academic year
    pub year: AcademicYear,
    /// its number among those of the event in the year, from 1
    pub number: usize,
}

impl Time {
    /// The day by which runs are taken to have known less than the event did. Of one that has only months it may have been any
    /// day in them: what is told again does no harm, what is never told does.
    #[must_use]
    pub fn known_by(&self) -> NaiveDate {
        if self.dated { self.to } else { self.from }
    }
}

/// The times of an event in an academic year: its dates, or its months where the year has none.
pub(super) fn times_in(event: &CycleEvent, begins: YearBegins, year: AcademicYear) -> Vec<Time> {
    let dates: Vec<_> = event.dates.iter().filter(|dates| dates.year == year).collect();
    if dates.is_empty() {
        let months = months_in(event, begins, year);
        return months.map(|(from, to)| Time { from, to, dated: false, year, number: 1 }).into_iter().collect();
    }
    let numbered = dates.into_iter().zip(1..);
    numbered.map(|(dates, number)| Time { from: dates.from, to: dates.to, dated: true, year, number }).collect()
}

/// First and last day of an event's months in an academic year.
fn months_in(event: &CycleEvent, begins: YearBegins, year: AcademicYear) -> Option<(NaiveDate, NaiveDate)> {
    let first = *event.months.first()?;
    let last = *event.months.last()?;
    let calendar_year = year.start() + i32::from(first < begins.month());
    // months that run over new year (December, January) end in the year after
    let from = NaiveDate::from_ymd_opt(calendar_year, first, 1)?;
    let to = NaiveDate::from_ymd_opt(calendar_year + i32::from(last < first), last, 1)?;
    Some((from, to.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?))
}
