//! Where officers decide: keys, drop-downs, locks, what was decided before.

use calamine::Data;
use workbook::write::DATA_ROW;
use yardstick::intake::record::SchoolKey;
use yardstick::judge::decided::DecisionKey;
use yardstick::review::book::keys;

use super::{Fixture, Review};

const SHEETS: [&str; 2] = ["Schools", ADVICE];
const ADVICE: &str = "Support and plans";

fn part(name: &str) -> String {
    let bytes = Fixture::new().review();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}

/// A cell says what it is for when it is chosen, and what may stand in it where something else was typed.
#[test]
fn what_may_be_typed_is_said_and_held_to() {
    let schools = part("xl/worksheets/sheet2.xml");
    let rules: Vec<&str> = schools.split("<dataValidation ").skip(1).collect();
    let of = |title: &str| *rules.iter().find(|rule| rule.contains(&format!("promptTitle=\"{title}\""))).unwrap();
    let decision = of("Decision");
    assert!(decision.contains("prompt=\"Choose from the list.") && decision.contains("error=\"Choose from the list,"));
    let due = of("Due");
    assert!(
        due.contains("type=\"date\"") && due.contains("error=\"A day from 8 January 2012 to 8 January 2018, "),
        "{due}"
    );
    assert!(due.contains("<formula1>40916</formula1><formula2>43108</formula2>"), "{due}");
    // who owns something already is in the list; somebody else may be typed
    let owner = of("Owner");
    assert!(owner.contains("<formula1>\"J. Okafor,") && !owner.contains("showErrorMessage"), "{owner}");
}

#[test]
fn a_decision_past_its_day_stands_out_by_sign_and_weight() {
    let rule = "<formula>AND(ISNUMBER(I7),I7&lt;41282)</formula>";
    assert!(part("xl/worksheets/sheet2.xml").contains(rule));
    let styles = part("xl/styles.xml");
    let late = "<dxf><font><b/></font><numFmt numFmtId=\"";
    assert!(styles.contains(late) && styles.contains("formatCode=\"&quot;! &quot;d mmm yyyy\""), "{styles}");
}

#[test]
fn the_calendar_takes_no_day_and_says_where_days_are_set() {
    let calendar = part("xl/worksheets/sheet5.xml");
    let says = "error=\"Days are set in the rulebook: rules export, sheet Dates.\"";
    assert_eq!(calendar.matches(says).count(), 2);
    assert_eq!(calendar.matches("<formula1>FALSE</formula1>").count(), 2);
}

#[test]
fn every_row_carries_a_key_that_reads_back() {
    let mut review = Review::of(&Fixture::new());
    for name in SHEETS {
        let sheet = review.sheet(name);
        let (key, evidence) = (sheet.hidden(keys::KEY), sheet.hidden(keys::EVIDENCE));
        assert!(keys::read(&sheet.text(DATA_ROW, key)).is_some(), "{name}");
        assert_eq!(sheet.text(DATA_ROW, evidence).len(), 16, "{name}");
    }
    let sheet = review.sheet(ADVICE);
    let row = sheet.row("School", "Alder Lane Primary School");
    let key = keys::read(&sheet.text(row, sheet.hidden(keys::KEY))).unwrap();
    let expected = DecisionKey {
        school: SchoolKey("urn:900101".into()),
        about: "support:achievement:Learning and Improvement".into(),
    };
    assert_eq!(key, expected);
}

#[test]
fn an_earlier_decision_is_filled_in_and_shown_as_stale() {
    let mut review = Review::of(&Fixture::new());
    let sheet = review.sheet(ADVICE);
    let row = sheet.row("School", "Alder Lane Primary School");
    assert_eq!(sheet.text(row, sheet.hidden(keys::DECISION)), "agree");
    assert_eq!(sheet.text(row, sheet.hidden(keys::OWNER)), "J. Okafor");
    assert!(matches!(sheet.data(row, sheet.hidden(keys::DUE)), Data::DateTime(day) if day.as_f64() == 41_334.0));
    assert_eq!(sheet.text(row, sheet.column("Look again")), "! agreed at 45%; now 41%\nLook again by 1 February 2013.");
    assert_eq!(sheet.text(row, sheet.hidden(keys::MADE_ON)), "0123456789abcdef");
    let carried = sheet.text(row, sheet.hidden(keys::CARRIED));
    assert_eq!(carried, r#"["","agree","J. Okafor","2013-03-01","discussed with the head on 11 January"]"#);
}

#[test]
fn an_agreed_grade_stands_where_it_was_entered() {
    let mut review = Review::of(&Fixture::new());
    let sheet = review.sheet(ADVICE);
    let rows = sheet.rows("School", "Beacon Hill Primary School");
    let kind = sheet.column("Kind");
    let rows: Vec<u32> = rows.into_iter().filter(|row| sheet.text(*row, kind) == "grade").collect();
    let agreed: Vec<String> = rows.iter().map(|row| sheet.text(*row, sheet.hidden(keys::AGREED))).collect();
    assert_eq!(agreed, ["", "2", ""]);
    assert_eq!(sheet.text(rows[1], sheet.hidden(keys::MADE_ON)), "fedcba9876543210");
}

#[test]
fn evidence_changes_with_the_value_read_and_not_with_the_agreed_grade() {
    let print = |fixture: &Fixture, about: &str| {
        let mut review = Review::of(fixture);
        let sheet = review.sheet(if about == keys::STATUS { "Schools" } else { ADVICE });
        let rows = sheet.rows("School", "Alder Lane Primary School");
        let key = |row: u32| keys::read(&sheet.text(row, sheet.hidden(keys::KEY))).unwrap();
        let row = rows.into_iter().find(|row| key(*row).about.starts_with(about)).unwrap();
        sheet.text(row, sheet.hidden(keys::EVIDENCE))
    };
    let before = Fixture::new();
    let mut worse = Fixture::new();
    for finding in &mut worse.told[0] {
        for reading in &mut finding.account.readings {
            reading.value = Ok(yardstick::domain::Value::Number(40.0));
        }
    }
    for about in [keys::STATUS, "support:", "option:"] {
        assert_ne!(print(&before, about), print(&worse, about), "{about}");
    }
    let mut agreed = Fixture::new();
    for grades in &mut agreed.evaluation.schools[0].grades {
        grades.agreed.grade = Ok(0);
    }
    assert_eq!(print(&before, "grade:"), print(&agreed, "grade:"));
}

#[test]
fn sheets_are_locked_without_a_password_and_cells_to_write_in_are_not() {
    let sheet = part("xl/worksheets/sheet4.xml");
    let protection = sheet.split("<sheetProtection").nth(1).and_then(|rest| rest.split("/>").next()).unwrap();
    assert!(!protection.contains("password") && !protection.contains("hashValue"), "{protection}");
    assert!(protection.contains(r#"autoFilter="0""#) && protection.contains(r#"sort="0""#), "{protection}");
    assert!(part("xl/styles.xml").contains(r#"<protection locked="0"/>"#));
}

#[test]
fn decisions_grades_and_dates_are_validated_by_the_spreadsheet() {
    let support = part("xl/worksheets/sheet4.xml");
    assert!(support.contains("<formula1>\"1,2,3,4\"</formula1>"), "{support}");
    assert!(support.contains("<formula1>\"agree,change,defer\"</formula1>"));
    assert!(support.contains(r#"type="date""#));
}

#[test]
fn decisions_whose_recommendation_is_gone_are_kept() {
    let mut review = Review::of(&Fixture::new());
    let sheet = review.sheet("Closed since");
    let rows = [sheet.row("School", "Elmwood Junior School"), sheet.row("School", "Fairmead Special School")];
    assert_eq!(rows.map(|row| sheet.text(row, sheet.column("Kind"))), ["no longer recommended", "rule or school gone"]);
    assert_eq!(sheet.text(rows[0], sheet.hidden(keys::NOTE)), "discussed with the head on 11 January");
    assert!(keys::read(&sheet.text(rows[1], sheet.hidden(keys::KEY))).is_some());
}
