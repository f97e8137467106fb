//! Files stay small enough to be one concept; every folder says what it is.

use super::rust_files;

#[test]
fn no_source_file_is_longer_than_a_reader_keeps_in_mind() {
    let long: Vec<String> = rust_files("src")
        .into_iter()
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .map(|(file, lines)| format!("{file}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "over 500 lines:\n{}", long.join("\n"));
}

#[test]
fn every_source_file_says_what_it_is_for() {
    let silent: Vec<String> =
        rust_files("src").into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(file, _)| file).collect();
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
