//! The smallest change of one value that would turn an answer: "2 pupils from the floor".

use super::Outcome;
use super::margin::cohort_of;
use super::overlay::{Overlay, Supposed};
use super::school_facts::SchoolFacts;
use super::views::Views;
use crate::domain::{AcademicYear, InPupils, Value, in_pupils, tidy};
use crate::rulebook::expression::{Condition, Facts, Of, What};
use crate::rulebook::ids::{GroupId, MeasureId, RuleId};
use crate::rulebook::model::Unit;

/// A change of one value that would turn an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// the measure
    pub measure: MeasureId,
    /// the group of pupils
    pub group: GroupId,
    /// the academic year
    pub year: AcademicYear,
    /// the value as it is
    pub from: f64,
    /// the value that would turn the answer
    pub to: f64,
    /// the change as a number of pupils, where the cohort is known
    pub pupils: Option<InPupils>,
    /// what the answer would be
    pub becomes: Outcome,
}

impl Views<'_> {
    /// The smallest change of one of a school's own numbers that would turn a rule's answer from holds to does not
    /// hold or back; `None` where no single number does.
    #[must_use]
    pub fn smallest_change(&self, school: usize, rule: RuleId) -> Option<Flip> {
        let rule = self.world().rulebook.rule(rule)?;
        let when = rule.when.as_ref()?;
        let facts = self.facts(school);
        let asked = super::asked::ask(when, &facts);
        let now = Outcome::from(asked.truth);
        let mut best: Option<Flip> = None;
        for (number, reading) in asked.used.iter().enumerate() {
            let What::Measure { measure, group, year, of: Of::Subject, .. } = reading.what else { continue };
            let Some(from) = reading.value.as_ref().ok().and_then(Value::number) else { continue };
            let tests = asked.tests.iter().filter(|test| test.trace.readings.contains(&number));
            for margin in tests.filter_map(|test| test.trace.margin) {
                for to in around(from - margin, self.step(measure, from, from - margin)) {
                    let supposed = Supposed { measure, group, year, value: Ok(Value::Number(to)) };
                    let Some(becomes) = turns(&facts, when, now, supposed) else { continue };
                    let of = cohort_of(self.world(), &facts, measure, group, year);
                    let pupils = of.map(|of| in_pupils(from, from - to, of));
                    let pupils = pupils.map(|pupils| InPupils { share: -pupils.share, ..pupils });
                    let flip = Flip { measure, group, year, from, to, pupils, becomes };
                    let distance = |flip: &Flip| flip.pupils.map_or(flip.to - flip.from, |pupils| pupils.share).abs();
                    if best.as_ref().is_none_or(|best| distance(&flip) < distance(best)) {
                        best = Some(flip);
                    }
                }
            }
        }
        best
    }

    /// What lies just beside a line: posts and pupils come whole, a percentage in tenths.
    fn step(&self, measure: MeasureId, from: f64, line: f64) -> f64 {
        let counted = match self.world().rulebook.measure(measure).map(|measure| measure.unit) {
            Some(Unit::Pupils | Unit::Grade | Unit::Number) => from.fract() == 0.0 && line.fract() == 0.0,
            _ => false,
        };
        if counted { 1.0 } else { 0.1 }
    }
}

/// The line itself, and just beside it: a strict and a loose comparison turn at different values.
fn around(line: f64, step: f64) -> [f64; 3] {
    [line, line - step, line + step].map(tidy)
}

fn turns(facts: &SchoolFacts<'_>, when: &Condition, now: Outcome, supposed: Supposed) -> Option<Outcome> {
    let supposed = [supposed];
    let overlay = Overlay { facts: facts as &dyn Facts, supposed: &supposed };
    let then = Outcome::from(when.evaluate(&overlay).truth);
    (then != now && then != Outcome::CannotSay && now != Outcome::CannotSay).then_some(then)
}
