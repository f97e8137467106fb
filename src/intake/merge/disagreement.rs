//! Cells that disagree, put into words: one doubt for each two columns that do, with all their cells.

use std::collections::BTreeMap;

use crate::domain::Value;
use crate::intake::record::{Doubt, DoubtKind, Entry, FactKey};
use crate::intake::words::list;
use crate::rulebook::model::Rulebook;
use workbook::place::CellPlace;

/// Two cells that disagree.
#[derive(Clone, Debug)]
pub(in crate::intake) struct Disagreement {
    pub subject: String,
    pub key: FactKey,
    /// the value used, and its cell; the first of both where none is
    pub used: (String, Option<CellPlace>),
    pub left: (String, Option<CellPlace>),
    pub tables: (usize, usize),
    /// whether one is the other, rounded
    pub rounding: bool,
    /// why the one is used; `None` where neither is
    pub why: Option<String>,
    /// whether one row is the school as it is now, the other the school it took over from
    pub took_over: bool,
}

/// All disagreements of a run.
#[derive(Debug, Default)]
pub(in crate::intake) struct Disagreements {
    all: Vec<Disagreement>,
    /// what is said only of the school before, by the school that took over: what, and its cell
    left: BTreeMap<String, Vec<(FactKey, Option<CellPlace>)>>,
}

/// More than this many of one sort are one doubt.
const ONE_BY_ONE: usize = 3;

impl Disagreements {
    pub(super) fn push(&mut self, disagreement: Disagreement) {
        self.all.push(disagreement);
    }

    /// Something that a row under an earlier number says of now, and that was left.
    pub(super) fn leave(&mut self, subject: &str, key: FactKey, place: Option<CellPlace>) {
        self.left.entry(subject.to_owned()).or_default().push((key, place));
    }

    pub(in crate::intake) fn extend(&mut self, other: Self) {
        self.all.extend(other.all);
        other.left.into_iter().for_each(|(subject, left)| self.left.entry(subject).or_default().extend(left));
    }

    /// The doubts they make. For each table it is known what its rows differ in besides, if nothing reads that.
    pub(in crate::intake) fn doubts(self, rulebook: &Rulebook, told_apart: &[Option<String>]) -> Vec<Doubt> {
        let mut sorts: BTreeMap<_, Vec<Disagreement>> = BTreeMap::new();
        for one in self.all {
            // all cells of two rows that disagree are one doubt about the rows
            let rows = (one.tables.0 == one.tables.1).then(|| (one.subject.clone(), one.key.year));
            // what differs only by rounding is told together for all measures
            let measure = (rows.is_none() && !one.rounding).then_some(one.key);
            sorts.entry((one.tables, rows, measure, one.rounding, one.why.clone())).or_default().push(one);
        }
        let mut doubts: Vec<Doubt> =
            self.left.iter().map(|(subject, left)| of_before(subject, left, rulebook)).collect();
        for ((tables, ..), mut all) in sorts {
            all.sort_by(|a, b| a.subject.cmp(&b.subject).then_with(|| a.key.cmp(&b.key)));
            if tables.0 == tables.1 {
                doubts.push(two_rows(&all, rulebook, told_apart.get(tables.0).and_then(Option::as_deref)));
            } else if all.len() <= ONE_BY_ONE && !all.iter().any(|one| one.rounding) {
                doubts.extend(all.iter().map(|one| sort(std::slice::from_ref(one), rulebook)));
            } else {
                doubts.push(sort(&all, rulebook));
            }
        }
        doubts
    }
}

/// What only a row under a school's earlier number says of now.
fn of_before(subject: &str, left: &[(FactKey, Option<CellPlace>)], rulebook: &Rulebook) -> Doubt {
    let title = |(key, _): &(FactKey, _)| rulebook.measure(key.measure).map(|measure| measure.title.to_string());
    let mut titles: Vec<String> = left.iter().filter_map(title).collect();
    titles.dedup();
    let places: Vec<CellPlace> = left.iter().filter_map(|(_, place)| place.clone()).collect();
    Doubt {
        kind: DoubtKind::Identity,
        what: format!(
            "{subject} took over from a school with another number; what is said of that one only was not taken for it: {}",
            list(&titles, 4)
        ),
        advice: Some("if any of it still holds, give it in a row under the number of now".to_owned()),
        workbook: places.first().map(|place| std::sync::Arc::clone(&place.workbook)),
        places,
        proposal: None,
    }
}

/// Two tables that disagree on a measure, for one school or several.
fn sort(all: &[Disagreement], rulebook: &Rulebook) -> Doubt {
    let first = all.first();
    let title = first.filter(|one| !one.rounding).map_or("", |one| measure_title(one, rulebook));
    let year = first
        .filter(|one| !one.rounding)
        .and_then(|one| one.key.year)
        .map_or_else(String::new, |year| format!(" {year}"));
    let what = if title.is_empty() { String::new() } else { format!("{title}{year}: ") };
    let of =
        |one: &Disagreement| if one.rounding { format!(", {}", measure_title(one, rulebook)) } else { String::new() };
    let cases: Vec<String> =
        all.iter().map(|one| format!("{}{} {} and {}", one.subject, of(one), one.used.0, one.left.0)).collect();
    let workbooks: Vec<String> = first
        .iter()
        .flat_map(|one| [&one.used.1, &one.left.1])
        .flatten()
        .map(|place| {
            if place.sheet.is_empty() {
                place.workbook.to_string()
            } else {
                format!("{}, {}", place.workbook, place.sheet)
            }
        })
        .collect();
    let rounding = first.is_some_and(|one| one.rounding);
    let differ = if rounding { "differ only by rounding" } else { "disagree" };
    let why = first.and_then(|one| one.why.clone());
    let used =
        why.as_ref().map_or_else(|| "; neither was used".to_owned(), |why| format!("; the first was used ({why})"));
    let kind = match &why {
        Some(_) if rounding => DoubtKind::Remark,
        Some(_) => DoubtKind::Contradiction,
        // nothing was chosen: the figures fell away
        None => DoubtKind::NotRead,
    };
    doubt(
        kind,
        format!("{what}{} {differ}: {}{used}", list(&workbooks, 2), list(&cases, 5)),
        "find out which is right and correct or withdraw the other",
        all,
    )
}

/// Two rows of one table for one school and year.
fn two_rows(all: &[Disagreement], rulebook: &Rulebook, told_apart: Option<&str>) -> Doubt {
    let subject = all.first().map_or("", |one| one.subject.as_str());
    let year = all.first().and_then(|one| one.key.year).map_or_else(String::new, |year| format!(" in {year}"));
    let cases: Vec<String> =
        all.iter().map(|one| format!("{} {} and {}", measure_title(one, rulebook), one.used.0, one.left.0)).collect();
    if all.iter().all(|one| one.took_over) {
        return doubt(
            DoubtKind::Identity,
            format!(
                "{subject} has two rows in this table{year}, its own and its predecessor's: {}. Its own was used",
                list(&cases, 5)
            ),
            "nothing, where each row covers its own part of the year; where the table should tell of the whole year, take the other row out",
            all,
        );
    }
    let why = all.first().and_then(|one| one.why.clone());
    let used = why.as_ref().map_or_else(|| "neither was used".to_owned(), |why| format!("the first was used ({why})"));
    let differ = told_apart.map_or_else(String::new, |heading| format!(". They differ under {heading}"));
    let advice = match told_apart {
        Some(_) => {
            "if that column names groups of pupils, add its heading to `group` under `identity` and its words to the groups; \
             otherwise take one of the rows out"
        }
        None => "take one of the rows out, or correct the URN or year of the row that is something else",
    };
    doubt(
        if why.is_some() { DoubtKind::Identity } else { DoubtKind::NotRead },
        format!("{subject} has two rows of this table{year} that disagree: {}; {used}{differ}", list(&cases, 5)),
        advice,
        all,
    )
}

fn measure_title<'r>(one: &Disagreement, rulebook: &'r Rulebook) -> &'r str {
    rulebook.measure(one.key.measure).map_or("", |measure| &*measure.title)
}

fn doubt(kind: DoubtKind, what: String, advice: &str, all: &[Disagreement]) -> Doubt {
    let places: Vec<CellPlace> =
        all.iter().flat_map(|one| [one.used.1.clone(), one.left.1.clone()]).flatten().take(400).collect();
    let workbook = places.first().map(|place| std::sync::Arc::clone(&place.workbook));
    Doubt { kind, what, advice: Some(advice.to_owned()), workbook, places, proposal: None }
}

/// Whether one number is the other to fewer decimals: 62 and 62.2.
pub(super) fn rounds_to(one: &Entry, other: &Entry) -> bool {
    let (Ok(Value::Number(a)), Ok(Value::Number(b))) = (&one.value, &other.value) else { return false };
    let rounded = |number: f64, decimals: i32| (number * 10_f64.powi(decimals)).round() / 10_f64.powi(decimals);
    (0..=2).any(|decimals| {
        // a half may have been rounded either way: 84.5 from 84.46 is 84 in whole numbers
        let half = 0.5 / 10_f64.powi(decimals);
        let to = |x: f64, y: f64| (x - rounded(x, decimals)).abs() < 1e-9 && (y - x).abs() <= half + 1e-9;
        to(*a, *b) || to(*b, *a)
    })
}
