//! What was typed into a review of the old layout of twenty sheets is read back by the new one.
//!
//! `old-layout` holds such a review, made before the layout changed, with a decision on six of its sheets.

use std::io::Cursor;

use calamine::{Reader, Xlsx};

use super::office::Office;

const REVIEW: &[u8] = include_bytes!("old-layout/School review 2011-12.xlsx");
const SCHOOLS: &[u8] = include_bytes!("old-layout/Schools 2011-12.csv");

#[test]
fn decisions_typed_in_the_old_layout_are_read_back_and_stand_in_the_new_one() {
    let office = Office::new();
    office.drop("in/Schools 2011-12.csv", SCHOOLS);
    office.drop("out/School review 2011-12.xlsx", REVIEW);
    let (run, _) = office.run();
    let decided: Vec<(String, String)> = run
        .decisions
        .decisions
        .iter()
        .filter_map(|(key, one)| Some((key.about.to_string(), one.decision.as_deref()?.to_owned())))
        .collect();
    let of = |about: &str| {
        let found = decided.iter().find(|(key, _)| key.starts_with(about));
        found.map(|(_, decision)| decision.as_str()).unwrap_or_else(|| panic!("{about}: {decided:?}"))
    };
    assert_eq!(
        ["status", "support:", "trigger:", "option:", "finding:"].map(of),
        ["agree", "defer", "agree", "change", "right"]
    );
    let status = run.decisions.decisions.iter().find(|(key, _)| &*key.about == "status").unwrap().1;
    assert_eq!(status.owner.as_deref(), Some("J. Marsh"));
    assert_eq!(status.due, "2013-02-01".parse().ok());
    assert!(run.decisions.grades.values().any(|agreed| &*agreed.grade == "3"), "the agreed grade");
    let bytes = std::fs::read(office.path("out/School review 2011-12.xlsx")).unwrap();
    let mut review: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let schools = review.worksheet_range("Schools").unwrap();
    let row = schools.rows().find(|row| row.iter().any(|cell| *cell == "Beacon Hill Primary School")).unwrap();
    assert!(
        row.iter().any(|cell| *cell == "J. Marsh") && row.iter().any(|cell| *cell == "as the head asked"),
        "{row:?}"
    );
}
