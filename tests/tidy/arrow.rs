//! One line of flow: what each part may use, and that the pure parts have no files, clock or printing.

use super::uses::{arrows, circles, module, used};
use super::{code_lines, rust_files};

/// The rooms in the order in which they stand: each may use those before it. The crate `workbook` is below all but `domain`.
const ROOMS: [&str; 9] = ["domain", "rulebook", "intake", "judge", "review", "bench", "run", "watch", "cli"];

/// Within a room, what stands before what; a module that uses a later one is named with its reason.
const WITHIN: [(&str, &[&str]); 3] = [
    (
        "rulebook",
        &["span", "ids", "diagnostic", "script", "expression", "yaml", "raw", "model", "check", "changes", "edit"],
    ),
    ("judge", &["decided", "evaluate", "advise"]),
    ("bench", &["explain", "test", "exchange", "compare", "against", "cases", "sweep"]),
];

/// Arrows that run back within a room: a script gives the expression's kinds of value, and orders and rounds as it does.
const BACK: [&str; 1] = ["script uses rulebook::expression"];

/// Modules of a room that reach each other, each with its reason; no others may.
const CIRCLES: [(&str, &[&str]); 3] = [
    // the two are one language; see `BACK`
    ("rulebook", &["expression", "script"]),
    // reading a table asks each of these what it sees, and hands each what is needed to read any table
    ("intake", &["columns", "identity", "reading", "rows", "visits"]),
    // all that is said of a school asks the context, which keeps what is counted once for all: rows, amounts in words
    (
        "review",
        &[
            "book",
            "cause",
            "context",
            "lives",
            "margin",
            "reason",
            "strengths",
            "targets",
            "theirs",
            "verdict",
            "visits",
        ],
    ),
];

const PURE: [&str; 3] = ["domain", "intake::record", "judge"];

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

/// The room a file belongs to.
fn part(file: &str) -> &str {
    let inside = file.trim_start_matches("src/");
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

/// Whether a path is that of a part or module, or lies in it.
fn is_of(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn no_room_uses_one_that_comes_after_it() {
    let mut wrong = Vec::new();
    for (file, text) in rust_files("src").into_iter().filter(|(file, _)| !["lib", "main"].contains(&part(file))) {
        let Some(own) = ROOMS.iter().position(|room| *room == part(&file)) else {
            wrong.push(format!("{file} is of no room that is listed"));
            continue;
        };
        let is_after = |path: &str| ROOMS.iter().skip(own + 1).any(|room| is_of(path, room));
        let after = used(&file, &text).into_iter().filter(|(_, path)| is_after(path));
        wrong.extend(after.map(|(number, path)| format!("{file}:{number} uses {path}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn within_a_room_arrows_run_one_way_but_for_those_with_a_reason() {
    let mut wrong = Vec::new();
    for (room, order) in WITHIN {
        for (file, text) in rust_files(&format!("src/{room}")) {
            let own = module(&file);
            let Some(at) = order.iter().position(|name| is_of(&own, &format!("{room}::{name}"))) else { continue };
            for (number, used) in used(&file, &text) {
                let later = order.iter().skip(at + 1).map(|later| format!("{room}::{later}"));
                let back = later.filter(|path| is_of(&used, path)).map(|path| format!("{} uses {path}", order[at]));
                wrong.extend(
                    back.filter(|back| !BACK.contains(&&**back)).map(|back| format!("{file}:{number}: {back}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn within_rooms_only_named_modules_reach_each_other() {
    for room in ROOMS {
        let found = circles(&arrows(room));
        let named = CIRCLES.iter().filter(|(of, _)| *of == room);
        let named = named.map(|(_, modules)| modules.iter().map(|one| (*one).to_owned()).collect()).collect();
        assert_eq!(found, named, "circles within {room}, found and named");
    }
}

#[test]
fn the_crate_of_workbooks_knows_no_room_of_ours() {
    let mut wrong = Vec::new();
    for (file, text) in rust_files("crates/workbook/src") {
        let ours = ["yardstick::", "Yardstick", "school", "of results"];
        let named = code_lines(&text).filter(|(_, line)| ours.iter().any(|word| line.contains(word)));
        wrong.extend(named.map(|(number, line)| format!("{file}:{number}: {}", line.trim())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pure_parts_have_no_files_no_clock_and_no_printing() {
    let mut wrong = Vec::new();
    for (file, text) in
        rust_files("src").into_iter().filter(|(file, _)| PURE.iter().any(|pure| is_of(&module(file), pure)))
    {
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
