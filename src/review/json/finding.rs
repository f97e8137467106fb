//! A finding in the shape for machines.

use super::{split, types};
use crate::domain::Truth;
use crate::judge::evaluate::{Finding, Outcome, Reading, Test};
use crate::review::{ReviewInputs, nearest};
use workbook::place::CellPlace;

pub(super) fn finding(inputs: &ReviewInputs<'_>, finding: &Finding) -> Option<types::Finding> {
    let rule = inputs.rulebook.rule(finding.rule)?;
    let nearest = nearest(finding);
    Some(types::Finding {
        rule: rule.id.to_string(),
        title: rule.title.to_string(),
        file: rule.span.file.to_string(),
        line: rule.span.line,
        outcome: outcome(finding.outcome),
        reason: finding.reason.clone(),
        sentence: finding.sentence.clone(),
        guarded: finding.guarded.clone(),
        near_miss: finding.near_miss.clone(),
        threshold: nearest.and_then(|test| test.threshold),
        margin: nearest.and_then(|test| test.margin),
        margin_pupils: nearest.and_then(|test| test.margin_pupils).map(|pupils| pupils.share),
        margin_pupils_about: nearest.and_then(|test| test.margin_pupils).is_some_and(|pupils| pupils.about),
        tests: finding.tests.iter().map(test).collect(),
        readings: finding.readings.iter().map(|read| reading(inputs, read)).collect(),
        blame: finding.blame.clone(),
    })
}

fn outcome(outcome: Outcome) -> types::Outcome {
    match outcome {
        Outcome::Holds => types::Outcome::Holds,
        Outcome::DoesNotHold => types::Outcome::DoesNotHold,
        Outcome::CannotSay => types::Outcome::CannotSay,
        Outcome::NotApplicable => types::Outcome::NotApplicable,
    }
}

fn test(test: &Test) -> types::Test {
    types::Test {
        text: test.text.to_string(),
        outcome: match test.truth {
            Truth::Holds => types::Outcome::Holds,
            Truth::DoesNotHold => types::Outcome::DoesNotHold,
            Truth::CannotSay => types::Outcome::CannotSay,
        },
        file: test.place.file.to_string(),
        line: test.place.line,
        readings: test.readings.clone(),
        threshold: test.threshold,
        margin: test.margin,
        margin_pupils: test.margin_pupils.map(|pupils| pupils.share),
        margin_pupils_about: test.margin_pupils.is_some_and(|pupils| pupils.about),
    }
}

fn reading(inputs: &ReviewInputs<'_>, reading: &Reading) -> types::Reading {
    let (value, missing) = split(&reading.value);
    let place = reading.place.as_ref();
    types::Reading {
        measure: reading.measure.and_then(|id| inputs.rulebook.measure(id)).map(|measure| measure.id.to_string()),
        name: reading.name.to_string(),
        title: reading.title.to_string(),
        group: inputs.rulebook.group(reading.group).map_or_else(String::new, |group| group.id.to_string()),
        year: reading.year.map(|year| year.to_string()),
        value,
        missing,
        workbook: place.map(|place| place.workbook.to_string()),
        sheet: place.map(|place| place.sheet.to_string()),
        cell: place.map(CellPlace::a1),
        origin: reading.origin.as_deref().map(str::to_owned),
    }
}
