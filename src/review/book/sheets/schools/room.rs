//! How wide the columns of the league table are, and how high its rows: a school has one line where its texts allow it, and
//! no text is cut.

use std::borrow::Cow;

use super::glance;
use super::league::League;
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::Unit;
use workbook::write::{Cell, CellValue, Look, Role, wide};

/// What a school is has one line: as long as the longest, within reason.
pub(super) fn name_width(context: &Context<'_>) -> f64 {
    // names are bold
    let wide = |row: &SchoolRow<'_>| wide(&row.name()) * 1.05 + 0.5;
    context.schools.iter().map(wide).fold(24.0, f64::max).min(50.0)
}

pub(super) fn phase_width(context: &Context<'_>) -> f64 {
    fitted(context.schools.iter().map(|row| context.phase(row.at).chars().count()), 1.0, (9.0, 24.0))
}

/// What changed runs over several lines rather than off its column.
pub(super) fn changed_width(context: &Context<'_>, league: &League<'_>) -> f64 {
    fitted(context.schools.iter().map(|row| league.changed(*row).chars().count()), 1.0, (9.0, 26.0))
}

/// Wide enough for an answer.
pub(super) const FLOOR: f64 = 15.0;

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
pub(super) fn fitted(letters: impl Iterator<Item = usize>, wide: f64, (least, most): (f64, f64)) -> f64 {
    let longest = letters.max().and_then(|longest| u32::try_from(longest).ok());
    longest.map_or(least, |longest| (f64::from(longest) * wide).clamp(least, most))
}

/// Words longer than this wide are no words for a glance, and are read in the cell.
pub(super) const GLANCED: f64 = 16.0;

/// A school has one line: what is a list elsewhere goes on behind a semicolon here.
pub(super) fn one_line(cell: &mut Cell<'_>) {
    if let CellValue::Text(text) = &mut cell.value
        && text.contains('\n')
    {
        *text = Cow::Owned(text.replace('\n', "; "));
    }
    unwrapped(cell);
}

/// A grade of two words has them below each other: its column is as wide as one.
pub(super) fn of_two_words(cell: &mut Cell<'_>) {
    if let (CellValue::Text(text), Some(look)) = (&cell.value, &mut cell.look)
        && text.contains(' ')
    {
        look.wrap = true;
    }
}

pub(super) fn worded(cell: &Cell<'_>) -> bool {
    matches!(&cell.value, CellValue::Text(_) | CellValue::Link(..))
}

/// A text that may be longer than its column is wide goes on below.
pub(super) fn as_high_as_it_takes(cell: &mut Cell<'_>) {
    cell.look = Some(cell.look.unwrap_or(Look::of(Role::Body)).wrapped());
}

/// A cell is as high as its row, whatever stands in it.
pub(super) fn unwrapped(cell: &mut Cell<'_>) {
    if let Some(look) = &mut cell.look {
        look.wrap = false;
    }
}
