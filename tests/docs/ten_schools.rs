//! The page on ten schools says of each what the program says now.

use std::path::Path;

use serde_json::Value;

use crate::strategy::world::{sample, school};

const STRANDS: [&str; 5] = ["overall", "achievement", "teaching", "behaviour", "leadership"];

fn grades(school: &Value, kind: &str) -> String {
    STRANDS.map(|strand| school["grades"][strand][kind].as_str().unwrap_or("-")).concat()
}

fn row(school: &Value) -> String {
    let kinds = ["self_evaluated", "inspected", "indicated", "working"].map(|kind| grades(school, kind));
    let many = |list: &str| school[list].as_array().unwrap().len().to_string();
    let name = school["name"].as_str().unwrap().to_owned();
    let cells = [vec![name, school["status_title"].as_str().unwrap().to_owned()], kinds.to_vec()].concat();
    format!("| {} | {} | {} |", cells.join(" | "), many("triggers"), many("structural_options"))
}

#[test]
fn the_ten_schools_stand_where_their_page_says_and_are_told_what_it_quotes() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ten-schools.md");
    let page = std::fs::read_to_string(page).unwrap();
    let all = sample();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert_eq!(rows.len(), 10);
    for told in rows {
        let name = told.trim_matches('|').split('|').next().unwrap().trim();
        assert_eq!(told, row(school(&all, name)));
    }
    let sections: Vec<&str> = page.split("\n## ").skip(1).collect();
    assert_eq!(sections.len(), 10);
    for section in sections {
        let (name, text) = section.split_once('\n').unwrap();
        let said = school(&all, name).to_string();
        let now = text.split("**Now.**").nth(1).unwrap_or_else(|| panic!("{name} has no now"));
        let now = now.split("**Source.**").next().unwrap().replace('\n', " ");
        let quoted: Vec<&str> = now.split('“').skip(1).map(|part| part.split('”').next().unwrap()).collect();
        assert!(!quoted.is_empty(), "{name} quotes nothing");
        for words in quoted {
            assert!(said.contains(words), "{name} is not told: {words}");
        }
        assert!(text.contains("**Before.**") && text.contains("**Source.**"), "{name}");
    }
}
