//! The second judge. A `None` is what nobody knows; every question is answered only where the blanks leave one answer.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::made_up::{DAY, Kind, Made, STRANDS};
use super::tables::OF_THE_AUTHORITY;

pub const RISKS: [&str; 6] =
    ["new-head", "senior-changes", "deficit", "falling-roll", "poor-building", "recent-improvement"];
pub const STATUSES: [&str; 7] =
    ["category-of-concern", "underperforming", "vulnerable", "needs-watching", "strong", "on-course", "cannot-say"];

/// What is said of a school; grades in the order of the strands.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    pub floor: String,
    pub risks: [String; 6],
    pub indicated: [Option<u8>; 5],
    pub working: [Option<u8>; 5],
    pub status: &'static str,
    pub plans: BTreeSet<String>,
    pub support: BTreeSet<String>,
    pub options: BTreeSet<String>,
}

/// Where schools stand among the secondary schools of their authority.
pub struct Place {
    /// the quarter of attainment, English and maths from below and from above
    lower: [f64; 3],
    upper: [f64; 3],
}

impl Place {
    pub fn of(schools: &[Made]) -> Self {
        let figures = |at: usize| -> Vec<f64> {
            let secondary = schools.iter().filter(|school| school.is_secondary());
            secondary
                .map(|school| [school.attainment[0], school.progress[0], school.progress[1]][at].unwrap())
                .collect()
        };
        Self { lower: [0, 1, 2].map(|at| quarter(figures(at), 1)), upper: [0, 1, 2].map(|at| quarter(figures(at), 3)) }
    }
}

/// As many quarters of the way from the least to the most, between two neighbours in proportion.
fn quarter(mut values: Vec<f64>, quarters: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let steps = (values.len() - 1) * quarters;
    let (at, rest) = (steps / 4, f64::from(u32::try_from(steps % 4).unwrap()) / 4.0);
    values[at] + rest * (values.get(at + 1).copied().unwrap_or(values[at]) - values[at])
}

/// Whether all hold: one that does not settles it.
pub fn all(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(false)) {
        Some(false)
    } else if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}

pub fn any(parts: &[Option<bool>]) -> Option<bool> {
    not(all(&parts.iter().map(|part| not(*part)).collect::<Vec<_>>()))
}

pub fn not(part: Option<bool>) -> Option<bool> {
    part.map(|part| !part)
}

pub fn is<T>(value: Option<T>, test: impl Fn(T) -> bool) -> Option<bool> {
    value.map(test)
}

pub fn judge(school: &Made, place: &Place) -> Verdict {
    let below = below_floor(school);
    let risks = risks(school);
    let indicated = indicated(school, place, below);
    let working = working(school, indicated);
    let inspected = school.inspection.as_ref().and_then(|inspection| inspection.grades[0]);
    let known = (category(school), inspected);
    let status = status(known, below.unwrap_or(Some(false)), &risks, working);
    Verdict {
        floor: outcome(below),
        risks: risks.map(outcome),
        indicated,
        working,
        status,
        plans: plans(working, status),
        support: support(share_excluded(school), working),
        options: options((school.kind, school.academy), status),
    }
}

/// A question that is not asked of the school is no question.
pub fn outcome(asked: Option<Option<bool>>) -> String {
    match asked {
        None => "not-applicable",
        Some(None) => "cannot-say",
        Some(Some(true)) => "holds",
        Some(Some(false)) => "does-not-hold",
    }
    .to_owned()
}

/// The floor of 2013-14: under the line, and under every median of progress.
fn below_floor(school: &Made) -> Option<Option<bool>> {
    if !school.mainstream() || school.cohort < 11 {
        return None;
    }
    let (line, medians) = if school.is_secondary() { (40.0, vec![74.0, 67.0]) } else { (65.0, vec![94.0, 96.0, 93.0]) };
    let progress = medians.iter().zip(school.progress).map(|(median, value)| is(value, |value| value < *median));
    Some(all(&[vec![is(school.attainment[0], |value| value < line)], progress.collect()].concat()))
}

/// What is so however the blanks of three years (the newest first) are filled, from nought to so much.
fn in_every_case(years: [Option<f64>; 3], most: f64, test: impl Fn([f64; 3]) -> bool) -> Option<bool> {
    let mut found = BTreeSet::new();
    let mut fill = |years: [f64; 3]| found.insert(test(years));
    let halves = || (0..).map(|half| f64::from(half) / 2.0).take_while(|value| *value <= most);
    let choices = years.map(|year| year.map_or_else(|| halves().collect(), |year| vec![year]));
    // three years blank leave everything open
    if years.iter().all(Option::is_none) {
        return None;
    }
    for a in &choices[0] {
        for b in &choices[1] {
            for c in &choices[2] {
                fill([*a, *b, *c]);
            }
        }
    }
    (found.len() == 1).then(|| found.contains(&true))
}

/// Each of the six: stated by a person, or shown by the figures; either will do, and one alone is enough to say no.
fn risks(school: &Made) -> [Option<Option<bool>>; 6] {
    let day: NaiveDate = DAY.parse().unwrap();
    let years = |years: f64| 365.25 * years;
    let falling = in_every_case(school.roll, 320.0, |[now, before, first]| now < before && before < first);
    let five = in_every_case(school.attainment, 100.0, |[now, before, first]| now - before >= 5.0 && before <= first);
    let recent = if school.is_secondary() { five } else { None };
    #[allow(clippy::cast_precision_loss)]
    let found = [
        is(school.head_since, |since| ((day - since).num_days() as f64) < years(2.0)),
        is(school.senior_changes, |changes| changes >= 2),
        is(school.balance, |balance| balance < 0),
        falling,
        is(school.condition, |condition| condition == "D"),
        recent,
    ];
    [0, 1, 2, 3, 4, 5].map(|at| {
        let (stated, found) = (school.stated[at], found[at]);
        // a special school's results show no trend by themselves
        if at == 5 && stated.is_none() && !school.mainstream() {
            return None;
        }
        Some(match (stated, found) {
            (None, None) => None,
            _ => Some(stated == Some(true) || found == Some(true)),
        })
    })
}

/// What the figures indicate. A grade that is not good comes before one that is; of those the worse, of these the better.
fn indicated(school: &Made, place: &Place, below: Option<Option<bool>>) -> [Option<u8>; 5] {
    let below = below == Some(Some(true));
    let rate = share_excluded(school) == Some(true);
    let figures = [school.attainment[0], school.progress[0], school.progress[1]].map(|value| value.unwrap_or(0.0));
    let over = |lines: [f64; 3], of: &[usize]| school.is_secondary() && of.iter().all(|at| figures[*at] >= lines[*at]);
    let weak = school.is_secondary() && [0, 1, 2].iter().all(|at| figures[*at] < OF_THE_AUTHORITY[*at]);
    let low = school.is_secondary() && [1, 2].iter().all(|at| figures[*at] <= place.lower[*at]);
    let falling = school.is_secondary()
        && in_every_case(school.attainment, 100.0, |[now, before, first]| now < before && before < first) == Some(true);
    let high = school.mainstream() && rate;
    let achievement =
        [(4, below), (3, weak), (1, over(place.upper, &[0, 1, 2])), (2, over(OF_THE_AUTHORITY, &[0, 1, 2]))];
    let teaching = [(3, low), (2, over(OF_THE_AUTHORITY, &[1, 2]))];
    let concern = below || category(school) == Some(true);
    let overall = [(4, concern), (3, weak || low || high || falling)];
    let first = |grades: &[(u8, bool)]| grades.iter().find(|(_, holds)| *holds).map(|(grade, _)| *grade);
    [first(&overall), first(&achievement), first(&teaching), first(&[(3, high)]), first(&[(3, falling)])]
}

/// Ten fixed-term exclusions for each hundred pupils, or more.
fn share_excluded(school: &Made) -> Option<bool> {
    let pupils = school.roll[0];
    school.exclusions.zip(pupils).map(|(fixed, pupils)| fixed * 100.0 / pupils >= 10.0)
}

/// The school's own grade, unless the inspectors came after the year or were harsher; then theirs; then the figures'.
fn working(school: &Made, indicated: [Option<u8>; 5]) -> [Option<u8>; 5] {
    let end: NaiveDate = "2014-08-31".parse().unwrap();
    [0, 1, 2, 3, 4].map(|at| {
        let inspection = school.inspection.as_ref();
        let inspected = inspection.and_then(|inspection| inspection.grades[at]);
        match (school.own[at], inspected) {
            (Some(own), Some(theirs)) if theirs > own || inspection.is_some_and(|one| one.day > end) => Some(theirs),
            (Some(_), None) if category(school) == Some(true) => indicated[at],
            (Some(own), _) => Some(own),
            (None, Some(theirs)) => Some(theirs),
            (None, None) => indicated[at],
        }
    })
}

/// In a category. A visit that judged nothing takes nobody out of one.
fn category(school: &Made) -> Option<bool> {
    let inspection = school.inspection.as_ref()?;
    match inspection.category {
        "" => inspection.grades[0].map(|_| false),
        _ => Some(true),
    }
}

/// From the category and the inspectors' grade overall, the floor, the risks, and the grades worked with.
pub fn status(
    (category, inspected): (Option<bool>, Option<u8>),
    below: Option<bool>,
    risks: &[Option<Option<bool>>; 6],
    grades: [Option<u8>; 5],
) -> &'static str {
    let [overall, strands @ ..] = grades;
    let sure = risks.iter().filter(|risk| **risk == Some(Some(true))).count();
    let perhaps = risks.iter().filter(|risk| **risk == Some(None)).count();
    let at_least = |so_many: usize| {
        if sure >= so_many {
            Some(true)
        } else if sure + perhaps < so_many {
            Some(false)
        } else {
            None
        }
    };
    let under = any(&[below, is(overall, |grade| grade == 4), is(inspected, |grade| grade == 4)]);
    let vulnerable = any(&[
        all(&[at_least(2), is(overall, |grade| grade >= 2)]),
        all(&[at_least(1), is(overall, |grade| grade >= 3)]),
    ]);
    let low = strands.map(|grade| is(grade, |grade| grade >= 3));
    let watch = any(&[vec![is(overall, |grade| grade == 3), at_least(1)], low.to_vec()].concat());
    let good = low.map(not);
    let strong = all(&[vec![is(overall, |grade| grade == 1), not(below), not(category)], good.to_vec()].concat());
    let ordered = [category, under, vulnerable, watch, strong];
    if let Some(at) = ordered.iter().position(|holds| *holds == Some(true)) {
        return STATUSES[at];
    }
    // what is no worse does not stand in the way
    if [category, under, vulnerable].contains(&None) { "cannot-say" } else { "on-course" }
}

/// Of the whole school in a category or underperforming; of a strand, a plan at 4 and objectives at 3.
pub fn plans(grades: [Option<u8>; 5], status: &str) -> BTreeSet<String> {
    let whole = ["category-of-concern", "underperforming"].contains(&status).then(|| "plan:school-plan".to_owned());
    let strands = STRANDS.iter().zip(grades).skip(1).filter_map(|(strand, grade)| match grade {
        Some(4) => Some(format!("trigger:rap:{strand}")),
        Some(3) => Some(format!("trigger:objectives:{strand}")),
        _ => None,
    });
    whole.into_iter().chain(strands).collect()
}

/// The source's table of models of support (page 11), and the visit of the report's 6.6.
pub fn support(excludes: Option<bool>, grades: [Option<u8>; 5]) -> BTreeSet<String> {
    let table = [
        ("achievement", vec!["learning-and-improvement"]),
        ("teaching", vec!["learning-and-improvement"]),
        ("behaviour", vec!["locality-services", "inclusion-services"]),
        ("leadership", vec!["learning-and-improvement"]),
    ];
    let given =
        table.into_iter().zip(grades.into_iter().skip(1)).filter(|(_, grade)| grade.is_some_and(|grade| grade >= 3));
    let teams =
        given.flat_map(|((strand, teams), _)| teams.into_iter().map(move |team| format!("support:{strand}:{team}")));
    let visit = excludes == Some(true);
    let visit = visit.then(|| "support:behaviour:behaviour-support:behaviour-support-visit".to_owned());
    teams.chain(visit).collect()
}

/// "Considered as a matter of course for both vulnerable and underperforming schools" (page 12), as far as the law allows.
pub fn options((kind, academy): (Kind, bool), status: &str) -> BTreeSet<String> {
    if !["category-of-concern", "underperforming", "vulnerable"].contains(&status) {
        return BTreeSet::new();
    }
    let maintained = !academy;
    let unit = kind == Kind::Unit;
    let all = [
        ("partnership", true),
        ("federation", maintained && !unit),
        ("conversion", maintained && kind != Kind::Nursery),
        ("interim-executive-board", maintained && !unit),
    ];
    all.into_iter().filter(|(_, can)| *can).map(|(option, _)| format!("option:{option}")).collect()
}
