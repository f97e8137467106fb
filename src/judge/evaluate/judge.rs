//! One rule on one subject: is it for it, does it hold, why, by how much.

use super::asked::{Asked, ask};
use super::blame;
use super::describe;
use super::margin;
use super::world::World;
use super::{Finding, Outcome, ScriptProblem, Test};
use crate::domain::Truth;
use crate::rulebook::expression::{self, Facts, Template};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind};

/// A finding with the readings it rests on, for the rules that refer to it.
pub(super) struct Judged {
    pub finding: Finding,
    pub parts: Vec<expression::Reading>,
    pub problems: Vec<ScriptProblem>,
}

/// Judges one rule.
pub(super) fn judge(world: &World<'_>, facts: &dyn Facts, id: RuleId, rule: &Rule, subject: &str) -> Judged {
    let mut judging = Judging { world, facts, id, rule, subject, problems: Vec::new() };
    let (finding, parts) = judging.run();
    Judged { finding, parts, problems: judging.problems }
}

struct Judging<'a> {
    world: &'a World<'a>,
    facts: &'a dyn Facts,
    id: RuleId,
    rule: &'a Rule,
    subject: &'a str,
    problems: Vec<ScriptProblem>,
}

impl Judging<'_> {
    fn run(&mut self) -> (Finding, Vec<expression::Reading>) {
        if !self.rule.years.contains(self.facts.year()) {
            return self.not_applicable(format!("in force {}", self.rule.years), None);
        }
        if let Some(applies) = &self.rule.applies {
            let explained = self.ask(applies);
            match explained.truth {
                Truth::Holds => {}
                Truth::DoesNotHold => {
                    let why = first_test(&explained, Truth::DoesNotHold);
                    return self.not_applicable(format!("it is for schools for which: {why}"), Some(&explained));
                }
                // what does not hold does not hold whether it applies or not
                Truth::CannotSay if self.plainly_false() => {}
                Truth::CannotSay => {
                    let applies = self.why(&explained);
                    let besides = self.why_not_either();
                    return self
                        .cannot_say(&explained, format!("whether it applies cannot be said: {applies}{besides}"));
                }
            }
        }
        if let RuleKind::Floor { abolished: true, .. } = self.rule.kind {
            let said = self.render(self.rule.says.holds.as_ref(), None, None);
            let reason = if said.is_empty() { "no floor standard is in force any more".to_owned() } else { said };
            return self.not_applicable(reason, None);
        }
        let Some(when) = &self.rule.when else { return self.without_condition() };
        let explained = self.ask(when);
        if explained.truth == Truth::CannotSay {
            let why = self.why(&explained);
            return self.cannot_say(&explained, why);
        }
        self.answered(when, &explained)
    }

    fn plainly_false(&self) -> bool {
        self.rule.when.as_ref().is_some_and(|when| when.evaluate(self.facts).truth == Truth::DoesNotHold)
    }

    fn ask(&mut self, condition: &expression::Condition) -> Asked {
        let asked = ask(condition, self.facts);
        for problem in &asked.problems {
            self.problems.push(ScriptProblem {
                rule: self.id,
                school: self.subject.into(),
                place: problem.error.place.clone(),
                what: problem.error.message.clone(),
            });
        }
        asked
    }

    fn answered(&self, when: &expression::Condition, explained: &Asked) -> (Finding, Vec<expression::Reading>) {
        let outcome = Outcome::from(explained.truth);
        let says = &self.rule.says;
        let template = if outcome == Outcome::Holds { &says.holds } else { &says.does_not_hold };
        let (guarded, near_miss) = margin::nearness(self.world, self.facts, self.rule, when, explained);
        let finding = Finding {
            sentence: self.render(template.as_ref(), None, Some(explained)),
            guarded,
            near_miss,
            ..self.finding(outcome, None, Some(explained))
        };
        (finding, readings_of(explained))
    }

    fn why(&self, explained: &Asked) -> String {
        blame::in_words(self.world, self.facts.year(), explained)
    }

    /// What else is missing where it is not known whether the rule applies: knowing that alone would not settle it.
    fn why_not_either(&mut self) -> String {
        let Some(when) = &self.rule.when else { return String::new() };
        let explained = self.ask(when);
        if explained.truth == Truth::CannotSay {
            format!("; and besides: {}", self.why(&explained))
        } else {
            String::new()
        }
    }

    fn cannot_say(&self, explained: &Asked, reason: String) -> (Finding, Vec<expression::Reading>) {
        let sentence = self.render(self.rule.says.unknown.as_ref(), Some(&reason), Some(explained));
        (
            Finding { sentence, ..self.finding(Outcome::CannotSay, Some(reason), Some(explained)) },
            explained.to_blame().cloned().collect(),
        )
    }

    fn not_applicable(&self, reason: String, explained: Option<&Asked>) -> (Finding, Vec<expression::Reading>) {
        (self.finding(Outcome::NotApplicable, Some(reason), explained), Vec::new())
    }

    /// A status without a condition: whether it is the school's is decided where all statuses are known.
    fn without_condition(&self) -> (Finding, Vec<expression::Reading>) {
        let sentence = self.render(self.rule.says.holds.as_ref(), None, None);
        let reason = Some("it is for schools for which no other status holds".to_owned());
        (Finding { sentence, ..self.finding(Outcome::NotApplicable, reason, None) }, Vec::new())
    }

    fn finding(&self, outcome: Outcome, reason: Option<String>, explained: Option<&Asked>) -> Finding {
        let judged = self.facts.year();
        let shown = explained.map(|explained| {
            let readings =
                explained.used.iter().map(|used| describe::reading(self.world.rulebook, judged, used)).collect();
            (readings, self.tests(explained), explained.blamed.clone())
        });
        let (readings, tests, blame) = shown.unwrap_or_default();
        Finding {
            rule: self.id,
            outcome,
            reason,
            readings,
            tests,
            blame,
            sentence: String::new(),
            guarded: None,
            near_miss: None,
        }
    }

    fn tests(&self, explained: &Asked) -> Vec<Test> {
        let shown = explained.tests.iter().map(|test| Test {
            text: test.text.clone(),
            place: test.place.clone(),
            truth: test.trace.truth,
            readings: test.trace.readings.clone(),
            threshold: test.trace.threshold,
            margin: test.trace.margin,
            margin_pupils: margin::in_pupils(self.world, self.facts, explained, &test.trace),
        });
        shown.collect()
    }

    fn render(&self, template: Option<&Template>, reason: Option<&str>, explained: Option<&Asked>) -> String {
        let Some(template) = template else { return reason.unwrap_or_default().to_owned() };
        let tests = explained.map_or(&[][..], |explained| &explained.tests).iter();
        let compared = tests.filter_map(|test| test.trace.threshold.zip(test.trace.margin));
        let compared: Vec<(f64, f64)> = compared.map(|(line, margin)| (line + margin, line)).collect();
        super::sentence::render(self.world, self.facts, template, (self.subject, reason), &compared)
    }
}

/// The text of the first test with an answer.
fn first_test(explained: &Asked, truth: Truth) -> String {
    explained.tests.iter().find(|test| test.trace.truth == truth).map_or(String::new(), |test| test.text.to_string())
}

fn readings_of(explained: &Asked) -> Vec<expression::Reading> {
    explained.used.clone()
}
