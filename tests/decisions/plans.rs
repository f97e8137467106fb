//! A plan has a life: it begins, its meetings are counted from there, it goes on over years, and somebody ends it.

use workbook::patch::Value;
use workbook::read::{Content, Limits, read_bytes};
use yardstick::judge::advise::TriggerAdvice;
use yardstick::review::book::keys;
use yardstick::rulebook::RuleSource;
use yardstick::run::Run;

use super::desk::key;
use super::office::{Office, REVIEW, STRUCTURE, day, load, words};
use super::progress::rebuilt;

const NEXT: &str = "School review 2012-13.xlsx";
/// Canal Street is graded 4, so that its plan is called for.
pub const RAP: &str = "urn:900203 | trigger:rap:achievement";

/// An office with results of two years; Canal Street is better in the second.
pub fn office() -> Office {
    let mut office = Office::new();
    office.schools = "URN,LAESTAB,School,Year,Inspection date,Overall effectiveness,SEF achievement
900201,9992001,Alder Lane Primary School,2011-12,10/01/2012,2,2
900203,9992003,Canal Street Nursery School,2011-12,12/01/2012,4,4
900201,9992001,Alder Lane Primary School,2012-13,10/01/2012,2,2
900203,9992003,Canal Street Nursery School,2012-13,12/01/2012,4,2
"
    .to_owned();
    office
}

/// A plan of a school as it is advised.
pub fn plan<'r>(run: &'r Run, about: &str) -> &'r TriggerAdvice {
    let key = key(about);
    let at = run.dataset.schools.iter().position(|school| school.identity.key == key.school).unwrap();
    let plans = &run.advice.schools[at].triggers;
    plans.iter().find(|plan| plan.id == key.about).unwrap_or_else(|| panic!("{about} is not among {plans:#?}"))
}

/// What stands in the row of a plan on the sheet, cell by cell.
pub fn row(office: &Office, review: &str, about: &str) -> String {
    let bytes = std::fs::read(office.out().join(review)).unwrap();
    let book = read_bytes(review, &bytes, &Limits::default()).unwrap();
    let sheet = book.sheet("Support and plans").unwrap();
    let is = |cell: &workbook::read::Cell| matches!(&cell.content, Content::Text(text) if **text == *about);
    let row = sheet.rows.iter().find(|row| row.cells.iter().any(is)).unwrap_or_else(|| panic!("{about} has no row"));
    row.cells.iter().map(|cell| format!("{:?}\n", cell.content)).collect()
}

fn meetings(run: &Run) -> Vec<String> {
    plan(run, RAP).meetings.iter().take(3).map(ToString::to_string).collect()
}

#[test]
fn a_plan_that_is_called_for_has_no_meetings_until_it_begins_and_says_what_begins_it() {
    let office = office();
    let (run, _) = office.run("2012-12-10");
    assert_eq!(meetings(&run), [""; 0]);
    let said = row(&office, REVIEW, RAP);
    assert!(said.contains("Not begun: choose “agree”, or type the day under Begun on."), "{said}");
    assert!(said.contains("To agree: School Review Group Meeting 2, 15 January 2013."), "{said}");
}

#[test]
fn meetings_are_counted_from_the_day_it_was_agreed_and_no_run_moves_them() {
    let office = office();
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("Agree")), (keys::OWNER, words("Ann"))]);
    let (run, written) = office.run("2012-10-01");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    let dates = meetings(&run);
    assert_eq!(dates, ["2012-11-05", "2012-11-26", "2013-01-07"], "four weeks on, none in the holidays");
    assert!(office.record().contains(r#""field":"begun on","from":null,"to":"2012-10-01""#), "{}", office.record());
    // a week later, and after another look at the decision
    let (run, _) = office.run("2012-10-08");
    assert_eq!(meetings(&run), dates);
    office.type_in(RAP, &[(keys::DECISION, words("change"))]);
    let (run, _) = office.run("2012-10-09");
    assert_eq!(meetings(&run), dates);
    let (run, _) = office.run("2012-12-04");
    assert_eq!(plan(&run, RAP).life.as_ref().unwrap().held, 2);
    let said = row(&office, REVIEW, RAP);
    assert!(said.contains("Began on 1 October 2012. 2 meetings held."), "{said}");
}

#[test]
fn a_plan_whose_decision_is_corrected_to_defer_has_not_begun() {
    let office = office();
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("agree"))]);
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("defer"))]);
    let (run, _) = office.run("2012-10-03");
    let life = plan(&run, RAP).life.clone().unwrap();
    assert_eq!((life.begun, meetings(&run).len()), (None, 0));
    assert!(row(&office, REVIEW, RAP).contains("Not begun"), "the day that was filled in is gone");
    // a day that somebody typed is theirs
    office.type_in(RAP, &[(keys::DECISION, words("agree")), (keys::BEGUN, Value::Day(day("2012-09-17")))]);
    office.run("2012-10-04");
    office.type_in(RAP, &[(keys::DECISION, words("defer"))]);
    let (run, _) = office.run("2012-10-05");
    assert_eq!(run.decisions.decisions[&key(RAP)].begun, Some(day("2012-09-17")));
}

#[test]
fn a_plan_whose_decision_is_taken_back_after_another_look_has_not_begun_either() {
    for taken_back in ["defer", ""] {
        let office = office();
        office.run("2012-10-01");
        office.type_in(RAP, &[(keys::DECISION, words("agree"))]);
        office.run("2012-10-01");
        // looked at again on another day
        office.type_in(RAP, &[(keys::DECISION, words("change"))]);
        let (run, _) = office.run("2012-10-09");
        let decision = &run.decisions.decisions[&key(RAP)];
        assert_eq!((decision.seen, decision.begun), (Some(day("2012-10-09")), Some(day("2012-10-01"))));
        office.type_in(RAP, &[(keys::DECISION, words(taken_back))]);
        let (run, _) = office.run("2012-10-10");
        assert_eq!(plan(&run, RAP).life.as_ref().unwrap().begun, None, "“{taken_back}”");
        // and so it stays when the review is lost
        std::fs::remove_file(office.review()).unwrap();
        let (run, _) = office.run("2012-10-11");
        assert_eq!(plan(&run, RAP).life.as_ref().unwrap().begun, None, "“{taken_back}”, from the record");
    }
}

#[test]
fn a_day_that_was_corrected_by_hand_stays_when_the_decision_is_taken_back() {
    let office = office();
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("agree"))]);
    let (run, _) = office.run("2012-10-01");
    assert_eq!(run.decisions.decisions[&key(RAP)].begun, Some(day("2012-10-01")), "filled in");
    office.type_in(RAP, &[(keys::BEGUN, Value::Day(day("2012-09-28")))]);
    office.run("2012-10-02");
    office.type_in(RAP, &[(keys::DECISION, words("defer"))]);
    let (run, _) = office.run("2012-10-03");
    assert_eq!(run.decisions.decisions[&key(RAP)].begun, Some(day("2012-09-28")));
}

#[test]
fn the_day_typed_is_the_day_it_begins() {
    let office = office();
    office.run("2012-10-08");
    let typed = [(keys::BEGUN, Value::Day(day("2012-09-17"))), (keys::TARGET, words("60% at level 4 by July 2013"))];
    office.type_in(RAP, &typed);
    let (run, written) = office.run("2012-10-08");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    let life = plan(&run, RAP).life.clone().unwrap();
    assert_eq!((life.begun, life.held), (Some(day("2012-09-17")), 0));
    assert_eq!(meetings(&run)[0], "2012-10-15");
    let said = row(&office, REVIEW, RAP);
    assert!(said.contains("60% at level 4 by July 2013") && said.contains("2012-09-17"), "{said}");
    // and a later run reads back what that one wrote
    let (run, _) = office.run("2012-11-20");
    let decision = &run.decisions.decisions[&key(RAP)];
    assert_eq!(
        (decision.begun, decision.target.as_deref()),
        (Some(day("2012-09-17")), Some("60% at level 4 by July 2013"))
    );
}

#[test]
fn a_beginning_that_is_no_day_is_told_and_begins_nothing() {
    let office = office();
    office.run("2012-10-08");
    office.type_in(RAP, &[(keys::BEGUN, words("soon"))]);
    let (run, written) = office.run("2012-10-08");
    assert_eq!(plan(&run, RAP).life.as_ref().unwrap().begun, None);
    let [said] = written.attention.as_slice() else { panic!("{:?}", written.attention) };
    assert!(said.contains("“soon” is no day and takes no part"), "{said}");
    // nor is it asked for what stands there
    let said = row(&office, REVIEW, RAP);
    assert!(said.contains("Not begun: “soon” under Begun on is no day.") && !said.contains("choose “agree”"), "{said}");
}

#[test]
fn what_is_typed_into_a_row_of_something_else_goes_into_its_note() {
    let office = office();
    let (run, _) = office.run("2012-10-08");
    let support = run.asked().into_iter().find(|asked| asked.key.about.starts_with("support:")).unwrap().key;
    office.type_in(&keys::written(&support), &[(keys::TARGET, words("60%"))]);
    let (run, _) = office.run("2012-10-08");
    assert_eq!(run.decisions.decisions[&support].note.as_deref(), Some("Target: 60%"));
}

#[test]
fn a_plan_goes_on_into_the_next_year_although_nothing_calls_for_it_there() {
    let office = office();
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("agree")), (keys::OWNER, words("Ann")), (keys::TARGET, words("60%"))]);
    // what was typed is read by the run of the next year at once
    let (run, _) = office.run_for("2012-13", "2013-09-20");
    let begun = plan(&run, RAP).life.clone().unwrap();
    assert_eq!((begun.begun, begun.called_for), (Some(day("2013-09-20")), false), "seen by that run first");
    let decision = &run.decisions.decisions[&key(RAP)];
    assert_eq!((decision.owner.as_deref(), decision.target.as_deref()), (Some("Ann"), Some("60%")));
    assert_eq!(decision.decision, None, "each year keeps its own decision");
    let said = row(&office, NEXT, RAP);
    assert!(said.contains("Nothing calls for it any more. It goes on until it is ended."), "{said}");
    // taken back for that year, it does not come back
    let blank = Value::Text("".into());
    office.type_into(NEXT, RAP, &[keys::BEGUN, keys::OWNER, keys::TARGET].map(|column| (column, blank.clone())));
    let (run, _) = office.run_for("2012-13", "2013-09-21");
    assert!(!run.decisions.decisions.contains_key(&key(RAP)), "{:?}", run.decisions.decisions.get(&key(RAP)));
    let (run, _) = office.run_for("2011-12", "2013-09-22");
    assert_eq!(run.decisions.decisions[&key(RAP)].owner.as_deref(), Some("Ann"), "the past is as it was");
}

#[test]
fn it_goes_on_when_the_school_converts() {
    let mut office = office();
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("agree"))]);
    office.run("2012-10-01");
    office.schools = office.schools.replace("900203,", "900999,");
    let (run, _) = office.run_for("2012-13", "2013-09-20");
    let life = plan(&run, "urn:900999 | trigger:rap:achievement").life.clone().unwrap();
    assert_eq!(life.begun, Some(day("2012-10-01")));
}

#[test]
fn a_plan_is_ended_with_a_reason_and_asks_nothing_more() {
    let office = office();
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("agree"))]);
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("ended"))]);
    let (run, written) = office.run("2012-12-04");
    let [said] = written.attention.as_slice() else { panic!("{:?}", written.attention) };
    assert!(said.contains("“ended” takes no part until the note beside it says why"), "{said}");
    assert!(!meetings(&run).is_empty(), "without a reason it goes on");
    office.type_in(RAP, &[(keys::NOTE, words("the school has closed its gap"))]);
    let (run, written) = office.run("2012-12-05");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    assert_eq!(meetings(&run), [""; 0]);
    let said = row(&office, REVIEW, RAP);
    assert!(said.contains("Ended on 4 December 2012 (ended): the school has closed its gap"), "{said}");
    let (run, _) = office.run_for("2012-13", "2013-09-20");
    assert!(!run.decisions.decisions.contains_key(&key(RAP)), "what has ended does not go on");
}

#[test]
fn what_ends_a_plan_is_no_decision_on_anything_else() {
    let office = office();
    let (run, _) = office.run("2012-10-08");
    let support = run.asked().into_iter().find(|asked| asked.key.about.starts_with("support:")).unwrap().key;
    office.type_in(&keys::written(&support), &[(keys::DECISION, words("ended"))]);
    let (_, written) = office.run("2012-10-08");
    let [said] = written.attention.as_slice() else { panic!("{:?}", written.attention) };
    assert!(said.contains("“ended” takes no part; what may stand there: agree, change, defer"), "{said}");
}

#[test]
fn a_past_year_is_rebuilt_with_its_plans_as_they_stood() {
    let office = office();
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("agree")), (keys::TARGET, words("60%"))]);
    office.run("2012-10-01");
    office.run("2013-01-08");
    let given = std::fs::read(office.review()).unwrap();
    office.run_for("2012-13", "2013-09-20");
    let next = std::fs::read(office.out().join(NEXT)).unwrap();
    office.type_in(RAP, &[(keys::DECISION, words("ended")), (keys::NOTE, words("met"))]);
    office.run("2013-09-21");
    rebuilt(&office, REVIEW, &given, "2011-12");
    rebuilt(&office, NEXT, &next, "2012-13");
}

#[test]
fn in_a_rulebook_that_gives_plans_no_life_meetings_are_counted_from_the_stated_day_as_before() {
    let default = RuleSource::default_rulebook();
    let text = default.files().find(|(name, _)| &***name == "support/plans-and-meetings.yaml").unwrap().1.to_string();
    let (before, rest) = text.split_once("plans:\n").unwrap();
    let triggers = rest.split_once("triggers:\n").unwrap().1;
    let options = default.files().find(|(name, _)| &***name == STRUCTURE).unwrap().1.to_string();
    let options = options.replace("      - plan.behind >= settings.meetings_behind\n", "");
    let source = default.with("support/plans-and-meetings.yaml", &format!("{before}triggers:\n{triggers}"));
    let source = source.with(STRUCTURE, &options);
    let office = Office { rules: load(&source), ..office() };
    let (run, _) = office.run("2012-10-01");
    assert_eq!(meetings(&run), ["2012-11-05", "2012-11-26", "2013-01-07"]);
    assert_eq!(plan(&run, RAP).life, None);
    let bytes = std::fs::read(office.review()).unwrap();
    let book = read_bytes(REVIEW, &bytes, &Limits::default()).unwrap();
    let cells = book.sheet("Support and plans").unwrap().rows.iter().flat_map(|row| &row.cells);
    assert!(!cells.into_iter().any(|cell| matches!(&cell.content, Content::Text(text) if **text == *"Begun on")));
}
