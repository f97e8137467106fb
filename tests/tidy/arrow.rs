//! One line of flow: what each part may use, and that the pure parts have no files, clock or printing.

use super::{code_lines, rust_files};

/// Every part with the parts it may use. Each stands below those that use it; what is used from further down is named
/// to the module.
const MAY_USE: [(&str, &[&str]); 24] = [
    ("fingerprint", &[]),
    ("phrase", &[]),
    ("samples", &[]),
    ("place", &[]),
    ("domain", &[]),
    ("diagnostic", &["place"]),
    // a condition calls functions of scripts, and knows measures by their numbers
    (
        "expression",
        &[
            "domain",
            "place",
            "rulebook::ids",
            "script::Argument",
            "script::CallFailure",
            "script::ScriptError",
            "script::Scripts",
        ],
    ),
    ("script", &["domain", "place", "expression"]),
    ("rulebook", &["fingerprint", "domain", "place", "expression", "script", "diagnostic"]),
    ("record", &["domain", "place", "rulebook"]),
    ("intake", &["fingerprint", "phrase", "domain", "place", "rulebook", "record"]),
    // a decision is read back by the names its review gave to sheets and columns, and is spoken of in its words
    (
        "decision",
        &[
            "fingerprint",
            "domain",
            "place",
            "rulebook",
            "record",
            "intake",
            "report::Carried",
            "report::LapsedDecision",
            "report::StaleDecision",
            "report::review::Asked",
            "report::review::keys",
            "report::sheet::tab_name",
            "report::words",
        ],
    ),
    ("evaluate", &["domain", "place", "expression", "script", "rulebook", "record", "decision"]),
    ("advise", &["domain", "place", "expression", "rulebook", "record", "decision", "evaluate"]),
    ("account", &["domain", "rulebook", "record", "evaluate", "advise"]),
    ("trial", &["domain", "place", "expression", "script", "rulebook", "account"]),
    ("against", &["domain", "place", "expression", "diagnostic", "rulebook", "record", "decision", "evaluate"]),
    (
        "report",
        &[
            "fingerprint",
            "phrase",
            "domain",
            "place",
            "expression",
            "rulebook",
            "record",
            "intake",
            "decision",
            "evaluate",
            "advise",
        ],
    ),
    ("marked", &["domain", "rulebook", "record", "decision", "evaluate", "report", "trial"]),
    ("compare", &["domain", "rulebook", "record", "intake", "decision", "evaluate", "advise", "report"]),
    ("sweep", &["domain", "place", "expression", "rulebook", "record", "decision", "evaluate", "report"]),
    (
        "run",
        &[
            "fingerprint",
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
        ],
    ),
    ("watch", &["fingerprint", "phrase", "diagnostic", "domain", "rulebook", "intake", "report", "run"]),
    (
        "cli",
        &[
            "phrase",
            "samples",
            "place",
            "domain",
            "diagnostic",
            "expression",
            "script",
            "rulebook",
            "record",
            "intake",
            "decision",
            "evaluate",
            "account",
            "trial",
            "against",
            "report",
            "marked",
            "compare",
            "sweep",
            "run",
            "watch",
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

/// What a line uses of other parts: `rulebook::ids::GroupId`, and each thing of a group in braces.
fn used(line: &str) -> Vec<String> {
    line.split("crate::").skip(1).flat_map(paths).collect()
}

fn paths(rest: &str) -> Vec<String> {
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(rest.len());
    let (path, after) = rest.split_at(end);
    match after.strip_prefix('{').and_then(|group| group.split_once('}')) {
        Some((group, _)) => group.split(", ").map(|name| format!("{path}{name}").replace("::self", "")).collect(),
        None => vec![path.trim_end_matches(':').to_owned()],
    }
}

/// Whether a path is that of a part or module, or lies in it.
fn is_of(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn no_part_uses_one_that_comes_after_it() {
    let mut wrong = Vec::new();
    for (file, text) in rust_files("src").into_iter().filter(|(file, _)| !["lib", "main"].contains(&part(file))) {
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == part(&file)) else {
            wrong.push(format!("{file} is of no part that is listed"));
            continue;
        };
        for (number, line) in code_lines(&text) {
            let own = part(&file);
            let forbidden = used(line)
                .into_iter()
                .filter(|path| !is_of(path, own) && !may.iter().any(|module| is_of(path, module)));
            wrong.extend(forbidden.map(|path| format!("{file}:{number} uses {path}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_part_stands_after_the_parts_it_may_use() {
    for (at, (name, may)) in MAY_USE.iter().enumerate() {
        for module in may.iter().filter(|module| !module.contains("::")) {
            let below = MAY_USE.iter().take(at).any(|(known, _)| known == module);
            assert!(below, "{name} stands before {module}, which it may use");
        }
    }
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
