//! Rows that hold figures and name nobody: a school's name that stands only beside its first row, as pivot tables have it.

use crate::intake::columns::Columns;
use crate::intake::doubts::Doubts;
use crate::intake::heading::IdentityKind;
use crate::intake::record::DoubtKind;
use crate::intake::rows::{RowKind, TableRow};
use crate::intake::table::{holds_figure, is_empty};
use crate::intake::words::list;
use workbook::read::{Cell, Content};

/// Says which rows hold figures of measures and leave every column blank that could say whose they are. With figures
/// alone such a row is mostly a total or an average that nobody named.
pub(super) fn say(columns: &Columns, rows: &[TableRow<'_>], doubts: &mut Doubts) {
    use IdentityKind::{Establishment, Laestab, Name, Predecessor, Successor, Urn};
    let kinds = [Urn, Laestab, Name, Establishment, Predecessor, Successor];
    let naming: Vec<u32> = kinds.into_iter().filter_map(|kind| columns.identity(kind)).collect();
    let last = naming.iter().max().copied().unwrap_or(0);
    let nameless = |row: &&TableRow<'_>| {
        // what stands before the name would say whose the row is, as the code of an area does
        let filled = |cell: &Cell| cell.column <= last && !is_empty(cell);
        let figures = || columns.measures().any(|column| row.row.cell(column.column).is_some_and(holds_figure));
        let words = || row.row.cells.iter().any(|cell| matches!(cell.content, Content::Text(_)) && !holds_figure(cell));
        row.kind == RowKind::Ignored && !row.row.cells.iter().any(filled) && words() && figures()
    };
    let at: Vec<u32> = rows.iter().filter(nameless).map(|row| row.row.index).collect();
    let Some((first, column)) = at.first().copied().zip(naming.first().copied()) else { return };
    let shown: Vec<String> = at.iter().map(|row| (row + 1).to_string()).collect();
    let (row, hold) = if at.len() == 1 { ("row", "holds") } else { ("rows", "hold") };
    let (name, were) = if at.len() == 1 { ("names", "it was") } else { ("name", "they were") };
    doubts.add_at(
        DoubtKind::Identity,
        format!("{row} {} {hold} figures and {name} no school; {were} not read", list(&shown, 5)),
        Some("write the school's number or name into every row".into()),
        std::iter::once((first, column)).chain(at.iter().skip(1).map(|row| (*row, column))),
    );
}
