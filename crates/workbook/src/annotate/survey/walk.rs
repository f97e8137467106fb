//! The walk over the rows and cells of a worksheet.

use std::collections::{BTreeMap, HashMap};

use super::super::xml::{Kind, Tag, attribute, text_of};
use super::{CellPlace, RowPlace};
use crate::place::parse_a1;

/// What has been seen of the rows and cells that were asked for.
pub(super) struct Walk<'w> {
    wanted: &'w [(u32, u32)],
    rows: Vec<u32>,
    /// the first of `rows` that no row has passed yet
    next_row: usize,
    /// the last row's number
    row: Option<u32>,
    /// the cells wanted in the row we are in, and the first that no cell has passed yet
    here: &'w [(u32, u32)],
    next_cell: usize,
    column: Option<u32>,
    /// the wanted cell we are in
    current: Option<(u32, u32)>,
    found_rows: BTreeMap<u32, RowPlace>,
    found_cells: HashMap<(u32, u32), CellPlace>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(wanted: &'w [(u32, u32)]) -> Self {
        let mut rows: Vec<u32> = wanted.iter().map(|c| c.0).collect();
        rows.dedup();
        Self {
            wanted,
            rows,
            next_row: 0,
            row: None,
            here: &[],
            next_cell: 0,
            column: None,
            current: None,
            found_rows: BTreeMap::new(),
            found_cells: HashMap::new(),
        }
    }

    /// Takes in a tag within the sheet's data.
    pub(super) fn see(&mut self, tag: &Tag<'_>) {
        match (tag.depth, tag.kind) {
            (2, Kind::Open | Kind::Empty) if tag.is("row") => self.enter_row(tag),
            (2, Kind::Close) => self.leave_row(tag.start),
            (3, Kind::Open | Kind::Empty) if !self.here.is_empty() && tag.is("c") => self.enter_cell(tag),
            (3, Kind::Close) => {
                if let Some(CellPlace::Here { end, .. }) = self.current.and_then(|c| self.found_cells.get_mut(&c)) {
                    *end = tag.end;
                }
                self.current = None;
            }
            (4, Kind::Open | Kind::Empty) => self.in_cell(tag),
            _ => {}
        }
    }

    fn enter_row(&mut self, tag: &Tag<'_>) {
        let stated = tag.value("r").and_then(|r| r.trim().parse::<u32>().ok()).and_then(|r| r.checked_sub(1));
        let row = stated.unwrap_or_else(|| self.row.map_or(0, |r| r.saturating_add(1)));
        self.row = Some(row);
        self.column = None;
        self.pass_rows(row, tag.start);
        let from = self.wanted.partition_point(|c| c.0 < row);
        let to = self.wanted.partition_point(|c| c.0 <= row);
        self.here = self.wanted.get(from..to).unwrap_or_default();
        self.next_cell = 0;
        if self.here.is_empty() {
            return;
        }
        let empty = tag.kind == Kind::Empty;
        if !matches!(self.found_rows.get(&row), Some(RowPlace::Here { .. })) {
            let custom = tag.value("customFormat").is_some_and(|v| matches!(v.trim(), "1" | "true"));
            let style = tag.value("s").and_then(|s| s.trim().parse().ok()).filter(|_| custom);
            let place = RowPlace::Here { tag: tag.start..tag.end, empty, style, spans: spans(tag) };
            self.found_rows.insert(row, place);
        }
        if empty {
            self.leave_row(tag.end);
        }
    }

    /// Wanted rows before `row` have no element: they would go at `at`.
    fn pass_rows(&mut self, row: u32, at: usize) {
        while let Some(missing) = self.rows.get(self.next_row).filter(|r| **r < row) {
            self.found_rows.entry(*missing).or_insert(RowPlace::Gap(at));
            self.next_row += 1;
        }
    }

    fn enter_cell(&mut self, tag: &Tag<'_>) {
        let stated = attribute(tag.raw, "r").and_then(|a| parse_a1(&text_of(tag.raw, a.value))).map(|c| c.1);
        let column = stated.unwrap_or_else(|| self.column.map_or(0, |c| c.saturating_add(1)));
        self.column = Some(column);
        self.pass_cells(column, tag.start);
        let Some(row) = self.row else { return };
        let cell = (row, column);
        if self.here.binary_search(&cell).is_err()
            || matches!(self.found_cells.get(&cell), Some(CellPlace::Here { .. }))
        {
            return;
        }
        let style_at = attribute(tag.raw, "s").map(|a| tag.start + a.value.start..tag.start + a.value.end);
        let style = tag.value("s").and_then(|s| s.trim().parse().ok()).unwrap_or(0);
        // after the address, as programs write it
        let address = attribute(tag.raw, "r").map(|a| a.value.end + 1);
        let style_gap = tag.start + address.unwrap_or(1 + tag.name.len());
        let place = CellPlace::Here { tag: tag.start..tag.end, style_gap, end: tag.end, style, style_at, blank: true };
        self.found_cells.insert(cell, place);
        if tag.kind == Kind::Open {
            self.current = Some(cell);
        }
    }

    /// Wanted cells of this row before `column` are not there: they would go at `at`.
    fn pass_cells(&mut self, column: u32, at: usize) {
        while let Some(missing) = self.here.get(self.next_cell).filter(|c| c.1 < column) {
            self.found_cells.entry(*missing).or_insert(CellPlace::Gap(at));
            self.next_cell += 1;
        }
    }

    fn in_cell(&mut self, tag: &Tag<'_>) {
        if !matches!(tag.local(), b"v" | b"f" | b"is") {
            return;
        }
        if let Some(CellPlace::Here { blank, .. }) = self.current.and_then(|c| self.found_cells.get_mut(&c)) {
            *blank = false;
        }
    }

    fn leave_row(&mut self, at: usize) {
        self.pass_cells(u32::MAX, at);
        self.here = &[];
        self.current = None;
    }

    /// Wanted rows after the last one go at the end of the data.
    pub(super) fn end_of_data(&mut self, at: usize) {
        self.pass_rows(u32::MAX, at);
    }

    pub(super) fn done(self) -> (BTreeMap<u32, RowPlace>, HashMap<(u32, u32), CellPlace>) {
        (self.found_rows, self.found_cells)
    }
}

fn spans(tag: &Tag<'_>) -> Option<(std::ops::Range<usize>, u32, u32)> {
    let found = attribute(tag.raw, "spans")?;
    let text = text_of(tag.raw, found.value.clone());
    let (first, last) = text.trim().split_once(':')?;
    Some((tag.start + found.value.start..tag.start + found.value.end, first.parse().ok()?, last.parse().ok()?))
}
