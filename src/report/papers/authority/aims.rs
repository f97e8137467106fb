//! The aims of the plan, with their figures.

use super::super::Maker;
use super::super::leaf::Leaf;
use crate::report::review::sheets::aims;
use crate::report::sheet::{Cell, Look, Role};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind};

const SHARES: [u16; 4] = [1, 9, 4, 11];

/// A row for each aim of the authority, and for each of its schools how many met it.
pub(super) fn put<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>) {
    let context = maker.context;
    let mut all: Vec<(u32, RuleId, &Rule)> = context
        .rulebook()
        .numbered_rules()
        .filter_map(|(id, rule)| match rule.kind {
            RuleKind::Aim { number, .. } => Some((number.unwrap_or(u32::MAX), id, rule)),
            _ => None,
        })
        .collect();
    all.sort_by_key(|(number, id, _)| (*number, *id));
    let words = context.words;
    leaf.headings(
        &SHARES,
        ["column.number", "column.aim", "column.outcome", "column.figures"]
            .map(|name| words.say(name).to_owned())
            .to_vec(),
    );
    for (number, id, rule) in all {
        let finding = maker.inputs.report.evaluation.authority.iter().find(|finding| finding.rule == id);
        let [outcome, figures] = match finding {
            Some(finding) => [aims::outcome(context, finding.outcome), Cell::text(aims::figures(finding))],
            None => {
                let mut of_schools = aims::of_schools(context, id).into_iter();
                [of_schools.next().unwrap_or(Cell::BLANK), of_schools.next().unwrap_or(Cell::BLANK)]
            }
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
