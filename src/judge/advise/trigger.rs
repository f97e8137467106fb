//! Plans: what a grade, a rule or the most serious status calls for, with the meetings at which they are looked at.

use chrono::NaiveDate;

use super::{TriggerAdvice, meetings};
use crate::judge::evaluate::{Outcome, SchoolFindings};
use crate::rulebook::model::{CalledPlan, RuleKind, Rulebook};

/// The plans of a school: those for the school as a whole first, then strand by strand. Where the rulebook's most serious
/// status is left without any, that one has to be agreed is the plan.
pub(super) fn of(rulebook: &Rulebook, found: &SchoolFindings, date: NaiveDate) -> Vec<TriggerAdvice> {
    let mut plans = by_rule(rulebook, found, date);
    plans.extend(by_grade(rulebook, found, date));
    plans.sort_by_key(|plan| plan.strand.is_some());
    if plans.is_empty() {
        plans.extend(to_agree(rulebook, found));
    }
    plans
}

fn by_rule(rulebook: &Rulebook, found: &SchoolFindings, date: NaiveDate) -> Vec<TriggerAdvice> {
    let mut plans = Vec::new();
    for (id, rule) in rulebook.numbered_rules() {
        let RuleKind::SupportWhen { strand, plan: Some(plan), .. } = &rule.kind else { continue };
        if found.of(id).is_some_and(|finding| finding.outcome == Outcome::Holds) {
            plans.push(TriggerAdvice {
                id: format!("plan:{}", rule.id).into(),
                title: plan.title.clone(),
                strand: *strand,
                grade: None,
                requires: plan.requires.clone(),
                meeting: plan.meeting.clone(),
                meetings: held(rulebook, plan, date),
                place: plan.span.clone(),
            });
        }
    }
    plans
}

fn held(rulebook: &Rulebook, plan: &CalledPlan, date: NaiveDate) -> Vec<NaiveDate> {
    let days = plan.meeting_every_days;
    days.map_or_else(Vec::new, |days| meetings(date, days, plan.meetings_ahead, &rulebook.holidays))
}

/// The triggers that the working grades of a school set off.
fn by_grade(rulebook: &Rulebook, found: &SchoolFindings, date: NaiveDate) -> Vec<TriggerAdvice> {
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
                strand: Some(grades.strand),
                grade: Some(grade),
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

/// That a plan has to be agreed, for a school in the most serious status.
fn to_agree(rulebook: &Rulebook, found: &SchoolFindings) -> Option<TriggerAdvice> {
    let (id, rule) = rulebook.most_serious_status()?;
    (found.status.rule == id).then(|| TriggerAdvice {
        id: format!("plan:{}", rule.id).into(),
        title: rulebook.words("advice.plan-to-agree").into(),
        strand: None,
        grade: None,
        requires: rulebook.words("advice.plan-to-agree.requires").into(),
        meeting: None,
        meetings: Vec::new(),
        place: rule.span.clone(),
    })
}
