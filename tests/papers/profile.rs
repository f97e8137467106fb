//! One school's page, cell by cell.

use calamine::{DataType as _, Reader as _, open_workbook_auto};
use workbook::patch::{CellEdit, Value, set_cells};

use super::desk::{Desk, said};

const FILE: &str = "School profiles 2011-12.xlsx";
const MERESIDE: &str = "Mereside Cross Primary School";

#[test]
fn a_schools_page_says_who_it_is_where_it_stands_and_what_its_figures_are() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "school-profiles", "--school", "Mereside Cross"]);
    assert_eq!(desk.sheets(FILE), ["Contents", MERESIDE]);
    let page = desk.sheet(FILE, MERESIDE);
    let head: Vec<String> = page.0.iter().take(5).map(|row| row.join(" | ")).collect();
    assert_eq!(
        head,
        [
            "Mereside Cross Primary School",
            "School data profile 2011-12 · Borough of Eastmere · as at 8 January 2013",
            "URN | 900019 | LAESTAB | 9992024 | Phase | Primary",
            "Type of establishment | Community | Pupils on roll | 409 | Pupils eligible for free school meals | 26",
            "Free school meals band | High | Headteacher | Mr P Skelton | School Support Partner | Mrs V Osgood",
        ]
    );
    let standing = &page.part("Where it stands", "Grades")[0];
    assert_eq!(*standing, ["▼ Vulnerable", "? cannot say", "55% against 60%"]);
    let grades = page.part("Grades", "Results, three years");
    assert_eq!(grades[2], ["Achievement of pupils at the school", "4", "3", "3", "4, self-evaluated"]);
    assert_eq!(grades[4], ["Behaviour and safety of pupils at the school", "2", "2", "2, self-evaluated"]);
}

#[test]
fn no_school_takes_more_than_two_sheets_of_paper_and_all_fit_its_width() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "school-profiles"]);
    let file = std::fs::File::open(desk.path("out").join(FILE)).unwrap();
    let mut package = zip::ZipArchive::new(file).unwrap();
    let pages = desk.sheets(FILE).len();
    for number in 1..=pages {
        let name = format!("xl/worksheets/sheet{number}.xml");
        let sheet = std::io::read_to_string(package.by_name(&name).unwrap()).unwrap();
        // whatever font stands in: a page as wide as its scale is cut where digits are wider
        assert!(sheet.contains("fitToHeight=\"0\""), "{name}");
        let breaks = sheet.matches("<brk ").count();
        assert!(breaks <= 1, "{name}: {breaks} breaks");
    }
    assert_eq!(pages, 55);
}

#[test]
fn a_row_of_a_group_without_any_figure_is_said_below_the_table() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "school-profiles", "--school", "Barge Lane"]);
    let page = desk.sheet(FILE, "Barge Lane Primary School");
    let groups = page.part("Groups of pupils", "Risk characteristics");
    let is_bare = |row: &&Vec<&str>| row.len() > 2 && row[1..].iter().all(|cell| cell.starts_with('('));
    assert_eq!(groups.iter().find(is_bare), None, "{groups:#?}");
    let said = groups.iter().flatten().any(|cell| {
        cell.starts_with("No figure (suppressed") && cell.contains("Key stage 1 reading, level 2b or above, eligible")
    });
    assert!(said, "{groups:#?}");
}

#[test]
fn what_was_written_in_a_profile_is_kept_when_it_is_made_again() {
    let desk = Desk::of_the_sample();
    let make = |date: &str| {
        let only = ["--only", "school-profiles", "--school", "Mereside Cross", "--date", date];
        said(&desk.run(&[&["papers", "workbooks", "--out", "out"], &only[..]].concat())).replace('\n', " ")
    };
    make("2013-01-08");
    assert!(!make("2013-01-09").contains("kept as"), "nobody wrote in it");
    let file = desk.path("out").join(FILE);
    let typed = Value::Text("asked of the head".into());
    let typed = CellEdit { sheet: MERESIDE.into(), row: 70, column: 1, value: Some(typed) };
    let theirs = set_cells(&std::fs::read(&file).unwrap(), &[typed]).unwrap();
    std::fs::write(&file, &theirs).unwrap();
    let told = make("2013-01-10");
    assert!(told.contains("was written in since it was made; it is kept as"), "{told}");
    let there = std::fs::read_dir(desk.path("out")).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<_> = there.filter(|path| path.is_file() && std::fs::read(path).unwrap() == theirs).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
}

#[test]
fn figures_stand_beside_comparators_each_with_its_number_of_schools() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "school-profiles", "--school", "Mereside Cross"]);
    let page = desk.sheet(FILE, MERESIDE);
    let figures = page.part("Results, three years", "Groups of pupils");
    let row = |title: &str| figures.iter().find(|row| row[0] == title).unwrap().join(" ");
    assert_eq!(
        figures[0].join(" | "),
        "Measure | 2009-10 | 2010-11 | 2011-12 | Pupils | Same phase | n | Similar contexts | n | England"
    );
    assert_eq!(
        row("Level 4 or above in both English and maths"),
        "Level 4 or above in both English and maths 66 72 55 56 76 63.9 9 79"
    );
    assert_eq!(
        row("Persistent absence (15% or more of sessions)"),
        "Persistent absence (15% or more of sessions) 7.1 7.3 5.6 409 4.8 29 of 33 6.2 10 (a)"
    );
    // and has the room for it: what is cut says something else
    let path = desk.path("out").join(FILE);
    let sheet = desk.sheets(FILE).into_iter().find(|sheet| sheet.starts_with(MERESIDE)).unwrap();
    let cells = open_workbook_auto(path).unwrap().worksheet_range(&sheet).unwrap();
    let (row, column, _) = cells.used_cells().find(|(_, _, cell)| cell.get_string() == Some("29 of 33")).unwrap();
    assert!(cells.get((row, column + 1)).is_none_or(|cell| cell.to_string().is_empty()));
    assert!(cells.get((row, column + 2)).unwrap().to_string().starts_with("6.18"));
    // not a figure of this phase
    assert!(!figures.iter().any(|row| row[0].contains("A*-C")), "{figures:#?}");
    assert_eq!(
        figures.iter().find(|row| row[0].starts_with("(a)")).unwrap().join(" "),
        "(a) no figure is given for England · (b) no workbook has a column for it"
    );
}

#[test]
fn the_authority_is_listed_school_by_school_and_each_has_a_sheet_of_its_own() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "school-profiles"]);
    let sheets = desk.sheets(FILE);
    assert_eq!(sheets.len(), 55);
    let contents = desk.sheet(FILE, "Contents");
    // fingerprints and rule files stand on About and in the properties
    let all: String = contents.0.iter().flatten().map(String::as_str).collect();
    assert!(!all.contains(".yaml") && !all.contains("ingerprint") && !all.contains("Rulebook"), "{all}");
    for sheet in sheets.iter().skip(1) {
        let school = desk.sheet(FILE, sheet).0[0][0].clone();
        assert!(contents.0.iter().any(|row| row[0] == school), "{school} is not listed");
        assert!(sheet.encode_utf16().count() <= 31, "{sheet}");
    }
}

#[test]
fn an_agreed_grade_of_the_review_takes_part() {
    let desk = Desk::of_the_sample();
    std::fs::create_dir(desk.path("out")).unwrap();
    let line = serde_json::json!({
        "seen": "2013-01-08", "school": "urn:900019", "name": MERESIDE, "about": "grade:teaching",
        "title": "Grade, teaching", "field": "agreed grade", "from": null, "to": "2",
    });
    std::fs::write(desk.path("out/decisions.log.jsonl"), format!("{line}\n")).unwrap();
    desk.papers(&["--only", "school-profiles", "--school", "Mereside Cross"]);
    let page = desk.sheet(FILE, MERESIDE);
    let grades = page.part("Grades", "Results, three years");
    assert_eq!(grades[3], ["Quality of teaching in the school", "3", "3", "3", "2", "2, agreed"]);
}

#[test]
fn a_group_that_is_behind_is_behind_by_points_above_nought_and_the_others_are_worked_out_as_rules_do() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "school-profiles", "--school", "Fallowdene"]);
    let page = desk.sheet(FILE, "Fallowdene Primary School");
    let groups = page.part("Groups of pupils", "");
    let row = groups.iter().find(|row| row[0].contains("English and maths, with special")).unwrap();
    assert!(row.ends_with(&["68.6", "57.6"]), "{row:?}");
}
