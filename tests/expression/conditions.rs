//! Conditions over several lines.

use yardstick::domain::Truth::{CannotSay, DoesNotHold, Holds};
use yardstick::rulebook::Span;
use yardstick::rulebook::expression::{Condition, ConditionKind};

use super::world::{World, suppressed};

fn test(world: &World, text: &str, line: u32) -> Condition {
    let place = Span { file: "floors.yaml".into(), offset: 100, len: text.len(), line, column: 9 };
    Condition { kind: ConditionKind::Test(world.condition(text)), place }
}

fn joined(kind: ConditionKind) -> Condition {
    Condition { kind, place: Span::default() }
}

fn floor(world: &World) -> Condition {
    joined(ConditionKind::All(vec![
        test(world, "a < 60", 4),
        joined(ConditionKind::Any(vec![test(world, "b < 91", 6), test(world, "c < 92", 7)])),
        joined(ConditionKind::Not(Box::new(test(world, "mainstream", 8)))),
        joined(ConditionKind::Always(true)),
    ]))
}

#[test]
fn all_any_and_not_answer_in_three_ways() {
    let world = World::new();
    let floor = floor(&world);
    let school = || world.school().has("a", 59).has("b", 90).has("mainstream", false);
    assert_eq!(floor.evaluate(&school()).truth, Holds);
    assert_eq!(floor.evaluate(&school().has("b", 95)).truth, CannotSay);
    assert_eq!(floor.evaluate(&school().has("a", 60).lacks("b", suppressed())).truth, DoesNotHold);
    assert_eq!(floor.evaluate(&school().has("mainstream", true)).truth, DoesNotHold);
    for (kind, truth) in [(ConditionKind::All(vec![]), Holds), (ConditionKind::Any(vec![]), DoesNotHold)] {
        assert_eq!(joined(kind).evaluate(&school()).truth, truth);
    }
}

#[test]
fn an_explanation_mirrors_the_condition_and_blames_only_what_matters() {
    let world = World::new();
    let floor = floor(&world);
    let school = world.school().has("a", 59).lacks("b", suppressed()).has("c", 93).has("mainstream", false);
    let explained = floor.explain(&school);
    assert_eq!(explained.answer, floor.evaluate(&school));
    assert_eq!(explained.answer.why, Some(suppressed()));
    let truths = explained.tree.branch_truths();
    assert_eq!(truths, [CannotSay, Holds, CannotSay, CannotSay, DoesNotHold, Holds, DoesNotHold, Holds]);
    assert_eq!(truths.len(), floor.branches().len());
    assert_eq!(explained.tree.all_tests().len(), floor.expressions().count());
    let blamed: Vec<_> = explained.trace.to_blame().map(|used| used.reading.value.clone()).collect();
    assert_eq!(blamed, [Err(suppressed())]);

    let settled = floor.explain(&world.school().has("a", 61).has("mainstream", false));
    assert_eq!(settled.answer.truth, DoesNotHold);
    assert_eq!(settled.trace.to_blame().count(), 0);
}

#[test]
fn a_comparison_is_placed_in_its_line() {
    let world = World::new();
    let condition = test(&world, "mainstream and a < 60", 12);
    let explained = condition.explain(&world.school().has("a", 1).has("mainstream", true));
    let place = condition.place_of(explained.tree.tests[1].at);
    assert_eq!((place.offset, place.len, place.line, place.column), (115, 6, 12, 24));
    assert_eq!(place.to_string(), "floors.yaml:12");
}
