//! Three small states of a rulebook made one.

use yardstick::rulebook::RuleSource;
use yardstick::rulebook::upgrade::{Answers, Keep, Upgraded, Why, upgrade};

const SETTINGS: &str = "\
# the front cover
authority: {name: Eastmere, number: 999}

settings:
  - id: line
    title: Where the line is
    value: 40
  # how high we reach
  - {id: reach, title: How high we reach, value: 10}
";

const FLOORS: &str = "\
floors:
  # --- to 2011-12 ---
  - floor: primary
    title: Primary floor
    years: to 2011-12
    below when:
      all:
        - l4 < 60
        - progress < 87
    source: p. 3
    cases:
      - {name: below, given: {l4: 59, progress: 86}, expect: holds}

  - floor: secondary
    title: Secondary floor
    years: 2011-12
    below when: gcse < 40
    source: p. 4
";

fn source(settings: &str, floors: &str) -> RuleSource {
    RuleSource::from_texts([("settings.yaml", settings), ("floors.yaml", floors)])
}

fn old() -> RuleSource {
    source(SETTINGS, FLOORS)
}

fn done(theirs: &RuleSource, new: &RuleSource) -> Upgraded {
    upgrade(theirs, &old(), new, &Answers::default()).unwrap()
}

fn text(done: &Upgraded, file: &str) -> String {
    done.source.text(file).unwrap_or_else(|| panic!("no {file} in {:?}", done.source)).to_string()
}

#[test]
fn what_nobody_touched_is_the_default_and_what_they_changed_is_theirs_to_the_byte() {
    let new = source(&SETTINGS.replace("value: 10", "value: 12"), &FLOORS.replace("p. 4", "page 4  # as printed"));
    let theirs = source(&SETTINGS.replace("value: 40", "value:   45   # Cabinet, 8 May"), FLOORS);
    let done = done(&theirs, &new);
    assert_eq!(done.questions, []);
    let both = SETTINGS.replace("value: 40", "value:   45   # Cabinet, 8 May").replace("value: 10", "value: 12");
    assert_eq!(text(&done, "settings.yaml"), both);
    assert_eq!(done.source.text("floors.yaml"), new.text("floors.yaml"));
}

#[test]
fn two_who_change_different_fields_of_an_entry_both_have_their_way() {
    let theirs = source(SETTINGS, &FLOORS.replace("l4 < 60", "l4 < 61  # ours"));
    let new = source(
        &SETTINGS.replace("{id: reach, title: How high we reach,", "{id: reach, title: How high,"),
        &FLOORS
            .replace("title: Primary floor", "title: The primary floor")
            .replace("source: p. 3", "source: page 3\n    note: New."),
    );
    let theirs = theirs.with("settings.yaml", &SETTINGS.replace("value: 10", "value: 11"));
    let done = done(&theirs, &new);
    assert_eq!(done.questions, []);
    let wanted = new.text("floors.yaml").unwrap().replace("l4 < 60", "l4 < 61  # ours");
    assert_eq!(text(&done, "floors.yaml"), wanted);
    assert!(text(&done, "settings.yaml").contains("{id: reach, title: How high, value: 11}"));
}

#[test]
fn what_both_changed_is_asked_in_words_and_answered_by_name_or_for_all() {
    let theirs = source(SETTINGS, &FLOORS.replace("gcse < 40", "gcse < 42"));
    let new = source(SETTINGS, &FLOORS.replace("gcse < 40", "gcse < 45"));
    let asked = done(&theirs, &new);
    let [question] = asked.questions.as_slice() else { panic!("{:?}", asked.questions) };
    assert_eq!((question.id.as_str(), question.field.as_str()), ("secondary", "below when"));
    assert_eq!((question.theirs[0].as_str(), question.default[0].as_str()), ("gcse < 40 -> 42", "gcse < 40 -> 45"));
    let with = |all, of: Option<(&str, Keep)>| {
        let of = of.into_iter().map(|(id, keep)| (id.to_owned(), keep)).collect();
        upgrade(&theirs, &old(), &new, &Answers { all, of }).unwrap()
    };
    for (answers, line) in [
        (with(Some(Keep::Ours), None), "gcse < 42"),
        (with(Some(Keep::Default), None), "gcse < 45"),
        (with(Some(Keep::Ours), Some(("secondary", Keep::Default))), "gcse < 45"),
    ] {
        assert_eq!(answers.questions, []);
        assert!(text(&answers, "floors.yaml").contains(line), "{line}");
    }
    assert_eq!(with(Some(Keep::Ours), Some(("secundary", Keep::Ours))).unasked, ["secundary"]);
}

#[test]
fn half_a_condition_of_each_is_nobodys() {
    let theirs = source(SETTINGS, &FLOORS.replace("l4 < 60", "l4 < 61"));
    let new = source(SETTINGS, &FLOORS.replace("progress < 87", "progress < 88"));
    assert_eq!(done(&theirs, &new).questions.len(), 1);
}

#[test]
fn new_entries_stand_where_the_default_has_them_also_in_a_file_that_was_moved() {
    let new = FLOORS.replace(
        "  - floor: secondary\n",
        "  # new\n  - {floor: middle, title: Middle floor, below when: l4 < 50, source: p. 5}\n\n  - floor: secondary\n",
    );
    let theirs = RuleSource::from_texts([("settings.yaml", SETTINGS), ("ours/all floors.yaml", FLOORS)]);
    let done = done(&theirs, &source(SETTINGS, &new));
    assert_eq!(text(&done, "ours/all floors.yaml"), new);
    assert!(done.source.text("floors.yaml").is_none());
}

#[test]
fn an_entry_they_moved_stays_there_and_says_what_the_default_says_for_all_now() {
    let (first, secondary) = FLOORS.split_at(FLOORS.find("\n  - floor: secondary").unwrap());
    let own = format!("# ours\nfloors:{secondary}");
    let theirs = source(SETTINGS, first).with("ours.yaml", &own);
    let new = format!(
        "for all: {{source: p. 3 and 4}}\n{}",
        FLOORS.replace("    source: p. 3\n", "").replace("    source: p. 4\n", "")
    );
    let new = new.replace("for all: {source: p. 3 and 4}", "for all:\n  source: p. 3 and 4\n");
    let done = done(&theirs, &source(SETTINGS, &new));
    assert_eq!(done.questions, []);
    assert!(text(&done, "ours.yaml").starts_with("# ours\nfloors:\n"), "{}", text(&done, "ours.yaml"));
    assert!(text(&done, "ours.yaml").contains("    source: p. 3 and 4\n"), "{}", text(&done, "ours.yaml"));
    assert!(!text(&done, "floors.yaml").contains("secondary"));
}

#[test]
fn what_the_default_dropped_goes_unless_it_was_changed_or_is_read() {
    let gone = FLOORS.split("\n  - floor: secondary").next().unwrap();
    let new = source(SETTINGS, gone);
    assert_eq!(text(&done(&old(), &new), "floors.yaml"), gone);
    let changed = done(&source(SETTINGS, &FLOORS.replace("gcse < 40", "gcse < 42")), &new);
    assert!(text(&changed, "floors.yaml").contains("gcse < 42"));
    assert!(matches!(changed.kept.as_slice(), [kept] if kept.id == "secondary" && kept.why == Why::GoneFromDefault));
    let reading = "risks:\n  - {risk: mine, title: Mine, present when: 'rule(\"secondary\")', source: us}\n";
    let read = done(&old().with("mine.yaml", reading), &new);
    assert!(text(&read, "floors.yaml").contains("floor: secondary"));
    assert!(matches!(read.kept.as_slice(), [kept] if kept.id == "secondary" && kept.why == Why::Used));
}

#[test]
fn what_they_took_out_stays_out_with_its_cases() {
    let theirs = source(SETTINGS, FLOORS.split("\n  - floor: secondary").next().unwrap());
    let new = source(SETTINGS, &FLOORS.replace("p. 4", "page 4")).with(
        "cases.yaml",
        "cases:\n  secondary:\n    - {given: {gcse: 39}, expect: holds}\n  primary:\n    - {given: {l4: 70}, expect: does not hold}\n",
    );
    let done = done(&theirs, &new);
    assert!(!text(&done, "floors.yaml").contains("secondary") && !text(&done, "cases.yaml").contains("secondary"));
    assert!(text(&done, "cases.yaml").contains("primary"));
    assert!(matches!(done.kept.as_slice(), [kept] if kept.id == "secondary" && kept.why == Why::TakenOut));
}

#[test]
fn a_new_name_of_the_default_is_no_entry_gone_and_another_come() {
    let new = FLOORS.replace("floor: secondary", "floor: secondary-schools\n    formerly: secondary");
    let theirs = source(SETTINGS, &FLOORS.replace("gcse < 40", "gcse < 42"));
    let done = done(&theirs, &source(SETTINGS, &new));
    assert_eq!(text(&done, "floors.yaml"), new.replace("gcse < 40", "gcse < 42"));
}

#[test]
fn a_rule_that_the_default_says_as_a_row_now_stands_by_itself_where_it_was_changed() {
    let new = "floors:\n  - floor: $row\n    title: Floor\n    below when: $what < $line\n    source: p. 3\n    rows:\n      \
               primary: {what: l4, line: 60}\n      secondary: {what: gcse, line: 40}\n";
    let theirs = source(SETTINGS, &FLOORS.replace("gcse < 40", "gcse < 42"));
    let done = done(&theirs, &source(SETTINGS, new));
    let floors = text(&done, "floors.yaml");
    assert!(floors.contains("gcse < 42") && floors.contains("primary: {what: l4, line: 60}"), "{floors}");
    assert!(!floors.contains("secondary: {"), "{floors}");
    assert!(matches!(done.kept.as_slice(), [kept] if kept.id == "secondary" && kept.why == Why::InRows));
}

#[test]
fn entries_that_they_moved_and_that_are_rows_now_stay_in_their_file() {
    let partner = |strand: &str| {
        format!("  - partner: {strand}-partner\n    title: \"Possible: {strand}\"\n    strand: {strand}\n")
    };
    let all = format!("partners:\n{}{}", partner("teaching"), partner("behaviour"));
    let turned = format!("partners:\n{}{}", partner("behaviour"), partner("teaching"));
    let rows = "partners:\n  - partner: $row-partner\n    title: \"Possible: $row\"\n    strand: $row\n    rows:\n      teaching: {}\n      behaviour: {}\n";
    let was = old().with("partners.yaml", &all);
    let theirs = old().with("ours/those.yaml", &turned);
    let new = old().with("support/partners.yaml", rows);
    let done = upgrade(&theirs, &was, &new, &Answers::default()).unwrap();
    assert_eq!((done.questions.len(), done.kept.len()), (0, 0), "{:?}", done.kept);
    assert!(text(&done, "ours/those.yaml").contains("$row-partner"));
    assert!(done.source.text("support/partners.yaml").is_none() && done.source.text("partners.yaml").is_none());
}

#[test]
fn a_year_of_theirs_and_a_year_of_the_default_are_both_rows() {
    let rows = |years: &str| {
        source(
            SETTINGS,
            &format!(
                "floors:\n  - floor: primary\n    title: Floor\n    below when: l4 < $line\n    source: p. 3\n    rows:\n{years}"
            ),
        )
    };
    let (first, theirs, new) =
        ("      2010-11: {line: 60}\n", "      2011-12: {line: 61}\n", "      2012-13: {line: 65}\n");
    let done =
        upgrade(&rows(&format!("{first}{theirs}")), &rows(first), &rows(&format!("{first}{new}")), &Answers::default());
    let floors = text(&done.unwrap(), "floors.yaml");
    assert!([first, theirs, new].iter().all(|row| floors.contains(row)), "{floors}");
}

#[test]
fn floors_of_one_name_are_told_apart_by_their_rows() {
    let floor = |line: &str, rows: &str| {
        format!(
            "  - floor: primary\n    title: Floor\n    below when: {line} < $line\n    source: p. 3\n    rows: {{{rows}}}\n"
        )
    };
    let all = |floors: &[String]| source(SETTINGS, &format!("floors:\n{}", floors.concat()));
    let (a, b) = (floor("l4", "2010-11: 60, 2011-12: 60"), floor("rwm", "2012-13: 65"));
    let theirs = all(&[a.replace("2011-12: 60", "2011-12: 61"), b.clone()]);
    let newest = floor("expected", "2015-16: 65");
    let new = all(&[newest.clone(), b.replace("2012-13: 65", "2012-13: 65, 2013-14: 65"), a.clone()]);
    let done = upgrade(&theirs, &all(&[a, b]), &new, &Answers::default()).unwrap();
    assert_eq!(done.questions, []);
    let floors = text(&done, "floors.yaml");
    for line in ["2010-11: 60, 2011-12: 61", "2012-13: 65, 2013-14: 65", "expected < $line"] {
        assert_eq!(floors.matches(line).count(), 1, "{line} in {floors}");
    }
}

#[test]
fn a_team_renamed_while_its_name_was_all_it_had_keeps_its_new_name_as_a_title() {
    let support = |team: &str| {
        format!("support:\n  - strand: behaviour\n    teams:\n      - team: {team}\n        forms: [Visit]\n")
    };
    let new = format!(
        "teams:\n  - team: localities\n    title: Localities\n    formerly: Localities\n{}",
        support("localities")
    );
    let theirs = old().with("support.yaml", &support("Families First"));
    let states = (old().with("support.yaml", &support("Localities")), old().with("support.yaml", &new));
    let done = upgrade(&theirs, &states.0, &states.1, &Answers::default()).unwrap();
    assert_eq!(done.questions, []);
    let wanted = new
        .replace("title: Localities", "title: \"Families First\"")
        .replace("formerly: Localities", "formerly: [\"Localities\", \"Families First\"]");
    assert_eq!(text(&done, "support.yaml"), wanted);
}

#[test]
fn comments_and_line_ends_of_windows_stay() {
    let windows = |text: &str| text.replace('\n', "\r\n");
    let theirs =
        source(&windows(&SETTINGS.replace("  # how high", "  # agreed in May\n  # how high")), &windows(FLOORS));
    let new = source(&SETTINGS.replace("value: 10", "value: 12"), FLOORS);
    let done = done(&theirs, &new);
    let wanted =
        windows(&new.text("settings.yaml").unwrap().replace("  # how high", "  # agreed in May\n  # how high"));
    assert_eq!(text(&done, "settings.yaml"), wanted);
    assert_eq!(done.source.text("floors.yaml"), theirs.text("floors.yaml"));
}

#[test]
fn a_rulebook_upgraded_to_what_it_is_already_stays_to_the_byte() {
    let theirs = RuleSource::default_rulebook();
    let done = upgrade(&theirs, &old(), &theirs, &Answers::default()).unwrap();
    assert!(done.source == theirs && done.questions.is_empty());
    let edited = theirs.text("yardstick.yaml").unwrap().replace("value: 10\n", "value: 12 # ours\n");
    let edited = theirs.clone().with("yardstick.yaml", &edited);
    assert!(upgrade(&edited, &theirs, &theirs, &Answers::default()).unwrap().source == edited);
}

#[test]
fn cases_in_tables_are_told_apart_by_their_rules() {
    let table = |primary: &str, secondary: &str| {
        let cases = format!(
            "rule,case,expect,l4\nprimary,below,holds,{primary}\n,above,does not hold,70\nsecondary,below,holds,{secondary}\n"
        );
        old().with("cases/floors.csv", &cases)
    };
    let upgraded =
        |theirs: &RuleSource, new: &RuleSource| upgrade(theirs, &table("59", "39"), new, &Answers::default()).unwrap();
    let both = upgraded(&table("58", "39"), &table("59", "38"));
    assert_eq!(both.questions, []);
    assert_eq!(both.source, table("58", "38"));
    assert_eq!(upgraded(&table("58", "39"), &table("57", "39")).questions.len(), 1);
    let without = table("59", "39").with("floors.yaml", FLOORS.split("\n  - floor: secondary").next().unwrap());
    assert!(!text(&upgraded(&without, &table("59", "38")), "cases/floors.csv").contains("secondary"));
}

#[test]
fn a_row_of_a_table_stays_below_its_own_headings() {
    let table = |second: &str, own: &str| {
        let cases = format!(
            "rule,case,expect,l4,progress\nprimary,below,holds,59,86\n\nrule,case,expect,{second}\nsecondary,below,holds,39\n{own}"
        );
        old().with("cases/floors.csv", &cases)
    };
    let theirs = table("gcse", "ours,our own,holds,12\n");
    let done = upgrade(&theirs, &table("gcse", ""), &table("gcse.now", ""), &Answers::default()).unwrap();
    assert_eq!(done.questions, []);
    let made = text(&done, "cases/floors.csv");
    assert!(made.contains("rule,case,expect,gcse.now\nsecondary,below,holds,39\n"), "{made}");
    assert!(made.contains("rule,case,expect,gcse\nours,our own,holds,12\n"), "{made}");
    // the default has a section no more, of which they changed a case
    let gone = old().with("cases/floors.csv", "rule,case,expect,l4,progress\nprimary,below,holds,59,86\n");
    let theirs = table("gcse", "").with("cases/floors.csv", &text_of(&table("gcse", "")).replace(",39", ",38"));
    let done = upgrade(&theirs, &table("gcse", ""), &gone, &Answers::default()).unwrap();
    let made = text(&done, "cases/floors.csv");
    assert!(!made.contains("secondary") || made.contains("rule,case,expect,gcse\nsecondary,below,holds,38"), "{made}");
}

fn text_of(source: &RuleSource) -> String {
    source.text("cases/floors.csv").unwrap().to_string()
}
