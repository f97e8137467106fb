//! `values`: what an entry says once and all its rows share, words or a calculation.

use super::filling::{Values, with_values};
use super::{VALUES, Writing};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::yaml::{Entry, Kind, Node};

impl Writing<'_> {
    /// Fills the fields of an entry, after what it says by `values` in all its rows.
    pub(super) fn filled(&mut self, made: &mut Vec<Entry>, values: &mut Values) {
        if let Some(at) = made.iter().position(|entry| entry.key.text == VALUES) {
            let shared = made.remove(at);
            let Kind::Map(shared) = shared.value.kind else {
                return self.error(&shared.key, "`values` has no names", "write under it `name: words`");
            };
            self.values.see(&shared, made, self.record);
            for mut one in shared {
                if one.value.text().is_none() {
                    let message = format!("`{}` is no single value", one.key.text);
                    self.error(&one.key, &message, "write one number, one calculation, or a few words");
                }
                // a row that gives it itself has its own
                if !values.contains_key(&one.key.text) {
                    self.fill(&mut one.value, values);
                    _ = one.value.text().map(|text| values.insert(one.key.text.clone(), text.to_owned()));
                }
            }
        }
        for entry in made.iter_mut() {
            if is_condition(&entry.key.text) {
                self.without_brackets(&entry.value, values);
            }
            self.fill(&mut entry.value, values);
        }
    }

    /// Tells a calculation that would be torn apart in a longer one: `10 - $gap`, where `$gap` is `a - b`.
    fn without_brackets(&mut self, node: &Node, values: &Values) {
        match &node.kind {
            Kind::Scalar { text, .. } => {
                let Some(name) = torn(text, values) else { return };
                let message = format!("`${name}` is a calculation in a longer one");
                let place = self.file.span(node.range.clone());
                let help = format!("write `(${name})`, so that it is worked out by itself");
                self.out.push(Diagnostic::error(Code::Expression, place, message).help(help));
            }
            Kind::List(items) => items.iter().for_each(|item| self.without_brackets(item, values)),
            Kind::Map(entries) => entries.iter().for_each(|entry| self.without_brackets(&entry.value, values)),
        }
    }
}

/// Whether a field is worked out, not read as words.
fn is_condition(field: &str) -> bool {
    field.ends_with("when") || matches!(field, "computed" | "progress")
}

/// The name of a calculation that stands in a longer one without brackets, and would be torn apart by it.
fn torn<'t>(text: &'t str, values: &Values) -> Option<&'t str> {
    let (new, names) = with_values(text, |name| values.get(name).map(String::as_str));
    let torn = names.into_iter().find(|(at, _)| {
        let Some(own) = new.get(at.clone()).and_then(loosest) else { return false };
        let before = new.get(..at.start).and_then(|text| text.split_whitespace().next_back()).unwrap_or_default();
        let after = new.get(at.end..).and_then(|text| text.split_whitespace().next()).unwrap_or_default();
        let same = own == COMPARED || matches!(before, "-" | "/");
        let by = |other: Option<u8>| other.is_some_and(|other| other > own || (other == own && same));
        by(binds(before)) || by(binds(after))
    });
    torn.map(|(_, name)| name)
}

/// How closely comparisons bind.
const COMPARED: u8 = 3;

/// How closely a sign between parts binds them; the loosest first.
fn binds(word: &str) -> Option<u8> {
    match word {
        "or" => Some(0),
        "and" => Some(1),
        "not" => Some(2),
        "+" | "-" => Some(4),
        "*" | "/" => Some(5),
        word => word.starts_with(['<', '>', '=', '!']).then_some(COMPARED),
    }
}

/// The sign outside of all brackets that binds a calculation most loosely: the `or` of `a - 1 < 3 or b < 3`.
fn loosest(value: &str) -> Option<u8> {
    let mut deep = 0_i32;
    let signs = value.split_whitespace().filter_map(|word| {
        let found = binds(word).filter(|_| deep == 0);
        deep += i32::try_from(word.matches('(').count()).unwrap_or(0);
        deep -= i32::try_from(word.matches(')').count()).unwrap_or(0);
        found
    });
    signs.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calculation_in_a_longer_one_needs_brackets() {
        let values = Values::from([
            ("gap".to_owned(), "l5 - l4".to_owned()),
            ("now".to_owned(), "l5, f(l4 - 1)".to_owned()),
            ("of".to_owned(), "l4".to_owned()),
            ("either".to_owned(), "l4 < 3 or f(l5 - 1) < 3".to_owned()),
            ("both".to_owned(), "l4 < 3 and l5 < 3".to_owned()),
        ]);
        for text in ["10 - $gap > 3", "2 * $gap > 3", "$either and l4 > 1", "not $either", "not $both"] {
            assert!(torn(text, &values).is_some(), "{text}");
        }
        let whole = [
            "$gap",
            "10 - ($gap) > 3",
            "$gap > 3",
            "f($now) < 0",
            "$of - 1 < 3",
            "$both and l4 > 1",
            "$either or $both",
        ];
        for text in whole {
            assert_eq!(torn(text, &values), None, "{text}");
        }
    }
}
