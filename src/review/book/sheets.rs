//! The sheets of the review, one file each, in the order in which they stand.

pub(in crate::review) mod aims;
pub(super) mod cannot_say;
mod closed;
mod cycle;
pub(super) mod evidence;
pub(super) mod findings;
pub(in crate::review) mod grades;
mod near;
pub(super) mod options;
pub(super) mod partners;
pub(super) mod plans;
mod players;
mod problems;
pub(in crate::review) mod risks;
mod rules;
mod run;
pub(in crate::review) mod schools;
pub(super) mod support;
mod watch;

pub(super) use run::run;

use crate::review::context::Context;
use workbook::write::{MOST_ROWS, TablePlan};

/// All tables of the review. What the rulebook has no rules for has no sheet.
pub(super) fn tables<'a>(context: &'a Context<'a>) -> Vec<TablePlan<'a>> {
    let plans = if context.inputs.is_national() { of_a_nation(context) } else { all(context) };
    let cut = |over: usize| context.words.fill("evidence.cut", &[("n", over.to_string())]);
    plans.into_iter().flatten().map(|plan| plan.cut_at(MOST_ROWS, cut)).collect()
}

/// What one can use of more schools than anybody goes through one by one.
fn of_a_nation<'a>(context: &'a Context<'a>) -> Vec<Option<TablePlan<'a>>> {
    vec![
        Some(schools::plan(context)),
        cycle::plan(context),
        Some(problems::plan(context)),
        Some(rules::plan(context)),
        Some(evidence::plan(context)),
    ]
}

fn all<'a>(context: &'a Context<'a>) -> Vec<Option<TablePlan<'a>>> {
    vec![
        Some(schools::plan(context)),
        Some(grades::plan(context)),
        Some(support::plan(context)),
        plans::plan(context),
        options::plan(context),
        partners::plan(context),
        risks::plan(context),
        aims::plan(context),
        watch::plan(context),
        Some(near::plan(context)),
        findings::plan(context),
        cycle::plan(context),
        players::plan(context),
        Some(cannot_say::plan(context)),
        Some(problems::plan(context)),
        Some(closed::plan(context)),
        Some(rules::plan(context)),
        Some(evidence::plan(context)),
    ]
}
