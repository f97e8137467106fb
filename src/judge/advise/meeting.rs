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

fn next_school_day(day: NaiveDate, holidays: &[Holiday]) -> Option<NaiveDate> {
    // a year without a school day would be a mistake in the holidays: then there is no meeting
    day.iter_days().take(366).find(|day| {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        !weekend && !holidays.iter().any(|holiday| holiday.from <= *day && *day <= holiday.to)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_meeting_in_the_holidays_is_held_on_the_next_school_day_and_does_not_shift_the_rest() {
        let christmas = Holiday { title: "Christmas".into(), from: day("2012-12-22"), to: day("2013-01-06") };
        let held = meetings(day("2012-11-26"), 28, 3, &[christmas]);
        assert_eq!(held, [day("2013-01-07"), day("2013-01-21"), day("2013-02-18")]);
    }

    #[test]
    fn no_meeting_on_a_weekend() {
        assert_eq!(meetings(day("2013-03-02"), 7, 1, &[]), [day("2013-03-11")]);
    }

    #[test]
    fn holidays_without_end_give_no_meeting() {
        let always = Holiday { title: "always".into(), from: day("2000-01-01"), to: day("2100-01-01") };
        assert!(meetings(day("2013-03-02"), 28, 3, &[always]).is_empty());
    }
}
