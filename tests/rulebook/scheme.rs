//! Nothing of policy is in the program: a rulebook of another service, with five grades, other strands and teams, is
//! read like any other.

use yardstick::rulebook::diagnostic::{Severity, compact};
use yardstick::rulebook::model::RuleKind;
use yardstick::rulebook::{RuleSource, load};

pub const LIBRARIES: &str = r#"
authority: {name: County of Westmark, about: How branch libraries are looked after}
settings:
  - {id: quiet_line, title: Loans an opening hour below which a branch is quiet, value: 12}
markers:
  - {id: closed, title: closed for works, written: [CW]}
identity: {urn: [Branch no.], name: [Branch]}
measures:
  - {id: loans.an_hour, title: Loans an opening hour, unit: number, better: higher, headings: [Loans/hr], range: [0, 500], decimals: 1}
  - {id: loans.children, title: Loans to children, unit: percent, better: higher, headings: ["Children %"]}
  - {id: visits, title: Visits, unit: number, headings: [Visits]}
  - {id: own.stock, title: Stock as the branch sees it, unit: grade, headings: [Stock grade]}
  - {id: setting, title: Where it stands, unit: words, headings: [Setting], categories: {town: [Town, T], village: [Village, V]}}
judgements:
  grades:
    - {grade: A, title: flourishing}
    - {grade: B, title: healthy}
    - {grade: C, title: steady}
    - {grade: D, title: flagging}
    - {grade: E, title: failing}
  strands:
    - {strand: stock, title: Stock and choice, self evaluated: own.stock}
    - {strand: welcome, title: Welcome and opening}
  working grade: {take: worst, from: [indicated, self evaluated]}
indications:
  - indication: hardly-used
    title: Hardly used
    strand: stock
    grade: E
    applies when: setting == "town"
    when: loans.an_hour < settings.quiet_line and visits < visits.before(1)
    say: "{school} lends {loans.an_hour} an hour"
    source: Branch review, page 2
    cases:
      - {year: 2024-25, given: {setting: town, loans.an_hour: 11.9, visits: 10, visits.before(1): 11}, expect: holds}
      - {year: 2024-25, given: {setting: town, loans.an_hour: 12, visits: 10, visits.before(1): 11}, expect: does not hold}
      - {year: 2024-25, given: {setting: town, loans.an_hour: CW, visits: 10, visits.before(1): 11}, expect: cannot say}
      - {year: 2024-25, given: {setting: village}, expect: does not apply}
support:
  - strand: stock
    grades: [D, E]
    teams: [{team: Mobile stock unit, forms: [exchange of stock, reading afternoons]}]
    source: Branch review, page 4
statuses:
  - {status: see-first, title: To be seen first, when: grade.stock >= 5, needs attention: true}
  - {status: well, title: Well, otherwise: true}
  - {status: unclear, title: Unclear, cannot say: true}
"#;

#[test]
fn a_rulebook_for_something_else_altogether_is_read_like_any_other() {
    let loaded = load(&RuleSource::from_texts([("libraries.yaml", LIBRARIES)]));
    let said: String = loaded.diagnostics.iter().filter(|one| one.severity == Severity::Error).map(compact).collect();
    assert_eq!(said, "");
    let rulebook = loaded.rulebook.unwrap();
    let grades: Vec<(String, f64)> =
        rulebook.judgements.grades.iter().map(|grade| (grade.title.to_string(), grade.value)).collect();
    assert_eq!(grades[0], ("flourishing".into(), 1.0));
    assert_eq!(grades[4], ("failing".into(), 5.0));
    assert_eq!(rulebook.support[0].grades, [3, 4]);
    assert_eq!(&*rulebook.support[0].teams[0].forms[1], "reading afternoons");
    let (_, rule) = rulebook.rule_named("hardly-used").unwrap();
    assert!(matches!(rule.kind, RuleKind::Indication { grade: 4, .. }));
    assert_eq!(rule.cases.len(), 4);
}

#[test]
fn a_status_comes_after_the_indications_its_grade_rests_on() {
    let loaded = load(&RuleSource::from_texts([("libraries.yaml", LIBRARIES)]));
    let rulebook = loaded.rulebook.unwrap();
    let (indication, _) = rulebook.rule_named("hardly-used").unwrap();
    let (status, _) = rulebook.rule_named("see-first").unwrap();
    assert!(indication < status);
}

#[test]
fn a_grade_is_compared_by_its_own_name() {
    const RULES: &str = "\
authority: {name: Borough of Eastmere}
measures:
  - {id: proficient, title: Proficient, unit: percent, better: higher, headings: [Proficient]}
judgements:
  grades:
    - {grade: A, title: top, good: true}
    - {grade: B, title: middle}
    - {grade: F, title: low}
  strands: [{strand: achievement, title: Achievement}]
  working grade: {take: worst, from: [indicated]}
indications:
  - {indication: f, title: Low, strand: achievement, grade: F, when: proficient < 30, source: p. 1}
statuses:
  - {status: act, title: Act, when: 'grade.achievement >= \"B\"', needs attention: true, cases: CASES}
  - {status: listed, title: Listed, when: 'grade.achievement in [\"A\", \"B\"]'}
  - {status: fine, title: Fine, otherwise: true}
  - {status: unclear, title: Cannot be said, cannot say: true}
";
    let cases =
        "[{given: {grade.achievement: 2}, expect: holds}, {given: {grade.achievement: 1}, expect: does not hold}]";
    let load = |text: &str| yardstick::rulebook::load(&yardstick::rulebook::RuleSource::from_texts([("a.yaml", text)]));
    let loaded = load(&RULES.replace("CASES", cases));
    let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let tried = yardstick::bench::test::run(&rulebook);
    assert!(!tried.results.is_empty() && tried.results.iter().all(|case| case.passed()));
    let wrong = load(&RULES.replace("CASES", cases).replace("\"B\"'", "\"E\"'"));
    assert!(wrong.rulebook.is_none(), "E is no grade, and words are no number");
}
