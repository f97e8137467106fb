//! Every rule on every school: pure, with no files, clock or printing.
//!
//! [`evaluate`] takes the rulebook, the records, the decisions, the year judged and the stated day, and gives an
//! [`Evaluation`]; what follows from it (teams, plans, options) is `advise`'s work. The same in gives the same out.

mod asked;
mod authority_facts;
mod blame;
mod columns;
mod computed;
mod consistency;
mod describe;
mod figure;
mod finding;
mod flip;
mod grades;
mod grading;
mod judge;
mod margin;
mod overlay;
mod population;
mod progress;
mod school_facts;
mod sentence;
mod standing;
mod state;
mod views;
mod world;

pub use columns::Known;
pub use figure::Figure;
pub use finding::{
    AimProgress, Evaluation, Finding, Outcome, Reading, SchoolFindings, ScriptProblem, Status, StatusDoubt, Test,
};
pub use flip::Flip;
pub use grades::{GradeEvidence, GradeSource, StrandGrades};
pub use overlay::{Overlay, Supposed};
pub use views::Views;

use chrono::NaiveDate;
use rayon::prelude::*;

use self::authority_facts::AuthorityFacts;
use self::school_facts::SchoolFacts;
use self::state::State;
use self::world::World;
use crate::domain::AcademicYear;
use crate::intake::record::Dataset;
use crate::judge::decided::Decisions;
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{RuleKind, Rulebook, Scope};

/// Judges every school, and the authority as a whole.
#[must_use]
pub fn evaluate(
    rulebook: &Rulebook,
    dataset: &Dataset,
    decisions: &Decisions,
    year: AcademicYear,
    date: NaiveDate,
) -> Evaluation {
    let world = World::new(rulebook, dataset, decisions, date);
    let judged: Vec<JudgedSchool> =
        (0..dataset.schools.len()).into_par_iter().map(|school| judge_school(&world, school, year)).collect();
    let mut evaluation = Evaluation {
        year,
        date,
        schools: Vec::new(),
        authority: Vec::new(),
        progress: Vec::new(),
        doubts: Vec::new(),
        problems: Vec::new(),
        known: Known::of(&world),
    };
    let mut states = Vec::with_capacity(judged.len());
    for school in judged {
        evaluation.schools.push(school.findings);
        evaluation.problems.extend(school.problems);
        states.push(school.state);
    }
    judge_authority(&world, &states, &mut evaluation);
    evaluation.problems.sort();
    evaluation.problems.dedup();
    evaluation
}

struct JudgedSchool {
    findings: SchoolFindings,
    state: State,
    problems: Vec<ScriptProblem>,
}

fn judge_school(world: &World<'_>, school: usize, year: AcademicYear) -> JudgedSchool {
    let mut state = State::new(world.rulebook);
    let mut findings = Vec::new();
    let mut problems = Vec::new();
    let name = world.dataset.schools.get(school).map_or("", |school| &school.identity.name);
    for (id, rule) in world.rulebook.numbered_rules().filter(|(_, rule)| rule.scope == Scope::School) {
        if rule_asks_for_status(rule) {
            keep_status(world, &mut state, &findings);
        }
        let judged = {
            let facts = SchoolFacts::new(world, school, year, Some(&state));
            judge::judge(world, &facts, id, rule, name)
        };
        state.keep(&judged.finding, judged.parts);
        findings.push(judged.finding);
        problems.extend(judged.problems);
    }
    let status = {
        let facts = SchoolFacts::new(world, school, year, Some(&state));
        let sentence = |rule, reason: &str| status_sentence(world, &facts, rule, name, reason);
        standing::status(world.rulebook, &state, &findings, &sentence)
    };
    state.keep_status(status.rule);
    let grades = grading::grades(&SchoolFacts::new(world, school, year, Some(&state)), &state);
    JudgedSchool { findings: SchoolFindings { school, findings, grades, status }, state, problems }
}

/// Rules that follow from where a school stands come after the statuses.
fn rule_asks_for_status(rule: &crate::rulebook::model::Rule) -> bool {
    matches!(rule.kind, RuleKind::Structure { .. } | RuleKind::SupportWhen { .. })
}

fn keep_status(world: &World<'_>, state: &mut State, findings: &[Finding]) {
    let status = standing::status(world.rulebook, state, findings, &|_, _| String::new());
    state.keep_status(status.rule);
}

/// The sentence of a status that has no condition of its own.
fn status_sentence(world: &World<'_>, facts: &SchoolFacts<'_>, rule: RuleId, school: &str, reason: &str) -> String {
    let says = world.rulebook.rule(rule).map(|rule| &rule.says);
    let template = says.and_then(|says| says.holds.as_ref());
    template.map_or(String::new(), |template| sentence::render(world, facts, template, (school, Some(reason)), &[]))
}

fn judge_authority(world: &World<'_>, schools: &[State], evaluation: &mut Evaluation) {
    let mut state = State::new(world.rulebook);
    for (id, rule) in world.rulebook.numbered_rules().filter(|(_, rule)| rule.scope == Scope::Authority) {
        let judged = {
            let facts = AuthorityFacts { world, year: evaluation.year, state: &state, schools, depth: 0 };
            judge::judge(world, &facts, id, rule, world.authority())
        };
        state.keep(&judged.finding, judged.parts);
        evaluation.authority.push(judged.finding);
        evaluation.problems.extend(judged.problems);
    }
    let facts = AuthorityFacts { world, year: evaluation.year, state: &state, schools, depth: 0 };
    evaluation.progress = progress::of_aims(world, &facts);
    evaluation.doubts = consistency::doubts(world, &facts);
    evaluation.doubts.extend(computed::broken(world, evaluation.year));
}
