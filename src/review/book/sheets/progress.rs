//! How plans come on: a row for each meeting of the cycle at which the progress of a plan is told.

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::advice::Line;
use crate::judge::advise::{ProgressAsked, SchoolAdvice, TriggerAdvice};
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow};
use crate::review::lives;

/// Every meeting at which the progress of one of a school's plans is asked, or was told for the year at hand.
pub(in crate::review::book) fn all(advice: &SchoolAdvice) -> impl Iterator<Item = (&TriggerAdvice, &ProgressAsked)> {
    let lives = advice.triggers.iter().filter_map(|plan| Some((plan, plan.life.as_ref()?)));
    lives.flat_map(|(plan, life)| life.asks.iter().map(move |asked| (plan, asked)))
}

/// A school's rows: of the meeting that is on or was the last, or of those before.
pub(super) fn lines<'a>(
    context: &'a Context<'a>,
    row: SchoolRow<'a>,
    advice: &'a SchoolAdvice,
    open: bool,
) -> impl Iterator<Item = Line<'a>> {
    all(advice).filter(move |(_, asked)| asked.open == open).map(move |(plan, progress)| Line {
        kind: "advice.progress",
        strand: plan.strand.map_or_else(String::new, |strand| context.strand_short(strand).to_owned()),
        subject: lives::progress_title(
            context.words,
            &plan.title,
            &event(context, progress),
            (progress.year, progress.number),
        ),
        why: lives::in_words(context, row, plan).concat().join("\n"),
        detail: plan.requires.to_string(),
        ..Line::new(row, asked(context, row, plan, progress))
    })
}

/// What is asked of a plan's progress. It rests on nothing but that it is asked: what was told of a meeting is as it was.
pub(in crate::review) fn asked(
    context: &Context<'_>,
    row: SchoolRow<'_>,
    plan: &TriggerAdvice,
    progress: &ProgressAsked,
) -> Asked {
    let (evidence, evidence_before) = prints(|print| print.about(context, &progress.id));
    let (title, event) = (context.plan_title(plan), event(context, progress));
    let title = lives::progress_title(context.words, &title, &event, (progress.year, progress.number));
    let key = DecisionKey { school: row.school.identity.key.clone(), about: progress.id.clone() };
    Asked { key, words: title.clone(), title, evidence, evidence_before }
}

fn event(context: &Context<'_>, progress: &ProgressAsked) -> String {
    context.rulebook().cycle.get(progress.event).map_or_else(String::new, |event| event.title.to_string())
}
