//! How near a finding is to its line.

use super::context::Context;
use crate::domain::whole_pupils;
use crate::judge::evaluate::{Account, Test};
use workbook::write::{Cell, Look, Role, Shown};

/// The comparison with the smallest margin, in pupils where they are known.
pub(crate) fn nearest(finding: &Account) -> Option<&Test> {
    let distance = |test: &Test| test.margin_pupils.or(test.margin).map(f64::abs);
    let with_margin = finding.tests.iter().filter(|test| distance(test).is_some());
    with_margin.min_by(|a, b| distance(a).unwrap_or(f64::MAX).total_cmp(&distance(b).unwrap_or(f64::MAX)))
}

/// A margin with its sign.
pub(crate) fn margin<'a>(margin: Option<f64>) -> Cell<'a> {
    margin.map_or(Cell::BLANK, |margin| Cell::number(margin).looking(Look::of(Role::Body).shown(Shown::Signed(1))))
}

/// A margin in whole pupils with its sign.
pub(crate) fn in_pupils<'a>(test: Option<&Test>) -> Cell<'a> {
    let whole = test.and_then(|test| test.margin_pupils).map(whole_pupils);
    whole.map_or(Cell::BLANK, |whole| Cell::number(whole).looking(Look::of(Role::Body).shown(Shown::Signed(0))))
}

/// A margin in words, with the pupils it comes to where they are known: `-3.0 (2 pupils)`.
pub(crate) fn with_pupils(context: &Context<'_>, margin: f64, pupils: Option<f64>) -> String {
    let margin = format!("{margin:+.1}");
    match pupils {
        Some(pupils) => {
            let pupils = ("n", whole_pupils(pupils).abs().to_string());
            context.words.fill("margin.pupils", &[pupils, ("margin", margin)])
        }
        None => margin,
    }
}
