//! The progress of a plan is told at each meeting of the cycle, and remembered.

use workbook::patch::Value;
use workbook::read::{Limits, read_bytes};
use yardstick::review::book::keys;
use yardstick::review::decisions::{Properties, read_back};
use yardstick::run::seal::Seal;
use yardstick::run::sealed::differ;
use yardstick::run::{Earlier, Options, Run, review_bytes};

use super::desk::key;
use super::grid::Grid;
use super::office::{Office, REVIEW, day, words};
use super::plans::{RAP, office, plan, row};

const SRG_2: &str = "urn:900203 | progress:srg-2:2012-13:trigger:rap:achievement";
const SRG_3: &str = "urn:900203 | progress:srg-3:2012-13:trigger:rap:achievement";

/// An office in which the plan began in the autumn.
pub fn begun() -> Office {
    let office = office();
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::DECISION, words("agree"))]);
    office.run("2012-10-01");
    office
}

fn asked(run: &Run) -> Vec<String> {
    let asked = run.asked().into_iter().map(|asked| keys::written(&asked.key));
    asked.filter(|key| key.contains("progress:") && key.ends_with("rap:achievement")).collect()
}

fn told(run: &Run) -> Vec<String> {
    plan(run, RAP).life.as_ref().unwrap().told.iter().map(|told| told.word.to_string()).collect()
}

#[test]
fn progress_is_asked_at_the_meeting_that_is_on_or_was_the_last_of_plans_that_had_begun_before() {
    let office = begun();
    let (run, _) = office.run("2013-01-14");
    assert_eq!(asked(&run), [""; 0], "the meeting of September was before its beginning");
    let (run, _) = office.run("2013-01-15");
    assert_eq!(asked(&run), [SRG_2]);
    let (run, _) = office.run("2013-03-01");
    assert_eq!(asked(&run), [SRG_2], "it was the last");
    let said = row(&office, REVIEW, SRG_2);
    for words in ["Raising Achievement Plan (RAP): School Review Group Meeting 2, 2012-13", "Began on 1 October 2012."]
    {
        assert!(said.contains(words), "{words} is not in {said}");
    }
}

#[test]
fn what_was_told_stands_in_the_row_of_the_plan_and_stays_when_the_next_meeting_comes() {
    let office = begun();
    office.run("2013-01-15");
    office.type_in(SRG_2, &[(keys::DECISION, words("Behind")), (keys::NOTE, words("no book scrutiny yet"))]);
    let (run, written) = office.run("2013-01-16");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    assert_eq!(told(&run), ["behind"]);
    assert!(row(&office, REVIEW, RAP).contains("School Review Group Meeting 2: behind."));
    let change = run.changes.unwrap_or_default().into_iter().map(|change| change.what).collect::<Vec<_>>();
    assert!(
        change.contains(
            &"Raising Achievement Plan (RAP): Achievement: behind at School Review Group Meeting 2".to_owned()
        ),
        "{change:?}"
    );
    let (run, _) = office.run("2013-05-01");
    assert_eq!(asked(&run), [SRG_2, SRG_3], "the one told stays to be looked at");
    office.type_in(SRG_3, &[(keys::DECISION, words("on track"))]);
    let (run, written) = office.run("2013-05-02");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    assert_eq!(told(&run), ["behind", "on track"]);
    let said = "School Review Group Meeting 2: behind; School Review Group Meeting 3: on track.";
    assert!(row(&office, REVIEW, RAP).contains(said));
    assert!(run.carried.closed.is_empty() && run.carried.stale.is_empty(), "{:?}", run.carried);
    assert_eq!(run.decisions.decisions[&key(SRG_2)].note.as_deref(), Some("no book scrutiny yet"));
}

#[test]
fn words_of_progress_stand_in_rows_of_progress_alone() {
    for (about, typed, may) in [
        (SRG_2, "agree", "on track, behind, met"),
        (SRG_2, "ended", "on track, behind, met"),
        (RAP, "on track", "agree, change, defer, met, ended"),
        ("urn:900203 | grade:achievement", "behind", "agree, change, defer"),
    ] {
        let office = begun();
        office.run("2013-01-15");
        office.type_in(about, &[(keys::DECISION, words(typed))]);
        let (run, written) = office.run("2013-01-16");
        let [said] = written.attention.as_slice() else { panic!("{about} {typed}: {:?}", written.attention) };
        assert!(said.contains(&format!("“{typed}” takes no part; what may stand there: {may}")), "{said}");
        assert_eq!(told(&run), [""; 0]);
    }
}

#[test]
fn a_plan_that_is_said_to_be_met_has_ended_and_the_word_may_be_taken_back() {
    let office = begun();
    office.run("2013-01-15");
    office.type_in(SRG_2, &[(keys::DECISION, words("met"))]);
    let (run, written) = office.run("2013-01-16");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    let life = plan(&run, RAP).life.clone().unwrap();
    assert_eq!(life.ended.map(|end| end.word.to_string()).as_deref(), Some("met"));
    assert!(row(&office, REVIEW, RAP).contains("Ended on 16 January 2013: met."));
    let (run, _) = office.run("2013-05-01");
    assert_eq!(asked(&run), [SRG_2], "nothing more is asked of it");
    office.type_in(SRG_2, &[(keys::DECISION, Value::Text("behind".into()))]);
    let (run, _) = office.run("2013-05-02");
    assert_eq!(plan(&run, RAP).life.as_ref().unwrap().ended, None);
    assert_eq!(asked(&run), [SRG_2, SRG_3]);
}

#[test]
fn what_was_told_goes_on_into_the_next_year_and_what_was_met_does_not() {
    let office = begun();
    office.run("2013-01-15");
    office.type_in(SRG_2, &[(keys::DECISION, words("behind"))]);
    office.run("2013-01-16");
    let (run, _) = office.run_for("2012-13", "2013-09-20");
    assert_eq!(told(&run), ["behind"]);
    let next = std::fs::read(office.out().join("School review 2012-13.xlsx")).unwrap();
    assert!(row(&office, "School review 2012-13.xlsx", RAP).contains("School Review Group Meeting 2: behind."));
    rebuilt(&office, "School review 2012-13.xlsx", &next, "2012-13");
    let office = begun();
    office.run("2013-01-15");
    office.type_in(SRG_2, &[(keys::DECISION, words("met"))]);
    office.run("2013-01-16");
    let (run, _) = office.run_for("2012-13", "2013-09-20");
    assert!(!run.decisions.decisions.contains_key(&key(RAP)));
}

/// A pack that is sent back late, when the plan stands in the next year already.
#[test]
fn a_plan_that_a_late_pack_ends_is_not_asked_about_again() {
    let mut office = begun();
    office.run("2013-01-15");
    office.run_for("2012-13", "2013-09-20");
    office.type_in(SRG_2, &[(keys::DECISION, words("met"))]);
    office.run_for("2011-12", "2013-09-21");
    office.schools = office.schools.replace("2012-13,12/01/2012,4,2", "2012-13,12/01/2012,4,4");
    let (run, _) = office.run_for("2012-13", "2013-09-22");
    assert!(plan(&run, RAP).life.as_ref().unwrap().ended.is_some());
    assert!(!run.carried.stale.contains_key(&key(RAP)), "{:?}", run.carried.stale);
}

/// What takes no part at a meeting ends nothing.
#[test]
fn a_plan_goes_on_into_the_next_year_that_no_meeting_has_ended() {
    let office = begun();
    office.run("2013-01-15");
    office.type_in(SRG_2, &[(keys::DECISION, words("ended"))]);
    office.run("2013-01-16");
    let (run, _) = office.run_for("2012-13", "2013-09-20");
    assert!(plan(&run, RAP).life.as_ref().unwrap().begun.is_some());
}

#[test]
fn what_was_told_of_an_earlier_plan_of_the_same_sort_is_not_of_the_one_that_began_anew() {
    let office = begun();
    office.run("2013-01-15");
    office.type_in(SRG_2, &[(keys::DECISION, words("behind"))]);
    office.run("2013-01-16");
    office.type_in(RAP, &[(keys::DECISION, words("ended")), (keys::NOTE, words("the head has left"))]);
    let (run, _) = office.run("2013-02-04");
    assert_eq!(told(&run), ["behind"], "of the plan that has ended");
    office.type_in(RAP, &[(keys::DECISION, words("agree")), (keys::BEGUN, Value::Day(day("2013-03-01")))]);
    let (run, written) = office.run("2013-03-01");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    let life = plan(&run, RAP).life.clone().unwrap();
    assert_eq!((life.begun, life.ended, life.told.len()), (Some(day("2013-03-01")), None, 0));
    assert!(!row(&office, REVIEW, RAP).contains("behind"), "{}", row(&office, REVIEW, RAP));
    // nor does a word that ended the one before end it, in the year it was told and in the next
    office.type_in(RAP, &[(keys::BEGUN, Value::Day(day("2012-10-01")))]);
    office.type_in(SRG_2, &[(keys::DECISION, words("met"))]);
    office.run("2013-03-04");
    office.type_in(RAP, &[(keys::BEGUN, Value::Day(day("2013-04-15")))]);
    let (run, _) = office.run("2013-04-15");
    assert_eq!(plan(&run, RAP).life.as_ref().unwrap().ended, None);
    let (run, _) = office.run_for("2012-13", "2013-09-20");
    assert_eq!(
        plan(&run, RAP).life.as_ref().map(|life| (life.begun, life.ended.is_some())),
        Some((Some(day("2013-04-15")), false))
    );
    assert_eq!(told(&run), [""; 0]);
}

#[test]
fn a_review_with_progress_is_rebuilt_and_a_row_without_its_key_is_known_by_what_it_shows() {
    let office = begun();
    office.run("2013-01-15");
    office.type_in(SRG_2, &[(keys::DECISION, words("behind"))]);
    office.run("2013-05-01");
    let given = std::fs::read(office.review()).unwrap();
    rebuilt(&office, REVIEW, &given, "2011-12");
    let mut grid = Grid::read(&given);
    let sheet = grid.sheet("Support and plans");
    let (row, key_column) = sheet.find(SRG_3);
    sheet.cells.remove(&(row, key_column));
    let decision = sheet.column(keys::DECISION);
    sheet.put(row, decision, super::grid::text("on track"));
    office.lay(&grid);
    let (run, _) = office.run("2013-05-02");
    assert_eq!(told(&run), ["behind", "on track"]);
}

#[test]
fn a_plan_behind_at_two_meetings_running_puts_structural_options_forward_whatever_the_status() {
    const PLAN: &str = "urn:900201 | trigger:objectives:achievement";
    let mut office = office();
    office.schools = office.schools.replace("10/01/2012,2,2", "10/01/2012,2,3");
    let options = |run: &Run| run.advice.schools[0].options.len();
    let at = |event: &str| format!("urn:900201 | progress:{event}:2012-13:trigger:objectives:achievement");
    office.run("2012-10-01");
    office.type_in(PLAN, &[(keys::DECISION, words("agree"))]);
    office.run("2012-10-01");
    for (day, event, word, forward) in [
        ("2013-01-15", "srg-2", "behind", false),
        ("2013-05-01", "srg-3", "behind", true),
        ("2013-07-20", "srg-4", "on track", false),
    ] {
        office.run(day);
        office.type_in(&at(event), &[(keys::DECISION, words(word))]);
        let (run, written) = office.run(day);
        assert!(written.attention.is_empty(), "{:?}", written.attention);
        assert_eq!(options(&run) > 0, forward, "{event}");
        if forward {
            let said = row(&office, REVIEW, "urn:900201 | option:partnership");
            let why = "was behind at School Review Group Meeting 2, School Review Group Meeting 3.";
            assert!(said.contains(why), "{said}");
        }
    }
}

/// Says that a review is made again cell for cell from itself and the record.
pub fn rebuilt(office: &Office, name: &str, bytes: &[u8], year: &str) {
    let given = read_bytes(name, bytes, &Limits::default()).unwrap();
    let seal = Seal::of(&given).unwrap();
    let read = read_back(&given, &Properties::default(), &office.rules);
    let earlier = Earlier::of_review(&read, office.out(), (seal.year, seal.date), &office.rules);
    let options = Options { year: Some(seal.year), date: seal.date, hidden: false, whose: Default::default() };
    let inputs = office.judged_for(year, &seal.date.to_string()).inputs;
    let run = Run::new(office.rules.clone(), inputs, earlier, &options).unwrap_or_else(|_| panic!("nothing judged"));
    let made = read_bytes(name, &review_bytes(&run, office.out()).unwrap(), &Limits::default()).unwrap();
    let found = differ(&given, &made, &seal.sheet);
    // what changed since the run before is not told by a review itself
    let cells: Vec<_> = found.cells.iter().filter(|cell| &*cell.place.sheet == "Support and plans").collect();
    assert!(cells.is_empty() && found.sheets.is_empty(), "{name}: {cells:#?}");
}
