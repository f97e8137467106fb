//! One visit template, cell by cell, and for whom there is one.

use workbook::patch::{CellEdit, Value, set_cells};

use super::desk::{Desk, said};

const FILE: &str = "Visit templates 2011-12.xlsx";
const MERESIDE: &str = "Mereside Cross Primary School";

#[test]
fn a_template_is_filled_in_with_the_visit_the_grades_the_risks_and_what_to_discuss() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "visit-templates", "--school", "Mereside Cross"]);
    let page = desk.sheet(FILE, MERESIDE);
    let visit = page.part("The visit", "Part One: Development Plan priorities and impact of actions taken");
    assert_eq!(visit[0], ["Step", "School Visit 2 (for all maintained schools)"]);
    assert_eq!(visit[1], ["When", "4 February 2013 to 22 March 2013"]);
    assert_eq!(visit[2], ["Who takes part", "School Support Partner, Headteacher"]);
    assert_eq!(visit[3], ["Focus", "Review of self evaluation priorities"]);
    assert!(visit[4][1].starts_with("• For schools with judgements of 3 or 4, review progress"), "{visit:#?}");

    let priorities = page.part(
        "Part One: Development Plan priorities and impact of actions taken",
        "Part Two: School Self-Evaluation Summary Profile",
    );
    let expected: [&[&str]; 5] = [
        &["Priority", "The priority", "Impact of action taken"],
        &["Priority One"],
        &["Priority Two"],
        &["Priority Three"],
        &["Priority Four"],
    ];
    assert_eq!(priorities, expected);

    // the data of the year, so that nobody has to look for them
    let figures = page.part("Results of the year", "To discuss");
    assert_eq!(figures[0], ["Measure", "2009-10", "2010-11", "2011-12", "Pupils", "Same phase", "n", "England"]);
    let result = figures.iter().find(|row| row[0] == "Level 4 or above in both English and maths").unwrap();
    assert_eq!(result[3], "55");

    let grades = page.part("Part Two: School Self-Evaluation Summary Profile", "Results of the year");
    assert_eq!(grades[0][5..], ["School", "Partner"]);
    assert_eq!(grades[2], ["Achievement of pupils at the school", "4", "3", "3"]);
    assert!(page.has("The school says 4 (inadequate), the inspectors 3 (satisfactory, "));
    assert!(page.has("4 is worked with until you agree."));

    let risks = page.part("When grading, consider if these are present", "Raising Achievement Plan");
    assert_eq!(risks[0][3..], ["Present? yes or no", "What changed"]);
    assert_eq!(risks[2][..2], ["Significant staff changes at senior level", "■ present"]);
    assert_eq!(risks[3], ["Budget deficit", "no"]);
    assert_eq!(
        page.part("Signed", ""),
        [&["Name and signature", "Date"][..], &["Headteacher"], &["School Support Partner"]]
    );
}

#[test]
fn the_visit_is_the_one_due_or_the_one_named_and_only_its_schools_have_a_page() {
    let desk = Desk::of_the_sample();
    // the first visit is for every school, the second for maintained ones
    desk.papers(&["--only", "visit-templates", "--visit", "visit-1"]);
    assert_eq!(desk.sheets(FILE).len(), 55);
    desk.papers(&["--only", "visit-templates"]);
    let maintained = desk.sheets(FILE);
    assert!(maintained.len() < 55 && maintained.len() > 30, "{}", maintained.len());
    assert!(!maintained.iter().any(|name| name == "Harbour Rise Primary Academy"), "{maintained:#?}");
    let contents = desk.sheet(FILE, "Contents");
    let left_out = contents.0.iter().find(|row| row[0] == "Harbour Rise Primary Academy").unwrap();
    assert_eq!(left_out.last().unwrap(), "not for this visit");
}

#[test]
fn a_rulebook_without_visits_says_why_there_is_no_template() {
    let desk = Desk::of_the_sample();
    let cycle = desk.path("rules/year/cycle.yaml");
    let text = std::fs::read_to_string(&cycle).unwrap().replace("kind: visit", "kind: meeting");
    std::fs::write(&cycle, text).unwrap();
    let done = desk.papers(&["--only", "visit-templates"]);
    assert!(
        said(&done).contains("`visit-templates` was not made: the cycle has no visit it is for"),
        "{}",
        said(&done)
    );
    assert!(!desk.path("out").join(FILE).exists());
}

#[test]
fn what_was_written_in_a_template_is_kept_when_it_is_made_again() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "visit-templates"]);
    let file = desk.path("out/Visit templates 2011-12.xlsx");
    let ours = std::fs::read(&file).unwrap();
    let again = desk.papers(&["--only", "visit-templates"]);
    assert!(!said(&again).contains("is kept as"), "the same again is no reason: {}", said(&again));
    let typed = CellEdit {
        sheet: MERESIDE.into(),
        row: 3,
        column: 1,
        value: Some(Value::Text("what an officer wrote".into())),
    };
    let theirs = set_cells(&ours, &[typed]).unwrap();
    std::fs::write(&file, &theirs).unwrap();
    let again = desk.papers(&["--only", "visit-templates"]);
    assert!(said(&again).contains("what may have been written in it is kept as"), "{}", said(&again));
    assert!(std::fs::read(&file).unwrap() == ours);
    let there = std::fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<_> = there.filter(|path| path.to_string_lossy().contains("(kept, ")).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(std::fs::read(&kept[0]).unwrap() == theirs);
}
