//! What a visit leaves with plans, in the report of visits and on the papers that leave the office.

use calamine::{Reader, open_workbook_auto};
use workbook::patch::Value;

use super::desk::{Desk, said};
use super::filled::{FILE, MERESIDE, PRESENT, Template, texts};
use super::pack::Table;

const ACHIEVEMENT: &str = "Achievement of pupils at the school";
const RAP: &str = "Raising Achievement Plan (RAP): Achievement";
const PLAN: &str = "urn:900019 | trigger:rap:achievement";
const NEW_HEAD: &str = "New and/or inexperienced headteacher";
const REVIEW: &str = "School review 2011-12.xlsx";
const REPORT: &str = "Outcomes of School Visit 1 for schools judged 3 or 4 for achievement, November 2012.xlsx";

fn ran(desk: &Desk, arguments: &[&str]) -> String {
    let done = desk.run(arguments);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    said(&done)
}

fn evaluate(desk: &Desk, date: &str) {
    ran(desk, &["evaluate", "workbooks", "--date", date, "--out", "out"]);
}

fn papers(desk: &Desk, date: &str, more: &[&str]) {
    ran(desk, &[&["papers", "workbooks", "--date", date, "--out", "out"], more].concat());
}

/// The page of the school's template for a visit.
fn page(desk: &Desk, visit: &str, date: &str) -> super::desk::Sheet {
    papers(desk, date, &["--only", "visit-templates", "--visit", visit]);
    desk.sheet(FILE, MERESIDE)
}

/// Every text of the review.
fn review(desk: &Desk) -> String {
    std::fs::create_dir_all(desk.path("reviewed")).unwrap();
    std::fs::copy(desk.path("out").join(REVIEW), desk.path("reviewed").join(REVIEW)).unwrap();
    texts(desk).iter().flat_map(|(_, rows)| rows).cloned().collect::<Vec<_>>().join("\n")
}

/// A desk with a plan that was begun and has a target, and a first visit.
fn visited() -> Desk {
    let desk = Desk::of_the_sample();
    evaluate(&desk, "2012-09-12");
    papers(&desk, "2012-09-12", &["--for", "srg-1"]);
    let plans = Table::of(&desk, "School Review Group Meeting 1 2011-12.xlsx", "Plans to agree");
    let target = "Overall absence 4.5% by July 2013";
    let typed = [("yardstick:decision", "Agree"), ("yardstick:target", target), ("yardstick:begun", "17/09/2012")];
    plans.types(plans.keyed(PLAN), &typed);
    evaluate(&desk, "2012-09-19");
    let mut template = {
        page(&desk, "visit-1", "2012-10-01");
        Template::read(&desk.path("out").join(FILE))
    };
    template.on(MERESIDE, "12/11/2012").write(MERESIDE, "Priority One", "The priority", "Writing of boys");
    template.write(MERESIDE, ACHIEVEMENT, "Partner", "2").write(MERESIDE, ACHIEVEMENT, "School", "4");
    template.write(MERESIDE, RAP, "Targets and progress", "two of three milestones reached");
    template.write(MERESIDE, NEW_HEAD, PRESENT, "no");
    let (row, column) = template.cell(MERESIDE, "What was said", "What was said");
    template.put(MERESIDE, (row + 1, column), Value::Text("the head sees Year 6 on track".into()));
    template.drop_into(&desk, "Visits autumn.xlsx");
    desk
}

#[test]
fn what_was_said_and_how_plans_came_on_stand_on_the_next_template_and_in_the_review() {
    let desk = visited();
    evaluate(&desk, "2013-01-08");
    let plan = Table::of(&desk, REVIEW, "Support and plans");
    let row = plan.keyed(PLAN);
    assert_eq!(plan.named(row, "yardstick:target"), "Overall absence 4.5% by July 2013");
    let why = plan.says(row, "Why");
    for says in ["Began on 17 September 2012.", "Visit of 12 November 2012: two of three milestones reached"] {
        assert!(why.contains(says), "{why}");
    }
    let card = review(&desk);
    for says in [
        "Said: Achievement of pupils at the school: the head sees Year 6 on track",
        "Plans: Raising Achievement Plan (RAP): Achievement: two of three milestones reached",
        "The visit of 12 November 2012 says no to: New and/or inexperienced headteacher.",
    ] {
        assert!(card.contains(says), "{says}");
    }

    let next = page(&desk, "visit-2", "2013-01-08");
    assert!(next.has("12 November 2012. Achievement of pupils at the school: the head sees Year 6 on track"));
    for says in ["Target: Overall absence 4.5% by July 2013", "Overall absence: 5% of 4.5%.", "two of three milestones"]
    {
        assert!(next.has(says), "{says}: {:#?}", next.part("Raising Achievement Plan", "Agreed next steps"));
    }
    // nothing is written in it: it is no input
    std::fs::copy(desk.path("out").join(FILE), desk.path("workbooks/Next.xlsx")).unwrap();
    let told = ran(&desk, &["evaluate", "workbooks", "--date", "2013-01-08", "--out", "out"]);
    assert!(told.contains("1 filled visit template") && !told.contains("Next.xlsx: 1"), "{told}");
}

#[test]
fn a_grade_of_an_earlier_visit_says_of_when_it_is() {
    let desk = visited();
    page(&desk, "visit-2", "2013-01-08");
    let mut second = Template::read(&desk.path("out").join(FILE));
    second.on(MERESIDE, "05/02/2013").write(MERESIDE, "Priority Two", "The priority", "Attendance");
    second.drop_into(&desk, "Visits spring.xlsx");
    evaluate(&desk, "2013-02-20");
    let all = review(&desk);
    assert!(all.contains("School Visit 2 (for all maintained schools), 5 February 2013"), "the visit");
    assert!(all.contains("Grades given by who came: Achievement 2 (12 November 2012)"), "its grades are of the first");
    let third = page(&desk, "visit-3", "2013-05-02");
    assert!(third.has("2\nNov 2012"));
}

#[test]
fn a_plan_that_has_ended_is_asked_about_no_more() {
    let desk = visited();
    evaluate(&desk, "2013-01-08");
    let plans = Table::of(&desk, REVIEW, "Support and plans");
    let typed = [("yardstick:decision", "met"), ("yardstick:note", "targets reached")];
    plans.types(plans.keyed(PLAN), &typed);
    // and what called for it is gone
    let better = "URN,School,SEF achievement\n900019,Mereside Cross Primary School,2\n";
    std::fs::write(desk.path("workbooks/Self-evaluation 2011-12.csv"), better).unwrap();
    std::fs::remove_file(desk.path("workbooks/Visits autumn.xlsx")).unwrap();
    evaluate(&desk, "2013-01-20");
    let plans = Table::of(&desk, REVIEW, "Support and plans");
    let row = plans.keyed(PLAN);
    let (why, again) = (plans.says(row, "Why"), plans.says(row, "Look again"));
    assert!(why.contains("Ended on 20 January 2013 (met): targets reached"), "{why}");
    assert!(!why.contains("goes on") && again.is_empty(), "{why} / {again}");
    let template = page(&desk, "visit-2", "2013-01-20");
    let rows = template.part("Raising Achievement Plan", "Agreed next steps");
    assert!(!rows.iter().flatten().any(|cell| cell.starts_with(RAP)), "{rows:#?}");
}

#[test]
fn the_report_has_what_came_of_each_visit_and_who_was_not_visited() {
    let desk = visited();
    papers(&desk, "2012-11-28", &["--for", "dmt-2012-11"]);
    let mut book = open_workbook_auto(desk.path("out").join(REPORT)).unwrap();
    let text = |range: calamine::Range<calamine::Data>| -> String {
        range.used_cells().map(|(.., cell)| format!("{cell}\n")).collect()
    };
    let outcomes = text(book.worksheet_range("Outcomes of visits").unwrap());
    for says in [
        "Mereside Cross Primary School\nVulnerable\n12 November 2012",
        "Achievement: 4, 2",
        "• Writing of boys",
        "the head sees Year 6 on track",
        "two of three milestones reached",
        "New and/or inexperienced headteacher: no",
        "schools is among the workbooks: Wyvernhurst School",
    ] {
        assert!(outcomes.contains(says), "{says}: {outcomes}");
    }
    // no fingerprint is put before those who meet
    let cover = text(book.worksheet_range_at(0).unwrap().unwrap());
    let long = cover.split_whitespace().find(|word| word.len() > 40 && word.chars().all(|c| c.is_ascii_hexdigit()));
    assert_eq!(long, None);
    // the month before nobody was visited yet, also where its report is made again later
    papers(&desk, "2012-11-28", &["--for", "dmt-2012-10"]);
    let earlier = REPORT.replace("November", "October");
    let mut book = open_workbook_auto(desk.path("out").join(earlier)).unwrap();
    let outcomes = text(book.worksheet_range("Outcomes of visits").unwrap());
    assert!(outcomes.contains("No visit since") && !outcomes.contains("Writing of boys"), "{outcomes}");
}

/// What is not known is said in a few words on papers that leave the office.
#[test]
fn papers_for_schools_name_no_file_and_no_cell() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "school-profiles"]);
    let name = "School profiles 2011-12.xlsx";
    let mut book = open_workbook_auto(desk.path("out").join(name)).unwrap();
    for sheet in book.sheet_names().into_iter().skip(1) {
        let range = book.worksheet_range(&sheet).unwrap();
        let cells: Vec<String> = range.used_cells().map(|(.., cell)| cell.to_string()).collect();
        let file = cells.iter().find(|cell| cell.contains(".xlsx") || cell.contains(".csv"));
        assert_eq!(file, None, "{sheet}");
        let lines = cells.iter().flat_map(|cell| cell.lines()).filter(|line| line.starts_with("Not ruled out"));
        for line in lines {
            assert!(line.split_whitespace().count() < 20, "{sheet}: {line}");
        }
    }
}

/// What the report of a month says of visits.
fn report(desk: &Desk, date: &str, month: &str) -> String {
    papers(desk, date, &["--for", &format!("dmt-{month}")]);
    let name = if month == "2012-11" { REPORT.to_owned() } else { REPORT.replace("November", "October") };
    let mut book = open_workbook_auto(desk.path("out").join(name)).unwrap();
    let range = book.worksheet_range("Outcomes of visits").unwrap();
    range.used_cells().map(|(.., cell)| format!("{cell}\n")).collect()
}

#[test]
fn a_visit_whose_template_came_after_the_report_stands_in_the_next_one() {
    let desk = Desk::of_the_sample();
    page(&desk, "visit-1", "2012-10-01");
    let mut template = Template::read(&desk.path("out").join(FILE));
    template.on(MERESIDE, "22/10/2012").write(MERESIDE, "Priority One", "The priority", "Writing of boys");
    evaluate(&desk, "2012-10-24");
    template.drop_into(&desk, "Visits autumn.xlsx");
    evaluate(&desk, "2012-11-27");
    let outcomes = report(&desk, "2012-11-28", "2012-11");
    let says = "Mereside Cross Primary School\nVulnerable\n22 October 2012\nIts template came after the last report.";
    assert!(outcomes.contains(says) && outcomes.contains("• Writing of boys"), "{outcomes}");
    assert!(!outcomes.contains("Visited before"), "{outcomes}");
}

#[test]
fn a_visit_that_was_known_at_the_report_before_is_named_in_the_next_one() {
    let desk = Desk::of_the_sample();
    page(&desk, "visit-1", "2012-10-01");
    let mut template = Template::read(&desk.path("out").join(FILE));
    template.on(MERESIDE, "22/10/2012").write(MERESIDE, "Priority One", "The priority", "Writing of boys");
    template.drop_into(&desk, "Visits autumn.xlsx");
    evaluate(&desk, "2012-10-24");
    evaluate(&desk, "2012-11-27");
    let outcomes = report(&desk, "2012-11-28", "2012-11");
    assert!(outcomes.contains("Visited before") && !outcomes.contains("Writing of boys"), "{outcomes}");
}

#[test]
fn a_corrected_beginning_moves_the_meetings_of_a_plan_in_the_calendar() {
    let desk = visited();
    let names = |desk: &Desk| -> Vec<String> {
        ran(desk, &["due", "out", "--date", "2013-01-15", "--until", "2013-04-25", "--ics", "due.ics"]);
        let text = std::fs::read_to_string(desk.path("due.ics")).unwrap().replace("\r\n ", "");
        let mut names: Vec<String> = text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
        names.retain(|name| name.contains("900019"));
        names.sort();
        names
    };
    evaluate(&desk, "2013-01-08");
    let before = names(&desk);
    let plans = Table::of(&desk, REVIEW, "Support and plans");
    plans.types(plans.keyed(PLAN), &[("yardstick:begun", "19/09/2012")]);
    evaluate(&desk, "2013-01-09");
    assert!(!before.is_empty());
    assert_eq!(names(&desk), before);
}

#[test]
fn a_visit_that_no_run_knew_is_left_out_of_no_report_and_one_of_another_year_counts_as_none() {
    let desk = Desk::of_the_sample();
    page(&desk, "visit-1", "2012-10-01");
    let mut template = Template::read(&desk.path("out").join(FILE));
    template.on(MERESIDE, "22/10/2012").write(MERESIDE, "Priority One", "The priority", "Writing of boys");
    template.drop_into(&desk, "Visits autumn.xlsx");
    // nothing was run in October
    let outcomes = report(&desk, "2012-11-28", "2012-11");
    assert!(outcomes.contains("22 October 2012") && outcomes.contains("• Writing of boys"), "{outcomes}");
    assert!(!outcomes.contains("came after the last report"), "{outcomes}");

    template.on(MERESIDE, "9/11/2011");
    template.drop_into(&desk, "Visits autumn.xlsx");
    let outcomes = report(&desk, "2012-11-28", "2012-11");
    assert!(!outcomes.contains("Writing of boys"), "{outcomes}");
}
