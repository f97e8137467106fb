//! The annual cycle: what is due next, for which schools.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::player::concerned;
use super::{CycleStep, Occasion};
use crate::judge::evaluate::Views;
use crate::rulebook::model::{CycleEvent, Rulebook};

/// Every event of the cycle with its next (or present) time, soonest first.
pub(super) fn due(rulebook: &Rulebook, views: &Views<'_>, date: NaiveDate) -> Vec<CycleStep> {
    let mut steps: Vec<CycleStep> = rulebook
        .cycle
        .iter()
        .enumerate()
        .filter_map(|(number, event)| {
            let (from, to) = next_time(event, date)?;
            let (schools, unsure) = concerned(views, event.for_schools.as_ref());
            Some(CycleStep { event: number, from, to, schools, unsure })
        })
        .collect();
    steps.sort_by_key(|step| (step.from, step.to, step.event));
    steps
}

/// The event of a kind that is under way on a day, or was the last to begin before it.
pub(super) fn last_begun(rulebook: &Rulebook, kind: &str, date: NaiveDate) -> Option<Occasion> {
    let of_kind = rulebook.cycle.iter().enumerate().filter(|(_, event)| *event.kind == *kind);
    let begun = of_kind.flat_map(|(event, is)| {
        times(is, date).map(move |(from, to)| Occasion { event, from, to }).filter(move |time| time.from <= date)
    });
    begun.max_by_key(|time| (time.from, time.event))
}

/// First and last day of an event that is under way on a day or comes next after it.
fn next_time(event: &CycleEvent, date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    times(event, date).find(|(_, to)| *to >= date)
}

/// The times of an event about a day: in its calendar year, the one before and the one after.
fn times(event: &CycleEvent, date: NaiveDate) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let months = event.months.first().copied().zip(event.months.last().copied());
    (date.year() - 1..=date.year() + 1).filter_map(move |year| {
        let (first, last) = months?;
        // months that run over new year (December, January) end in the year after
        let over_new_year = i32::from(last < first);
        let from = NaiveDate::from_ymd_opt(year, first, 1)?;
        let to = NaiveDate::from_ymd_opt(year + over_new_year, last, 1)?;
        Some((from, to.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(months: &[u32]) -> CycleEvent {
        CycleEvent {
            id: "e".into(),
            title: "e".into(),
            kind: "visit".into(),
            months: months.to_vec(),
            term: None,
            focus: None,
            purpose: Vec::new(),
            for_schools: None,
            papers: Vec::new(),
            who: Vec::new(),
            reported_to: Vec::new(),
            source: "s".into(),
            span: crate::rulebook::Span::default(),
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_event_under_way_is_due_now_and_a_past_one_next_year() {
        let visit = event(&[10, 11]);
        assert_eq!(next_time(&visit, day("2012-11-30")), Some((day("2012-10-01"), day("2012-11-30"))));
        assert_eq!(next_time(&visit, day("2012-12-01")), Some((day("2013-10-01"), day("2013-11-30"))));
    }

    #[test]
    fn an_event_over_new_year_ends_in_the_next() {
        let visit = event(&[12, 1]);
        assert_eq!(next_time(&visit, day("2013-01-15")), Some((day("2012-12-01"), day("2013-01-31"))));
    }
}
