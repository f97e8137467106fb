//! The page on published figures names tests that there are.

use std::path::Path;

#[test]
fn each_published_figure_names_a_test_that_holds_it() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(home.join("docs/published.md")).unwrap();
    let mut tests = String::new();
    for folder in ["national", "papers", "today"] {
        for file in std::fs::read_dir(home.join("tests").join(folder)).unwrap().flatten() {
            tests += &std::fs::read_to_string(file.path()).unwrap_or_default();
        }
    }
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() >= 10, "{}", rows.len());
    for row in rows {
        let last = row.trim_end_matches('|').rsplit('|').next().unwrap().trim();
        let held = last == "the same" || tests.contains(&format!("fn {}()", last.trim_matches('`')));
        assert!(held, "no test is called {last}");
    }
}
