//! Figures that stay in the office: of so few pupils that somebody could be known by them, or from which such a figure could
//! be worked out.

use super::Page;
use crate::domain::{Missing, Value};
use crate::judge::evaluate::Finding;
use crate::rulebook::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};

/// Groups within groups that are looked at.
const DEEP: usize = 8;

/// Why a figure does not stand on a paper: its group, or the pupils outside the group, are fewer than the rulebook lets
/// be published, a workbook keeps the others' figure back, or nobody knows how many the group has. None where it may stand.
pub(super) fn why(page: &Page<'_, '_>, id: MeasureId, group: GroupId, year: YearOf) -> Option<Missing> {
    let context = page.maker.context;
    let least = context.rulebook().small_numbers.publish_from;
    let kept = |words: String| Some(Missing::CannotCompute(words.into()));
    if others_suppressed(page, id, group, year) {
        return kept(context.words.say("paper.others-suppressed").to_owned());
    }
    let cohort = context.rulebook().measure(id)?.cohort?;
    let Some(own) = pupils(page, cohort, group, year) else {
        let is_part = group != GroupId::ALL && least > 0.0;
        return if is_part { kept(context.words.say("paper.size-not-known").to_owned()) } else { None };
    };
    let few = |pupils: f64| 0.0 < pupils && pupils < least;
    // beside the figure of all, or of a group that it is a part of, that of the group gives the others' away
    let within = |of: GroupId| context.rulebook().group(of).and_then(|of| of.within);
    let around = std::iter::successors(within(group), |of| within(*of)).take(DEEP);
    let mut around = around.chain((group != GroupId::ALL).then_some(GroupId::ALL));
    let others = around.any(|of| pupils(page, cohort, of, year).is_some_and(|all| few(all - own)));
    if few(own) || others { kept(context.words.fill("paper.few", &[("n", least.to_string())])) } else { None }
}

/// Whether a finding rests on a figure of the school that stays in the office: then its sentence does, too.
pub(in crate::review::papers) fn any(page: &Page<'_, '_>, finding: &Finding<'_>) -> bool {
    finding.readings.iter().filter(|reading| !reading.compared).any(|reading| {
        let year = reading.year.map_or(YearOf::Judged, YearOf::At);
        reading.measure.is_some_and(|measure| why(page, measure, reading.group, year).is_some())
    })
}

/// Whether a workbook keeps back the figure of the pupils outside a group: beside that of all, the group's gives it away.
fn others_suppressed(page: &Page<'_, '_>, measure: MeasureId, group: GroupId, year: YearOf) -> bool {
    let peers = page.maker.context.rulebook().group(group).map_or(GroupId::ALL, |group| group.peers);
    let read = Read { measure, group: peers, year, of: Of::Subject };
    let figure = || page.maker.inputs.views.figure(page.row.at, &read).reading.value.clone();
    peers != GroupId::ALL && matches!(figure(), Err(Missing::Marker(_) | Missing::Bound(_)))
}

/// How many pupils of a group there are, where it is known.
pub(super) fn pupils(page: &Page<'_, '_>, cohort: MeasureId, group: GroupId, year: YearOf) -> Option<f64> {
    let read = Read { measure: cohort, group, year, of: Of::Subject };
    page.maker.inputs.views.figure(page.row.at, &read).reading.value.ok().as_ref().and_then(Value::number)
}
