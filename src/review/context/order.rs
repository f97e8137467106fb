//! The order of schools: the worst first, on every page alike.

use std::cmp::Reverse;

use super::SchoolRow;
use crate::judge::evaluate::Outcome;
use crate::review::ReviewInputs;
use crate::rulebook::Rulebook;
use crate::rulebook::model::{RuleKind, Tone};

/// Worst status first; within a status those below a floor, then those with the most risks, the worst grade, the most
/// concerns. What is alike in all of it keeps the order of names. A number that the rulebook names goes before all but the status.
pub(super) fn worst_first(inputs: &ReviewInputs<'_>, schools: &mut [SchoolRow<'_>]) {
    let rulebook = inputs.rulebook;
    let statuses = rulebook.statuses_worst_first();
    let place = |row: &SchoolRow<'_>| statuses.iter().position(|status| *status == row.findings.status.rule);
    schools.sort_by_cached_key(|row| (place(row), Reverse(need(rulebook, row))));
    let Some(measure) = rulebook.report.first_by else { return };
    // where it is not known a school stands behind the others
    let number = |row: &SchoolRow<'_>| match inputs.values.value(row.at, measure) {
        Some(Ok(value)) => value.number().unwrap_or(f64::NEG_INFINITY),
        _ => f64::NEG_INFINITY,
    };
    schools.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| number(b).total_cmp(&number(a))));
}

/// Floors the school is below, risks, the grade worked with, concerns.
fn need(rulebook: &Rulebook, row: &SchoolRow<'_>) -> (usize, usize, Option<u8>, usize) {
    let (mut floors, mut risks, mut concerns) = (0, 0, 0);
    for finding in row.findings.findings.iter().filter(|finding| finding.outcome == Outcome::Holds) {
        match rulebook.rule(finding.rule).map(|rule| &rule.kind) {
            Some(RuleKind::Floor { .. }) => floors += 1,
            Some(RuleKind::Risk) => risks += 1,
            Some(RuleKind::Watch { tone: Tone::Concern, .. }) => concerns += 1,
            _ => {}
        }
    }
    let overall = rulebook.judgements.overall;
    let grades = row.findings.grades.iter().filter(|of| overall.is_none_or(|overall| of.strand == overall));
    (floors, risks, grades.filter_map(|of| of.working).map(|(grade, _)| grade).max(), concerns)
}
