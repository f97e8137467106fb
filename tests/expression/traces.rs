//! What is recorded of an answer, and what an expression tells of itself.

use yardstick::domain::Missing;
use yardstick::domain::Truth::{CannotSay, DoesNotHold, Holds};
use yardstick::rulebook::expression::{
    At, Derived, Explained, Operator, RuleName, Side, Trace, ValueKind, evaluate, explain, explain_value,
};

use super::world::{School, World, judged, suppressed};

fn record(world: &World, text: &str, school: &School<'_>) -> Trace {
    let mut trace = Trace::default();
    let _ = explain(&world.condition(text), school, &mut trace);
    trace
}

/// The texts of the measures to blame, by their column.
fn blamed(world: &World, text: &str, school: &School<'_>) -> Vec<u32> {
    record(world, text, school).to_blame().filter_map(|used| used.reading.place.as_ref()).map(|p| p.column).collect()
}

#[test]
fn every_value_used_is_recorded_once_in_order_with_its_cell() {
    let world = World::new();
    let school = world.school().has("a", 3).has("b", 4).lacks("c", suppressed());
    let trace = record(&world, "b > 1 and (a < 2 or b < 9) and c + a > 5", &school);
    let cells: Vec<_> = trace.used.iter().map(|used| used.reading.place.as_ref().unwrap().a1()).collect();
    assert_eq!(cells, ["K6", "J6", "L6"]);
    let used: Vec<_> = trace.tests.iter().map(|test| test.readings.clone()).collect();
    assert_eq!(used, [vec![0], vec![1], vec![0], vec![2, 1]]);
}

#[test]
fn each_comparison_has_its_line_and_margin() {
    let world = World::new();
    let school = world.school().has("a", 57.5).has("b", 60).has("a.national", 79).lacks("c", suppressed());
    let text = "a < 60 and 60 <= a and a < a.national - 10 and a < b and c < settings.floor and a in [1, 2]";
    let trace = record(&world, text, &school);
    let shown: Vec<_> = trace
        .tests
        .iter()
        .map(|t| (&text[t.at.offset..t.at.offset + t.at.len], t.truth, t.operator.unwrap(), t.threshold, t.margin))
        .collect();
    assert_eq!(
        shown,
        [
            ("a < 60", Holds, Operator::Less, Some(60.0), Some(-2.5)),
            ("60 <= a", DoesNotHold, Operator::AtMost, Some(60.0), Some(-2.5)),
            ("a < a.national - 10", Holds, Operator::Less, Some(69.0), Some(-11.5)),
            ("a < b", Holds, Operator::Less, None, Some(-2.5)),
            ("c < settings.floor", CannotSay, Operator::Less, Some(60.0), None),
            ("a in [1, 2]", DoesNotHold, Operator::In, None, None),
        ]
    );
    let sides: Vec<_> = trace.tests.iter().map(|test| test.side).collect();
    assert_eq!(sides, [Side::Right, Side::Left, Side::Right, Side::Neither, Side::Right, Side::Neither]);
}

#[test]
fn only_what_matters_is_blamed() {
    let world = World::new();
    let school = world.school().has("a", 1).lacks("b", suppressed());
    let (b, c) = (10, 11);
    for (text, columns) in [
        ("a > 5 and b < 1", vec![]),
        ("a < 5 or b < 1", vec![]),
        ("a < 5 and b < 1", vec![b]),
        ("(b < 1 and a > 5) or c > 1", vec![c]),
        ("b < 1 or b > a", vec![b]),
        ("b < c", vec![b, c]),
        ("not (a > 5 or b < 1) and c < 1", vec![b, c]),
        ("b.known or c > 1", vec![c]),
        // nothing is missing; the number that was divided by is what to look at
        ("5 / (a - 1) > 2", vec![9]),
    ] {
        assert_eq!(blamed(&world, text, &school), columns, "{text}");
    }
}

#[test]
fn of_a_division_by_nought_the_nought_is_blamed_and_nothing_else() {
    let world = World::new();
    let school = world.school().has("a", 0).has("b", 0).has("c", 3).lacks("roll", suppressed());
    let (a, b, c, roll) = (9, 10, 11, 7);
    for (text, columns) in [
        ("a / b > 2", vec![b]),
        ("c / b > 2", vec![b]),
        // what is missing above is innocent too: filled in, it would still be divided by nought
        ("roll / b > 2", vec![b]),
        ("c / (b * c) > 2", vec![b]),
        ("c / (b - a) > 2", vec![b, a]),
        ("c / (c - 3) > 2", vec![c]),
        ("c / roll > 2", vec![roll]),
        ("c / b > 2 or c > 1", vec![]),
        ("c / b > 2 and roll > 1", vec![b, roll]),
    ] {
        assert_eq!(blamed(&world, text, &school), columns, "{text}");
    }
}

#[test]
fn of_years_without_pupils_the_pupils_are_blamed() {
    let world = World::new();
    let none = world.school().has("ks2.l4_em", 0).has("ks2.pupils", 0);
    let none = none.has("ks2.l4_em.before(1)", 0).has("ks2.pupils.before(1)", 0);
    assert_eq!(blamed(&world, "ks2.l4_em.pooled(2) > 60", &none), [1, 1]);
}

#[test]
fn a_bare_question_is_a_test_of_its_own() {
    let world = World::new();
    let school = world.school().has("mainstream", true).has("rule(\"below-floor\")", false);
    let trace = record(&world, "mainstream and not rule(\"below-floor\")", &school);
    let truths: Vec<_> = trace.tests.iter().map(|test| (test.truth, test.operator)).collect();
    assert_eq!(truths, [(Holds, None), (DoesNotHold, None)]);
    assert_eq!(trace.used.len(), 2);
}

#[test]
fn a_value_is_explained_like_a_condition() {
    let world = World::new();
    let school = world.school().has("a", 1).lacks("b", Missing::Blank);
    let mut trace = Trace::default();
    let (value, problems) = explain_value(&world.expression("a + b"), &school, &mut trace);
    assert_eq!((value, problems.len()), (Err(Missing::Blank), 0));
    assert_eq!((trace.used.len(), trace.to_blame().count()), (2, 1));
}

#[test]
fn an_expression_tells_what_it_uses() {
    let world = World::with_script("fn trend(list) { 1 }");
    let text = "ks2.l4_em.pooled(2) < settings.floor and 5 < a and grade.achievement in settings.plan_at \
                and trend(b.series(3)) > 0 and rule(\"no-head\") and c.change(2) < 1";
    let expression = world.condition(text);
    assert_eq!(expression.kind(), Some(ValueKind::Flag));
    let years: Vec<_> = expression.reads().iter().map(|r| (r.measure.0, r.year.in_year(judged()).start())).collect();
    let expected = [
        (0, 2010),
        (1, 2010),
        (0, 2011),
        (1, 2011),
        (9, 2011),
        (10, 2009),
        (10, 2010),
        (10, 2011),
        (11, 2011),
        (11, 2009),
    ];
    assert_eq!(years, expected);
    assert!(expression.derived().contains(&&Derived::Rule(RuleName("no-head".into()))));
    assert_eq!((expression.settings().len(), expression.functions().len()), (2, 1));
    assert_eq!(expression.asks_all_schools(), None);
    let found: Vec<_> = expression.comparisons().iter().map(|c| (c.read.measure.0, c.operator, c.line)).collect();
    assert_eq!(found, [(9, Operator::More, 5.0)]);
    let asks = world.condition("a > 1 and any_school(b < 65)");
    assert_eq!(asks.asks_all_schools(), Some(At { offset: 10, len: 18 }));
    assert_eq!(asks.comparisons()[1].line, 65.0);
}

#[test]
fn explaining_and_answering_agree_also_on_their_type() {
    let world = World::new();
    let expression = world.condition("a < 5");
    let school = world.school();
    let Explained { .. } = yardstick::rulebook::expression::Condition {
        kind: yardstick::rulebook::expression::ConditionKind::Test(expression.clone()),
        place: Default::default(),
    }
    .explain(&school);
    assert_eq!(evaluate(&expression, &school), explain(&expression, &school, &mut Trace::default()));
}
