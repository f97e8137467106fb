//! Why most schools cannot be placed, where that is so: it comes before everything else, since most of what follows waits
//! for it.

use std::collections::BTreeMap;

use super::ReviewInputs;
use super::context::cut;
use super::words::Words;
use crate::judge::evaluate::{BESIDES, Status, WHETHER_IT_APPLIES};
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
        *reasons.entry(first_of(&doubt.reason)).or_default() += 1;
    }
    // of those that are as many, the first by the alphabet: the same in, the same out
    let (reason, many) = reasons.into_iter().rev().max_by_key(|(_, many)| *many)?;
    let with = [
        ("n", open.len().to_string()),
        ("of", inputs.schools.len().to_string()),
        ("reason", cut(reason.trim_end_matches('.'), LONG)),
        ("many", many.to_string()),
    ];
    // what is cut has its end already
    Some(Words(inputs.rulebook).fill("cause", &with).replace("….", "…"))
}

/// The first thing that is missing: what else is stands in the evidence.
fn first_of(reason: &str) -> &str {
    let first = reason.split(BESIDES).next().unwrap_or(reason);
    first.rsplit(WHETHER_IT_APPLIES).next().unwrap_or(first)
}

/// Whether a school has a status that needs no attention, and a worse one cannot be ruled out; what a person decided is
/// certain.
fn may_be_worse(inputs: &ReviewInputs<'_>, status: &Status) -> bool {
    let kind = inputs.rulebook.rule(status.rule).map(|rule| &rule.kind);
    let calm = matches!(kind, Some(RuleKind::Status { needs_attention: false, .. }));
    calm && status.instead_of.is_none() && !status.doubts.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{BESIDES, WHETHER_IT_APPLIES, first_of};

    #[test]
    fn of_what_is_missing_the_first_is_said_and_not_how_it_was_found() {
        let pupils = "Pupils at the end of key stage 2: no workbook has a column for it";
        let all = format!("below a floor standard: {WHETHER_IT_APPLIES}{pupils}{BESIDES}Level 4 or above: not entered");
        assert_eq!(first_of(&all), pupils);
        assert_eq!(first_of("the category is not known"), "the category is not known");
    }
}
