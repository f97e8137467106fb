//! A value worked out from others, with the readings it rests on.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::columns::{Cell, Column, ColumnKey, Kept, When};
use super::school_facts::SchoolFacts;
use super::world::World;
use crate::domain::{AcademicYear, Missing, Truth, Value};
use crate::intake::record::{Doubt, DoubtKind};
use crate::rulebook::expression::{
    Expression, Facts, Of, Problem, Read, Reading, Trace, What, YearOf, answer_open, answer_value, explain_value,
};
use crate::rulebook::ids::{GroupId, MeasureId};

/// Schools on which the scripts of computed measures are tried: one that breaks does so on any of its kind.
const TRIED: usize = 500;

/// The value and everything read for it. A script that breaks here makes the value missing; [`broken`] says so.
pub(super) fn computed(expression: &Expression, facts: &dyn Facts) -> (Result<Value, Missing>, Vec<Reading>) {
    let mut trace = Trace::default();
    let (value, _) = explain_value(expression, facts, &mut trace);
    (value, trace.used.into_iter().map(|used| used.reading).collect())
}

/// Of what a value was worked out from, what decided it. Of yes and no the comparisons that say the same; of a function or a
/// calculation the numbers, and the word that it passed on.
pub(super) fn deciding(expression: &Expression, facts: &dyn Facts) -> Vec<Reading> {
    let mut trace = Trace::default();
    let (value, _) = explain_value(expression, facts, &mut trace);
    let truth = match value {
        Ok(Value::Flag(true)) => Truth::Holds,
        Ok(Value::Flag(false)) => Truth::DoesNotHold,
        _ => Truth::CannotSay,
    };
    let same = trace.tests.iter().filter(|test| test.truth == truth).flat_map(|test| &test.readings);
    let same: BTreeSet<usize> = same.copied().collect();
    let passed_on = |reading: &Reading| reading.value == value || matches!(reading.value, Ok(Value::Number(_)));
    let used = trace.used.into_iter().map(|used| used.reading).enumerate();
    used.filter(|(at, reading)| if same.is_empty() { passed_on(reading) } else { same.contains(at) })
        .map(|(_, reading)| reading)
        .collect()
}

/// Of what a value was to be worked out from that is missing, what is to blame.
pub(super) fn to_blame(expression: &Expression, facts: &dyn Facts) -> Vec<Reading> {
    let mut trace = Trace::default();
    let _ = explain_value(expression, facts, &mut trace);
    trace.to_blame().map(|used| used.reading.clone()).collect()
}

impl SchoolFacts<'_> {
    /// What is found out of the expression by which a reading of the school's own was worked out.
    pub(super) fn of_computed(
        &self,
        reading: &Reading,
        find: impl Fn(&Expression, &dyn Facts) -> Vec<Reading>,
    ) -> Option<Vec<Reading>> {
        let What::Measure { measure, year, of: Of::Subject, .. } = reading.what else { return None };
        let computed = self.world.rulebook.computed(measure).filter(|_| reading.worked_out)?;
        Some(find(computed, &self.in_year(year)))
    }
}

/// A school's computed value: worked out when it is first asked for, then kept.
pub(super) fn keep_computed<'c>(
    facts: &SchoolFacts<'_>,
    read: &Read,
    column: &Column,
    kept: &'c OnceLock<Kept>,
) -> &'c Kept {
    kept.get_or_init(|| {
        let Some(expression) = facts.world.rulebook.computed(read.measure) else { return Kept::NoColumn };
        let then = SchoolFacts { year: facts.year_of(read), ..*facts };
        let (value, open, problems) = answer_open(expression, &then);
        column.note(facts.school, problems.into_iter().next());
        Kept::new(value, open)
    })
}

/// Scripts that break in computed measures: each measure once, with the first school on which it did.
pub(super) fn broken(world: &World<'_>, year: AcademicYear) -> Vec<Doubt> {
    let numbered = world.rulebook.measures.iter().zip(0_u16..);
    let computed = numbered.filter_map(|(measure, id)| Some((MeasureId(id), measure, measure.computed.as_ref()?)));
    // only a script can break
    let scripted = computed.filter(|(.., expression)| !expression.functions().is_empty());
    let doubts = scripted.filter_map(|(id, measure, expression)| {
        let (school, problem) = first_broken(world, year, id, expression)?;
        let name = world.dataset.schools.get(school).map_or("", |school| &school.identity.name);
        Some(doubt(&measure.title, name, &problem))
    });
    doubts.collect()
}

/// The first school on which a computed measure's script breaks. What was worked out before is not worked out again.
fn first_broken(
    world: &World<'_>,
    year: AcademicYear,
    measure: MeasureId,
    expression: &Expression,
) -> Option<(usize, Problem)> {
    let read = Read::of_all(measure, YearOf::At(year), Of::Subject);
    world.with_column(ColumnKey { measure, group: GroupId::ALL, when: When::In(year) }, |column| {
        for school in 0..world.dataset.schools.len().min(TRIED) {
            let facts = SchoolFacts::new(world, school, year, None);
            match column.cell(world.dataset, school) {
                Cell::Computed(kept) => {
                    keep_computed(&facts, &read, column, kept);
                }
                _ => column.note(school, answer_value(expression, &facts).1.into_iter().next()),
            }
        }
        column.first_broken().filter(|(school, _)| *school < TRIED)
    })
}

fn doubt(measure: &str, school: &str, problem: &Problem) -> Doubt {
    let error = &problem.error;
    Doubt {
        kind: DoubtKind::Script,
        what: format!("{measure}: {} ({school})", error.message),
        advice: Some(format!("mend the function `{}` ({}); no value was given meanwhile", error.function, error.place)),
        workbook: None,
        places: Vec::new(),
        proposal: None,
    }
}
