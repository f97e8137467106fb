//! Whether the school holidays are known for the days on which meetings are planned: where they are not, a meeting may fall
//! into one, and that is said.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::ReviewInputs;
use super::words::Words;
use crate::domain::AcademicYear;
use crate::rulebook::Rulebook;

/// The years of meetings for which the rulebook has no holidays, as they are said; none where there is no such year.
pub(crate) fn years_without<'m>(rulebook: &Rulebook, meetings: impl Iterator<Item = &'m NaiveDate>) -> Option<String> {
    let begins = rulebook.year_begins;
    let planned: BTreeSet<AcademicYear> = meetings.filter_map(|day| begins.year_of(*day)).collect();
    let given: BTreeSet<AcademicYear> = rulebook.holidays.iter().filter_map(|one| begins.year_of(one.from)).collect();
    let missing: Vec<String> = planned.difference(&given).map(ToString::to_string).collect();
    (!missing.is_empty()).then(|| missing.join(", "))
}

/// The same of all meetings that are planned, in a sentence for those who keep the rulebook.
pub(crate) fn not_given(inputs: &ReviewInputs<'_>) -> Option<String> {
    let meetings = inputs.advice.schools.iter().flat_map(|school| &school.triggers).flat_map(|plan| &plan.meetings);
    let years = years_without(inputs.rulebook, meetings)?;
    Some(Words(inputs.rulebook).fill("holidays.not-given", &[("years", years)]))
}
