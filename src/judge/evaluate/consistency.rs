//! Figures that should add up or agree, and do not: "check this", with both cells.

use rayon::prelude::*;

use super::authority_facts::AuthorityFacts;
use super::computed::computed;
use super::school_facts::SchoolFacts;
use super::world::World;
use crate::domain::Value;
use crate::intake::record::{Doubt, DoubtKind};
use crate::rulebook::expression::{self, Expression, Facts, What, leaves};
use crate::rulebook::model::Consistency;
use workbook::place::CellPlace;

/// Every contradiction, in every year at hand.
pub(super) fn doubts(world: &World<'_>, authority: &AuthorityFacts<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for check in &world.rulebook.consistency {
        for year in &world.dataset.years {
            if check.authority {
                doubts.extend(doubt(check, &AuthorityFacts { year: *year, ..*authority }, world.authority()));
                continue;
            }
            let of_school = |number: usize| {
                let name = world.dataset.schools.get(number).map_or("", |school| &school.identity.name);
                let facts = SchoolFacts::new(world, number, *year, None);
                if differs(check, &facts) { doubt(check, &facts, name) } else { None }
            };
            let schools = 0..world.dataset.schools.len();
            doubts.par_extend(schools.into_par_iter().filter_map(of_school));
        }
    }
    doubts
}

/// Whether a school's figures may contradict one another: answered without their cells, which few will need.
fn differs(check: &Consistency, facts: &dyn Facts) -> bool {
    let number = |figure: &Expression| expression::value(figure, facts).ok()?.number();
    let parts: Option<Vec<f64>> = check.parts.iter().map(number).collect();
    let sum: Option<f64> = parts.map(|parts| parts.iter().sum());
    number(&check.total).zip(sum).is_some_and(|(total, sum)| (sum - total).abs() > check.within)
}

fn doubt(check: &Consistency, facts: &dyn Facts, subject: &str) -> Option<Doubt> {
    let mut places = Vec::new();
    let total = number(&check.total, facts, &mut places)?;
    let mut sum = 0.0;
    for part in &check.parts {
        sum += number(part, facts, &mut places)?;
    }
    let difference = (sum - total).abs();
    // the same rounding as in comparisons: 0.1 + 0.2 is 0.3
    if difference <= check.within + 1e-9 {
        return None;
    }
    let what = format!(
        "check this: {} ({subject}, {}): {} against {}, a difference of {}",
        check.title,
        facts.year(),
        Value::Number(sum),
        Value::Number(total),
        Value::Number(difference)
    );
    let workbook = places.first().map(|place: &CellPlace| place.workbook.clone());
    Some(Doubt {
        kind: DoubtKind::Consistency,
        what,
        advice: Some(format!(
            "rule {} ({}) expects them to agree within {}",
            check.id,
            check.span,
            Value::Number(check.within)
        )),
        workbook,
        places,
        proposal: None,
    })
}

/// The figure, where all of it is known. A sum over schools of which one is missing is no sum: it would raise a false
/// alarm, and its distance from the total would tell what a suppressed figure hides.
fn number(figure: &Expression, facts: &dyn Facts, places: &mut Vec<CellPlace>) -> Option<f64> {
    let (value, readings) = computed(figure, facts);
    if readings.iter().any(|reading| matches!(reading.what, What::Schools { unknown, .. } if unknown > 0)) {
        return None;
    }
    places.extend(readings.into_iter().flat_map(|reading| leaves(facts, reading)).filter_map(|leaf| leaf.place));
    value.ok()?.number()
}
