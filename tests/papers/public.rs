//! Papers of public data, where it lies beside the project.

use std::path::Path;

use super::desk::{Desk, said};

#[test]
fn the_schools_below_the_floor_of_2013_14_are_named_and_have_their_page() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/southend-2013-14");
    let workbook = data.join("Southend results 2013-14.xlsx");
    if !workbook.is_file() {
        crate::skipped::skipped(format_args!("{} is not there", workbook.display()));
        return;
    }
    let desk = Desk::of_the_sample();
    let done = desk.run(&["papers", workbook.to_str().unwrap(), "--date", "2014-12-20", "--out", "out"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    let tables = desk.sheet("Cabinet tables 2013-14.xlsx", "Key stage 4");
    let floors = tables.part("Schools below the floor standards", "");
    let below = floors.iter().find(|row| row[1] == "Secondary floor standard 2013-14").unwrap();
    assert_eq!(below[2..], ["12", "3", "Cecil Jones College, Chase High School, Futures Community College"]);
    let page = desk.sheet("School profiles 2013-14.xlsx", "Chase High School");
    let standing = page.part("Where it stands", "Grades");
    assert!(standing[0].iter().any(|cell| cell.contains("below")), "{standing:?}");
    // nothing of the primary phase on a secondary's page
    assert!(!page.has("Key stage 1") && !page.has("Level 4 or above"));
    let templates = desk.sheets("Visit templates 2013-14.xlsx");
    assert!(templates.len() > 1);
}
