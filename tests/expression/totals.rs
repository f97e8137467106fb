//! Sums, means, shares and counts of schools of which something is not known, against a second judge that fills every
//! blank in every way: a number that is missing, and whether a school is meant.

use yardstick::domain::Truth::{self, CannotSay};
use yardstick::domain::{Bounded, Marked, Missing, Value, Within};
use yardstick::rulebook::expression::{evaluate, value};

use super::world::{School, World, suppressed};

/// A school: its number, and whether it is meant.
type Row = (Option<i32>, Option<bool>);
/// What is said of the numbers of the schools meant; `None` where there is none.
type Plain = fn(&[f64]) -> Option<bool>;

fn mean(numbers: &[f64]) -> Option<f64> {
    let many = u32::try_from(numbers.len()).unwrap();
    (many > 0).then(|| numbers.iter().sum::<f64>() / f64::from(many))
}

fn share(numbers: &[f64]) -> Option<f64> {
    mean(&numbers.iter().map(|number| if *number >= 2.0 { 100.0 } else { 0.0 }).collect::<Vec<_>>())
}

const CASES: [(&str, Plain); 8] = [
    ("mean(a, phase == 'primary') >= 2", |n| mean(n).map(|mean| mean >= 2.0 - 1e-9)),
    ("mean(a, phase == 'primary') < 3", |n| mean(n).map(|mean| mean < 3.0 - 1e-9)),
    ("mean(a, phase == 'primary') + 1 > 2", |n| mean(n).map(|mean| mean + 1.0 > 2.0 + 1e-9)),
    ("sum(a, phase == 'primary') > 3", |n| mean(n).map(|_| n.iter().sum::<f64>() > 3.0)),
    ("sum(a, phase == 'primary') <= 8", |n| mean(n).map(|_| n.iter().sum::<f64>() <= 8.0)),
    ("share(a >= 2, phase == 'primary') >= 50", |n| share(n).map(|share| share >= 50.0 - 1e-9)),
    ("share(a >= 2, phase == 'primary') < 60", |n| share(n).map(|share| share < 60.0 - 1e-9)),
    ("count(a >= 2, phase == 'primary') >= 2", |n| Some(n.iter().filter(|n| **n >= 2.0).count() >= 2)),
];

fn rows() -> Vec<Row> {
    let numbers = [None, Some(0), Some(2), Some(4)];
    let meant = [Some(true), Some(false), None];
    numbers.iter().flat_map(|number| meant.iter().map(|meant| (*number, *meant))).collect()
}

fn school(world: &World, (number, meant): Row) -> School<'_> {
    let school = match number {
        Some(number) => world.school().has("a", number),
        None => world.school().lacks("a", suppressed()),
    };
    match meant {
        Some(meant) => school.has("phase", if meant { "primary" } else { "secondary" }),
        None => school.lacks("phase", Missing::NoColumn),
    }
}

/// What is said however the blanks are filled.
fn brute(plain: Plain, rows: &[Row]) -> Truth {
    let mut ways: Vec<Vec<f64>> = vec![Vec::new()];
    for (number, meant) in rows {
        let numbers: Vec<f64> = number.map_or_else(|| vec![0.0, 1.0, 2.0, 3.0, 4.0], |number| vec![f64::from(number)]);
        let mut filled = if *meant == Some(true) { Vec::new() } else { ways.clone() };
        if *meant != Some(false) {
            let with = |way: &Vec<f64>, number: f64| way.iter().copied().chain([number]).collect();
            filled.extend(ways.iter().flat_map(|way| numbers.iter().map(move |number| with(way, *number))));
        }
        ways = filled;
    }
    let said: Vec<Option<bool>> = ways.iter().map(|way| plain(way)).collect();
    match said.first() {
        Some(Some(first)) if said.iter().all(|other| *other == Some(*first)) => Truth::from(*first),
        _ => CannotSay,
    }
}

#[test]
fn what_is_said_of_several_schools_is_said_however_their_blanks_are_filled() {
    let world = World::new();
    let (mut settled, mut unsaid) = (0, 0);
    for (text, plain) in CASES {
        let condition = world.condition(text);
        for one in rows() {
            for other in rows() {
                for third in rows() {
                    let three = [one, other, third];
                    let authority = School::of(&world, three.iter().map(|row| school(&world, *row)).collect());
                    let wanted = brute(plain, &three);
                    // a sum or mean of schools of whom no number at all is known is not said
                    let known = three.iter().any(|(number, meant)| number.is_some() && *meant == Some(true));
                    let found = evaluate(&condition, &authority).truth;
                    if known || found != CannotSay {
                        assert_eq!(found, wanted, "{text} with {three:?}");
                    }
                    let blank = three.iter().any(|(number, meant)| number.is_none() || meant.is_none());
                    unsaid += usize::from(found == CannotSay);
                    settled += usize::from(found != CannotSay && blank);
                }
            }
        }
    }
    assert!(settled > 1000 && unsaid > 1000, "{settled} {unsaid}");
}

#[test]
fn a_mean_is_shown_of_the_schools_known_and_decides_only_what_the_others_cannot_turn() {
    let world = World::new();
    let school = |pupils: i32| world.school().has("ks2.pupils", pupils);
    let authority = School::of(
        &world,
        vec![
            school(100).has("ks2.l4_em", 70),
            school(96).has("ks2.l4_em", 80),
            // four pupils cannot move the mean by more than two points
            school(4).lacks("ks2.l4_em", suppressed()),
        ],
    );
    let mean = value(&world.expression("mean(ks2.l4_em)"), &authority).unwrap().number().unwrap();
    assert!((mean - 74.898).abs() < 0.001, "{mean}");
    for (text, truth) in [
        ("mean(ks2.l4_em) > 73", Truth::Holds),
        ("mean(ks2.l4_em) > 74", CannotSay),
        ("mean(ks2.l4_em) < 76", Truth::Holds),
        ("mean(ks2.l4_em) > mean(ks2.l4_em) - 5", Truth::Holds),
    ] {
        assert_eq!(evaluate(&world.condition(text), &authority).truth, truth, "{text}");
    }
}

#[test]
fn a_school_that_the_table_does_not_list_is_in_none_of_its_figures() {
    let world = World::new();
    let listed = |value: i32| world.school().has("a", value).has("phase", "primary");
    let absent = || world.school().lacks("a", Missing::NoRow);
    let authority =
        School::of(&world, vec![listed(2), listed(4), absent().lacks("phase", Missing::NoColumn), absent()]);
    assert_eq!(value(&world.expression("mean(a, phase == 'primary')"), &authority), Ok(Value::Number(3.0)));
    assert_eq!(evaluate(&world.condition("mean(a, phase == 'primary') < 3.5"), &authority).truth, Truth::Holds);
}

#[test]
fn what_is_worked_out_of_a_bound_has_ends_of_its_own() {
    let world = World::new();
    let under = Missing::from(Bounded { written: "<5".into(), within: Within::new(0.0, 4.0) });
    let school = world.school().lacks("a", under).has("c", 30);
    let rate = value(&world.expression("a * 60 / c"), &school).unwrap_err();
    assert_eq!(rate.within(), Some((0.0, 8.0)), "{rate:?}");
}

#[test]
fn a_cell_that_gives_a_bound_decides_what_the_bound_decides() {
    let world = World::new();
    let under = Missing::from(Bounded { written: "<5".into(), within: Within::new(0.0, 4.999_999) });
    let few = Missing::from(Marked {
        id: "small".into(),
        words: "under a half".into(),
        written: "SP".into(),
        within: Some(Within::new(0.0, 0.5)),
        no_figure: false,
    });
    let school = world.school().lacks("a", under.clone()).lacks("b", few).has("c", 3);
    for (text, truth) in [
        ("a < 40", Truth::Holds),
        ("a < 5", Truth::Holds),
        ("a >= 11", Truth::DoesNotHold),
        ("a < 3", CannotSay),
        ("a == 7", Truth::DoesNotHold),
        ("b < 1 and b >= 0", Truth::Holds),
        ("b > 0.2", CannotSay),
        ("c + a < 9", Truth::Holds),
        ("a.known", Truth::DoesNotHold),
    ] {
        assert_eq!(evaluate(&world.condition(text), &school).truth, truth, "{text}");
    }
    assert_eq!(value(&world.expression("a"), &school), Err(under), "its text is kept");
    assert_eq!(value(&world.expression("c"), &school), Ok(Value::Number(3.0)));
}
