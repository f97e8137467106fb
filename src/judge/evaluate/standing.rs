//! Where a school stands: the first status that holds, and what cannot be ruled out; or what a person decided.

use std::sync::Arc;

use super::school_facts::SchoolFacts;
use super::state::State;
use super::world::World;
use super::{InsteadOf, Outcome, Status, StatusDoubt, judge, sentence};
use crate::judge::decided::{DecisionKey, STATUS};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{RuleKind, Rulebook};

/// The status of a school, without its words.
pub(super) struct Standing {
    pub rule: RuleId,
    /// whether its own condition holds, and it is not what is left where no other does
    holds: bool,
    /// statuses that may be worse and cannot be ruled out
    doubts: Vec<RuleId>,
    /// what the rules say, and why a person decided otherwise
    instead_of: Option<(RuleId, Arc<str>)>,
}

impl Standing {
    /// With what a person decided in its place, where the rulebook allows it and a reason is given. Without a reason it
    /// is asked for and takes no part.
    pub fn decided(self, world: &World<'_>, school: usize) -> Self {
        let Some(school) =
            world.dataset.schools.get(school).filter(|_| world.rulebook.judgements.status_may_be_decided)
        else {
            return self;
        };
        let key = DecisionKey { school: school.identity.key.clone(), about: STATUS.into() };
        let decision = world.decisions.decisions.get(&key);
        let typed = decision.and_then(|decision| decision.decision.as_deref()).unwrap_or_default();
        let because = decision.and_then(|decision| decision.note.clone()).filter(|note| !note.trim().is_empty());
        match (world.rulebook.status_meant(typed), because) {
            (Some(rule), Some(because)) if rule != self.rule => {
                Self { rule, instead_of: Some((self.rule, because)), ..self }
            }
            _ => self,
        }
    }
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
                Some(Outcome::Holds) => return Standing { rule: id, holds: true, doubts, instead_of: None },
                Some(Outcome::CannotSay) if !no_worse => doubts.push(id),
                _ => {}
            }
        }
    }
    let fallback = if doubts.is_empty() { otherwise.or(cannot_say) } else { cannot_say.or(otherwise) };
    Standing { rule: fallback.unwrap_or(RuleId(u16::MAX)), holds: false, doubts, instead_of: None }
}

/// The same in words: the status's sentence, and why each worse one cannot be ruled out.
pub(super) fn status(world: &World<'_>, facts: &SchoolFacts<'_>, standing: Standing, school: &str) -> Status {
    let Standing { rule, holds, doubts, instead_of } = standing;
    let doubts: Vec<StatusDoubt> = doubts
        .into_iter()
        .map(|id| {
            let of = world.rulebook.rule(id).map(|rule| judge::resting_on(world, facts, id, rule));
            StatusDoubt { rule: id, reason: of.and_then(|(reason, _)| reason).unwrap_or_default() }
        })
        .collect();
    let by_rules = instead_of.as_ref().map_or(rule, |(by_rules, _)| *by_rules);
    let says = world.rulebook.rule(by_rules).and_then(|rule| rule.says.holds.as_ref());
    let reason = doubts.iter().map(|doubt| why(world.rulebook, doubt)).collect::<Vec<_>>().join("; ");
    let reason = if holds { None } else { Some(&*reason) };
    let sentence = says.map_or_else(String::new, |says| sentence::render(world, facts, says, (school, reason), &[]));
    match instead_of {
        None => Status { rule, sentence, doubts, instead_of: None },
        Some((by_rules, because)) => Status {
            rule,
            sentence: decided_words(world.rulebook, rule, by_rules, &because),
            doubts,
            instead_of: Some(InsteadOf { rule: by_rules, sentence, because }),
        },
    }
}

/// What a person decided, what the rules say, and why.
fn decided_words(rulebook: &Rulebook, own: RuleId, by_rules: RuleId, because: &str) -> String {
    let title = |id| rulebook.rule(id).map_or("", |rule| &*rule.title);
    let words = rulebook.words("status.decided").replace("{own}", title(own)).replace("{rules}", title(by_rules));
    // what a person typed is put in last: it is no place for words of ours
    words.replace("{because}", because.trim().trim_end_matches('.'))
}

/// The status that cannot be ruled out, and why.
fn why(rulebook: &Rulebook, doubt: &StatusDoubt) -> String {
    let title = rulebook.rule(doubt.rule).map_or("", |rule| &rule.title);
    format!("{title}: {}", doubt.reason)
}
