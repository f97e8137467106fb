//! A rectangle of cells.

use crate::place::{column_letters, parse_a1};

/// Cells from one corner to the other, both included; rows and columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

impl Area {
    /// Reads `A1:C5` or `B2`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(':').unwrap_or((text, text));
        let ((r1, c1), (r2, c2)) = (parse_a1(from.trim())?, parse_a1(to.trim())?);
        Some(Self { top: r1.min(r2), left: c1.min(c2), bottom: r1.max(r2), right: c1.max(c2) })
    }

    pub(super) fn contains(&self, (row, column): (u32, u32)) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }

    pub(super) fn size(&self) -> u64 {
        u64::from(self.bottom - self.top + 1) * u64::from(self.right - self.left + 1)
    }

    pub(super) fn cells(self) -> impl Iterator<Item = (u32, u32)> {
        (self.top..=self.bottom).flat_map(move |r| (self.left..=self.right).map(move |c| (r, c)))
    }

    /// The area grown to hold a cell.
    pub(super) fn with(self, (row, column): (u32, u32)) -> Self {
        Self {
            top: self.top.min(row),
            left: self.left.min(column),
            bottom: self.bottom.max(row),
            right: self.right.max(column),
        }
    }

    pub(super) fn a1(&self) -> String {
        let (from, to) = (a1((self.top, self.left)), a1((self.bottom, self.right)));
        if from == to { from } else { format!("{from}:{to}") }
    }
}

/// A cell's address.
pub(super) fn a1((row, column): (u32, u32)) -> String {
    format!("{}{}", column_letters(column), u64::from(row) + 1)
}
