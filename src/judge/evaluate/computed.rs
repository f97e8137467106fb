//! A value worked out from others, with the readings it rests on.

use super::school_facts::SchoolFacts;
use super::world::World;
use crate::domain::{AcademicYear, Missing, Value};
use crate::intake::record::{Doubt, DoubtKind};
use crate::rulebook::expression::{Expression, Facts, Problem, Reading, Trace, explain_value};

/// Schools on which the scripts of computed measures are tried: one that breaks does so on any of its kind.
const TRIED: usize = 500;

/// The value and everything read for it. A script that breaks here makes the value missing; [`broken`] says so.
pub(super) fn computed(expression: &Expression, facts: &dyn Facts) -> (Result<Value, Missing>, Vec<Reading>) {
    let mut trace = Trace::default();
    let (value, _) = explain_value(expression, facts, &mut trace);
    (value, trace.used.into_iter().map(|used| used.reading).collect())
}

/// Scripts that break in computed measures: each measure once, with the first school on which it did.
pub(super) fn broken(world: &World<'_>, year: AcademicYear) -> Vec<Doubt> {
    let computed = world.rulebook.measures.iter().filter_map(|measure| Some((measure, measure.computed.as_ref()?)));
    let schools = world.dataset.schools.len().min(TRIED);
    let doubts = computed.filter_map(|(measure, expression)| {
        (0..schools).find_map(|school| {
            let facts = SchoolFacts::new(world, school, year, None);
            let (_, problems) = explain_value(expression, &facts, &mut Trace::default());
            let name = world.dataset.schools.get(school).map_or("", |school| &school.identity.name);
            problems.first().map(|problem| doubt(&measure.title, name, problem))
        })
    });
    doubts.collect()
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
