//! Which grade is worked with: by weight and by date, and said wherever the grades of a strand differ.

use std::sync::Arc;

use yardstick::domain::{AcademicYear, Value};
use yardstick::intake::record::{Dataset, Entry, FactKey, Facts, Identity, School, SchoolKey};
use yardstick::judge::decided::{AgreedGrade, Decisions};
use yardstick::judge::evaluate::{GradeSource, StrandGrades, evaluate};
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::{RuleSource, Rulebook, load};

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
measures:
  - {id: own, title: Own grade, unit: grade, headings: [Own], dated by: own_day}
  - {id: own_day, title: Day of the own grade, unit: date, headings: [Own day]}
  - {id: theirs, title: Inspected, unit: grade, headings: [Inspected], dated by: their_day}
  - {id: their_day, title: Day of the inspection, unit: date, headings: [Inspection day]}
judgements:
  grades:
    - {grade: A, title: excellent, good: true}
    - {grade: B, title: sound, good: true}
    - {grade: C, title: weak}
    - {grade: D, title: failing}
  strands: [{strand: care, title: Care, self evaluated: own, inspected: theirs}]
  working grade: {take: first, from: [self evaluated, inspected], inspection stands when: [STANDS]}
  say until agreed: "{grade} counts until you agree."
  say when they differ: "Own {self}, theirs {inspected}."
statuses:
  - status: act
    title: Act
    when: grade.care >= 4
    say: "Graded {grade.care}, own {own}, worst {highest(grade.care, own)}, {grade.care + 1}."
  - {status: any, title: Any, otherwise: true}
"#;

fn year() -> AcademicYear {
    "2011-12".parse().unwrap()
}

/// The grades of a school by what it says itself and what inspectors said, with the days.
fn grades(stands: &str, own: (f64, &str), theirs: (f64, &str), agreed: Option<&str>) -> StrandGrades {
    judged(stands, own, theirs, agreed).0
}

/// The same, with the sentence of its status.
fn judged(stands: &str, own: (f64, &str), theirs: (f64, &str), agreed: Option<&str>) -> (StrandGrades, String) {
    let loaded = load(&RuleSource::from_texts([("rules.yaml", &*RULES.replace("STANDS", stands))]));
    let rules: Rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let name: Arc<str> = "Oak".into();
    let key = SchoolKey(Arc::clone(&name));
    let identity = Identity { key: key.clone(), urn: None, laestab: None, name, predecessors: Vec::new() };
    let mut facts = Facts::default();
    let mut set = |measure: &str, value: Value| {
        let key = FactKey { measure: rules.measure_named(measure).unwrap().0, group: GroupId::ALL, year: Some(year()) };
        facts.set(key, Entry { value: Ok(value), place: None, written: None });
    };
    for ((grade, day), [measure, dated]) in [(own, ["own", "own_day"]), (theirs, ["theirs", "their_day"])] {
        set(measure, Value::Number(grade));
        if let Ok(day) = day.parse() {
            set(dated, Value::Date(day));
        }
    }
    let dataset = Dataset { schools: vec![School { identity, facts }], years: vec![year()], ..Dataset::default() };
    let mut decisions = Decisions::default();
    if let Some(grade) = agreed {
        let grade = AgreedGrade { grade: grade.into(), made_on: None, made_on_words: None, seen: None };
        decisions.grades.insert((key.clone(), "care".into()), grade);
    }
    let found = evaluate(&rules, &dataset, &decisions, year(), "2013-01-08".parse().unwrap());
    (found.schools[0].grades[0].clone(), found.schools[0].status.sentence.clone())
}

#[test]
fn a_sentence_says_a_grade_by_its_name() {
    let (_, said) = judged("worse", (2.0, "2012-09-01"), (4.0, "2012-10-01"), None);
    assert_eq!(said, "Graded D, own B, worst D, 5.");
}

#[test]
fn a_worse_or_a_later_inspection_stands_before_the_own_grade() {
    let working =
        |stands: &str, own: (f64, &str), theirs: (f64, &str)| grades(stands, own, theirs, None).working.unwrap();
    let (ours, inspected) = (GradeSource::SelfEvaluated, GradeSource::Inspected);
    // worse, though earlier
    assert_eq!(working("worse", (2.0, ""), (4.0, "2011-11-14")), (3, inspected));
    assert_eq!(working("worse", (3.0, ""), (2.0, "2012-11-14")), (2, ours));
    // later than the year judged, though better
    assert_eq!(working("later", (3.0, ""), (2.0, "2012-11-14")), (1, inspected));
    assert_eq!(working("later", (3.0, ""), (2.0, "2012-08-31")), (2, ours));
    // where the school says the day of its own, by that
    assert_eq!(working("later", (3.0, "2012-07-02"), (2.0, "2012-08-31")), (1, inspected));
    assert_eq!(working("later", (3.0, "2012-12-03"), (2.0, "2012-11-14")), (2, ours));
    assert_eq!(working("later", (3.0, "2012-07-02"), (2.0, "")), (2, ours));
}

#[test]
fn which_is_worked_with_is_said_with_the_days_until_a_person_agrees_one() {
    let differ = |agreed| grades("later, worse", (2.0, "2012-07-02"), (4.0, "2012-11-14"), agreed).differ.unwrap();
    assert_eq!(
        differ(None),
        "Own B (sound, 2 July 2012), theirs D (failing, 14 November 2012). D counts until you agree."
    );
    assert_eq!(differ(Some("C")), "Own B (sound, 2 July 2012), theirs D (failing, 14 November 2012).");
    let same = grades("worse", (2.0, ""), (2.0, "2012-11-14"), None);
    assert_eq!(same.differ, None, "nothing to settle where they are the same");
}
