//! What filled visit templates say, in the shape for machines.

use super::{place, strand_id, types};
use crate::intake::record::{About, Noted, SchoolKey, Visit};
use crate::review::ReviewInputs;

/// The visits of a school, the first one first.
pub(super) fn visits(inputs: &ReviewInputs<'_>, school: &SchoolKey) -> Vec<types::Visit> {
    let mut visits: Vec<_> = inputs.dataset.visits_of(school).map(|visit| one(inputs, visit)).collect();
    visits.reverse();
    visits
}

fn one(inputs: &ReviewInputs<'_>, visit: &Visit) -> types::Visit {
    let scheme = &inputs.rulebook.judgements.grades;
    let grade = |of: &Option<(u8, Noted)>| {
        let (place, _) = of.as_ref()?;
        scheme.get(usize::from(*place)).map(|grade| grade.id.to_string())
    };
    let priorities = visit.priorities.iter().map(|one| types::VisitPriority {
        row: one.row.to_string(),
        priority: words(&one.priority),
        impact: words(&one.impact),
    });
    let grades = visit.grades.iter().map(|one| types::VisitGrade {
        strand: strand_id(inputs, one.strand),
        school: grade(&one.school),
        partner: grade(&one.partner),
    });
    let risks = visit.risks.iter().map(|one| types::VisitRisk {
        rule: one.rule.to_string(),
        present: one.present.as_ref().map(|(present, _)| *present),
        changed: words(&one.changed),
    });
    let steps = visit.steps.iter().map(|one| types::VisitStep {
        what: words(&one.what),
        by: words(&one.by),
        due: words(&one.due),
    });
    types::Visit {
        event: visit.event.as_deref().map(str::to_owned),
        day: visit.day.map(|day| day.to_string()),
        counts_from: visit.as_of.to_string(),
        who: words(&visit.who),
        page: place(&visit.page),
        priorities: priorities.collect(),
        grades: grades.collect(),
        risks: risks.collect(),
        steps: steps.collect(),
        said: visit.said.iter().map(about).collect(),
        progress: visit.progress.iter().map(about).collect(),
    }
}

fn words(noted: &Option<Noted>) -> Option<String> {
    noted.as_ref().map(|noted| noted.text.to_string())
}

fn about(about: &About) -> types::VisitAbout {
    types::VisitAbout { about: about.what.to_string(), words: about.noted.text.to_string() }
}
