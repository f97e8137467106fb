//! Years that begin in another month than September, and schools known by letters and digits: from the workbook to the
//! review.

use std::process::Command;

use workbook::read::{Content, Limits, read_bytes};

const RULES: &str = "authority: {name: Pinewood District}
year begins: july
identity: {urn: [School id], urn pattern: AA-999, name: [School]}
measures:
  - {id: reading, title: Reading, unit: percent, headings: [Reading]}
  - {id: visited, title: Day of the last visit, unit: date, undated: true, headings: [Visited]}
  - {id: visit.met, title: Met the standard when visited, unit: yes-no, headings: [Visit met], dated by: visited, stays for years: 0}
floors:
  - {floor: reading, title: Reading floor, years: 2012-13, source: Board policy, below when: reading < 50, say: \"{reading} below 50\"}
statuses:
  - {status: below, title: Below the floor, when: floor.below, needs attention: true, colour: red}
  - {status: visited-badly, title: Visit not met, when: not visit.met, needs attention: true, colour: amber}
  - {status: fine, title: On course, otherwise: true, colour: green}
  - {status: open, title: Cannot be said, cannot say: true, colour: grey}
";

struct District(tempfile::TempDir);

impl District {
    fn new(rules: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let drop = |name: &str, text: &str| {
            let path = home.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        drop("rules/yardstick.yaml", rules);
        // the file's name says a day of the summer, and a visit was made in it
        drop("in/Reading 2012-08-15.csv", "School id,School,Reading\nEH-042,Ash,48\neh051,Elm,72\n");
        drop(
            "in/Visits.csv",
            "School id,School,Visited,Visit met\nEH-042,Ash,20/07/2012,yes\nEH 051,Elm,30/06/2012,no\n",
        );
        Self(home)
    }

    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
        let done = command.current_dir(self.0.path()).args(arguments).env("NO_COLOR", "1").output().unwrap();
        let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The texts of a review, sheet by sheet, row by row.
    fn review(&self, year: &str) -> String {
        let path = self.0.path().join(format!("reviewed/School review {year}.xlsx"));
        let book = read_bytes("review.xlsx", &std::fs::read(&path).unwrap(), &Limits::default()).unwrap();
        let cells = book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        let text = cells.filter_map(|cell| match &cell.content {
            Content::Text(text) => Some(text.to_string()),
            _ => None,
        });
        text.collect::<Vec<_>>().join(" | ")
    }
}

#[test]
fn a_year_from_july_is_followed_from_the_workbook_to_the_review() {
    let district = District::new(RULES);
    let said = district.run(&["evaluate", "in", "--date", "2012-10-01"]);
    assert!(said.contains("2 schools for 2012-13: 1 below the floor"), "{said}");
    let review = district.review("2012-13");
    // the number is called as the rulebook's own workbooks call it
    for there in ["Ash", "School id", "EH-042", "EH-051", "Below the floor", "Cannot be said"] {
        assert!(review.contains(there), "{there}: {review}");
    }
    let told = district.run(&["explain", "eh-042", "in", "--date", "2012-10-01"]);
    assert!(told.contains("Ash, School id EH-042"), "{told}");
    // the visit of 30 June is of the year before: nothing is known of Elm's in this one
    assert!(said.contains("1 Below the floor 1 Cannot be said") && !said.contains("1 Visit not met"), "{said}");
    let said = district.run(&["evaluate", "in", "--date", "2012-10-01", "--year", "2011-12"]);
    assert!(said.contains("Visit not met"), "{said}");
    assert!(district.review("2011-12").contains("▲ Visit not met"));
}

#[test]
fn without_the_line_the_same_days_are_of_the_year_from_september() {
    let district = District::new(&RULES.replace("year begins: july\n", ""));
    let said = district.run(&["evaluate", "in", "--date", "2012-10-01"]);
    assert!(said.contains("2 schools for 2011-12: 1 visit not met"), "{said}");
}

#[test]
fn the_stated_day_and_the_floor_to_come_follow_the_month() {
    let now = "measures:\n  - {id: score, title: Score, unit: number, headings: [Score], dated by: visited, stays for years: 3}
watchpoints:
  - {watch: low-now, title: Low now, when: score.now < 10, source: Board policy, say: \"{score.now}\", cases: [
      {given: {date: 2013-07-01, score.at(\"2013-14\"): 5}, year: 2012-13, expect: holds},
      {given: {date: 2013-06-30, score.at(\"2013-14\"): 5}, year: 2012-13, expect: cannot say}]}
";
    let district = District::new(RULES);
    std::fs::write(district.0.path().join("rules/now.yaml"), now).unwrap();
    let said = district.run(&["test"]);
    assert!(said.contains("2 cases: every one as expected"), "{said}");
    let said = district.run(&["check", "--date", "2013-06-10"]);
    assert!(said.contains("that year begins on 1 July 2013"), "{said}");
    let said = district.run(&["rules", "document"]);
    assert!(said.contains("School years begin in July."), "{said}");
}

#[test]
fn a_month_a_pattern_or_a_key_that_cannot_be_is_told_at_its_place() {
    for (old, new, expected) in [
        ("year begins: july", "year begins: julai", "`year begins` cannot be `julai`"),
        ("year begins: july", "year begins: january", "february"),
        ("urn pattern: AA-999", "urn pattern: EH-999", "`EH-999` is no pattern of a school's number"),
        ("urn pattern: AA-999", "urn pattern: AA-999, urn digits: 4", "both say what schools' numbers look like"),
    ] {
        let said = District::new(&RULES.replace(old, new)).run(&["check"]);
        assert!(said.contains(expected) && said.contains("yardstick.yaml:"), "{new}: {said}");
    }
    let district = District::new(RULES);
    std::fs::write(district.0.path().join("rules/again.yaml"), "year begins: august\n").unwrap();
    assert!(district.run(&["check"]).contains("`year begins` stands in two files"));
    std::fs::remove_file(district.0.path().join("rules/again.yaml")).unwrap();
    std::fs::write(district.0.path().join("in/Reading 2012-08-15.csv"), "School id,School,Reading\n42,Ash,48\n")
        .unwrap();
    let said = district.run(&["evaluate", "in", "--date", "2012-10-01"]);
    assert!(said.contains("“42” is not a school's number (of the pattern AA-999"), "{said}");
}
