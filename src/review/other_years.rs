//! Which later years have results too: said before everything else, so that nobody takes the year judged for another.

use std::collections::BTreeMap;

use super::ReviewInputs;
use super::words::Words;
use crate::domain::AcademicYear;
use crate::rulebook::model::Better;

/// What is there of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct AtHand {
    schools: usize,
    figures: usize,
}

/// The years that are there beside a later one, each with how many schools have results, and how another is judged; none
/// where nothing is of a later year.
pub(crate) fn said(inputs: &ReviewInputs<'_>) -> Option<String> {
    let judged = inputs.evaluation.year;
    // a quick look before anything is counted
    if inputs.dataset.years.last().is_none_or(|last| *last <= judged) {
        return None;
    }
    let years = at_hand(inputs);
    let later: Vec<(AcademicYear, AtHand)> = years.range(judged..).map(|(year, of)| (*year, *of)).collect();
    let later: Vec<(AcademicYear, AtHand)> = later.into_iter().filter(|(year, _)| *year > judged).collect();
    let (other, _) = *later.iter().max_by_key(|(year, of)| (of.figures, *year))?;
    let words = Words(inputs.rulebook);
    let one = |(year, of): (AcademicYear, AtHand)| {
        let with = [("n", of.schools.to_string()), ("year", year.to_string()), ("figures", of.figures.to_string())];
        words.fill("years.of", &with)
    };
    let with = [
        ("judged", one((judged, years.get(&judged).copied().unwrap_or_default()))),
        ("later", later.into_iter().map(one).collect::<Vec<_>>().join("; ")),
        ("year", other.to_string()),
    ];
    Some(words.fill("years.others", &with))
}

/// By year, the schools with a result and how many results there are: headline measures of which it can be said which
/// way is good. What stays in force over years says nothing of the year a table is of.
fn at_hand(inputs: &ReviewInputs<'_>) -> BTreeMap<AcademicYear, AtHand> {
    let rulebook = inputs.rulebook;
    let result = |id| {
        let measure = rulebook.measure(id);
        measure.is_some_and(|measure| measure.better != Better::Neither && measure.stays_for_years == 0)
            && rulebook.report.headline_measures.contains(&id)
    };
    let mut years: BTreeMap<AcademicYear, AtHand> = BTreeMap::new();
    for school in &inputs.dataset.schools {
        let mut of_school: BTreeMap<AcademicYear, usize> = BTreeMap::new();
        let keys = school.facts.keys().filter(|key| result(key.measure));
        for key in keys.filter(|key| school.facts.get(*key).is_some_and(|entry| entry.value.is_ok())) {
            if let Some(year) = key.year {
                *of_school.entry(year).or_default() += 1;
            }
        }
        for (year, figures) in of_school {
            let known = years.entry(year).or_default();
            known.schools += 1;
            known.figures += figures;
        }
    }
    years
}
