//! Cells that are crossed out and would say whose a row is or what a column holds: what is crossed out was taken back, and
//! is not read.

use crate::intake::columns::Columns;
use crate::intake::doubts::Doubts;
use crate::intake::heading::IdentityKind;
use crate::intake::record::DoubtKind;
use crate::intake::rows::TableRow;
use crate::intake::table::Table;
use crate::intake::words::list;
use workbook::place::column_letters;
use workbook::read::{Cell, Sheet};

/// Says which rows have crossed-out cells among those that say whose they are, and which headings are crossed out.
pub(super) fn say(sheet: &Sheet, table: &Table, rows: &[TableRow<'_>], columns: &Columns, doubts: &mut Doubts) {
    use IdentityKind::{Establishment, Laestab, Name, Urn};
    let kinds = [Urn, Laestab, Name, Establishment, IdentityKind::Year];
    let naming: Vec<u32> = kinds.into_iter().filter_map(|kind| columns.identity(kind)).collect();
    let crossed = |row: &TableRow<'_>| {
        let at = naming.iter().find(|column| row.row.cell(**column).is_some_and(Cell::is_crossed_out));
        at.map(|column| (row.row.index, *column))
    };
    let at: Vec<(u32, u32)> = rows.iter().filter_map(crossed).collect();
    if !at.is_empty() {
        let shown: Vec<String> = at.iter().map(|(row, _)| (row + 1).to_string()).collect();
        let (row, is) = if at.len() == 1 { ("row", "it is") } else { ("rows", "they are") };
        doubts.add_at(
            DoubtKind::NotRead,
            format!("in {row} {}, cells that say whose {is} are crossed out; these were not read", list(&shown, 5)),
            Some("delete the row, or take the line through it away".into()),
            at.iter().copied(),
        );
    }
    let headings: Vec<u32> = sheet.row(table.heading_row).map_or_else(Vec::new, |row| {
        table.cells(row).iter().filter(|cell| cell.is_crossed_out()).map(|cell| cell.column).collect()
    });
    if !headings.is_empty() {
        let letters: Vec<String> = headings.iter().map(|column| column_letters(*column)).collect();
        let what = format!("the heading of column {} is crossed out; the column was not read", list(&letters, 5));
        let advice = "delete the column, or take the line through its heading away";
        doubts.add(DoubtKind::NotRead, what, Some(advice.into()), &headings);
    }
}
