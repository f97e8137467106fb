//! The sheets of the review, one file each, in the order in which they stand.

pub(in crate::review) mod advice;
pub(in crate::review) mod aims;
pub(super) mod cannot_say;
mod closed;
mod cycle;
mod due;
pub(super) mod evidence;
pub(super) mod findings;
pub(in crate::review) mod grades;
mod near;
pub(super) mod options;
pub(super) mod partners;
pub(in crate::review) mod plans;
mod players;
mod problems;
pub(in crate::review) mod progress;
pub(in crate::review) mod risks;
mod rules;
pub(in crate::review) mod schools;
pub(super) mod support;
mod watch;

use crate::review::context::Context;
use workbook::write::{MOST_ROWS, Printed, TablePlan};

/// All tables of the review. What the rulebook has no rules for has no sheet.
pub(super) fn tables<'a>(context: &'a Context<'a>) -> Vec<TablePlan<'a>> {
    let plans = if context.inputs.is_national() {
        // what one can use of more schools than anybody goes through one by one
        vec![Some(schools::plan(context)), cycle::plan(context), Some(problems::plan(context))]
    } else {
        all(context)
    };
    cut(context, plans)
}

/// All tables of the evidence.
pub(super) fn evidence_tables<'a>(context: &'a Context<'a>) -> Vec<TablePlan<'a>> {
    let (evidence, rules) = (Some(evidence::plan(context)), Some(rules::plan(context)));
    if context.inputs.is_national() {
        return cut(context, vec![evidence.map(to_look_up), rules.map(to_look_up)]);
    }
    let near = Some(near::plan(context));
    let cannot_say = Some(cannot_say::plan(context));
    let (risks, aims) = (risks::plan(context), aims::plan(context));
    let [evidence, near, cannot_say, watch, due, rules] =
        [evidence, near, cannot_say, watch::plan(context), due::plan(context), rules].map(|plan| plan.map(to_look_up));
    cut(context, vec![evidence, aims, risks, watch, near, cannot_say, due, players::plan(context), rules])
}

/// A sheet of details, to look things up in: nobody prints thousands of rows, and of it only what it is goes on paper.
fn to_look_up(mut plan: TablePlan<'_>) -> TablePlan<'_> {
    const LAST: usize = 6;
    let last = plan.columns.len().saturating_sub(1).min(LAST);
    plan.printed = Some(Printed { rows: 1, to: u16::try_from(last).unwrap_or(0) });
    plan
}

/// What a sheet does not hold is said over its table.
fn cut<'a>(context: &Context<'a>, plans: Vec<Option<TablePlan<'a>>>) -> Vec<TablePlan<'a>> {
    let say = |over: usize| context.words.fill("evidence.cut", &[("n", over.to_string())]);
    plans.into_iter().flatten().map(|plan| plan.cut_at(MOST_ROWS, say)).collect()
}

fn all<'a>(context: &'a Context<'a>) -> Vec<Option<TablePlan<'a>>> {
    vec![
        Some(schools::plan(context)),
        Some(advice::plan(context)),
        cycle::plan(context),
        Some(problems::plan(context)),
        findings::plan(context),
        Some(closed::plan(context)),
    ]
}
