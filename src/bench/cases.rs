//! Findings that officers marked right or wrong in a review, taken up as cases of their rules.
//!
//! Pure: what stands in a review, what the rules say, and the rulebook's text in; its text with the cases out. A case
//! that does not come to what was marked is not written: it would guard nothing.

mod given;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bench::test;
use crate::intake::record::Dataset;
use crate::judge::decided::DecisionKey;
use crate::judge::evaluate::{Evaluation, Finding, Outcome, Reading, Views};
use crate::review::book::{Asked, keys};
use crate::review::decisions::{Field, ReviewRead};
use crate::rulebook::edit::{NewCase, with_case};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{CaseExpectation, Rulebook};
use crate::rulebook::{RuleSource, load};

/// A finding that an officer marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// the school and the rule
    pub key: DecisionKey,
    /// the school's name, as the review has it
    pub school: Arc<str>,
    /// the rule's title
    pub title: Arc<str>,
    /// what stands in the cell
    pub word: Arc<str>,
    /// the fingerprint of what the finding rested on when it was marked
    pub evidence: Option<Arc<str>>,
}

/// What the marks of a review are held against.
pub struct Judged<'a> {
    /// the records
    pub dataset: &'a Dataset,
    /// what the rules say
    pub evaluation: &'a Evaluation,
    /// schools as rules see them
    pub views: &'a Views<'a>,
    /// what findings rest on now
    pub asked: &'a [Asked],
}

/// A case that was made of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// the rule
    pub rule: Arc<str>,
    /// the file it stands in
    pub file: Arc<str>,
    /// the case
    pub case: NewCase,
    /// whether the rule does not say so yet
    pub open: bool,
}

/// What became of the marks.
#[derive(Clone, Debug, Default)]
pub struct TakenUp {
    /// the cases
    pub taken: Vec<Taken>,
    /// how many were taken up before
    pub known: usize,
    /// marks of which no case was made: school and rule, why
    pub left: Vec<(String, String)>,
}

/// The marks in a review, in the order of its rows.
#[must_use]
pub fn marks(review: &ReviewRead) -> Vec<Mark> {
    let rows = review.rows.iter().filter(|row| row.closed.is_none() && keys::rule_of(&row.key.about).is_some());
    let marked = rows.filter_map(|row| {
        let word = row.fields().get(Field::Decision).cloned()?;
        // one filled in earlier and not touched since was made on what it was made on then
        let same = row.carried.as_ref().is_some_and(|carried| carried.get(Field::Decision) == Some(&word));
        let evidence = if same && !row.confirmed { row.made_on.clone() } else { row.evidence.clone() };
        let (school, title) = (Arc::clone(&row.school), Arc::clone(&row.title));
        Some(Mark { key: row.key.clone(), school, title, word, evidence })
    });
    marked.collect()
}

/// Takes marks up as cases: the rulebook's files with them, and what became of each.
#[must_use]
pub fn take_up(source: &RuleSource, rulebook: &Rulebook, judged: &Judged<'_>, marks: &[Mark]) -> (RuleSource, TakenUp) {
    let mut source = source.clone();
    let mut done = TakenUp::default();
    let asked: BTreeMap<&DecisionKey, &Asked> = judged.asked.iter().map(|asked| (&asked.key, asked)).collect();
    for mark in marks {
        let now = asked.get(&mark.key).map(|asked| asked.evidence.as_str());
        match one(&source, rulebook, judged, mark, now) {
            Ok(Some((edited, taken))) => {
                source = edited;
                done.taken.push(taken);
            }
            Ok(None) => done.known += 1,
            Err(why) => done.left.push((format!("{}: {}", mark.school, mark.title), why)),
        }
    }
    (source, done)
}

/// One mark as a case; nothing where it was taken up before.
fn one(
    source: &RuleSource,
    rulebook: &Rulebook,
    judged: &Judged<'_>,
    mark: &Mark,
    evidence: Option<&str>,
) -> Result<Option<(RuleSource, Taken)>, String> {
    let wrong = is_wrong(rulebook, &mark.word)?;
    let gone = || "the rules no longer find this; evaluate again and mark it in the new review".to_owned();
    let name = keys::rule_of(&mark.key.about).ok_or_else(gone)?;
    let (id, rule) = rulebook.rule_named(name).ok_or_else(gone)?;
    let (at, school, finding) = found(judged, mark, id).ok_or_else(gone)?;
    if evidence.is_none() || mark.evidence.as_deref() != evidence {
        return Err(
            "its figures or its line are others than when it was marked; evaluate again, and mark it again".to_owned()
        );
    }
    let year = judged.evaluation.year;
    let whose = test::applies(rule).map(|applies| judged.views.readings(at, applies)).unwrap_or_default();
    let read: Vec<&Reading> = whose.iter().chain(&finding.readings).collect();
    let word = if wrong { "wrong" } else { "right" };
    let case = NewCase {
        name: format!("{school} {year}, marked {word}"),
        year: year.to_string(),
        given: given::given(&read, year),
        expect: expected(finding.outcome, wrong)?.to_owned(),
    };
    // the rulebook as it has become: places have moved with every case
    let now = load(source).rulebook.ok_or("the rulebook has mistakes; run `yardstick check`")?;
    let (_, rule) = now.rule_named(name).ok_or_else(gone)?;
    let before = format!("{school} {year}, marked ");
    if rule.cases.iter().any(|known| known.name.as_deref().is_some_and(|known| known.starts_with(&before))) {
        return Ok(None);
    }
    let edited = with_case(source, rule, &case)?;
    let got = tried(&edited, name, &case.name).ok_or("a case of it would not pass the rulebook's check")?;
    if Outcome::from_case(got) != finding.outcome {
        return Err("what it read cannot be given in a case, so the case would come to something else".to_owned());
    }
    Ok(Some((edited, Taken { rule: name.into(), file: Arc::clone(&rule.span.file), case, open: wrong })))
}

fn is_wrong(rulebook: &Rulebook, word: &str) -> Result<bool, String> {
    let is = |name: &str| rulebook.words(name).trim().to_lowercase() == word.trim().to_lowercase();
    match (is("findings.right"), is("findings.wrong")) {
        (true, _) => Ok(false),
        (_, true) => Ok(true),
        _ => Err(format!("`{word}` is neither right nor wrong")),
    }
}

fn found<'a>(judged: &Judged<'a>, mark: &Mark, rule: RuleId) -> Option<(usize, Arc<str>, Finding<'a>)> {
    let at = judged.dataset.schools.iter().position(|school| school.identity.key == mark.key.school)?;
    let verdict = judged.evaluation.schools.iter().find(|found| found.school == at)?.of(rule)?;
    let finding = judged.views.finding(at, *verdict);
    Some((at, Arc::clone(&judged.dataset.schools.get(at)?.identity.name), finding))
}

/// What a case expects: what was found, or where that is wrong, the opposite.
fn expected(outcome: Outcome, wrong: bool) -> Result<&'static str, String> {
    match (outcome, wrong) {
        (Outcome::Holds, false) | (Outcome::DoesNotHold, true) => Ok("holds"),
        (Outcome::DoesNotHold, false) | (Outcome::Holds, true) => Ok("does not hold"),
        (Outcome::CannotSay, false) => Ok("cannot say"),
        (Outcome::NotApplicable, false) => Ok("does not apply"),
        (Outcome::CannotSay | Outcome::NotApplicable, true) => {
            let found = if outcome == Outcome::CannotSay { "the rule cannot say" } else { "the rule does not apply" };
            Err(format!(
                "{found} here; that this is wrong does not tell what it should say, so write the case by hand, with `expect: holds` or `expect: does not hold`"
            ))
        }
    }
}

/// What a rule says of one of its cases.
fn tried(source: &RuleSource, rule: &str, case: &str) -> Option<CaseExpectation> {
    let rulebook = load(source).rulebook?;
    let (id, rule) = rulebook.rule_named(rule)?;
    let case = rule.cases.iter().find(|known| known.name.as_deref() == Some(case))?;
    Some(test::try_case(&rulebook, id, case))
}

impl Outcome {
    fn from_case(case: CaseExpectation) -> Self {
        match case {
            CaseExpectation::Holds => Self::Holds,
            CaseExpectation::DoesNotHold => Self::DoesNotHold,
            CaseExpectation::CannotSay => Self::CannotSay,
            CaseExpectation::NotApplicable => Self::NotApplicable,
        }
    }
}
