//! What is too large, too deep or made to be slow ends in a message that names the limit.

use yardstick::rulebook::diagnostic::compact;
use yardstick::rulebook::{RuleSource, load};

fn said_of(text: &str) -> String {
    let loaded = load(&RuleSource::from_texts([("rules.yaml", text)]));
    assert!(loaded.has_errors());
    loaded.diagnostics.iter().map(compact).collect()
}

#[test]
fn copies_of_copies_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(", ")));
    }
    assert!(said_of(&text).contains("too large once its copies (`*name`) are filled in"));
}

#[test]
fn brackets_without_end_are_refused() {
    let said = said_of(&format!("settings: {}", "[".repeat(200_000)));
    assert!(said.contains("nested too deeply"), "{said}");
    let said =
        said_of(&format!("settings:\n{}", (1..2000).map(|d| format!("{}- \n", " ".repeat(d))).collect::<String>()));
    assert!(said.contains("48 levels are the most"), "{said}");
}

#[test]
fn a_file_of_five_megabytes_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rules.yaml"), "settings:\n".repeat(500_000)).unwrap();
    let source = RuleSource::from_folder(folder.path()).unwrap();
    let loaded = load(&source);
    let said: String = loaded.diagnostics.iter().map(compact).collect();
    assert!(said.starts_with("rules.yaml: error: this file has 5 MB"), "{said}");
}

#[test]
fn a_thousand_mistakes_are_told_once_each() {
    let text: String = (0..1000).map(|n| format!("  - id: setting_{n}\n    titel: x\n    value: 1\n")).collect();
    assert_eq!(said_of(&format!("settings:\n{text}")).lines().count(), 1000);
}

#[test]
fn a_condition_of_a_hundred_thousand_brackets_is_refused() {
    let condition = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
    let said = said_of(&format!(
        "watchpoints:\n  - {{watch: deep, title: Deep, when: \"{condition} < 2\", source: page 1}}\n"
    ));
    assert!(said.contains("this is longer than 8000 characters"), "{said}");
}
