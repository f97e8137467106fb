//! How near an answer is, on one school: whose pupils a margin counts, and what is no near miss.

use yardstick::domain::{Missing, Value};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Account, Finding, Flip, Outcome, Views};

use super::small;

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
groups:
  - {id: fsm, title: on free meals, headings: [FSM]}
measures:
  - {id: pupils, title: Pupils, unit: pupils, headings: [Pupils]}
  - {id: x, title: Results, unit: percent, headings: [Results], cohort: pupils}
  - {id: posts, title: Posts, unit: number, headings: [Posts]}
  - {id: y, title: Progress, unit: percent, headings: [Progress], cohort: pupils}
watchpoints:
  - {watch: low, title: Low, when: x.fsm < 60, source: page 1}
  - {watch: both, title: Both, when: {all: [x < 60, y < 50]}, source: page 1, near miss: 3}
  - {watch: twice, title: Twice, when: {all: [x < 60, x < 75]}, source: page 1}
  - {watch: points, title: Points, when: x < 60, source: page 1, near miss: 0.1}
  - {watch: staffed, title: Staffed, applies when: posts > 0, when: x < 60, source: page 1}
  - {watch: posts, title: Posts, when: posts >= 3, source: page 1}
statuses:
  - {status: any, title: Any, otherwise: true}
"#;

/// A measure, its group and its figure.
type Given<'g> = (&'g str, &'g str, Option<f64>);

/// What a rule says of a school with these figures, and what would turn it.
struct Said {
    finding: Finding<'static>,
    flip: Option<(String, f64, Option<f64>)>,
}

fn judged(rule: &str, figures: &[Given<'_>]) -> Said {
    let rules = small::rules(RULES);
    let value = |value: Option<f64>| value.map(Value::Number).ok_or(Missing::Blank);
    let given: Vec<small::Given<'_>> = figures.iter().map(|one| (one.0, one.1, value(one.2))).collect();
    let dataset = small::dataset(vec![small::school(&rules, "Oak", &given)]);
    let found = small::judged(&rules, &dataset);
    let decisions = Decisions::default();
    let id = rules.rule_named(rule).unwrap().0;
    let verdict = *found.schools[0].of(id).unwrap();
    let views = Views::new(&rules, &dataset, &decisions, &found);
    let finding = views.finding(0, verdict);
    let account: Account = (*finding).clone();
    let named = |flip: Flip| {
        (rules.measure(flip.measure).unwrap().id.to_string(), flip.to, flip.pupils.map(|pupils| pupils.share))
    };
    let flip = views.smallest_change(0, id).map(named);
    Said { finding: Finding::told(id, verdict.outcome, account), flip }
}

/// Its answer, the margins in pupils, and a near miss.
fn said(rule: &str, figures: &[Given<'_>]) -> (Outcome, Vec<Option<f64>>, Option<String>) {
    let finding = judged(rule, figures).finding;
    (
        finding.outcome,
        finding.tests.iter().map(|test| test.margin_pupils.map(|pupils| pupils.share)).collect(),
        finding.near_miss.clone(),
    )
}

#[test]
fn the_margin_of_a_groups_figure_is_in_pupils_of_the_group() {
    let figures = [("pupils", "all", Some(60.0)), ("pupils", "fsm", Some(10.0)), ("x", "fsm", Some(40.0))];
    assert_eq!(said("low", &figures), (Outcome::Holds, vec![Some(-2.0)], None), "2 of 10, not 12 of 60");
}

#[test]
fn what_would_only_become_unsayable_is_no_near_miss() {
    let figures = |progress| [("pupils", "all", Some(200.0)), ("x", "all", Some(61.0)), ("y", "all", progress)];
    assert!(said("both", &figures(Some(40.0))).2.is_some(), "two points less and both are low");
    let (outcome, _, near) = said("both", &figures(None));
    assert_eq!((outcome, near), (Outcome::DoesNotHold, None), "two points less and nobody knows");
}

#[test]
fn two_pupils_from_the_line_are_a_near_miss_however_many_points_that_is() {
    let of = |pupils| [("pupils", "all", Some(pupils)), ("x", "all", Some(65.0))];
    assert_eq!(said("points", &of(19.0)).2.as_deref(), Some("within one pupil of the line: treat with care"));
    let near = said("points", &of(39.0)).2;
    assert_eq!(near.as_deref(), Some("within 5.1 of the line"), "two pupils of 39");
    assert_eq!(said("points", &of(41.0)).2, None, "two pupils of 41 are less than five points");
}

#[test]
fn the_guard_names_the_pupils_of_the_nearest_line() {
    let figures = [("pupils", "all", Some(50.0)), ("x", "all", Some(59.0))];
    let guarded = judged("twice", &figures).finding.guarded.clone();
    assert_eq!(guarded.as_deref(), Some("within one pupil of the line: treat with care"), "8 from the other line");
}

#[test]
fn the_smallest_change_is_told_where_several_would_turn_an_answer_and_posts_come_whole() {
    let of_both = [("pupils", "all", Some(100.0)), ("x", "all", Some(40.0)), ("y", "all", Some(48.0))];
    assert_eq!(judged("both", &of_both).flip, Some(("y".to_owned(), 50.0, Some(2.0))), "20 pupils in the other");
    assert_eq!(judged("posts", &[("posts", "all", Some(3.0))]).flip, Some(("posts".to_owned(), 2.0, None)));
}

#[test]
fn what_is_missing_for_one_reason_is_said_once() {
    let reason = judged("both", &[("x", "all", None), ("y", "all", None)]).finding.reason.clone();
    assert_eq!(reason.as_deref(), Some("Results and Progress: the cell is blank"));
}

#[test]
fn what_does_not_hold_does_not_hold_whether_the_rule_applies_or_not() {
    let of = |result| said("staffed", &[("posts", "all", None), ("x", "all", Some(result))]).0;
    assert_eq!((of(70.0), of(50.0)), (Outcome::DoesNotHold, Outcome::CannotSay));
}
