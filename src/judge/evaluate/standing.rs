//! Where a school stands: the first status that holds, and what cannot be ruled out.

use super::school_facts::SchoolFacts;
use super::state::State;
use super::world::World;
use super::{Outcome, Status, StatusDoubt, judge, sentence};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{RuleKind, Rulebook};

/// The status of a school, without its words.
pub(super) struct Standing {
    pub rule: RuleId,
    /// whether its own condition holds, and it is not what is left where no other does
    holds: bool,
    /// statuses that may be worse and cannot be ruled out
    doubts: Vec<RuleId>,
}

/// The first status that holds. Where none does and one cannot be ruled out, unless the rulebook calls it no worse than
/// those after it, it is the status of those of which it cannot be said: a missing number is never "fine".
pub(super) fn standing(rulebook: &Rulebook, state: &State) -> Standing {
    let mut doubts = Vec::new();
    let mut otherwise = None;
    let mut cannot_say = None;
    for (id, rule) in rulebook.numbered_rules() {
        let RuleKind::Status { otherwise: is_otherwise, cannot_say: is_cannot_say, no_worse, .. } = rule.kind else {
            continue;
        };
        if is_otherwise {
            otherwise = Some(id);
        } else if is_cannot_say {
            cannot_say = Some(id);
        } else {
            match state.outcome(id) {
                Some(Outcome::Holds) => return Standing { rule: id, holds: true, doubts },
                Some(Outcome::CannotSay) if !no_worse => doubts.push(id),
                _ => {}
            }
        }
    }
    let fallback = if doubts.is_empty() { otherwise.or(cannot_say) } else { cannot_say.or(otherwise) };
    Standing { rule: fallback.unwrap_or(RuleId(u16::MAX)), holds: false, doubts }
}

/// The same in words: the status's sentence, and why each worse one cannot be ruled out.
pub(super) fn status(world: &World<'_>, facts: &SchoolFacts<'_>, standing: Standing, school: &str) -> Status {
    let Standing { rule, holds, doubts } = standing;
    let doubts: Vec<StatusDoubt> = doubts
        .into_iter()
        .map(|id| {
            let of = world.rulebook.rule(id).map(|rule| judge::resting_on(world, facts, id, rule));
            StatusDoubt { rule: id, reason: of.and_then(|(reason, _)| reason).unwrap_or_default() }
        })
        .collect();
    let says = world.rulebook.rule(rule).and_then(|rule| rule.says.holds.as_ref());
    let reason = doubts.iter().map(|doubt| why(world.rulebook, doubt)).collect::<Vec<_>>().join("; ");
    let reason = if holds { None } else { Some(&*reason) };
    let sentence = says.map_or_else(String::new, |says| sentence::render(world, facts, says, (school, reason), &[]));
    Status { rule, sentence, doubts }
}

/// The status that cannot be ruled out, and why.
fn why(rulebook: &Rulebook, doubt: &StatusDoubt) -> String {
    let title = rulebook.rule(doubt.rule).map_or("", |rule| &rule.title);
    format!("{title}: {}", doubt.reason)
}
