//! The front page.

use yardstick::review::{RulebookNotice, Tally};

use super::{Fixture, Review};

fn front(fixture: &Fixture) -> String {
    Review::of(fixture).sheet("Front page").all()
}

fn about(fixture: &Fixture) -> String {
    Review::of(fixture).sheet("About").all()
}

#[test]
fn it_says_who_needs_us_first_and_why() {
    let text = front(&Fixture::new());
    let lines: Vec<&str> = text.lines().collect();
    let at = |wanted: &str| lines.iter().position(|line| *line == wanted).unwrap_or_else(|| panic!("{wanted}"));
    assert!(at("Harbour View High School") < at("Alder Lane Primary School"), "worst status first");
    assert!(at("Alder Lane Primary School") < at("Beacon Hill Primary School"));
    assert!(lines.contains(&"■ In a category of concern"), "a sign beside the colour");
    assert!(!lines.contains(&"Ivy Road Primary School"), "a school without concern is not named");
}

#[test]
fn counts_by_status_and_phase_add_up() {
    let mut review = Review::of(&Fixture::new());
    let sheet = review.sheet("About");
    let row = (0..60).find(|row| sheet.text(*row, 1) == "All").unwrap();
    let counts: Vec<f64> = (row + 1..row + 6).map(|row| sheet.text(row, 1).parse().unwrap()).collect();
    assert_eq!(counts, [1.0, 2.0, 2.0, 1.0, 6.0]);
    for row in row + 1..row + 6 {
        let by_phase: f64 = (2..7).map(|column| sheet.text(row, column).parse::<f64>().unwrap()).sum();
        assert_eq!(by_phase.to_string(), sheet.text(row, 1));
    }
}

/// An aim of which it is not known is not one that is missed.
#[test]
fn a_tally_of_aims_says_how_many_are_not_known() {
    let fixture = Fixture::new();
    let now = Tally::of(&fixture.rulebook, &fixture.evaluation);
    assert!(now.aims_met + now.aims_unknown <= now.aims);
    let said = front(&fixture).contains("aims of the plan met (");
    assert_eq!(said, now.aims_unknown > 0);
}

#[test]
fn it_names_the_blank_cell_that_settles_a_school() {
    let text = about(&Fixture::new());
    assert!(text.contains("1 school cannot be placed for certain. Filling what is listed here settles 1."), "{text}");
    assert!(text.contains("Attainment 2011-12.xlsx, KS2!E12"));
    assert!(text.contains("settles 1 school: Gull Point Primary School"), "{text}");
}

#[test]
fn a_suppressed_figure_is_not_offered_as_a_cell_to_fill() {
    let mut fixture = Fixture::new();
    let marker = yardstick::domain::Missing::from(yardstick::domain::Marked {
        id: "s".into(),
        words: "suppressed".into(),
        written: "SUPP".into(),
        within: None,
        no_figure: false,
    });
    for finding in &mut fixture.told[6] {
        for reading in &mut finding.account.readings {
            reading.value = Err(marker.clone());
        }
    }
    let text = about(&fixture);
    assert!(text.contains("1 school cannot be placed for certain. 1 waits for a figure that no cell gives"), "{text}");
}

#[test]
fn changes_problems_and_decisions_are_counted() {
    assert!(front(&Fixture::new()).contains("Underperforming → In a category of concern"));
    let text = about(&Fixture::new());
    assert!(text.contains("2 things to look at in them are on the sheet of data problems"), "a remark does not count");
    assert!(text.contains("1 decision was made on evidence that has changed since"));
    assert!(text.contains("2 earlier decisions have lost their recommendation"));
}

#[test]
fn a_first_run_is_not_compared() {
    let mut fixture = Fixture::new();
    fixture.changes = None;
    assert!(front(&fixture).contains("This is the first review in this place"));
    fixture.changes = Some(Vec::new());
    fixture.changes_since = chrono::NaiveDate::from_ymd_opt(2013, 1, 7);
    let front = front(&fixture);
    assert!(front.contains("Nothing has changed for any school"), "{front}");
    assert!(front.contains("Compared with the run of 7 January 2013."), "{front}");
    assert!(!front.contains("No longer there"), "{front}");
    fixture.workbooks_gone = vec!["KS4.xlsx".to_owned(), "KS5.xlsx".to_owned()];
    let front = self::front(&fixture);
    assert!(front.contains("what they said does not count: KS4.xlsx, KS5.xlsx."), "{front}");
}

#[test]
fn a_workbook_that_could_not_be_read_is_said_before_the_numbers() {
    let mut fixture = Fixture::new();
    assert!(!front(&fixture).contains("Could not be read"));
    fixture.workbooks_unread = vec!["Roll.xlsx".to_owned()];
    let text = front(&fixture);
    let said = text.find("Could not be read, so that what it says does not count: Roll.xlsx.").expect(&text);
    assert!(said < text.find("first run").unwrap(), "{text}");
}

#[test]
fn a_broken_rulebook_is_said_at_the_top() {
    let mut fixture = Fixture::new();
    fixture.notice = Some(RulebookNotice { lines: vec!["floors.yaml:12: “ks2.l4” is not a measure".into()] });
    let text = front(&fixture);
    let notice = text.find("Rules need attention").unwrap();
    assert!(notice < text.find("Who needs us first").unwrap());
    assert!(text.contains("the last good rulebook is in force"));
    assert!(text.contains("floors.yaml:12: “ks2.l4” is not a measure"));
}

#[test]
fn the_chart_is_drawn_over_the_counts() {
    let bytes = Fixture::new().review();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut chart = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/charts/chart1.xml").unwrap(), &mut chart).unwrap();
    assert!(chart.contains("<c:barChart>") && chart.contains("'Front page'!$"), "{chart}");
}

#[test]
fn five_numbers_stand_first_each_with_how_it_has_moved() {
    let mut fixture = Fixture::new();
    assert_eq!(front(&fixture).matches("first run").count(), 5);
    let mut before = fixture.with(|inputs| Tally::of(inputs.rulebook, inputs.evaluation));
    let below = before.below;
    before.below += 2;
    fixture.tally_before = Some(before);
    let text = front(&fixture);
    assert!(text.contains("-2 since the last run"), "{text}");
    assert_eq!(text.matches("as at the last run").count(), 4, "{text}");
    assert!(text.lines().any(|line| line == below.to_string()), "{text}");
}

#[test]
fn the_reason_is_a_dozen_words_with_the_figures_and_the_pupils() {
    let text = front(&Fixture::new());
    assert!(text.contains("Level 4+ in English and maths 41% against 60% (6 pupils)"), "{text}");
    let mut review = Review::of(&Fixture::new());
    let sheet = review.sheet("Front page");
    let heading = (0..40).find(|row| sheet.text(*row, 0) == "School").unwrap();
    let why = (0..10).find(|column| sheet.text(heading, *column) == "Why").unwrap();
    let reasons: Vec<String> = (heading + 1..heading + 4).map(|row| sheet.text(row, why)).collect();
    assert!(reasons.iter().all(|reason| !reason.is_empty() && reason.split(' ').count() <= 12), "{reasons:?}");
}

#[test]
fn a_decision_is_overdue_when_its_day_has_passed_and_not_on_it() {
    let overdue = |due: u32| {
        let mut fixture = Fixture::new();
        for decision in fixture.decisions.decisions.values_mut() {
            decision.due = Some(super::super::fixture::day(2013, 1, due));
        }
        front(&fixture).contains(" past ")
    };
    assert_eq!((overdue(7), overdue(8)), (true, false), "the review is of 8 January");
}
