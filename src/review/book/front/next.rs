//! The step that a school needs first, and by whom: what was decided and has to be looked at again, then a plan whose
//! progress is to be told, then the meeting of one, then what came to be known since, then what is missing, then objectives where they are most needed.

use std::sync::Arc;

use super::Front;
use crate::judge::advise::{SchoolAdvice, TriggerAdvice};
use crate::judge::decided::DecisionKey;
use crate::judge::evaluate::Outcome;
use crate::review::book::sheets::progress;
use crate::review::context::{Context, SchoolRow, cut};
use crate::review::lives;
use crate::review::words::long_day;
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::{RuleKind, Tone};

/// Letters of what is missing.
const LONG: usize = 60;

/// The step, with the team where one has it.
pub(super) fn step(front: &Front<'_>, row: SchoolRow<'_>) -> String {
    let context = front.context;
    let words = context.words;
    let advice = row.advice;
    let (what, strand) = again(context, row)
        .or_else(|| advice.and_then(|advice| progress(context, row, advice)))
        .or_else(|| advice.and_then(|advice| meeting(context, advice)))
        .or_else(|| since(context, row).map(|what| (what, None)))
        .or_else(|| missing(context, row).map(|what| (what, None)))
        .or_else(|| advice.and_then(|advice| plan(context, row, advice)))
        .or_else(|| advice.and_then(support))
        .unwrap_or_default();
    let team = advice.and_then(|advice| team(advice, strand)).unwrap_or_default();
    match (what.is_empty(), team.is_empty()) {
        (true, _) => team.to_owned(),
        (false, true) => what,
        (false, false) => words.fill("front.next.team", &[("step", what), ("team", team.to_owned())]),
    }
}

/// What to do, and the strand it is in.
type Step = (String, Option<StrandId>);

/// A decision about the school that rests on other figures than today's, or is past its day.
fn again(context: &Context<'_>, row: SchoolRow<'_>) -> Option<Step> {
    let inputs = context.inputs;
    let key = &row.school.identity.key;
    let stale = inputs.carried.stale.keys().any(|about| about.school == *key);
    let past = |due: chrono::NaiveDate| due < inputs.evaluation.date;
    let overdue = inputs.decisions.decisions.iter().filter(|(about, _)| about.school == *key);
    let overdue = overdue.filter_map(|(_, decision)| decision.due).filter(|due| past(*due)).min();
    match overdue {
        Some(due) => Some((context.words.fill("front.next.overdue", &[("day", long_day(due))]), None)),
        None => stale.then(|| (context.words.say("front.next.again").to_owned(), None)),
    }
}

/// A plan whose progress is asked at the meeting that is on or was the last, and was not told yet.
fn progress(context: &Context<'_>, row: SchoolRow<'_>, advice: &SchoolAdvice) -> Option<Step> {
    let told = |id: &Arc<str>| {
        let key = DecisionKey { school: row.school.identity.key.clone(), about: Arc::clone(id) };
        context.inputs.decisions.decisions.get(&key).is_some_and(|one| one.decision.is_some())
    };
    let (plan, asked) = progress::all(advice).find(|(_, asked)| asked.open && !told(&asked.id))?;
    let event = context.rulebook().cycle.get(asked.event)?.title.to_string();
    let with = [("plan", context.plan_title(plan)), ("event", event)];
    Some((context.words.fill("front.next.progress", &with), plan.strand))
}

/// The next meeting at which a plan is looked at.
fn meeting(context: &Context<'_>, advice: &SchoolAdvice) -> Option<Step> {
    // the earliest; of those of one day that of the school as a whole
    let dated = advice.triggers.iter().filter_map(|plan| Some((*plan.meetings.first()?, plan)));
    let Some((day, plan)) = dated.min_by_key(|(day, plan)| (*day, plan.strand.is_some())) else {
        return to_agree(context, advice);
    };
    let with = [("plan", plan.title.to_string()), ("day", long_day(day))];
    Some((context.words.fill("front.next.plan", &with), plan.strand))
}

/// A plan with meetings that is called for and has not begun.
fn to_agree(context: &Context<'_>, advice: &SchoolAdvice) -> Option<Step> {
    let met = advice.triggers.iter().filter(|plan| plan.meeting.is_some());
    let mut at = met.filter_map(|plan| Some((plan, lives::agreed_at(context, plan.life.as_ref()?)?)));
    let (plan, (event, when)) = at.next()?;
    let with = [("plan", plan.title.to_string()), ("event", event), ("when", when)];
    Some((context.words.fill("front.next.agree", &with), plan.strand))
}

/// What came to be known after the year judged.
fn since(context: &Context<'_>, row: SchoolRow<'_>) -> Option<String> {
    let news = context.news(row).next().map(|(rule, _)| rule.title.to_string())?;
    Some(context.words.fill("front.next.since", &[("news", news)]))
}

/// What has to be found out before it can be said where the school stands, or whether it is below a floor.
fn missing(context: &Context<'_>, row: SchoolRow<'_>) -> Option<String> {
    let unknown = context.findings(row).find(|(rule, finding)| {
        let asked = matches!(rule.kind, RuleKind::Floor { .. })
            || row.findings.status.doubts.iter().any(|doubt| doubt.rule == finding.rule);
        asked && finding.outcome == Outcome::CannotSay
    });
    let (_, finding) = unknown?;
    let blamed = finding.blame.first().and_then(|at| finding.readings.get(*at));
    let what = blamed.map(|reading| cut(&reading.title, LONG))?;
    Some(context.words.fill("front.next.missing", &[("what", what)]))
}

/// The plan that is called for where it is most needed: in the strand with the worst grade, of those the one with the
/// most concerns.
fn plan(context: &Context<'_>, row: SchoolRow<'_>, advice: &SchoolAdvice) -> Option<Step> {
    let need = |plan: &&TriggerAdvice| {
        let of_strand = |other: Option<StrandId>| other.is_some() && other == plan.strand;
        let concerns = context.findings(row).filter(|(rule, finding)| {
            finding.outcome == Outcome::Holds
                && matches!(rule.kind, RuleKind::Watch { tone: Tone::Concern, strand, .. } if of_strand(strand))
        });
        (plan.strand.is_none(), plan.grade, concerns.count())
    };
    // of those that are alike, the first
    let asks = |plan: &&TriggerAdvice| plan.life.as_ref().is_none_or(|life| life.ended.is_none());
    let first = advice.triggers.iter().rev().filter(asks).max_by_key(need)?;
    Some((context.plan_title(first), first.strand))
}

/// The first form of support that is called for.
fn support(advice: &SchoolAdvice) -> Option<Step> {
    let first = advice.support.first()?;
    Some((first.forms.first()?.to_string(), first.strand))
}

/// The team that supports a school in a strand; where none is named for it, the school's first.
fn team(advice: &SchoolAdvice, strand: Option<StrandId>) -> Option<&str> {
    let of_strand = advice.support.iter().find(|support| strand.is_some() && support.strand == strand);
    of_strand.or_else(|| advice.support.first()).map(|support| &*support.team)
}
