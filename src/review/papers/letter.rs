//! A letter to each school: what is strong first, then what the figures indicate, what is asked and by when. The words are
//! the rulebook's, the facts those of the review; no figure stands in it that may not leave the office.

mod docx;

use std::collections::BTreeSet;

pub use docx::is_as_written;

use super::{Maker, long_day, school};
use crate::domain::{Truth, Value};
use crate::judge::advise::TriggerAdvice;
use crate::judge::evaluate::{Finding, Outcome, Reading};
use crate::review::context::{Context, SchoolRow};
use crate::review::words::{Fill, fill};
use crate::review::{lives, strengths, targets};
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::{PaperSection, Rule, RuleKind, Shows, Tone};
use school::{Page, kept_back};
use workbook::file_name::as_name;

/// Items named under a heading where the rulebook does not say how many.
const NAMED: usize = 6;

/// A letter that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// the file's name, with its ending
    pub file: String,
    /// the document
    pub bytes: Vec<u8>,
}

/// A part of a letter.
enum Part {
    /// a heading
    Heading(String),
    /// a paragraph; its lines stand below one another
    Text(String),
    /// a list
    List(Vec<String>),
}

/// A letter for each school that the paper is for; the schools by name.
///
/// # Errors
/// When a document cannot be written.
pub(super) fn letters(maker: &Maker<'_>) -> Result<Vec<Letter>, docx::NotWritten> {
    let no = |row: &SchoolRow<'_>| {
        let which = maker.paper.for_schools.as_ref();
        which.is_some_and(|which| maker.inputs.views.school(row.at, which) == Truth::DoesNotHold)
    };
    let mut taken = BTreeSet::new();
    maker.schools().into_iter().filter(|row| !no(row)).map(|row| one(maker, row, &mut taken)).collect()
}

fn one(maker: &Maker<'_>, row: SchoolRow<'_>, taken: &mut BTreeSet<String>) -> Result<Letter, docx::NotWritten> {
    let with = with(maker, row);
    let mut parts = Vec::new();
    for section in &maker.paper.sections {
        put(maker, row, section, &with, &mut parts);
    }
    let title = fill(&maker.paper.title, &with);
    let mut file = as_name(&fill(&maker.paper.file, &with));
    if !taken.insert(file.to_lowercase()) {
        // two schools of one name
        file = as_name(&format!("{file} ({})", row.school.identity.key));
        taken.insert(file.to_lowercase());
    }
    let lead = maker.paper.lead.as_ref().map(|lead| fill(lead, &with));
    let bytes = docx::write(&docx::Document { title, lead, parts: &parts })?;
    Ok(Letter { file: format!("{file}.docx"), bytes })
}

/// What is filled into the words of a letter.
fn with(maker: &Maker<'_>, row: SchoolRow<'_>) -> Vec<Fill<'static>> {
    let report = maker.inputs.report;
    let said = maker.paper.to.and_then(|to| report.values.value(row.at, to)?.ok());
    let to = match said {
        Some(Value::Text(name)) if !name.trim().is_empty() => name.trim().to_owned(),
        _ => maker.context.words.say("paper.letter-to").to_owned(),
    };
    vec![
        ("to", to),
        ("school", row.name().into_owned()),
        ("year", report.evaluation.year.to_string()),
        ("authority", report.authority().to_owned()),
        ("date", long_day(report.evaluation.date)),
    ]
}

/// A section: its heading, its words, and what it shows. One that has nothing to show is left out, heading and all.
fn put(maker: &Maker<'_>, row: SchoolRow<'_>, section: &PaperSection, with: &[Fill<'_>], parts: &mut Vec<Part>) {
    let page = Page { maker, row };
    let context = maker.context;
    let shown = match section.shows {
        Shows::Strengths => strengths::of(context, row).iter().map(|one| said(&page, one.rule, one.finding)).collect(),
        Shows::Indications => indications(&page),
        Shows::Plans => plans(context, row),
        Shows::Support => support(row),
        _ => Vec::new(),
    };
    if shown.is_empty() && section.shows != Shows::Words {
        return;
    }
    parts.extend(section.title.as_ref().map(|title| Part::Heading(fill(title, with))));
    parts.extend(section.say.as_ref().map(|say| Part::Text(fill(say, with))));
    if !shown.is_empty() {
        let most = usize::try_from(section.lines).ok().filter(|lines| *lines > 1).unwrap_or(NAMED);
        parts.push(Part::List(shown.into_iter().take(most).collect()));
    }
}

/// The sentence of a finding; where it rests on a figure that stays in the office, what it is called.
fn said(page: &Page<'_, '_>, rule: &Rule, finding: &Finding<'_>) -> String {
    if kept_back(page, finding) { rule.title.to_string() } else { finding.said(rule).to_owned() }
}

/// What figures indicate that is not strong: floors the school is below, grades that are not good, concerns; each strand's
/// worst indication only.
fn indications(page: &Page<'_, '_>) -> Vec<String> {
    let context = page.maker.context;
    let grades = &context.rulebook().judgements.grades;
    let holding = || context.findings(page.row).filter(|(_, finding)| finding.outcome == Outcome::Holds);
    let indicated = |rule: &Rule| match rule.kind {
        RuleKind::Indication { strand, grade } if !grades.get(usize::from(grade)).is_some_and(|grade| grade.good) => {
            Some((strand, grade))
        }
        _ => None,
    };
    let worst = |of: StrandId| {
        holding()
            .filter_map(|(rule, _)| indicated(rule))
            .filter(|(strand, _)| *strand == of)
            .map(|(_, grade)| grade)
            .max()
    };
    // what sums up the others says nothing beside them
    let overall = context.rulebook().judgements.overall;
    let others = holding().any(|(rule, _)| indicated(rule).is_some_and(|(strand, _)| Some(strand) != overall));
    let sums_up = |strand: StrandId| others && Some(strand) == overall;
    // a grade that follows from the floor alone says no more than the floor beside it
    let below = holding().any(|(rule, _)| matches!(rule.kind, RuleKind::Floor { .. }));
    let follows = |finding: &Finding<'_>| below && asks_rules_alone(finding);
    let order = |rule: &Rule, finding: &Finding<'_>| match rule.kind {
        RuleKind::Floor { .. } => Some(0),
        RuleKind::Watch { tone: Tone::Concern, .. } => Some(2),
        RuleKind::Indication { .. } if follows(finding) => None,
        _ => indicated(rule).filter(|(strand, grade)| worst(*strand) == Some(*grade) && !sums_up(*strand)).map(|_| 1),
    };
    let mut all: Vec<(u8, String)> =
        holding().filter_map(|(rule, finding)| Some((order(rule, finding)?, said(page, rule, finding)))).collect();
    all.sort_by_key(|(order, _)| *order);
    let mut told = BTreeSet::new();
    let all: Vec<String> = all.into_iter().map(|(_, said)| said).filter(|said| told.insert(said.clone())).collect();
    // what a longer sentence says as well stands once
    let bare = |said: &str| said.trim_end_matches('.').to_lowercase();
    let is_within =
        |said: &String| all.iter().any(|other| other.len() > said.len() && bare(other).contains(&bare(said)));
    all.iter().filter(|said| !is_within(said)).cloned().collect()
}

/// Whether a finding rests on nothing but what other rules say: a yes of a measure, as what was said at a visit, is more.
fn asks_rules_alone(finding: &Finding<'_>) -> bool {
    let of_a_rule = |reading: &Reading| reading.measure.is_none() && matches!(reading.value, Ok(Value::Flag(_)));
    !finding.readings.is_empty() && finding.readings.iter().all(of_a_rule)
}

/// What is asked, and by when: plans that grades call for, with what has to be done, the first meeting and the target that
/// was agreed; those of several strands of which the same is asked by the same day are said together.
fn plans(context: &Context<'_>, row: SchoolRow<'_>) -> Vec<String> {
    let target = |plan: &TriggerAdvice| targets::as_typed(context, row, plan);
    let mut alike: Vec<(&TriggerAdvice, Vec<String>)> = Vec::new();
    for plan in row.advice.map_or(&[][..], |advice| &advice.triggers).iter().filter(|plan| lives::goes_on(plan)) {
        let strand = plan.strand.map(|strand| context.strand_short(strand).to_owned());
        let is_alike = |known: &TriggerAdvice| {
            let agreed = |plan: &TriggerAdvice| plan.life.as_ref().and_then(|life| lives::agreed_at(context, life));
            (&known.title, &known.requires, known.meetings.iter().min(), agreed(known), target(known))
                == (&plan.title, &plan.requires, plan.meetings.iter().min(), agreed(plan), target(plan))
        };
        match alike.iter_mut().find(|(known, _)| known.strand.is_some() && plan.strand.is_some() && is_alike(known)) {
            Some((_, strands)) => strands.extend(strand),
            None => alike.push((plan, strand.into_iter().collect())),
        }
    }
    let said = alike.into_iter().map(|(plan, strands)| {
        let title = context.plan_for(plan, &strands);
        let asked = if plan.requires.is_empty() { title } else { format!("{title}: {}", plan.requires) };
        let agreed_at = || lives::agreed_at(context, plan.life.as_ref()?);
        let said = match (plan.meetings.iter().min(), agreed_at()) {
            (Some(day), _) => context.words.fill("paper.letter-by", &[("asked", asked), ("day", long_day(*day))]),
            (None, Some((event, when))) => {
                let agreed = context.words.fill("paper.plan-agreed-at", &[("event", event), ("when", when)]);
                format!("{asked}. {agreed}.")
            }
            (None, None) => asked,
        };
        match target(plan) {
            Some(target) => format!("{}. {}.", said.trim_end_matches('.'), target.trim_end_matches('.')),
            None => said,
        }
    });
    said.collect()
}

/// Who supports the school, and how: each team once.
fn support(row: SchoolRow<'_>) -> Vec<String> {
    let mut teams: Vec<(&str, Vec<&str>)> = Vec::new();
    for one in row.advice.map_or(&[][..], |advice| &advice.support) {
        if !teams.iter().any(|(team, _)| *team == &*one.team) {
            teams.push((&one.team, Vec::new()));
        }
        let Some((_, forms)) = teams.iter_mut().find(|(team, _)| *team == &*one.team) else { continue };
        for form in one.forms.iter().filter(|form| !form.is_empty()) {
            if !forms.contains(&&**form) {
                forms.push(form);
            }
        }
    }
    let said = teams.into_iter().map(|(team, forms)| match forms.is_empty() {
        true => team.to_owned(),
        false => format!("{team}: {}", forms.join("; ")),
    });
    said.collect()
}
