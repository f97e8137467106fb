//! The aims of the plan, with their figures.

use super::super::Maker;
use super::super::leaf::Leaf;
use crate::judge::evaluate::Outcome;
use crate::review::book::sheets::aims;
use crate::review::context::{SchoolRow, cut};
use crate::rulebook::ids::RuleId;
use workbook::write::{Cell, CellValue, Look, Role};

const SHARES: [u16; 4] = [1, 9, 4, 11];
/// The longest sentence that stands in the table.
const LONGEST: usize = 240;

/// A row for each aim of the authority, and for each of its schools how many met it.
pub(super) fn put<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>) {
    let context = maker.context;
    let words = context.words;
    leaf.headings(
        &SHARES,
        ["column.number", "column.aim", "column.outcome", "column.figures"]
            .map(|name| words.say(name).to_owned())
            .to_vec(),
    );
    for (number, id, rule) in aims::by_number(context.rulebook()) {
        let finding = maker.inputs.report.evaluation.authority.iter().find(|finding| finding.rule == id);
        let [outcome, figures] = match finding {
            Some(finding) => {
                [aims::outcome(context, finding.outcome), Cell::text(cut(&aims::figures(finding), LONGEST))]
            }
            None => of_schools(maker, id),
        };
        let shown = if number == u32::MAX { Cell::BLANK } else { Cell::number(f64::from(number)) };
        let outcome_look = outcome.look.unwrap_or(Look::of(Role::Body));
        let cells = vec![
            shown.looking(Look { left: true, ..Look::of(Role::Strong) }),
            Cell::text(&*rule.title).looking(Look::of(Role::Body).wrapped()),
            outcome.looking(outcome_look.wrapped()),
            figures.looking(Look::of(Role::Body).wrapped()),
        ];
        leaf.cells(&SHARES, cells);
    }
}

/// How many schools met an aim, and of how many it cannot be said.
fn of_schools<'a>(maker: &Maker<'a>, id: RuleId) -> [Cell<'a>; 2] {
    let context = maker.context;
    let mut cells = aims::of_schools(context, id).into_iter();
    let outcome = cells.next().unwrap_or(Cell::BLANK);
    let mut said: Vec<String> = Vec::new();
    if let Some(CellValue::Text(met)) = cells.next().map(|cell| cell.value) {
        said.push(met.into_owned());
    }
    let unsure = |row: &&SchoolRow<'_>| row.findings.of(id).is_some_and(|found| found.outcome == Outcome::CannotSay);
    let unknown = context.schools.iter().filter(unsure).count();
    if unknown > 0 {
        said.push(context.words.fill("paper.aim-unknown", &[("n", unknown.to_string())]));
    }
    [outcome, Cell::text(said.join("; "))]
}
