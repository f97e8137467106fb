//! The last visits of a school, in words: for its card and for the template of the next.

use std::sync::Arc;

use super::book::long_day;
use super::context::Context;
use crate::intake::record::{Priority, SchoolKey, Step, Visit, VisitRisk};
use crate::rulebook::ids::StrandId;

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
        Some(long_day(visit.as_of)),
        visit.who.as_ref().map(|who| who.text.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
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

/// What was last stated of a risk characteristic, and when.
pub(in crate::review) fn risk<'c>(
    context: &'c Context<'_>,
    school: &'c SchoolKey,
    rule: &str,
) -> Option<(&'c Visit, &'c VisitRisk)> {
    let mut visits = context.inputs.dataset.visits_of(school);
    visits.find_map(|visit| visit.risk(rule).filter(|risk| risk.present.is_some()).map(|risk| (visit, risk)))
}

/// The partner's last grade of a strand, by its place in the rulebook's list.
pub(in crate::review) fn partner_grade(
    context: &Context<'_>,
    school: &SchoolKey,
    strand: StrandId,
) -> Option<Arc<str>> {
    let mut visits = context.inputs.dataset.visits_of(school);
    let (place, _) = visits.find_map(|visit| visit.grade(strand)?.partner.clone())?;
    context.rulebook().judgements.grades.get(usize::from(place)).map(|grade| Arc::clone(&grade.id))
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

/// Words in one line.
pub(in crate::review) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
