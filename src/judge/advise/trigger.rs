//! What a grade calls for: objectives, a raising achievement plan, meetings.

use chrono::NaiveDate;

use super::{TriggerAdvice, meetings};
use crate::judge::evaluate::SchoolFindings;
use crate::rulebook::model::Rulebook;

/// The triggers that the working grades of a school set off.
pub(super) fn of(rulebook: &Rulebook, found: &SchoolFindings, date: NaiveDate) -> Vec<TriggerAdvice> {
    let mut advice = Vec::new();
    for grades in &found.grades {
        let Some((grade, _)) = grades.working else { continue };
        let fitting = rulebook.triggers.iter().filter(|trigger| {
            let strand = trigger.strands.is_empty() || trigger.strands.contains(&grades.strand);
            strand && trigger.grades.contains(&grade)
        });
        for trigger in fitting {
            let strand = rulebook.strand(grades.strand).map_or("", |strand| &strand.id);
            advice.push(TriggerAdvice {
                id: format!("trigger:{}:{strand}", trigger.id).into(),
                title: trigger.title.clone(),
                strand: grades.strand,
                grade,
                requires: trigger.requires.clone(),
                meeting: trigger.meeting.clone(),
                meetings: trigger
                    .meeting_every_days
                    .map_or_else(Vec::new, |days| meetings(date, days, trigger.meetings_ahead, &rulebook.holidays)),
                place: trigger.span.clone(),
            });
        }
    }
    advice
}
