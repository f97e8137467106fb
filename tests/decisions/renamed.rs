//! A name changes and decisions stay: teams, options, strands, statuses, risks, measures and rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use yardstick::judge::decided::DecisionKey;
use yardstick::review::book::keys;
use yardstick::review::decisions::{Field, read_record};
use yardstick::rulebook::diagnostic::Severity;
use yardstick::rulebook::{self, RuleSource, Rulebook};
use yardstick::run::{Run, Summary, hanging};

use super::desk::key;
use super::office::{Office, day, load, lost, words};

/// The default rulebook with texts exchanged in whatever file has them.
fn with(exchanged: &[(&str, &str)]) -> RuleSource {
    let mut files: BTreeMap<String, String> =
        RuleSource::default_rulebook().files().map(|(name, text)| (name.to_string(), text.to_string())).collect();
    for (from, to) in exchanged {
        assert!(files.values().any(|text| text.contains(from)), "nothing says {from}");
        for text in files.values_mut() {
            *text = text.replace(from, to);
        }
    }
    RuleSource::from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// As rulebooks were before teams had short names: a team's name as shown is its only one.
fn named_as_shown() -> Arc<Rulebook> {
    let teams = [
        ("learning-and-improvement", "Learning and Improvement"),
        ("locality-services", "Integrated Locality Services"),
        ("inclusion-services", "Inclusion Services"),
        ("behaviour-support", "Behaviour Support Service"),
    ];
    let mut exchanged = vec![("\nteams:\n".to_owned(), "\n".to_owned())];
    for (id, title) in teams {
        let declared = format!("  - team: {id}\n    title: {title}\n    formerly: {title}\n");
        exchanged.push((declared, String::new()));
        exchanged.push((format!("- team: {id}\n"), format!("- team: {title}\n")));
    }
    load(&with(&exchanged.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect::<Vec<_>>()))
}

/// Everything that decisions hang on by another name, and most of it by another title.
const RENAMED: [(&str, &str); 11] = [
    (
        "  - team: learning-and-improvement\n    title: Learning and Improvement\n    formerly: Learning and Improvement\n",
        "  - team: standards\n    title: Standards Team\n    formerly: [Learning and Improvement, learning-and-improvement]\n",
    ),
    (
        "- option: partnership\n    title: Securing",
        "- option: pairing\n    formerly: partnership\n    title: Going for",
    ),
    ("- trigger: rap\n", "- trigger: recovery-plan\n    formerly: rap\n"),
    (
        "- {strand: achievement, title: Achievement of pupils at the school, short: Achievement,\n",
        "- {strand: attainment, formerly: achievement, title: What pupils attain, short: Attainment,\n",
    ),
    ("- status: category-of-concern\n", "- status: failing\n    formerly: category-of-concern\n"),
    ("title: In a category of concern", "title: Failed its inspection"),
    ("- risk: falling-roll\n", "- risk: shrinking\n    formerly: falling-roll\n"),
    ("      sef.achievement:\n", "      sef.attainment:\n        formerly: sef.achievement\n"),
    (
        "- indication: achievement-below-floor\n",
        "- indication: below-the-floor\n    formerly: achievement-below-floor\n",
    ),
    ("title: Raising Achievement Plan (RAP)", "title: Recovery plan"),
    ("title: Falling roll over", "title: Fewer and fewer pupils over"),
];

/// Under which key each note stands now.
fn present(rules: &Rulebook, typed: BTreeMap<DecisionKey, String>) -> BTreeMap<DecisionKey, String> {
    let now = |key: DecisionKey| DecisionKey { about: rules.renamed.about(&key.about).into(), ..key };
    typed.into_iter().map(|(key, words)| (now(key), words)).collect()
}

/// Runs, types a note into every row, takes another rulebook and runs again.
fn round_trip(before: Arc<Rulebook>, after: Arc<Rulebook>) -> (Office, Run, BTreeMap<DecisionKey, String>) {
    let mut office = Office::new();
    office.rules = before;
    office.run("2013-01-08");
    let mut grid = office.grid();
    let typed = Office::note_everywhere(&mut grid);
    office.lay(&grid);
    office.run("2013-01-09");
    office.rules = after;
    let typed = present(&office.rules, typed);
    let (run, written) = office.run("2013-01-10");
    assert_eq!(written.attention, Vec::<String>::new());
    (office, run, typed)
}

fn every_one_stands(run: &Run, typed: &BTreeMap<DecisionKey, String>) {
    assert_eq!(lost(run, typed), Vec::<&DecisionKey>::new());
    assert!(run.carried.stale.is_empty(), "{:#?}", run.carried.stale);
    assert!(run.carried.closed.is_empty() && run.carried.orphans.is_empty(), "{:#?}", run.carried);
}

#[test]
fn decisions_made_under_names_as_shown_stand_under_stable_ones() {
    let (mut office, run, typed) = round_trip(named_as_shown(), load(&RuleSource::default_rulebook()));
    assert!(typed.keys().any(|key| &*key.about == "support:achievement:learning-and-improvement"), "{typed:#?}");
    every_one_stands(&run, &typed);
    // and again from the record alone, which speaks of both
    std::fs::remove_file(office.review()).unwrap();
    let (run, _) = office.run("2013-01-11");
    every_one_stands(&run, &typed);
    // an old copy comes back after all: its keys are the old ones
    office.rules = named_as_shown();
    let folder = office.folder.path().to_owned();
    let copy = std::fs::read(office.review()).unwrap();
    office.rules = load(&RuleSource::default_rulebook());
    std::fs::write(folder.join("Copy of School review 2011-12.xlsx"), copy).unwrap();
    every_one_stands(&office.run("2013-01-12").0, &typed);
}

#[test]
fn everything_that_decisions_hang_on_gets_another_name_and_every_decision_stands() {
    let after = load(&with(&RENAMED));
    let (office, run, typed) = round_trip(load(&RuleSource::default_rulebook()), after);
    for about in
        ["support:attainment:standards", "option:pairing", "trigger:recovery-plan:attainment", "grade:attainment"]
    {
        assert!(typed.keys().any(|key| &*key.about == about), "{about} is asked");
    }
    every_one_stands(&run, &typed);
    assert_eq!(run.changes.as_deref(), Some(&[][..]), "no school changed its status by a new name");
    // read once more, now that the review has the new names
    every_one_stands(&office.run("2013-01-11").0, &typed);
    assert_eq!(hanging(office.out(), &office.rules, day("2013-01-11")).unwrap(), []);
}

#[test]
fn an_agreed_grade_takes_part_under_the_strand_that_was_renamed() {
    let mut office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900201 | grade:achievement", &[(keys::AGREED, words("4"))]);
    office.rules = load(&with(&RENAMED));
    let (run, _) = office.run("2013-01-09");
    let school = key("urn:900201 | status").school;
    assert_eq!(run.decisions.grades[&(school, "attainment".into())].grade.as_ref(), "4");
    let record = read_record(&office.record()).renamed(&office.rules.renamed);
    assert_eq!(
        record.entries()[&key("urn:900201 | grade:attainment")].fields.get(Field::Grade).map(|grade| &**grade),
        Some("4")
    );
}

#[test]
fn a_name_that_is_gone_without_a_word_is_told_with_how_many_decisions_hang_on_it() {
    let office = Office::new();
    office.run("2013-01-08");
    for about in ["urn:900202 | support:achievement:learning-and-improvement", "urn:900203 | option:partnership"] {
        office.type_in(about, &[(keys::DECISION, words("agree"))]);
    }
    office.run("2013-01-09");
    let after = load(&with(&[
        (
            "  - team: learning-and-improvement\n    title: Learning and Improvement\n    formerly: Learning and Improvement\n",
            "  - team: standards\n    title: Standards Team\n",
        ),
        ("- team: learning-and-improvement\n", "- team: standards\n"),
        ("- option: partnership\n", "- option: pairing\n"),
    ]));
    let (review, elsewhere) = (office.review(), tempfile::tempdir().unwrap());
    // as a shell of Windows saves it
    let wide: Vec<u8> = format!("\u{feff}{}", office.record()).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let saved = elsewhere.path().join("decisions.log.jsonl");
    std::fs::write(&saved, wide).unwrap();
    for place in [office.out(), &review, &office.out().join("decisions.log.jsonl"), &saved] {
        let told = hanging(place, &after, day("2013-01-10")).unwrap();
        let lines: Vec<String> =
            told.iter().map(|one| format!("{}: {}", one.message, one.help.as_deref().unwrap())).collect();
        assert_eq!(
            lines,
            [
                "1 decision hangs on the option `partnership`, which is gone (Canal Street Nursery School): add `formerly: partnership` to the option that it is now",
                "1 decision hangs on the team `learning-and-improvement`, which is gone (Beacon Hill Primary School): add `formerly: learning-and-improvement` to the team that it is now",
            ],
            "{}",
            place.display()
        );
        assert!(told.iter().all(|one| one.severity == Severity::Warning));
    }
    assert_eq!(hanging(office.out(), &office.rules, day("2013-01-10")).unwrap(), []);
    // a run by that rulebook says the same beside how many are closed
    let mut office = office;
    office.rules = after;
    let (run, written) = office.run("2013-01-10");
    let judged = Summary::of(&run, &written).judged().join("\n");
    assert!(
        judged.contains("2 closed\n      1 decision hangs on the option `partnership`, which is gone (Canal Street Nursery School): add"),
        "{judged}"
    );
    let (run, written) = office.run("2013-01-11");
    let judged = Summary::of(&run, &written).judged().join("\n");
    assert!(!judged.contains("which is gone"), "said once, when it happens: {judged}");
    let empty = tempfile::tempdir().unwrap();
    std::fs::write(empty.path().join("list.csv"), "Name\nAnn\n").unwrap();
    assert!(hanging(&empty.path().join("list.csv"), &office.rules, day("2013-01-10")).is_err());
}

#[test]
fn a_former_name_that_something_else_has_is_refused() {
    let twice = "- option: pairing\n    formerly: federation\n";
    let loaded = rulebook::load(&with(&[("- option: partnership\n", twice)]));
    let told: Vec<&str> = loaded.diagnostics.iter().filter(|one| one.stops()).map(|one| one.message.as_str()).collect();
    assert_eq!(told, ["`federation` cannot be what `pairing` was called: something else has that name"]);
}

#[test]
fn a_team_that_is_not_among_those_listed_is_pointed_at() {
    let loaded = rulebook::load(&with(&[("      - team: locality-services\n", "      - team: localty-services\n")]));
    let told: Vec<_> = loaded.diagnostics.iter().filter(|one| one.is_error()).collect();
    let [only] = told.as_slice() else { panic!("{told:#?}") };
    assert_eq!(only.message, "there is no team `localty-services`");
    assert_eq!(only.help.as_deref(), Some("did you mean `locality-services`?"));
}
