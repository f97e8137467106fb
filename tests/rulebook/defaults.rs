//! The default rulebook checks clean, is in the program, and does not depend on the order of its files.

use std::path::Path;

use yardstick::review::words;
use yardstick::rulebook::diagnostic::{Severity, compact};
use yardstick::rulebook::{RuleSource, load, load_asked};

#[test]
fn the_default_rulebook_has_no_mistakes_and_no_warnings() {
    let loaded = load_asked(&RuleSource::default_rulebook(), &words::asked(None));
    let said: Vec<String> =
        loaded.diagnostics.iter().filter(|one| one.severity != Severity::Note).map(compact).collect();
    assert!(said.is_empty(), "{}", said.concat());
    assert!(loaded.rulebook.is_some());
}

#[test]
fn the_rulebook_in_the_program_is_the_one_in_the_folder() {
    let folder = RuleSource::from_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).unwrap();
    let inside = RuleSource::default_rulebook();
    let names = |source: &RuleSource| source.files().map(|(name, _)| name.to_string()).collect::<Vec<_>>();
    // a new file is only seen when `src/rulebook/source/default.rs` is compiled again
    assert_eq!(names(&folder), names(&inside), "touch src/rulebook/source/default.rs and build again");
    assert_eq!(folder.fingerprint(), inside.fingerprint());
}

#[test]
fn every_rule_comes_after_those_it_refers_to() {
    let rulebook = load(&RuleSource::default_rulebook()).rulebook.unwrap();
    for (id, rule) in rulebook.numbered_rules() {
        for condition in [&rule.applies, &rule.when].into_iter().flatten() {
            for (expression, _) in condition.expressions() {
                for derived in expression.derived() {
                    if let yardstick::rulebook::expression::Derived::Rule(name) = derived {
                        let (needed, _) = rulebook.rule_named(&name.0).unwrap();
                        assert!(needed < id, "{} comes before {}", rule.id, name.0);
                    }
                }
            }
        }
    }
}

#[test]
fn names_of_files_do_not_decide_what_a_rulebook_says() {
    let default = RuleSource::default_rulebook();
    let renamed: Vec<(String, String)> = default
        .files()
        .map(|(name, text)| match name.strip_suffix(".yaml") {
            Some(stem) => (format!("{}.yaml", stem.chars().rev().collect::<String>()), text.to_string()),
            None => (name.to_string(), text.to_string()),
        })
        .collect();
    let renamed = RuleSource::from_texts(renamed.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let (one, other) = (load(&default).rulebook.unwrap(), load(&renamed).rulebook.unwrap());
    let mut names =
        [&one, &other].map(|rulebook| rulebook.rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>());
    names.iter_mut().for_each(|names| names.sort());
    assert_eq!(names[0], names[1]);
    assert_ne!(one.fingerprint, other.fingerprint);
}
