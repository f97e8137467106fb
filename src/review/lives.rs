//! Where plans stand, in the rulebook's words: begun, with so many meetings held; not begun, and when it can be agreed; ended.

use chrono::NaiveDate;

use super::context::{Context, SchoolRow, cut};
use super::words::Words;
use super::{targets, visits};
use crate::domain::AcademicYear;
use crate::judge::advise::{PlanLife, Time, TriggerAdvice};
use crate::judge::decided::DecisionKey;
use crate::review::words::long_day;

/// Where a plan stands, a sentence for each thing to say: what is printed, and what stands aside. Nothing where plans have
/// no life. Of a plan without meetings that nobody has begun, all of it stands aside.
pub(crate) fn in_words(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> [Vec<String>; 2] {
    let Some(life) = &plan.life else { return [Vec::new(), Vec::new()] };
    let mut said: Vec<String> = life.begun.map(|day| begun(context, plan, life, day)).into_iter().collect();
    said.extend(history(context, life));
    said.extend(targets::in_words(context, row, plan));
    said.extend(ended(context, life));
    let not_begun = not_begun(context, row, plan, life);
    let (first, rest) = not_begun.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first.clone()), rest));
    let visited = visited(context, row, plan);
    if plan.meeting.is_none() && !not_begun.is_empty() {
        return [visited.into_iter().collect(), said.into_iter().chain(not_begun).collect()];
    }
    said.extend(visited);
    // when it can be agreed is printed, how is not
    if let Some(first) = first {
        said.insert(0, first);
    }
    [said, rest.to_vec()]
}

/// Whether a plan has not ended.
pub(crate) fn goes_on(plan: &TriggerAdvice) -> bool {
    plan.life.as_ref().is_none_or(|life| life.ended.is_none())
}

/// What is said of a plan that nothing calls for now: one that has ended is not asked for any more.
pub(crate) fn not_called_for(context: &Context<'_>, plan: &TriggerAdvice) -> String {
    context.words.say(if goes_on(plan) { "plan.not-called-for" } else { "plan.no-longer-called-for" }).to_owned()
}

/// How a plan came on by the last visit that says so.
pub(crate) fn visited(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> Option<String> {
    const LONGEST: usize = 240;
    let strand: Vec<String> = plan.strand.map(|strand| context.strand_short(strand).to_owned()).into_iter().collect();
    let key = &row.school.identity.key;
    let (visit, noted) = visits::of_plan(context, key, &context.plan_for(plan, &strand)).filter(|_| goes_on(plan))?;
    let with = [("day", long_day(visit.as_of)), ("said", cut(&visits::flat(&noted.text), LONGEST))];
    Some(context.words.fill("plan.at-visit", &with))
}

/// How a plan ended.
fn ended(context: &Context<'_>, life: &PlanLife) -> Option<String> {
    let end = life.ended.as_ref()?;
    let with = [("day", end.on.map_or_else(String::new, long_day)), ("word", end.word.to_string())];
    Some(match &end.why {
        Some(why) => context.words.fill("plan.ended", &[&with[..], &[("why", why.to_string())]].concat()),
        None => context.words.fill("plan.ended-at-meeting", &with),
    })
}

/// Of a plan that has neither begun nor ended: when it can be agreed, and what begins it.
fn not_begun(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice, life: &PlanLife) -> Vec<String> {
    if life.begun.is_some() || life.ended.is_some() {
        return Vec::new();
    }
    let words = context.words;
    let column = ("column", words.say("column.begun").to_owned());
    let key = DecisionKey { school: row.school.identity.key.clone(), about: plan.id.clone() };
    let typed = context.inputs.decisions.decisions.get(&key).and_then(|decision| decision.begun_as_typed.as_ref());
    // whatever is chosen beside it, what is no day begins nothing
    if let Some(typed) = typed {
        return vec![words.fill("plan.begun-is-no-day", &[("typed", cut(typed, 40)), column])];
    }
    let begins = context.rulebook().plans.iter().flat_map(|plans| &plans.begun_by);
    let begins: Vec<String> = begins.map(|word| format!("“{word}”")).collect();
    let with = [("words", begins.join(", ")), column];
    let when =
        agreed_at(context, life).map(|(event, when)| words.fill("plan.agreed-at", &[("event", event), ("when", when)]));
    when.into_iter().chain([words.fill("plan.not-begun", &with)]).collect()
}

fn begun(context: &Context<'_>, plan: &TriggerAdvice, life: &PlanLife, day: NaiveDate) -> String {
    let words = context.words;
    let begins = if day > context.inputs.evaluation.date { "plan.begins" } else { "plan.begun" };
    let mut said = words.fill(begins, &[("day", long_day(day))]);
    if plan.meeting.is_some() && day <= context.inputs.evaluation.date {
        said.push(' ');
        said.push_str(&words.fill("plan.held", &[("n", life.held.to_string())]));
    }
    said
}

/// What was told of its progress: `School Review Group Meeting 1: on track; School Review Group Meeting 2: behind.`
fn history(context: &Context<'_>, life: &PlanLife) -> Option<String> {
    let told = life.told.iter().filter_map(|told| {
        let event = context.rulebook().cycle.get(told.event)?.title.to_string();
        Some(context.words.fill("plan.told", &[("event", event), ("word", told.word.to_string())]))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("{}.", told.join("; ")))
}

/// What the progress of a plan at a meeting is called.
pub(crate) fn progress_title(words: Words<'_>, plan: &str, event: &str, at: (AcademicYear, usize)) -> String {
    let with = [("plan", plan.to_owned()), ("event", event.to_owned()), ("year", in_the_year(at))];
    words.fill("plan.progress-at", &with)
}

/// A time of an event in a year: `2012-13`, the third one `2012-13 (3)`.
pub(crate) fn in_the_year((year, number): (AcademicYear, usize)) -> String {
    if number > 1 { format!("{year} ({number})") } else { year.to_string() }
}

/// The event at which a plan can be agreed next, and when that is.
pub(crate) fn agreed_at(context: &Context<'_>, life: &PlanLife) -> Option<(String, String)> {
    let occasion = life.agreed_at.as_ref()?;
    let event = context.rulebook().cycle.get(occasion.event)?;
    Some((event.title.to_string(), when(context.words, &occasion.time)))
}

/// The next meeting of a plan; of one that has not begun the day on which it can be agreed, where that has a day.
pub(crate) fn next_meeting(plan: &TriggerAdvice) -> Option<NaiveDate> {
    let to_agree = || {
        let time = &plan.life.as_ref().filter(|_| plan.meeting.is_some())?.agreed_at.as_ref()?.time;
        time.dated.then_some(time.from)
    };
    plan.meetings.iter().min().copied().or_else(to_agree)
}

/// When something takes place: its days, or its months where no day is known.
fn when(words: Words<'_>, time: &Time) -> String {
    if time.dated {
        return words.when(time.from, time.to);
    }
    let [from, to] = [time.from, time.to].map(|day| day.format("%B %Y").to_string());
    if from == to { from } else { words.fill("when.window", &[("from", from), ("to", to)]) }
}
