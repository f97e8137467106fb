//! Rulebooks as officers write them: what is refused, where it is underlined, and with which words.

use yardstick::rulebook::{self, RuleSource};

use crate::public;

/// What is said of a case's rulebook beside the default one, each with its file and line; `None` where it is not at hand.
fn said(name: &str) -> Option<(bool, String)> {
    let folder = public::cases(name)?;
    let text = String::from_utf8(std::fs::read(folder.join("bugs.yaml")).unwrap()).ok()?;
    let source = RuleSource::default_rulebook().with("bugs.yaml", &text);
    let loaded = rulebook::load(&source);
    let words = loaded.diagnostics.iter().map(|one| format!("{one:?}")).collect::<Vec<_>>().join("\n");
    Some((loaded.rulebook.is_some(), words))
}

#[track_caller]
fn refused(name: &str, words: &[&str], not: &[&str]) {
    let Some((accepted, said)) = said(name) else { return };
    assert!(!accepted, "{name} was accepted");
    for words in words {
        assert!(said.contains(words), "`{words}` is not in {said}");
    }
    for words in not {
        assert!(!said.contains(words), "`{words}` is in {said}");
    }
}

#[track_caller]
fn warned(name: &str, words: &[&str]) {
    let Some((accepted, said)) = said(name) else { return };
    assert!(accepted, "{name} was refused: {said}");
    for words in words {
        assert!(said.contains(words), "`{words}` is not in {said}");
    }
}

#[test]
fn what_ends_or_merges_a_document_is_refused_by_its_name() {
    refused("40-yaml-multidoc", &["`---` begins a second document"], &[]);
    refused("41-yaml-end-marker", &["`...` ends the rulebook"], &["`---`"]);
    refused("45-merge-keys", &["`<<` means nothing"], &["has no `source`", "has no `title`"]);
}

#[test]
fn text_that_yaml_reads_otherwise_needs_quotes() {
    refused("42-yaml-hash-in-say", &["needs quotes"], &[]);
    refused("43-yaml-colon-in-say", &["no quotes round it"], &[]);
    refused("47-curly-quotes", &["straight quotes"], &[]);
    refused("48-unicode-minus", &["write `-`"], &[]);
    refused("66-precedence", &["begins with `!`", "write `not ("], &["begins with `>`"]);
}

#[test]
fn days_years_names_and_circles_are_refused() {
    refused("65-bad-day", &["this is not a day"], &[]);
    refused("71-years-backwards", &["write `2010-11 to 2012-13`", "write `2011-12`"], &[]);
    refused("73-cycle", &["refers to"], &[]);
    refused("74-duplicate-ids", &["is taken"], &[]);
    refused("54-block-line", &["lib.shar"], &[]);
    refused("56-quoted-escape-line", &["lib.shar"], &[]);
}

#[test]
fn conditions_that_never_or_always_hold_are_told() {
    // one divides by 0: that is refused, and the others are told beside it
    refused(
        "72-contradiction",
        &[
            "`a1` can never hold",
            "`a2` always holds",
            "`a3` can never hold",
            "`a6` can never hold",
            "`a7` can never be said",
        ],
        &[],
    );
    warned("69-overlapping-floors", &["are for the same schools"]);
    warned("46-anchor-alias", &["ask the same"]);
    warned("51-crlf-bom", &[]);
}
