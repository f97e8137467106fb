//! A rulebook with eight areas and no overall grade: nothing of the review needs one.

use calamine::{DataType, Reader, Xlsx, open_workbook};
use std::path::Path;
use std::process::Command;

use super::world::{example, judged, width_on};

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
fn grades_in_words_stand_in_columns_wide_enough_for_their_longest_word() {
    let out = tempfile::tempdir().unwrap();
    judged(&example().join("rules"), &[example().join("workbooks")], &["--year", "2024-25"], out.path());
    let path = out.path().join("School review 2024-25.xlsx");
    let mut review: Xlsx<_> = open_workbook(&path).unwrap();
    let heads: Vec<String> =
        review.worksheet_range("Schools").unwrap().rows().nth(5).unwrap().iter().map(ToString::to_string).collect();
    let width_on = |sheet: u32, column: usize| width_on(&path, sheet, column);
    // “Exceptional” and “improvement”
    for column in 2..5 {
        assert!(width_on(1, column) > 11.0, "front page, column {column}");
    }
    let inclusion = heads.iter().position(|head| head == "Inclusion").unwrap_or_else(|| panic!("{heads:?}"));
    assert!(width_on(2, inclusion) > 11.0);
    let status = heads.iter().position(|head| head == "Where it stands").unwrap();
    // letters are narrower than the figures that a width is counted in
    assert!(width_on(2, status) >= "Intensive (in a category of concern)".len() as f64 * 0.9);
}

#[test]
fn rows_of_the_key_stage_2_tables_that_are_no_schools_are_known_by_their_code() {
    let out = tempfile::tempdir().unwrap();
    let table = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP\n1,999,2001,900101,Alder Primary School,30,61%\n\
                 3,999, , ,Eastmoor,14040,60%\n5, , , , ,599728,59%\n4, , , , ,604552,58%\n";
    let file = out.path().join("999_ks2final 2022-23.csv");
    std::fs::write(&file, table).unwrap();
    let found = judged(&example().join("rules"), &[file], &["--authority", "999"], out.path());
    let names: Vec<&str> =
        found["schools"].as_array().unwrap().iter().map(|school| school["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Alder Primary School"]);
    let problems = found["problems"].to_string();
    assert!(!problems.contains("14040") && !problems.contains("Eastmoor"), "{problems}");
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
    assert!(castle_moor.contains("raising achievement plan: meeting on"), "{castle_moor}");
    let all = rows.join("\n");
    assert!(!all.contains("below a floor") && !all.contains("aims of the plan"), "{all}");
}

#[test]
fn the_front_page_and_the_schools_of_a_scheme_without_grades_have_no_columns_for_them() {
    let out = tempfile::tempdir().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ohio-components");
    judged(&folder.join("rules"), &[folder.join("workbooks")], &[], out.path());
    let mut review: Xlsx<_> = open_workbook(out.path().join("School review 2024-25.xlsx")).unwrap();
    let mut row = |sheet: &str, with: &str| -> Vec<String> {
        let range = review.worksheet_range(sheet).unwrap();
        let texts = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
        range.rows().map(texts).find(|row| row.iter().any(|cell| cell == with)).unwrap()
    };
    let heads = row("Front page", "Where it stands");
    assert!(!heads.iter().any(|head| ["Insp.", "Own", "Indic."].contains(&&**head)), "{heads:?}");
    // no rule of the scheme says what is to be done next
    assert!(
        heads.iter().any(|head| head == "Why") && !heads.iter().any(|head| head == "Next step, and by whom"),
        "{heads:?}"
    );
    // where there is room, the statuses that need nobody first are counted as well
    let tiles = row("Front page", "Exceeds state standards");
    assert!(tiles.iter().any(|tile| tile == "Not rated"), "{tiles:?}");
    let heads = row("Schools", "Where it stands");
    assert!(
        !heads.iter().any(|head| head == "Whole") && heads.iter().any(|head| head == "Result 2024-25"),
        "{heads:?}"
    );
    let card = row("School card", "Points of the school");
    assert!(card.iter().any(|cell| cell == "1.5"), "{card:?}");
}
