//! Functions of several values, against a second judge that puts every number for every blank.

use yardstick::domain::{Marked, Missing, Truth};
use yardstick::rulebook::Span;
use yardstick::rulebook::expression::{Condition, ConditionKind, FORMS, evaluate, functions, parse, value};
use yardstick::rulebook::{RuleSource, load};

use super::world::{School, World, suppressed};
use crate::brute::{Plain, brute, rows};

/// A condition as text, and the same written as a function of three numbers.
const CASES: [(&str, Plain); 15] = [
    ("how_many(a < 2, b < 2, c < 2) >= 2", |n| n.iter().filter(|n| **n < 2.0).count() >= 2),
    ("how_many(a < 2, b < 2, c < 2) == 0", |n| n.iter().all(|n| *n >= 2.0)),
    ("how_many(a < 2, b < 1, c < 3) <= 1", |[a, b, c]| {
        [a < 2.0, b < 1.0, c < 3.0].iter().filter(|yes| **yes).count() <= 1
    }),
    ("highest(a, b, c) >= 3", |n| n.iter().any(|n| *n >= 3.0)),
    ("highest(a, b, c) < 3", |n| n.iter().all(|n| *n < 3.0)),
    ("lowest(a, b, c) <= 1", |n| n.iter().any(|n| *n <= 1.0)),
    ("lowest(a, b) > 1 and c > 1", |n| n.iter().all(|n| *n > 1.0)),
    ("steps(highest(a, b, c), 0, 2, 5, 3, 9) >= 5", |n| n.iter().any(|n| *n >= 2.0)),
    ("steps(a, 1, 2, 7, 3, 1) < 5", |[a, ..]| !(2.0..3.0).contains(&a)),
    ("steps(lowest(b, c), 9, 2, 5, 3, 0) > 4", |[_, b, c]| b.min(c) < 3.0),
    ("steps(a, 1, 2, 7, 3, 4) >= 1", |_| true),
    ("steps(a, 1, 2, 7, 3, 4) > 7", |_| false),
    ("steps(a, 1, 2, 7, 3, 4) + steps(b, 0, 2, 2) <= 9", |_| true),
    ("choose(a, 1, 4, 2, 5, 3) >= 3", |_| true),
    ("choose(a, 1, b, c) >= 2", |[a, b, c]| if a == 1.0 { b >= 2.0 } else { c >= 2.0 }),
];
fn school<'w>(world: &'w World, row: [Option<f64>; 3]) -> School<'w> {
    ["a", "b", "c"].iter().zip(row).fold(world.school(), |school, (name, number)| match number {
        Some(number) => school.has(name, number),
        None => school.lacks(name, suppressed()),
    })
}

#[test]
fn every_blank_put_for_every_number_gives_the_same_answer() {
    let world = World::new();
    let (mut settled, mut unsaid) = (0, 0);
    for (text, plain) in CASES {
        let condition = world.condition(text);
        for row in rows() {
            let wanted = brute(plain, row, -2..=12);
            assert_eq!(evaluate(&condition, &school(&world, row)).truth, wanted, "{text} with {row:?}");
            unsaid += usize::from(wanted == Truth::CannotSay);
            settled += usize::from(wanted != Truth::CannotSay && row.contains(&None));
        }
    }
    assert!(settled > 200 && unsaid > 200, "{settled} {unsaid}");
}

/// Functions of single numbers: where one is missing they may leave open what could be said, and never say what could not.
const PLAIN: [(&str, Plain); 6] = [
    ("min(a, b) < 2", |[a, b, _]| a.min(b) < 2.0),
    ("max(a, b) >= 3 or c < 1", |[a, b, c]| a.max(b) >= 3.0 || c < 1.0),
    ("abs(a - b) > 1", |[a, b, _]| (a - b).abs() > 1.0),
    ("round(a / 2, 0) >= 1 and b > 0", |[a, b, _]| (a / 2.0).round() >= 1.0 && b > 0.0),
    ("lowest_known(a, b, c) >= 0 and a < 2", |[a, b, c]| a.min(b).min(c) >= 0.0 && a < 2.0),
    ("weighted(3, a, 1, b, 2, c, 1) >= 2", |[a, b, c]| (a + 2.0 * b + c) / 4.0 >= 2.0),
];

#[test]
fn functions_of_single_numbers_say_nothing_that_a_blank_could_turn() {
    let world = World::new();
    for (text, plain) in PLAIN {
        let condition = world.condition(text);
        for row in rows() {
            let wanted = brute(plain, row, -2..=12);
            let said = evaluate(&condition, &school(&world, row)).truth;
            let whole = !row.contains(&None);
            // what is asked of the known ones alone is not asked of the blanks
            let known_only = text.contains("_known") && !whole;
            assert!(
                known_only || said == wanted || !whole && said == Truth::CannotSay,
                "{text} with {row:?}: {said:?}"
            );
        }
    }
}

#[test]
fn every_function_is_told_with_one_example() {
    for function in functions() {
        assert_eq!(function.about.matches("Example: ").count(), 1, "{}", function.name);
        let example = function.about.split("Example: ").nth(1).unwrap().trim_end_matches('.');
        assert!(example.contains(function.name), "{}: {example}", function.name);
    }
}

#[test]
fn every_form_is_told_with_one_example_that_a_rulebook_may_hold() {
    for form in FORMS {
        let example = form.about.split("Example: ").nth(1).unwrap().trim_end_matches('.');
        assert!(example.contains(form.name), "{}: {example}", form.name);
        let (measure, rule) = match form.name {
            "table" => (format!("  - {{id: d, title: D, unit: words, {example}}}\n"), "when: a < 40".to_owned()),
            "for each" => (String::new(), format!("{example}, when: $measure < 40")),
            _ => (String::new(), format!("when: {example}")),
        };
        let each = if form.name == "for each" { "-$measure" } else { "" };
        let (rule, decided) = if form.name == "status may be decided" {
            ("when: a < 40".to_owned(), format!("  {example}\n"))
        } else {
            (rule, String::new())
        };
        let text = format!(
            "measures:
  - {{id: a, title: A, unit: number, headings: [A]}}
  - {{id: b, title: B, unit: number, headings: [B]}}
  - {{id: c, title: C, unit: number, headings: [C]}}
{measure}judgements:
  source: ours
  grades: [{{grade: '1', title: Good, value: 1}}, {{grade: '2', title: Weak, value: 2}}]
  strands: [{{strand: achievement, title: Achievement}}]
{decided}  working grade: {{take: worst, from: [indicated]}}
indications:
  - {{indication: weak, grade: '2', title: Weak, strand: achievement, when: b < 40, source: ours}}
watchpoints:
  - {{watch: one{each}, title: One, {rule}, source: ours}}
"
        );
        let loaded = load(&RuleSource::from_texts([("Rules.yaml", &*text)]));
        assert!(loaded.rulebook.is_some(), "{}: {:#?}\n{text}", form.name, loaded.diagnostics);
    }
}

#[test]
fn at_least_so_many_of_several_lines_answers_as_how_many_does() {
    let world = World::new();
    let place = Span::default();
    let part = |text: &str| Condition { kind: ConditionKind::Test(world.condition(text)), place: place.clone() };
    for least in 1..=3 {
        let parts = vec![part("a < 2"), part("b < 2"), part("c < 2")];
        let lines = Condition { kind: ConditionKind::AtLeast(least, parts), place: place.clone() };
        let text = world.condition(&format!("how_many(a < 2, b < 2, c < 2) >= {least}"));
        for row in rows() {
            let school = school(&world, row);
            let answer = lines.evaluate(&school).truth;
            assert_eq!(answer, evaluate(&text, &school).truth, "{least} with {row:?}");
            let explained = lines.explain(&school);
            assert_eq!(explained.answer.truth, answer);
            assert_eq!(explained.trace.to_blame().count() > 0, answer == Truth::CannotSay, "{least} with {row:?}");
        }
    }
}

fn not_rated() -> Missing {
    let (id, words, written) = ("not-rated".into(), "not rated".into(), "NR".into());
    Missing::from(Marked { id, words, written, within: None, no_figure: true })
}

/// A school of which a cell says that there is none where another's has a number.
fn rated(world: &World, row: [Option<f64>; 3]) -> School<'_> {
    ["a", "b", "c"].iter().zip(row).fold(world.school(), |school, (name, number)| match number {
        Some(number) => school.has(name, number),
        None => school.lacks(name, not_rated()),
    })
}

#[test]
fn the_weight_of_a_missing_part_is_shared_out_and_a_least_number_is_asked_for() {
    let world = World::new();
    let points = world.expression("weighted(2, a, 50, b, 30, c, 20)");
    // nobody knows whether a part that is kept back is there
    assert_eq!(value(&points, &school(&world, [Some(4.0), None, Some(1.0)])), Err(suppressed()));
    let of = |row| value(&points, &rated(&world, row)).ok().and_then(|value| value.number());
    assert_eq!(of([Some(4.0), Some(2.0), Some(1.0)]), Some(2.8), "(4 x 50 + 2 x 30 + 1 x 20) / 100");
    assert_eq!(of([Some(4.0), None, Some(1.0)]), Some(220.0 / 70.0), "(4 x 50 + 1 x 20) / 70");
    assert_eq!(of([Some(4.0), None, None]), None, "one part is fewer than two");
    assert_eq!(value(&points, &rated(&world, [None, None, Some(1.0)])), Err(not_rated()));
}

#[test]
fn a_choice_that_lists_not_all_values_says_nothing_of_one_that_is_missing() {
    let world = World::new();
    let of = |text: &str, row| value(&world.expression(text), &school(&world, row)).map(|value| value.to_string());
    for text in ["choose(a, 1, \"one\")", "choose(a, 1, \"one\", 2, \"one\")"] {
        assert_eq!(of(text, [Some(1.0), None, None]), Ok("one".to_owned()));
        assert_eq!(of(text, [None; 3]), Err(suppressed()), "{text}");
    }
    assert_eq!(of("choose(a, 1, \"one\", \"one\")", [None; 3]), Ok("one".to_owned()));
}

#[test]
fn the_known_ones_may_be_asked_alone() {
    let world = World::new();
    let number =
        |text: &str, row| value(&world.expression(text), &school(&world, row)).ok().and_then(|value| value.number());
    assert_eq!(number("highest_known(a, b, c)", [Some(1.0), None, Some(3.0)]), Some(3.0));
    assert_eq!(number("lowest_known(a, b, c)", [Some(1.0), None, Some(3.0)]), Some(1.0));
    assert_eq!(number("highest_known(a, b, c)", [None; 3]), None);
}

#[test]
fn a_bound_that_is_open_is_told_as_such() {
    let world = World::new();
    let why = value(&world.expression("highest(a, b)"), &school(&world, [Some(3.0), None, None])).unwrap_err();
    assert!(matches!(&why, Missing::CannotCompute(text) if text.starts_with("3 or more: ")), "{why:?}");
}

#[test]
fn steps_give_words_and_lines_that_fall_are_a_mistake() {
    let world = World::new();
    let words = world.expression("steps(a, \"C\", 2, \"B\", 3, \"A\")");
    let of = |a| value(&words, &school(&world, [Some(a), None, None])).unwrap().to_string();
    assert_eq!([of(1.9), of(2.0), of(2.9), of(3.0)], ["C", "B", "B", "A"]);
    for (text, wanted) in [
        ("steps(a, 1, 3, 2, 2, 3) > 1", "not above the one before"),
        ("steps(a, 1, 3, \"x\") == 1", "what stands before it gives"),
        ("weighted(1, a, 2, b) > 1", "takes how many must be known, and then each value with its weight"),
        ("how_many(a, b < 1) > 1", "not a condition"),
        ("choose(a, 1) > 1", "3 or more values"),
    ] {
        let mistakes = parse(text, &world).unwrap_err();
        assert!(mistakes.iter().any(|mistake| mistake.message.contains(wanted)), "{text}: {mistakes:?}");
    }
}
