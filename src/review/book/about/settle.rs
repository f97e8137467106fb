//! Which blanks would settle most: “14 schools cannot be judged; filling 3 cells settles 11”.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::Missing;
use crate::judge::evaluate::Reading;
use crate::review::book::blamed;
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::model::{Rule, RuleKind};
use workbook::place::CellPlace;

/// Blanks named on the page.
const NAMED: usize = 4;
/// Sets of blanks looked at more closely, of those that most schools wait for.
const LOOKED_AT: usize = 64;

/// Something that is missing and could be filled in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap<'a> {
    /// a cell that is blank or cannot be read
    Cell(CellPlace),
    /// a column that no workbook has, or a figure that the rulebook could have
    Value(Arc<str>),
    /// a row that a school does not have, by the school's name and what is missing
    Row(&'a str, Arc<str>),
}

/// Blanks that settle schools once all of them are filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step<'a> {
    /// what is missing, and the measure in words
    pub gaps: Vec<(Gap<'a>, Arc<str>)>,
    /// the schools that can be placed once these, and those before, are filled
    pub settles: Vec<&'a str>,
}

/// How many schools cannot be placed, and what would settle most of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settling<'a> {
    /// schools of which it cannot be said where they stand
    pub schools: usize,
    /// those among them that have a place all the same, as far as is known
    pub placed: usize,
    /// those among them that wait for what nobody can fill in: a suppressed figure
    pub never: usize,
    /// blanks to fill, the most telling first
    pub steps: Vec<Step<'a>>,
}

impl Settling<'_> {
    /// Blanks named.
    pub fn blanks(&self) -> usize {
        self.steps.iter().map(|step| step.gaps.len()).sum()
    }

    /// Schools settled by all of them.
    pub fn settled(&self) -> usize {
        self.steps.iter().map(|step| step.settles.len()).sum()
    }
}

/// What one school waits for.
type Waiting<'a> = BTreeMap<Gap<'a>, Arc<str>>;

/// Works it out. A school is settled once every blank that its status waits for is filled; a suppressed figure cannot be.
pub(crate) fn settling<'a>(context: &Context<'a>) -> Settling<'a> {
    let open: Vec<SchoolRow<'a>> = context.schools.iter().filter(|row| is_open(context, **row)).copied().collect();
    let placed = open.iter().filter(|row| !is_unplaced(context, **row)).count();
    let gaps = open.iter().map(|row| (&*row.school.identity.name, gaps(context, *row)));
    let (mut waiting, mut never) = (Vec::new(), 0);
    for (name, gaps) in gaps {
        match gaps {
            Some(gaps) if !gaps.is_empty() => waiting.push((name, gaps)),
            _ => never += 1,
        }
    }
    let mut steps = Vec::new();
    let mut left = NAMED;
    while let Some(step) = best(&waiting, left) {
        left -= step.gaps.len();
        for (_, gaps) in &mut waiting {
            gaps.retain(|gap, _| !step.gaps.iter().any(|(filled, _)| filled == gap));
        }
        waiting.retain(|(_, gaps)| !gaps.is_empty());
        steps.push(step);
    }
    Settling { schools: open.len(), placed, never, steps }
}

/// Whether it has the status of schools of which it cannot be said.
fn is_unplaced(context: &Context<'_>, row: SchoolRow<'_>) -> bool {
    let cannot_say = |rule: &Rule| matches!(rule.kind, RuleKind::Status { cannot_say: true, .. });
    context.rule(row.findings.status.rule).is_some_and(cannot_say)
}

/// Whether it cannot be said for certain where the school stands.
fn is_open(context: &Context<'_>, row: SchoolRow<'_>) -> bool {
    is_unplaced(context, row) || !row.findings.status.doubts.is_empty()
}

/// Everything the school's status waits for; `None` where something of it can never be filled in.
fn gaps<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> Option<Waiting<'a>> {
    let mut found = Some(Waiting::new());
    for finding in row.findings.status.doubts.iter().filter_map(|doubt| row.findings.of(doubt.rule)) {
        // what nobody can fill in settles it: the rest is not asked for its account
        found.as_ref()?;
        blamed::each(context, row, finding, &mut |reading| {
            let Some(all) = &mut found else { return };
            match gap(context, row, reading) {
                Some(gap) => {
                    let title = context.measure_of(reading).map_or(title_of(reading), |measure| &measure.title);
                    all.insert(gap, Arc::clone(title));
                }
                None => found = None,
            }
        });
    }
    found
}

fn gap<'a>(context: &Context<'a>, row: SchoolRow<'a>, reading: &Reading) -> Option<Gap<'a>> {
    match (reading.value.as_ref().err()?, &reading.place) {
        (Missing::Marker(_) | Missing::Bound(_), _) => None,
        (Missing::CannotCompute(_), _) if !is_figure(context, reading) => None,
        (_, Some(place)) => Some(Gap::Cell(place.clone())),
        (Missing::NoRow, None) => Some(Gap::Row(name_of(context, row, reading), Arc::clone(title_of(reading)))),
        (_, None) => Some(Gap::Value(Arc::clone(title_of(reading)))),
    }
}

/// The school of which something is missing: the one judged, or one that it is compared with.
fn name_of<'a>(context: &Context<'a>, row: SchoolRow<'a>, reading: &Reading) -> &'a str {
    let other = reading.of_other.as_ref().and_then(|other| context.inputs.dataset.schools.get(other.school));
    &other.unwrap_or(row.school).identity.name
}

/// What is missing, without whose it is: of every school that waits for it, it is the same.
fn title_of(reading: &Reading) -> &Arc<str> {
    reading.of_other.as_ref().map_or(&reading.title, |other| &other.title)
}

/// Whether it is a figure of an area, which the rulebook could give.
fn is_figure(context: &Context<'_>, reading: &Reading) -> bool {
    let areas = context.rulebook().comparators.iter().filter(|comparator| comparator.area.is_some());
    let names: BTreeSet<&str> = areas.map(|comparator| &*comparator.id).collect();
    reading.name.split('.').any(|part| names.contains(part))
}

/// The blanks, at most so many, that settle most schools for each of them.
fn best<'a>(waiting: &[(&'a str, Waiting<'a>)], at_most: usize) -> Option<Step<'a>> {
    let mut sets: BTreeMap<Vec<(Gap<'a>, Arc<str>)>, usize> = BTreeMap::new();
    for (_, gaps) in waiting.iter().filter(|(_, gaps)| gaps.len() <= at_most) {
        *sets.entry(gaps.iter().map(|(gap, what)| (gap.clone(), Arc::clone(what))).collect()).or_default() += 1;
    }
    let mut sets: Vec<_> = sets.into_iter().collect();
    // a stable sort of sets in their own order: the same in, the same out
    sets.sort_by_key(|(_, schools)| std::cmp::Reverse(*schools));
    let counted = sets.into_iter().take(LOOKED_AT).map(|(gaps, _)| {
        let settled = |set: &Waiting<'a>| set.keys().all(|gap| gaps.iter().any(|(of, _)| of == gap));
        let settles = waiting.iter().filter(|(_, set)| settled(set)).map(|(name, _)| *name).collect();
        Step { gaps, settles }
    });
    let worth = |step: &Step<'_>| step.settles.len() * NAMED / step.gaps.len().max(1);
    counted.reduce(|best, next| if worth(&next) > worth(&best) { next } else { best })
}
