//! One rule on one subject: is it for it, does it hold, why, by how much.

use super::asked::{Asked, ask};
use super::blame;
use super::describe;
use super::margin::{self, OwnNumber};
use super::world::World;
use super::{Account, Nearness, Outcome, ScriptProblem, Test, Verdict};
use crate::domain::Truth;
use crate::rulebook::expression::{self, Facts, Side, Template};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind};

/// Before what is missing where it is not known whether a rule is for a school at all.
pub const WHETHER_IT_APPLIES: &str = "whether it applies cannot be said: ";
/// Between that and what is missing besides.
pub const BESIDES: &str = "; and besides: ";

/// A verdict, and the scripts that broke on the way.
pub(super) struct Judged {
    pub verdict: Verdict,
    pub problems: Vec<ScriptProblem>,
}

/// Judges one rule.
pub(super) fn judge(world: &World<'_>, facts: &dyn Facts, id: RuleId, rule: &Rule, subject: &str) -> Judged {
    let mut judging = Judging { world, facts, id, rule, subject, told: true, near: true, problems: Vec::new() };
    let (outcome, near) = judging.verdict();
    Judged { verdict: Verdict { rule: id, outcome, near }, problems: judging.problems }
}

/// Why a rule says of a subject what it says; how near it is to turning only where that is asked.
pub(super) fn account(
    world: &World<'_>,
    facts: &dyn Facts,
    id: RuleId,
    rule: &Rule,
    (subject, near): (&str, bool),
) -> (Outcome, Account) {
    let told = Judging { world, facts, id, rule, subject, told: true, near, problems: Vec::new() }.run();
    (told.outcome, told.account)
}

/// Why a rule cannot say, and the readings its answer rests on or is missing.
pub(super) fn resting_on(
    world: &World<'_>,
    facts: &dyn Facts,
    id: RuleId,
    rule: &Rule,
) -> (Option<String>, Vec<expression::Reading>) {
    let told = Judging { world, facts, id, rule, subject: "", told: false, near: false, problems: Vec::new() }.run();
    (told.account.reason, told.parts)
}

/// An answer with its account.
struct Told {
    outcome: Outcome,
    account: Account,
    /// the readings it rests on, for the rules that refer to it
    parts: Vec<expression::Reading>,
}

/// Whether what is missing where a rule cannot say stands in a cell: found out without saying why.
pub(super) fn blames_a_cell(facts: &dyn Facts, rule: &Rule) -> bool {
    let asked = [&rule.applies, &rule.when].into_iter().flatten().map(|condition| condition.explain_briefly(facts));
    let unsaid = asked.into_iter().find(|explained| explained.answer.truth == Truth::CannotSay);
    unsaid.is_some_and(|unsaid| unsaid.trace.to_blame().any(|used| used.reading.place.is_some()))
}

struct Judging<'a> {
    world: &'a World<'a>,
    facts: &'a dyn Facts,
    id: RuleId,
    rule: &'a Rule,
    subject: &'a str,
    /// whether it is told: else only what the answer rests on is wanted
    told: bool,
    /// whether how near it is to turning is told too
    near: bool,
    problems: Vec<ScriptProblem>,
}

impl<'a> Judging<'a> {
    /// The answer, without why.
    fn verdict(&mut self) -> (Outcome, Option<Nearness>) {
        if !self.rule.years.contains(self.facts.year()) {
            return (Outcome::NotApplicable, None);
        }
        match self.rule.applies.as_ref().map_or(Truth::Holds, |applies| self.answer(applies)) {
            Truth::Holds => {}
            Truth::DoesNotHold => return (Outcome::NotApplicable, None),
            // what does not hold does not hold whether it applies or not
            Truth::CannotSay if self.plainly_false() => {}
            Truth::CannotSay => {
                // asked for the scripts that break in it
                if let Some(when) = &self.rule.when {
                    self.answer(when);
                }
                return (Outcome::CannotSay, None);
            }
        }
        let Some(when) = self.rule.when.as_ref().filter(|_| !self.is_abolished()) else {
            return (Outcome::NotApplicable, None);
        };
        let truth = self.answer(when);
        let near = match truth {
            // all that the authority is asked is told at once
            _ if self.facts.is_authority() => None,
            Truth::CannotSay => None,
            _ => margin::nearness(self.world, self.facts, self.rule, when, truth, &self.own_numbers()),
        };
        (truth.into(), near.map(|near| near.kind))
    }

    fn is_abolished(&self) -> bool {
        matches!(self.rule.kind, RuleKind::Floor { abolished: true, .. })
    }

    /// What a condition says. Every part of one that calls a script is asked.
    fn answer(&mut self, condition: &expression::Condition) -> Truth {
        if self.world.columns.plans.of(self.id).is_some_and(|plan| plan.scripted) {
            let answer = condition.evaluate_whole(self.facts);
            self.note(&answer.problems);
            return answer.truth;
        }
        condition.evaluate(self.facts).truth
    }

    /// The subject's own numbers that the rule's condition reads.
    fn own_numbers(&self) -> Vec<OwnNumber> {
        let reads = self.world.columns.plans.of(self.id).map_or(&[][..], |plan| &plan.reads);
        let own = reads.iter().filter_map(|read| {
            let value = self.facts.number(read)?;
            Some(OwnNumber { measure: read.measure, group: read.group, year: self.facts.year_of(read), value })
        });
        own.collect()
    }

    fn run(&mut self) -> Told {
        if !self.rule.years.contains(self.facts.year()) {
            return self.not_applicable(format!("in force {}", self.rule.years), None);
        }
        if let Some(applies) = &self.rule.applies {
            let explained = self.ask_to_tell(applies);
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
                    return self.cannot_say(&explained, format!("{WHETHER_IT_APPLIES}{applies}{besides}"));
                }
            }
        }
        if self.is_abolished() {
            let said = self.render(self.rule.says.holds.as_ref(), None, None);
            let reason = if said.is_empty() { "no floor standard is in force any more".to_owned() } else { said };
            return self.not_applicable(reason, None);
        }
        let Some(when) = &self.rule.when else { return self.without_condition() };
        let explained = self.ask_to_tell(when);
        if explained.truth == Truth::CannotSay {
            let why = self.why(&explained);
            return self.cannot_say(&explained, why);
        }
        self.answered(when, &explained)
    }

    fn plainly_false(&self) -> bool {
        self.rule.when.as_ref().is_some_and(|when| when.evaluate(self.facts).truth == Truth::DoesNotHold)
    }

    fn ask(&mut self, condition: &'a expression::Condition) -> Asked<'a> {
        let asked = ask(condition, self.facts);
        self.note(&asked.problems);
        asked
    }

    fn note(&mut self, problems: &[expression::Problem]) {
        self.problems.extend(problems.iter().map(|problem| ScriptProblem {
            rule: self.id,
            school: self.subject.into(),
            place: problem.error.place.clone(),
            what: problem.error.message.clone(),
        }));
    }

    /// Asks, and where it cannot be said looks for what is to blame in the schools compared.
    fn ask_to_tell(&mut self, condition: &'a expression::Condition) -> Asked<'a> {
        let mut asked = self.ask(condition);
        if asked.truth == Truth::CannotSay {
            asked.blame_others(self.facts);
            asked.blame_cells(self.facts);
        }
        asked
    }

    fn answered(&self, when: &expression::Condition, explained: &Asked) -> Told {
        let outcome = Outcome::from(explained.truth);
        if !self.told {
            return Told { outcome, account: Account::default(), parts: explained.used.clone() };
        }
        let says = &self.rule.says;
        let template = if outcome == Outcome::Holds { &says.holds } else { &says.does_not_hold };
        let nearness = || {
            let numbers = margin::own_numbers(explained);
            margin::nearness(self.world, self.facts, self.rule, when, explained.truth, &numbers)
        };
        let near = self.near.then(nearness).flatten();
        let (guarded, near_miss) = margin::in_words(self.world, self.facts, explained, near);
        let account = Account {
            sentence: self.render(template.as_ref(), None, Some(explained)),
            guarded,
            near_miss,
            behind: if outcome == Outcome::Holds { explained.cells_behind(self.facts) } else { Vec::new() },
            ..self.account(None, Some(explained))
        };
        Told { outcome, account, parts: Vec::new() }
    }

    fn why(&self, explained: &Asked) -> String {
        blame::in_words(self.world, self.facts.year(), explained)
    }

    /// What else is missing where it is not known whether the rule applies: knowing that alone would not settle it.
    fn why_not_either(&mut self) -> String {
        let Some(when) = &self.rule.when else { return String::new() };
        let explained = self.ask(when);
        if explained.truth == Truth::CannotSay { format!("{BESIDES}{}", self.why(&explained)) } else { String::new() }
    }

    fn cannot_say(&self, explained: &Asked, reason: String) -> Told {
        let sentence = self.render(self.rule.says.unknown.as_ref(), Some(&reason), Some(explained));
        Told {
            outcome: Outcome::CannotSay,
            account: Account { sentence, ..self.account(Some(reason), Some(explained)) },
            parts: explained.own_to_blame().cloned().collect(),
        }
    }

    fn not_applicable(&self, reason: String, explained: Option<&Asked>) -> Told {
        let account = self.account(Some(reason), explained);
        Told { outcome: Outcome::NotApplicable, account, parts: Vec::new() }
    }

    /// A status without a condition: whether it is the school's is decided where all statuses are known.
    fn without_condition(&self) -> Told {
        let sentence = self.render(self.rule.says.holds.as_ref(), None, None);
        let told = self.not_applicable("it is for schools for which no other status holds".to_owned(), None);
        Told { account: Account { sentence, ..told.account }, ..told }
    }

    fn account(&self, reason: Option<String>, explained: Option<&Asked>) -> Account {
        let judged = self.facts.year();
        let shown = explained.filter(|_| self.told).map(|explained| {
            let of =
                |(at, used)| self.of_its_school(explained.school_of(at), describe::reading(self.world, judged, used));
            let readings = explained.used.iter().enumerate().map(of).collect();
            (readings, self.tests(explained), explained.blamed.clone())
        });
        let (readings, tests, blame) = shown.unwrap_or_default();
        Account { reason, readings, tests, blame, ..Account::default() }
    }

    /// A reading of a school compared, with that school's name.
    fn of_its_school(&self, school: Option<usize>, reading: super::Reading) -> super::Reading {
        let school = school.filter(|_| !self.facts.is_authority());
        match school.and_then(|at| Some((at, self.world.dataset.schools.get(at)?))) {
            Some((school, named)) => {
                let title = format!("{}: {}", named.identity.name, reading.title).into();
                let of_other = Some(super::OfOther { school, title: reading.title });
                super::Reading { title, compared: true, of_other, ..reading }
            }
            None => reading,
        }
    }

    fn tests(&self, explained: &Asked) -> Vec<Test> {
        let shown = explained.tests.iter().map(|test| Test {
            text: test.text().into(),
            place: test.place(),
            truth: test.trace.truth,
            readings: test.trace.readings.clone(),
            operator: test.trace.operator.map(|operator| match test.trace.side {
                Side::Left => operator.mirrored(),
                Side::Right | Side::Neither => operator,
            }),
            threshold: test.trace.threshold,
            margin: test.trace.margin,
            margin_pupils: margin::in_pupils(self.world, self.facts, explained, &test.trace),
        });
        shown.collect()
    }

    fn render(&self, template: Option<&Template>, reason: Option<&str>, explained: Option<&Asked>) -> String {
        if !self.told {
            return String::new();
        }
        let Some(template) = template else { return reason.unwrap_or_default().to_owned() };
        let tests = explained.map_or(&[][..], |explained| &explained.tests).iter();
        let compared = tests.filter_map(|test| test.trace.threshold.zip(test.trace.margin));
        let compared: Vec<(f64, f64)> = compared.map(|(line, margin)| (line + margin, line)).collect();
        super::sentence::render(self.world, self.facts, template, (self.subject, reason), &compared)
    }
}

/// The text of the first test with an answer.
fn first_test(explained: &Asked, truth: Truth) -> String {
    explained.tests.iter().find(|test| test.trace.truth == truth).map_or(String::new(), |test| test.text().to_owned())
}
