//! Whether all school holidays are known for the days on which meetings are planned: where they are not, a meeting may fall
//! into one, and that is said. A year with a bank holiday or two does not have all of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use super::ReviewInputs;
use super::words::Words;
use crate::domain::AcademicYear;
use crate::rulebook::Rulebook;

/// The years of meetings for which the rulebook does not have all holidays, as they are said; none where there is no such year.
pub(crate) fn years_without<'m>(rulebook: &Rulebook, meetings: impl Iterator<Item = &'m NaiveDate>) -> Option<String> {
    let begins = rulebook.year_begins;
    let planned: BTreeSet<AcademicYear> = meetings.filter_map(|day| begins.year_of(*day)).collect();
    let mut given: BTreeMap<AcademicYear, u32> = BTreeMap::new();
    for day in closed_on(rulebook) {
        begins.year_of(day).into_iter().for_each(|year| *given.entry(year).or_default() += 1);
    }
    let enough = rulebook.report.weekdays_of_holidays.max(1);
    let missing = planned.iter().filter(|year| given.get(year).is_none_or(|days| *days < enough));
    let missing: Vec<String> = missing.map(ToString::to_string).collect();
    (!missing.is_empty()).then(|| missing.join(", "))
}

/// The weekdays that fall into a holiday, each once.
fn closed_on(rulebook: &Rulebook) -> BTreeSet<NaiveDate> {
    let days = rulebook.holidays.iter().flat_map(|one| one.from.iter_days().take_while(|day| *day <= one.to));
    days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).collect()
}

/// The same of all meetings that are planned, in a sentence for those who keep the rulebook.
pub(crate) fn not_given(inputs: &ReviewInputs<'_>) -> Option<String> {
    let meetings = inputs.advice.schools.iter().flat_map(|school| &school.triggers).flat_map(|plan| &plan.meetings);
    let years = years_without(inputs.rulebook, meetings)?;
    Some(Words(inputs.rulebook).fill("holidays.not-given", &[("years", years)]))
}
