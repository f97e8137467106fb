//! Grades given at visits beside those of inspectors, by who gave them: whose are kinder, whose harsher.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Maker;
use super::super::leaf::Leaf;
use crate::domain::rounded;
use crate::review::visits;
use workbook::write::{Cell, Look, Role};

const SHARES: [u16; 7] = [7, 3, 3, 3, 3, 3, 3];

/// The grades of one who came, held against those of inspectors.
#[derive(Default)]
struct Compared {
    /// as they were written down first
    name: String,
    schools: BTreeSet<usize>,
    /// how many grades worse each was: less than nought is kinder
    differences: Vec<i32>,
}

/// A row for each who came, by name.
pub(super) fn put<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>) {
    let words = maker.context.words;
    let all = compared(maker);
    if all.is_empty() {
        return leaf.quiet(words.text("paper.no-moderation"));
    }
    let names =
        ["paper.who-came", "column.schools", "paper.n", "paper.kinder", "paper.same", "paper.harsher", "paper.mean"];
    leaf.headings(&SHARES, names.map(|name| words.say(name).to_owned()).to_vec());
    for one in all.into_values() {
        let many = |wanted: fn(&i32) -> bool| one.differences.iter().filter(|difference| wanted(difference)).count();
        let look = Look::of(Role::Body).centred();
        let count = |many: usize| Cell::count(many).looking(look);
        let cells = vec![
            Cell::text(one.name.clone()).looking(Look::of(Role::Strong).wrapped()),
            count(one.schools.len()),
            count(one.differences.len()),
            count(many(|difference| *difference < 0)),
            count(many(|difference| *difference == 0)),
            count(many(|difference| *difference > 0)),
            Cell::text(mean(&one.differences)).looking(look),
        ];
        leaf.cells(&SHARES, cells);
    }
    leaf.quiet(words.text("paper.moderation-note"));
}

/// The mean difference, with its sign.
fn mean(differences: &[i32]) -> String {
    let sum: f64 = differences.iter().copied().map(f64::from).sum();
    #[expect(clippy::cast_precision_loss, reason = "as many as there are schools and strands")]
    let mean = rounded(sum / differences.len().max(1) as f64, 1);
    if mean == 0.0 { "0.0".to_owned() } else { format!("{mean:+.1}") }
}

/// Of each school and strand the last grade given at a visit, where inspectors gave one too.
fn compared(maker: &Maker<'_>) -> BTreeMap<String, Compared> {
    let context = maker.context;
    let mut all: BTreeMap<String, Compared> = BTreeMap::new();
    for row in &context.schools {
        for grades in row.findings.grades {
            let Ok(inspected) = grades.inspected.grade else { continue };
            let mut given = context.inputs.dataset.visits_of(&row.school.identity.key);
            let last = given.find_map(|visit| Some((visit, visit.grade(grades.strand)?.partner.as_ref()?.0)));
            let Some((visit, grade)) = last else { continue };
            let nobody = context.words.say("paper.nobody-named").to_owned();
            let name = visit.who.as_ref().map_or(nobody, |who| visits::flat(&who.text));
            let one = all.entry(name.to_lowercase()).or_insert_with(|| Compared { name, ..Compared::default() });
            one.schools.insert(row.at);
            one.differences.push(i32::from(grade) - i32::from(inspected));
        }
    }
    all
}
