//! What is due on a day: from the rules alone, and with schools by name.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::office::{ALDER, BEACON, HEADINGS, Office, without_life_of_plans};

const CYCLE: &str = "cycle:
  - event: group
    title: Review Group
    kind: meeting
    months: [9]
    dates: {\"2012-13\": \"2012-09-18\"}
    who: [School Review Group, Headteachers]
    papers: [School profiles, Risk picture]
    reported to: [Management team]
    source: page 6
  - event: visit
    title: School Visit
    kind: visit
    months: [10, 11]
    dates: {\"2012-13\": {from: \"2012-10-08\", to: \"2012-11-30\"}}
    for schools when: grade.achievement >= 3
    source: page 6
  - event: report
    title: Report of visits
    kind: report
    months: [10, 11]
    dates: {\"2012-13\": [\"2012-10-24\", \"2012-11-28\"]}
    source: page 6
";

/// An office with two schools in `in`, and a year of its own.
fn office(cycle: &str) -> Office {
    let office = Office::new();
    office.drop("in/Schools 2011-12.csv", format!("{HEADINGS}\n{ALDER}\n{BEACON}\n").as_bytes());
    let (_, said) = done(&office, &["init", "."]);
    assert!(office.path("rules/year/cycle.yaml").is_file(), "{said}");
    std::fs::remove_dir_all(office.path("workbooks")).unwrap();
    std::fs::remove_dir_all(office.path("rules/papers")).unwrap();
    office.drop("rules/year/cycle.yaml", cycle.as_bytes());
    without_life_of_plans(office.folder.path());
    office
}

fn done(office: &Office, arguments: &[&str]) -> (i32, String) {
    let (code, said) = printed(office.folder.path(), arguments);
    (code, said.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn printed(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_yardstick")).current_dir(folder).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

fn due(office: &Office, arguments: &[&str]) -> String {
    let (code, said) = done(office, &[&["due"], arguments].concat());
    assert_eq!(code, 0, "{said}");
    said
}

/// The one value that a command prints.
fn value(office: &Office, arguments: &[&str]) -> Value {
    let mut program = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    let output = program.current_dir(office.folder.path()).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn answer(office: &Office, arguments: &[&str]) -> Vec<Value> {
    value(office, &[&["due", "--json"], arguments].concat())["due"].as_array().unwrap().clone()
}

/// Title, first and last day of each.
fn days(due: &[Value]) -> Vec<[String; 3]> {
    let text = |one: &Value, field: &str| one[field].as_str().unwrap_or_default().to_owned();
    due.iter().map(|one| ["title", "from", "to"].map(|field| text(one, field))).collect()
}

fn names(schools: &Value) -> Vec<&str> {
    schools.as_array().unwrap().iter().map(|school| school["name"].as_str().unwrap()).collect()
}

#[test]
fn without_workbooks_the_steps_stand_with_their_dates_and_who_takes_part() {
    let office = office(CYCLE);
    let said = due(&office, &["--date", "2012-09-01"]);
    assert!(said.contains("Due in Borough of Eastmere, from 1 September 2012"), "{said}");
    assert!(said.contains("18 September 2012: Review Group papers School profiles, Risk picture"), "{said}");
    assert!(said.contains("takes part School Review Group, Headteachers goes to Management team"), "{said}");
    assert!(said.contains("8 October 2012 to 30 November 2012: School Visit"), "{said}");
    assert!(said.contains("24 October 2012: Report of visits 28 November 2012: Report of visits"), "{said}");
    assert!(said.contains("School Review Group is responsible for Progress review of all schools"), "{said}");
    assert!(!said.contains("schools all"), "no workbook says which there are: {said}");
}

#[test]
fn a_year_without_dates_has_months_and_says_so() {
    let said = due(&office(CYCLE), &["--date", "2012-12-01"]);
    let months = "1 September 2013 to 30 September 2013: Review Group date none set yet; these are its months";
    assert!(said.contains(months), "{said}");
}

#[test]
fn a_span_of_days_has_what_touches_it_and_nothing_else() {
    let office = office(CYCLE);
    let of = |arguments: &[&str]| days(&answer(&office, arguments));
    let visit = ["School Visit", "2012-10-08", "2012-11-30"].map(str::to_owned);
    let report = |day: &str| ["Report of visits".to_owned(), day.to_owned(), day.to_owned()];
    assert_eq!(of(&["--date", "2012-11-29", "--until", "2012-11-30"]), std::slice::from_ref(&visit));
    assert_eq!(of(&["--date", "2012-10-20", "--days", "4"]), std::slice::from_ref(&visit));
    assert_eq!(of(&["--date", "2012-10-20", "--days", "5"]), [visit, report("2012-10-24")]);
    let years = of(&["--date", "2012-09-01", "--until", "2014-08-31"]);
    assert_eq!(years.len(), 4 + 3, "dates of the one year, months of the other: {years:?}");
    let (code, said) = done(&office, &["due", "--date", "2012-10-20", "--until", "2012-10-01"]);
    assert!(code == 2 && said.contains("--until 2012-10-01 is before 2012-10-20; name a later day"), "{said}");
    assert!(due(&office, &["--date", "2012-09-19", "--days", "3"]).contains("Nothing is due"));
}

#[test]
fn with_workbooks_every_school_stands_by_name_and_so_do_the_meetings_of_plans() {
    let office = office(CYCLE);
    let on = ["in", "--year", "2011-12", "--date", "2012-09-17"];
    let all = answer(&office, &on);
    let of = |title: &str| all.iter().find(|one| one["title"] == title).unwrap();
    assert_eq!(names(&of("Review Group")["schools"]), ["Alder Lane Primary School", "Beacon Hill Primary School"]);
    assert_eq!(names(&of("School Visit")["schools"]), ["Beacon Hill Primary School"]);
    let takes_part = &of("Review Group")["takes_part"];
    assert_eq!(takes_part[0]["responsibilities"][0], "Progress review of all schools");
    assert_eq!(takes_part[1]["responsibilities"].as_array().unwrap().len(), 0, "no player is called so");
    let meetings: Vec<_> = all.iter().filter(|one| one["plan"].is_string()).collect();
    assert!(!meetings.is_empty(), "{all:#?}");
    let first = meetings[0];
    assert_eq!(names(&first["schools"]), ["Beacon Hill Primary School"]);
    assert_eq!(first["from"], "2012-10-15", "four weeks after the stated day");
    // up to a day all meetings, however few are named ahead
    let until = answer(&office, &[&on[..], &["--until", "2013-07-31"]].concat());
    let last = until.iter().rfind(|one| one["plan"].is_string()).unwrap();
    assert!(last["from"].as_str().unwrap() > "2013-07-01", "{last:#?}");
    let said = due(&office, &on);
    assert!(said.contains("School Visit schools Beacon Hill Primary School"), "{said}");
    assert!(said.contains("Review Group schools all 2"), "{said}");
}

#[test]
fn the_folder_of_a_review_stands_for_the_workbooks_it_was_made_of() {
    let office = office(CYCLE);
    let (code, said) = done(&office, &["evaluate", "in", "--year", "2011-12", "--date", "2012-09-17"]);
    assert!(code < 2, "{said}");
    let on = ["--date", "2012-09-17"];
    let of_folder = answer(&office, &[&["reviewed"], &on[..]].concat());
    assert_eq!(of_folder, answer(&office, &[&["in", "--year", "2011-12"], &on[..]].concat()));
    assert_eq!(names(&of_folder[0]["schools"]).len(), 2);
}

#[test]
fn a_day_on_which_nobody_is_at_school_is_a_warning_at_its_place() {
    for (dates, said) in [
        ("{\"2012-13\": \"2012-09-16\"}", "`group`: 2012-09-16 is a Sunday"),
        ("{\"2012-13\": \"2012-12-25\"}", "`group`: 2012-12-25 is in the holiday `Christmas 2012`"),
        ("{\"2012-13\": \"2013-09-17\"}", "`group`: 2013-09-17 is not in the school year 2012-13"),
        (
            "{\"2012-13\": {from: \"2012-12-24\", to: \"2013-01-04\"}}",
            "`group`: no day from 2012-12-24 to 2013-01-04 is a school day",
        ),
        ("{\"2012-13\": {from: \"2012-10-20\", to: \"2012-11-10\"}}", ""),
    ] {
        let office = office(&CYCLE.replace("{\"2012-13\": \"2012-09-18\"}", dates));
        let all = value(&office, &["check", "--json", "--date", "2012-09-01"]);
        let told: Vec<_> = all.as_array().unwrap().iter().filter(|one| one["code"] == "bad-date").collect();
        match told.as_slice() {
            [one] => {
                assert_eq!(one["message"], said);
                assert_eq!((&one["severity"], &one["place"]["line"]), (&"warning".into(), &6.into()), "{dates}");
            }
            none => assert!(none.is_empty() && said.is_empty(), "{dates}: {told:?}"),
        }
    }
}

#[test]
fn a_date_that_is_none_and_an_event_without_a_time_are_mistakes() {
    for (from, to, said) in [
        ("\"2012-09-18\"", "\"18/09/2012\"", "write it as `2012-09-18`"),
        ("\"2012-13\": \"2012-09", "\"2012/13\": \"2012-09", "write `2012-13`"),
        ("from: \"2012-10-08\"", "form: \"2012-10-08\"", "did you mean `from`?"),
        ("from: \"2012-10-08\"", "from: \"2012-12-08\"", "the window of `visit` ends before it begins"),
        ("    months: [9]\n    dates: {\"2012-13\": \"2012-09-18\"}\n", "", "nothing says when `group` takes place"),
    ] {
        assert!(CYCLE.contains(from), "{from}");
        let (code, told) = done(&office(&CYCLE.replace(from, to)), &["check", "--date", "2012-09-01"]);
        assert!(code == 1 && told.contains(said), "{said}: {told}");
    }
}

#[test]
fn a_rulebook_without_a_year_has_nothing_due() {
    let office = office("# nothing\n");
    assert!(due(&office, &["--date", "2012-09-01"]).contains("Nothing is due, from 1 September 2012."));
}

/// The entries of a calendar file, as a program that imports it reads them: long lines joined, each a name and a value.
fn entries(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n")), "every line ends as a calendar's does");
    assert!(text.lines().all(|line| line.len() <= 75), "no line is longer than 75 bytes");
    let joined = text.replace("\r\n ", "");
    let mut entries = Vec::new();
    for line in joined.lines() {
        let (name, value) = line.split_once(':').unwrap();
        match (name, value) {
            ("BEGIN", "VEVENT") => entries.push(std::collections::BTreeMap::new()),
            _ => drop(entries.last_mut().map(|entry| entry.insert(name.to_owned(), value.to_owned()))),
        }
    }
    entries
}

fn calendar(office: &Office, arguments: &[&str]) -> String {
    let said = due(office, &[arguments, &["--ics", "due.ics"]].concat());
    assert!(said.contains("written to due.ics"), "{said}");
    std::fs::read_to_string(office.path("due.ics")).unwrap()
}

#[test]
fn a_calendar_file_has_all_day_entries_with_schools_papers_and_who_takes_part() {
    let office = office(CYCLE);
    let text = calendar(&office, &["in", "--year", "2011-12", "--date", "2012-09-17"]);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Yardstick//"), "{text}");
    let entries = entries(&text);
    let of = |title: &str| entries.iter().find(|entry| entry["SUMMARY"].contains(title)).unwrap();
    let group = of("Review Group");
    assert_eq!(group["DTSTART;VALUE=DATE"], "20120918");
    assert_eq!(group["DTEND;VALUE=DATE"], "20120919", "the day after, as the format asks");
    assert_eq!(group["DTSTAMP"], "20120917T000000Z", "of the stated day, not of the clock");
    assert_eq!(group["UID"], "group-2012-13-1@borough-of-eastmere.yardstick");
    let said = &group["DESCRIPTION"];
    assert!(said.contains(r"Papers: School profiles\, Risk picture\n"), "{said}");
    assert!(said.contains("School Review Group (Progress review of all schools"), "{said}");
    assert!(said.contains(r"Which schools: Alder Lane Primary School\, Beacon Hill Primary School"), "{said}");
    assert_eq!(of("School Visit")["DTEND;VALUE=DATE"], "20121201");
    let meeting = of("progress meeting");
    assert!(meeting["SUMMARY"].ends_with(": Beacon Hill Primary School"), "{meeting:?}");
    assert!(meeting["UID"].contains("900202") && meeting["UID"].contains("2012-10-15"), "{meeting:?}");
    let names: std::collections::BTreeSet<_> = entries.iter().map(|entry| &entry["UID"]).collect();
    assert_eq!(names.len(), entries.len(), "each entry has a name of its own");
}

#[test]
fn a_calendar_file_made_again_is_the_same_and_a_moved_day_moves_its_entry() {
    let office = office(CYCLE);
    let on = ["--date", "2012-09-01"];
    let first = calendar(&office, &on);
    assert_eq!(calendar(&office, &on), first);
    office.drop("rules/year/cycle.yaml", CYCLE.replace("2012-09-18", "2012-09-20").as_bytes());
    let moved = calendar(&office, &on);
    let days = |text: &str| {
        let entries = entries(text).into_iter();
        entries.map(|entry| (entry["UID"].clone(), entry["DTSTART;VALUE=DATE"].clone())).collect::<Vec<_>>()
    };
    let (before, after) = (days(&first), days(&moved));
    let differ: Vec<_> = before.iter().zip(&after).filter(|(one, other)| one != other).collect();
    assert_eq!(differ.len(), 1, "{before:?} {after:?}");
    assert!(differ[0].0.0 == differ[0].1.0 && differ[0].1.1 == "20120920", "{differ:?}");
    office.drop("rules/year/cycle.yaml", CYCLE.replace("{\"2012-13\": \"2012-09-18\"}", "{}").as_bytes());
    let months = calendar(&office, &on);
    let of_months = entries(&months);
    assert_eq!(of_months[0]["UID"], before[0].0, "a day that is set later keeps the entry's name");
    assert_eq!(of_months[0]["SUMMARY"], "Review Group (no day set yet)");
}

#[test]
fn a_calendar_file_replaces_nothing_but_an_earlier_one() {
    let office = office(CYCLE);
    office.drop("mine.ics", b"BEGIN:VCALENDAR\r\nPRODID:-//Another program//EN\r\nEND:VCALENDAR\r\n");
    let (code, said) = done(&office, &["due", "--ics", "mine.ics"]);
    assert!(code == 2 && said.contains("mine.ics is left as it is"), "{said}");
    assert!(std::fs::read_to_string(office.path("mine.ics")).unwrap().contains("Another program"));
}

#[test]
fn a_school_of_which_it_cannot_be_said_whether_a_visit_is_for_it_is_overdue_as_unsure() {
    let office = office(&CYCLE.replace("kind: visit\n", "kind: visit\n    record within days: 14\n"));
    let unknown = ALDER.replace("900201,9992001", "900299,9992009").replace("Alder Lane", "Dune Road");
    let ends: Vec<&str> = unknown.split(',').collect();
    let unknown = format!("{},,,", ends[..ends.len() - 3].join(","));
    office.drop("in/Schools 2011-12.csv", format!("{HEADINGS}\n{ALDER}\n{BEACON}\n{unknown}\n").as_bytes());
    let on = ["in", "--year", "2011-12", "--date", "2012-12-20"];
    let late = value(&office, &[&["due", "--json"], &on[..]].concat())["overdue"][0].clone();
    assert_eq!(names(&late["schools"]), ["Beacon Hill Primary School"]);
    assert_eq!(names(&late["not_known"]), ["Dune Road Primary School"]);
    let said = due(&office, &on);
    let of =
        "not recorded by 14 December 2012 schools Beacon Hill Primary School; not known of Dune Road Primary School";
    assert!(said.contains(of), "{said}");
}
