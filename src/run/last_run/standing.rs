//! Where a school stood, as a run remembers it: its status, floor, inspection, risks, plans and results, and what was decided.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{AcademicYear, Value};
use crate::intake::record::{FactKey, School};
use crate::judge::advise::SchoolAdvice;
use crate::judge::evaluate::{Outcome, SchoolFindings};
use crate::judge::lives::Told;
use crate::review::decisions::{Entry, Field, stands_alone};
use crate::review::words::Words;
use crate::rulebook::Rulebook;
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{RuleKind, Unit};

/// Where a school stood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(in crate::run) struct Standing {
    /// its name
    pub name: String,
    /// the rule of its status
    pub status: String,
    /// the status in words
    pub title: String,
    /// SHA-256 over its decisions
    pub decisions: String,
    /// whether it was below a floor standard, as machines read it; none where no floor bears on it
    pub floor: Option<String>,
    /// the grade inspectors gave it overall
    pub inspected: Option<String>,
    /// the titles of the risk characteristics present, as an older version remembered them
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risks: Option<BTreeSet<String>>,
    /// the risk characteristics present, by their rules; none in what older versions remembered
    pub risk_rules: Option<BTreeMap<String, String>>,
    /// the rules of risk characteristics of which it cannot be said
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub risks_unknown: BTreeSet<String>,
    /// the plans that were begun, by their stable names; none in what older versions remembered, and where plans have no
    /// life
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plans: Option<BTreeMap<String, PlanStood>>,
    /// its results of the year judged; none in what older versions remembered
    pub reached: Option<BTreeMap<String, Reached>>,
    /// the visits that were known, by their names; none in what older versions remembered
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visits: Option<BTreeSet<String>>,
    /// what was decided about it; none in what older versions remembered
    pub decided: Option<Decided>,
}

/// Where a plan stood that was begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(in crate::run) struct PlanStood {
    /// its title, with its strand
    pub title: String,
    /// the day it begins or began
    pub begun: Option<NaiveDate>,
    /// what was told of its progress last, and at which meeting
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<(String, String)>,
    /// the word that ended it
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
}

/// A result of the year judged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::run) struct Reached {
    /// percent
    pub percent: f64,
    /// the pupils it is of
    pub pupils: f64,
}

/// What a person decided about a school: its title and the words, by what it is about.
pub(in crate::run) type Decided = BTreeMap<String, (String, String)>;

impl Standing {
    /// Of a school now, without what was decided about it.
    pub(super) fn of(
        rulebook: &Rulebook,
        school: &School,
        (found, advice): (&SchoolFindings, Option<&SchoolAdvice>),
        year: AcademicYear,
    ) -> Self {
        let rule = rulebook.rule(found.status.rule);
        Self {
            name: school.identity.name.to_string(),
            status: rule.map_or("", |rule| &rule.id).to_owned(),
            title: rule.map_or("", |rule| &rule.title).to_owned(),
            floor: crate::review::floor(rulebook, found).map(|outcome| outcome.id().to_owned()),
            inspected: inspected(rulebook, found),
            risk_rules: Some(risks(rulebook, found, Outcome::Holds)),
            risks_unknown: risks(rulebook, found, Outcome::CannotSay).into_keys().collect(),
            plans: rulebook.plans.as_ref().map(|_| plans(rulebook, advice)),
            reached: Some(reached(rulebook, school, year)),
            ..Self::default()
        }
    }

    /// Whether the school stood so, by what every version remembered.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.status == other.status
            && self.floor == other.floor
            && self.inspected == other.inspected
            && self.risk_rules == other.risk_rules
    }
}

fn inspected(rulebook: &Rulebook, found: &SchoolFindings) -> Option<String> {
    let place = crate::review::inspected(rulebook, found)?;
    rulebook.judgements.grades.get(usize::from(place)).map(|grade| grade.id.to_string())
}

fn risks(rulebook: &Rulebook, found: &SchoolFindings, outcome: Outcome) -> BTreeMap<String, String> {
    let so = found.findings.iter().filter(|finding| finding.outcome == outcome);
    let rules = so.filter_map(|finding| rulebook.rule(finding.rule));
    let risks = rules.filter(|rule| matches!(rule.kind, RuleKind::Risk));
    risks.map(|rule| (rule.id.to_string(), rule.title.to_string())).collect()
}

/// The plans of a school that were begun.
fn plans(rulebook: &Rulebook, advice: Option<&SchoolAdvice>) -> BTreeMap<String, PlanStood> {
    let all = advice.map_or(&[][..], |advice| &advice.triggers);
    let begun = all.iter().filter_map(|plan| Some((plan, plan.life.as_ref().filter(|life| life.begun.is_some())?)));
    let stood = begun.map(|(plan, life)| {
        let title = Words(rulebook).plan(plan);
        let event = |told: &Told| rulebook.cycle.get(told.event).map_or(String::new(), |event| event.title.to_string());
        let told = life.told.last().map(|told| (told.word.to_string(), event(told)));
        let ended = life.ended.as_ref().map(|end| end.word.to_string());
        (plan.id.to_string(), PlanStood { title, begun: life.begun, told, ended })
    });
    stood.collect()
}

/// The results of a school of which it is known of how many pupils they are, by measure: those shown in its row.
fn reached(rulebook: &Rulebook, school: &School, year: AcademicYear) -> BTreeMap<String, Reached> {
    let number = |measure: MeasureId| {
        let key = FactKey { measure, group: GroupId::ALL, year: Some(year) };
        school.facts.get(key)?.value.as_ref().ok().and_then(Value::number)
    };
    let all = rulebook.report.headline_measures.iter().filter_map(|id| {
        let measure = rulebook.measure(*id).filter(|measure| measure.unit == Unit::Percent)?;
        let pupils = number(measure.pupils()?)?;
        Some((measure.id.to_string(), Reached { percent: number(*id)?, pupils }))
    });
    all.collect()
}

/// A decision as it is remembered; none of an owner, a day or a note alone, nor a grade that there is not.
pub(super) fn decided(about: &str, entry: &Entry, rulebook: &Rulebook) -> Option<(String, (String, String))> {
    let grade = entry.fields.get(Field::Grade).filter(|grade| rulebook.judgements.grade_named(grade).is_some());
    let said = entry.fields.get(Field::Decision).or(grade)?;
    (!stands_alone(about)).then(|| (about.to_owned(), (entry.title.to_string(), said.to_string())))
}
