//! A mistake in a rule that is for each of a list: told once, though each of the rules made has it.

use std::collections::BTreeSet;

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
    let mut seen = BTreeSet::new();
    out.retain(|one| {
        // two fields that are not there are two mistakes
        let may_differ = one.code != Code::MissingField && within(&one.place);
        !may_differ || seen.insert((one.place.clone(), one.code, without_names(&one.message)))
    });
}

/// A message without what it names.
fn without_names(message: &str) -> String {
    message.split('`').step_by(2).collect()
}
