//! What officers made of a review besides deciding, as far as the next one takes it over: comments, colours and letters of
//! cells, widths of columns.
//!
//! A cell is known as decisions are, by what its row is about and the heading of its column: it may have been sorted. What
//! is not taken over is kept in a copy (`decisions::added`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::book::keys;
use workbook::write::{Cell, CellValue, Look, Own, TablePlan};

/// What is theirs of a review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Theirs {
    /// widths of columns in characters, by sheet and heading
    pub widths: BTreeMap<String, BTreeMap<String, f64>>,
    /// cells, by sheet
    pub cells: BTreeMap<String, Vec<TheirCell>>,
}

/// What is theirs of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TheirCell {
    /// what its row is about, as in the hidden key
    pub about: String,
    /// the heading of its column
    pub heading: String,
    /// the comment on it
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// the colour that fills it, as `FF00B050`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fill: Option<String>,
    /// what its letters are beside what they were: `FFFF0000`, `b`, `i`, `u`, `strike`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<String>,
}

impl Theirs {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.widths.is_empty() && self.cells.is_empty()
    }

    /// The same of rows that are about something else by now: a school that has another number.
    pub(crate) fn rename(&mut self, now: impl Fn(&str) -> Option<String>) {
        for cell in self.cells.values_mut().flatten() {
            if let Some(about) = now(&cell.about) {
                cell.about = about;
            }
        }
    }

    /// Puts it into the plan of a sheet.
    pub(super) fn put_into(&self, plan: &mut TablePlan<'_>) {
        let widths = self.widths.get(&plan.name);
        for column in plan.columns.iter_mut().filter(|column| !column.hidden) {
            if let Some(width) = widths.and_then(|widths| widths.get(&*column.title)) {
                column.width = *width;
            }
        }
        let Some(by) = plan.columns.iter().position(|column| column.id == keys::KEY) else { return };
        let mut touched: BTreeMap<String, Vec<(usize, TheirCell)>> = BTreeMap::new();
        for cell in self.cells.get(&plan.name).into_iter().flatten() {
            if let Some(at) = plan.columns.iter().position(|column| *column.title == cell.heading) {
                touched.entry(cell.about.clone()).or_default().push((at, cell.clone()));
            }
        }
        if touched.is_empty() {
            return;
        }
        let looks: Vec<Look> = plan.columns.iter().map(|column| column.look).collect();
        let rows = std::mem::replace(&mut plan.rows, Box::new(std::iter::empty()));
        plan.rows = Box::new(rows.map(move |mut row| {
            let about = match row.get(by).map(|cell| &cell.value) {
                Some(CellValue::Text(about)) => touched.get(&**about),
                _ => None,
            };
            for (column, theirs) in about.into_iter().flatten() {
                if let (Some(cell), Some(look)) = (row.get_mut(*column), looks.get(*column)) {
                    theirs.put_on(cell, *look);
                }
            }
            row
        }));
    }
}

impl TheirCell {
    /// Puts it on a cell whose column looks so.
    fn put_on(&self, cell: &mut Cell<'_>, column: Look) {
        let said = |what: &str| self.letters.iter().any(|says| says == what);
        let own = Own {
            fill: self.fill.as_deref().and_then(colour),
            ink: self.letters.iter().find_map(|says| colour(says)),
            bold: said("b"),
            italic: said("i"),
            underlined: said("u"),
            struck: said("strike"),
        };
        if own != Own::NONE {
            cell.look = Some(Look { own, ..cell.look.unwrap_or(column) });
        }
        cell.note = self.comment.clone().map(Into::into);
    }
}

/// A colour that a file says in eight digits, as red, green and blue.
fn colour(digits: &str) -> Option<u32> {
    (digits.len() == 8).then(|| u32::from_str_radix(digits.get(2..)?, 16).ok()).flatten()
}
