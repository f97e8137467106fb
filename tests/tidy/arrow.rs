//! One line of flow: what each part may use, and that the pure parts have no files, clock or printing.

use super::{code_lines, rust_files};

/// Part, and the parts it may use.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("place", &[]),
    ("domain", &[]),
    ("expression", &["domain", "place", "rulebook", "script"]),
    ("script", &["domain", "place", "expression"]),
    ("diagnostic", &["place", "rulebook"]),
    ("rulebook", &["domain", "place", "expression", "script", "diagnostic"]),
    ("record", &["domain", "place", "rulebook"]),
    ("intake", &["domain", "place", "rulebook", "record"]),
    ("decision", &["domain", "place", "rulebook", "record", "evaluate", "advise", "report", "intake"]),
    ("evaluate", &["domain", "place", "expression", "script", "rulebook", "record", "decision"]),
    ("advise", &["domain", "place", "expression", "rulebook", "record", "decision", "evaluate"]),
    (
        "report",
        &["domain", "place", "expression", "script", "rulebook", "record", "intake", "decision", "evaluate", "advise"],
    ),
    (
        "run",
        &[
            "domain",
            "expression",
            "place",
            "rulebook",
            "record",
            "intake",
            "decision",
            "evaluate",
            "advise",
            "report",
            "diagnostic",
        ],
    ),
];

const PURE: [&str; 6] = ["place", "domain", "expression", "record", "evaluate", "advise"];

const IMPURE: [&str; 9] = [
    "std::fs",
    "File::open",
    "SystemTime",
    "Instant::now",
    "Local::now",
    "Utc::now",
    "println!",
    "eprintln!",
    "std::env",
];

/// The part a file belongs to: `src/evaluate/margin.rs` and `src/evaluate.rs` are of `evaluate`.
fn part(file: &str) -> &str {
    let inside = file.trim_start_matches("src/");
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

#[test]
fn no_part_uses_one_that_comes_after_it() {
    let mut wrong = Vec::new();
    for (file, text) in rust_files("src") {
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == part(&file)) else { continue };
        for (number, line) in code_lines(&text) {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = MAY_USE.iter().any(|(name, _)| *name == used) || ["cli", "watch"].contains(&used.as_str());
                if known && used != part(&file) && !may.contains(&used.as_str()) {
                    wrong.push(format!("{file}:{number} uses {used}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pure_parts_have_no_files_no_clock_and_no_printing() {
    let mut wrong = Vec::new();
    for (file, text) in rust_files("src").into_iter().filter(|(file, _)| PURE.contains(&part(file))) {
        for (number, line) in code_lines(&text) {
            wrong.extend(
                IMPURE.iter().filter(|word| line.contains(**word)).map(|word| format!("{file}:{number}: {word}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_prints() {
    let mut wrong = Vec::new();
    for (file, text) in rust_files("src").into_iter().filter(|(file, _)| part(file) != "cli") {
        for (number, line) in code_lines(&text) {
            if ["println!", "eprintln!", "print!(", "eprint!("].iter().any(|word| line.contains(word)) {
                wrong.push(format!("{file}:{number}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
