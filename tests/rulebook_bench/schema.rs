//! The schema that editors complete and check by: what is right is never underlined, what is misspelt is.

use std::path::Path;

use serde_json::{Value, json};
use yardstick::rulebook::{RuleSource, load, schema_text};

use crate::report::schema::complaints;

fn schema_of(source: &RuleSource) -> Value {
    let loaded = load(source);
    let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    serde_json::from_str(&schema_text(Some(&rulebook))).unwrap()
}

/// A file as an editor reads it: a plain `2012-13` is words.
fn read(text: &str) -> Value {
    let yaml: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    serde_json::to_value(yaml).unwrap()
}

fn yaml_files(source: &RuleSource) -> Vec<(String, Value)> {
    let yaml = source.files().filter(|(name, _)| name.ends_with(".yaml"));
    yaml.map(|(name, text)| (name.to_string(), read(text))).collect()
}

/// The default rulebook and those of the examples, by name: every template is one of them.
fn rulebooks() -> Vec<(String, RuleSource)> {
    let examples = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).unwrap();
    let rules = examples.map(|entry| entry.unwrap().path().join("rules")).filter(|rules| rules.is_dir());
    let mut all: Vec<_> =
        rules.map(|rules| (rules.display().to_string(), RuleSource::from_folder(&rules).unwrap())).collect();
    assert!(all.len() > 8);
    all.push(("the default rulebook".to_owned(), RuleSource::default_rulebook()));
    all
}

#[test]
fn every_file_of_every_template_is_as_its_own_schema_says() {
    for (name, source) in rulebooks() {
        let schema = schema_of(&source);
        for (file, value) in yaml_files(&source) {
            assert_eq!(complaints(&schema, &value), Vec::<String>::new(), "{name}: {file}");
        }
    }
}

#[test]
fn every_file_of_every_template_is_as_the_schema_of_any_rulebook_says() {
    let schema: Value = serde_json::from_str(&schema_text(None)).unwrap();
    for (name, source) in rulebooks() {
        for (file, value) in yaml_files(&source) {
            assert_eq!(complaints(&schema, &value), Vec::<String>::new(), "{name}: {file}");
        }
    }
}

#[test]
fn a_name_that_the_rulebook_has_not_is_underlined_wherever_names_stand() {
    let schema = schema_of(&RuleSource::default_rulebook());
    for (text, right, wrong) in [
        ("floors: [{floor: a, strand: ?}]", "achievement", "achievment"),
        ("watchpoints: [{watch: a, strand: ?}]", "behaviour", "behavior"),
        ("indications: [{indication: a, strand: ?}]", "teaching", "teeching"),
        ("indications: [{indication: a, grade: ?}]", "3", "5"),
        ("support: [{strand: ?, grades: [], teams: [], source: x}]", "achievement", "achievment"),
        ("support: [{strand: behaviour, grades: [?], teams: [], source: x}]", "'3'", "good"),
        (
            "support: [{strand: behaviour, grades: [], teams: [{team: ?, forms: []}], source: x}]",
            "locality-services",
            "x",
        ),
        ("triggers: [{trigger: a, strands: [?]}]", "behaviour", "behavior"),
        ("triggers: [{trigger: a, grades: [?]}]", "4", "fair"),
        ("figures: [{area: ?, measure: ks2.l4_em, years: {}, source: x}]", "national", "nationale"),
        ("figures: [{area: national, measure: ?, years: {}, source: x}]", "ks2.l4_em", "ks2.l4_me"),
        ("figures: [{area: national, measure: ks2.l4_em, group: ?, years: {}, source: x}]", "fsm", "fms"),
        ("measures: [{id: a, title: A, unit: percent, cohort: ?}]", "ks2.pupils", "ks2.pupil"),
        ("report: {headline measures: [?]}", "ks2.l4_em", "ks2.l4_me"),
        ("judgements: {overall: ?}", "behaviour", "behavior"),
    ] {
        let said = |name: &str| complaints(&schema, &read(&text.replace('?', name)));
        assert_eq!(said(right), Vec::<String>::new(), "{text} {right}");
        assert_eq!(said(wrong).len(), 1, "{text} {wrong}: {:?}", said(wrong));
    }
}

#[test]
fn a_former_name_a_rows_value_and_a_number_for_words_are_as_right_as_for_check() {
    let rules = "\
format: 1
judgements:
  grades: [{grade: 1, title: good, good: true}, {grade: 2, title: poor}]
  strands: [{strand: conduct, formerly: [behaviour], title: Conduct}]
  working grade: {take: worst, from: [indicated]}
measures:
  - {id: absence, formerly: days_lost, title: Absence, unit: percent, headings: [Absence, true, 2012]}
settings:
  - {id: low_grades, title: Low, value: ['2']}
watchpoints:
  - {watch: much, title: Much, strand: behaviour, when: days_lost > $line, near miss: $near,
     say: much, source: 2012, rows: {2011-12: {line: 5, near: 1}}}
indications:
  - {indication: poor, for each: strand, title: Poor, strand: $strand, grade: 2, when: absence > 9, say: poor, source: x}
triggers:
  - {trigger: plan, title: Plan, grades: settings.low_grades, strands: [behaviour], requires: A plan,
     meeting every days: $days, source: x, rows: {usual: {days: 30}}}
statuses:
  - {status: poor, title: Poor, colour: C00000, when: grade.behaviour == 2}
  - {status: others, title: Others, otherwise: true, colour: grey}
report:
  headline measures: [days_lost]
";
    let source = RuleSource::from_texts([("rules.yaml", rules)]);
    let schema = schema_of(&source);
    assert_eq!(complaints(&schema, &read(rules)), Vec::<String>::new());
    let misspelt = rules.replace("strand: behaviour", "strand: behavior");
    assert_eq!(complaints(&schema, &read(&misspelt)).len(), 1);
    assert!(load(&RuleSource::from_texts([("rules.yaml", misspelt.as_str())])).has_errors());
}

#[test]
fn measures_and_what_rules_found_are_offered_in_conditions_and_nothing_else_is_refused() {
    let schema = schema_of(&RuleSource::default_rulebook());
    let offered = schema["$defs"]["expression"]["anyOf"][0]["enum"].as_array().unwrap();
    let options = ["ks2.l4_em", "grade.behaviour", "settings.fsm_low_to", "risk.deficit", "status == \"vulnerable\""];
    for name in options {
        assert!(offered.contains(&json!(name)), "{name} is not offered");
    }
    let floor = read("floors: [{floor: a, below when: {all: [ks2.l4_em.fsm < 60, any strand grade >= 3]}}]");
    assert_eq!(complaints(&schema, &floor), Vec::<String>::new());
}

#[test]
fn each_check_keeps_the_schema_beside_the_rules_current_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    let check = || {
        let mut command = assert_cmd::Command::cargo_bin("yardstick").unwrap();
        let done = command.current_dir(folder.path()).arg("check").output().unwrap();
        assert!(done.status.success());
        String::from_utf8(done.stderr).unwrap()
    };
    let begun = assert_cmd::Command::cargo_bin("yardstick")
        .unwrap()
        .args(["init", "."])
        .args(["--template", "blank"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(begun.status.success());
    let schema = rules.join("rulebook.schema.json");
    assert!(!check().contains("for editors"), "the template's schema is current");
    let more = "measures:\n  - {id: lateness, title: Lateness, unit: percent, headings: [Late]}\n";
    std::fs::write(rules.join("more.yaml"), more).unwrap();
    assert!(check().contains("has the rulebook's names again, for editors"));
    assert!(std::fs::read_to_string(&schema).unwrap().contains("\"lateness\""));
    assert!(!check().contains("for editors"));
    // one that somebody else wrote is theirs, and where there is none nothing is written
    std::fs::write(&schema, "{\"mine\": true}").unwrap();
    check();
    assert_eq!(std::fs::read_to_string(&schema).unwrap(), "{\"mine\": true}");
    std::fs::remove_file(&schema).unwrap();
    check();
    assert!(!Path::new(&schema).exists());
}
