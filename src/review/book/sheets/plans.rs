//! What grades call for: objectives, plans, and the meetings that follow, as dates.

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::advice::Line;
use crate::judge::advise::{SchoolAdvice, TriggerAdvice};
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow};
use crate::review::lives;
use crate::review::words::long_day;

/// A school's rows, one for each plan that a grade or a rule calls for.
pub(super) fn lines<'a>(
    context: &'a Context<'a>,
    row: SchoolRow<'a>,
    advice: &'a SchoolAdvice,
) -> impl Iterator<Item = Line<'a>> {
    advice.triggers.iter().map(move |trigger| {
        let asked = asked(context, row, trigger);
        let [said, aside] = lives::in_words(context, row, trigger);
        Line {
            kind: "advice.plan",
            strand: trigger.strand.map_or_else(String::new, |strand| context.strand_short(strand).to_owned()),
            subject: trigger.title.to_string(),
            why: std::iter::once(why(context, trigger, &asked)).chain(said).collect::<Vec<_>>().join("\n"),
            next: lives::next_meeting(trigger),
            detail: detail(trigger, aside),
            ..Line::new(row, asked)
        }
    })
}

/// Why it is called for. The strand of a grade stands in a column of its own.
pub(in crate::review) fn why(context: &Context<'_>, trigger: &TriggerAdvice, asked: &Asked) -> String {
    let grade = trigger.grade.and_then(|grade| context.rulebook().judgements.grades.get(usize::from(grade)));
    match grade.filter(|_| trigger.strand.is_some() && trigger.is_called_for()) {
        Some(grade) => context.words.fill("plan.on-grade", &[("grade", grade.id.to_string())]),
        None => format!("{}.", asked.words.trim_end_matches('.')),
    }
}

/// What the plan needs, the meeting that looks at it, all its days, and what else there is to say.
fn detail(trigger: &TriggerAdvice, aside: Vec<String>) -> String {
    let days: Vec<String> = trigger.meetings.iter().map(|day| long_day(*day)).collect();
    let parts =
        [trigger.requires.to_string(), trigger.meeting.as_deref().unwrap_or_default().to_owned(), days.join("; ")];
    parts.into_iter().chain(aside).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What is asked of a plan. What a grade calls for rests on the grade, what a rule calls for on the status.
pub(in crate::review) fn asked(context: &Context<'_>, row: SchoolRow<'_>, trigger: &TriggerAdvice) -> Asked {
    let key = DecisionKey { school: row.school.identity.key.clone(), about: trigger.id.clone() };
    let grade = trigger.grade.and_then(|grade| context.rulebook().judgements.grades.get(usize::from(grade)));
    if let (Some(of), false) = (trigger.strand, trigger.is_called_for()) {
        let (evidence, evidence_before) = prints(|print| print.about(context, &trigger.id).grades(context, row, of));
        let title = format!("{}, {}", trigger.title, context.strand(of));
        let words = lives::not_called_for(context, trigger);
        return Asked { key, title, evidence, evidence_before, words };
    }
    let (Some(of), Some(grade)) = (trigger.strand, grade) else {
        let words = context.rule_title(row.findings.status.rule).to_string();
        let (evidence, evidence_before) =
            prints(|print| print.about(context, &trigger.id).rule(context, row.findings.status.rule));
        let words = if trigger.is_called_for() { words } else { lives::not_called_for(context, trigger) };
        return Asked { key, title: trigger.title.to_string(), evidence, evidence_before, words };
    };
    let strand = context.strand(of).into_owned();
    let (evidence, evidence_before) = prints(|print| print.about(context, &trigger.id).grades(context, row, of));
    Asked {
        key,
        title: format!("{}, {strand}", trigger.title),
        evidence,
        evidence_before,
        words: context.words.fill("decision.on-grade", &[("strand", strand), ("grade", grade.id.to_string())]),
    }
}
