//! What follows from the findings: support, plans and meetings, structural options, partners, the cycle's next steps.
//!
//! Pure: findings in, recommendations out. Nothing here is a verdict; each is laid out for a person to decide.

mod cycle;
mod meeting;
mod partner;
mod player;
mod recommendation;
mod structure;
mod support;
mod trigger;

pub use super::times::Time;
pub use cycle::times;
pub use meeting::meetings;
pub use player::concerned;
pub use recommendation::{
    Advice, CycleStep, Occasion, Overdue, Part, PartnerAsked, PartnerProposal, Partnered, PlanLife, ProgressAsked,
    SchoolAdvice, Standing, StructuralOption, SupportAdvice, TriggerAdvice,
};

use crate::intake::record::Dataset;
use crate::judge::decided::Decisions;
use crate::judge::evaluate::{Evaluation, GradeSource, SchoolFindings, Views};
use crate::rulebook::model::Rulebook;

/// Everything that follows from an evaluation.
#[must_use]
pub fn advise(rulebook: &Rulebook, dataset: &Dataset, decisions: &Decisions, evaluation: &Evaluation) -> Advice {
    let views = Views::new(rulebook, dataset, decisions, evaluation);
    let partner::Shared { proposals, partnered } = partner::share(rulebook, &views, decisions);
    let mut partners = proposals.into_iter();
    let cycle = cycle::due(rulebook, &views, evaluation.date);
    let plans = trigger::Asking::new(rulebook, decisions, &cycle, evaluation.date);
    let schools = evaluation.schools.iter().map(|found| SchoolAdvice {
        school: found.school,
        support: support::of(rulebook, &views, found),
        triggers: plans.of(dataset, found),
        options: structure::of(rulebook, &views, found),
        // schools stand in the dataset's order
        partners: partners.next().unwrap_or_default(),
    });
    Advice {
        schools: schools.collect(),
        overdue: cycle::overdue(rulebook, dataset, &views, evaluation.date),
        parts: player::parts(rulebook, &views),
        cycle,
        partnered,
    }
}

/// The rulebook's words for why a grade calls for something: strand, grade and whose grade it is.
fn why_grade(rulebook: &Rulebook, found: &SchoolFindings, strand: crate::rulebook::ids::StrandId) -> String {
    let grades = found.grades.iter().find(|grades| grades.strand == strand);
    let Some((grades, (grade, source))) = grades.and_then(|grades| Some((grades, grades.working?))) else {
        return String::new();
    };
    let known = rulebook.judgements.grades.get(usize::from(grade));
    let (source, evidence) = match source {
        GradeSource::Agreed => ("advice.by.agreed", &grades.agreed),
        GradeSource::SelfEvaluated => ("advice.by.self", &grades.self_evaluated),
        GradeSource::Inspected => ("advice.by.inspected", &grades.inspected),
        GradeSource::Indicated => ("advice.by.indicated", &grades.indicated),
    };
    // the word of the framework it was given under, as everywhere in the review
    let title = evidence.title.as_deref().or(known.map(|grade| &*grade.title));
    rulebook
        .words("advice.because-of-grade")
        .replace("{strand}", rulebook.strand(strand).map_or("", |strand| &strand.title))
        .replace("{grade}", known.map_or("", |grade| &grade.id))
        .replace("{title}", title.unwrap_or_default())
        .replace("{source}", rulebook.words(source))
}
