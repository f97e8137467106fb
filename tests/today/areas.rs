//! A rulebook with eight areas and no overall grade: nothing of the review needs one.

use calamine::{DataType, Reader, Xlsx, open_workbook};
use std::path::Path;
use std::process::Command;

use super::world::{example, judged};

const AREAS: [&str; 8] =
    ["Inclusion", "Curriculum", "Achievement", "Attendance", "Development", "Leadership", "Early years", "Post-16"];

/// All texts of a workbook's sheets.
fn texts(path: &Path) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.cells().filter_map(|(_, _, cell)| cell.as_string()));
    cells.collect()
}

#[test]
fn the_review_works_with_eight_areas_and_without_an_overall_grade() {
    let out = tempfile::tempdir().unwrap();
    let workbooks = [example().join("workbooks")];
    let found = judged(&example().join("rules"), &workbooks, &["--year", "2024-25"], out.path());
    let castle_moor = &found["schools"].as_array().unwrap().iter().find(|one| one["name"] == "Castle Moor School");
    let grades = castle_moor.unwrap()["grades"].as_object().unwrap();
    assert_eq!(grades.len(), AREAS.len());
    assert!(!grades.contains_key("overall"), "{grades:?}");
    assert_eq!(grades["leadership"]["working"], "Urgent improvement");
    let review = texts(&out.path().join("School review 2024-25.xlsx"));
    for area in AREAS {
        assert!(review.iter().any(|text| text.contains(area)), "no {area} in the review");
    }
    assert!(review.iter().any(|text| text == "Intensive (in a category of concern)"));
    assert!(!review.iter().any(|text| text.to_lowercase().contains("overall effectiveness: ")));
}

#[test]
fn papers_are_made_without_an_overall_grade() {
    let out = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .args(["papers", "workbooks", "--year", "2024-25", "--date", "2026-03-01", "--out"])
        .arg(out.path())
        .current_dir(example())
        .output()
        .unwrap();
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    let profiles = texts(&out.path().join("School profiles 2024-25.xlsx"));
    for area in ["Inclusion", "Curriculum and teaching", "Leadership and governance", "Post-16 provision"] {
        assert!(profiles.iter().any(|text| text == area), "no {area} on the profiles");
    }
}

#[test]
fn the_front_page_shows_the_worst_area_where_there_is_no_overall_grade_and_counts_no_floor_and_no_aim() {
    let out = tempfile::tempdir().unwrap();
    judged(&example().join("rules"), &[example().join("workbooks")], &["--year", "2024-25"], out.path());
    let mut review: Xlsx<_> = open_workbook(out.path().join("School review 2024-25.xlsx")).unwrap();
    let front = review.worksheet_range("Front page").unwrap();
    let rows: Vec<String> = front
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ").to_lowercase())
        .collect();
    // inclusion, the first area, is at the expected standard; leadership is not
    let castle_moor = rows.iter().find(|row| row.starts_with("castle moor school")).unwrap();
    assert!(castle_moor.contains("urgent improvement"), "{castle_moor}");
    assert!(castle_moor.contains("raising achievement plan, looked at"), "{castle_moor}");
    let all = rows.join("\n");
    assert!(!all.contains("below a floor") && !all.contains("aims of the plan"), "{all}");
}
