//! One threshold over a range: which schools does a rule pick out at each value?
//!
//! Pure: the number is moved in memory and what hangs on it judged again, as if an officer had typed each value.

pub mod sheets;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::domain::{AcademicYear, tidy};
use crate::intake::record::Dataset;
use crate::judge::decided::Decisions;
use crate::judge::evaluate::{Outcome, Views, evaluate};
use crate::rulebook::Span;
use crate::rulebook::changes::Parts;
use crate::rulebook::expression::{At, Condition};
use crate::rulebook::ids::{MeasureId, RuleId};
use crate::rulebook::model::{Rule, Scope};
use crate::rulebook::{RuleSource, Rulebook, load};

/// A number of a rule that can be moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// the comparison as it is written: `ks4.five_ac_em < 40`
    pub text: Arc<str>,
    /// the measure that is compared
    pub measure: MeasureId,
    /// where the comparison stands
    pub place: Span,
    /// where the number stands in the rule
    pub number: InRule,
    /// the setting the number comes from
    pub setting: Option<Arc<str>>,
    /// the number as it is
    pub value: f64,
}

/// Where a number stands in a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InRule {
    /// whether in what the rule applies to, else in what it asks
    applies: bool,
    /// the expression of the condition, from 0
    expression: usize,
    at: At,
}

/// The numbers of a rule that can be moved, in the order in which they stand.
#[must_use]
pub fn lines(rulebook: &Rulebook, rule: RuleId) -> Vec<Line> {
    let Some(rule) = rulebook.rule(rule) else { return Vec::new() };
    let conditions = [(false, &rule.when), (true, &rule.applies)];
    let all = conditions.into_iter().filter_map(|(applies, condition)| Some((applies, condition.as_ref()?)));
    all.flat_map(|(applies, condition)| lines_of(rulebook, applies, condition)).collect()
}

fn lines_of(rulebook: &Rulebook, applies: bool, condition: &Condition) -> Vec<Line> {
    let mut all = Vec::new();
    for (nth, (expression, place)) in condition.expressions().enumerate() {
        for comparison in expression.comparisons() {
            let At { offset, len, .. } = comparison.at;
            let setting = comparison.setting.and_then(|id| rulebook.settings.get(usize::from(id.0)));
            all.push(Line {
                text: expression.text.get(offset..offset + len).unwrap_or(&expression.text).into(),
                measure: comparison.read.measure,
                place: place.within(&expression.text, offset, len),
                number: InRule { applies, expression: nth, at: comparison.line_at },
                setting: setting.map(|setting| Arc::clone(&setting.id)),
                value: comparison.line,
            });
        }
    }
    all
}

/// The rulebook with another number there, as if an officer had typed it.
///
/// # Errors
/// The first mistake of a rulebook that is not right with this number.
pub fn with_number(source: &RuleSource, rule: &str, line: &Line, value: f64) -> Result<Rulebook, String> {
    let moved = line
        .setting
        .as_ref()
        .and_then(|setting| Some(Parts::of(source).with_value("settings", setting, "value", value)?.to_source()));
    let loaded = load(moved.as_ref().unwrap_or(source));
    let Some(mut rulebook) = loaded.rulebook else {
        let first = loaded.diagnostics.iter().find(|one| one.is_error());
        return Err(first.map_or_else(String::new, |one| one.message.clone()));
    };
    if moved.is_none() {
        let old = rulebook.rules.iter_mut().find(|known| &*known.id == rule).ok_or("the rule is gone")?;
        let place = &line.place;
        *old = with_number_in(old, line.number, value)
            .ok_or_else(|| format!("the number at {place} cannot be changed by itself"))?;
    }
    Ok(rulebook)
}

/// The rule with another number there.
fn with_number_in(rule: &Rule, place: InRule, value: f64) -> Option<Rule> {
    let put = |condition: &Option<Condition>| condition.as_ref()?.with_number(place.expression, place.at, value);
    Some(match place.applies {
        true => Rule { applies: Some(put(&rule.applies)?), ..rule.clone() },
        false => Rule { when: Some(put(&rule.when)?), ..rule.clone() },
    })
}

/// What a rule picks out at one value.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Picked {
    /// the schools for which it holds, by place in the dataset
    pub holds: BTreeSet<usize>,
    /// those of which it cannot be said
    pub cannot_say: BTreeSet<usize>,
    /// those for which it does not hold
    pub does_not_hold: BTreeSet<usize>,
}

impl Picked {
    fn take(&mut self, school: usize, outcome: Outcome) {
        let into = match outcome {
            Outcome::Holds => &mut self.holds,
            Outcome::CannotSay => &mut self.cannot_say,
            Outcome::DoesNotHold => &mut self.does_not_hold,
            Outcome::NotApplicable => return,
        };
        into.insert(school);
    }
}

/// One value of a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// the number tried
    pub value: f64,
    /// whether it is the number in force
    pub in_force: bool,
    /// what is picked out; nothing where the rulebook is not right with this number: its first mistake
    pub picked: Result<Picked, String>,
}

/// What is swept over.
#[derive(Clone, Copy)]
pub struct Sweep<'a> {
    /// the rulebook as it is written
    pub source: &'a RuleSource,
    /// the records
    pub dataset: &'a Dataset,
    /// the rule
    pub rule: &'a str,
    /// the number
    pub line: &'a Line,
    /// the year judged
    pub year: AcademicYear,
    /// the stated day
    pub date: NaiveDate,
    /// what was agreed about these schools
    pub decisions: &'a Decisions,
}

impl Sweep<'_> {
    /// Tries every value. A number that stands in the rule is moved in it, and only this rule is judged again; a setting
    /// is moved where it is set, and everything that may hang on it is.
    pub fn run(&self, values: &[f64]) -> Vec<Step> {
        self.run_in_rule(values).unwrap_or_else(|| values.iter().map(|at| self.step(*at, self.picked(*at))).collect())
    }

    fn step(&self, value: f64, picked: Result<Picked, String>) -> Step {
        Step { value, in_force: (value - self.line.value).abs() < 1e-9, picked }
    }

    /// `None` where the number is not one that stands in the rule by itself.
    fn run_in_rule(&self, values: &[f64]) -> Option<Vec<Step>> {
        if self.line.setting.is_some() {
            return None;
        }
        let rulebook = load(self.source).rulebook?;
        let (id, rule) = rulebook.rule_named(self.rule).filter(|(_, rule)| rule.scope == Scope::School)?;
        let evaluation = evaluate(&rulebook, self.dataset, self.decisions, self.year, self.date);
        let views = Views::new(&rulebook, self.dataset, self.decisions, &evaluation);
        let step = |value: &f64| {
            let rule = with_number_in(rule, self.line.number, *value)?;
            let schools = (0..views.len()).into_par_iter();
            let said: Vec<Outcome> = schools.map(|school| views.would_say(school, id, &rule)).collect();
            let mut picked = Picked::default();
            said.into_iter().enumerate().for_each(|(school, outcome)| picked.take(school, outcome));
            Some(self.step(*value, Ok(picked)))
        };
        values.iter().map(step).collect()
    }

    fn picked(&self, value: f64) -> Result<Picked, String> {
        let rulebook = with_number(self.source, self.rule, self.line, value)?;
        let Some((id, _)) = rulebook.rule_named(self.rule) else { return Err("the rule is gone".to_owned()) };
        let evaluation = evaluate(&rulebook, self.dataset, self.decisions, self.year, self.date);
        let mut picked = Picked::default();
        for school in &evaluation.schools {
            picked.take(school.school, school.of(id).map_or(Outcome::NotApplicable, |found| found.outcome));
        }
        Ok(picked)
    }
}

/// The most values that are tried.
pub const MOST_VALUES: u32 = 1000;

/// Whether there are more values than are tried.
#[must_use]
pub fn too_many(from: f64, to: f64, step: f64) -> bool {
    step > 0.0 && ((to - from) / step + 1e-9).floor() >= f64::from(MOST_VALUES)
}

/// The numbers from one to another, both included where the step meets them.
#[must_use]
pub fn range(from: f64, to: f64, step: f64) -> Vec<f64> {
    let many = ((to - from) / step + 1e-9).floor();
    if !many.is_finite() || many < 0.0 {
        return Vec::new();
    }
    (0..MOST_VALUES).map(f64::from).take_while(|at| *at <= many).map(|at| tidy(from + at * step)).collect()
}

#[cfg(test)]
mod tests {
    use super::{range, too_many};

    #[test]
    fn a_range_meets_both_ends_and_does_not_drift() {
        assert_eq!(range(30.0, 60.0, 15.0), [30.0, 45.0, 60.0]);
        assert_eq!(range(0.0, 0.3, 0.1), [0.0, 0.1, 0.2, 0.3]);
        assert!(range(3.0, 1.0, 1.0).is_empty());
    }

    #[test]
    fn a_range_that_would_be_cut_is_too_many() {
        assert!(!too_many(1.0, 1000.0, 1.0) && range(1.0, 1000.0, 1.0).last() == Some(&1000.0));
        assert!(too_many(0.0, 1000.0, 1.0) && too_many(0.0, f64::INFINITY, 1.0));
    }
}
