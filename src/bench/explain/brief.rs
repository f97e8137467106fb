//! A school in six lines: who it is, where it stands and why, its grades, its floor, its risks, and what comes next.

use super::{Source, shown_grades};
use crate::judge::evaluate::{Outcome, SchoolFindings, Verdict};
use crate::rulebook::model::{Rule, RuleKind};

/// The six lines; none where there is no such school.
#[must_use]
pub fn brief(source: &Source<'_>, school: usize) -> Option<[String; 6]> {
    let found = source.evaluation.schools.get(school)?;
    Some([
        super::who(source, school)?,
        standing(source, found),
        grades(source, found),
        floor(source, found),
        risks(source, found),
        next(source, school),
    ])
}

fn standing(source: &Source<'_>, found: &SchoolFindings) -> String {
    let title = source.rulebook.rule(found.status.rule).map_or("none", |rule| &*rule.title);
    let why = found.status.sentence.lines().next().unwrap_or_default();
    let doubts = match found.status.doubts.len() {
        0 => String::new(),
        1 => " (a worse status may hold)".to_owned(),
        many => format!(" ({many} worse statuses may hold)"),
    };
    // a sentence may begin with what the status is called
    if why.starts_with(title) {
        format!("stands: {why}{doubts}")
    } else if why.is_empty() {
        format!("stands: {title}{doubts}")
    } else {
        format!("stands: {title}{doubts}. {why}")
    }
}

fn grades(source: &Source<'_>, found: &SchoolFindings) -> String {
    let of = found.grades.iter().map(|grades| {
        let strand = source.rulebook.strand(grades.strand).map_or("", |strand| &strand.short);
        let [own, inspected, indicated, _] = shown_grades(source, grades);
        format!("{strand} {own}, {inspected}, {indicated}")
    });
    let of: Vec<String> = of.collect();
    if of.is_empty() {
        "grades: none".to_owned()
    } else {
        format!("grades (own, inspected, indicated): {}", of.join("; "))
    }
}

/// The floor that bears on the school; the worst answer where there are several.
fn floor(source: &Source<'_>, found: &SchoolFindings) -> String {
    let floors = with_rules(source, found).filter(|(rule, verdict)| {
        matches!(rule.kind, RuleKind::Floor { .. }) && verdict.outcome != Outcome::NotApplicable
    });
    let Some((rule, verdict)) = floors.min_by_key(|(_, verdict)| verdict.outcome) else {
        return "floor: none is for this school".to_owned();
    };
    let finding = source.views.finding(found.school, *verdict);
    let said = match verdict.outcome {
        Outcome::Holds => format!("below: {}", finding.sentence),
        Outcome::CannotSay => format!("cannot say: {}", finding.reason.as_deref().unwrap_or_default()),
        _ => "not below".to_owned(),
    };
    format!("floor: {}: {}", rule.title, said.trim_end_matches([':', ' ']))
}

fn risks(source: &Source<'_>, found: &SchoolFindings) -> String {
    let of = |outcome: Outcome| {
        let risks = with_rules(source, found).filter(|(rule, _)| matches!(rule.kind, RuleKind::Risk));
        let risks = risks.filter(|(_, verdict)| verdict.outcome == outcome);
        risks.map(|(rule, _)| &*rule.title).collect::<Vec<&str>>()
    };
    let (there, unknown) = (of(Outcome::Holds), of(Outcome::CannotSay).len());
    let there = if there.is_empty() { "none found".to_owned() } else { there.join("; ") };
    if unknown > 0 { format!("risks: {there}; {unknown} not known") } else { format!("risks: {there}") }
}

/// The plan that is for the school as a whole before those for strands, then the teams, then what there is to discuss.
fn next(source: &Source<'_>, school: usize) -> String {
    let Some(advice) = source.advice.get(school) else { return "next: nothing".to_owned() };
    let whole = advice.triggers.iter().find(|plan| plan.strand.is_none());
    let plans = whole.map_or(advice.triggers.as_slice(), std::slice::from_ref);
    let dated = plans.iter().filter_map(|plan| Some((plan.meetings.iter().min()?, plan)));
    let mut said: Vec<String> = Vec::new();
    match dated.min_by_key(|(day, _)| **day) {
        Some((day, plan)) => said.push(format!("{}, meeting on {}", plan.title, day.format("%-d %B %Y"))),
        None => said.extend(plans.first().map(|plan| plan.title.to_string())),
    }
    for support in &advice.support {
        if !said.iter().any(|team| *team == *support.team) {
            said.push(support.team.to_string());
        }
    }
    match advice.options.len() {
        0 => {}
        1 => said.push("1 option to discuss".to_owned()),
        many => said.push(format!("{many} options to discuss")),
    }
    if said.is_empty() { "next: nothing is called for".to_owned() } else { format!("next: {}", said.join("; ")) }
}

fn with_rules<'s>(source: &'s Source<'_>, found: &'s SchoolFindings) -> impl Iterator<Item = (&'s Rule, &'s Verdict)> {
    found.findings.iter().filter_map(|verdict| Some((source.rulebook.rule(verdict.rule)?, verdict)))
}
