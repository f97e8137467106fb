//! What a visit leaves behind: the next template, the card, the front page, and a look at who grades how.

use workbook::patch::Value;

use super::desk::{Desk, said};
use super::filled::{FILE, MERESIDE, PART_ONE, PRESENT, Template, texts};

const ACHIEVEMENT: &str = "Achievement of pupils at the school";
const PART_TWO: &str = "Part Two: School Self-Evaluation Summary Profile";

/// The first visit as it was written down.
fn visited(desk: &Desk) -> Template {
    let mut template = Template::of(desk, "visit-1");
    template.on(MERESIDE, "12/11/2012");
    let who = template.beside(MERESIDE, "Visited by");
    template.put(MERESIDE, who, Value::Text("A. Partner".into()));
    template.write(MERESIDE, "Priority One", "The priority", "Writing of boys in Year 4");
    template.write(MERESIDE, "Priority One", "Impact of action taken", "6 of 9 on track");
    template.write(MERESIDE, ACHIEVEMENT, "Partner", "2 (good)");
    template.write(MERESIDE, "Budget deficit", PRESENT, "Yes");
    template.write(MERESIDE, "Budget deficit", "What changed", "loan called in");
    for (heading, text) in [("What", "Audit of phonics"), ("By whom", "Head"), ("By when", "Easter")] {
        let (row, column) = template.cell(MERESIDE, heading, heading);
        template.put(MERESIDE, (row + 1, column), Value::Text(text.into()));
    }
    template.drop_into(desk, "Visits autumn.xlsx");
    template
}

fn evaluated(desk: &Desk) -> String {
    let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "reviewed"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    said(&done)
}

#[test]
fn the_next_template_shows_what_was_written_at_the_last_visit_and_is_blank_all_the_same() {
    let desk = Desk::of_the_sample();
    visited(&desk);
    let before = evaluated(&desk);
    desk.papers(&["--only", "visit-templates", "--visit", "visit-2"]);
    let page = desk.sheet(FILE, MERESIDE);
    let visit = page.part("The visit", PART_ONE);
    assert!(visit.contains(&vec!["Last visit", "School Visit 1, 12 November 2012, A. Partner"]), "{visit:#?}");
    assert!(visit.contains(&vec!["Agreed then", "Audit of phonics (Head, Easter)"]), "{visit:#?}");
    let priorities = page.part(PART_ONE, PART_TWO);
    assert_eq!(priorities[1], ["Last visit", "Writing of boys in Year 4", "6 of 9 on track"]);
    assert_eq!(priorities[2], ["Priority One"]);
    assert_eq!(priorities[3], ["Priority Two"]);
    let grades = page.part(PART_TWO, "To discuss");
    assert!(grades[0].contains(&"Partner, last visit"), "{grades:#?}");
    assert_eq!(grades[2], [ACHIEVEMENT, "4", "3", "3", "2"]);
    assert!(page.has("At the visit of 12 November 2012: Yes; loan called in"));

    std::fs::copy(desk.path("out").join(FILE), desk.path("workbooks/Next.xlsx")).unwrap();
    std::fs::remove_dir_all(desk.path("reviewed")).unwrap();
    assert_eq!(evaluated(&desk), before, "nothing is written in it yet");
}

#[test]
fn what_is_not_written_anew_stands_until_it_is() {
    let desk = Desk::of_the_sample();
    visited(&desk);
    let mut second = Template::of(&desk, "visit-2");
    second.on(MERESIDE, "5 February 2013");
    second.write(MERESIDE, "Priority Two", "The priority", "Attendance");
    second.write(MERESIDE, ACHIEVEMENT, "Partner", "4");
    second.drop_into(&desk, "Visits spring.xlsx");
    let done = desk.run(&[
        "papers",
        "workbooks",
        "--date",
        "2013-05-02",
        "--out",
        "out",
        "--only",
        "visit-templates",
        "--visit",
        "visit-3",
    ]);
    assert!(done.status.success(), "{}", said(&done));
    let page = desk.sheet(FILE, MERESIDE);
    let priorities = page.part(PART_ONE, PART_TWO);
    assert_eq!(priorities[1], ["Last visit", "Writing of boys in Year 4", "6 of 9 on track"]);
    assert_eq!(priorities[3], ["Last visit", "Attendance"]);
    let visit = page.part("The visit", PART_ONE);
    assert!(visit.iter().any(|row| row[0] == "Last visit" && row[1].ends_with("5 February 2013")), "{visit:#?}");
    let grades = page.part(PART_TWO, "To discuss");
    assert_eq!(grades[2], [ACHIEVEMENT, "4", "3", "3", "4"], "the later grade stands, not the 2 of November");
}

#[test]
fn the_card_tells_of_the_last_visit_and_the_front_page_of_a_risk_that_came_with_it() {
    let desk = Desk::of_the_sample();
    evaluated(&desk);
    assert!(!texts(&desk).iter().flat_map(|(_, rows)| rows).any(|row| row.contains("Last visit")), "nobody went yet");
    visited(&desk);
    evaluated(&desk);
    let sheets = texts(&desk);
    let all = || sheets.iter().flat_map(|(_, rows)| rows);
    for says in [
        "School Visit 1, 12 November 2012, A. Partner",
        "Priorities: Writing of boys in Year 4",
        "Agreed: Audit of phonics (Head, Easter)",
        "Grades given by who came: Achievement 2",
    ] {
        assert!(all().any(|row| row.contains(says)), "{says}");
    }
    let (_, front) = &sheets[0];
    assert!(front.iter().any(|row| row.starts_with(MERESIDE) && row.contains("Budget deficit")), "{front:#?}");
}

#[test]
fn the_partner_agrees_no_grade_and_the_schools_own_never_sets_a_worse_inspection_aside() {
    let desk = Desk::of_the_sample();
    let grades = |desk: &Desk| {
        let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "r", "--json", "f.json"]);
        assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
        let json: serde_json::Value = serde_json::from_slice(&std::fs::read(desk.path("f.json")).unwrap()).unwrap();
        let schools = json["schools"].as_array().unwrap();
        let school = schools.iter().find(|school| school["name"] == MERESIDE).unwrap();
        school["grades"]["achievement"].clone()
    };
    let before = grades(&desk);
    let mut template = Template::of(&desk, "visit-1");
    template.on(MERESIDE, "12/11/2012").write(MERESIDE, ACHIEVEMENT, "School", "Grade 1");
    template.write(MERESIDE, ACHIEVEMENT, "Partner", "1");
    template.drop_into(&desk, "Visits autumn.xlsx");
    let after = grades(&desk);
    assert_eq!((&before["self_evaluated"], &before["inspected"]), (&"4".into(), &"3".into()), "{before:#}");
    assert_eq!((&after["self_evaluated"], &after["inspected"]), (&"1".into(), &"3".into()), "{after:#}");
    assert_eq!((&after["agreed"], &after["working"]), (&before["agreed"], &"3".into()), "{after:#}");
}

#[test]
fn machines_are_given_what_was_written_at_a_visit() {
    let desk = Desk::of_the_sample();
    visited(&desk);
    let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "r", "--json", "f.json"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(desk.path("f.json")).unwrap()).unwrap();
    let schools = json["schools"].as_array().unwrap();
    let visits = &schools.iter().find(|school| school["name"] == MERESIDE).unwrap()["visits"];
    let visit = &visits[0];
    assert_eq!(
        (&visit["event"], &visit["day"], &visit["who"]),
        (&"visit-1".into(), &"2012-11-12".into(), &"A. Partner".into())
    );
    assert_eq!(visit["priorities"][0]["impact"], "6 of 9 on track");
    assert_eq!(visit["grades"][0], serde_json::json!({"strand": "achievement", "school": null, "partner": "2"}));
    assert_eq!(visit["risks"][0], serde_json::json!({"rule": "deficit", "present": true, "changed": "loan called in"}));
    assert_eq!(visit["steps"][0], serde_json::json!({"what": "Audit of phonics", "by": "Head", "due": "Easter"}));
    assert_eq!(visit["page"]["workbook"], "Visits autumn.xlsx");
    assert!(
        schools
            .iter()
            .filter(|school| school["name"] != MERESIDE)
            .all(|school| school["visits"] == serde_json::json!([]))
    );
}

#[test]
fn grades_given_at_visits_are_held_against_inspections_only_where_a_paper_asks_for_it() {
    let desk = Desk::of_the_sample();
    visited(&desk);
    desk.papers(&[]);
    assert!(!desk.path("out/Moderation 2011-12.xlsx").exists());
    let paper = "
  - paper: moderation
    for: the authority
    file: \"Moderation {year}\"
    title: \"{authority}\"
    source: ours
    sections:
      - shows: moderation
        sheet: Partners
";
    let path = desk.path("rules/papers/cabinet.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{}\n{paper}", text.trim_end())).unwrap();
    desk.papers(&["--only", "moderation"]);
    let page = desk.sheet("Moderation 2011-12.xlsx", "Partners");
    let rows = &page.0;
    let at = rows.iter().position(|row| row[0] == "A. Partner").unwrap_or_else(|| panic!("{rows:#?}"));
    assert_eq!(rows[at - 1], ["Who came", "Schools", "n", "Kinder", "The same", "Harsher", "Mean difference"]);
    assert_eq!(rows[at], ["A. Partner", "1", "1", "1", "0", "0", "-1.0"]);
}

#[test]
fn a_filled_template_dropped_into_a_watched_folder_is_taken_like_any_workbook() {
    let desk = Desk::of_the_sample();
    visited(&desk);
    let done = desk.run(&["watch", "workbooks", "--once", "--out", "reviewed"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    let sheets = texts(&desk);
    let mut rows = sheets.iter().flat_map(|(_, rows)| rows);
    assert!(rows.any(|row| row.contains("School Visit 1, 12 November 2012, A. Partner")), "{}", said(&done));
}

/// What `yardstick due` says is overdue on a day.
fn overdue(desk: &Desk, date: &str) -> Vec<serde_json::Value> {
    let done = desk.run(&["due", "workbooks", "--year", "2011-12", "--date", date, "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{}", said(&done)));
    value["overdue"].as_array().unwrap().clone()
}

#[test]
fn a_visit_that_does_not_say_which_it_was_is_the_one_whose_dates_its_day_falls_into_or_follows() {
    let desk = Desk::of_the_sample();
    for (day, is_visit_1) in [("02/10/2012", false), ("12/11/2012", true), ("05/12/2012", true)] {
        let mut template = Template::of(&desk, "visit-1");
        let step = template.beside(MERESIDE, "Step");
        template.put(MERESIDE, step, Value::Text("a visit in autumn".into()));
        template.on(MERESIDE, day).write(MERESIDE, "Priority One", "The priority", "Writing of boys in Year 4");
        template.drop_into(&desk, "Visits autumn.xlsx");
        let late = overdue(&desk, "2012-12-20");
        let names = late[0]["schools"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap());
        assert_eq!(names.clone().any(|name| name == MERESIDE), !is_visit_1, "{day}: {:?}", names.collect::<Vec<_>>());
    }
}

#[test]
fn a_visit_is_overdue_a_fortnight_after_its_window_until_it_is_among_the_workbooks() {
    let desk = Desk::of_the_sample();
    visited(&desk);
    assert!(overdue(&desk, "2012-12-14").is_empty(), "the window ends on 30 November");
    let late = overdue(&desk, "2012-12-15");
    let [visit] = late.as_slice() else { panic!("{late:#?}") };
    assert_eq!((&visit["event"], &visit["recorded_by"]), (&"visit-1".into(), &"2012-12-14".into()));
    let names: Vec<&str> =
        visit["schools"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(names.len() > 40 && !names.contains(&MERESIDE), "{names:?}");

    let done = desk.run(&["due", "workbooks", "--year", "2011-12", "--date", "2013-01-08", "--days", "7"]);
    let told = said(&done);
    assert!(told.contains("Overdue in Borough of Eastmere"), "{told}");
    assert!(told.contains("School Visit 1, not recorded by 14 December 2012"), "{told}");
    desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "out"]);
    let sheet = desk.sheet("School review 2011-12 - evidence.xlsx", "Due, school by school");
    // 14 December 2012 as a spreadsheet counts days
    let late = |school: &str| sheet.0.iter().any(|row| row[0] == school && row.last().unwrap() == "41257");
    assert!(!late(MERESIDE) && late(names[0]), "{:#?}", sheet.0);
}
