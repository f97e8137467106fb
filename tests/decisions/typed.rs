//! Grades as people type them, and formulas where something is to be typed.

use rust_xlsxwriter::{Formula, Workbook};
use workbook::patch::Value;
use workbook::read::Content;
use yardstick::review::book::keys;

use super::desk::key;
use super::office::{Office, default_rules, words};

#[test]
fn a_grade_is_known_however_it_is_typed() {
    let rules = default_rules();
    let judgements = &rules.judgements;
    let meant = |typed: &str| judgements.grade_meant(typed, "Grade").map(|at| judgements.grades[at].id.to_string());
    for typed in
        ["2", "2.0", " 2 ", "2 (good)", "2 - good", "2 – Good", "2: good", "Grade 2", "grade: 2", " good ", "Good (2)"]
    {
        assert_eq!(meant(typed).as_deref(), Some("2"), "{typed}");
    }
    for typed in ["RI", "ri", "3 (RI)", "Requires improvement", "satisfactory", "3.0", "Grade 3 - Requires Improvement"]
    {
        assert_eq!(meant(typed).as_deref(), Some("3"), "{typed}");
    }
    for typed in
        ["2 (inadequate)", "2-3", "2 or 3", "2+", "2-", "-2", "7", "good?", "2 good, see minutes", "", "grade", "5.0"]
    {
        assert_eq!(meant(typed), None, "{typed}");
    }
}

#[test]
fn what_was_meant_takes_part_and_what_cannot_be_meant_is_told_at_its_cell() {
    for (typed, grade) in [("3.0", Some("3")), ("2 (good)", Some("2")), ("RI", Some("3")), ("2 (inadequate)", None)] {
        let office = Office::new();
        office.run("2013-01-08");
        office.type_in("urn:900201 | grade:achievement", &[(keys::AGREED, words(typed))]);
        let (run, written) = office.run("2013-01-09");
        let about = key("urn:900201 | grade:achievement");
        let agreed = &run.decisions.grades[&(about.school, "achievement".into())].grade;
        match grade {
            Some(grade) => {
                assert_eq!(&**agreed, grade, "{typed}");
                assert!(written.attention.is_empty(), "{:?}", written.attention);
            }
            None => assert!(written.attention[0].contains("“2 (inadequate)” takes no part"), "{:?}", written.attention),
        }
    }
}

/// Ann's list, with a formula for a note of Alder Lane.
fn lay_anns_list(office: &Office, note: Formula) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0..).zip(["School", "URN", "Decision", "Owner", "Note"]) {
        sheet.write(0, column, heading).unwrap();
    }
    sheet.write(1, 0, "Alder Lane Primary School").unwrap();
    sheet.write(1, 1, 900_201).unwrap();
    sheet.write(1, 4, note).unwrap();
    std::fs::write(office.out().join("School review 2011-12 Ann.xlsx"), workbook.save_to_buffer().unwrap()).unwrap();
}

#[test]
fn a_formula_where_a_note_belongs_is_told() {
    let office = Office::new();
    office.run("2013-01-08");
    lay_anns_list(&office, Formula::new("=CONCATENATE(\"see \",A1)").set_result("see School"));
    let (run, written) = office.run("2013-01-09");
    assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].note.as_deref(), Some("see School"));
    let said = written.remarks.iter().find(|line| line.contains("a formula stands there"));
    assert!(said.is_some_and(|line| line.contains("E2")), "{:?}", written.remarks);
}

#[test]
fn a_formula_that_was_never_calculated_is_asked_and_changes_nothing() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::NOTE, words("seen"))]);
    office.run("2013-01-09");
    // a script writes no answers
    lay_anns_list(&office, Formula::new("=CONCATENATE(\"see \",A1)"));
    let (run, written) = office.run("2013-01-10");
    assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].note.as_deref(), Some("seen"));
    let asked = written.attention.iter().find(|line| line.contains("never calculated"));
    assert!(
        asked.is_some_and(|line| line.contains("Sheet1!E2") && !line.contains("no row that is known")),
        "{asked:?}"
    );
}

#[test]
fn a_time_of_day_is_kept_as_it_was_typed() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let half_past_nine = chrono::NaiveDate::from_ymd_opt(1899, 12, 31).unwrap().and_hms_opt(9, 30, 0).unwrap();
    grid.sheet("Schools").type_in("urn:900201 | status", keys::NOTE, Content::DateTime(half_past_nine));
    office.lay(&grid);
    let (run, _) = office.run("2013-01-09");
    assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].note.as_deref(), Some("09:30"));
}

#[test]
fn a_number_typed_as_a_grade_is_the_grade() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900201 | grade:achievement", &[(keys::AGREED, Value::Number(3.0))]);
    let (run, _) = office.run("2013-01-09");
    let about = key("urn:900201 | grade:achievement");
    assert_eq!(&*run.decisions.grades[&(about.school, "achievement".into())].grade, "3");
}

/// A text that was typed where nothing is asked for is told once, with its cell, and is no decision that went.
#[test]
fn a_text_below_the_list_is_told_with_its_cell_and_counted_as_no_decision() {
    let office = Office::new();
    office.run("2013-01-08");
    let path = office.out().join(super::office::REVIEW);
    let typed = workbook::patch::CellEdit {
        sheet: "Schools".into(),
        row: 63,
        column: 1,
        value: Some(Value::Text("ask the heads".into())),
    };
    let bytes = workbook::patch::set_cells(&std::fs::read(&path).unwrap(), &[typed]).unwrap();
    std::fs::write(&path, bytes).unwrap();
    let (run, written) = office.run("2013-01-09");
    let told: Vec<&String> = written.remarks.iter().filter(|line| line.contains("ask the heads")).collect();
    assert!(matches!(told.as_slice(), [one] if one.contains("Schools!B64")), "{told:?}");
    assert_eq!(run.carried.gone().count(), 0);
    assert_eq!(run.carried.orphans.len(), 1, "and it is kept");
}

#[test]
fn a_grade_that_there_is_not_is_nothing_to_look_at_again() {
    for (typed, asked) in [("2", true), ("7", false)] {
        let mut office = Office::new();
        office.run("2013-01-08");
        let about = "urn:900202 | grade:achievement";
        office.type_in(about, &[(keys::AGREED, words(typed))]);
        office.run("2013-01-09");
        office.schools = office.schools.replace("11/01/2012,3,3", "11/01/2012,3,4");
        let (run, _) = office.run("2013-01-10");
        assert_eq!(run.carried.stale.contains_key(&key(about)), asked, "{typed}: {:?}", run.carried.stale);
    }
}
