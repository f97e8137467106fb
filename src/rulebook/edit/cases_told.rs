//! Cases as values: what each expects, with what it gives beside it.

use std::borrow::Cow;

use super::gather::{About, Shelf};
use super::leaf::Here;
use super::value::{Sheet, Sort};
use crate::rulebook::check::EXPECTED;
use crate::rulebook::naming;
use crate::rulebook::yaml::quoted;
use crate::rulebook::yaml::{Kind, Node, Style};

/// Where cases stand, beside a rule or apart.
const CASES: &str = "cases";

pub(super) fn take(shelf: &mut Shelf<'_>, section: &str, here: &Here<'_>) {
    if section == CASES {
        for (rule, cases) in here.fields() {
            of_rule(shelf, rule, &cases);
        }
        return;
    }
    let Some(field) = naming::of(section) else { return };
    for rule in here.items() {
        if let Some(cases) = rule.field(CASES) {
            of_rule(shelf, rule.say(field), &cases);
        }
    }
}

fn of_rule(shelf: &mut Shelf<'_>, rule: &str, cases: &Here<'_>) {
    let answers: Vec<String> = EXPECTED.map(|(words, _)| words.to_owned()).into();
    let answers = Sort::OneOf(answers.into());
    for case in cases.items() {
        let Some(expect) = case.field("expect") else { continue };
        let given = case.node.entry("given").map(|given| told(&given.value)).unwrap_or_default();
        let words = vec![rule.to_owned(), case.say("name").to_owned(), case.say("year").to_owned(), given];
        shelf.take(Sheet::Cases, &expect, answers.clone(), About { words, ..About::default() });
    }
}

/// What is given, a line each: `ks2.l4_em: 59`. Words keep their quotes where without them they would be a number, an answer,
/// or something else than words.
fn told(given: &Node) -> String {
    let Kind::Map(entries) = &given.kind else { return String::new() };
    let line = |(name, value): (&str, &Node)| format!("{name}: {}", said(value));
    let lines: Vec<String> = entries.iter().map(|entry| line((entry.key.text.as_str(), &entry.value))).collect();
    lines.join("\n")
}

fn said(value: &Node) -> Cow<'_, str> {
    let Kind::Scalar { text, style, .. } = &value.kind else { return "…".into() };
    if matches!(style, Style::Plain) || is_words(text) { text.into() } else { quoted(text).into() }
}

/// Whether a text without quotes is read as these words.
fn is_words(text: &str) -> bool {
    serde_yaml::from_str::<serde_yaml::Value>(text).is_ok_and(|read| read.as_str() == Some(text))
}
