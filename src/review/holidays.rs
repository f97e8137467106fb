//! Whether the school holidays are known for the days on which meetings are planned: where they are not, a meeting may fall
//! into one, and that is said.

use std::collections::BTreeSet;

use super::ReviewInputs;
use super::words::Words;
use crate::domain::AcademicYear;

/// The years with meetings for which the rulebook has no holidays, in a sentence; none where there is no such year.
pub(crate) fn not_given(inputs: &ReviewInputs<'_>) -> Option<String> {
    let meetings = inputs.advice.schools.iter().flat_map(|school| &school.triggers).flat_map(|plan| &plan.meetings);
    let begins = inputs.rulebook.year_begins;
    let planned: BTreeSet<AcademicYear> = meetings.filter_map(|day| begins.year_of(*day)).collect();
    let holidays = &inputs.rulebook.holidays;
    let given: BTreeSet<AcademicYear> = holidays.iter().filter_map(|one| begins.year_of(one.from)).collect();
    let missing: Vec<String> = planned.difference(&given).map(ToString::to_string).collect();
    let with = [("years", missing.join(", "))];
    (!missing.is_empty()).then(|| Words(inputs.rulebook).fill("holidays.not-given", &with))
}
