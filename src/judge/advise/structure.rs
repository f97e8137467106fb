//! Structural solutions, laid out for discussion.

use super::StructuralOption;
use crate::domain::Truth;
use crate::judge::evaluate::{Outcome, SchoolFindings, Views};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind, Rulebook};

/// The options considered for a school and open to its status.
pub(super) fn of(rulebook: &Rulebook, views: &Views<'_>, found: &SchoolFindings) -> Vec<StructuralOption> {
    rulebook.numbered_rules().filter_map(|(id, rule)| option(rulebook, views, found, id, rule)).collect()
}

fn option(
    rulebook: &Rulebook,
    views: &Views<'_>,
    found: &SchoolFindings,
    id: RuleId,
    rule: &Rule,
) -> Option<StructuralOption> {
    let RuleKind::Structure { can_apply, factors } = &rule.kind else { return None };
    let finding = found.of(id).filter(|finding| finding.outcome == Outcome::Holds)?;
    let applies = can_apply.as_ref().map_or(Truth::Holds, |condition| views.school(found.school, condition));
    let unsure = match applies {
        Truth::DoesNotHold => return None,
        Truth::Holds => None,
        Truth::CannotSay => Some(rulebook.words("advice.unsure-whether-it-can-apply").to_owned()),
    };
    Some(StructuralOption {
        id: format!("option:{}", rule.id).into(),
        rule: id,
        title: rule.title.clone(),
        factors: factors.clone(),
        why: views.finding(found.school, *finding).sentence.clone(),
        unsure,
        place: rule.span.clone(),
    })
}
