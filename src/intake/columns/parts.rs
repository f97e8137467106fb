//! The heading of a column, put together from its one to three rows.

use crate::intake::table::{Table, words_of};
use crate::intake::words::key;
use crate::intake::year;
use workbook::read::Sheet;

/// One row's part of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    text: String,
    /// it stands to the left and was not merged over this column
    spread: bool,
    /// where it stands
    at: (u32, u32),
}

/// The heading of a column.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    pub column: u32,
    parts: Vec<Part>,
}

impl Parts {
    /// The heading as shown: its parts from top to bottom.
    pub(super) fn heading(&self) -> String {
        let own: Vec<&str> = self.parts.iter().map(|part| part.text.as_str()).collect();
        own.join(" / ")
    }

    /// The plain forms of the heading and of its parts, with and without the years in them.
    pub(super) fn keys(&self) -> Vec<String> {
        let whole = self.heading();
        let texts = std::iter::once(whole.as_str()).chain(self.parts.iter().map(|part| part.text.as_str()));
        texts.flat_map(|text| [key(text), key(&year::left_out(text))]).collect()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.parts.is_empty()
    }

    /// The ways to read the heading as a whole: with what stands to the left in upper rows, then without.
    pub(super) fn wholes(&self) -> Vec<String> {
        let mut wholes = vec![self.heading()];
        let own: Vec<&str> = self.parts.iter().filter(|part| !part.spread).map(|part| part.text.as_str()).collect();
        if own.len() > 1 && own.len() < self.parts.len() {
            wholes.push(own.join(" / "));
        }
        wholes
    }

    /// The heading without its upper rows, and what stands in those: first without one of them.
    pub(super) fn lower(&self) -> Vec<(String, String)> {
        let joined = |parts: &[Part]| parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" / ");
        (1..self.parts.len())
            .filter_map(|at| self.parts.split_at_checked(at))
            .map(|(above, below)| (joined(below), joined(above)))
            .collect()
    }
}

/// The headings of all columns of a table.
pub(super) fn of_table(sheet: &Sheet, table: &Table) -> Vec<Parts> {
    let rows: Vec<Vec<Option<Part>>> =
        (table.first_heading_row..=table.heading_row).map(|row| of_row(sheet, table, row)).collect();
    (table.span.0..=table.span.1)
        .zip(0_usize..)
        .map(|(column, at)| {
            let mut parts: Vec<Part> = Vec::new();
            for part in rows.iter().filter_map(|row| row.get(at).cloned().flatten()) {
                if parts.iter().all(|other| other.at != part.at) {
                    parts.push(part);
                }
            }
            // nothing of its own: what spreads from the left is not its heading
            if parts.iter().all(|part| part.spread) {
                parts.clear();
            }
            Parts { column, parts }
        })
        .collect()
}

/// The parts that one heading row gives to each column.
fn of_row(sheet: &Sheet, table: &Table, row: u32) -> Vec<Option<Part>> {
    let cells = sheet.row(row);
    let merges: Vec<_> =
        sheet.merges.iter().filter(|merge| (merge.first_row..=merge.last_row).contains(&row)).collect();
    let spreads = row < table.heading_row;
    let mut from_left: Option<Part> = None;
    (table.span.0..=table.span.1)
        .map(|column| {
            let own = cells.and_then(|cells| cells.cell(column)).and_then(words_of);
            if let Some(text) = own {
                let part = Part { text, spread: false, at: (row, column) };
                let merged = merges.iter().any(|merge| merge.contains(row, column));
                from_left = (spreads && !merged).then(|| Part { spread: true, ..part.clone() });
                return Some(part);
            }
            if let Some(merge) = merges.iter().find(|merge| merge.contains(row, column)) {
                from_left = None;
                let at = (merge.first_row, merge.first_column);
                let text = sheet.cell(at.0, at.1).and_then(words_of)?;
                let heading = (table.first_heading_row..=table.heading_row).contains(&at.0);
                return heading.then_some(Part { text, spread: false, at });
            }
            from_left.clone()
        })
        .collect()
}

/// The headings of columns between two rows of a sheet, for other kinds of tables.
pub(in crate::intake) fn heading_text(sheet: &Sheet, rows: (u32, u32), span: (u32, u32)) -> Vec<(u32, String)> {
    let table = Table {
        first_heading_row: rows.0,
        heading_row: rows.1,
        span,
        last_row: rows.1,
        titles: Vec::new(),
        footnotes: std::sync::Arc::default(),
    };
    of_table(sheet, &table).into_iter().map(|parts| (parts.column, parts.heading())).collect()
}
