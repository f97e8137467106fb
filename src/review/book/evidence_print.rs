//! The fingerprint of what a recommendation rests on: it changes when a value read, a threshold, the rule's conditions or
//! its answer do, and not when rows are sorted, a workbook is renamed or a rule is laid out otherwise.

use sha2::{Digest, Sha256};

use crate::domain::{Missing, Value};
use crate::judge::decided::STATUS;
use crate::judge::evaluate::{Finding, GradeEvidence};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::ids::{RuleId, StrandId};
use crate::rulebook::model::Renames;
use workbook::fingerprint;

/// Hexadecimal digits kept: enough to tell apart any two states of one recommendation.
const DIGITS: usize = 16;

/// Gathers what counts as evidence.
#[derive(Default)]
pub(crate) struct EvidencePrint {
    sum: Sha256,
    /// as earlier versions told it: with what things are called, which is no evidence
    as_before: bool,
    /// whether earlier versions told something otherwise
    told_otherwise: bool,
}

/// A fingerprint, and what earlier versions told of the same.
pub(crate) fn prints(of: impl Fn(EvidencePrint) -> EvidencePrint) -> (String, Option<String>) {
    let now = of(EvidencePrint::default());
    let before = now.told_otherwise.then(|| EvidencePrint { as_before: true, ..EvidencePrint::default() });
    let before = before.map(|before| of(before).finish());
    let now = now.finish();
    let before = before.unwrap_or_else(|| now.clone());
    (now, Some(before))
}

impl EvidencePrint {
    /// Anything that can be written down.
    pub fn words(mut self, words: &str) -> Self {
        self.sum.update(words.as_bytes());
        self.sum.update([0]);
        self
    }

    /// A rule by the name it had first; earlier versions told it by its title.
    pub fn rule(mut self, context: &Context<'_>, rule: RuleId) -> Self {
        self.told_otherwise = true;
        let title = context.rule_title(rule);
        let id = context.rule(rule).map_or("", |rule| &rule.id);
        let first = context.rulebook().renamed.first_name(Renames::Rule, id);
        let told = if self.as_before { title.into_owned() } else { first.to_owned() };
        self.words(&told)
    }

    /// What is decided about, by the names it had first: a new name is no new evidence.
    pub fn about(self, context: &Context<'_>, about: &str) -> Self {
        self.words(&context.rulebook().renamed.first_about(about))
    }

    /// What rules said of the school and what they read.
    pub fn rules(mut self, context: &Context<'_>, row: SchoolRow<'_>, rules: &[RuleId]) -> Self {
        for rule in rules {
            if let (Some(rule), Some(finding)) = (context.rule(*rule), row.findings.of(*rule)) {
                let renamed = &context.rulebook().renamed;
                self = self.words(renamed.first_name(Renames::Rule, &rule.id)).finding(context, finding);
                self.sum.update(context.first_names.conditions(renamed, finding.rule, rule));
            }
        }
        self
    }

    fn finding(mut self, context: &Context<'_>, finding: &Finding) -> Self {
        self = self.words(finding.outcome.id());
        for reading in &finding.readings {
            let name = context.first_names.reading(&context.rulebook().renamed, &reading.name);
            self = self.words(&name);
            self = match &reading.value {
                // a status is told by the name it had first, as everything is
                Ok(Value::Text(status)) if *name == *STATUS => {
                    self.words(context.rulebook().renamed.first_name(Renames::Rule, status))
                }
                value => self.value(value),
            };
        }
        for test in &finding.tests {
            self = self.words(&test.threshold.map_or_else(String::new, |threshold| format!("{threshold:?}")));
        }
        self
    }

    fn value(self, value: &Result<Value, Missing>) -> Self {
        match value {
            Ok(value) => self.words(&value.to_string()),
            Err(missing) => self.missing(missing),
        }
    }

    fn missing(mut self, missing: &Missing) -> Self {
        match missing {
            // the reason names rules and measures by their titles
            Missing::CannotCompute(_) if !self.as_before => {
                self.told_otherwise = true;
                self.words("cannot say")
            }
            missing => self.words(&missing.to_string()),
        }
    }

    /// The grades of a strand, without the agreed one: agreeing must not make the agreement stale.
    pub fn grades(mut self, context: &Context<'_>, row: SchoolRow<'_>, strand: StrandId) -> Self {
        if let Some(grades) = row.grades(strand) {
            for evidence in [&grades.self_evaluated, &grades.inspected, &grades.indicated] {
                self = self.graded(evidence).rules(context, row, &evidence.rules);
            }
        }
        self
    }

    fn graded(self, evidence: &GradeEvidence) -> Self {
        match &evidence.grade {
            Ok(place) => self.words(&place.to_string()),
            Err(missing) => self.missing(missing),
        }
    }

    /// The fingerprint.
    fn finish(self) -> String {
        let mut text = fingerprint::hex(&self.sum.finalize());
        text.truncate(DIGITS);
        text
    }
}
