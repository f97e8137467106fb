//! Two years under one rulebook: a change of results, or of the rules in force?

use chrono::{Months, NaiveDate};

use super::{Because, Change, Standings, change, differences, judge};
use crate::domain::AcademicYear;
use crate::intake::record::Dataset;
use crate::judge::decided::Decisions;
use crate::rulebook::model::Years;
use crate::rulebook::{RuleSource, Rulebook, load};

/// What differs between two years. A third run judges the later results by the rules of the earlier year: what it
/// shares with the later year follows from the results, what it shares with the earlier one from the rules. Grades were
/// agreed on the results of one year, so they take no part.
#[must_use]
pub fn compare_years(
    source: &RuleSource,
    rulebook: &Rulebook,
    dataset: &Dataset,
    (earlier, later): (AcademicYear, AcademicYear),
    date: NaiveDate,
) -> Vec<Change> {
    // each year as its own review would have it: what is in force on the stated day of a later year is no news of it
    let then = same_day(date, earlier, later);
    let alone = Decisions::default();
    let before = judge(rulebook, dataset, &alone, (earlier, then), true);
    let after = judge(rulebook, dataset, &alone, (later, date), true);
    let between =
        with_rules_of(source, earlier, later).map(|rules| judge(&rules, dataset, &alone, (later, date), true));
    let found = differences(&before, &after).into_iter();
    found
        .map(|one| {
            let because = between.as_ref().map_or(Because::RulesAndResults, |b| cause(&before, b, &after, &one));
            change(&before, &after, one, because)
        })
        .collect()
}

/// The same day of the cycle, as many years before as the one year is before the other.
pub(in crate::bench) fn same_day(date: NaiveDate, earlier: AcademicYear, later: AcademicYear) -> NaiveDate {
    let months = u32::try_from(12 * (later.start() - earlier.start())).unwrap_or_default();
    date.checked_sub_months(Months::new(months)).unwrap_or(date)
}

fn cause(
    before: &Standings,
    between: &Standings,
    after: &Standings,
    (school, _, item): &(crate::intake::record::SchoolKey, std::sync::Arc<str>, super::Item),
) -> Because {
    let there = between.value(school, item);
    if there == after.value(school, item) {
        Because::Results
    } else if there == before.value(school, item) {
        Because::Rules
    } else {
        Because::RulesAndResults
    }
}

/// The rulebook in which the rules in force in one year are in force in another, and no others.
fn with_rules_of(source: &RuleSource, earlier: AcademicYear, later: AcademicYear) -> Option<Rulebook> {
    let mut rulebook = load(source).rulebook?;
    for rule in &mut rulebook.rules {
        let year = if rule.years.contains(earlier) { later } else { later.next() };
        rule.years = Years { from: Some(year), to: Some(year) };
    }
    Some(rulebook)
}
