//! Recommendations of one school in the shape for machines, with what was decided.

use std::sync::Arc;

use super::{rule_id, strand_id, types};
use crate::intake::record::School;
use crate::judge::advise::{PlanLife, SchoolAdvice, Standing};
use crate::judge::decided::DecisionKey;
use crate::review::ReviewInputs;

/// What is recommended for a school.
pub(super) struct Advised<'a> {
    pub inputs: &'a ReviewInputs<'a>,
    pub school: &'a School,
    pub advice: Option<&'a SchoolAdvice>,
}

impl Advised<'_> {
    pub fn support(&self) -> Vec<types::Support> {
        let all = self.advice.map_or(&[][..], |advice| &advice.support);
        all.iter()
            .map(|support| types::Support {
                id: support.id.to_string(),
                strand: support.strand.map(|strand| strand_id(self.inputs, strand)),
                team: support.team.to_string(),
                forms: texts(&support.forms),
                why: support.why.clone(),
                decision: self.decision(&support.id),
            })
            .collect()
    }

    pub fn triggers(&self) -> Vec<types::Trigger> {
        let all = self.advice.map_or(&[][..], |advice| &advice.triggers);
        all.iter()
            .map(|trigger| types::Trigger {
                id: trigger.id.to_string(),
                strand: trigger.strand.map(|strand| strand_id(self.inputs, strand)),
                title: trigger.title.to_string(),
                requires: trigger.requires.to_string(),
                meetings: trigger.meetings.iter().map(ToString::to_string).collect(),
                life: trigger.life.as_ref().map(|life| self.life(&trigger.id, life)),
                decision: self.decision(&trigger.id),
            })
            .collect()
    }

    fn life(&self, about: &Arc<str>, life: &PlanLife) -> types::Life {
        let event = |at: usize| self.inputs.rulebook.cycle.get(at).map(|event| event.id.to_string());
        let key = DecisionKey { school: self.school.identity.key.clone(), about: Arc::clone(about) };
        let decision = self.inputs.decisions.decisions.get(&key);
        types::Life {
            called_for: life.called_for,
            begun: life.begun.map(|day| day.to_string()),
            meetings_held: life.held,
            target: decision.and_then(|decision| decision.target.as_deref()).map(str::to_owned),
            progress: life
                .told
                .iter()
                .map(|told| types::Progressed {
                    event: event(told.event).unwrap_or_default(),
                    year: told.year.to_string(),
                    word: told.word.to_string(),
                    behind: told.behind,
                })
                .collect(),
            ended: life.ended.as_ref().map(|end| types::Ended {
                word: end.word.to_string(),
                on: end.on.map(|day| day.to_string()),
                why: end.why.as_deref().map(str::to_owned),
            }),
            agreed_at: life.agreed_at.as_ref().and_then(|occasion| event(occasion.event)),
        }
    }

    pub fn options(&self) -> Vec<types::StructuralOption> {
        let all = self.advice.map_or(&[][..], |advice| &advice.options);
        all.iter()
            .map(|option| types::StructuralOption {
                id: option.id.to_string(),
                rule: rule_id(self.inputs, option.rule),
                title: option.title.to_string(),
                factors: texts(&option.factors),
                why: option.why.clone(),
                unsure: option.unsure.clone(),
                decision: self.decision(&option.id),
            })
            .collect()
    }

    pub fn partners(&self) -> Vec<types::Partner> {
        let all = self.advice.map_or(&[][..], |advice| &advice.partners);
        all.iter()
            .filter_map(|proposal| {
                let partner = &self.inputs.dataset.schools.get(proposal.partner)?.identity;
                Some(types::Partner {
                    id: proposal.id.to_string(),
                    school: partner.key.to_string(),
                    name: partner.name.to_string(),
                    strand: strand_id(self.inputs, proposal.strand),
                    why: proposal.why.clone(),
                    reasons: proposal.reasons.clone(),
                    standing: match proposal.standing {
                        Standing::Proposed => types::PartnerStanding::Proposed,
                        Standing::Accepted => types::PartnerStanding::Accepted,
                        Standing::Refused => types::PartnerStanding::Refused,
                    },
                    decision: self.decision(&proposal.id),
                })
            })
            .collect()
    }

    fn decision(&self, about: &Arc<str>) -> Option<types::Decision> {
        let key = DecisionKey { school: self.school.identity.key.clone(), about: Arc::clone(about) };
        let decision = self.inputs.decisions.decisions.get(&key)?;
        let text = |text: &Option<Arc<str>>| text.as_deref().map(str::to_owned);
        let decided = decision.decision.as_deref().and_then(|typed| self.inputs.rulebook.decision_named(typed));
        Some(types::Decision {
            decision: decided.map(ToString::to_string),
            owner: text(&decision.owner),
            due: decision.due.map(|day| day.to_string()),
            note: text(&decision.note),
            stale: self.inputs.carried.stale.get(&key).map(|stale| stale.reason.clone()),
        })
    }
}

/// How often which school is asked to be a partner.
pub(super) fn partners_asked(inputs: &ReviewInputs<'_>) -> Vec<types::PartnerAsked> {
    let asked = inputs.advice.partnered.asked.iter().filter_map(|asked| {
        let school = &inputs.dataset.schools.get(asked.partner)?.identity;
        Some(types::PartnerAsked {
            school: school.key.to_string(),
            name: school.name.to_string(),
            accepted: asked.accepted,
            proposed: asked.proposed,
            wanted: asked.wanted,
        })
    });
    asked.collect()
}

fn texts(all: &[Arc<str>]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}
