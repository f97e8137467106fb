//! Why most schools cannot be placed, where that is so: it comes before everything else, since most of what follows waits
//! for it.

use std::collections::BTreeMap;

use super::ReviewInputs;
use super::context::cut;
use super::words::Words;
use crate::judge::evaluate::Status;
use crate::rulebook::model::RuleKind;

/// Letters of a reason.
const LONG: usize = 160;

/// How many schools cannot be placed for certain, and the reason that most of them have; none where it is fewer than half.
pub(crate) fn said(inputs: &ReviewInputs<'_>) -> Option<String> {
    let open: Vec<_> = inputs.schools.iter().filter(|school| may_be_worse(inputs, school.status)).collect();
    if open.is_empty() || open.len() * 2 <= inputs.schools.len() {
        return None;
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for doubt in open.iter().filter_map(|school| school.status.doubts.first()) {
        *reasons.entry(&doubt.reason).or_default() += 1;
    }
    // of those that are as many, the first by the alphabet: the same in, the same out
    let (reason, many) = reasons.into_iter().rev().max_by_key(|(_, many)| *many)?;
    let with = [
        ("n", open.len().to_string()),
        ("of", inputs.schools.len().to_string()),
        ("reason", cut(reason.trim_end_matches('.'), LONG)),
        ("many", many.to_string()),
    ];
    Some(Words(inputs.rulebook).fill("cause", &with))
}

/// Whether a school has a status that needs no attention, and a worse one cannot be ruled out; what a person decided is
/// certain.
fn may_be_worse(inputs: &ReviewInputs<'_>, status: &Status) -> bool {
    let kind = inputs.rulebook.rule(status.rule).map(|rule| &rule.kind);
    let calm = matches!(kind, Some(RuleKind::Status { needs_attention: false, .. }));
    calm && status.instead_of.is_none() && !status.doubts.is_empty()
}
