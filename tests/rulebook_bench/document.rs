//! The rulebook in words, and the schema.

use yardstick::rulebook::{RuleSource, document, load};

fn root(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_committed_page_is_that_of_the_rulebook() {
    let rulebook = load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let text = document::markdown(&rulebook);
    let path = root("docs/rules.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "write it again with `yardstick rules document --out docs/rules.md`");
}

#[test]
fn every_rule_measure_and_case_is_on_the_page() {
    let rulebook = load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let text = document::markdown(&rulebook);
    for rule in &rulebook.rules {
        let stands = format!("({}:{}]", rule.span.file, rule.span.line).replace('(', "[");
        assert!(text.contains(&stands), "{} is missing", rule.id);
    }
    for measure in &rulebook.measures {
        assert!(text.contains(&format!("| `{}` |", measure.id)), "{} is missing", measure.id);
    }
    let cases: usize = rulebook.rules.iter().map(|rule| rule.cases.len()).sum();
    assert_eq!(text.matches(" → **").count(), cases);
}

#[test]
fn a_condition_is_told_in_words() {
    let rulebook = load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let text = document::markdown(&rulebook);
    let rule = text.split("### ").find(|part| part.starts_with("Primary floor standard 2013-14\n")).unwrap();
    assert!(rule.contains("Below the floor when\n\n- all of these hold:\n"), "{rule}");
    assert!(rule.contains("  - Level 4 or above in reading, writing and maths is below 65%\n"), "{rule}");
}

#[test]
fn every_default_file_names_the_schema_in_its_first_line() {
    for (name, text) in RuleSource::default_rulebook().files() {
        if name.ends_with(".yaml") {
            let up = if name.contains('/') { "../".repeat(name.matches('/').count()) } else { "./".to_owned() };
            let line = format!("# yaml-language-server: $schema={up}rulebook.schema.json\n");
            assert!(text.starts_with(&line), "{name} does not name it");
        }
    }
}
