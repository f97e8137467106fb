//! Rows put together from cells that come mostly, but not surely, in order.

use crate::read::cell::{Cell, Row};

/// Gathers cells into rows by index, each with its cells by column.
#[derive(Default)]
pub(in crate::read) struct RowsBuilder {
    rows: Vec<Row>,
    /// whether a cell came before one that stands before it
    disordered: bool,
}

impl RowsBuilder {
    /// Adds a cell of the row `index`.
    pub(in crate::read) fn push(&mut self, index: u32, cell: Cell) {
        match self.rows.last_mut() {
            Some(row) if row.index == index => {
                self.disordered |= row.cells.last().is_some_and(|last| last.column >= cell.column);
                row.cells.push(cell);
            }
            last => {
                if let Some(row) = last {
                    self.disordered |= row.index > index;
                    row.cells.shrink_to_fit();
                }
                // Rows of a table are mostly as long as the one before.
                let expected = self.rows.last().map_or(8, |row| row.cells.len());
                let mut cells = Vec::with_capacity(expected);
                cells.push(cell);
                self.rows.push(Row { index, cells });
            }
        }
    }

    /// The rows, and how many cells were written twice; of those the last stands, as in Excel.
    pub(in crate::read) fn finish(mut self) -> (Vec<Row>, usize) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.shrink_to_fit();
        }
        if self.disordered { in_order(self.rows) } else { (self.rows, 0) }
    }
}

fn in_order(mut rows: Vec<Row>) -> (Vec<Row>, usize) {
    rows.sort_by_key(|row| row.index);
    let mut merged: Vec<Row> = Vec::with_capacity(rows.len());
    for mut row in rows {
        match merged.last_mut() {
            Some(last) if last.index == row.index => last.cells.append(&mut row.cells),
            _ => merged.push(row),
        }
    }
    let mut twice = 0;
    for row in &mut merged {
        let before = row.cells.len();
        row.cells.reverse();
        row.cells.sort_by_key(|cell| cell.column);
        row.cells.dedup_by_key(|cell| cell.column);
        twice += before - row.cells.len();
    }
    (merged, twice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::cell::Content;

    #[test]
    fn cells_out_of_order_are_put_in_order_and_the_last_of_two_stands() {
        let mut rows = RowsBuilder::default();
        for (row, column, number) in [(1, 1, 1.0), (1, 0, 2.0), (0, 0, 3.0), (1, 1, 4.0)] {
            rows.push(row, Cell::plain(column, Content::Number(number)));
        }
        let (rows, twice) = rows.finish();
        let seen: Vec<(u32, u32, Content)> =
            rows.iter().flat_map(|r| r.cells.iter().map(|c| (r.index, c.column, c.content.clone()))).collect();
        let number = Content::Number;
        assert_eq!(seen, [(0, 0, number(3.0)), (1, 0, number(2.0)), (1, 1, number(4.0))]);
        assert_eq!(twice, 1);
    }
}
