//! Files stay small enough to be one concept; every folder says what it is.

use super::{code_lines, rust_files};

/// Lines of a file, of tests too. Past about 300, a concept wants out.
const LINES_OF_A_FILE: usize = 400;
/// Lines of a function outside tests. Past about 40, a step wants a name.
const LINES_OF_A_FUNCTION: usize = 50;

#[test]
fn no_file_is_longer_than_a_reader_keeps_in_mind() {
    let long: Vec<String> = ["src", "crates", "tests", "benches", "examples"]
        .into_iter()
        .flat_map(rust_files)
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, lines)| *lines > LINES_OF_A_FILE)
        .map(|(file, lines)| format!("{file}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "over {LINES_OF_A_FILE} lines:\n{}", long.join("\n"));
}

/// The functions of a file, each with its first line, its name and how many lines it has, from `fn` to the brace that
/// closes it: the first at the same indent.
fn functions(text: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<(usize, &str)> = code_lines(text).collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (at, (number, line)) in lines.iter().enumerate() {
        let Some((before, after)) = line.split_once("fn ") else { continue };
        let opens = ["pub", "const", "async", "unsafe", "extern"];
        if !before.split_whitespace().all(|word| opens.iter().any(|open| word.starts_with(open)) || word.ends_with(')'))
        {
            continue;
        }
        // a declaration ends where it begins, and a body on the same line has no brace of its own to look for
        let ends = |next: &str| indent(next) == indent(line) && (next.trim() == "}" || next.ends_with(';'));
        let end = lines.iter().skip(at).find(|(_, next)| ends(next));
        let Some((end, _)) = end.filter(|_| !line.ends_with('}')) else { continue };
        let name: String = after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        found.push((*number, name, end - number + 1));
    }
    found
}

#[test]
fn no_function_is_longer_than_a_reader_keeps_in_mind() {
    let (mut seen, mut long) = (0, Vec::new());
    for (file, text) in rust_files("src").into_iter().chain(rust_files("crates/workbook/src")) {
        if file.ends_with("/tests.rs") {
            continue;
        }
        for (number, name, lines) in functions(&text) {
            seen += 1;
            if lines > LINES_OF_A_FUNCTION {
                long.push(format!("{file}:{number}: {name} has {lines} lines"));
            }
        }
    }
    assert!(seen > 1000, "only {seen} functions were found");
    assert!(long.is_empty(), "over {LINES_OF_A_FUNCTION} lines:\n{}", long.join("\n"));
}

#[test]
fn a_function_ends_at_the_brace_of_its_own_indent() {
    let text = "pub(crate) fn outer<T>(\n    a: T,\n) -> T\nwhere\n    T: Copy,\n{\n    {\n    }\n    a\n}\n\n\
                trait Named {\n    fn name(&self) -> u8;\n    const fn one() -> u8 { 1 }\n\n    fn two() {\n    }\n}\n";
    let found = functions(text);
    let of = |name: &str| found.iter().find(|(_, known, _)| known == name).map(|(at, _, lines)| (*at, *lines));
    assert_eq!((of("outer"), of("two")), (Some((1, 10)), Some((16, 2))));
    assert!(of("one").is_none() && of("name").is_none_or(|(_, lines)| lines == 1), "{found:?}");
}

#[test]
fn every_source_file_says_what_it_is_for() {
    let silent: Vec<String> = rust_files("src")
        .into_iter()
        .chain(rust_files("crates"))
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(file, _)| file)
        .collect();
    assert!(silent.is_empty(), "without a header:\n{}", silent.join("\n"));
}

#[test]
fn every_test_file_is_part_of_the_test_binary() {
    let all = rust_files("tests");
    let mut forgotten = Vec::new();
    for (file, _) in &all {
        let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".rs");
        if stem == "integration" {
            continue;
        }
        let declared = format!("mod {stem};");
        if !all.iter().any(|(_, text)| text.lines().any(|line| line.trim().trim_start_matches("pub ") == declared)) {
            forgotten.push(file.clone());
        }
    }
    assert!(forgotten.is_empty(), "no `mod` names them:\n{}", forgotten.join("\n"));
}

/// The longest line of a rulebook file that fits on a screen beside its folder.
const LETTERS_OF_A_LINE: usize = 140;
/// Lines of a file with thresholds: a few screens.
const LINES_OF_A_RULE_FILE: usize = 300;

#[test]
fn the_default_rulebook_is_read_without_scrolling_sideways() {
    let files: Vec<(String, String)> = yardstick::rulebook::RuleSource::default_rulebook()
        .files()
        .map(|(name, text)| (name.to_string(), text.to_string()))
        .collect();
    assert!(files.len() > 40, "only {} files were found", files.len());
    let mut wrong = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| file.ends_with(".yaml")) {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| line.chars().count() > LETTERS_OF_A_LINE) {
            wrong.push(format!("{file}:{}: {} letters", at + 1, line.chars().count()));
        }
        let apart = ["cases/", "measures/"].iter().any(|folder| file.starts_with(folder));
        if !apart && text.lines().count() > LINES_OF_A_RULE_FILE {
            wrong.push(format!("{file}: {} lines", text.lines().count()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
