//! Every rule on every school: pure, with no files, clock or printing.
//!
//! [`evaluate`] takes the rulebook, the records, the decisions, the year judged and the stated day, and gives an
//! [`Evaluation`]; what follows from it (teams, plans, options) is `advise`'s work. The same in gives the same out.

mod account;
mod asked;
mod authority_facts;
mod blame;
mod columns;
mod computed;
mod consistency;
mod describe;
mod earlier;
mod figure;
mod finding;
mod flip;
mod grades;
mod grading;
mod judge;
mod margin;
mod open;
mod overlay;
mod place;
mod plan;
mod population;
mod progress;
mod school_facts;
mod sentence;
mod standing;
mod state;
mod views;
mod world;

pub use account::{Finding, SchoolAccounts};
pub use columns::Known;
pub use figure::Figure;
pub use finding::{
    Account, AimProgress, Evaluation, InsteadOf, Nearness, OfOther, Outcome, Reading, SchoolFindings, ScriptProblem,
    Status, StatusDoubt, Test, Verdict,
};
pub use flip::Flip;
pub use grades::{GradeEvidence, GradeSource, StrandGrades};
pub use judge::{BESIDES, WHETHER_IT_APPLIES};
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
use crate::rulebook::model::{Rulebook, Scope};

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
    let mut state = State::new(world.rulebook, year);
    let mut findings = Vec::with_capacity(world.rulebook.rules.len());
    let mut problems = Vec::new();
    let name = world.dataset.schools.get(school).map_or("", |school| &school.identity.name);
    for (id, rule) in world.rulebook.numbered_rules().filter(|(_, rule)| rule.scope == Scope::School) {
        if world.columns.plans.of(id).is_some_and(|plan| plan.after_status) {
            state.keep_status(standing::standing(world.rulebook, &state).decided(world, school).rule);
        }
        let judged = {
            let facts = SchoolFacts::new(world, school, year, Some(&state));
            judge::judge(world, &facts, id, rule, name)
        };
        state.keep(id, judged.verdict.outcome);
        findings.push(judged.verdict);
        problems.extend(judged.problems);
    }
    let standing = standing::standing(world.rulebook, &state).decided(world, school);
    state.keep_status(standing.rule);
    let facts = SchoolFacts::new(world, school, year, Some(&state));
    let status = standing::status(world, &facts, standing, name);
    let grades = grading::grades(&facts, &state);
    JudgedSchool { findings: SchoolFindings { school, findings, grades, status }, state, problems }
}

fn judge_authority(world: &World<'_>, schools: &[State], evaluation: &mut Evaluation) {
    let mut state = State::new(world.rulebook, evaluation.year);
    for (id, rule) in world.rulebook.numbered_rules().filter(|(_, rule)| rule.scope == Scope::Authority) {
        let judged = {
            let facts = AuthorityFacts { world, year: evaluation.year, state: &state, schools, depth: 0 };
            judge::judge(world, &facts, id, rule, world.authority())
        };
        state.keep(id, judged.verdict.outcome);
        evaluation.problems.extend(judged.problems);
    }
    let facts = AuthorityFacts { world, year: evaluation.year, state: &state, schools, depth: 0 };
    let rules: Vec<_> = world.rulebook.numbered_rules().filter(|(_, rule)| rule.scope == Scope::Authority).collect();
    // each asks all schools why: as many at once as there are processors
    let told = rules.into_par_iter().map(|(id, rule)| {
        let (outcome, account) = judge::account(world, &facts, id, rule, (world.authority(), true));
        Finding::told(id, outcome, account)
    });
    evaluation.authority = told.collect();
    evaluation.progress = progress::of_aims(world, &facts);
    evaluation.doubts = consistency::doubts(world, &facts);
    evaluation.doubts.extend(computed::broken(world, evaluation.year));
}
