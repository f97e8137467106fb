//! Which figures of a school come first: those that decided, then those its phase is judged by, then the others.

use crate::judge::evaluate::{Finding, Outcome};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Rule, RuleKind, Tone};

/// Measures in the order of their weight: what the status and a floor that is not met rest on; what is watched for, found,
/// and named as a reason; the floors that bear on the school; what else was found; then the headlines, and the others as
/// they are declared.
pub(super) fn by_weight(context: &Context<'_>, row: SchoolRow<'_>, mut measures: Vec<MeasureId>) -> Vec<MeasureId> {
    let decided = decided(context, row);
    let headlines = &context.rulebook().report.headline_measures;
    let place = |list: &[MeasureId], id: &MeasureId| list.iter().position(|one| one == id).unwrap_or(usize::MAX);
    // one sort keeps the order in which those of equal weight are declared
    measures.sort_by_key(|id| (place(&decided, id), place(headlines, id)));
    measures
}

/// What the findings of a school were read from, the weightiest first.
fn decided(context: &Context<'_>, row: SchoolRow<'_>) -> Vec<MeasureId> {
    let status = row.findings.status.by_rules();
    let mut found: Vec<(u8, &Finding<'_>)> = context
        .findings(row)
        .filter_map(|(rule, finding)| {
            let weight = if finding.rule == status { Some(0) } else { weight(context, rule, finding.outcome) };
            Some((weight?, finding))
        })
        .collect();
    found.sort_by_key(|(weight, _)| *weight);
    let readings = found.iter().flat_map(|(_, finding)| &finding.readings);
    let own = readings.filter(|reading| !reading.compared && reading.group == GroupId::ALL);
    own.filter_map(|reading| reading.measure).collect()
}

/// How much a finding weighs, the least the most; none for one that says nothing of the school's figures.
fn weight(context: &Context<'_>, rule: &Rule, outcome: Outcome) -> Option<u8> {
    let holds = outcome == Outcome::Holds;
    match &rule.kind {
        RuleKind::Floor { .. } if holds => Some(1),
        RuleKind::Floor { .. } if outcome != Outcome::NotApplicable => Some(3),
        RuleKind::Watch { .. } if holds => {
            let named = context.rulebook().report.words.contains_key(format!("brief.{}", rule.id).as_str());
            let concern = matches!(rule.kind, RuleKind::Watch { tone: Tone::Concern, .. });
            // what is good news decided nothing
            named.then_some(2).or(concern.then_some(4))
        }
        _ => None,
    }
}
