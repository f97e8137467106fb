//! What plans are to reach: proposed from the figures that called for one, and how far figures have come to what was typed.

mod typed;

use chrono::{Datelike, NaiveDate};

use super::context::{Context, SchoolRow, amount, decimals};
use super::margin::Reckoned;
use super::visits::flat;
use crate::domain::{AcademicYear, Value};
use crate::judge::advise::{PlanLife, TriggerAdvice};
use crate::judge::decided::DecisionKey;
use crate::judge::evaluate::{Evaluation, Finding, Outcome};
use crate::review::words::long_day;
use crate::rulebook::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Better, Rule, RuleKind, Rulebook, Targets, Tone, Unit};
use typed::{last_day, steps, understood};

/// What is said of the target of a plan: how far figures have come, or what it might be where none was typed.
pub(crate) fn in_words(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> Vec<String> {
    let Some(life) = plan.life.as_ref().filter(|life| life.ended.is_none()) else { return Vec::new() };
    match typed_target(context, row, plan) {
        Some(typed) => followed(context, row, life, &typed),
        None => proposed(context, row, plan),
    }
}

/// What a plan is to reach, for a page that has no column for it: the target as it was typed and how far figures have come
/// to it, or what it might be.
pub(crate) fn typed_or_proposed(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> Vec<String> {
    as_typed(context, row, plan).into_iter().chain(in_words(context, row, plan)).collect()
}

/// The target of a plan as it was typed: `Target: 60% in … by July 2013`.
pub(crate) fn as_typed(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> Option<String> {
    let typed = typed_target(context, row, plan)?;
    // a target and its milestones may stand on lines of their own
    let steps = typed.lines().map(flat).filter(|step| !step.is_empty());
    let steps: Vec<String> = steps.map(|step| step.trim_end_matches(';').to_owned()).collect();
    Some(context.words.fill("plan.target", &[("target", steps.join("; "))]))
}

fn typed_target(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> Option<String> {
    let key = DecisionKey { school: row.school.identity.key.clone(), about: plan.id.clone() };
    context.inputs.decisions.decisions.get(&key)?.target.as_ref().map(ToString::to_string)
}

/// Lines that figures of the plan's strand are on the wrong side of, as what it might reach.
fn proposed(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> Vec<String> {
    let targets = context.rulebook().plans.as_ref().and_then(|plans| plans.targets.as_ref());
    let (Some(targets), true) = (targets, plan.is_called_for()) else { return Vec::new() };
    let by = month(targets, context.inputs.evaluation.date);
    let mut met: Vec<(MeasureId, GroupId)> = Vec::new();
    let mut said = Vec::new();
    let calling =
        context.findings(row).filter(|(rule, finding)| calls(rule, plan) && finding.outcome == Outcome::Holds);
    for (measure, group, reckoned) in calling.filter_map(|(_, finding)| figure(context, finding)) {
        if said.len() < targets.at_most && !met.contains(&(measure, group)) {
            met.push((measure, group));
            said.extend(proposal(context, row, (measure, group), &reckoned, &by));
        }
    }
    said
}

/// Whether a rule, where it holds, is a reason for a plan.
fn calls(rule: &Rule, plan: &TriggerAdvice) -> bool {
    match rule.kind {
        RuleKind::Floor { strand, .. } => plan.strand.is_none() || strand == plan.strand,
        RuleKind::Indication { strand, grade } => Some(strand) == plan.strand && Some(grade) >= plan.grade,
        RuleKind::Watch { tone: Tone::Concern, strand, .. } => strand.is_some() && strand == plan.strand,
        _ => false,
    }
}

/// The first figure of the year judged that is on the wrong side of its line.
fn figure<'a>(context: &Context<'a>, finding: &Finding<'_>) -> Option<(MeasureId, GroupId, Reckoned<'a>)> {
    finding.tests.iter().find_map(|test| {
        let reckoned = Reckoned::of(context, finding, test)?;
        let reading = finding.readings.get(reckoned.at?)?;
        let id = reading.measure?;
        let measure = context.rulebook().measure(id)?;
        let of_the_year = reading.year.is_none_or(|year| year == context.inputs.evaluation.year);
        let improves = match measure.better {
            Better::Higher => reckoned.margin < 0.0,
            Better::Lower => reckoned.margin > 0.0,
            Better::Neither => false,
        };
        (of_the_year && improves && measure.unit != Unit::Pupils).then_some((id, reading.group, reckoned))
    })
}

/// `Proposed: 60% in … by July 2013; 52% in 2011-12, 3 more pupils.` A figure of the running year is newer than the one that
/// calls for the plan: it stands in its place, and where it has come as far, nothing is proposed.
fn proposal(
    context: &Context<'_>,
    row: SchoolRow<'_>,
    of: (MeasureId, GroupId),
    reckoned: &Reckoned<'_>,
    by: &str,
) -> Option<String> {
    let words = context.words;
    let [mut value, line] = reckoned.amounts();
    let (mut year, mut pupils) = (context.inputs.evaluation.year, reckoned.pupils_said(context));
    if let Some((now, Some(running))) = latest(context, row, of) {
        let improves = if reckoned.margin < 0.0 { now < reckoned.line } else { now > reckoned.line };
        let measure = context.rulebook().measure(of.0).filter(|_| improves)?;
        (value, year, pupils) = (amount(now, decimals(now, Some(measure)), Some(measure)), running, None);
    }
    let value = words.fill("plan.now-in", &[("now", value), ("year", year.to_string())]);
    let pupils = pupils.map_or_else(String::new, |pupils| {
        let name = if reckoned.margin < 0.0 { "plan.proposed.more" } else { "plan.proposed.fewer" };
        words.fill(name, &[("n", pupils)])
    });
    let with = [
        ("measure", titled(context.rulebook(), of)),
        ("target", line),
        ("by", by.to_owned()),
        ("value", value),
        ("pupils", pupils),
    ];
    Some(words.fill("plan.proposed", &with))
}

/// What a figure is called: its measure, and its group unless that is all pupils.
pub(super) fn titled(rulebook: &Rulebook, (measure, group): (MeasureId, GroupId)) -> String {
    let title = rulebook.measure(measure).map_or("", |measure| &measure.title);
    match rulebook.group(group).filter(|_| group != GroupId::ALL) {
        Some(group) => format!("{title}, {}", group.title),
        None => title.to_owned(),
    }
}

/// The month by which a target is set from a day on: `July 2013`.
fn month(targets: &Targets, date: NaiveDate) -> String {
    let year = date.year() + i32::from(date.month() > targets.by_month);
    let month = NaiveDate::from_ymd_opt(year, targets.by_month, 1);
    month.map_or_else(String::new, |day| day.format("%B %Y").to_string())
}

/// How far figures have come to a target and to each milestone on the way to it: `…: 54% of 60%, was 52%.`
fn followed(context: &Context<'_>, row: SchoolRow<'_>, life: &PlanLife, typed: &str) -> Vec<String> {
    let steps = steps(context.rulebook(), typed);
    let told: Vec<String> = steps.iter().filter_map(|step| one(context, row, life, step)).collect();
    // one target may run over several lines
    if told.is_empty() { one(context, row, life, typed).into_iter().collect() } else { told }
}

/// How far a figure has come to a step that names it; of one that was not reached by its day, that too.
fn one(context: &Context<'_>, row: SchoolRow<'_>, life: &PlanLife, typed: &str) -> Option<String> {
    let (id, measure, target) = understood(context.rulebook(), typed)?;
    let (now, of) = latest(context, row, (id, GroupId::ALL))?;
    let say = |number: f64| amount(number, decimals(number, Some(measure)), Some(measure));
    let was = figure_at_its_beginning(context, row, life, id).filter(|was| (was - now).abs() > 1e-9);
    let shown = match of {
        Some(year) => context.words.fill("plan.now-in", &[("now", say(now)), ("year", year.to_string())]),
        None => say(now),
    };
    let mut with = vec![("measure", measure.title.to_string()), ("now", shown), ("target", say(target))];
    let at_least_as_good = |figure: f64, line: f64| match measure.better {
        Better::Lower => figure <= line,
        Better::Higher | Better::Neither => figure >= line,
    };
    let reached = at_least_as_good(now, target);
    let words = context.words;
    let said = match was {
        Some(was) => {
            with.push(("was", say(was)));
            words.fill("plan.target-was", &with)
        }
        None => words.fill("plan.target-now", &with),
    };
    let passed = last_day(typed).filter(|day| *day < context.inputs.evaluation.date);
    Some(match (reached, passed) {
        (true, _) => format!("{said} {}", words.say("plan.target-reached")),
        (false, Some(day)) => format!("{said} {}", words.fill("plan.target-passed", &[("day", long_day(day))])),
        (false, None) if was.is_some_and(|was| !at_least_as_good(now, was)) => {
            format!("{said} {}", words.say("plan.target-away"))
        }
        (false, None) => said,
    })
}

/// The newest figure: of the year that is running, where it has one already; else of the year judged. With the year where it
/// is not the one judged.
fn latest(
    context: &Context<'_>,
    row: SchoolRow<'_>,
    (measure, group): (MeasureId, GroupId),
) -> Option<(f64, Option<AcademicYear>)> {
    let Evaluation { year: judged, date, .. } = *context.inputs.evaluation;
    let running = context.rulebook().year_begins.year_of(date).filter(|year| *year > judged && !context.looks_back());
    let in_year = |year: AcademicYear| {
        let read = Read { measure, group, year: YearOf::At(year), of: Of::Subject };
        Some((context.inputs.values.read(row.at, &read)?.ok()?.number()?, Some(year)))
    };
    let of_judged = || Some((context.inputs.values.value(row.at, measure)?.ok()?.number()?, None));
    running.and_then(in_year).or_else(of_judged)
}

/// The figure that was known when a plan began: of the year before that one.
fn figure_at_its_beginning(
    context: &Context<'_>,
    row: SchoolRow<'_>,
    life: &PlanLife,
    measure: MeasureId,
) -> Option<f64> {
    let year: AcademicYear = context.rulebook().year_begins.year_of(life.begun?)?.before(1);
    let read = Read::of_all(measure, YearOf::At(year), Of::Subject);
    context.inputs.values.read(row.at, &read)?.as_ref().ok().and_then(Value::number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_set_by_the_next_such_month() {
        let targets = Targets { by_month: 7, at_most: 2 };
        let on = |day: &str| month(&targets, day.parse().unwrap());
        assert_eq!(
            (on("2012-10-01"), on("2013-07-02"), on("2013-08-01")),
            ("July 2013".into(), "July 2013".into(), "July 2014".into())
        );
    }
}
