//! The last visits of a school, in words: for its card and for the template of the next.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::book::long_day;
use super::context::{Context, SchoolRow};
use crate::intake::record::{About, Noted, Priority, SchoolKey, Step, Visit, VisitRisk};
use crate::judge::evaluate::Outcome;
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::RuleKind;

/// The last visit.
pub(in crate::review) fn last<'c>(context: &'c Context<'_>, school: &'c SchoolKey) -> Option<&'c Visit> {
    context.inputs.dataset.visits_of(school).next()
}

/// Which visit it was, when, and who came.
pub(in crate::review) fn head(context: &Context<'_>, visit: &Visit) -> String {
    let cycle = &context.rulebook().cycle;
    let event = visit.event.as_ref().and_then(|id| cycle.iter().find(|event| event.id == *id));
    let parts = [
        event.map(|event| event.title.to_string()),
        Some(day(context, visit)),
        visit.who.as_ref().map(|who| who.text.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The day of a visit; where nobody wrote it down, from when it counts.
pub(in crate::review) fn day(context: &Context<'_>, visit: &Visit) -> String {
    let day = long_day(visit.as_of);
    if visit.day.is_some() { day } else { context.words.fill("visit.undated", &[("day", day)]) }
}

/// The priorities as they stand: of each row the last that was written, and its last impact.
pub(in crate::review) fn priorities(context: &Context<'_>, school: &SchoolKey) -> Vec<Priority> {
    let mut all: Vec<Priority> = Vec::new();
    for visit in context.inputs.dataset.visits_of(school) {
        for one in &visit.priorities {
            match all.iter_mut().find(|known| known.row == one.row) {
                None => all.push(one.clone()),
                // an impact belongs to the priority it was written beside
                Some(known) if known.priority.is_none() => {
                    known.priority.clone_from(&one.priority);
                    known.impact = known.impact.take().or_else(|| one.impact.clone());
                }
                Some(_) => {}
            }
        }
    }
    all
}

/// What was last said of a risk characteristic, and when: that it is there or not, or what changed.
pub(in crate::review) fn risk<'c>(
    context: &'c Context<'_>,
    school: &'c SchoolKey,
    rule: &str,
) -> Option<(&'c Visit, &'c VisitRisk)> {
    last_of(context, school, rule, |risk| risk.present.is_some() || risk.changed.is_some())
}

fn last_of<'c>(
    context: &'c Context<'_>,
    school: &'c SchoolKey,
    rule: &str,
    wanted: fn(&VisitRisk) -> bool,
) -> Option<(&'c Visit, &'c VisitRisk)> {
    let mut visits = context.inputs.dataset.visits_of(school);
    visits.find_map(|visit| visit.risk(rule).filter(|risk| wanted(risk)).map(|risk| (visit, risk)))
}

/// The partner's last grade of a strand, and the visit at which it was given.
pub(in crate::review) fn partner_grade<'c>(
    context: &'c Context<'_>,
    school: &'c SchoolKey,
    strand: StrandId,
) -> Option<(&'c Visit, Arc<str>)> {
    let mut visits = context.inputs.dataset.visits_of(school);
    visits.find_map(|visit| Some((visit, graded(context, visit.grade(strand)?.partner.as_ref()?)?)))
}

/// A grade given at a visit, as the rulebook calls it.
pub(in crate::review) fn graded(context: &Context<'_>, (place, _): &(u8, Noted)) -> Option<Arc<str>> {
    context.rulebook().judgements.grades.get(usize::from(*place)).map(|grade| Arc::clone(&grade.id))
}

/// The steps agreed, each with by whom and by when.
pub(in crate::review) fn steps(visit: &Visit) -> Vec<String> {
    let one = |step: &Step| {
        let words = |noted: &Option<crate::intake::record::Noted>| noted.as_ref().map(|noted| flat(&noted.text));
        let beside: Vec<String> = [words(&step.by), words(&step.due)].into_iter().flatten().collect();
        let what = words(&step.what).unwrap_or_default();
        if beside.is_empty() { what } else { format!("{what} ({})", beside.join(", ")) }
    };
    visit.steps.iter().map(one).filter(|step| !step.is_empty()).collect()
}

/// What was said at a visit, each with what it was about.
pub(in crate::review) fn said(visit: &Visit) -> Vec<String> {
    // a question has the name of its strand before a colon
    let about = |said: &About| said.what.split_once(':').map_or_else(|| flat(&said.what), |(strand, _)| flat(strand));
    visit.said.iter().map(|said| format!("{}: {}", about(said), flat(&said.noted.text))).collect()
}

/// How plans came on, as a visit tells it.
pub(in crate::review) fn of_plans(visit: &Visit) -> Vec<String> {
    visit.progress.iter().map(|of| format!("{}: {}", flat(&of.what), flat(&of.noted.text))).collect()
}

/// What was last written at a visit of how a plan comes on; `plan` is what templates call it.
pub(in crate::review) fn of_plan<'c>(
    context: &'c Context<'_>,
    school: &'c SchoolKey,
    plan: &str,
) -> Option<(&'c Visit, &'c Noted)> {
    let is_it = |of: &&About| flat(&of.what).to_lowercase() == flat(plan).to_lowercase();
    let mut visits = context.inputs.dataset.visits_of(school);
    visits.find_map(|visit| Some((visit, &visit.progress.iter().rev().find(is_it)?.noted)))
}

/// Risk characteristics of which the last word at a visit was no, though figures show them: their titles, with the day.
pub(in crate::review) fn denied(context: &Context<'_>, row: SchoolRow<'_>) -> Vec<(NaiveDate, String)> {
    let key = &row.school.identity.key;
    let present = context
        .findings(row)
        .filter(|(rule, finding)| matches!(rule.kind, RuleKind::Risk) && finding.outcome == Outcome::Holds);
    let denied = present.filter_map(|(rule, _)| {
        let (visit, risk) = last_of(context, key, &rule.id, |risk| risk.present.is_some())?;
        let (present, _) = risk.present.as_ref()?;
        (!present).then(|| (visit.as_of, rule.title.to_string()))
    });
    denied.collect()
}

/// The same in a sentence, for each day: `The visit of 12 November 2012 says no to: Budget deficit.`
pub(in crate::review) fn denied_in_words(context: &Context<'_>, row: SchoolRow<'_>) -> Vec<String> {
    let mut by_day: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for (day, title) in denied(context, row) {
        by_day.entry(day).or_default().push(title);
    }
    let said = by_day.into_iter();
    said.map(|(day, risks)| context.words.fill("visit.denied", &[("day", long_day(day)), ("risks", risks.join("; "))]))
        .collect()
}

/// Words in one line.
pub(in crate::review) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
