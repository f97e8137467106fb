//! Questions to all schools.

use yardstick::domain::Missing;
use yardstick::domain::Truth::{self, CannotSay, DoesNotHold, Holds};
use yardstick::rulebook::expression::{Trace, What, evaluate, explain, value};

use super::world::{School, World, suppressed};

/// Four schools: 55, 65, suppressed, 70; the last is a secondary; one has no pupils counted.
fn authority(world: &World) -> School<'_> {
    let school = |phase: &str| world.school().has("phase", phase);
    School::of(
        world,
        vec![
            school("primary").has("ks2.l4_em", 55).has("ks2.pupils", 10).has("a", 1),
            school("primary").has("ks2.l4_em", 65).has("ks2.pupils", 30).has("a", 2),
            school("primary").lacks("ks2.l4_em", suppressed()).has("ks2.pupils", 4).has("a", 3),
            school("secondary").has("ks2.l4_em", 70).has("a", 4),
        ],
    )
}

#[track_caller]
fn answers(facts: &School<'_>, world: &World, cases: &[(&str, Truth)]) {
    for (text, truth) in cases {
        let expression = world.condition(text);
        assert_eq!(evaluate(&expression, facts).truth, *truth, "{text}");
        assert_eq!(explain(&expression, facts, &mut Trace::default()).truth, *truth, "explained: {text}");
    }
}

#[test]
fn a_school_that_cannot_be_judged_leaves_open_what_it_could_turn() {
    let world = World::new();
    answers(
        &authority(&world),
        &world,
        &[
            ("any_school(ks2.l4_em < 60)", Holds),
            ("any_school(ks2.l4_em < 50)", CannotSay),
            ("any_school(ks2.l4_em < 60, phase == \"secondary\")", DoesNotHold),
            ("every_school(ks2.l4_em > 50)", CannotSay),
            ("every_school(ks2.l4_em > 60)", DoesNotHold),
            ("every_school(ks2.l4_em > 60, phase == \"secondary\")", Holds),
            ("no_school(ks2.l4_em < 50)", CannotSay),
            ("no_school(ks2.l4_em < 60)", DoesNotHold),
            ("no_school(ks2.l4_em < 50, a != 3)", Holds),
            ("count(ks2.l4_em < 50) == 0", CannotSay),
            ("count(ks2.l4_em < 60) == 0", DoesNotHold),
            ("count(ks2.l4_em < 60) >= 1", Holds),
            ("count(ks2.l4_em < 60) < 2", CannotSay),
            ("count(ks2.l4_em < 60) < 3", Holds),
            ("count(ks2.l4_em < 60) in [1, 2]", CannotSay),
            ("count(ks2.l4_em < 60) in [3, 4]", DoesNotHold),
            ("4 - count(ks2.l4_em < 60) >= 2", Holds),
            ("max(count(ks2.l4_em < 60), 2) == 2", Holds),
            ("count(ks2.l4_em < 60, phase == \"secondary\") == 0", Holds),
            ("count(a < 1, ks2.l4_em > 1) == 0", Holds),
        ],
    );
}

#[test]
fn shares_sums_and_means_are_of_the_schools_known() {
    let world = World::new();
    let authority = authority(&world);
    for (text, number) in [
        ("share(ks2.l4_em > 60)", 200.0 / 3.0),
        ("share(ks2.l4_em > 60, phase == \"primary\")", 50.0),
        ("sum(ks2.l4_em)", 190.0),
        ("sum(a + 1)", 14.0),
        // the secondary counts no pupils and is left out: (55 x 10 + 65 x 30) / 40
        ("mean(ks2.l4_em)", 62.5),
        ("mean(a)", 2.5),
    ] {
        let number_found = value(&world.expression(text), &authority).unwrap().number().unwrap();
        assert!((number_found - number).abs() < 1e-9, "{text}: {number_found}");
    }
    for text in ["share(b > 1)", "sum(b)", "mean(b)", "share(a > 1, a > 9)", "mean(a, a > 9)"] {
        assert!(matches!(value(&world.expression(text), &authority), Err(Missing::CannotCompute(_))), "{text}");
    }
}

#[test]
fn a_record_tells_how_many_schools_were_known_and_whom_to_ask() {
    let world = World::new();
    let mut trace = Trace::default();
    let answer = explain(&world.condition("count(ks2.l4_em < 60) < 2"), &authority(&world), &mut trace);
    assert_eq!(answer.truth, CannotSay);
    let summaries: Vec<_> =
        trace.used.iter().filter(|used| matches!(used.reading.what, What::Schools { .. })).collect();
    let [summary] = summaries.as_slice() else { panic!("{summaries:?}") };
    assert!(matches!(summary.reading.what, What::Schools { known: 3, unknown: 1, weighted: false, .. }));
    let blamed: Vec<_> = trace.to_blame().collect();
    let [blank] = blamed.as_slice() else { panic!("{blamed:?}") };
    assert_eq!((blank.school, &blank.reading.value), (Some(2), &Err(suppressed())));

    let mut trace = Trace::default();
    let answer = explain(&world.condition("mean(ks2.l4_em) > 50"), &authority(&world), &mut trace);
    assert_eq!(answer.truth, Holds, "the suppressed four cannot turn it");
    let summary = trace.used.last().unwrap();
    assert!(matches!(summary.reading.what, What::Schools { known: 2, unknown: 2, weighted: true, .. }));
    assert_eq!(trace.to_blame().count(), 0);
    let answer = evaluate(&world.condition("mean(ks2.l4_em) > 60"), &authority(&world));
    assert_eq!(answer.truth, CannotSay, "without them it is 62.5, with them at nought 56.8");
}

#[test]
fn without_schools_or_asked_of_a_school_nothing_is_said() {
    let world = World::new();
    let nobody = School::of(&world, Vec::new());
    for text in
        ["every_school(a > 1)", "no_school(a > 1)", "any_school(a > 1)", "count(a > 1) == 0", "share(a > 1) < 5"]
    {
        assert_eq!(evaluate(&world.condition(text), &nobody).truth, CannotSay, "{text}");
        assert_eq!(evaluate(&world.condition(text), &world.school().has("a", 1)).truth, CannotSay, "{text}");
    }
}

#[test]
fn a_function_gets_the_number_of_every_school_that_is_meant() {
    let world = World::with_script("fn many(list) { list.len() }\nfn gaps(list) { list.len() - known(list).len() }");
    let authority = authority(&world);
    answers(
        &authority,
        &world,
        &[
            ("many(values(ks2.l4_em)) == 4", Holds),
            // the suppressed school stands in the list as missing
            ("gaps(values(ks2.l4_em)) == 1", Holds),
            ("many(values(ks2.l4_em, phase == \"primary\")) == 3", Holds),
            ("many(values(a, a > 2)) == 2", Holds),
        ],
    );
    let mut trace = Trace::default();
    let _ = explain(&world.condition("many(values(ks2.l4_em)) == 4"), &authority, &mut trace);
    let told = |what: &What| matches!(what, What::Schools { known: 3, unknown: 1, weighted: false, .. });
    assert!(trace.used.iter().any(|used| told(&used.reading.what)));
    let nobody = School::of(&world, Vec::new());
    assert_eq!(evaluate(&world.condition("many(values(a)) == 0"), &nobody).truth, CannotSay);
}

#[test]
fn the_pupils_by_which_a_mean_weighs_are_blamed_where_nobody_knows_them() {
    let world = World::new();
    let school = |share: f64| world.school().has("ks2.l4_em", share);
    let missing = |pupils: Missing| vec![school(55.0).has("ks2.pupils", 10), school(65.0).lacks("ks2.pupils", pupils)];
    let authority = School::of(&world, missing(suppressed()));
    let blamed = |text: &str| -> Vec<(Option<u32>, Option<u32>)> {
        let mut trace = Trace::default();
        let _ = explain(&world.condition(text), &authority, &mut trace);
        trace.to_blame().map(|used| (used.school, used.reading.place.as_ref().map(|place| place.column))).collect()
    };
    assert_eq!(blamed("mean(ks2.l4_em) < 60"), [(Some(1), Some(1))]);
    // however many they are, it lies between the two figures
    assert_eq!(blamed("mean(ks2.l4_em) < 70"), []);
    assert_eq!(blamed("sum(ks2.l4_em) < 70"), []);
}
