//! Pages that name tests name tests that are there.

use std::path::Path;

/// Every `file::function` between back quotes.
fn named(page: &str) -> Vec<(String, String)> {
    let quoted = page.split('`').skip(1).step_by(2);
    let pairs = quoted.filter_map(|text| text.split_once("::"));
    let is_name = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    pairs.filter(|(a, b)| is_name(a) && is_name(b)).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

fn holds(folder: &Path, file: &str, function: &str) -> bool {
    std::fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, file, function);
        }
        path.file_name().is_some_and(|name| *name == *format!("{file}.rs"))
            && std::fs::read_to_string(&path).is_ok_and(|text| text.contains(&format!("fn {function}(")))
    })
}

#[test]
fn every_test_that_the_page_on_reading_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = named(&std::fs::read_to_string(root.join("docs/reading.md")).unwrap());
    assert!(named.len() > 90, "only {} tests are named", named.len());
    let there = |(file, function): &&(String, String)| {
        !["tests", "src", "crates"].iter().any(|folder| holds(&root.join(folder), file, function))
    };
    let missing: Vec<_> = named.iter().filter(there).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
