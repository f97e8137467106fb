//! Tables and bands in which something is not known, against a second judge that puts every value for it that there is.

use yardstick::domain::{Bounded, Marked, Missing, Value, Within};
use yardstick::judge::evaluate::Outcome;

use super::small;

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
measures:
  - {id: phase, title: Phase, unit: words, undated: true, headings: [Phase], categories: {primary: [Primary]}}
  - {id: standing, title: Standing, unit: number, headings: [Group]}
  - {id: capacity, title: Capacity, unit: words, headings: [Capacity], categories: {A: [A], B: [B], C: [C]}}
  - {id: score, title: Score, unit: points, headings: [Score]}
  - id: colour
    title: Colour
    unit: words
    table:
      down: standing
      across: capacity
      cells:
        "1": {A: green, B: green, C: yellow}
        "2": {A: yellow, B: amber, C: red}
        "3": {A: red, B: red, C: red}
  - id: visits
    title: Visits
    unit: number
    table:
      down: standing
      across: capacity
      cells:
        "1": {A: 1, B: 1, C: 2}
        "2": {A: 2, B: 4, C: 6}
        "3": {A: 6, B: 6, C: 6}
  - {id: days, title: Days, unit: days, computed: 'choose(colour, "green", 4, "yellow", 10, "amber", 15, "red", 25)'}
  - {id: twice, title: Twice, unit: number, computed: visits * 2}
  - {id: verdict, title: Verdict, unit: words, computed: 'choose(colour, "green", "good", "yellow", "good", "amber", "bad", "bad")'}
  - {id: band, title: Band, unit: words, computed: 'steps(score / 2, "well below", 2, "below", 4, "average", 6, "above")'}
judgements:
  grades: [{grade: '1', title: Good, value: 1}, {grade: '2', title: Weak, value: 2}]
  strands: [{strand: achievement, title: Achievement}]
  working grade: {take: worst, from: [indicated]}
statuses:
  - {status: any, title: Any, otherwise: true}
watchpoints:
  - {watch: red, title: Red, when: colour == "red", source: page 1}
  - {watch: not-red, title: Not red, when: '"red" != colour', source: page 1}
  - {watch: worse, title: Worse, when: 'colour in ["amber", "red"]', source: page 1}
  - {watch: visits, title: Visits, when: visits >= 4, source: page 1}
  - {watch: twice, title: Twice, when: twice >= 8, say: "{twice}", source: page 1}
  - {watch: days, title: Days, when: days > 10, source: page 1}
  - {watch: good, title: Good, when: verdict == "good", source: page 1}
  - {watch: low, title: Low, when: 'band in ["below", "well below"]', source: page 1}
  - {watch: above, title: Above, when: band == "above", source: page 1}
  - {watch: either, title: Either, when: 'band == "below" or colour == "red"', source: page 1}
"#;

/// A group, a capacity and a score, by their places.
type Full = (usize, usize, i32);

fn colour((group, capacity, _): Full) -> &'static str {
    [["green", "green", "yellow"], ["yellow", "amber", "red"], ["red", "red", "red"]][group][capacity]
}

fn band((.., score): Full) -> &'static str {
    match score {
        ..4 => "well below",
        4..8 => "below",
        8..12 => "average",
        12.. => "above",
    }
}

/// A condition as a programmer writes it.
type Plain = fn(Full) -> bool;

const PLAIN: [(&str, Plain); 10] = [
    ("red", |full| colour(full) == "red"),
    ("not-red", |full| colour(full) != "red"),
    ("worse", |full| ["amber", "red"].contains(&colour(full))),
    ("visits", |(group, capacity, _)| [[1, 1, 2], [2, 4, 6], [6, 6, 6]][group][capacity] >= 4),
    ("twice", |(group, capacity, _)| [[1, 1, 2], [2, 4, 6], [6, 6, 6]][group][capacity] >= 4),
    ("days", |full| ["amber", "red"].contains(&colour(full))),
    ("good", |full| ["green", "yellow"].contains(&colour(full))),
    ("low", |full| ["below", "well below"].contains(&band(full))),
    ("above", |full| band(full) == "above"),
    ("either", |full| band(full) == "below" || colour(full) == "red"),
];

/// The answer on which all ways to fill the gaps agree.
fn brute(plain: Plain, groups: &[usize], capacities: &[usize], scores: &[i32]) -> Outcome {
    let ways = groups.iter().flat_map(|group| capacities.iter().map(move |capacity| (*group, *capacity)));
    small::agreed(
        ways.flat_map(|(group, capacity)| scores.iter().map(move |score| Some(plain((group, capacity, *score))))),
    )
}

#[test]
fn a_table_and_a_band_answer_what_every_value_for_a_blank_agrees_on() {
    let rules = small::rules(RULES);
    let either = || [Some(0), Some(1), Some(2), None];
    // a score that is known, and what lies in one band, in two beside each other, and in more
    let scores = [(3, 3), (4, 4), (0, 3), (4, 7), (0, 7), (5, 9), (12, 19), (0, 19)];
    let (mut settled, mut unsaid) = (0, 0);
    for group in either() {
        for capacity in either() {
            for (least, most) in scores {
                let bound = || {
                    Missing::from(Bounded {
                        written: "<9".into(),
                        within: Within::new(f64::from(least), f64::from(most)),
                    })
                };
                #[allow(clippy::cast_precision_loss)]
                let number = group.map(|group: usize| Value::Number(group as f64 + 1.0)).ok_or(Missing::Blank);
                let letter = capacity.map(|at: usize| Value::Text(["A", "B", "C"][at].into())).ok_or(Missing::Blank);
                let score = if least == most { Ok(Value::Number(f64::from(least))) } else { Err(bound()) };
                let given = [
                    ("phase", "all", Ok(Value::Text("primary".into()))),
                    ("standing", "all", number),
                    ("capacity", "all", letter),
                    ("score", "all", score),
                ];
                let school = small::school(&rules, "Elm Road", &given);
                let found = small::judged(&rules, &small::dataset(vec![school]));
                let all = |one: Option<usize>| one.map_or_else(|| vec![0, 1, 2], |one| vec![one]);
                let scores: Vec<i32> = (least..=most).collect();
                for (name, plain) in PLAIN {
                    let wanted = brute(plain, &all(group), &all(capacity), &scores);
                    let said = found.schools[0].of(rules.rule_named(name).unwrap().0).unwrap().outcome;
                    let given = (group, capacity, least, most);
                    assert_eq!(said, wanted, "{name} with {given:?}");
                    let open = group.is_none() || capacity.is_none() || least < most;
                    settled += usize::from(open && wanted != Outcome::CannotSay);
                    unsaid += usize::from(wanted == Outcome::CannotSay);
                }
            }
        }
    }
    assert!(settled > 100 && unsaid > 100, "{settled} {unsaid}");
}

#[test]
fn a_row_that_is_the_same_all_across_says_nothing_of_a_school_without_that_value() {
    let rules = small::rules(RULES);
    let red = |capacity: Missing| {
        let given = [("standing", "all", Ok(Value::Number(3.0))), ("capacity", "all", Err(capacity))];
        let school = small::school(&rules, "Elm Road", &given);
        let found = small::judged(&rules, &small::dataset(vec![school]));
        found.schools[0].of(rules.rule_named("red").unwrap().0).unwrap().outcome
    };
    let (id, words, written) = ("not-judged".into(), "not judged".into(), "NJ".into());
    let none = Missing::from(Marked { id, words, written, within: None, no_figure: true });
    assert_eq!([red(Missing::Blank), red(none)], [Outcome::Holds, Outcome::CannotSay]);
}
