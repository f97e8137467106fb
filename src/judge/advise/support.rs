//! Models of support: which teams, in which forms.

use crate::judge::evaluate::{Outcome, SchoolFindings, Views};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind, Rulebook, SupportModel, Team};

use super::{SupportAdvice, why_grade};

/// Support for the strands whose working grade calls for it, then support that rules call for.
pub(super) fn of(rulebook: &Rulebook, views: &Views<'_>, found: &SchoolFindings) -> Vec<SupportAdvice> {
    let by_grade = found.grades.iter().flat_map(|grades| {
        let grade = grades.working.map(|(grade, _)| grade);
        let models = rulebook.support.iter().filter(move |model| {
            model.strand == grades.strand && grade.is_some_and(|grade| model.grades.contains(&grade))
        });
        models.flat_map(move |model| model.teams.iter().map(move |team| for_grade(rulebook, found, model, team, grade)))
    });
    let by_rule = rulebook.numbered_rules().flat_map(|(id, rule)| for_rule(rulebook, views, found, id, rule));
    by_grade.chain(by_rule).collect()
}

fn for_grade(
    rulebook: &Rulebook,
    found: &SchoolFindings,
    model: &SupportModel,
    team: &Team,
    grade: Option<u8>,
) -> SupportAdvice {
    let strand = rulebook.strand(model.strand).map_or("", |strand| &strand.id);
    let indicated = found.grades.iter().find(|grades| grades.strand == model.strand).map(|grades| &grades.indicated);
    // figures that indicate a better grade are no reason for support
    let calls = indicated.filter(|evidence| evidence.grade.as_ref().is_ok_and(|grade| model.grades.contains(grade)));
    SupportAdvice {
        id: format!("support:{strand}:{}", team.id).into(),
        strand: Some(model.strand),
        grade,
        team: team.team.clone(),
        forms: team.forms.clone(),
        why: why_grade(rulebook, found, model.strand),
        rules: calls.map(|evidence| evidence.rules.clone()).unwrap_or_default(),
        place: team.span.clone(),
    }
}

fn for_rule(
    rulebook: &Rulebook,
    views: &Views<'_>,
    found: &SchoolFindings,
    id: RuleId,
    rule: &Rule,
) -> Vec<SupportAdvice> {
    let RuleKind::SupportWhen { strand, teams, .. } = &rule.kind else { return Vec::new() };
    let Some(finding) = found.of(id).filter(|finding| finding.outcome == Outcome::Holds) else { return Vec::new() };
    let finding = views.finding(found.school, *finding);
    let why = finding.said(rule).to_owned();
    let of = strand.and_then(|strand| rulebook.strand(strand)).map_or("", |strand| &strand.id);
    let advice = teams.iter().map(|team| SupportAdvice {
        id: format!("support:{of}:{}:{}", team.id, rule.id).into(),
        strand: *strand,
        grade: None,
        team: team.team.clone(),
        forms: team.forms.clone(),
        why: why.clone(),
        rules: vec![id],
        place: rule.span.clone(),
    });
    advice.collect()
}
