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

pub use meeting::meetings;
pub use recommendation::{
    Advice, CycleStep, Part, PartnerProposal, SchoolAdvice, StructuralOption, SupportAdvice, TriggerAdvice,
};

use crate::decision::Decisions;
use crate::evaluate::{Evaluation, SchoolFindings, Views};
use crate::record::Dataset;
use crate::rulebook::model::Rulebook;

/// Everything that follows from an evaluation.
#[must_use]
pub fn advise(rulebook: &Rulebook, dataset: &Dataset, decisions: &Decisions, evaluation: &Evaluation) -> Advice {
    let views = Views::new(rulebook, dataset, decisions, evaluation);
    let partners = partner::Candidates::new(rulebook, &views);
    let schools = evaluation.schools.iter().map(|found| SchoolAdvice {
        school: found.school,
        support: support::of(rulebook, found),
        triggers: trigger::of(rulebook, found, evaluation.date),
        options: structure::of(rulebook, &views, found),
        partners: partners.of(rulebook, &views, found.school),
    });
    Advice {
        schools: schools.collect(),
        cycle: cycle::due(rulebook, &views, evaluation.date),
        parts: player::parts(rulebook, &views),
    }
}

/// The rulebook's words for why a grade calls for something: strand, grade and whose grade it is.
fn why_grade(rulebook: &Rulebook, found: &SchoolFindings, strand: crate::rulebook::ids::StrandId) -> String {
    let grades = found.grades.iter().find(|grades| grades.strand == strand);
    let Some((grade, source)) = grades.and_then(|grades| grades.working) else { return String::new() };
    let title = rulebook.judgements.grades.get(usize::from(grade));
    let source = match source {
        crate::evaluate::GradeSource::Agreed => "advice.by.agreed",
        crate::evaluate::GradeSource::SelfEvaluated => "advice.by.self",
        crate::evaluate::GradeSource::Inspected => "advice.by.inspected",
        crate::evaluate::GradeSource::Indicated => "advice.by.indicated",
    };
    rulebook
        .words("advice.because-of-grade")
        .replace("{strand}", rulebook.strand(strand).map_or("", |strand| &strand.title))
        .replace("{grade}", title.map_or("", |grade| &grade.id))
        .replace("{title}", title.map_or("", |grade| &grade.title))
        .replace("{source}", rulebook.words(source))
}
