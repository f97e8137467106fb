//! What was stated at visits, as values of their schools.
//!
//! A visit speaks of the year in which it falls, and of the year before, whose results are under review then. The last
//! visit that says something counts, and counts before a table that no later day dates; where the two are of one year and
//! differ, it is said.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::meaning::stated;
use crate::domain::Value;
use crate::intake::reading::Context;
use crate::intake::record::{Doubt, DoubtKind, Entry, FactKey, Facts, Noted, School, Visit};
use crate::rulebook::ids::{GroupId, MeasureId};

/// What a visit says of a measure.
struct Said<'v> {
    value: Value,
    noted: &'v Noted,
    day: NaiveDate,
    /// whether the visit was after the year: what a table says of it is simply older
    after: bool,
}

/// Sets what visits say; `visits` are oldest first.
pub(in crate::intake) fn apply(
    context: &Context<'_>,
    visits: &[Visit],
    schools: &mut [School],
    doubts: &mut Vec<Doubt>,
) {
    for school in schools.iter_mut() {
        let mut said: BTreeMap<FactKey, Said<'_>> = BTreeMap::new();
        for visit in visits.iter().filter(|visit| visit.school == school.identity.key) {
            let Some(year) = context.rulebook.year_begins.year_of(visit.as_of) else { continue };
            for (measure, value, noted) in values(context, visit) {
                for of in [year.before(1), year] {
                    let undated = context.rulebook.measure(measure).is_some_and(|measure| measure.undated);
                    let key = FactKey { measure, group: GroupId::ALL, year: (!undated).then_some(of) };
                    said.insert(key, Said { value: value.clone(), noted, day: visit.as_of, after: of < year });
                }
            }
        }
        let mut told = BTreeSet::new();
        for (key, said) in said {
            if dated_later(context, &school.facts, key, said.day) {
                continue;
            }
            let written = Arc::clone(&said.noted.text);
            let shown = said.value.to_string();
            let entry = Entry {
                value: Ok(said.value.clone()),
                place: Some(said.noted.place.clone()),
                written: (shown != *written).then_some(written),
            };
            let before = school.facts.set(key, entry);
            let differs = |before: &Entry| before.value.as_ref().is_ok_and(|value| *value != said.value);
            if let Some(before) = before.filter(differs).filter(|_| !said.after)
                && told.insert(key.measure)
            {
                doubts.push(replaced(context, &school.identity.name, key.measure, &said, &before));
            }
        }
    }
}

/// The values that a visit gives, each with its cell.
fn values<'v>(context: &Context<'_>, visit: &'v Visit) -> Vec<(MeasureId, Value, &'v Noted)> {
    let mut values = Vec::new();
    for risk in &visit.risks {
        let Some((present, noted)) = &risk.present else { continue };
        values.extend(stated(context, &risk.rule).map(|measure| (measure, Value::Flag(*present), noted)));
    }
    for grade in &visit.grades {
        let Some((place, noted)) = &grade.school else { continue };
        let measure = context.rulebook.strand(grade.strand).and_then(|strand| strand.self_evaluated);
        let value = context.rulebook.judgements.grades.get(usize::from(*place)).map(|grade| grade.value);
        values.extend(measure.zip(value).map(|(measure, value)| (measure, Value::Number(value), noted)));
    }
    values
}

/// Whether a day dates what a table says, and is later than the visit.
fn dated_later(context: &Context<'_>, facts: &Facts, key: FactKey, visit: NaiveDate) -> bool {
    let by = context.rulebook.measure(key.measure).and_then(|measure| measure.dated_by);
    let day = by.and_then(|measure| facts.get(FactKey { measure, ..key }));
    facts.get(key).is_some() && matches!(day.map(|day| &day.value), Some(Ok(Value::Date(day))) if *day > visit)
}

/// Says that what a table has is set aside.
fn replaced(context: &Context<'_>, school: &str, measure: MeasureId, said: &Said<'_>, before: &Entry) -> Doubt {
    let title = context.rulebook.measure(measure).map_or("", |measure| &measure.title);
    let shown = before.value.as_ref().map_or_else(ToString::to_string, ToString::to_string);
    let places = std::iter::once(&said.noted.place).chain(&before.place).cloned().collect();
    Doubt {
        kind: DoubtKind::Contradiction,
        what: format!(
            "{school}, {title}: {} at the visit of {}, and {shown} in a table; the visit's is used, since no later day dates the other",
            said.value,
            Value::Date(said.day)
        ),
        advice: Some("correct the one that is wrong".to_owned()),
        workbook: Some(Arc::clone(&said.noted.place.workbook)),
        places,
        proposal: None,
    }
}
