//! The second judge of the sample's year. What nobody knows leaves a question open unless every way to fill it gives one
//! answer.

use chrono::NaiveDate;

use super::sample::{Cell, DAY, School};
use crate::strategy::second::judge::{Verdict, all, any, is, not, options, outcome, plans, status, support};

/// What the authority's and England's own rows say, of primary and of secondary schools.
const ATTAINED: [f64; 2] = [76.0, 61.4];
const ENGLISH: [f64; 2] = [87.0, 68.0];
const MATHS: [f64; 2] = [85.0, 70.0];
const ABSENCE_IN_ENGLAND: [f64; 2] = [4.4, 4.8];
/// The lines of attainment.
const FLOOR: [f64; 2] = [60.0, 40.0];
/// The medians of secondary progress, English and maths, that the sample invents; those of primary schools nobody found.
const MEDIANS: [f64; 2] = [70.0, 71.0];

type Said = Option<bool>;

/// The rules that indicate a grade in a strand: the grade, and whether they hold; `None` where one is not asked.
type Indications = Vec<(u8, Option<Said>)>;

pub fn judge(school: &School, everyone: &[School]) -> Verdict {
    let below = below_floor(school);
    let risks = risks(school);
    let by_strand = indications(school, everyone, below);
    let indicated = [0, 1, 2, 3, 4].map(|strand: usize| indicated(&by_strand[strand]));
    let working = working(school, indicated);
    let category = category(school);
    let known = (category, school.inspected.grades[0]);
    let status = status(known, below.unwrap_or(Some(false)), &risks, working);
    Verdict {
        floor: outcome(below),
        risks: risks.map(outcome),
        indicated,
        working,
        status,
        plans: plans(working, status),
        support: support(excludes(school), working),
        options: options((school.kind, school.academy), status),
    }
}

fn at(school: &School) -> usize {
    usize::from(school.is_secondary())
}

/// Not under the line is not below, whatever the progress; under it both kinds of progress are, and where there are no
/// medians nobody can say.
fn below_floor(school: &School) -> Option<Said> {
    school.has_results().then_some(())?;
    let under = is(school.attainment[0].number(), |attained| attained < FLOOR[at(school)]);
    let slow = |of: usize| {
        school.is_secondary().then(|| is(school.progress[of].number(), |progress| progress < MEDIANS[of])).flatten()
    };
    let below = all(&[under, slow(0), slow(1)]);
    match school.pupils.number() {
        Some(pupils) if pupils < 11.0 => None,
        // so few that it is not asked, perhaps
        None if below == Some(true) => Some(None),
        _ => Some(below),
    }
}

fn category(school: &School) -> Said {
    match school.inspected.category.as_deref()? {
        "none" => school.inspected.grades[0].map(|_| false),
        _ => Some(true),
    }
}

/// Each year lower than the last that is known before it.
fn falls([now, before, first]: [Cell; 3]) -> Said {
    let known: Vec<f64> = [first, before, now].into_iter().filter_map(Cell::number).collect();
    if known.windows(2).any(|pair| pair[1] >= pair[0]) {
        return Some(false);
    }
    (known.len() == 3).then_some(true)
}

fn risks(school: &School) -> [Option<Said>; 6] {
    let day: NaiveDate = DAY.parse().unwrap();
    let [balance, income, spending] = school.money.map(Cell::number);
    let money = balance.or(income.zip(spending).map(|(income, spending)| income - spending));
    let [now, before, first] = school.attainment.map(Cell::number);
    let rose = now.zip(before).map(|(now, before)| now - before >= 5.0);
    let recent = all(&[rose, before.zip(first).map(|(before, first)| before <= first)]);
    #[allow(clippy::cast_precision_loss)]
    let since = school.head_since.map(|since| (day - since).num_days() as f64);
    [
        Some(is(since.filter(|days| *days >= 0.0), |days| days < 730.5)),
        Some(is(school.senior_changes.number(), |changes| changes >= 2.0)),
        Some(is(money, |money| money < 0.0)),
        Some(falls(school.roll)),
        Some(is(school.condition.as_deref(), |condition| condition == "poor")),
        school.has_results().then_some(recent),
    ]
}

fn excludes(school: &School) -> Said {
    let (fixed, pupils) = (school.fixed.number()?, school.roll[0].number()?);
    Some(fixed / pupils * 100.0 >= 10.0 - 1e-9)
}

fn indications(school: &School, everyone: &[School], below: Option<Said>) -> [Indications; 5] {
    let (at, results) = (at(school), school.has_results());
    let [attained, english, maths] = figures(school);
    let least = |value: Option<f64>, line: f64| is(value, |value| value >= line);
    let under = |value: Option<f64>, line: f64| is(value, |value| value < line);
    let quarter = |of: fn(&School) -> Cell, quarters: usize| quarter(school, everyone, (of, quarters, 100.0));
    let above = |value: Option<f64>, (low, high): (f64, f64)| settled(value, |value| [value >= low, value >= high]);
    let not_above = |value: Option<f64>, (low, high): (f64, f64)| settled(value, |value| [value <= low, value <= high]);
    let [english_of, maths_of]: [fn(&School) -> Cell; 2] = [|one| one.progress[0], |one| one.progress[1]];
    let top = all(&[
        above(attained, quarter(|one| one.attainment[0], 3)),
        above(english, quarter(english_of, 3)),
        above(maths, quarter(maths_of, 3)),
    ]);
    let good_progress = all(&[least(english, ENGLISH[at]), least(maths, MATHS[at])]);
    let low = all(&[not_above(english, quarter(english_of, 1)), not_above(maths, quarter(maths_of, 1))]);
    let (weak_english, weak_maths) = (under(english, ENGLISH[at]), under(maths, MATHS[at]));
    let weak = if school.is_secondary() {
        all(&[under(attained, ATTAINED[at]), weak_english, weak_maths])
    } else {
        let beside = similar(school, everyone);
        let beside = beside.and_then(|(low, high)| settled(attained, |value| [value < low, value < high]));
        all(&[under(attained, ATTAINED[at]), beside, any(&[weak_english, weak_maths])])
    };
    let asked = |said: Said| results.then_some(said);
    let achievement = vec![
        (4, school.mainstream().then_some(below.unwrap_or(Some(false)))),
        (3, asked(weak)),
        (2, asked(all(&[least(attained, ATTAINED[at]), good_progress]))),
        (1, asked(top)),
        (
            2,
            (!school.mainstream() && school.kind != crate::strategy::second::made_up::Kind::Nursery)
                .then_some(trend(school)),
        ),
    ];
    let teaching = vec![(3, asked(low)), (2, asked(good_progress))];
    let absence = school.absence.number();
    let england = ABSENCE_IN_ENGLAND[at];
    let absent = is(absence, |absence| absence > england + 1.0 + 1e-9);
    let lowest = not_above(absence, self::quarter(school, everyone, (|one| one.absence, 1, 60.0)));
    let nobody = |cell: Cell| is(cell.number(), |number| number == 0.0);
    let of_mainstream = |said: Said| school.mainstream().then_some(said);
    let behaviour = vec![
        (4, of_mainstream(all(&[excludes(school), absent]))),
        (3, of_mainstream(any(&[excludes(school), absent]))),
        (2, of_mainstream(all(&[is(absence, |absence| absence <= england), not(excludes(school))]))),
        (1, of_mainstream(all(&[lowest, nobody(school.fixed), nobody(school.permanent)]))),
    ];
    let leadership = vec![(3, asked(falls(school.attainment)))];
    let overall = overall(school, below, [&achievement, &teaching, &behaviour, &leadership]);
    [overall, achievement, teaching, behaviour, leadership]
}

fn overall(school: &School, below: Option<Said>, strands: [&Indications; 4]) -> Indications {
    let below = if school.mainstream() { below.unwrap_or(Some(false)) } else { Some(false) };
    let threes = strands.iter().flat_map(|strand| strand.iter()).filter(|(grade, _)| *grade == 3);
    let three: Vec<Said> = threes.map(|(_, said)| said.unwrap_or(Some(false))).collect();
    let within = |strand: &Indications, line: u8| may_be(strand).map(|(best, worst)| [best <= line, worst <= line]);
    let at_most =
        |strand: &Indications, line: u8| within(strand, line).and_then(|[one, other]| (one == other).then_some(one));
    let [achievement, teaching, behaviour, _] = strands;
    let others = all(&[at_most(teaching, 2), at_most(behaviour, 2)]);
    vec![
        (4, Some(any(&[below, category(school)]))),
        (3, Some(any(&[vec![below], three].concat()))),
        (2, Some(all(&[at_most(achievement, 2), others]))),
        (1, Some(all(&[at_most(achievement, 1), others]))),
    ]
}

fn holding(rules: &Indications) -> Vec<u8> {
    rules.iter().filter(|(_, said)| *said == Some(Some(true))).map(|(grade, _)| *grade).collect()
}

/// A grade that is not good comes before one that is; of those the worst, of these the best.
fn indicated(rules: &Indications) -> Option<u8> {
    let holding = holding(rules);
    holding.iter().filter(|grade| **grade > 2).max().or_else(|| holding.iter().min()).copied()
}

/// The best and the worst that the grade may be, with rules that cannot be said; nothing where no grade is indicated.
fn may_be(rules: &Indications) -> Option<(u8, u8)> {
    let now = indicated(rules)?;
    let unsaid = rules.iter().filter(|(_, said)| *said == Some(None)).map(|(grade, _)| *grade);
    let would_change = |grade: &u8| if now > 2 { *grade > now } else { *grade > 2 || *grade < now };
    let may: Vec<u8> = unsaid.filter(would_change).chain([now]).collect();
    Some((*may.iter().min()?, *may.iter().max()?))
}

/// Three good years, the last no lower than the first.
fn trend(school: &School) -> Said {
    let [now, before, first] = school.own_progress.map(Cell::number);
    let good = [now, before, first].map(|year| is(year, |year| year >= 75.0));
    all(&[good.to_vec(), vec![now.zip(first).map(|(now, first)| now >= first)]].concat())
}

fn figures(school: &School) -> [Option<f64>; 3] {
    [school.attainment[0], school.progress[0], school.progress[1]].map(Cell::number)
}

/// What is so at both ends of what may be.
fn settled(value: Option<f64>, ends: impl Fn(f64) -> [bool; 2]) -> Said {
    let [one, other] = ends(value?);
    (one == other).then_some(one)
}

/// Between what the quarter of a figure lies among the schools of the phase: blanks may be nought or the most there can be.
fn quarter(
    school: &School,
    everyone: &[School],
    (of, quarters, most): (fn(&School) -> Cell, usize, f64),
) -> (f64, f64) {
    let alike =
        || everyone.iter().filter(|other| other.kind == school.kind).map(of).filter(|cell| *cell != Cell::NoRow);
    let filled = |blank: f64| {
        let mut all: Vec<f64> = alike().map(|cell| cell.number().unwrap_or(blank)).collect();
        all.sort_by(f64::total_cmp);
        let steps = all.len().saturating_sub(1) * quarters;
        let (whole, rest) = (steps / 4, f64::from(u32::try_from(steps % 4).unwrap()) / 4.0);
        let (low, high) = (all.get(whole).copied(), all.get(whole + 1).copied());
        low.map_or(f64::NAN, |low| low + rest * (high.unwrap_or(low) - low))
    };
    (filled(0.0), filled(most))
}

/// Between what the mean of schools in similar contexts lies, by pupils where most are known.
pub fn similar(school: &School, everyone: &[School]) -> Option<(f64, f64)> {
    let alike: Vec<&School> =
        everyone.iter().filter(|other| (other.kind, other.high_fsm) == (school.kind, school.high_fsm)).collect();
    let known: Vec<(f64, Option<f64>)> =
        alike.iter().filter_map(|other| Some((other.attainment[0].number()?, other.pupils.number()))).collect();
    if known.len() < 4 {
        return None;
    }
    let counted = known.iter().filter(|(_, pupils)| pupils.is_some()).count();
    let by_pupils = counted * 2 > known.len() && known.iter().any(|(_, pupils)| pupils.is_some_and(|many| many > 0.0));
    let open: Vec<Option<f64>> = alike
        .iter()
        .filter(|other| other.attainment[0] == Cell::Blank)
        .map(|other| if by_pupils { other.pupils.number() } else { Some(1.0) })
        .collect();
    let weight = |pupils: &Option<f64>| if by_pupils { pupils.unwrap_or(0.0) } else { 1.0 };
    let filled = |blank: f64| {
        // a school without a figure and without its number of pupils may outweigh all others
        if open.contains(&None) {
            return blank;
        }
        let sum: f64 = known.iter().map(|(value, pupils)| value * weight(pupils)).sum();
        let weights: f64 = known.iter().map(|(_, pupils)| weight(pupils)).sum();
        let others: f64 = open.iter().flatten().sum();
        (sum + blank * others) / (weights + others)
    };
    // a school with a figure may have however many pupils, where nobody knows them
    let any: Vec<f64> =
        known.iter().filter(|(_, pupils)| by_pupils && pupils.is_none()).map(|(value, _)| *value).collect();
    let low = any.iter().copied().fold(filled(0.0), f64::min);
    Some((low, any.iter().copied().fold(filled(100.0), f64::max)))
}

/// The school's own grade, unless the inspectors came after the year or were harsher; then theirs; then the figures'.
fn working(school: &School, indicated: [Option<u8>; 5]) -> [Option<u8>; 5] {
    let end: NaiveDate = "2012-08-31".parse().unwrap();
    [0, 1, 2, 3, 4].map(|strand: usize| match (school.own[strand], school.inspected.grades[strand]) {
        (Some(own), Some(theirs)) if theirs > own || school.inspected.day.is_some_and(|day| day > end) => Some(theirs),
        // in a category, of a strand that the inspectors leave blank nobody knows
        (Some(_), None) if category(school) == Some(true) => indicated[strand],
        (Some(own), _) => Some(own),
        (None, Some(theirs)) => Some(theirs),
        (None, None) => indicated[strand],
    })
}
