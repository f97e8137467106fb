//! Figures of other schools of which something is not known, against a second judge that puts every number for every
//! blank, and every answer for whether a school counts: means, medians, quartiles, places, sums, shares and counts.

use yardstick::domain::{Bounded, Marked, Missing, Value, Within};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Evaluation, Outcome, Views};
use yardstick::rulebook::{RuleSource, Rulebook, load};

use super::small::{dataset, judged, rules, school};

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
groups:
  - {id: fsm, title: on free meals, headings: [FSM]}
measures:
  - {id: pupils, title: Pupils, unit: pupils, headings: [Pupils]}
  - {id: x, title: Attendance, unit: points, range: [0, 4], headings: [Attendance]}
  - {id: y, title: Results, unit: percent, cohort: pupils, headings: [Results]}
  - {id: special, title: Special school, unit: yes-no, headings: [Special]}
  - {id: behind, title: Behind the others, unit: points, computed: x.others - x}
comparators:
  - {id: others, title: Schools that are not special, computed: true, where: not special}
  - {id: counted, title: Those whose figure is known, computed: true, where: not special, known only: true}
  - {id: every, title: All schools, computed: true}
  - {id: many, title: All schools of at least three, computed: true, at least: 3}
statuses:
  - {status: any, title: Any, otherwise: true}
watchpoints:
  - {watch: mean, title: W, when: x.others >= 2, source: s}
  - {watch: below-mean, title: W, when: x < x.others, source: s}
  - {watch: median, title: W, when: x.others.median >= 2, source: s}
  - {watch: below-median, title: W, when: x.others.median - x > 1, source: s}
  - {watch: upper, title: W, when: x >= x.others.upper_quartile, source: s}
  - {watch: lower, title: W, when: x.others.lower_quartile <= 1, source: s}
  - {watch: rank, title: W, when: x.others.rank <= 2, source: s}
  - {watch: of-known, title: W, when: x.counted.median >= 2, source: s}
  - {watch: below-y, title: W, when: y < y.every, say: 'Below {y.every}%.', source: s}
  - {watch: group, title: W, when: y.fsm < y.fsm.every, say: 'Against {y.fsm.every}.', source: s}
  - {watch: few, title: W, when: x < x.many, source: s}
  - {watch: behind, title: W, when: behind > 0, source: s}
aims:
  - {aim: all-mean, number: 1, title: A, scope: authority, met when: 'mean(x, not special) >= 2', source: s}
  - {aim: all-sum, number: 2, title: A, scope: authority, met when: 'sum(x, not special) > 5', source: s}
  - {aim: all-share, number: 3, title: A, scope: authority, met when: 'share(x >= 2, not special) >= 50', source: s}
  - {aim: all-count, number: 4, title: A, scope: authority, met when: 'count(x >= 2, not special) >= 2', source: s}
  - {aim: own, number: 5, title: A, scope: authority, met when: x >= 2, source: s}
  - {aim: pooled, number: 7, title: A, scope: authority, met when: 'y.pooled(1) >= 60', source: s}
  - {aim: pooled-low, number: 8, title: A, scope: authority, met when: 'y.pooled(1) >= 40', source: s}
  - {aim: of-pupils, number: 9, title: A, scope: authority, met when: 'y.pupils >= 60', source: s}
  - {aim: of-pupils-low, number: 10, title: A, scope: authority, met when: 'y.pupils >= 40', source: s}
  - {aim: of-counted, number: 11, title: A, scope: authority, met when: x.others >= 2, source: s}
  - {aim: of-many, number: 12, title: A, scope: authority, met when: x.many >= 2, source: s}
  - {aim: own-known, number: 6, title: A, scope: authority, met when: x.counted >= 2.5, source: s}
"#;

/// A school: its figure, and whether it is special.
type Row = (Option<i32>, Option<bool>);
/// The same with nothing missing.
type Full = (i32, bool);

fn said(rules: &Rulebook, found: &Evaluation, rule: &str) -> Outcome {
    let id = rules.rule_named(rule).unwrap().0;
    match found.schools[0].of(id) {
        Some(verdict) => verdict.outcome,
        None => found.authority.iter().find(|finding| finding.rule == id).unwrap().outcome,
    }
}

fn counted(all: &[Full]) -> Vec<f64> {
    let mut counted: Vec<f64> = all.iter().filter(|one| !one.1).map(|one| f64::from(one.0)).collect();
    counted.sort_by(f64::total_cmp);
    counted
}

fn mean(numbers: &[f64]) -> Option<f64> {
    let many = f64::from(u32::try_from(numbers.len()).unwrap());
    (many > 0.0).then(|| numbers.iter().sum::<f64>() / many)
}

/// As Excel's QUARTILE.INC.
fn quartile(numbers: &[f64], quarters: usize) -> Option<f64> {
    let last = numbers.len().checked_sub(1)?;
    let (whole, rest) = (last * quarters / 4, last * quarters % 4);
    let part = f64::from(u32::try_from(rest).unwrap()) / 4.0;
    let next = numbers.get(whole + 1).unwrap_or(&numbers[whole]);
    Some(numbers[whole] + (next - numbers[whole]) * part)
}

fn own(all: &[Full]) -> f64 {
    f64::from(all[0].0)
}

/// What holds where nothing is missing; `None` where there is no figure.
type Plain = fn(&[Full]) -> Option<bool>;

const PLAIN: [(&str, Plain); 13] = [
    ("mean", |all| mean(&counted(all)).map(|mean| mean >= 2.0 - 1e-9)),
    ("below-mean", |all| mean(&counted(all)).map(|mean| own(all) < mean - 1e-9)),
    ("median", |all| quartile(&counted(all), 2).map(|median| median >= 2.0)),
    ("below-median", |all| quartile(&counted(all), 2).map(|median| median - own(all) > 1.0)),
    ("upper", |all| quartile(&counted(all), 3).map(|line| own(all) >= line)),
    ("lower", |all| quartile(&counted(all), 1).map(|line| line <= 1.0)),
    ("rank", |all| {
        let better = counted(&all[1..]).iter().filter(|other| **other > own(all)).count();
        (!all[0].1).then_some(better < 2)
    }),
    ("all-mean", |all| mean(&counted(all)).map(|mean| mean >= 2.0 - 1e-9)),
    ("all-sum", |all| mean(&counted(all)).map(|_| counted(all).iter().sum::<f64>() > 5.0)),
    ("all-share", |all| {
        let counted = counted(all);
        (!counted.is_empty()).then(|| counted.iter().filter(|one| **one >= 2.0).count() * 2 >= counted.len())
    }),
    ("all-count", |all| Some(counted(all).iter().filter(|one| **one >= 2.0).count() >= 2)),
    ("of-counted", |all| mean(&counted(all)).map(|mean| mean >= 2.0 - 1e-9)),
    ("own", |all| mean(&all.iter().map(|one| f64::from(one.0)).collect::<Vec<_>>()).map(|mean| mean >= 2.0 - 1e-9)),
];

/// The answer that all ways to fill the blanks agree on.
fn brute(plain: Plain, rows: &[Row]) -> Outcome {
    let mut ways: Vec<Vec<Full>> = vec![Vec::new()];
    for (figure, special) in rows {
        let figures = figure.map_or_else(|| (0..=4).collect(), |figure| vec![figure]);
        let specials = special.map_or_else(|| vec![true, false], |special| vec![special]);
        let each: Vec<Full> =
            figures.iter().flat_map(|figure| specials.iter().map(move |special| (*figure, *special))).collect();
        ways = ways.iter().flat_map(|way| each.iter().map(|one| [way.as_slice(), &[*one]].concat())).collect();
    }
    let mut answers: Vec<Option<bool>> = ways.iter().map(|way| plain(way)).collect();
    answers.sort_unstable();
    answers.dedup();
    match answers.as_slice() {
        [Some(true)] => Outcome::Holds,
        [Some(false)] => Outcome::DoesNotHold,
        _ => Outcome::CannotSay,
    }
}

#[test]
fn what_is_said_beside_other_schools_is_said_however_their_blanks_are_filled() {
    let rules = rules(RULES);
    let of_number = [None, Some(0), Some(2), Some(3), Some(4)];
    let of_special = [Some(false), Some(false), Some(true), None];
    let mut seed = 19_u64;
    let mut roll = |sides: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((seed >> 33) % sides).unwrap()
    };
    let (mut settled, mut unsaid, mut open) = (0, 0, 0);
    for _ in 0..1_500 {
        let rows: Vec<Row> = (0..2 + roll(4)).map(|_| (of_number[roll(5)], of_special[roll(4)])).collect();
        let schools = rows.iter().enumerate().map(|(at, (figure, special))| {
            let figure = figure.map(|figure| Value::Number(f64::from(figure))).ok_or(Missing::Blank);
            let special = special.map(Value::Flag).ok_or(Missing::Blank);
            school(&rules, &format!("School {at}"), &[("x", "all", figure), ("special", "all", special)])
        });
        let dataset = dataset(schools.collect());
        let found = judged(&rules, &dataset);
        // of no figure at all nothing is said, nor of what hangs on a blank twice over; a place is bounded without the ends of
        // what a figure can be (what it says exactly is tried in `places`)
        let known = rows.iter().any(|row| row.0.is_some() && row.1 == Some(false));
        let twice = |name: &str| rows[0].0.is_none() && ["below-mean", "below-median", "upper"].contains(&name);
        for (name, plain) in PLAIN {
            let (wanted, said) = (brute(plain, &rows), said(&rules, &found, name));
            let careful = !known || name == "rank" || twice(name);
            assert!(said == wanted || said == Outcome::CannotSay, "{name} of {rows:?}: {said:?}, {wanted:?}");
            open += usize::from(said != wanted && !careful);
            let blank = rows.iter().any(|row| row.0.is_none() || row.1.is_none());
            settled += usize::from(blank && said != Outcome::CannotSay);
            unsaid += usize::from(said == Outcome::CannotSay);
        }
    }
    assert!(settled > 2_000 && unsaid > 2_000, "{settled} {unsaid}");
    // what could be said and is not is rare
    assert!(open * 20 < settled, "{open} of {settled}");
}

fn number(number: f64) -> Result<Value, Missing> {
    Ok(Value::Number(number))
}

#[test]
fn a_figure_says_of_how_many_schools_it_is_and_the_cell_to_blame_is_not_the_schools_own() {
    let rules = rules(RULES);
    let of = |figure| vec![("x", "all", figure), ("special", "all", Ok(Value::Flag(false)))];
    let given = [of(number(2.0)), of(number(3.0)), of(Err(Missing::Blank))];
    let schools = given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given));
    let dataset = dataset(schools.collect());
    let found = judged(&rules, &dataset);
    let decisions = Decisions::default();
    let views = Views::new(&rules, &dataset, &decisions, &found);
    let finding = |rule: &str| views.finding(0, *found.schools[0].of(rules.rule_named(rule).unwrap().0).unwrap());
    let below = finding("below-mean");
    assert_eq!(below.outcome, Outcome::CannotSay, "the third may have nothing or four");
    let blamed: Vec<&str> = below.blame.iter().map(|at| &*below.readings[*at].title).collect();
    assert_eq!(blamed, ["School 2: Attendance"]);
    let mean = below.readings.iter().find(|reading| &*reading.name == "x.others").unwrap();
    assert_eq!(mean.origin.as_deref(), Some("mean of 2 of 3 schools: Schools that are not special"));
    let reason = below.reason.as_deref().unwrap();
    let said =
        "Attendance, mean (Schools that are not special): known of 2 of 3 schools only, and the others could turn it";
    assert_eq!(reason, format!("{said}; School 2: Attendance: the cell is blank"));
    assert_eq!(finding("of-known").outcome, Outcome::Holds, "where only those known count, they decide");
}

#[test]
fn a_school_that_the_years_table_does_not_list_is_in_none_of_the_figures_compared() {
    let rules = rules(RULES);
    let of = |figure| vec![("x", "all", number(figure)), ("special", "all", Ok(Value::Flag(false)))];
    let given = [of(2.0), of(3.0), vec![("special", "all", Ok(Value::Flag(false)))]];
    let dataset =
        dataset(given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given)).collect());
    assert_eq!(said(&rules, &judged(&rules, &dataset), "below-mean"), Outcome::Holds);
}

#[test]
fn a_groups_figure_is_weighted_by_the_pupils_of_the_group() {
    let rules = rules(RULES);
    // at the first nearly all are of the group, at the second one in ten
    let of = |all: f64, group: f64, figure: f64| {
        vec![("pupils", "all", number(all)), ("pupils", "fsm", number(group)), ("y", "fsm", number(figure))]
    };
    let given = [of(100.0, 90.0, 40.0), of(100.0, 10.0, 80.0)];
    let dataset =
        dataset(given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given)).collect());
    let found = judged(&rules, &dataset);
    let decisions = Decisions::default();
    let views = Views::new(&rules, &dataset, &decisions, &found);
    let finding = views.finding(0, *found.schools[0].of(rules.rule_named("group").unwrap().0).unwrap());
    assert_eq!(finding.sentence, "Against 44.", "60 by all pupils");
}

#[test]
fn too_few_schools_are_no_comparison() {
    let rules = rules(RULES);
    let of = |figure| vec![("x", "all", number(figure))];
    let given = [of(1.0), of(3.0), of(3.0)];
    let among = |many: usize, rule: &str| {
        let schools =
            given.iter().take(many).enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given));
        said(&rules, &judged(&rules, &dataset(schools.collect())), rule)
    };
    for rule in ["few", "of-many"] {
        assert_eq!((among(2, rule), among(3, rule)), (Outcome::CannotSay, Outcome::Holds), "{rule}");
    }
}

#[test]
fn a_school_without_a_figure_counts_by_its_own_pupils() {
    let rules = rules(RULES);
    let of =
        |pupils: f64, figure: Result<Value, Missing>| vec![("pupils", "all", number(pupils)), ("y", "all", figure)];
    let below = |blank: f64| {
        let given = [of(100.0, number(60.0)), of(100.0, number(80.0)), of(blank, Err(Missing::Blank))];
        let dataset = dataset(
            given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given)).collect(),
        );
        said(&rules, &judged(&rules, &dataset), "below-y")
    };
    assert_eq!(below(10.0), Outcome::Holds, "ten with nothing make 70 into 66.7");
    assert_eq!(below(50.0), Outcome::CannotSay, "fifty make it 56");
}

/// What is said of the first school beside the mean of all, where the third has this for its pupils and its figure.
fn beside_a_third(pupils: Result<Value, Missing>, figure: Result<Value, Missing>) -> Outcome {
    let rules = rules(RULES);
    let of = |pupils, figure| vec![("pupils", "all", pupils), ("y", "all", figure)];
    let given = [of(number(100.0), number(60.0)), of(number(100.0), number(80.0)), of(pupils, figure)];
    let schools = given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given));
    said(&rules, &judged(&rules, &dataset(schools.collect())), "below-y")
}

fn marker(no_figure: bool) -> Result<Value, Missing> {
    Err(Missing::from(Marked { id: "m".into(), words: "m".into(), written: "M".into(), within: None, no_figure }))
}

#[test]
fn a_school_that_has_no_figure_is_in_no_mean_and_one_that_is_kept_back_counts_by_the_pupils_that_it_may_have() {
    assert_eq!(beside_a_third(Err(Missing::Blank), marker(true)), Outcome::Holds, "it has none");
    assert_eq!(beside_a_third(Err(Missing::Blank), marker(false)), Outcome::CannotSay, "nobody knows by how many");
    let under = |most: f64| Err(Missing::from(Bounded { written: "few".into(), within: Within::new(0.0, most) }));
    assert_eq!(beside_a_third(under(10.0), marker(false)), Outcome::Holds, "ten with nothing make 70 into 66.7");
    assert_eq!(beside_a_third(under(50.0), marker(false)), Outcome::CannotSay, "fifty make it 56");
}

#[test]
fn a_school_that_has_no_figure_has_no_place_and_is_in_no_sum() {
    let rules = rules(RULES);
    let plain = || ("special", "all", Ok(Value::Flag(false)));
    let of = |first: f64, figure: Result<Value, Missing>| {
        let given = [number(first), number(3.0), figure].map(|figure| [("x", "all", figure), plain()]);
        let schools = given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given));
        let found = judged(&rules, &dataset(schools.collect()));
        ["rank", "all-mean", "all-sum"].map(|rule| said(&rules, &found, rule))
    };
    use Outcome::{CannotSay, DoesNotHold, Holds};
    assert_eq!(of(2.0, marker(true)), [Holds, Holds, DoesNotHold]);
    assert_eq!(of(2.0, marker(false)), [CannotSay, CannotSay, CannotSay]);
}

#[test]
fn of_a_school_of_which_it_is_not_known_whether_it_counts_that_is_said_and_not_that_its_figure_is_not_known() {
    let rules = rules(RULES);
    let of = |special: Result<Value, Missing>| [("x", "all", number(4.0)), ("special", "all", special)];
    let plain = || Ok(Value::Flag(false));
    let blank = || [("x", "all", Err(Missing::Blank)), ("special", "all", plain())];
    let given = [[("x", "all", number(3.0)), ("special", "all", plain())], of(Err(Missing::Blank)), blank()];
    let schools = given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given));
    let dataset = dataset(schools.collect());
    let found = judged(&rules, &dataset);
    let decisions = Decisions::default();
    let views = Views::new(&rules, &dataset, &decisions, &found);
    let why = |rule: &str| {
        let finding = views.finding(0, *found.schools[0].of(rules.rule_named(rule).unwrap().0).unwrap());
        finding.reason.clone().unwrap()
    };
    let named = "School 2: Attendance: the cell is blank; School 1: Special school: the cell is blank";
    let of_mean =
        "Attendance, mean (Schools that are not special): known of 1 of 3 schools only, and the others could turn it";
    assert_eq!(why("below-mean"), format!("{of_mean}; {named}"));
    let worked_out = "the figure of 1 school is not known, and whether 1 school counts is not known";
    assert!(why("behind").contains(worked_out), "{}", why("behind"));
}

#[test]
fn what_the_others_could_turn_stays_open_through_a_computed_measure_unless_the_known_alone_are_asked() {
    let rules = rules(RULES);
    let said = |last: Result<Value, Missing>, rule: &str| {
        let number = |number: f64| Ok(Value::Number(number));
        let given =
            [number(2.0), number(4.0), last].map(|x| [("x", "all", x), ("special", "all", Ok(Value::Flag(false)))]);
        let schools = given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given));
        said(&rules, &judged(&rules, &dataset(schools.collect())), rule)
    };
    for rule in ["behind", "below-mean", "own-known"] {
        assert_eq!(said(Ok(Value::Number(3.0)), rule), Outcome::Holds, "{rule}");
    }
    // the mean is 3 of the two known, and anything from 2 of all
    assert_eq!(said(Err(Missing::Blank), "below-mean"), Outcome::CannotSay);
    assert_eq!(said(Err(Missing::Blank), "behind"), Outcome::CannotSay);
    assert_eq!(said(Err(Missing::Blank), "own-known"), Outcome::Holds);
}

#[test]
fn a_list_of_several_years_holds_no_figure_that_others_could_turn() {
    let more = "watchpoints:\n  - {watch: listed, title: W, when: 'latest(x.others.series(1)) > x', source: s}\n";
    let script = "/// The newest.\nfn latest(list) { let last = list[list.len() - 1]; if last == () { unknown(\"not known\") } else { last } }";
    let texts = [("rules.yaml", RULES), ("more.yaml", more), ("scripts/latest.rhai", script)];
    let loaded = load(&RuleSource::from_texts(texts));
    let rules = loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let of = |last: Result<Value, Missing>| {
        let given =
            [number(2.0), number(3.0), last].map(|x| [("x", "all", x), ("special", "all", Ok(Value::Flag(false)))]);
        let schools = given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given));
        said(&rules, &judged(&rules, &dataset(schools.collect())), "listed")
    };
    assert_eq!((of(number(3.0)), of(number(0.0))), (Outcome::Holds, Outcome::DoesNotHold));
    assert_eq!(of(Err(Missing::Blank)), Outcome::CannotSay, "the third could turn it either way");
}

#[test]
fn neither_several_years_together_nor_pupils_take_a_figure_that_others_could_turn_as_certain() {
    let rules = rules(RULES);
    let of = |pupils: Result<Value, Missing>, figure: Result<Value, Missing>| {
        let given = [(number(100.0), number(60.0)), (number(100.0), number(80.0)), (pupils, figure)];
        let given = given.map(|(pupils, figure)| [("pupils", "all", pupils), ("y", "all", figure)]);
        let schools = given.iter().enumerate().map(|(at, given)| school(&rules, &format!("School {at}"), given));
        let found = judged(&rules, &dataset(schools.collect()));
        ["pooled", "of-pupils", "pooled-low", "of-pupils-low"].map(|rule| said(&rules, &found, rule))
    };
    use Outcome::{CannotSay, Holds};
    assert_eq!(of(number(100.0), number(40.0)), [Holds; 4]);
    // the third may make anything of the mean of 70 from 46.7 on
    assert_eq!(of(number(100.0), Err(Missing::Blank)), [CannotSay, CannotSay, Holds, Holds]);
    assert_eq!(
        of(Err(Missing::Blank), number(80.0)),
        [CannotSay, CannotSay, CannotSay, Holds],
        "nor is it known of how many"
    );
}
