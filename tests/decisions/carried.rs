//! Decisions from one run to the next, through the whole line and the output folder.

use workbook::patch::Value;
use yardstick::review::book::keys;
use yardstick::review::decisions::Field;
use yardstick::rulebook::RuleSource;
use yardstick::run::{ForMachines, LAST_RUN, RECORD, Run, write};

use super::desk::key;
use super::office::{Office, SCHOOLS, STRUCTURE, day, load, status_of, words};

#[test]
fn an_agreed_grade_takes_part_and_the_front_page_says_why() {
    let office = Office::new();
    let (first, _) = office.run("2013-01-08");
    assert!(first.changes.is_none());
    assert_ne!(status_of(&first, "urn:900201"), "underperforming");
    office.type_in("urn:900201 | grade:overall", &[(keys::AGREED, Value::Number(4.0)), (keys::NOTE, words("seen"))]);
    let (second, written) = office.run("2013-01-15");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    assert_eq!(status_of(&second, "urn:900201"), "underperforming");
    let changes = second.changes.as_ref().unwrap();
    let change = changes.iter().find(|change| &*change.name == "Alder Lane Primary School").unwrap();
    assert!(change.what.contains('→') && change.why == "decision", "{change:?}");
    let lines = office.record();
    assert_eq!(lines.lines().filter(|line| line.contains("\"agreed grade\"")).count(), 1, "{lines}");
}

#[test]
fn changes_are_told_all_day_long_whatever_else_is_typed() {
    let mut office = Office::new();
    office.run("2013-01-08");
    office.schools = SCHOOLS.replace("10/01/2012,2,2", "10/01/2012,4,2");
    let changed = |run: &Run| -> Vec<String> {
        let changes = run.changes.as_ref().unwrap();
        changes.iter().map(|change| format!("{}: {}", change.name, change.why)).collect()
    };
    let (morning, _) = office.run("2013-01-15");
    assert_eq!(changed(&morning), ["Alder Lane Primary School: results"; 2], "its status, and the inspected grade");
    office.type_in("urn:900203 | status", &[(keys::OWNER, words("Ann"))]);
    let (noon, _) = office.run("2013-01-15");
    assert_eq!(changed(&noon), changed(&morning));
    assert_eq!(noon.kept.changes_since(), Some(day("2013-01-08")));
    let (again, _) = office.run("2013-01-16");
    assert_eq!(changed(&again), changed(&morning), "nothing is new since");
    office.type_in("urn:900203 | status", &[(keys::OWNER, words("Bob"))]);
    let (later, _) = office.run("2013-01-16");
    assert_eq!(changed(&later), Vec::<String>::new());
    assert_eq!(later.kept.changes_since(), Some(day("2013-01-15")));
}

#[test]
fn a_rule_that_was_rewritten_asks_again_though_its_answer_is_the_same() {
    let mut office = Office::new();
    office.run("2013-01-08");
    let about = "urn:900203 | option:partnership";
    office.type_in(about, &[(keys::DECISION, words("defer"))]);
    let (run, _) = office.run("2013-01-09");
    assert!(run.carried.stale.is_empty());
    let source = RuleSource::default_rulebook();
    let structure = source.text(STRUCTURE).unwrap().to_string();
    let rewritten = structure.replacen(
        r#"status in ["category-of-concern", "underperforming", "vulnerable"]"#,
        r#"status in ["vulnerable", "underperforming", "category-of-concern"]"#,
        1,
    );
    assert_ne!(structure, rewritten);
    office.rules = load(&source.clone().with(STRUCTURE, &rewritten));
    let (run, _) = office.run("2013-01-10");
    let stale = &run.carried.stale[&key(about)];
    assert!(stale.reason.contains("Decided “defer” on 9 January 2013"), "{stale:?}");
    assert!(!stale.reason.contains("..") && stale.reason.contains("the rule behind it"), "{stale:?}");
}

#[test]
fn the_same_again_gives_the_same_bytes_and_adds_nothing_to_the_record() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900202 | status", &[(keys::DECISION, words("agree")), (keys::OWNER, words("Ann"))]);
    office.run("2013-01-15");
    let (review, record) = (std::fs::read(office.review()).unwrap(), office.record());
    let state = std::fs::read(office.out().join(LAST_RUN)).unwrap();
    office.run("2013-01-15");
    office.run("2013-01-15");
    assert!(std::fs::read(office.review()).unwrap() == review);
    assert_eq!(office.record(), record);
    assert!(std::fs::read(office.out().join(LAST_RUN)).unwrap() == state);
}

#[test]
fn a_deleted_review_is_made_again_from_the_record_to_the_byte() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900202 | grade:achievement", &[(keys::AGREED, Value::Number(2.0))]);
    office.type_in("urn:900202 | status", &[(keys::DUE, words("end of term")), (keys::NOTE, words("a\nb"))]);
    office.run("2013-01-15");
    let review = std::fs::read(office.review()).unwrap();
    std::fs::remove_file(office.review()).unwrap();
    let (_, written) = office.run("2013-01-15");
    assert!(written.remarks.iter().any(|remark| remark.contains("taken from")), "{:?}", written.remarks);
    assert!(std::fs::read(office.review()).unwrap() == review);
    // and without the record, from the review
    let record = office.record();
    std::fs::remove_file(office.out().join(RECORD)).unwrap();
    office.run("2013-01-15");
    assert!(std::fs::read(office.review()).unwrap() == review);
    assert_eq!(office.record().lines().count(), record.lines().count());
}

#[test]
fn a_decision_whose_evidence_changes_is_asked_again_until_it_is_confirmed() {
    let mut office = Office::new();
    office.run("2013-01-08");
    let about = "urn:900202 | grade:overall";
    office.type_in(about, &[(keys::AGREED, Value::Number(2.0))]);
    office.run("2013-01-08");
    office.schools = SCHOOLS.replace("11/01/2012,3,3", "11/01/2012,4,3");
    let (run, _) = office.run("2013-02-01");
    let stale = &run.carried.stale[&key(about)];
    assert!(stale.reason.contains("Agreed 2 on 8 January 2013") && stale.reason.contains("inspected 4"), "{stale:?}");
    assert!(stale.review_by.is_some_and(|by| by > day("2013-02-01")));
    // the day to look again by does not move from run to run
    let (later, _) = office.run("2013-02-20");
    assert_eq!(later.carried.stale[&key(about)].review_by, stale.review_by);
    office.type_in(about, &[(keys::CONFIRM, words("yes"))]);
    let (confirmed, _) = office.run("2013-02-21");
    assert!(confirmed.carried.stale.is_empty(), "{:?}", confirmed.carried.stale);
    assert!(office.record().contains("\"confirmed\""));
    assert_eq!(confirmed.decisions.grades.len(), 1);
}

#[test]
fn decisions_go_with_a_school_that_converts() {
    let mut office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900202 | status", &[(keys::OWNER, words("Ann"))]);
    office.run("2013-01-08");
    office.schools = SCHOOLS.replace("900202,9992002,Beacon Hill Primary School", "900302,9992002,Beacon Hill Academy");
    let (run, _) = office.run("2013-02-01");
    let decision = &run.decisions.decisions[&key("urn:900302 | status")];
    assert_eq!(decision.owner.as_deref(), Some("Ann"));
    assert!(run.carried.orphans.is_empty());
    assert!(office.record().contains("\"key\""));
    let (again, _) = office.run("2013-02-01");
    assert_eq!(again.decisions, run.decisions);
    assert!(again.carried.orphans.is_empty());
}

#[test]
fn a_decision_never_goes_to_another_school_of_the_same_name() {
    let mut office = Office::new();
    let both = SCHOOLS.replace("Beacon Hill Primary School", "Alder Lane Primary School");
    office.schools.clone_from(&both);
    office.run("2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::DECISION, words("agree"))]);
    office.run("2013-01-08");
    office.schools = both.lines().filter(|line| !line.starts_with("900201")).map(|line| format!("{line}\n")).collect();
    let (run, _) = office.run("2013-02-01");
    assert!(!run.decisions.decisions.contains_key(&key("urn:900202 | status")), "{:#?}", run.decisions);
    assert_eq!(run.carried.orphans.len(), 1);
    assert!(!office.record().contains("\"field\":\"key\""), "{}", office.record());
    let went: Vec<_> = run.changes.iter().flatten().filter(|change| change.school.is_none()).collect();
    assert_eq!(went.len(), 1, "{:#?}", run.changes);
    // once it is there again, its decision is, too
    office.schools = both;
    let (back, _) = office.run("2013-02-02");
    assert_eq!(back.decisions.decisions[&key("urn:900201 | status")].decision.as_deref(), Some("agree"));
}

#[test]
fn a_school_of_a_new_number_and_the_same_name_is_the_same_school_all_day() {
    let mut office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900202 | status", &[(keys::OWNER, words("Ann"))]);
    office.run("2013-01-08");
    office.schools = SCHOOLS.replace("900202,9992002", "900302,9994002");
    for _ in 0..2 {
        let (run, _) = office.run("2013-02-01");
        assert_eq!(run.decisions.decisions[&key("urn:900302 | status")].owner.as_deref(), Some("Ann"));
        assert_eq!(run.changes.as_deref(), Some(&[][..]));
    }
}

#[test]
fn a_decision_whose_recommendation_ceases_is_closed_and_comes_back_with_it() {
    let mut office = Office::new();
    office.run("2013-01-08");
    let about = "urn:900202 | support:achievement:learning-and-improvement";
    office.type_in(about, &[(keys::DECISION, words("agree")), (keys::OWNER, words("Ann"))]);
    office.run("2013-01-09");
    office.schools = SCHOOLS.replace("11/01/2012,3,3", "11/01/2012,3,2");
    let (run, _) = office.run("2013-02-01");
    let [closed] = run.carried.closed.as_slice() else { panic!("{:#?}", run.carried) };
    assert_eq!((closed.since, closed.decision.owner.as_deref()), (Some(day("2013-02-01")), Some("Ann")));
    assert!(closed.title.contains("Learning and Improvement"), "{}", closed.title);
    let (later, _) = office.run("2013-03-01");
    assert_eq!(later.carried.closed.len(), 1);
    assert_eq!(later.carried.closed[0].since, Some(day("2013-02-01")));
    office.schools = SCHOOLS.to_owned();
    let (back, _) = office.run("2013-04-01");
    assert!(back.carried.closed.is_empty());
    assert_eq!(back.decisions.decisions[&key(about)].decision.as_deref(), Some("agree"));
}

#[test]
fn a_decision_whose_rule_is_gone_is_an_orphan_and_none_is_lost() {
    let mut office = Office::new();
    office.run("2013-01-08");
    let about = "urn:900203 | option:partnership";
    office.type_in(about, &[(keys::DECISION, words("defer")), (keys::NOTE, words("ask the governors"))]);
    office.run("2013-01-09");
    let text =
        RuleSource::default_rulebook().text(STRUCTURE).unwrap().replace("option: partnership", "option: agreement");
    office.rules = load(&RuleSource::default_rulebook().with(STRUCTURE, &text));
    let (run, _) = office.run("2013-02-01");
    let [orphan] = run.carried.orphans.as_slice() else { panic!("{:#?}", run.carried) };
    assert_eq!(orphan.decision.note.as_deref(), Some("ask the governors"));
    assert!(orphan.title.contains("partnership"), "{}", orphan.title);
    // it is still there when only the review knows of it
    std::fs::remove_file(office.out().join(RECORD)).unwrap();
    std::fs::remove_file(office.out().join(LAST_RUN)).unwrap();
    let (again, _) = office.run("2013-03-01");
    assert_eq!(again.carried.orphans, run.carried.orphans);
}

#[test]
fn a_review_that_cannot_be_read_is_never_written_over() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900202 | status", &[(keys::OWNER, words("Ann"))]);
    office.run("2013-01-08");
    let whole = std::fs::read(office.review()).unwrap();
    let damaged = &whole[..whole.len() / 2];
    std::fs::write(office.review(), damaged).unwrap();
    let (run, written) = office.run("2013-01-09");
    assert!(std::fs::read(office.review()).unwrap() == damaged);
    assert_eq!(run.decisions.decisions[&key("urn:900202 | status")].owner.as_deref(), Some("Ann"));
    assert!(office.out().join("School review 2011-12 (2013-01-09 0900).xlsx").is_file());
    assert!(written.attention.iter().any(|line| line.contains("could not be read")), "{:?}", written.attention);
    // once it is there again, it is read and replaced as ever
    std::fs::write(office.review(), &whole).unwrap();
    let (_, written) = office.run("2013-01-10");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn a_review_saved_while_a_run_is_on_is_left_and_read_next_time() {
    let office = Office::new();
    office.run("2013-01-08");
    let run = office.judged("2013-01-09");
    office.type_in("urn:900203 | status", &[(keys::NOTE, words("typed meanwhile"))]);
    let saved = std::fs::read(office.review()).unwrap();
    let written = write(&run, office.out(), &ForMachines::default(), "2013-01-09 0900", |_| {});
    assert!(std::fs::read(office.review()).unwrap() == saved);
    assert!(written.attention.iter().any(|line| line.contains("while this run was on")), "{:?}", written.attention);
    let (next, written) = office.run("2013-01-10");
    assert_eq!(next.decisions.decisions[&key("urn:900203 | status")].note.as_deref(), Some("typed meanwhile"));
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn what_is_typed_into_a_copy_beside_the_review_counts_once() {
    let office = Office::new();
    office.run("2013-01-08");
    let beside = office.out().join("School review 2011-12 (2013-01-08 1000).xlsx");
    let untouched = std::fs::read(office.review()).unwrap();
    office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ann"))]);
    std::fs::rename(office.review(), &beside).unwrap();
    std::fs::write(office.review(), untouched).unwrap();
    let (run, _) = office.run("2013-01-09");
    assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].owner.as_deref(), Some("Ann"));
    office.type_in("urn:900201 | status", &[(keys::OWNER, words("Bob"))]);
    let (run, written) = office.run("2013-01-10");
    assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].owner.as_deref(), Some("Bob"));
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn without_a_memory_of_the_last_run_an_old_copy_undoes_nothing() {
    let office = Office::new();
    office.run("2013-01-08");
    let ann = office.out().join("School review 2011-12 Ann.xlsx");
    let untouched = std::fs::read(office.review()).unwrap();
    let about = "urn:900201 | status";
    office.type_in(about, &[(keys::DECISION, words("agree"))]);
    std::fs::rename(office.review(), &ann).unwrap();
    std::fs::write(office.review(), untouched).unwrap();
    office.run("2013-01-09");
    office.type_in(about, &[(keys::DECISION, words("defer"))]);
    let said = |run: &Run| run.decisions.decisions[&key(about)].decision.as_deref().map(str::to_owned);
    assert_eq!(said(&office.run("2013-01-10").0).as_deref(), Some("defer"));
    let record = office.record();
    std::fs::remove_file(office.out().join(LAST_RUN)).unwrap();
    let (run, written) = office.run("2013-01-11");
    assert_eq!(said(&run).as_deref(), Some("defer"));
    assert_eq!(office.record(), record);
    assert!(written.remarks.iter().any(|line| line.contains("not taken again")), "{:?}", written.remarks);
    // what is new still counts, without that memory as with it
    office.type_in(about, &[(keys::DECISION, words("change"))]);
    std::fs::remove_file(office.out().join(LAST_RUN)).unwrap();
    let (run, written) = office.run("2013-01-12");
    assert_eq!(said(&run).as_deref(), Some("change"));
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn a_cell_that_goes_back_and_forth_in_an_open_review_says_what_was_typed_last() {
    let office = Office::new();
    office.run("2013-01-08");
    let untouched = std::fs::read(office.review()).unwrap();
    let about = "urn:900201 | status";
    for (at, said) in ["agree", "defer", "agree"].into_iter().enumerate() {
        // Excel still has the first one, whatever was put in its place
        std::fs::write(office.review(), &untouched).unwrap();
        office.type_in(about, &[(keys::DECISION, words(said))]);
        let (run, _) = office.run(&format!("2013-01-1{at}"));
        assert_eq!(run.decisions.decisions[&key(about)].decision.as_deref(), Some(said));
    }
}

#[test]
fn a_record_that_cannot_be_written_keeps_the_review_as_it_is() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ann"))]);
    let typed = std::fs::read(office.review()).unwrap();
    std::fs::create_dir(office.out().join(RECORD)).unwrap();
    let (_, written) = office.run("2013-01-09");
    assert!(std::fs::read(office.review()).unwrap() == typed);
    assert!(!written.attention.is_empty());
    std::fs::remove_dir(office.out().join(RECORD)).unwrap();
    let (run, _) = office.run("2013-01-10");
    assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].owner.as_deref(), Some("Ann"));
    assert!(office.record().contains("\"Ann\""));
}

#[test]
fn a_record_that_cannot_be_read_is_not_an_empty_one() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ann"))]);
    office.run("2013-01-08");
    office.type_in("urn:900202 | status", &[(keys::OWNER, words("Bob"))]);
    let (typed, state) = (office.review(), office.out().join(LAST_RUN));
    let before = [&typed, &state].map(|path| std::fs::read(path).unwrap());
    // a folder cannot be read as a file, for whomever
    let (record, aside) = (office.out().join(RECORD), office.out().join("aside"));
    std::fs::rename(&record, &aside).unwrap();
    std::fs::create_dir(&record).unwrap();
    let (_, written) = office.run("2013-01-09");
    assert!(written.attention.iter().any(|line| line.starts_with(RECORD)), "{:?}", written.attention);
    assert!([&typed, &state].map(|path| std::fs::read(path).unwrap()) == before);
    assert!(office.out().join("School review 2011-12 (2013-01-09 0900).xlsx").is_file());
    assert!(yardstick::run::restorable(office.out()).is_err_and(|why| why.contains("could not be read")));
    std::fs::remove_dir(&record).unwrap();
    std::fs::rename(&aside, &record).unwrap();
    let lines = office.record().lines().count();
    let (run, written) = office.run("2013-01-10");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    for (about, owner) in [("urn:900201 | status", "Ann"), ("urn:900202 | status", "Bob")] {
        assert_eq!(run.decisions.decisions[&key(about)].owner.as_deref(), Some(owner));
    }
    assert_eq!(office.record().lines().count(), lines + 1, "{}", office.record());
}

#[test]
fn a_spoilt_memory_of_the_last_run_is_told_once() {
    let office = Office::new();
    office.run("2013-01-08");
    std::fs::write(office.out().join(LAST_RUN), "{\"current\":").unwrap();
    let (_, written) = office.run("2013-01-09");
    assert!(written.attention.iter().any(|line| line.starts_with(LAST_RUN)), "{:?}", written.attention);
    let (_, written) = office.run("2013-01-10");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn fields_of_every_kind_survive_ten_runs() {
    let office = Office::new();
    office.run("2013-01-08");
    let long = "a long note, with “quotes” and\nlines; ".repeat(300);
    let typed = [
        (keys::DECISION, words("change")),
        (keys::OWNER, words("O'Neill & <Sons>")),
        (keys::DUE, Value::Day(day("2013-03-22"))),
        (keys::NOTE, words(long.trim())),
    ];
    office.type_in("urn:900203 | status", &typed);
    for at in 10..20 {
        office.run(&format!("2013-01-{at}"));
    }
    let run = office.judged("2013-01-20");
    let decision = &run.decisions.decisions[&key("urn:900203 | status")];
    assert_eq!(decision.due, Some(day("2013-03-22")));
    assert_eq!(decision.owner.as_deref(), Some("O'Neill & <Sons>"));
    assert_eq!(decision.note.as_deref(), Some(long.trim()));
    assert_eq!(decision.seen, Some(day("2013-01-10")));
    assert_eq!(office.record().lines().count(), 4);
    assert_eq!(Field::ALL.len(), 7);
}
