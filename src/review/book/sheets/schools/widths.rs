//! How wide the columns of the league table are: as what stands in them needs, within reason.

use super::glance;
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::Unit;
use workbook::write::{Cell, CellValue, Look, Role};

/// Words longer than this wide are no words for a glance, and are read in the cell.
const GLANCED: f64 = 16.0;
/// The least and the most that a column of names is wide, and a letter of them.
const NAMES: (f64, f64) = (24.0, 36.0);
const LETTER: f64 = 0.86;

/// What a school is has one line: as long as the longest, within reason.
pub(super) fn name_width(context: &Context<'_>) -> f64 {
    fitted(context.schools.iter().map(|row| letters(&row.name())), LETTER, NAMES)
}

/// How many letters a name takes: names are bold.
fn letters(name: &str) -> usize {
    name.chars().count() + 2
}

/// A name that is longer than its column takes a second line: it is never cut.
pub(super) fn whole(cell: &mut Cell<'_>, name: &str) {
    #[expect(clippy::cast_precision_loss, reason = "letters of a name")]
    let wide = letters(name) as f64 * LETTER;
    if wide > NAMES.1 {
        cell.look = Some(cell.look.unwrap_or(Look::of(Role::Body)).wrapped());
    }
}

pub(super) fn phase_width(context: &Context<'_>) -> f64 {
    fitted(context.schools.iter().map(|row| context.phase(row.at).chars().count()), 1.0, (9.0, 11.0))
}

pub(super) fn status_width(context: &Context<'_>) -> f64 {
    // with a sign before it
    let letters = |row: &SchoolRow<'_>| context.rule_title(row.findings.status.rule).chars().count() + 3;
    fitted(context.schools.iter().map(letters), 0.88, (16.0, 36.0))
}

/// A number is narrow, a day as wide as one, and words as wide as the longest of what is said of any school.
pub(super) fn glance_width(context: &Context<'_>, id: MeasureId) -> f64 {
    let least = match context.rulebook().measure(id).map(|measure| measure.unit) {
        Some(Unit::Date) => 10.5,
        _ => 6.0,
    };
    let letters = |row: &SchoolRow<'_>| match glance(context, *row, id).value {
        CellValue::Text(text) => text.chars().count(),
        _ => 0,
    };
    fitted(context.schools.iter().map(letters), 1.0, (least, GLANCED))
}

/// The width for the longest, where each letter is as wide as such a part of a digit.
fn fitted(letters: impl Iterator<Item = usize>, wide: f64, (least, most): (f64, f64)) -> f64 {
    let longest = letters.max().and_then(|longest| u32::try_from(longest).ok());
    longest.map_or(least, |longest| (f64::from(longest) * wide).clamp(least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_longer_than_its_column_takes_a_second_line() {
        let wraps = |name: &str| {
            let mut cell = Cell::text(name.to_owned()).looking(Look::of(Role::Strong));
            whole(&mut cell, name);
            cell.look.is_some_and(|look| look.wrap)
        };
        assert!(wraps("Christ the King Catholic and Church of England Centre for Learning"));
        assert!(!wraps("Alder Lane Primary School"));
    }
}
