//! What every sheet of the review needs: the words, the colours, the order of schools, and how things are shown.

mod named;
mod order;
mod shown;

use std::borrow::Cow;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::domain::{Missing, Value};
use crate::intake::record::{Doubt, School, most_spoken_of};
use crate::judge::advise::SchoolAdvice;
use crate::judge::evaluate::{Finding, GradeEvidence, Outcome, SchoolAccounts};
use crate::review::ReviewInputs;
use crate::review::book::EvidenceRows;
use crate::review::first_names::FirstNames;
use crate::review::words::Words;
use crate::rulebook::ids::{MeasureId, RuleId, StrandId};
use crate::rulebook::model::{Rule, RuleKind, Rulebook};
use workbook::place::CellPlace;
use workbook::write::{Cell, Ink, Link, Look, Palette, Role, tab_name};

pub(crate) use named::cut;
pub(crate) use shown::{amount, decimals, shown, shown_with};

/// The measure by which schools are counted on the front page, as `Measure::phases` knows it.
const PHASE: &str = "phase";

/// A school with everything said about it.
#[derive(Clone, Copy)]
pub(crate) struct SchoolRow<'a> {
    /// its place in the dataset
    pub at: usize,
    /// who it is
    pub school: &'a School,
    /// what the rules say
    pub findings: &'a SchoolAccounts<'a>,
    /// what follows
    pub advice: Option<&'a SchoolAdvice>,
}

impl<'a> SchoolRow<'a> {
    /// Its name.
    pub fn name(self) -> Cow<'a, str> {
        Cow::Borrowed(&self.school.identity.name)
    }
}

/// What every sheet needs.
pub(crate) struct Context<'a> {
    /// everything the review is made from
    pub inputs: &'a ReviewInputs<'a>,
    /// the words
    pub words: Words<'a>,
    /// the colours
    pub palette: Palette,
    /// schools, the worst first
    pub schools: Vec<SchoolRow<'a>>,
    /// what evidence is told by
    pub first_names: FirstNames,
    paths: HashMap<&'a str, &'a str>,
    phase: Option<MeasureId>,
    evidence_rows: OnceLock<EvidenceRows>,
    looks_back: OnceLock<bool>,
    /// by the schools' places in the dataset: why each stands where it does, which stands beside every row of it
    whys: Vec<OnceLock<String>>,
}

impl<'a> Context<'a> {
    /// Puts it together.
    pub fn new(inputs: &'a ReviewInputs<'a>) -> Self {
        let mut schools: Vec<SchoolRow<'a>> = inputs
            .schools
            .iter()
            .filter_map(|findings| {
                let school = inputs.dataset.schools.get(findings.school)?;
                let advice = advice_for(inputs, findings.school);
                Some(SchoolRow { at: findings.school, school, findings, advice })
            })
            .collect();
        order::worst_first(inputs, &mut schools);
        Self {
            inputs,
            words: Words(inputs.rulebook),
            palette: Palette::of(&inputs.rulebook.report.colours),
            schools,
            first_names: FirstNames::of(inputs.rulebook.rules.len()),
            paths: inputs
                .inputs
                .iter()
                .filter(|file| !file.path.is_empty())
                .map(|file| (&*file.name, &*file.path))
                .collect(),
            phase: inputs.rulebook.measure_named(PHASE).map(|(id, _)| id),
            evidence_rows: OnceLock::new(),
            looks_back: OnceLock::new(),
            whys: vec![OnceLock::new(); inputs.dataset.schools.len()],
        }
    }

    /// How many rows of evidence there are of each school.
    pub fn evidence_rows(&self) -> &EvidenceRows {
        self.evidence_rows.get_or_init(|| EvidenceRows::of(self))
    }

    /// Whether most is known of a later year: figures of that one were not known when this one was judged.
    pub fn looks_back(&self) -> bool {
        let of = self.inputs.evaluation.year;
        let later = || most_spoken_of(self.inputs.rulebook, self.inputs.dataset).is_some_and(|year| year > of);
        *self.looks_back.get_or_init(later)
    }

    /// The rulebook.
    pub fn rulebook(&self) -> &'a Rulebook {
        self.inputs.rulebook
    }

    /// The name of a sheet's tab.
    pub fn tab(&self, words: &'a str) -> String {
        tab_name(self.words.say(words))
    }

    /// The schools that are advised, with what follows for each.
    pub fn advised(&self) -> impl Iterator<Item = (SchoolRow<'a>, &'a SchoolAdvice)> {
        self.schools.iter().filter_map(|row| Some((*row, row.advice?)))
    }

    /// A rule.
    pub fn rule(&self, id: RuleId) -> Option<&'a Rule> {
        self.rulebook().rule(id)
    }

    /// The title of a rule.
    pub fn rule_title(&self, id: RuleId) -> Cow<'a, str> {
        self.rule(id).map_or(Cow::Borrowed(""), |rule| Cow::Borrowed(&*rule.title))
    }

    /// Everything that was doubted: in reading, and in what figures say of one another.
    pub fn doubts(&self) -> impl Iterator<Item = &'a Doubt> {
        self.inputs.dataset.doubts.iter().chain(&self.inputs.evaluation.doubts)
    }

    /// The phase of a school, as shown; blank where it is not known.
    pub fn phase(&self, school: usize) -> String {
        match self.phase.and_then(|phase| self.inputs.values.value(school, phase)) {
            Some(Ok(Value::Text(phase))) => self.words.shown(&phase),
            Some(Ok(other)) => other.to_string(),
            _ => String::new(),
        }
    }

    /// The phase of a school, as the rulebook names it.
    pub fn phase_id(&self, school: usize) -> Option<Arc<str>> {
        match self.phase.and_then(|phase| self.inputs.values.value(school, phase)) {
            Some(Ok(Value::Text(phase))) => Some(phase),
            _ => None,
        }
    }

    /// The colour of a status.
    pub fn status_ink(&self, rule: RuleId) -> Option<Ink> {
        match &self.rule(rule)?.kind {
            RuleKind::Status { colour, .. } => self.palette.ink(colour.as_deref()?),
            _ => None,
        }
    }

    /// A status with its sign and colour.
    pub fn status(&self, rule: RuleId) -> Cell<'a> {
        let ink = self.status_ink(rule);
        let text = self.palette.signed(ink, &self.rule_title(rule));
        Cell::text(text).looking(Look::of(Role::Strong).inked(ink).wrapped())
    }

    /// The colour of a mark: `holds`, `cannot-say`, `near`, `strength`, `doubt`.
    pub fn mark_ink(&self, mark: &str) -> Option<Ink> {
        self.palette.ink(self.rulebook().report.marks.get(mark)?)
    }

    /// A strand's title.
    pub fn strand(&self, id: StrandId) -> Cow<'a, str> {
        self.rulebook().strand(id).map_or(Cow::Borrowed(""), |strand| Cow::Borrowed(&*strand.title))
    }

    /// A grade by its place in the list, in its colour.
    pub fn grade(&self, place: u8) -> Cell<'a> {
        let Some(grade) = self.rulebook().judgements.grades.get(usize::from(place)) else { return Cell::BLANK };
        let ink = grade.colour.as_deref().and_then(|name| self.palette.ink(name));
        let cell = grade.id.parse::<f64>().map_or_else(|_| Cell::text(&*grade.id), Cell::number);
        cell.looking(Look::of(Role::Body).inked(ink).centred())
    }

    /// How wide a column of grades has to be, at least `least`: the longest word of a grade stands on one line.
    pub fn grade_width(&self, least: f64) -> f64 {
        let grades = self.rulebook().judgements.grades.iter();
        let words = grades.flat_map(|grade| grade.id.split_whitespace()).map(|word| word.chars().count());
        words
            .max()
            .and_then(|longest| u32::try_from(longest).ok())
            .map_or(least, |longest| least.max(f64::from(longest) + 0.8))
    }

    /// A grade with its evidence; blank where there is none, a question mark where a worse one cannot be ruled out or what
    /// stands in the cell cannot be used.
    pub fn graded(&self, evidence: &GradeEvidence) -> Cell<'a> {
        let unusable = matches!(
            evidence.grade,
            Err(Missing::NotUnderstood(_) | Missing::Contradicted(_) | Missing::CellError(_) | Missing::NotCalculated)
        );
        match &evidence.grade {
            Ok(place) => self.grade(*place),
            Err(_) if unusable || !evidence.unsure.is_empty() => {
                Cell::text(self.words.text("grade.unknown")).looking(Look::of(Role::Quiet).centred())
            }
            Err(_) => Cell::BLANK,
        }
    }

    /// The words for an outcome.
    pub fn outcome(&self, outcome: Outcome) -> &'a str {
        self.words.say(match outcome {
            Outcome::Holds => "outcome.holds",
            Outcome::DoesNotHold => "outcome.does-not-hold",
            Outcome::CannotSay => "outcome.cannot-say",
            Outcome::NotApplicable => "outcome.not-applicable",
        })
    }

    /// A cell that leads to the cell it names.
    pub fn place(&self, place: &CellPlace) -> Cell<'a> {
        let shown = if place.sheet.is_empty() { place.a1() } else { format!("{}!{}", place.sheet, place.a1()) };
        match self.paths.get(&*place.workbook) {
            Some(path) => {
                let link = Link::File(Cow::Borrowed(path), Cow::Owned(place.sheet.to_string()), place.a1());
                Cell::link(shown, link)
            }
            None => Cell::text(shown),
        }
    }

    /// Why a school stands where it stands: the status's sentence, and what worse cannot be ruled out.
    pub fn why(&self, row: SchoolRow<'_>) -> &str {
        self.whys.get(row.at).map_or("", |why| why.get_or_init(|| self.worded(row)))
    }

    fn worded(&self, row: SchoolRow<'_>) -> String {
        let status = &row.findings.status;
        let mut lines = Vec::new();
        if !status.sentence.is_empty() {
            lines.push(status.sentence.clone());
        }
        lines.extend(self.news(row).map(|(_, finding)| finding.sentence.clone()));
        lines.extend(status.doubts.iter().map(|doubt| {
            let title = self.rule_title(doubt.rule).into_owned();
            self.words.fill("status.not-ruled-out", &[("status", title), ("reason", doubt.reason.clone())])
        }));
        lines.join("\n")
    }

    /// The same for a page that leaves the office: what is missing in a few words, without files and cells.
    pub fn why_in_brief(&self, row: SchoolRow<'_>) -> String {
        let sentence = Some(&row.findings.status.sentence).filter(|sentence| !sentence.is_empty()).cloned();
        sentence.into_iter().chain(self.beyond_in_brief(row)).collect::<Vec<_>>().join("\n")
    }

    /// What came to be known since, and what worse cannot be ruled out, in a few words.
    pub fn beyond_in_brief(&self, row: SchoolRow<'_>) -> Vec<String> {
        let news = self.news(row).map(|(_, finding)| finding.sentence.clone());
        let doubts = row.findings.status.doubts.iter().map(|doubt| {
            let missing = row.findings.of(doubt.rule).and_then(missing_first);
            let status = ("status", self.rule_title(doubt.rule).into_owned());
            match missing {
                Some((what, _)) => self.words.fill("status.not-ruled-out-for", &[status, ("what", cut(what, MISSING))]),
                None => self.words.fill("status.not-ruled-out-alone", &[status]),
            }
        });
        news.chain(doubts).collect()
    }

    /// Why something cannot be said, for a page that leaves the office: the first of what is missing and why, without files
    /// and cells.
    pub fn reason_in_brief(&self, finding: &Finding<'_>) -> Option<String> {
        let Some((what, why)) = missing_first(finding) else {
            return finding.reason.as_deref().map(|reason| cut(reason, 2 * MISSING));
        };
        let more = finding.blame.len().saturating_sub(1);
        let more = (more > 0).then(|| self.words.fill("and-more", &[("n", more.to_string())]));
        let said = innermost(&format!("{}: {why}", cut(what, MISSING)));
        Some(std::iter::once(said).chain(more).collect::<Vec<_>>().join("; "))
    }

    /// What has come to be known of a school after the year judged.
    pub fn news<'s>(&'s self, row: SchoolRow<'s>) -> impl Iterator<Item = (&'s Rule, &'s Finding<'s>)> {
        let findings = row.findings.findings.iter().filter(|finding| finding.outcome == Outcome::Holds);
        let ruled = findings.filter_map(|finding| Some((self.rule(finding.rule)?, finding)));
        ruled.filter(|(rule, _)| matches!(rule.kind, RuleKind::Watch { news: true, .. }))
    }

    /// All findings of a school with the rule of each.
    pub fn findings(&self, row: SchoolRow<'a>) -> impl Iterator<Item = (&'a Rule, &'a Finding<'a>)> {
        let rulebook = self.rulebook();
        row.findings.findings.iter().filter_map(move |finding| Some((rulebook.rule(finding.rule)?, finding)))
    }
}

/// Of a reason that waits for another, and that for a third, the last: what is missing and why. The cells it names in
/// brackets are left out.
fn innermost(reason: &str) -> String {
    let first = reason.split("; ").next().unwrap_or(reason);
    let mut parts: Vec<&str> = first.split(": ").collect();
    let last = parts.split_off(parts.len().saturating_sub(2)).join(": ");
    let mut said = last.as_str();
    // `… (KS2.xlsx, KS2 2011-12!I26)`
    while let Some((before, place)) = said.rsplit_once(" (")
        && place.ends_with(')')
        && place.contains('!')
    {
        said = before;
    }
    said.to_owned()
}

/// Letters of what is missing.
const MISSING: usize = 70;

/// The first of what is missing for an answer, and why; another school's without its name.
fn missing_first<'f>(finding: &'f Finding<'_>) -> Option<(&'f str, &'f Missing)> {
    let reading = finding.readings.get(*finding.blame.first()?)?;
    let title = reading.of_other.as_ref().map_or(&reading.title, |other| &other.title);
    Some((title, reading.value.as_ref().err()?))
}

/// What is recommended for a school: in the dataset's order, so it is found without a search.
fn advice_for<'a>(inputs: &'a ReviewInputs<'a>, school: usize) -> Option<&'a SchoolAdvice> {
    let straight = inputs.advice.schools.get(school).filter(|advice| advice.school == school);
    straight.or_else(|| {
        let at = inputs.advice.schools.binary_search_by_key(&school, |advice| advice.school).ok()?;
        inputs.advice.schools.get(at)
    })
}

/// A list in one cell, one item a line.
pub(crate) fn listed(items: &[Arc<str>]) -> String {
    match items {
        [one] => one.to_string(),
        _ => items.iter().map(|item| format!("• {item}")).collect::<Vec<_>>().join("\n"),
    }
}

/// The teams that support a school, each once.
pub(crate) fn teams(advice: Option<&SchoolAdvice>) -> Vec<&str> {
    let mut teams: Vec<&str> = Vec::new();
    for support in advice.map_or(&[][..], |advice| &advice.support) {
        if !teams.contains(&&*support.team) {
            teams.push(&support.team);
        }
    }
    teams
}

/// The titles of structural options laid out for a school.
pub(crate) fn options(advice: Option<&SchoolAdvice>) -> Vec<&str> {
    advice.map_or(&[][..], |advice| &advice.options).iter().map(|option| &*option.title).collect()
}
