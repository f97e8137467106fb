//! What is remembered of how things stood at meetings.

use super::*;
use crate::rulebook::{RuleSource, load};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn judged(year: &str, date: &str) -> LastRun {
    let current = Snapshot { year: year.to_owned(), date: Some(day(date)), ..Snapshot::default() };
    LastRun { current: Some(current), ..LastRun::default() }
}

fn rulebook() -> Rulebook {
    load(&RuleSource::default_rulebook()).rulebook.unwrap()
}

#[test]
fn how_things_stood_is_kept_for_the_meetings_that_packs_count_from_and_no_others() {
    let rulebook = rulebook();
    let mut last = judged("2011-12", "2012-09-10");
    last.meet(&rulebook, day("2013-02-01"));
    let kept: Vec<&str> = last.meetings.keys().map(String::as_str).collect();
    assert!(kept.contains(&"srg-1 2011-12") && kept.contains(&"report-visit-1 2011-12"), "{kept:?}");
    assert!(!kept.iter().any(|name| name.starts_with("visit-") || name.starts_with("cabinet")), "{kept:?}");
}

#[test]
fn meetings_of_another_year_judged_are_kept_apart() {
    let rulebook = rulebook();
    let (one, other): (AcademicYear, AcademicYear) = ("2011-12".parse().unwrap(), "2012-13".parse().unwrap());
    let mut last = judged("2011-12", "2012-09-10");
    last.meet(&rulebook, day("2012-09-20"));
    last.current = judged("2012-13", "2012-09-20").current;
    let over = day("2012-09-18");
    assert!(last.at_meeting(("srg-1", one), over).is_some_and(|known| known.year == "2011-12"));
    assert!(last.at_meeting(("srg-1", other), over).is_none());
    // what an older version kept under the event alone may be of any year
    last.meetings.insert("srg-2".to_owned(), Snapshot { year: "2011-12".to_owned(), ..Snapshot::default() });
    last.meet(&rulebook, day("2012-09-21"));
    assert!(!last.meetings.contains_key("srg-2"));
}

#[test]
fn of_a_meeting_that_has_only_months_nothing_in_them_is_taken_for_known_then() {
    let rulebook = rulebook();
    // in 2013-14 the first meeting has no day, only September
    let mut last = judged("2012-13", "2013-09-05");
    last.meet(&rulebook, day("2013-10-20"));
    assert!(!last.meetings.contains_key("srg-1 2012-13"), "{:?}", last.meetings.keys());
    let mut last = judged("2012-13", "2013-08-30");
    last.meet(&rulebook, day("2013-10-20"));
    assert!(last.meetings.contains_key("srg-1 2012-13"), "{:?}", last.meetings.keys());
}

#[test]
fn what_a_day_alone_changed_is_told_until_something_else_is_new() {
    let found = |date: &str, status: &str, inputs: &str| {
        let standing = Standing { status: status.to_owned(), ..Standing::default() };
        let schools = [("urn:900101".to_owned(), standing)].into();
        let (date, inputs) = (Some(day(date)), inputs.to_owned());
        Snapshot { year: "2011-12".to_owned(), date, inputs, schools, ..Snapshot::default() }
    };
    let dataset = Dataset::default();
    let status = |known: Option<&Snapshot>| known.map(|known| known.schools["urn:900101"].status.clone());
    let mut last = LastRun { current: Some(found("2012-09-10", "watched", "a")), ..LastRun::default() };
    // the same workbooks, but an inspection counts by now: twice on the day, the same is told
    for _ in 0..2 {
        let now = found("2012-12-03", "in-a-category", "a");
        assert_eq!(status(last.base_for(&now)).as_deref(), Some("watched"));
        last = last.after(now, Vec::new(), &dataset);
    }
    let now = found("2012-12-04", "in-a-category", "b");
    let base = last.base_for(&now).unwrap();
    assert_eq!((status(Some(base)).as_deref(), base.date), (Some("in-a-category"), Some(day("2012-12-03"))));
}

#[test]
fn on_a_later_day_nothing_has_changed_since_the_run_before_it() {
    let found = |date: &str, inputs: &str| {
        let (date, inputs) = (Some(day(date)), inputs.to_owned());
        Snapshot { year: "2011-12".to_owned(), date, inputs, ..Snapshot::default() }
    };
    let dataset = Dataset::default();
    let mut last = LastRun::default();
    // the day of each run, what it finds, and the day of the run it is compared with
    let runs = [
        ("2013-01-08", "a", None),
        ("2013-01-08", "a", None),
        ("2013-01-22", "a", Some("2013-01-08")),
        ("2013-01-22", "a", Some("2013-01-08")),
        ("2013-01-29", "a", Some("2013-01-22")),
        ("2013-01-29", "a", Some("2013-01-22")),
        ("2013-02-05", "b", Some("2013-01-29")),
        ("2013-02-05", "b", Some("2013-01-29")),
        ("2013-02-12", "b", Some("2013-01-29")),
    ];
    for (date, inputs, since) in runs {
        let now = found(date, inputs);
        let known = last.base_for(&now).and_then(|base| base.last_before(now.date));
        assert_eq!(known, since.map(day), "{date} {inputs}");
        last = last.after(now, Vec::new(), &dataset);
    }
    // the first again
    let mut last = LastRun::default().after(found("2013-01-08", "a"), Vec::new(), &dataset);
    last = last.after(found("2013-01-22", "a"), Vec::new(), &dataset);
    assert!(last.base_for(&found("2013-01-08", "a")).is_none());
}
