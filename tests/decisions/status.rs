//! A status that a person decides in the place of the rules' one: with a reason, where the rulebook allows it.

use workbook::read::{Limits, read_bytes};
use yardstick::review::book::keys;
use yardstick::rulebook::RuleSource;

use super::desk::key;
use super::office::{Office, REVIEW, load, status_of, words};

const ABOUT: &str = "urn:900201 | status";

/// An office whose rulebook leaves statuses to persons.
fn office() -> Office {
    let source = RuleSource::default_rulebook();
    let rules = load(&source.with("judgements/decided.yaml", "judgements: {status may be decided: true}\n"));
    Office { rules, ..Office::new() }
}

fn front(office: &Office) -> String {
    let book = read_bytes(REVIEW, &std::fs::read(office.review()).unwrap(), &Limits::default()).unwrap();
    let sheet = book.sheets.iter().find(|sheet| &*sheet.name == "Front page").unwrap();
    sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| format!("{:?}\n", cell.content)).collect()
}

#[test]
fn a_status_decided_with_a_reason_stands_and_the_front_page_says_what_the_rules_say() {
    let office = office();
    let (first, _) = office.run("2013-01-08");
    let before = status_of(&first, "urn:900201");
    assert_ne!(before, "vulnerable");
    office.type_in(ABOUT, &[(keys::DECISION, words("vulnerable")), (keys::NOTE, words("a new head from January."))]);
    for day in ["2013-01-09", "2013-01-10"] {
        let (run, written) = office.run(day);
        assert!(written.attention.is_empty(), "{:?}", written.attention);
        assert_eq!(status_of(&run, "urn:900201"), "vulnerable", "{day}");
        let status = &run.evaluation.schools[0].status;
        assert_eq!(&*run.rulebook.rule(status.by_rules()).unwrap().id, before);
        let rules_say = &run.rulebook.rule(status.by_rules()).unwrap().title;
        let said = format!("Decided: Vulnerable. The rules say {rules_say}. Because: a new head from January.");
        assert!(front(&office).contains(&said), "{said} is not on {}", front(&office));
        assert!(run.carried.stale.is_empty(), "deciding is no reason to look again: {:?}", run.carried.stale);
    }
}

#[test]
fn without_a_reason_it_is_asked_for_and_takes_no_part() {
    let office = office();
    let (first, _) = office.run("2013-01-08");
    office.type_in(ABOUT, &[(keys::DECISION, words("Vulnerable"))]);
    let (run, written) = office.run("2013-01-09");
    assert_eq!(status_of(&run, "urn:900201"), status_of(&first, "urn:900201"));
    let [said] = written.attention.as_slice() else { panic!("{:?}", written.attention) };
    assert!(said.contains("“Vulnerable” takes no part until the note beside it says why"), "{said}");
    assert!(said.contains("Schools!") && said.contains("Alder Lane Primary School"), "{said}");
    office.type_in(ABOUT, &[(keys::NOTE, words("a new head"))]);
    let (run, written) = office.run("2013-01-10");
    assert_eq!(status_of(&run, "urn:900201"), "vulnerable");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn where_the_rulebook_does_not_allow_it_it_is_a_word_that_takes_no_part() {
    let office = Office::new();
    let (first, _) = office.run("2013-01-08");
    office.type_in(ABOUT, &[(keys::DECISION, words("Vulnerable")), (keys::NOTE, words("a new head"))]);
    let (run, written) = office.run("2013-01-09");
    assert_eq!(status_of(&run, "urn:900201"), status_of(&first, "urn:900201"));
    assert!(written.attention[0].contains("“Vulnerable” takes no part; what may stand there: agree, change, defer"));
}

#[test]
fn it_is_to_be_looked_at_again_when_the_rules_come_to_say_something_else() {
    let mut office = office();
    office.run("2013-01-08");
    office.type_in(ABOUT, &[(keys::DECISION, words("Vulnerable")), (keys::NOTE, words("a new head"))]);
    office.run("2013-01-09");
    office.schools = office.schools.replace("10/01/2012,2,2", "10/01/2012,4,4");
    let (run, _) = office.run("2013-01-10");
    assert_eq!(status_of(&run, "urn:900201"), "vulnerable", "what a person decided stands until they look again");
    assert!(run.carried.stale[&key(ABOUT)].reason.contains("Decided “Vulnerable” on 9 January 2013"));
}

#[test]
fn agreeing_with_the_rules_is_no_other_status() {
    let office = office();
    office.run("2013-01-08");
    office.type_in(ABOUT, &[(keys::DECISION, words("agree")), (keys::NOTE, words("seen"))]);
    let (run, written) = office.run("2013-01-09");
    assert!(run.evaluation.schools[0].status.instead_of.is_none());
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}
