//! Places among other schools, against a second judge that puts every number for every blank, and every answer for
//! whether a school counts.

use yardstick::domain::{Marked, Missing, Value, Within};
use yardstick::intake::record::{Entry, FactKey, School};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Outcome, Views};
use yardstick::rulebook::Rulebook;
use yardstick::rulebook::ids::GroupId;

use super::small;

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
measures:
  - {id: phase, title: Phase, unit: words, undated: true, headings: [Phase], categories: {primary: [Primary], secondary: [Secondary]}}
  - {id: x, title: Attendance, unit: points, better: higher, phase: [secondary], headings: [Attendance]}
  - {id: y, title: Absence, unit: points, better: lower, headings: [Absence]}
  - {id: special, title: Special school, unit: yes-no, headings: [Special]}
comparators:
  - {id: others, title: Schools that are not special, computed: true, where: not special}
  - {id: with_figure, title: Schools with a figure, computed: true, known only: true, where: not special}
  - {id: like, title: Schools of the same sort, computed: true, same: [special]}
judgements:
  grades: [{grade: '1', title: Good, value: 1}, {grade: '2', title: Weak, value: 2}]
  strands: [{strand: achievement, title: Achievement}]
  working grade: {take: worst, from: [indicated]}
statuses:
  - {status: any, title: Any, otherwise: true}
watchpoints:
  - {watch: first, title: Among the first two, when: 'first(2, x.others)', source: page 1}
  - {watch: last, title: Last, when: 'last(1, x.others)', source: page 1}
  - {watch: rank, title: Third or later, when: x.others.rank >= 3, source: page 1}
  - {watch: from-last, title: Among the last two, when: x.others.rank_from_last <= 2, source: page 1}
  - {watch: percentile, title: Upper half, when: x.others.percentile >= 50, source: page 1}
  - {watch: lowest, title: Lowest, when: x.others.percentile <= 0, source: page 1}
  - {watch: absence, title: Least absence, when: 'first(1, y.others)', source: page 1}
  - {watch: alike, title: First of its sort, when: 'first(1, x.like)', source: page 1}
  - {watch: of-known, title: First of those known, when: 'first(1, x.with_figure)', source: page 1}
"#;

/// A school: its figure, and whether it is special.
type Row = (Option<i32>, Option<bool>);
/// The same with nothing missing.
type Full = (i32, bool);

fn school(rules: &Rulebook, number: usize, (figure, special): Row, phase: &str) -> School {
    let or_suppressed = |value: Option<Value>| value.ok_or_else(|| Missing::CannotCompute("suppressed".into()));
    let number_of = || or_suppressed(figure.map(|figure| Value::Number(f64::from(figure))));
    let given = [
        ("phase", "all", Ok(Value::Text(phase.into()))),
        ("x", "all", number_of()),
        ("y", "all", number_of()),
        ("special", "all", or_suppressed(special.map(Value::Flag))),
    ];
    small::school(rules, &format!("School {number:03}"), &given)
}

/// What holds of the first of these schools, where nothing is missing; `None` where it has no place.
type Plain = fn(&[Full]) -> Option<bool>;

fn others(all: &[Full]) -> impl Iterator<Item = i32> {
    all.iter().skip(1).filter(|school| !school.1).map(|school| school.0)
}

fn better(all: &[Full]) -> usize {
    others(all).filter(|figure| *figure > all[0].0).count()
}

fn worse(all: &[Full]) -> usize {
    others(all).filter(|figure| *figure < all[0].0).count()
}

fn counts(all: &[Full]) -> Option<()> {
    (!all[0].1).then_some(())
}

fn percentile(all: &[Full]) -> Option<f64> {
    counts(all)?;
    let others = others(all).count();
    #[allow(clippy::cast_precision_loss)]
    (others > 0).then(|| 100.0 * worse(all) as f64 / others as f64)
}

const PLAIN: [(&str, Plain); 8] = [
    ("first", |all| Some(counts(all).is_some() && better(all) < 2)),
    ("last", |all| Some(counts(all).is_some() && worse(all) < 1)),
    ("rank", |all| counts(all).map(|()| better(all) >= 2)),
    ("from-last", |all| counts(all).map(|()| worse(all) <= 1)),
    ("percentile", |all| percentile(all).map(|part| part >= 50.0)),
    ("lowest", |all| percentile(all).map(|part| part <= 0.0)),
    ("absence", |all| Some(counts(all).is_some() && worse(all) < 1)),
    ("alike", |all| Some(all.iter().skip(1).filter(|other| other.1 == all[0].1 && other.0 > all[0].0).count() < 1)),
];

/// The answer that all ways to fill the blanks agree on.
fn brute(plain: Plain, rows: &[Row]) -> Outcome {
    let mut ways: Vec<Vec<Full>> = vec![Vec::new()];
    for (figure, special) in rows {
        let figures = figure.map_or_else(|| (-1..=9).collect(), |figure| vec![figure]);
        let specials = special.map_or_else(|| vec![true, false], |special| vec![special]);
        let each = figures.iter().flat_map(|figure| specials.iter().map(move |special| (*figure, *special)));
        let each: Vec<Full> = each.collect();
        ways = ways.iter().flat_map(|way| each.iter().map(|one| [way.as_slice(), &[*one]].concat())).collect();
    }
    small::agreed(ways.iter().map(|way| plain(way)))
}

/// Every first school, among several sets of three others.
fn worlds() -> Vec<[Row; 4]> {
    let own: Vec<Row> = [None, Some(2), Some(4), Some(6)]
        .into_iter()
        .flat_map(|figure| [Some(false), Some(true), None].into_iter().map(move |special| (figure, special)))
        .collect();
    let some: [Row; 8] = [
        (Some(2), Some(false)),
        (Some(4), Some(false)),
        (Some(6), Some(false)),
        (Some(6), Some(true)),
        (Some(6), None),
        (Some(3), None),
        (None, Some(false)),
        (None, None),
    ];
    let mut worlds = Vec::new();
    for own in own {
        for (a, b, c) in [
            (0, 1, 2),
            (0, 2, 6),
            (1, 1, 4),
            (2, 2, 7),
            (0, 0, 5),
            (3, 4, 6),
            (0, 1, 3),
            (2, 2, 2),
            (3, 3, 3),
            (0, 0, 0),
            (4, 4, 5),
            (3, 3, 7),
        ] {
            worlds.push([own, some[a], some[b], some[c]]);
        }
    }
    worlds
}

#[test]
fn places_are_as_every_blank_put_for_every_number_says() {
    let rules = small::rules(RULES);
    let (mut settled, mut unsaid) = (0, 0);
    for world in worlds() {
        let schools = world.iter().enumerate().map(|(at, row)| school(&rules, at, *row, "secondary")).collect();
        let found = small::judged(&rules, &small::dataset(schools));
        for (name, plain) in PLAIN {
            let wanted = brute(plain, &world);
            let said = found.schools[0].of(rules.rule_named(name).unwrap().0).unwrap().outcome;
            // nothing is said of the place of a school that may not count at all, or where no school has a figure, though some
            // could be; that it is not among the first or last, is
            let asks_place = !["first", "last", "absence"].contains(&name);
            let same = |row: &&Row| row.0.is_some() && row.1 == world[0].1;
            let nobody = match world[0].1 {
                None => !world[1..].iter().any(|row| row.0.is_some() && row.1 == Some(false)),
                Some(_) => world.iter().find(same).is_none(),
            };
            let careful = (world[0].1.is_none() && asks_place || nobody) && said == Outcome::CannotSay;
            assert!(said == wanted || careful, "{name} with {world:?}: {said:?}, not {wanted:?}");
            let blank = world.iter().any(|row| row.0.is_none() || row.1.is_none());
            settled += usize::from(blank && wanted != Outcome::CannotSay);
            unsaid += usize::from(wanted == Outcome::CannotSay);
        }
    }
    assert!(settled > 100 && unsaid > 100, "{settled} {unsaid}");
}

#[test]
fn schools_of_a_phase_that_the_measure_is_not_about_have_no_place() {
    let rules = small::rules(RULES);
    let of = |rows: [(Row, &str); 3]| {
        let schools = rows.iter().enumerate().map(|(at, (row, phase))| school(&rules, at, *row, phase)).collect();
        let found = small::judged(&rules, &small::dataset(schools));
        [0, 1, 2].map(|at: usize| found.schools[at].of(rules.rule_named("first").unwrap().0).unwrap().outcome)
    };
    let plain = Some(false);
    let found = of([((Some(4), plain), "secondary"), ((Some(2), plain), "secondary"), ((None, plain), "primary")]);
    assert_eq!(found, [Outcome::Holds, Outcome::Holds, Outcome::DoesNotHold]);
}

#[test]
fn where_only_known_figures_count_a_blank_keeps_no_other_school_from_its_place() {
    let rules = small::rules(RULES);
    let rows = [(Some(4), Some(false)), (None, Some(false)), (Some(2), Some(false)), (Some(9), None)];
    let schools = rows.iter().enumerate().map(|(at, row)| school(&rules, at, *row, "secondary")).collect();
    let found = small::judged(&rules, &small::dataset(schools));
    let said =
        [0, 1, 2].map(|at: usize| found.schools[at].of(rules.rule_named("of-known").unwrap().0).unwrap().outcome);
    assert_eq!(said, [Outcome::Holds, Outcome::CannotSay, Outcome::DoesNotHold]);
}

/// A school whose cells say this, and whether it is special.
fn marked(rules: &Rulebook, name: &str, (no_figure, within): (bool, Option<Within>), special: bool) -> School {
    let phase = ("phase", "all", Ok(Value::Text("secondary".into())));
    let special = ("special", "all", Ok(Value::Flag(special)));
    let (id, words, written) = ("m".into(), "not applicable".into(), "NA".into());
    let says: Result<Value, Missing> = Err(Missing::from(Marked { id, words, written, within, no_figure }));
    small::school(rules, name, &[phase, ("x", "all", says.clone()), ("y", "all", says), special])
}

#[test]
fn of_a_school_whose_cell_says_that_there_is_no_figure_no_place_is_said_and_none_is_denied() {
    let rules = small::rules(RULES);
    let of = |special: bool, phase: &str| {
        let mut first = marked(&rules, "School 000", (true, None), special);
        let (phase_of, _) = rules.measure_named("phase").unwrap();
        let key = FactKey { measure: phase_of, group: GroupId::ALL, year: None };
        first.facts.set(key, Entry { value: Ok(Value::Text(phase.into())), place: None, written: None });
        let plain = Some(false);
        let others = [Some(4), Some(2)].iter().zip(1..).map(|(x, at)| school(&rules, at, (*x, plain), "secondary"));
        let dataset = small::dataset(std::iter::once(first).chain(others).collect());
        let found = small::judged(&rules, &dataset);
        let decisions = Decisions::default();
        let views = Views::new(&rules, &dataset, &decisions, &found);
        let told = |at: usize, rule: &str| {
            let verdict = found.schools[at].of(rules.rule_named(rule).unwrap().0).unwrap();
            (verdict.outcome, views.finding(at, *verdict).reason.clone().unwrap_or_default())
        };
        let own = ["first", "last", "absence", "of-known"].map(|rule| told(0, rule));
        (own, [told(1, "first").0, told(2, "last").0, told(1, "last").0])
    };
    let (own, others) = of(false, "secondary");
    for (outcome, why) in own {
        assert!(outcome == Outcome::CannotSay && why.contains("not applicable (“NA”)"), "{outcome:?}: {why}");
    }
    // it keeps no other from its place
    assert_eq!(others, [Outcome::Holds, Outcome::Holds, Outcome::DoesNotHold]);
    // what leaves it out says so, whatever its cell says: a special school, one of a phase that the measure is not about
    let said = |special, phase| of(special, phase).0.map(|(outcome, _)| outcome);
    assert_eq!(said(true, "secondary"), [Outcome::DoesNotHold; 4]);
    let [first, last, absence, known] = said(false, "primary");
    assert_eq!([first, last, known], [Outcome::DoesNotHold; 3]);
    assert_eq!(absence, Outcome::CannotSay, "absence is about every phase");
}

#[test]
fn between_what_a_figure_lies_is_never_taken_for_its_place() {
    let rules = small::rules(RULES);
    let small_share = marked(&rules, "School 000", (false, Some(Within::new(0.0, 0.5))), false);
    let other = school(&rules, 1, (Some(4), Some(false)), "secondary");
    let found = small::judged(&rules, &small::dataset(vec![small_share, other]));
    let said = found.schools[0].of(rules.rule_named("of-known").unwrap().0).unwrap().outcome;
    assert_eq!(said, Outcome::CannotSay);
}
