//! Figures that stay in the office: of so few pupils that somebody could be known by them, or from which such a figure could
//! be worked out.

use super::Page;
use crate::domain::{Missing, Value};
use crate::judge::evaluate::Finding;
use crate::rulebook::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::Measure;

/// Why a figure does not stand on a paper: its group, or the pupils outside the group, are fewer than the rulebook lets
/// be published. None where it may stand; what is not known of a group's size does not keep its figure back.
pub(super) fn why(page: &Page<'_, '_>, measure: &Measure, group: GroupId, year: YearOf) -> Option<Missing> {
    let least = page.maker.context.rulebook().small_numbers.publish_from;
    let cohort = measure.cohort?;
    let own = pupils(page, cohort, group, year)?;
    let few = |pupils: f64| 0.0 < pupils && pupils < least;
    // beside the figure of all, that of the group gives the others' away
    let others = (group != GroupId::ALL).then(|| pupils(page, cohort, GroupId::ALL, year)).flatten();
    let kept = few(own) || others.is_some_and(|all| few(all - own));
    let words = || page.maker.context.words.fill("paper.few", &[("n", least.to_string())]);
    kept.then(|| Missing::CannotCompute(words().into()))
}

/// Whether a finding rests on a figure of the school that stays in the office: then its sentence does, too.
pub(in crate::review::papers) fn any(page: &Page<'_, '_>, finding: &Finding<'_>) -> bool {
    finding.readings.iter().filter(|reading| !reading.compared).any(|reading| {
        let measure = reading.measure.and_then(|id| page.maker.context.rulebook().measure(id));
        let year = reading.year.map_or(YearOf::Judged, YearOf::At);
        measure.is_some_and(|measure| why(page, measure, reading.group, year).is_some())
    })
}

/// How many pupils of a group there are, where it is known.
pub(super) fn pupils(page: &Page<'_, '_>, cohort: MeasureId, group: GroupId, year: YearOf) -> Option<f64> {
    let read = Read { measure: cohort, group, year, of: Of::Subject };
    page.maker.inputs.views.figure(page.row.at, &read).reading.value.ok().as_ref().and_then(Value::number)
}
