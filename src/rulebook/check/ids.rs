//! Names that a rulebook gives: each once, and such that a condition can say it.

use std::collections::BTreeMap;

use super::desk::{Desk, is_odd, typed_again};
use super::sections::Entry;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::yaml::Place;

/// How names of a sort are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// `ks2.l4_em`
    Dotted,
    /// `fsm`, `not_fsm`: stands behind a dot
    Word,
    /// `primary-2010-11`: stands in quotes
    Hyphened,
    /// anything that stands in a cell: `1`, `A`
    Free,
}

/// Words that mean something in every condition.
pub(super) const TAKEN: [&str; 24] = [
    "all",
    "and",
    "any",
    "at",
    "before",
    "change",
    "cohort",
    "date",
    "false",
    "floor",
    "grade",
    "group",
    "in",
    "indicated",
    "inspected",
    "known",
    "not",
    "or",
    "risk",
    "rule",
    "settings",
    "status",
    "true",
    "year",
];
/// Words that mean something behind a measure's dot.
const TAKEN_AFTER_DOT: [&str; 13] = [
    "count",
    "lower_quartile",
    "marked",
    "median",
    "now",
    "percentile",
    "pooled",
    "pupils",
    "rank",
    "rank_from_last",
    "series",
    "upper_quartile",
    "cohort",
];

impl Desk<'_> {
    /// Numbers the entries of a section by name. Every name must be well written and stand once.
    pub(super) fn number<'e, T>(
        &mut self,
        entries: &[Entry<'e, T>],
        field: &str,
        sort: &str,
        written: Written,
        name_of: impl Fn(&'e T) -> &'e str,
    ) -> BTreeMap<&'e str, usize> {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, entry) in entries.iter().enumerate() {
            let name = name_of(entry.raw);
            let place = entry.place.field(field);
            self.well_written(place, name, sort, written);
            if let Some(first) = numbers.get(name).and_then(|first| entries.get(*first)) {
                self.twice(place, first.place.field(field), name, sort);
            } else {
                numbers.insert(name, number);
            }
        }
        numbers
    }

    /// Notes that a name is given twice.
    pub(super) fn twice(&mut self, again: Place<'_>, first: Place<'_>, name: &str, sort: &str) {
        let message = format!("the name `{name}` is taken; {sort} needs a name of its own");
        self.say(
            Diagnostic::error(Code::DuplicateId, again.span(), message)
                .here("again here")
                .also(first.span(), "first here")
                .help("give one of them another name"),
        );
    }

    /// The name of a rule.
    pub(super) fn rule_name(&mut self, place: Place<'_>, name: &str) {
        self.well_written(place, name, "a rule", Written::Hyphened);
    }

    fn well_written(&mut self, place: Place<'_>, name: &str, sort: &str, written: Written) {
        let (ok, how) = match written {
            Written::Free => (!name.trim().is_empty(), "something that can stand in a cell"),
            Written::Word => (is_word(name), "small letters, digits and `_`, a letter first"),
            Written::Dotted => (name.split('.').all(is_word), "small letters, digits, `_` and dots, a letter first"),
            Written::Hyphened => {
                let ok = name.split('-').all(|part| !part.is_empty() && part.chars().all(is_letter));
                (ok, "small letters and digits with hyphens between")
            }
        };
        if !ok {
            let message = format!("`{name}` cannot be used as the name of {sort}");
            let suggestion = suggestion(name, written);
            let help = match &suggestion {
                Some(suggestion) if is_odd(name, suggestion) => typed_again(suggestion),
                Some(suggestion) => format!("write `{suggestion}`: {how}"),
                None => format!("write {how}"),
            };
            self.unusable.extend(suggestion.into_iter().chain([name.trim().to_owned()]));
            self.error(Code::BadId, place.span(), message, help);
        } else if is_taken(name, written) {
            let message =
                format!("`{name}` cannot be used as the name of {sort}: it means something else in conditions");
            self.error(Code::BadId, place.span(), message, "choose another name");
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit()
}

fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| is_letter(c) || c == '_')
}

fn is_taken(name: &str, written: Written) -> bool {
    match written {
        Written::Dotted => name.split('.').next().is_some_and(|first| TAKEN.contains(&first)),
        Written::Word => TAKEN.contains(&name) || TAKEN_AFTER_DOT.contains(&name),
        Written::Hyphened | Written::Free => false,
    }
}

/// The name in the way it can be written.
fn suggestion(name: &str, written: Written) -> Option<String> {
    let (join, keep) = match written {
        Written::Hyphened => ("-", ""),
        Written::Word => ("_", ""),
        Written::Dotted => ("_", "."),
        Written::Free => return None,
    };
    let lower = name.to_lowercase();
    let parts: Vec<&str> =
        lower.split(|c: char| !(is_letter(c) || keep.contains(c))).filter(|p| !p.is_empty()).collect();
    let joined = parts.join(join).trim_matches('.').to_owned();
    let ok = match written {
        Written::Hyphened => !joined.is_empty(),
        _ => joined.split('.').all(is_word) && !is_taken(&joined, written),
    };
    ok.then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_offered_in_the_way_it_can_be_written() {
        for (name, written, expected) in [
            ("Falling Roll", Written::Hyphened, Some("falling-roll")),
            ("KS2.L4-EM", Written::Dotted, Some("ks2.l4_em")),
            ("Not FSM", Written::Word, Some("not_fsm")),
            ("5ac", Written::Dotted, None),
        ] {
            assert_eq!(suggestion(name, written).as_deref(), expected, "{name}");
        }
    }
}
