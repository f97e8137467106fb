//! All findings, for machines. The shape is held to `docs/findings.schema.json`, which is made from [`types`].

mod advice;
mod finding;
pub mod types;
mod visit;

use std::io::Write;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::domain::{Missing, Value};
use crate::intake::record::{Doubt, DoubtKind, School};
use crate::judge::evaluate::{Finding, GradeEvidence, Outcome, SchoolAccounts, StrandGrades};
use crate::review::ReviewInputs;
use crate::rulebook::ids::{RuleId, StrandId};
use crate::rulebook::model::RuleKind;

/// Which findings machines are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// those of rules that apply to the school and the year
    #[default]
    ThatApply,
    /// those that hold
    ThatHold,
    /// one for every rule, also where it does not apply
    Every,
}

impl Which {
    fn takes(self, found: &Finding<'_>) -> bool {
        match self {
            Self::ThatApply => found.outcome != Outcome::NotApplicable,
            Self::ThatHold => found.outcome == Outcome::Holds,
            Self::Every => true,
        }
    }

    fn of(self, inputs: &ReviewInputs<'_>, findings: &[Finding<'_>]) -> Vec<types::Finding> {
        findings.iter().filter(|found| self.takes(found)).filter_map(|found| finding::finding(inputs, found)).collect()
    }
}

/// The findings as JSON.
#[must_use]
pub fn findings(inputs: &ReviewInputs<'_>, which: Which) -> serde_json::Value {
    // only maps with text keys and finite numbers: this cannot fail
    serde_json::to_value(Streamed { inputs, which }).unwrap_or_default()
}

/// Writes the findings as JSON, school by school, so that a whole country does not have to be held in memory.
///
/// # Errors
/// When they cannot be written.
pub fn write(inputs: &ReviewInputs<'_>, which: Which, to: impl Write) -> std::io::Result<()> {
    serde_json::to_writer(to, &Streamed { inputs, which }).map_err(std::io::Error::from)
}

/// Writes the schools alone, each on a line of its own in the shape it has in [`write()`]: for programs that take a
/// large file in piece by piece.
///
/// # Errors
/// When they cannot be written.
pub fn write_lines(inputs: &ReviewInputs<'_>, which: Which, mut to: impl Write) -> std::io::Result<()> {
    for found in inputs.schools {
        if let Some(school) = school(inputs, which, found) {
            serde_json::to_writer(&mut to, &school)?;
            to.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// The JSON Schema of what [`findings`] gives.
#[must_use]
pub fn schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<types::Findings>().to_value()
}

/// [`types::Findings`], made while it is written. A test holds both to the same schema.
struct Streamed<'i> {
    inputs: &'i ReviewInputs<'i>,
    which: Which,
}

impl Serialize for Streamed<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { inputs, which } = *self;
        let evaluation = inputs.evaluation;
        let workbooks: Vec<types::Workbook> = inputs
            .inputs
            .iter()
            .map(|file| types::Workbook { name: file.name.to_string(), fingerprint: file.fingerprint.to_string() })
            .collect();
        let authority = which.of(inputs, &evaluation.authority);
        let runs: Vec<types::Progress> = evaluation.progress.iter().map(|run| progress(inputs, run)).collect();
        let mut all = to.serialize_struct("Findings", 12)?;
        all.serialize_field("authority", inputs.authority())?;
        all.serialize_field("year", &evaluation.year.to_string())?;
        all.serialize_field("date", &evaluation.date.to_string())?;
        all.serialize_field("version", inputs.version)?;
        all.serialize_field("rulebook", &*inputs.rulebook.fingerprint)?;
        all.serialize_field("inputs", inputs.inputs_fingerprint)?;
        all.serialize_field("workbooks", &workbooks)?;
        all.serialize_field("schools", &Schools { inputs, which })?;
        all.serialize_field("partners_asked", &advice::partners_asked(inputs))?;
        all.serialize_field("authority_findings", &authority)?;
        all.serialize_field("progress", &runs)?;
        all.serialize_field("problems", &problems(inputs))?;
        all.end()
    }
}

/// The schools, one at a time.
struct Schools<'i> {
    inputs: &'i ReviewInputs<'i>,
    which: Which,
}

impl Serialize for Schools<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { inputs, which } = *self;
        to.collect_seq(inputs.schools.iter().filter_map(|found| school(inputs, which, found)))
    }
}

/// One school as it stands among the findings.
#[must_use]
pub fn school(inputs: &ReviewInputs<'_>, which: Which, found: &SchoolAccounts<'_>) -> Option<types::School> {
    let school = inputs.dataset.schools.get(found.school)?;
    let advice = inputs.advice.schools.get(found.school).filter(|advice| advice.school == found.school);
    let advice = advice::Advised { inputs, school, advice };
    Some(types::School {
        key: school.identity.key.to_string(),
        urn: school.identity.urn.map(|urn| urn.to_string()),
        laestab: school.identity.laestab.map(|laestab| laestab.to_string()),
        name: school.identity.name.to_string(),
        phase: phase(inputs, found.school),
        status: rule_id(inputs, found.status.rule),
        status_title: inputs.rulebook.rule(found.status.rule).map_or_else(String::new, |rule| rule.title.to_string()),
        why: found.status.sentence.clone(),
        status_by_rules: rule_id(inputs, found.status.by_rules()),
        not_ruled_out: found
            .status
            .doubts
            .iter()
            .map(|doubt| types::NotRuledOut { status: rule_id(inputs, doubt.rule), reason: doubt.reason.clone() })
            .collect(),
        grades: found.grades.iter().map(|grades| graded(inputs, school, grades)).collect(),
        findings: which.of(inputs, &found.findings),
        support: advice.support(),
        triggers: advice.triggers(),
        structural_options: advice.options(),
        partners: advice.partners(),
        risks: risks(inputs, found),
        visits: visit::visits(inputs, &school.identity.key),
    })
}

fn phase(inputs: &ReviewInputs<'_>, school: usize) -> Option<String> {
    let (measure, _) = inputs.rulebook.measure_named("phase")?;
    inputs.values.value(school, measure)?.ok().map(|value| value.to_string())
}

fn rule_id(inputs: &ReviewInputs<'_>, rule: RuleId) -> String {
    inputs.rulebook.rule(rule).map_or_else(String::new, |rule| rule.id.to_string())
}

fn strand_id(inputs: &ReviewInputs<'_>, strand: StrandId) -> String {
    inputs.rulebook.strand(strand).map_or_else(String::new, |strand| strand.id.to_string())
}

/// Strand and grades. The strand that sums up the others goes by `overall` whatever the rulebook calls it.
fn graded(inputs: &ReviewInputs<'_>, school: &School, grades: &StrandGrades) -> (String, types::Grades) {
    let scheme = &inputs.rulebook.judgements.grades;
    let title = |place: u8| scheme.get(usize::from(place)).map(|grade| grade.id.to_string());
    let of = |evidence: &GradeEvidence| evidence.grade.as_ref().ok().copied().and_then(title);
    let id = strand_id(inputs, grades.strand);
    let agreed_key = (school.identity.key.clone(), Arc::from(id.as_str()));
    let entered = inputs.decisions.grades.get(&agreed_key);
    let entered = entered.and_then(|agreed| scheme.get(inputs.rulebook.judgements.grade_named(&agreed.grade)?));
    let overall = inputs.rulebook.judgements.overall == Some(grades.strand);
    let shape = types::Grades {
        self_evaluated: of(&grades.self_evaluated),
        inspected: of(&grades.inspected),
        indicated: of(&grades.indicated),
        agreed: of(&grades.agreed).or(entered.map(|grade| grade.id.to_string())),
        working: grades.working.and_then(|(place, _)| title(place)),
        differ: grades.differ.clone(),
    };
    (if overall { "overall".to_owned() } else { id }, shape)
}

fn risks(inputs: &ReviewInputs<'_>, found: &SchoolAccounts<'_>) -> Vec<String> {
    let present = found.findings.iter().filter(|finding| finding.outcome == Outcome::Holds);
    let rules = present.filter_map(|finding| inputs.rulebook.rule(finding.rule));
    rules.filter(|rule| matches!(rule.kind, RuleKind::Risk)).map(|rule| rule.id.to_string()).collect()
}

fn progress(inputs: &ReviewInputs<'_>, run: &crate::judge::evaluate::AimProgress) -> types::Progress {
    let year = |(year, value): &(crate::domain::AcademicYear, Result<Value, Missing>)| {
        let (value, missing) = split(value);
        types::ProgressYear { year: year.to_string(), value, missing }
    };
    types::Progress { rule: rule_id(inputs, run.rule), years: run.points.iter().map(year).collect() }
}

/// A value, or why there is none. A number JSON has no word for counts as missing.
fn split(value: &Result<Value, Missing>) -> (Option<types::Given>, Option<String>) {
    match value {
        Ok(Value::Number(number)) if number.is_finite() => (Some(types::Given::Number(*number)), None),
        Ok(Value::Number(number)) => (None, Some(number.to_string())),
        Ok(Value::Text(text)) => (Some(types::Given::Text(text.to_string())), None),
        Ok(Value::Flag(flag)) => (Some(types::Given::Flag(*flag)), None),
        Ok(Value::Date(day)) => (Some(types::Given::Text(day.to_string())), None),
        Err(missing) => (None, Some(missing.to_string())),
    }
}

fn problems(inputs: &ReviewInputs<'_>) -> Vec<types::Problem> {
    let read = inputs.dataset.doubts.iter().chain(&inputs.evaluation.doubts).map(problem);
    let scripts = inputs.evaluation.problems.iter().map(|problem| types::Problem {
        kind: DoubtKind::Script,
        what: format!("{}, line {}: {} ({})", problem.place.file, problem.place.line, problem.what, problem.school),
        advice: None,
        workbook: None,
        cells: Vec::new(),
        proposal: None,
    });
    read.chain(scripts).collect()
}

fn place(place: &workbook::place::CellPlace) -> types::Place {
    types::Place { workbook: place.workbook.to_string(), sheet: place.sheet.to_string(), cell: place.a1() }
}

fn problem(doubt: &Doubt) -> types::Problem {
    types::Problem {
        kind: doubt.kind,
        what: doubt.what.clone(),
        advice: doubt.advice.clone(),
        workbook: doubt.workbook.as_deref().map(str::to_owned),
        cells: doubt.places.iter().map(place).collect(),
        proposal: doubt.proposal.clone(),
    }
}
