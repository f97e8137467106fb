//! An account of one school: the whole way from where it stands back to cells and lines, as a tree of sentences.
//!
//! Pure: an evaluation in, a tree out; how a tree is drawn is the terminal's business.

mod brief;
mod finding;
mod tree;

pub use brief::brief;
pub use tree::Tree;

use crate::domain::AcademicYear;
use crate::intake::record::{Dataset, School};
use crate::judge::advise::{PlanLife, SchoolAdvice};
use crate::judge::evaluate::{Evaluation, Nearness, Outcome, SchoolFindings, StrandGrades, Verdict, Views};
use crate::rulebook::ids::{GroupId, MeasureId, RuleId};
use crate::rulebook::model::Rulebook;

/// What an account is made from.
pub struct Source<'a> {
    /// the rulebook
    pub rulebook: &'a Rulebook,
    /// the records
    pub dataset: &'a Dataset,
    /// what the rules say
    pub evaluation: &'a Evaluation,
    /// what follows
    pub advice: &'a [SchoolAdvice],
    /// schools after evaluation
    pub views: &'a Views<'a>,
    /// values that are only supposed
    pub supposed: &'a [Instead],
}

/// A value that is only supposed, and what the workbooks say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// the measure
    pub measure: MeasureId,
    /// the group of pupils
    pub group: GroupId,
    /// the academic year
    pub year: AcademicYear,
    /// as the workbooks have it, with its cell
    pub was: String,
}

/// The schools a name, part of a name, URN or LAESTAB means; capitals do not matter. An exact name is only that school.
#[must_use]
pub fn find<'d>(dataset: &'d Dataset, asked: &str) -> Vec<(usize, &'d School)> {
    let asked = asked.trim().to_lowercase();
    let all = || dataset.schools.iter().enumerate();
    let numbered = |school: &School| {
        let urn = school.identity.urn.map(|urn| urn.to_string());
        let laestab = school.identity.laestab.map(|laestab| laestab.to_string());
        [urn, laestab].into_iter().flatten().any(|number| number.to_lowercase() == asked)
    };
    let exact: Vec<_> = all().filter(|(_, s)| numbered(s) || s.identity.name.to_lowercase() == asked).collect();
    if !exact.is_empty() {
        return exact;
    }
    all().filter(|(_, school)| school.identity.name.to_lowercase().contains(&asked)).collect()
}

/// The account of a school: its status, grades, recommendations, and every rule that holds, cannot say or is near its
/// line; with `only`, that rule whatever it says.
#[must_use]
pub fn of(source: &Source<'_>, school: usize, only: Option<RuleId>) -> Option<Tree> {
    let found = source.evaluation.schools.get(school)?;
    let mut tree = Tree::new(who(source, school)?);
    if let Some(rule) = only {
        tree.children.extend(
            found.of(rule).map(|verdict| finding::with_others(source, school, &source.views.finding(school, *verdict))),
        );
        return Some(tree);
    }
    tree.children.push(status(source, found));
    tree.children.extend(grades(source, found));
    tree.children.extend(recommendations(source, school));
    tree.children.extend(findings(source, found));
    Some(tree)
}

/// Name, numbers and year.
fn who(source: &Source<'_>, school: usize) -> Option<String> {
    let identity = &source.dataset.schools.get(school)?.identity;
    let number = source.rulebook.words("column.urn");
    let urn = identity.urn.map_or(String::new(), |urn| format!(", {number} {urn}"));
    let laestab = identity.laestab.map_or(String::new(), |laestab| format!(", LAESTAB {laestab}"));
    Some(format!("{}{urn}{laestab}, {}", identity.name, source.evaluation.year))
}

fn status(source: &Source<'_>, found: &SchoolFindings) -> Tree {
    let rule = source.rulebook.rule(found.status.rule);
    let mut tree = Tree::new(format!(
        "status: {}{}",
        rule.map_or("none", |rule| &rule.title),
        rule.map_or(String::new(), |rule| format!("  [{}]", rule.span))
    ));
    tree.children.extend(said(&found.status.sentence));
    for doubt in &found.status.doubts {
        let title = source.rulebook.rule(doubt.rule).map_or("", |rule| &rule.title);
        tree.children.push(Tree::new(format!("cannot rule out {title}: {}", doubt.reason)));
    }
    tree
}

fn said(sentence: &str) -> Option<Tree> {
    (!sentence.is_empty()).then(|| Tree::new(sentence))
}

fn grades(source: &Source<'_>, found: &SchoolFindings) -> Option<Tree> {
    let mut tree = Tree::new("grades: self-evaluated, inspected, indicated, agreed");
    for grades in &found.grades {
        let shown = shown_grades(source, grades);
        let title = source.rulebook.strand(grades.strand).map_or("", |strand| &strand.title);
        let mut strand = Tree::new(format!("{title}: {}", shown.join(", ")));
        strand.children.extend(grades.differ.as_deref().and_then(said));
        tree.children.push(strand);
    }
    (!tree.children.is_empty()).then_some(tree)
}

/// Self-evaluated, inspected, indicated and agreed, each as it is called; a dash for none.
fn shown_grades(source: &Source<'_>, grades: &StrandGrades) -> [String; 4] {
    [&grades.self_evaluated, &grades.inspected, &grades.indicated, &grades.agreed].map(|evidence| {
        let grade = evidence.grade.as_ref().ok();
        let grade = grade.and_then(|grade| source.rulebook.judgements.grades.get(usize::from(*grade)));
        grade.map_or("–".to_owned(), |grade| grade.id.to_string())
    })
}

fn recommendations(source: &Source<'_>, school: usize) -> Vec<Tree> {
    let Some(advice) = source.advice.get(school) else { return Vec::new() };
    let mut all = Vec::new();
    for support in &advice.support {
        let mut tree = Tree::new(format!("support: {}  [{}]", support.team, support.place));
        tree.children.push(Tree::new(support.forms.iter().map(|form| &**form).collect::<Vec<_>>().join("; ")));
        tree.children.extend(said(&support.why));
        let rules = support.rules.iter().filter_map(|rule| source.rulebook.rule(*rule));
        tree.children.extend(rules.map(|rule| Tree::new(format!("because of {}  [{}]", rule.id, rule.span))));
        all.push(tree);
    }
    for trigger in &advice.triggers {
        let strand = trigger.strand.and_then(|strand| source.rulebook.strand(strand));
        let strand = strand.map_or_else(String::new, |strand| format!(": {}", strand.title));
        let mut tree = Tree::new(format!("{}{strand}  [{}]", trigger.title, trigger.place));
        tree.children.push(Tree::new(&*trigger.requires));
        if let Some(first) = trigger.meetings.first() {
            let meeting = trigger.meeting.as_deref().unwrap_or("meeting");
            tree.children.push(Tree::new(format!("{meeting}, next on {}", first.format("%-d %B %Y"))));
        }
        tree.children.extend(trigger.life.as_ref().map(|life| Tree::new(stands(source, life))));
        all.push(tree);
    }
    for option in &advice.options {
        let mut tree = Tree::new(format!("option to discuss: {}  [{}]", option.title, option.place));
        tree.children.extend(said(&option.why));
        tree.children.extend(option.unsure.as_deref().and_then(said));
        all.push(tree);
    }
    for partner in &advice.partners {
        let mut tree = Tree::new(format!("partner: {}  [{}]", partner.why, partner.place));
        tree.children.extend(partner.reasons.iter().filter_map(|reason| said(reason)));
        all.push(tree);
    }
    all
}

/// Where a plan stands in its life.
fn stands(source: &Source<'_>, life: &PlanLife) -> String {
    let day = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
    match (life.begun, &life.ended) {
        (_, Some(end)) => {
            format!("ended ({}) {}", end.word, end.why.as_deref().unwrap_or_default()).trim_end().to_owned()
        }
        (Some(begun), None) => {
            let told = life.told.last().map_or_else(String::new, |told| format!("; {}", told.word));
            format!("begun on {}; meetings held: {}{told}", day(begun), life.held)
        }
        (None, None) => {
            let occasion = life.agreed_at.as_ref();
            let event = occasion.and_then(|at| source.rulebook.cycle.get(at.event));
            event.map_or_else(|| "not begun".to_owned(), |event| format!("not begun; to agree at {}", event.title))
        }
    }
}

/// Rules that say something: what holds first, then what cannot be said, then what is near its line.
fn findings(source: &Source<'_>, found: &SchoolFindings) -> Vec<Tree> {
    let with = |wanted: fn(&Verdict) -> bool, title: &str| {
        let mut tree = Tree::new(title);
        let all = found.findings.iter().filter(|verdict| wanted(verdict));
        let all = all.map(|verdict| source.views.finding(found.school, *verdict));
        tree.children = all.map(|finding| finding::tree(source, found.school, &finding)).collect();
        (!tree.children.is_empty()).then_some(tree)
    };
    [
        with(|verdict| verdict.outcome == Outcome::Holds, "what holds"),
        with(|verdict| verdict.outcome == Outcome::CannotSay, "what cannot be said"),
        with(|verdict| verdict.near == Some(Nearness::NearMiss), "what is near its line"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
