//! Schools after evaluation, for the conditions that decide what is recommended.

use super::school_facts::SchoolFacts;
use super::sentence;
use super::state::State;
use super::world::World;
use super::{Account, Evaluation, Finding, Outcome, Reading, SchoolAccounts, SchoolFindings, Verdict, describe, judge};
use crate::domain::{AcademicYear, Missing, Truth, Value};
use crate::intake::record::{Dataset, SchoolKey};
use crate::judge::decided::Decisions;
use crate::rulebook::expression::{self, Condition, Explained, Expression, Facts, Of, Read, YearOf};
use crate::rulebook::ids::{MeasureId, RuleId};
use crate::rulebook::model::{Partner, Rule, Rulebook};

/// Every school as rules see it once all findings are there.
pub struct Views<'a> {
    world: World<'a>,
    year: AcademicYear,
    states: Vec<State>,
    authority: State,
}

impl<'a> Views<'a> {
    /// From an evaluation.
    #[must_use]
    pub fn new(
        rulebook: &'a Rulebook,
        dataset: &'a Dataset,
        decisions: &'a Decisions,
        evaluation: &Evaluation,
    ) -> Self {
        let date = evaluation.date;
        let world = match evaluation.known.columns() {
            Some(columns) => World::knowing(rulebook, dataset, decisions, date, columns),
            None => World::new(rulebook, dataset, decisions, date),
        };
        let states = evaluation.schools.iter().map(|found| state_of(rulebook, evaluation.year, found)).collect();
        let mut authority = State::new(rulebook, evaluation.year);
        for finding in &evaluation.authority {
            authority.keep(finding.rule, finding.outcome);
        }
        Self { world, year: evaluation.year, states, authority }
    }

    /// How many schools there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The year judged.
    #[must_use]
    pub fn year(&self) -> AcademicYear {
        self.year
    }

    /// A verdict of a school with its account, which is made when it is asked for.
    #[must_use]
    pub fn finding(&self, school: usize, verdict: Verdict) -> Finding<'_> {
        Finding::of(verdict, school, self)
    }

    /// What rules say of every school, ready to be told.
    #[must_use]
    pub fn told<'v>(&'v self, evaluation: &'v Evaluation) -> Vec<SchoolAccounts<'v>> {
        evaluation.schools.iter().map(|found| SchoolAccounts::new(found, self)).collect()
    }

    /// What a rule would say of a school if it were written so; what it asks of other rules is as they are.
    #[must_use]
    pub fn would_say(&self, school: usize, id: RuleId, rule: &Rule) -> Outcome {
        judge::judge(&self.world, &self.facts(school), id, rule, "").verdict.outcome
    }

    /// What a condition says of a school.
    #[must_use]
    pub fn school(&self, school: usize, condition: &Condition) -> Truth {
        condition.evaluate(&self.facts(school)).truth
    }

    /// The same with everything it rests on; every part is asked.
    #[must_use]
    pub fn explained(&self, school: usize, condition: &Condition) -> Explained {
        condition.explain(&self.facts(school))
    }

    /// A value of a school.
    ///
    /// # Errors
    /// Why there is none.
    pub fn value(&self, school: usize, read: &Read) -> Result<Value, Missing> {
        self.facts(school).value(read)
    }

    /// A value of the authority: its own row's, else what its schools come to.
    ///
    /// # Errors
    /// Why there is none.
    pub fn authority_value(&self, read: &Read) -> Result<Value, Missing> {
        self.authority_facts().value(read)
    }

    /// What a condition reads of a school.
    #[must_use]
    pub fn readings(&self, school: usize, condition: &Condition) -> Vec<Reading> {
        let asked = super::asked::ask(condition, &self.facts(school));
        asked.used.iter().map(|read| describe::reading(&self.world, self.year, read)).collect()
    }

    /// What a computed value of a school was worked out from; nothing for one that stands in a cell.
    #[must_use]
    pub fn parts(&self, school: usize, reading: &Reading) -> Vec<Reading> {
        let (Some(measure), Some(year), None) = (reading.measure, reading.year, &reading.place) else {
            return Vec::new();
        };
        if reading.compared {
            return Vec::new();
        }
        let read = Read { measure, group: reading.group, year: YearOf::At(year), of: Of::Subject };
        let facts = self.facts(school);
        let parts = facts.parts(&facts.read(&read));
        parts.iter().map(|part| describe::reading(&self.world, self.year, part)).collect()
    }

    /// A school's stable name.
    #[must_use]
    pub fn key(&self, school: usize) -> &SchoolKey {
        static NOBODY: std::sync::LazyLock<SchoolKey> = std::sync::LazyLock::new(|| SchoolKey("".into()));
        self.world.dataset.schools.get(school).map_or(&NOBODY, |school| &school.identity.key)
    }

    /// Points that an expression gives a school; none where that cannot be said.
    #[must_use]
    pub fn points(&self, school: usize, points: &Expression) -> f64 {
        let value = expression::value(points, &self.facts(school));
        value.ok().and_then(|value| value.number()).filter(|points| points.is_finite()).unwrap_or(0.0)
    }

    /// A value of a measure as a sentence shows it, with its unit.
    #[must_use]
    pub fn said(&self, measure: MeasureId, value: &Value) -> String {
        sentence::said(self.world.rulebook, self.world.rulebook.measure(measure), value)
    }

    /// Why a school is proposed as a partner to another, in the rulebook's words.
    #[must_use]
    pub fn partner_sentence(&self, rule: &Partner, partner: usize, school: usize) -> String {
        let name = |school: usize| self.world.dataset.schools.get(school).map_or("", |school| &school.identity.name);
        match &rule.say {
            None => format!("{}: {}", rule.title, name(partner)),
            Some(template) => sentence::render_with(
                &self.world,
                &self.facts(partner),
                template,
                &[("partner", name(partner)), ("school", name(school))],
            ),
        }
    }

    /// What rules found of the authority, and of each school.
    pub(super) fn states(&self) -> (&State, &[State]) {
        (&self.authority, &self.states)
    }

    pub(super) fn world(&self) -> &World<'a> {
        &self.world
    }

    pub(super) fn facts(&self, school: usize) -> SchoolFacts<'_> {
        SchoolFacts::new(&self.world, school, self.year, self.states.get(school))
    }
}

impl Views<'_> {
    /// Why a rule says of a school what it says. How near its answer is to turning is told only where judging found that
    /// it is.
    #[must_use]
    pub fn account(&self, school: usize, verdict: Verdict) -> Account {
        let Verdict { rule, near, .. } = verdict;
        let Some(asked) = self.world.rulebook.rule(rule) else { return Account::default() };
        let name = self.world.dataset.schools.get(school).map_or("", |school| &school.identity.name);
        judge::account(&self.world, &self.facts(school), rule, asked, (name, near.is_some())).1
    }

    /// Whether what is missing where a rule cannot say may stand in a cell.
    #[must_use]
    pub fn blames_a_cell(&self, school: usize, rule: RuleId) -> bool {
        let asked = self.world.rulebook.rule(rule);
        asked.is_some_and(|asked| judge::blames_a_cell(&self.facts(school), asked))
    }
}

fn state_of(rulebook: &Rulebook, year: AcademicYear, found: &SchoolFindings) -> State {
    let mut state = State::new(rulebook, year);
    for finding in &found.findings {
        state.keep(finding.rule, finding.outcome);
    }
    state.keep_status(found.status.rule);
    state
}
