//! Meetings at regular distance, none in a holiday.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::rulebook::model::Holiday;

/// The next meetings after a day: every `days` days; one that would fall into a holiday or on a weekend is held on the
/// next school day, and the distance is counted on from the planned day, so that one holiday does not shift the year.
#[must_use]
pub fn meetings(after: NaiveDate, days: u32, how_many: u32, holidays: &[Holiday]) -> Vec<NaiveDate> {
    let planned = (1..=u64::from(how_many)).filter_map(|n| after.checked_add_days(Days::new(u64::from(days) * n)));
    let mut held: Vec<NaiveDate> = planned.filter_map(|day| next_school_day(day, holidays)).collect();
    held.dedup();
    held
}

/// The meetings of a plan that began on a day: how many were held before the stated day, and the next ones. They are
/// counted from the beginning, so that the stated day moves none.
pub(super) fn since(
    begun: NaiveDate,
    today: NaiveDate,
    days: u32,
    ahead: u32,
    holidays: &[Holiday],
) -> (usize, Vec<NaiveDate>) {
    let planned = (1..).map_while(|n| begun.checked_add_days(Days::new(u64::from(days) * n)));
    let (mut held, mut next, mut last) = (0, Vec::new(), None);
    for day in planned.map_while(|day| next_school_day(day, holidays)) {
        if next.len() >= ahead as usize && day >= today {
            break;
        }
        // two that are put off by the same holiday are one
        if last == Some(day) {
            continue;
        }
        last = Some(day);
        if day < today { held += 1 } else { next.push(day) }
    }
    (held, next)
}

fn next_school_day(day: NaiveDate, holidays: &[Holiday]) -> Option<NaiveDate> {
    // a year without a school day would be a mistake in the holidays: then there is no meeting
    day.iter_days().take(366).find(|day| {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        !weekend && !holidays.iter().any(|holiday| holiday.has(*day))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn holiday(title: &str, from: &str, to: &str) -> Holiday {
        Holiday { title: title.into(), from: day(from), to: day(to), span: crate::rulebook::Span::default() }
    }

    #[test]
    fn a_meeting_in_the_holidays_is_held_on_the_next_school_day_and_does_not_shift_the_rest() {
        let christmas = holiday("Christmas", "2012-12-22", "2013-01-06");
        let held = meetings(day("2012-11-26"), 28, 3, &[christmas]);
        assert_eq!(held, [day("2013-01-07"), day("2013-01-21"), day("2013-02-18")]);
    }

    #[test]
    fn meetings_are_counted_from_the_beginning_whatever_the_stated_day() {
        let christmas = [holiday("Christmas", "2012-12-22", "2013-01-06")];
        let on = |today: &str| since(day("2012-09-17"), day(today), 28, 3, &christmas);
        let next = ["2013-01-07", "2013-02-04", "2013-03-04"].map(day);
        // 15 October, 12 November and 10 December were held
        assert_eq!(on("2012-12-11"), (3, next.to_vec()));
        assert_eq!(on("2013-01-07"), (3, next.to_vec()), "a meeting of the day itself is still to come");
        assert_eq!(on("2013-01-08").0, 4);
        assert_eq!(on("2012-09-01").0, 0, "it has yet to begin");
    }

    #[test]
    fn no_meeting_on_a_weekend() {
        assert_eq!(meetings(day("2013-03-02"), 7, 1, &[]), [day("2013-03-11")]);
    }

    #[test]
    fn holidays_without_end_give_no_meeting() {
        let always = holiday("always", "2000-01-01", "2100-01-01");
        assert!(meetings(day("2013-03-02"), 28, 3, &[always]).is_empty());
    }
}
