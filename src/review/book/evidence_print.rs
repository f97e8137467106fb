//! The fingerprint of what a recommendation rests on: it changes when a value read, a threshold, the rule's conditions or
//! its answer do, and not when rows are sorted, a workbook is renamed or a rule is laid out otherwise.

use sha2::{Digest, Sha256};

use crate::domain::{Missing, Value};
use crate::judge::evaluate::{Finding, GradeEvidence, StrandGrades};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::expression::{Condition, ConditionKind};
use crate::rulebook::ids::{RuleId, StrandId};
use workbook::fingerprint;

/// Hexadecimal digits kept: enough to tell apart any two states of one recommendation.
const DIGITS: usize = 16;

/// Gathers what counts as evidence.
#[derive(Default)]
pub(crate) struct EvidencePrint(Sha256);

impl EvidencePrint {
    /// Anything that can be written down.
    pub fn words(mut self, words: &str) -> Self {
        self.0.update(words.as_bytes());
        self.0.update([0]);
        self
    }

    /// What rules said of the school and what they read.
    pub fn rules(mut self, context: &Context<'_>, row: SchoolRow<'_>, rules: &[RuleId]) -> Self {
        for rule in rules {
            if let (Some(rule), Some(finding)) = (context.rule(*rule), row.findings.of(*rule)) {
                self = self.words(&rule.id).finding(finding);
                for condition in [&rule.applies, &rule.when] {
                    self = self.condition(condition.as_ref());
                }
            }
        }
        self
    }

    fn finding(mut self, finding: &Finding) -> Self {
        self = self.words(finding.outcome.id());
        for reading in &finding.readings {
            self = self.words(&reading.name).value(&reading.value);
        }
        for test in &finding.tests {
            self = self.words(&test.threshold.map_or_else(String::new, |threshold| format!("{threshold:?}")));
        }
        self
    }

    fn condition(mut self, condition: Option<&Condition>) -> Self {
        let (name, parts) = match condition.map(|condition| &condition.kind) {
            None => ("always".to_owned(), [].as_slice()),
            Some(ConditionKind::Always(yes)) => (if *yes { "always" } else { "never" }.to_owned(), [].as_slice()),
            Some(ConditionKind::All(parts)) => ("all".to_owned(), parts.as_slice()),
            Some(ConditionKind::Any(parts)) => ("any".to_owned(), parts.as_slice()),
            Some(ConditionKind::AtLeast(least, parts)) => (format!("at least {least}"), parts.as_slice()),
            Some(ConditionKind::Not(part)) => ("not".to_owned(), std::slice::from_ref(&**part)),
            Some(ConditionKind::Test(expression)) => {
                // without its blanks, which say nothing
                let text: String = expression.text.chars().filter(|letter| !letter.is_whitespace()).collect();
                return self.words(&text);
            }
        };
        self = self.words(&name);
        for part in parts {
            self = self.condition(Some(part));
        }
        self.words("")
    }

    fn value(self, value: &Result<Value, Missing>) -> Self {
        match value {
            Ok(value) => self.words(&value.to_string()),
            Err(missing) => self.words(&missing.to_string()),
        }
    }

    /// The grades of a strand, without the agreed one: agreeing must not make the agreement stale.
    pub fn grades(mut self, context: &Context<'_>, row: SchoolRow<'_>, strand: StrandId) -> Self {
        if let Some(grades) = grades_of(row, strand) {
            for evidence in [&grades.self_evaluated, &grades.inspected, &grades.indicated] {
                self = self.graded(evidence).rules(context, row, &evidence.rules);
            }
        }
        self
    }

    fn graded(self, evidence: &GradeEvidence) -> Self {
        match &evidence.grade {
            Ok(place) => self.words(&place.to_string()),
            Err(missing) => self.words(&missing.to_string()),
        }
    }

    /// The fingerprint.
    pub fn finish(self) -> String {
        let mut text = fingerprint::hex(&self.0.finalize());
        text.truncate(DIGITS);
        text
    }
}

/// The grades of a strand.
pub(crate) fn grades_of<'a>(row: SchoolRow<'a>, strand: StrandId) -> Option<&'a StrandGrades> {
    row.findings.grades.iter().find(|grades| grades.strand == strand)
}
