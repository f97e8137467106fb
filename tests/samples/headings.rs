//! The list of headings that the rulebook's author works from is the workbooks' own.

use std::path::Path;

use super::sheet::Sheet;

const LIST: &str = include_str!("../../examples/make_sample_workbooks/HEADINGS.md");

/// Workbook, sheet and headings as the list has them.
fn listed() -> Vec<(String, String, Vec<String>)> {
    let mut found = Vec::new();
    let mut workbook = String::new();
    for line in LIST.lines() {
        if let Some(name) = line.strip_prefix("### ") {
            workbook = name.to_owned();
        } else if let Some(sheet) = line.strip_prefix("#### ") {
            found.push((workbook.clone(), sheet.to_owned(), Vec::new()));
        } else if let Some((.., headings)) = found.last_mut()
            && let Some(row) = line.strip_prefix("| ")
        {
            let heading = row.split(" | ").next().unwrap();
            if heading != "heading" {
                headings.push(heading.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_listed_heading_stands_in_its_sheet_in_order() {
    let listed = listed();
    assert!(listed.len() > 25, "only {} sheets listed", listed.len());
    for (workbook, sheet, headings) in listed {
        let found =
            if workbook.ends_with(".csv") { csv_headings(&workbook) } else { Sheet::open(&workbook, &sheet).headings };
        assert_eq!(found, headings, "{workbook}, {sheet}");
    }
}

fn csv_headings(name: &str) -> Vec<String> {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks").join(name)).unwrap();
    let text = std::str::from_utf8(bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap()).unwrap();
    text.lines().next().unwrap().split(',').map(str::to_owned).collect()
}
