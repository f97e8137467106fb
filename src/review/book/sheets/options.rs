//! Structural options with their factors: laid out for discussion, never a verdict.

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::advice::Line;
use crate::judge::advise::{SchoolAdvice, StructuralOption};
use crate::judge::decided::DecisionKey;
use crate::judge::lives;
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::expression::Derived;

/// A school's rows, one for each option.
pub(super) fn lines<'a>(
    context: &'a Context<'a>,
    row: SchoolRow<'a>,
    advice: &'a SchoolAdvice,
) -> impl Iterator<Item = Line<'a>> {
    // why it stands there is said by the rows above and on the front page; four options would say it four times
    let stands = format!("{}.", context.rule_title(row.findings.status.rule));
    advice.options.iter().map(move |option| {
        let ink = option.unsure.as_ref().and_then(|_| context.mark_ink("cannot-say"));
        let unsure = option.unsure.as_deref().map(|reason| context.palette.signed(ink, reason));
        // where the school stands is why it is discussed; that it is, the row says itself
        let said = option.why.split_once(": ").map_or(&*option.why, |(_, said)| said).trim_end_matches('.');
        let repeats = option.title.to_lowercase().contains(&said.to_lowercase());
        let own = Some(option.why.clone()).filter(|why| !why.is_empty() && !repeats);
        let behind = behind_at(context, advice, option);
        let why = [Some(stands.clone()), own, behind, unsure].into_iter().flatten();
        Line {
            kind: "advice.option",
            subject: option.title.to_string(),
            why: why.collect::<Vec<_>>().join("\n"),
            detail: option.factors.join("; "),
            place: option.place.to_string(),
            ..Line::new(row, asked(context, row, option))
        }
    })
}

/// The plan that is behind, and at which meetings it was said to be, where an option is considered because of it.
fn behind_at(context: &Context<'_>, advice: &SchoolAdvice, option: &StructuralOption) -> Option<String> {
    let when = context.rule(option.rule)?.when.as_ref()?;
    if !when.expressions().any(|(asked, _)| asked.derived().contains(&&Derived::PlanBehind)) {
        return None;
    }
    let plans = advice.triggers.iter().filter_map(|plan| {
        let life = plan.life.as_ref().filter(|life| life.begun.is_some() && life.ended.is_none())?;
        Some((lives::behind(&life.told), plan, life))
    });
    // of those that were as often, the first
    let (many, plan, life) = plans.rev().max_by_key(|(many, ..)| *many).filter(|(many, ..)| *many > 0)?;
    let last = life.told.iter().skip(life.told.len() - many);
    let events = last.filter_map(|told| context.rulebook().cycle.get(told.event));
    let events: Vec<String> = events.map(|event| event.title.to_string()).collect();
    let with = [("plan", context.plan_title(plan)), ("events", events.join(", "))];
    Some(context.words.fill("plan.behind-at", &with))
}

/// What is asked of a structural option.
pub(in crate::review::book) fn asked(context: &Context<'_>, row: SchoolRow<'_>, option: &StructuralOption) -> Asked {
    let status = row.findings.status.rule;
    let rules = [option.rule, status];
    let (evidence, evidence_before) = prints(|print| print.about(context, &option.id).rules(context, row, &rules));
    let why = [context.rule_title(status).into_owned(), option.why.clone()];
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: option.id.clone() },
        title: option.title.to_string(),
        evidence,
        evidence_before,
        words: why.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "),
    }
}
