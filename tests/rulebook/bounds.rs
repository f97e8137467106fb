//! What is too large, too deep or made to be slow ends in a clear message, soon.

use std::time::{Duration, Instant};

use yardstick::diagnostic::compact;
use yardstick::rulebook::{RuleSource, load};

/// Generous for a slow machine that compiles beside the test; each of these would take minutes or all memory unbounded.
const SOON: Duration = Duration::from_secs(20);

fn said_soon(text: &str) -> String {
    let start = Instant::now();
    let loaded = load(&RuleSource::from_texts([("rules.yaml", text)]));
    let took = start.elapsed();
    assert!(took < SOON, "took {took:?}");
    assert!(loaded.has_errors());
    loaded.diagnostics.iter().map(compact).collect()
}

#[test]
fn copies_of_copies_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(", ")));
    }
    assert!(said_soon(&text).contains("too large once its copies (`*name`) are filled in"));
}

#[test]
fn brackets_without_end_are_refused() {
    let said = said_soon(&format!("settings: {}", "[".repeat(200_000)));
    assert!(said.contains("nested too deeply"), "{said}");
    let said =
        said_soon(&format!("settings:\n{}", (1..2000).map(|d| format!("{}- \n", " ".repeat(d))).collect::<String>()));
    assert!(!said.is_empty());
}

#[test]
fn a_file_of_five_megabytes_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rules.yaml"), "settings:\n".repeat(500_000)).unwrap();
    let start = Instant::now();
    let source = RuleSource::from_folder(folder.path()).unwrap();
    let loaded = load(&source);
    assert!(start.elapsed() < SOON);
    let said: String = loaded.diagnostics.iter().map(compact).collect();
    assert!(said.starts_with("rules.yaml: error: this file has 5 MB"), "{said}");
}

#[test]
fn a_thousand_mistakes_are_told_without_growing_slow() {
    let text: String = (0..1000).map(|n| format!("  - id: setting_{n}\n    titel: x\n    value: 1\n")).collect();
    assert_eq!(said_soon(&format!("settings:\n{text}")).lines().count(), 1000);
}

#[test]
fn a_condition_of_a_hundred_thousand_brackets_is_refused() {
    let condition = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
    let said = said_soon(&format!(
        "watchpoints:\n  - {{watch: deep, title: Deep, when: \"{condition} < 2\", source: page 1}}\n"
    ));
    assert!(!said.is_empty());
}
