//! The annual cycle: what is due next, for which schools.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::player::concerned;
use super::{CycleStep, Occasion, Overdue};
use crate::domain::{AcademicYear, YearBegins};
use crate::intake::record::{Dataset, SchoolKey};
use crate::judge::evaluate::Views;
use crate::judge::times::{Time, times_in};
use crate::rulebook::model::{CycleEvent, Rulebook};

/// Every event of the cycle with its next (or present) time, soonest first.
pub(super) fn due(rulebook: &Rulebook, views: &Views<'_>, date: NaiveDate) -> Vec<CycleStep> {
    let schools: Vec<_> = rulebook.cycle.iter().map(|event| concerned(views, event.for_schools.as_ref())).collect();
    let steps = times(rulebook, date, None).into_iter().filter_map(|(event, time)| {
        let (schools, unsure) = schools.get(event)?.clone();
        Some(CycleStep { event, time, schools, unsure })
    });
    steps.collect()
}

/// Visits that were to be recorded by now, and are not: those of the academic year, with the schools they were for and those
/// of which that cannot be said.
pub(super) fn overdue(rulebook: &Rulebook, dataset: &Dataset, views: &Views<'_>, date: NaiveDate) -> Vec<Overdue> {
    let begins = rulebook.year_begins;
    let Some(year) = begins.year_of(date) else { return Vec::new() };
    let mut late = Vec::new();
    for (at, event) in rulebook.cycle.iter().enumerate() {
        let Some(within) = event.record_within_days else { continue };
        let visits = Visits::of(event, (begins, year), within);
        let days = dataset.days_of_visits(&event.id, date).into_iter();
        let settled: BTreeMap<&SchoolKey, _> = days.map(|(school, days)| (school, visits.settled(&days))).collect();
        let settled = |at: &usize| settled.get(&dataset.schools.get(*at)?.identity.key);
        let (sure, unsure) = concerned(views, event.for_schools.as_ref());
        for (number, (time, by)) in visits.times.iter().enumerate() {
            if *by >= date || *by < visits.year_begins {
                continue;
            }
            let open = |schools: &[usize]| -> Vec<usize> {
                let open = |at: &&usize| settled(at).is_none_or(|settled| !settled.contains(&number));
                schools.iter().filter(open).copied().collect()
            };
            let (schools, unsure) = (open(&sure), open(&unsure));
            if !schools.is_empty() || !unsure.is_empty() {
                late.push(Overdue { event: at, time: *time, by: *by, schools, unsure });
            }
        }
    }
    late.sort_by_key(|late| (late.by, late.event));
    late
}

/// The times of visits of an event, in the year at hand and the one before, each with the last day to record it.
struct Visits {
    times: Vec<(Time, NaiveDate)>,
    /// first day of the year at hand
    year_begins: NaiveDate,
    begins: YearBegins,
}

impl Visits {
    fn of(event: &CycleEvent, (begins, year): (YearBegins, AcademicYear), within: u32) -> Self {
        let times = [year.before(1), year].into_iter().flat_map(|year| times_in(event, begins, year));
        let by = |time: Time| Some((time, time.to.checked_add_days(Days::new(u64::from(within)))?));
        Self { times: times.filter_map(by).collect(), year_begins: begins.first_day(year), begins }
    }

    /// Which of them the days settle on which a school was visited, each day one. A visit may be early or late: it is the one
    /// that has begun last. Where that one was made already, a day nearer to the next is an early one of the next. Before the
    /// first of a year it is that one, unless the last of the year before is still open.
    fn settled(&self, days: &[NaiveDate]) -> BTreeSet<usize> {
        let mut settled = BTreeSet::new();
        for day in days {
            let begun = self.times.iter().rposition(|(time, _)| time.from <= *day);
            let of = self.begins.year_of(*day);
            let next = begun.map_or(0, |begun| begun + 1);
            let is_early = self.times.get(next).is_some_and(|(time, _)| Some(time.year) == of);
            let last = begun.and_then(|at| Some((at, self.times.get(at)?)));
            let is_nearer = |(time, by): &(Time, NaiveDate)| {
                let next = self.times.get(next).map_or(NaiveDate::MAX, |(next, _)| next.from);
                *day > *by && next - *day < *day - time.to
            };
            let is_done = last.is_none_or(|(at, last)| {
                let is_settled = settled.contains(&at);
                if Some(last.0.year) == of {
                    is_settled && is_nearer(last)
                } else {
                    is_settled || last.1 < self.year_begins
                }
            });
            settled.extend(if is_done && is_early { Some(next) } else { begun });
        }
        settled
    }
}

/// When events take place, soonest first, each event by its number in the rulebook: those that are under way on a day or
/// come next after it; with a last day, all that touch a day from the one to the other.
#[must_use]
pub fn times(rulebook: &Rulebook, date: NaiveDate, until: Option<NaiveDate>) -> Vec<(usize, Time)> {
    let begins = rulebook.year_begins;
    let of = |event: &CycleEvent| match until {
        Some(until) => times_between(event, begins, date, until),
        None => next_times(event, begins, date),
    };
    let each = rulebook.cycle.iter().enumerate();
    let mut times: Vec<_> = each.flat_map(|(at, event)| of(event).into_iter().map(move |time| (at, time))).collect();
    times.sort_by_key(|(at, time)| (time.from, time.to, *at));
    times
}

/// The event of a kind that is under way on a day, or was the last to begin before it.
pub(super) fn last_begun(rulebook: &Rulebook, kind: &str, date: NaiveDate) -> Option<Occasion> {
    let year = rulebook.year_begins.year_of(date)?;
    let of_kind = rulebook.cycle.iter().enumerate().filter(|(_, event)| *event.kind == *kind);
    let each = of_kind.flat_map(|(at, event)| {
        let times = [year.before(1), year].into_iter().flat_map(|year| times_in(event, rulebook.year_begins, year));
        times.map(move |time| Occasion { event: at, time })
    });
    each.filter(|one| one.time.from <= date).max_by_key(|one| (one.time.from, one.event))
}

/// The times of an event that touch a day from one to another.
fn times_between(event: &CycleEvent, begins: YearBegins, from: NaiveDate, until: NaiveDate) -> Vec<Time> {
    let (Some(first), Some(last)) = (begins.year_of(from), begins.year_of(until)) else { return Vec::new() };
    // what began the year before may still be under way
    let years = std::iter::successors(Some(first.before(1)), |year| (*year < last).then(|| year.next()));
    let all = years.flat_map(|year| times_in(event, begins, year));
    all.filter(|time| time.from <= until && time.to >= from).collect()
}

/// The times of an event that is under way on a day or comes next after it: what is left of the first year in which
/// something is left.
fn next_times(event: &CycleEvent, begins: YearBegins, date: NaiveDate) -> Vec<Time> {
    let Some(year) = begins.year_of(date) else { return Vec::new() };
    // what began last year may still be under way, and what is over comes again next year
    let years = [year.before(1), year, year.next()];
    let left =
        |year| -> Vec<Time> { times_in(event, begins, year).into_iter().filter(|time| time.to >= date).collect() };
    years.into_iter().map(left).find(|times| !times.is_empty()).unwrap_or_default()
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
            dates: Vec::new(),
            term: None,
            focus: None,
            purpose: Vec::new(),
            for_schools: None,
            record_within_days: None,
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

    fn next(event: &CycleEvent, date: &str) -> Vec<(String, String, bool)> {
        let times = next_times(event, YearBegins::default(), day(date)).into_iter();
        times.map(|time| (time.from.to_string(), time.to.to_string(), time.dated)).collect()
    }

    fn time(from: &str, to: &str, dated: bool) -> (String, String, bool) {
        (from.into(), to.into(), dated)
    }

    #[test]
    fn an_event_under_way_is_due_now_and_a_past_one_next_year() {
        let visit = event(&[10, 11]);
        assert_eq!(next(&visit, "2012-11-30"), [time("2012-10-01", "2012-11-30", false)]);
        assert_eq!(next(&visit, "2012-12-01"), [time("2013-10-01", "2013-11-30", false)]);
    }

    #[test]
    fn an_event_over_new_year_ends_in_the_next() {
        assert_eq!(next(&event(&[12, 1]), "2013-01-15"), [time("2012-12-01", "2013-01-31", false)]);
    }

    #[test]
    fn a_day_settles_one_visit_and_no_second_at_the_years_edge() {
        let mut visit = event(&[8]);
        for (at, on) in ["2012-11-05", "2013-02-04"].into_iter().map(|on| ("2012-13", day(on))) {
            let (year, span) = (at.parse().unwrap(), crate::rulebook::Span::default());
            visit.dates.push(crate::rulebook::model::EventDates { year, from: on, to: on, span });
        }
        // the last visit of 2011-12 was in August
        let visits = Visits::of(&visit, (YearBegins::default(), "2012-13".parse().unwrap()), 14);
        let settled = |days: &[&str]| {
            let days: Vec<NaiveDate> = days.iter().map(|on| day(on)).collect();
            visits.settled(&days).into_iter().map(|at| visits.times[at].0.from.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(settled(&["2012-09-20"]), ["2012-08-01"], "late");
        assert_eq!(settled(&["2012-08-20", "2012-10-20"]), ["2012-08-01", "2012-11-05"], "in time, and early");
        assert_eq!(settled(&["2012-09-20", "2012-10-20"]), ["2012-08-01", "2012-11-05"], "late, and early");
        assert_eq!(settled(&["2012-12-20"]), ["2012-11-05"]);
        assert_eq!(settled(&["2013-01-20", "2013-03-01"]), ["2012-11-05", "2013-02-04"]);
        assert_eq!(
            settled(&["2012-11-06", "2013-01-20"]),
            ["2012-11-05", "2013-02-04"],
            "in time, and an early second"
        );
        assert_eq!(settled(&["2012-11-06", "2012-11-18"]), ["2012-11-05"], "a second call for the first");
        assert_eq!(settled(&["2012-11-06", "2012-12-01"]), ["2012-11-05"], "nearer to the first");
        // a visit of the year before that is no longer asked for takes none away
        let visits = Visits::of(&event(&[6]), (YearBegins::default(), "2012-13".parse().unwrap()), 14);
        assert_eq!(visits.settled(&[day("2012-10-01")]), BTreeSet::from([1]));
    }

    #[test]
    fn months_before_the_school_year_begins_lie_in_the_calendar_year_after() {
        assert_eq!(next(&event(&[8]), "2012-09-01"), [time("2013-08-01", "2013-08-31", false)]);
    }

    #[test]
    fn dates_stand_for_their_year_and_months_for_every_other() {
        let mut report = event(&[10, 11]);
        for (at, on) in ["2012-10-17", "2012-11-21"].into_iter().map(|on| ("2012-13", day(on))) {
            let (year, span) = (at.parse().unwrap(), crate::rulebook::Span::default());
            report.dates.push(crate::rulebook::model::EventDates { year, from: on, to: on, span });
        }
        let each = |on: &str| time(on, on, true);
        assert_eq!(next(&report, "2012-09-01"), [each("2012-10-17"), each("2012-11-21")]);
        assert_eq!(next(&report, "2012-10-18"), [each("2012-11-21")]);
        assert_eq!(next(&report, "2012-11-22"), [time("2013-10-01", "2013-11-30", false)]);
        assert_eq!(
            next(&report, "2012-08-31"),
            [each("2012-10-17"), each("2012-11-21")],
            "last year's months are over"
        );
    }
}
