//! What grades call for: objectives, plans, and the meetings that follow, as dates.

use super::super::asked::Asked;
use super::super::deciding::long_day;
use super::super::evidence_print::EvidencePrint;
use super::advice::{Line, short};
use crate::judge::advise::{SchoolAdvice, TriggerAdvice};
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow};

/// A school's rows, one for each plan that a grade calls for.
pub(super) fn lines<'a>(
    context: &'a Context<'a>,
    row: SchoolRow<'a>,
    advice: &'a SchoolAdvice,
) -> impl Iterator<Item = Line<'a>> {
    advice.triggers.iter().map(move |trigger| {
        let asked = asked(context, row, trigger);
        Line {
            kind: "advice.plan",
            strand: short(context, trigger.strand),
            subject: trigger.title.to_string(),
            why: asked.words.clone(),
            next: trigger.meetings.iter().min().copied(),
            detail: detail(trigger),
            ..Line::new(row, asked)
        }
    })
}

/// What the plan needs, the meeting that looks at it, and all its days.
fn detail(trigger: &TriggerAdvice) -> String {
    let days: Vec<String> = trigger.meetings.iter().map(|day| long_day(*day)).collect();
    let parts =
        [trigger.requires.to_string(), trigger.meeting.as_deref().unwrap_or_default().to_owned(), days.join("; ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What is asked of a plan that a grade calls for.
pub(in crate::review::book) fn asked(context: &Context<'_>, row: SchoolRow<'_>, trigger: &TriggerAdvice) -> Asked {
    let strand = context.strand(trigger.strand).into_owned();
    let grades = &context.rulebook().judgements.grades;
    let grade = grades.get(usize::from(trigger.grade)).map_or("", |grade| &*grade.id).to_owned();
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: trigger.id.clone() },
        title: format!("{}, {strand}", trigger.title),
        evidence: EvidencePrint::default().words(&trigger.id).grades(context, row, trigger.strand).finish(),
        words: context.words.fill("decision.on-grade", &[("strand", strand), ("grade", grade)]),
    }
}
