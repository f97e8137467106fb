//! Which blanks would settle most: “14 schools cannot be judged; filling 3 cells settles 11”.

use std::collections::BTreeMap;

use crate::domain::Missing;
use crate::evaluate::{Finding, Reading};
use crate::place::CellPlace;
use crate::report::context::{Context, SchoolRow};
use crate::rulebook::model::RuleKind;

/// Blanks named on the front page.
const NAMED: usize = 3;

/// Something that is missing and could be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap<'a> {
    /// a cell that is blank or cannot be read
    Cell(&'a CellPlace),
    /// a value no workbook has a cell for
    Value(&'a str),
}

/// One blank to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step<'a> {
    /// what is missing
    pub gap: Gap<'a>,
    /// the measure, in words
    pub what: String,
    /// schools that can be judged once this one, and those before it, are filled
    pub settles: usize,
}

/// How many schools cannot be judged, and what would settle most of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settling<'a> {
    /// schools of which it cannot be said where they stand
    pub schools: usize,
    /// blanks to fill, the most telling first
    pub steps: Vec<Step<'a>>,
}

/// Works it out. A school is settled once every blank that its status waits for is filled; a suppressed figure cannot be.
pub(crate) fn settling<'a>(context: &Context<'a>) -> Settling<'a> {
    let open: Vec<Option<BTreeMap<Gap<'a>, String>>> =
        context.schools.iter().filter(|row| is_open(context, **row)).map(|row| gaps(context, *row)).collect();
    let mut waiting: Vec<BTreeMap<Gap<'a>, String>> =
        open.iter().flatten().filter(|gaps| !gaps.is_empty()).cloned().collect();
    let mut steps = Vec::new();
    while steps.len() < NAMED {
        let Some((gap, what, settles)) = best(&waiting) else { break };
        for gaps in &mut waiting {
            gaps.remove(&gap);
        }
        waiting.retain(|gaps| !gaps.is_empty());
        steps.push(Step { gap, what, settles });
    }
    Settling { schools: open.len(), steps }
}

/// Whether it cannot be said where the school stands.
fn is_open(context: &Context<'_>, row: SchoolRow<'_>) -> bool {
    let status = &row.findings.status;
    let cannot_say =
        |rule: &crate::rulebook::model::Rule| matches!(rule.kind, RuleKind::Status { cannot_say: true, .. });
    context.rule(status.rule).is_some_and(cannot_say) || !status.doubts.is_empty()
}

/// Everything the school's status waits for; `None` where something of it can never be filled in.
fn gaps<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> Option<BTreeMap<Gap<'a>, String>> {
    let mut found = BTreeMap::new();
    for finding in row.findings.status.doubts.iter().filter_map(|doubt| row.findings.of(doubt.rule)) {
        for reading in blamed(finding) {
            let (gap, what) = gap(context, reading)?;
            found.insert(gap, what);
        }
    }
    Some(found)
}

fn blamed(finding: &Finding) -> impl Iterator<Item = &Reading> {
    finding.blame.iter().filter_map(|at| finding.readings.get(*at))
}

fn gap<'a>(context: &Context<'a>, reading: &'a Reading) -> Option<(Gap<'a>, String)> {
    let missing = reading.value.as_ref().err()?;
    let title =
        context.measure_of(reading).map_or_else(|| reading.title.to_string(), |measure| measure.title.to_string());
    let fillable = !matches!(missing, Missing::Marker { .. } | Missing::CannotCompute(_));
    match (&reading.place, fillable) {
        (Some(place), true) => Some((Gap::Cell(place), title)),
        (None, true) => Some((Gap::Value(&reading.title), title)),
        (_, false) => None,
    }
}

/// The blank that alone settles most schools.
fn best<'a>(waiting: &[BTreeMap<Gap<'a>, String>]) -> Option<(Gap<'a>, String, usize)> {
    let mut alone: BTreeMap<Gap<'a>, (usize, &String)> = BTreeMap::new();
    for (gap, what) in waiting.iter().filter(|gaps| gaps.len() == 1).flatten() {
        alone.entry(*gap).or_insert((0, what)).0 += 1;
    }
    // of equals the first in order: the same in, the same out
    let most = alone.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then_with(|| b.0.cmp(&a.0)))?;
    Some((most.0, most.1.1.clone(), most.1.0))
}
