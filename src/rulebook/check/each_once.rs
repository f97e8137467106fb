//! A mistake in a rule that is for each of a list: told once, though each of the rules made has it.

use std::collections::{BTreeMap, BTreeSet};

use super::sections::Parsed;
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic};

/// Keeps the first of what is said of one place in the same words, but for the names of those that the rule is for.
pub(super) fn said_once(parsed: &[Parsed], out: &mut Vec<Diagnostic>) {
    let made: Vec<&Span> = parsed.iter().flat_map(|file| &file.of_each).collect();
    if made.is_empty() {
        return;
    }
    let within = |place: &Span| {
        let holds = |of: &&&Span| of.file == place.file && (of.offset..of.offset + of.len).contains(&place.offset);
        made.iter().any(|of| holds(&of))
    };
    let mut seen: BTreeMap<_, Vec<Vec<String>>> = BTreeMap::new();
    out.retain(|one| {
        // two fields that are not there are two mistakes
        if one.code == Code::MissingField || !within(&one.place) {
            return true;
        }
        let (words, names) = apart(&one.message);
        let told = seen.entry((one.place.clone(), one.code, words)).or_default();
        let again = told.iter().any(|other| of_one_mistake(other, &names));
        told.push(names);
        !again
    });
}

/// A message without what it names, and the parts of those names.
fn apart(message: &str) -> (String, Vec<String>) {
    let (words, names): (Vec<_>, Vec<_>) = message.split('`').enumerate().partition(|(at, _)| at % 2 == 0);
    let parts = names.iter().flat_map(|(_, name)| name.split(['.', '-', ' ']));
    (words.into_iter().map(|(_, text)| text).collect(), parts.map(str::to_owned).collect())
}

/// Whether names differ in no more than the one that the rule is for: `ks2.nonsense.fsm` and `ks2.nonsense.boys`, and not
/// `ks4.other.fsm`.
fn of_one_mistake(one: &[String], other: &[String]) -> bool {
    let differing: BTreeSet<_> = one.iter().zip(other).filter(|(a, b)| a != b).collect();
    one.len() != other.len() || differing.len() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake_of_each_is_told_once_and_two_are_two() {
        let same = |one: &str, other: &str| {
            let ((a, one), (b, other)) = (apart(one), apart(other));
            a == b && of_one_mistake(&one, &other)
        };
        assert!(same("there is no `ks2.nonsense.fsm`", "there is no `ks2.nonsense.boys`"));
        assert!(!same("there is no `ks2.nonsense.fsm`", "there is no `ks4.zilch.fsm`"));
        assert!(!same("there is no `ks2.nonsense.fsm`", "`ks2.nonsense.fsm` is odd"));
    }
}
