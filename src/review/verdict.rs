//! The verdict in a line, and who needs us first with the reason: what is told before everything else.

use super::context::{Context, SchoolRow};
use super::{ReviewInputs, Tally, cause, other_years, reason};
use crate::domain::phrase::lower_first;
use crate::rulebook::model::RuleKind;

/// Schools that are told of.
const FIRST: usize = 5;

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// `54 schools for 2011-12: 1 in a category of concern, 12 vulnerable, 3 of which the floor is not known`
    pub line: String,
    /// why most schools cannot be placed, where that is so
    pub cause: Option<String>,
    /// which later years have results too, where there are any
    pub years: Option<String>,
    /// the schools that need us first
    pub first: Vec<NeedsUs>,
}

/// A school that needs us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedsUs {
    /// where it stands, with its sign
    pub status: String,
    /// the colour of that, `B0503F`, where it has one
    pub colour: Option<String>,
    /// its name
    pub school: String,
    /// why, in a dozen words
    pub reason: String,
}

/// The verdict on an authority.
#[must_use]
pub fn verdict(inputs: &ReviewInputs<'_>) -> Verdict {
    let context = Context::new(inputs);
    let first = needing(&context).into_iter().take(FIRST).map(|row| one(&context, row)).collect();
    let cause = cause::said(inputs);
    Verdict { line: line(&context, cause.is_some()), cause, years: other_years::said(inputs), first }
}

/// Of schools most of which cannot be placed it is not said that none needs us.
fn line(context: &Context<'_>, open: bool) -> String {
    let (words, tally) = (context.words, Tally::of(context.rulebook(), context.inputs.evaluation));
    let statuses = context.rulebook().statuses_worst_first().into_iter().filter_map(|id| context.rule(id));
    let attention = statuses.filter(|rule| matches!(rule.kind, RuleKind::Status { needs_attention: true, .. }));
    let counted = attention.map(|rule| (tally.with(&rule.id), lower_first(&rule.title)));
    let mut found: Vec<String> =
        counted.filter(|(many, _)| *many > 0).map(|(many, title)| format!("{many} {title}")).collect();
    let has_floors = context.rulebook().rules.iter().any(|rule| matches!(rule.kind, RuleKind::Floor { .. }));
    if has_floors {
        found.push(format!("{} {}", tally.below, words.say("tile.below")));
    }
    if tally.below_unknown > 0 {
        found.push(words.fill("verdict.not-known", &[("n", tally.below_unknown.to_string())]));
    }
    if found.is_empty() {
        found.push(words.say(if open { "verdict.none-known" } else { "verdict.none" }).to_owned());
    }
    let with = [
        ("n", context.schools.len().to_string()),
        ("year", context.inputs.evaluation.year.to_string()),
        ("found", found.join(", ")),
    ];
    words.fill("verdict", &with)
}

fn one(context: &Context<'_>, row: SchoolRow<'_>) -> NeedsUs {
    let ink = context.status_ink(row.findings.status.rule);
    let colour = ink.and_then(|ink| context.palette.colour(ink));
    NeedsUs {
        status: context.palette.signed(ink, &context.rule_title(row.findings.status.rule)),
        colour: colour.map(|colour| colour.border.as_deref().unwrap_or(&colour.text).to_owned()),
        school: row.name().into_owned(),
        reason: reason::in_brief(context, row),
    }
}

/// The schools that need attention, the worst first.
pub(crate) fn needing<'a>(context: &Context<'a>) -> Vec<SchoolRow<'a>> {
    let needs = |row: &&SchoolRow<'a>| {
        let rule = context.rule(row.findings.status.rule);
        rule.is_some_and(|rule| matches!(rule.kind, RuleKind::Status { needs_attention: true, .. }))
    };
    context.schools.iter().filter(needs).copied().collect()
}
