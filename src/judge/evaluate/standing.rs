//! Where a school stands: the first status that holds, and what cannot be ruled out.

use super::state::State;
use super::{Finding, Outcome, Status, StatusDoubt};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{RuleKind, Rulebook};

/// The first status that holds. Where none does and a status that needs attention cannot be ruled out, it is the
/// status of those of which it cannot be said: a missing number is never "fine".
pub(super) fn status(
    rulebook: &Rulebook,
    state: &State,
    findings: &[Finding],
    sentence: &dyn Fn(RuleId, &str) -> String,
) -> Status {
    let mut doubts = Vec::new();
    let mut otherwise = None;
    let mut cannot_say = None;
    for (id, rule) in rulebook.numbered_rules() {
        let RuleKind::Status { otherwise: is_otherwise, cannot_say: is_cannot_say, needs_attention, .. } = rule.kind
        else {
            continue;
        };
        if is_otherwise {
            otherwise = Some(id);
        } else if is_cannot_say {
            cannot_say = Some(id);
        } else {
            match state.outcome(id) {
                Some(Outcome::Holds) => return standing(findings, id, doubts),
                Some(Outcome::CannotSay) if needs_attention => {
                    let reason = state.get(id).and_then(|found| found.reason.clone()).unwrap_or_default();
                    doubts.push(StatusDoubt { rule: id, reason });
                }
                _ => {}
            }
        }
    }
    let fallback = if doubts.is_empty() { otherwise.or(cannot_say) } else { cannot_say.or(otherwise) };
    let rule = fallback.unwrap_or(RuleId(u16::MAX));
    let reason = doubts.iter().map(|doubt| why(rulebook, doubt)).collect::<Vec<_>>().join("; ");
    Status { rule, sentence: sentence(rule, &reason), doubts }
}

/// The status that cannot be ruled out, and why.
fn why(rulebook: &Rulebook, doubt: &StatusDoubt) -> String {
    let title = rulebook.rule(doubt.rule).map_or("", |rule| &rule.title);
    format!("{title}: {}", doubt.reason)
}

fn standing(findings: &[Finding], rule: RuleId, doubts: Vec<StatusDoubt>) -> Status {
    let sentence = findings.iter().find(|finding| finding.rule == rule).map(|finding| finding.sentence.clone());
    Status { rule, doubts, sentence: sentence.unwrap_or_default() }
}
