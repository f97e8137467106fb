//! Schools below floors, year by year and by name.

use super::super::Maker;
use super::super::leaf::Leaf;
use crate::judge::evaluate::{Evaluation, Outcome};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{PaperSection, Rule, RuleKind};
use workbook::write::{Cell, Look, Role};

/// Schools named in one cell.
const NAMED: usize = 15;
const SHARES: [u16; 6] = [2, 6, 3, 2, 6, 6];

/// A row for each year and floor that was for some school then.
pub(super) fn put<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let words = maker.context.words;
    let names = ["paper.year", "column.floor", "paper.assessed", "paper.below", "paper.who", "paper.not-assessed"];
    leaf.headings(&SHARES, names.map(|name| words.say(name).to_owned()).to_vec());
    let before = maker.inputs.before.iter().map(|year| year.evaluation);
    let mut years: Vec<&Evaluation> = std::iter::once(maker.inputs.report.evaluation).chain(before).collect();
    years.truncate(usize::from(part.years));
    for evaluation in years.into_iter().rev() {
        let mut rows = rows(maker, evaluation).into_iter().peekable();
        if rows.peek().is_none() {
            let none = words.say("paper.no-floor").to_owned();
            let year = Cell::text(evaluation.year.to_string()).looking(Look::of(Role::Strong));
            leaf.cells(&[2, 23], vec![year, Cell::text(none).looking(Look::of(Role::Quiet).wrapped())]);
        }
        for cells in rows {
            leaf.cells(&SHARES, cells);
        }
    }
}

fn rows<'a>(maker: &Maker<'a>, evaluation: &Evaluation) -> Vec<Vec<Cell<'a>>> {
    let floors = maker.context.rulebook().numbered_rules();
    let floors = floors.filter(|(_, rule)| matches!(rule.kind, RuleKind::Floor { .. }));
    let mut floors: Vec<(RuleId, &Rule)> = floors.collect();
    floors.sort_by(|(_, a), (_, b)| a.title.cmp(&b.title));
    floors.into_iter().filter_map(|(id, rule)| row(maker, evaluation, id, rule)).collect()
}

fn row<'a>(maker: &Maker<'a>, evaluation: &Evaluation, id: RuleId, rule: &'a Rule) -> Option<Vec<Cell<'a>>> {
    let with = |outcome: Outcome| {
        let found = evaluation
            .schools
            .iter()
            .filter(move |school| school.of(id).is_some_and(|finding| finding.outcome == outcome));
        found.map(|school| school.school).collect::<Vec<usize>>()
    };
    let (below, above, unknown) = (with(Outcome::Holds), with(Outcome::DoesNotHold), with(Outcome::CannotSay));
    if below.len() + above.len() + unknown.len() == 0 {
        return None;
    }
    let look = Look::of(Role::Body).wrapped();
    let ink = maker.context.mark_ink("holds").filter(|_| !below.is_empty());
    let unsure = match unknown.len() {
        0 => String::new(),
        many => format!("{many}: {}", named(maker, &unknown)),
    };
    Some(vec![
        Cell::text(evaluation.year.to_string()).looking(Look::of(Role::Strong)),
        Cell::text(&*rule.title).looking(look),
        Cell::count(below.len() + above.len()).looking(look.centred()),
        Cell::count(below.len()).looking(Look::of(Role::Strong).inked(ink).centred()),
        Cell::text(named(maker, &below)).looking(look),
        Cell::text(unsure).looking(Look::of(Role::Quiet).wrapped()),
    ])
}

fn named(maker: &Maker<'_>, schools: &[usize]) -> String {
    let all = &maker.inputs.report.dataset.schools;
    let names = schools.iter().take(NAMED).filter_map(|at| all.get(*at));
    let mut names: Vec<String> = names.map(|school| school.identity.name.to_string()).collect();
    if schools.len() > NAMED {
        names.push(maker.context.words.fill("and-more", &[("n", (schools.len() - NAMED).to_string())]));
    }
    names.join(", ")
}
