//! What is typed where it cannot stand: kept, taking no part, and said.

use workbook::patch::Value;
use workbook::read::{Limits, read_bytes};
use yardstick::judge::evaluate::GradeSource;
use yardstick::review::book::keys;

use super::desk::key;
use super::office::{Office, REVIEW, words};

/// Every text of a sheet of the review, a line each.
fn sheet(office: &Office, name: &str) -> Vec<String> {
    let book = read_bytes(REVIEW, &std::fs::read(office.review()).unwrap(), &Limits::default()).unwrap();
    let sheet = book.sheets.iter().find(|sheet| &*sheet.name == name).unwrap();
    let cells = sheet.rows.iter().flat_map(|row| &row.cells);
    cells.map(|cell| format!("{:?}", cell.content)).collect()
}

fn told(office: &Office, about: &str, column: &str, typed: Value) -> Vec<String> {
    office.run("2013-01-08");
    office.type_in(about, &[(column, typed)]);
    office.run("2013-01-09").1.attention
}

#[test]
fn a_mistyped_decision_is_said_with_its_cell_and_the_nearest_right_word() {
    let office = Office::new();
    let said = told(&office, "urn:900201 | status", keys::DECISION, words("agre"));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("School review 2011-12.xlsx, Schools!"), "{said:?}");
    assert!(said[0].contains("(Alder Lane Primary School, "), "{said:?}");
    assert!(said[0].contains("“agre” takes no part; what may stand there: agree, change, defer. Is “agree” meant?"));
}

#[test]
fn it_stays_in_its_cell_and_on_the_front_page_until_it_is_put_right() {
    let office = Office::new();
    told(&office, "urn:900201 | status", keys::DECISION, words("agre"));
    for day in ["2013-01-10", "2013-01-11"] {
        let (run, written) = office.run(day);
        assert_eq!(written.attention.len(), 1, "said at every run: {:?}", written.attention);
        assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].decision.as_deref(), Some("agre"));
    }
    let front = sheet(&office, "Front page").join("\n");
    assert!(front.contains("taking no part until it is put right"), "{front}");
    assert!(front.contains("“agre” takes no part"), "{front}");
    office.type_in("urn:900201 | status", &[(keys::DECISION, words("Agree"))]);
    let (_, written) = office.run("2013-01-12");
    assert!(written.attention.is_empty(), "capitals cost nothing: {:?}", written.attention);
    assert!(!sheet(&office, "Front page").join("\n").contains("taking no part"));
}

#[test]
fn a_grade_that_there_is_not_takes_no_part_and_the_next_one_is_worked_with() {
    let office = Office::new();
    let said = told(&office, "urn:900201 | grade:achievement", keys::AGREED, Value::Number(7.0));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("Support and plans!"), "{said:?}");
    assert!(said[0].ends_with("“7” takes no part; what may stand there: 1, 2, 3, 4"), "{said:?}");
    let run = office.judged("2013-01-10");
    let grades = run.evaluation.schools[0].grades.iter();
    assert!(grades.clone().all(|grades| !matches!(grades.working, Some((_, GradeSource::Agreed)))));
}

#[test]
fn a_grade_may_be_given_by_what_it_is_called_now_or_was() {
    for word in ["good", "Satisfactory", "requires improvement"] {
        let office = Office::new();
        assert_eq!(told(&office, "urn:900201 | grade:overall", keys::AGREED, words(word)), [""; 0]);
        let run = office.judged("2013-01-10");
        let grades = run.evaluation.schools[0].grades.iter();
        assert!(grades.clone().any(|grades| matches!(grades.working, Some((_, GradeSource::Agreed)))), "{word}");
    }
}

#[test]
fn a_due_date_that_is_no_day_is_said() {
    let office = Office::new();
    let said = told(&office, "urn:900201 | status", keys::DUE, words("next week"));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("“next week” is no day and takes no part; a day such as 9 January 2013 may stand there"),
        "{said:?}"
    );
}

#[test]
fn a_mark_that_is_neither_right_nor_wrong_is_said() {
    let office = Office::new();
    let run = office.run("2013-01-08").0;
    let finding = run.asked().into_iter().find(|asked| asked.key.about.starts_with("finding:")).unwrap();
    office.type_in(&keys::written(&finding.key), &[(keys::DECISION, words("rihgt"))]);
    let said = office.run("2013-01-09").1.attention;
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("“rihgt” takes no part; what may stand there: right, wrong. Is “right” meant?"),
        "{said:?}"
    );
}

#[test]
fn many_of_them_are_counted() {
    let office = Office::new();
    let run = office.run("2013-01-08").0;
    let status = run.asked().into_iter().filter(|asked| asked.key.about.starts_with("grade:"));
    for asked in status {
        office.type_in(&keys::written(&asked.key), &[(keys::AGREED, words("ok"))]);
    }
    let said = office.run("2013-01-09").1.attention;
    assert_eq!(said.len(), 9, "{said:?}");
    assert!(said[8].contains("and 7 more cells"), "{said:?}");
}

#[test]
fn a_watch_says_it_in_its_log_and_its_status() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::DECISION, words("agre"))]);
    let yardstick = |arguments: &[&str]| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_yardstick"));
        let output = program.current_dir(office.inbox.path()).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let out = office.out().to_str().unwrap();
    let (code, log) = yardstick(&[
        "watch",
        ".",
        "--out",
        out,
        "--once",
        "--year",
        "2011-12",
        "--date",
        "2013-01-09",
        "--settle",
        "0.1",
    ]);
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("needs attention: School review 2011-12.xlsx, Schools!"), "{log}");
    let (_, status) = yardstick(&["status", out]);
    assert!(status.contains("“agre” takes no part; what may stand there: agree, change, defer"), "{status}");
}

#[test]
fn a_no_where_a_decision_may_be_said_to_stand_takes_nothing_back_and_is_told() {
    let office = Office::new();
    office.run("2013-01-08");
    let about = "urn:900202 | grade:overall";
    office.type_in(about, &[(keys::AGREED, Value::Number(2.0))]);
    office.run("2013-01-08");
    office.type_in(about, &[(keys::CONFIRM, words("no longer"))]);
    let (run, _) = office.run("2013-01-09");
    let remarks = &run.kept.earlier.remarks;
    assert!(remarks.iter().any(|one| one.contains("“no longer” takes nothing back")), "{remarks:?}");
    assert_eq!(run.decisions.grades.len(), 1);
}
