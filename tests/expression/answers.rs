//! What expressions answer.

use yardstick::domain::Truth::{self, CannotSay, DoesNotHold, Holds};
use yardstick::domain::{Missing, Value};
use yardstick::rulebook::expression::{Derived, Facts, evaluate, explain, value};

use super::world::{School, World, suppressed};

#[track_caller]
fn answers(world: &World, school: &School<'_>, cases: &[(&str, Truth)]) {
    for (text, truth) in cases {
        let expression = world.condition(text);
        assert_eq!(evaluate(&expression, school).truth, *truth, "{text}");
        let explained = explain(&expression, school, &mut Default::default());
        assert_eq!(explained.truth, *truth, "explained: {text}");
        assert_eq!(explained.why.is_some(), *truth == CannotSay, "why: {text}");
    }
}

#[test]
fn comparisons_read_as_written_at_the_boundary() {
    let world = World::new();
    let school = world.school().has("ks2.l4_em", 40.0).has("ks2.progress", 39.6).has("phase", "primary");
    answers(
        &world,
        &school,
        &[
            ("ks2.l4_em < 40", DoesNotHold),
            ("ks2.l4_em <= 40", Holds),
            ("ks2.progress < 40", Holds),
            ("60 > ks2.l4_em", Holds),
            ("ks2.l4_em >= settings.floor - 20", Holds),
            ("not ks2.l4_em == 40", DoesNotHold),
            ("!(ks2.l4_em == 40) || phase != 'special'", Holds),
            ("phase in [\"primary\", \"special\"]", Holds),
            ("phase not in [\"primary\"]", DoesNotHold),
            ("1 + 2 * 3 == 7 and (1 + 2) * 3 == 9 and 7 / 2 == 3.5 and -2 - -3 == 1", Holds),
            ("0.1 + 0.2 == 0.3 and not 0.1 + 0.2 > 0.3", Holds),
            ("true or false and false", Holds),
        ],
    );
}

#[test]
fn a_missing_value_is_unknown_unless_the_other_side_settles_it() {
    let world = World::new();
    let school = world.school().has("a", 1).lacks("b", suppressed());
    answers(
        &world,
        &school,
        &[
            ("b < 50", CannotSay),
            ("b != 50", CannotSay),
            ("b == b", CannotSay),
            ("a > 5 and b < 50", DoesNotHold),
            ("b < 50 and a > 5", DoesNotHold),
            ("a < 5 and b < 50", CannotSay),
            ("b < 50 or a < 5", Holds),
            ("not b < 50", CannotSay),
            ("b in []", DoesNotHold),
            ("b in [1]", CannotSay),
            ("b.known", DoesNotHold),
            ("not b.known and a.known", Holds),
            ("b.marked(\"suppressed\") and not b.marked(\"low\") and not c.marked(\"suppressed\")", Holds),
            ("a / (a - 1) > 3", CannotSay),
            ("min(a, b) < 3", CannotSay),
            ("c > 1", CannotSay),
        ],
    );
    let why = evaluate(&world.condition("a < 5 and b < 50"), &school).why;
    assert_eq!(why, Some(suppressed()));
}

#[test]
fn a_value_of_another_kind_is_never_compared() {
    let world = World::new();
    let school = world.school().has("a", "many").has("b", 3).has("mainstream", 1);
    answers(
        &world,
        &school,
        &[
            ("a > 2", CannotSay),
            ("a != 2", CannotSay),
            ("a + b > 1", CannotSay),
            ("mainstream", CannotSay),
            ("a in [1]", CannotSay),
        ],
    );
}

#[test]
fn years_groups_and_comparators_are_read_where_they_stand() {
    let world = World::new();
    let school = world
        .school()
        .has("ks2.l4_em", 59)
        .has("ks2.l4_em.before(1)", 61)
        .has("ks2.l4_em.at(\"2009-10\")", 64)
        .has("ks2.l4_em.fsm", 40)
        .has("ks2.l4_em.fsm.before(1).national.median", 66)
        .has("ks2.l4_em.national", 79)
        .has("ks2.l4_em.similar.rank", 12)
        .has("ks2.pupils", 20)
        .has("ks2.pupils.before(1)", 60)
        .has("ks2.pupils.before(2)", 20)
        .has("ks2.pupils.fsm", 5)
        .has("grade.achievement", 3);
    answers(
        &world,
        &school,
        &[
            ("ks2.l4_em.at(\"2010-11\") == 61 and ks2.l4_em.before(2) == 64", Holds),
            ("ks2.l4_em.group(\"fsm\") == ks2.l4_em.fsm", Holds),
            ("ks2.l4_em.group(\"fsm\").before(1).national.median == 66", Holds),
            ("ks2.l4_em - ks2.l4_em.national == -20", Holds),
            ("ks2.l4_em.similar.rank <= 12", Holds),
            ("ks2.l4_em.change(1) == -2", Holds),
            ("ks2.l4_em.before(1).change(1) == -3", Holds),
            ("ks2.l4_em.change(3) < 0", CannotSay),
            ("not ks2.l4_em.change(3).known", Holds),
            // (64 x 20 + 61 x 60 + 59 x 20) / 100
            ("ks2.l4_em.pooled(3) == 61.2", Holds),
            ("ks2.l4_em.pooled(4) > 0", CannotSay),
            ("ks2.l4_em.pupils == 11.8", Holds),
            ("ks2.l4_em.fsm.pupils == 2 and ks2.l4_em.fsm.cohort == 5", Holds),
            ("year == \"2011-12\" and year > \"2010-11\"", Holds),
            ("date >= day(\"2012-11-05\") and days_between(day(\"2012-11-01\"), date) == 4", Holds),
            ("grade.achievement in settings.plan_at", Holds),
            ("self_evaluated.achievement < 3", CannotSay),
        ],
    );
}

#[test]
fn what_other_rules_found_is_asked_by_name() {
    let world = World::new();
    let school = world
        .school()
        .has("rule(\"below-floor\")", true)
        .rule_unknown("falling-roll")
        .has("floor.below", false)
        .has("status", "secure")
        .found(Derived::RiskCount, Err(Missing::Blank), Some((1.0, 3.0)));
    answers(
        &world,
        &school,
        &[
            ("rule(\"below-floor\") and status == \"secure\"", Holds),
            ("risk.falling_roll", CannotSay),
            ("risk.falling_roll and floor.below", DoesNotHold),
            ("risk.count >= 1", Holds),
            ("risk.count >= 2", CannotSay),
            ("risk.count > 3", DoesNotHold),
            ("risk.count == 0", DoesNotHold),
            ("risk.count + 1 >= 2", Holds),
            ("risk.falling_roll.known", DoesNotHold),
            ("status.known and rule(\"below-floor\").known and floor.below.known", Holds),
            ("grade.behaviour.known or min(a, 1).known", DoesNotHold),
        ],
    );
}

#[test]
fn values_are_worked_out_as_on_paper() {
    let world = World::new();
    let school = world.school().has("a", 2.675).has("b", -4).has("mainstream", true);
    for (text, expected) in [
        ("round(a, 2)", Value::Number(2.68)),
        ("abs(b)", Value::Number(4.0)),
        ("max(a, b) - min(a, b)", Value::Number(6.675)),
        ("mainstream", Value::Flag(true)),
        ("a > 1", Value::Flag(true)),
    ] {
        assert_eq!(value(&world.expression(text), &school), Ok(expected), "{text}");
    }
    let too_great = value(&world.expression(&format!("a{}", " * 100000000".repeat(60))), &school);
    assert!(matches!(too_great, Err(Missing::CannotCompute(_))));
    assert!(!school.is_authority());
}
