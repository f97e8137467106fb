//! The page on papers names every kind of section, and what each takes is what the check lets it have.

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_page_on_papers_names_every_kind_of_section() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(home.join("docs/papers.md")).unwrap();
    let table = page.split("| `shows` |").nth(1).unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with("| `"));
    let named: BTreeSet<String> = rows.map(|row| row.split('`').nth(1).unwrap().to_owned()).collect();
    let schema = yardstick::rulebook::schema();
    let kinds = schema["$defs"]["Shows"]["oneOf"].as_array().unwrap();
    let known: BTreeSet<String> = kinds.iter().map(|kind| kind["const"].as_str().unwrap().to_owned()).collect();
    assert_eq!(named, known);
}
