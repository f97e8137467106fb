//! Strengths come first, by rule: on a school's page, on its card, and on the front page those that others can learn from.

use calamine::{DataType as _, Reader as _, open_workbook_auto};

use super::desk::{Desk, said};
use super::pack::Table;

const PROFILES: &str = "School profiles 2011-12.xlsx";
const REVIEW: &str = "School review 2011-12.xlsx";

fn reviewed() -> Desk {
    let desk = Desk::of_the_sample();
    let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "out"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    desk
}

/// The schools of the line on the front page, each with what it is strong in.
fn to_learn_from(desk: &Desk) -> Vec<(String, String)> {
    let front = desk.sheet(REVIEW, "Front page");
    let line = front.0.iter().flatten().find(|cell| cell.contains("To learn from: ")).cloned().unwrap_or_default();
    let schools =
        line.split_once("To learn from: ").map_or("", |(_, schools)| schools).trim_end_matches('.').to_owned();
    let each = schools.split("; ").filter_map(|one| one.strip_suffix(')')?.rsplit_once(" ("));
    each.map(|(school, what)| (school.to_owned(), what.to_owned())).collect()
}

#[test]
fn the_front_page_names_five_schools_to_learn_from_and_in_what() {
    let desk = reviewed();
    let five = to_learn_from(&desk);
    assert_eq!(five.len(), 5, "{five:#?}");
    for (school, what) in five.iter().take(2) {
        assert!(!what.is_empty());
        // what the line says a school is strong in, its page says in a sentence
        desk.papers(&["--only", "school-profiles", "--school", school]);
        let page = desk.sheet(PROFILES, &desk.sheets(PROFILES)[1]);
        let strong = page.part("What is strong", "Where it stands");
        assert!(strong[0][0].starts_with("• "), "{strong:#?}");
    }
    // no two of the first are strong in the same alone
    assert_ne!(five[0].1, five[1].1);
}

#[test]
fn where_a_person_agreed_that_it_is_not_good_nothing_in_that_strand_is_strong() {
    let desk = reviewed();
    let (school, _) = to_learn_from(&desk).into_iter().find(|(_, what)| what.contains("Achievement")).unwrap();
    let table = Table::of(&desk, REVIEW, "Support and plans");
    let is_it = |row: &u32| {
        table.says(*row, "School") == school && table.named(*row, "yardstick:key").ends_with(" | grade:achievement")
    };
    table.types(table.rows().find(is_it).unwrap(), &[("yardstick:agreed-grade", "3")]);
    let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "out"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    let still = to_learn_from(&desk).into_iter().find(|(name, what)| *name == school && what.contains("Achievement"));
    assert_eq!(still, None);
}

#[test]
fn a_rulebook_in_which_nothing_is_called_strong_has_no_such_line() {
    let desk = Desk::of_the_sample();
    for folder in ["watch", "judgements"] {
        for entry in std::fs::read_dir(desk.path("rules").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, text.replace("kind: strength", "kind: figure").replace("good: true", "good: false"))
                .unwrap();
        }
    }
    let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "out"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    assert!(to_learn_from(&desk).is_empty());
    assert!(!desk.sheet(REVIEW, "School card").has("What is strong"));
}

#[test]
fn the_card_begins_with_what_is_strong() {
    let desk = reviewed();
    let card = desk.sheet(REVIEW, "School card");
    assert_eq!(card.order(&["Grades side by side", "What is strong"]), ["What is strong", "Grades side by side"]);
}

#[test]
fn an_outstanding_school_has_a_strength_and_none_stands_twice() {
    let desk = reviewed();
    desk.papers(&["--only", "school-profiles"]);
    let strong = |school: &str| -> Vec<String> {
        let page = desk.sheet(PROFILES, school);
        page.part("What is strong", "Where it stands").into_iter().flatten().map(ToOwned::to_owned).collect()
    };
    let nursery = strong("Larkhaven Nursery School");
    assert!(nursery[0].contains("judged the school outstanding overall"), "{nursery:#?}");
    let special = strong("Kittiwake School");
    assert_eq!(special.iter().filter(|line| line.contains("make good progress")).count(), 1, "{special:#?}");
    // an inspection is nothing to learn from
    assert!(to_learn_from(&desk).iter().all(|(_, what)| !what.contains("nspect")), "{:?}", to_learn_from(&desk));
}

#[test]
fn a_very_long_note_makes_no_row_of_the_card_high() {
    let desk = reviewed();
    let table = Table::of(&desk, REVIEW, "Schools");
    let row = table.rows().find(|row| table.says(*row, "School") == "Kittiwake School").unwrap();
    table.types(row, &[("yardstick:note", &"The governors asked for more time. ".repeat(60))]);
    let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "out"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    let mut book = open_workbook_auto(desk.path("out").join(REVIEW)).unwrap();
    let data = book.worksheet_range("Card data").unwrap();
    let notes: Vec<&str> = data.used_cells().filter_map(|(.., cell)| cell.get_string()).collect();
    let notes: Vec<&str> = notes.into_iter().filter(|cell| cell.contains("governors asked")).collect();
    assert!(!notes.is_empty() && notes.iter().all(|note| note.chars().count() < 430), "{notes:#?}");
    // the whole of it stays where it was typed
    let typed = Table::of(&desk, REVIEW, "Schools");
    assert!(typed.says(row, "Note").len() > 2000);
}
