//! Plans: what a grade, a rule or the most serious status calls for, and those that were begun and have not ended; each
//! with the meetings at which it is looked at.

use std::sync::Arc;

use chrono::NaiveDate;

use super::cycle::last_begun;
use super::meeting::since;
use super::{CycleStep, Occasion, PlanLife, ProgressAsked, TriggerAdvice, meetings};
use crate::intake::record::{Dataset, SchoolKey};
use crate::judge::decided::{Decisions, is_plan, of_school};
use crate::judge::evaluate::{Outcome, SchoolFindings};
use crate::judge::lives::{self, Life, ProgressAt};
use crate::rulebook::Span;
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::{CalledPlan, RuleKind, Rulebook, Trigger};

/// What plans hang on, for every school alike.
pub(super) struct Asking<'a> {
    rulebook: &'a Rulebook,
    decisions: &'a Decisions,
    date: NaiveDate,
    /// when plans can be agreed next
    agreed_at: Option<Occasion>,
    /// when their progress was to be told last
    last: Option<Occasion>,
}

/// A plan as the rulebook has it.
struct Called<'r> {
    id: Arc<str>,
    title: &'r str,
    requires: &'r str,
    meeting: Option<&'r Arc<str>>,
    every_days: Option<u32>,
    ahead: u32,
    place: &'r Span,
}

impl<'a> Asking<'a> {
    pub fn new(rulebook: &'a Rulebook, decisions: &'a Decisions, cycle: &[CycleStep], date: NaiveDate) -> Self {
        let kind = rulebook.plans.as_ref().and_then(|plans| plans.reviewed_at.as_ref());
        let is_of = |step: &&CycleStep| rulebook.cycle.get(step.event).is_some_and(|event| Some(&event.kind) == kind);
        let next = cycle.iter().find(is_of);
        let agreed_at = next.map(|step| Occasion { event: step.event, time: step.time });
        let told = rulebook.plans.as_ref().is_some_and(|plans| !plans.progress.is_empty());
        let last = kind.filter(|_| told).and_then(|kind| last_begun(rulebook, kind, date));
        Self { rulebook, decisions, date, agreed_at, last }
    }

    /// The plans of a school: those for the school as a whole first, then strand by strand. Where the rulebook's most
    /// serious status is left without any, that one has to be agreed is the plan.
    pub fn of(&self, dataset: &Dataset, found: &SchoolFindings) -> Vec<TriggerAdvice> {
        let Some(school) = dataset.schools.get(found.school).map(|school| &school.identity.key) else {
            return Vec::new();
        };
        let mut plans = self.by_rule(school, found);
        plans.extend(self.by_grade(school, found));
        if plans.is_empty() {
            plans.extend(self.to_agree(school, found));
        }
        let further = self.not_called_for(school, &plans);
        plans.extend(further);
        plans.sort_by_key(|plan| plan.strand.is_some());
        plans
    }

    fn by_rule(&self, school: &SchoolKey, found: &SchoolFindings) -> Vec<TriggerAdvice> {
        let mut all = Vec::new();
        for (id, rule) in self.rulebook.numbered_rules() {
            let RuleKind::SupportWhen { strand, plan: Some(plan), .. } = &rule.kind else { continue };
            if found.of(id).is_some_and(|finding| finding.outcome == Outcome::Holds) {
                let called = by_rule(format!("plan:{}", rule.id), plan);
                all.push(self.plan(school, &called, (*strand, None), true));
            }
        }
        all
    }

    /// The triggers that the working grades of a school set off.
    fn by_grade(&self, school: &SchoolKey, found: &SchoolFindings) -> Vec<TriggerAdvice> {
        let mut all = Vec::new();
        for grades in &found.grades {
            let Some((grade, _)) = grades.working else { continue };
            let fitting = self.rulebook.triggers.iter().filter(|trigger| {
                let strand = trigger.strands.is_empty() || trigger.strands.contains(&grades.strand);
                strand && trigger.grades.contains(&grade)
            });
            for trigger in fitting {
                let strand = self.rulebook.strand(grades.strand).map_or("", |strand| &strand.id);
                let called = by_grade(format!("trigger:{}:{strand}", trigger.id), trigger);
                all.push(self.plan(school, &called, (Some(grades.strand), Some(grade)), true));
            }
        }
        all
    }

    /// That a plan has to be agreed, for a school in the most serious status.
    fn to_agree(&self, school: &SchoolKey, found: &SchoolFindings) -> Option<TriggerAdvice> {
        let (id, rule) = self.rulebook.most_serious_status()?;
        let called = self.agreed_for_status(&rule.id, &rule.span);
        (found.status.rule == id).then(|| self.plan(school, &called, (None, None), true))
    }

    fn agreed_for_status<'r>(&'r self, rule: &str, place: &'r Span) -> Called<'r> {
        Called {
            id: format!("plan:{rule}").into(),
            title: self.rulebook.words("advice.plan-to-agree"),
            requires: self.rulebook.words("advice.plan-to-agree.requires"),
            meeting: None,
            every_days: None,
            ahead: 0,
            place,
        }
    }

    /// Plans that were begun and are called for no longer: they go on until somebody ends them.
    fn not_called_for(&self, school: &SchoolKey, called: &[TriggerAdvice]) -> Vec<TriggerAdvice> {
        let Some(plans) = &self.rulebook.plans else { return Vec::new() };
        let begun = of_school(&self.decisions.decisions, school).filter(|(key, decision)| {
            is_plan(&key.about)
                && lives::begun(plans, decision).is_some()
                && !called.iter().any(|plan| plan.id == key.about)
        });
        begun.filter_map(|(key, _)| self.known(school, &key.about)).collect()
    }

    /// The plan with an id, where the rulebook has it, for a school that it is not called for.
    fn known(&self, school: &SchoolKey, about: &str) -> Option<TriggerAdvice> {
        let rulebook = self.rulebook;
        if let Some((id, strand)) = about.strip_prefix("trigger:").and_then(|rest| rest.split_once(':')) {
            let trigger = rulebook.triggers.iter().find(|trigger| &*trigger.id == id)?;
            let (strand, _) = rulebook.numbered_strands().find(|(_, known)| &*known.id == strand)?;
            return Some(self.plan(school, &by_grade(about.to_owned(), trigger), (Some(strand), None), false));
        }
        let (id, rule) = rulebook.rule_named(about.strip_prefix("plan:")?)?;
        match &rule.kind {
            RuleKind::SupportWhen { strand, plan: Some(plan), .. } => {
                Some(self.plan(school, &by_rule(about.to_owned(), plan), (*strand, None), false))
            }
            _ => {
                rulebook.most_serious_status().filter(|(most, _)| *most == id)?;
                Some(self.plan(school, &self.agreed_for_status(&rule.id, &rule.span), (None, None), false))
            }
        }
    }

    fn plan(
        &self,
        school: &SchoolKey,
        called: &Called<'_>,
        (strand, grade): (Option<StrandId>, Option<u8>),
        called_for: bool,
    ) -> TriggerAdvice {
        let mut life = self.life(school, &called.id, called_for);
        let next = called.every_days.map_or_else(Vec::new, |days| self.meetings(days, called.ahead, life.as_mut()));
        TriggerAdvice {
            id: Arc::clone(&called.id),
            title: called.title.into(),
            strand,
            grade,
            requires: called.requires.into(),
            meeting: called.meeting.cloned(),
            meetings: next,
            every_days: called.every_days,
            life,
            place: called.place.clone(),
        }
    }

    /// Where a plan stands; none in a rulebook whose plans have no life.
    fn life(&self, school: &SchoolKey, about: &Arc<str>, called_for: bool) -> Option<PlanLife> {
        self.rulebook.plans.as_ref()?;
        let life = lives::life(self.rulebook, self.decisions, school, about);
        let agreed_at = if life.begun.is_none() && life.ended.is_none() { self.agreed_at.clone() } else { None };
        let asks = self.asks(school, about, &life);
        let Life { begun, told, ended } = life;
        Some(PlanLife { called_for, begun, held: 0, told, asks, ended, agreed_at })
    }

    /// Where the progress of a plan is asked: at the last meeting, if it had begun before and goes on. What was entered for
    /// the year at hand stands as well.
    fn asks(&self, school: &SchoolKey, plan: &str, life: &Life) -> Vec<ProgressAsked> {
        let last = self.last.as_ref();
        let begins_before = |last: &&Occasion| life.begun.is_some_and(|day| day < last.time.from);
        let open = last.filter(|last| life.ended.is_none() && begins_before(last));
        let mut asks: Vec<ProgressAsked> = lives::entered(self.decisions, school, plan)
            .filter_map(|(at, _)| {
                let event = self.rulebook.cycle.iter().position(|event| *event.id == *at.event)?;
                let is =
                    |last: &Occasion| (last.event, last.time.year, last.time.number) == (event, at.year, at.number);
                let open = last.is_some_and(is);
                Some(ProgressAsked { id: at.about(), event, year: at.year, number: at.number, open })
            })
            .collect();
        if let Some(Occasion { event: at, time }) = open
            && let Some(event) = self.rulebook.cycle.get(*at)
            && !asks.iter().any(|asked| asked.open)
        {
            let (year, number) = (time.year, time.number);
            let id = ProgressAt { event: &event.id, year, number, plan }.about();
            asks.push(ProgressAsked { id, event: *at, year, number, open: true });
        }
        asks.sort_by_key(|asked| lives::in_order(self.rulebook, (asked.event, asked.year, asked.number)));
        asks
    }

    /// The next meetings. Those of a plan that has a life are counted from its beginning; without one, from the stated day.
    fn meetings(&self, days: u32, ahead: u32, life: Option<&mut PlanLife>) -> Vec<NaiveDate> {
        let holidays = &self.rulebook.holidays;
        let Some(life) = life else { return meetings(self.date, days, ahead, holidays) };
        let Some(begun) = life.begun else { return Vec::new() };
        let until = life.ended.as_ref().and_then(|end| end.on).unwrap_or(self.date);
        let (held, next) = since(begun, until, days, ahead, holidays);
        life.held = held;
        if life.ended.is_some() { Vec::new() } else { next }
    }
}

fn by_rule(id: String, plan: &CalledPlan) -> Called<'_> {
    Called {
        id: id.into(),
        title: &plan.title,
        requires: &plan.requires,
        meeting: plan.meeting.as_ref(),
        every_days: plan.meeting_every_days,
        ahead: plan.meetings_ahead,
        place: &plan.span,
    }
}

fn by_grade(id: String, trigger: &Trigger) -> Called<'_> {
    Called {
        id: id.into(),
        title: &trigger.title,
        requires: &trigger.requires,
        meeting: trigger.meeting.as_ref(),
        every_days: trigger.meeting_every_days,
        ahead: trigger.meetings_ahead,
        place: &trigger.span,
    }
}
