//! A table of two ways, as the choice that it is: by one value down and by another across.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::sections::Entry;
use crate::rulebook::diagnostic::Code;
use crate::rulebook::expression::{Builtin, Expr, Expression, Function, Kind, Node, Several, ValueKind};
use crate::rulebook::raw::{RawMeasure, RawTable, RawUnit};
use crate::rulebook::yaml::Place;

impl Desk<'_> {
    /// Reads a table as `choose(down, row, choose(across, column, cell, …), …)`.
    pub(super) fn table(&mut self, entry: Entry<'_, RawMeasure>, table: &RawTable) -> Option<Expression> {
        let place = entry.place.field("table");
        if entry.raw.computed.is_some() {
            let message = "a measure is computed or looked up in a table, not both";
            self.error(Code::WrongKind, place.key_span(), message, "take `computed` or `table` out");
        }
        let down = self.expression(place.field("down"), &table.down)?;
        let across = self.expression(place.field("across"), &table.across)?;
        self.every_cell_is_there(place.field("cells"), &table.cells);
        let number = entry.raw.unit != RawUnit::Words && entry.raw.unit != RawUnit::YesNo;
        let rows: Vec<String> = table
            .cells
            .iter()
            .map(|(row, cells)| {
                let cells: Vec<String> = cells
                    .iter()
                    .map(|(column, cell)| format!("{}, {}", written(column, across.root.kind), literal(cell, number)))
                    .collect();
                format!("{}, choose({}, {})", written(row, down.root.kind), table.across, cells.join(", "))
            })
            .collect();
        let mut chosen = self.computed(entry, place, &format!("choose({}, {})", table.down, rows.join(", ")))?;
        look_up(&mut chosen.root, 2);
        Some(chosen)
    }

    /// A row without a cell that another row has is a gap in the policy.
    fn every_cell_is_there(&mut self, place: Place<'_>, cells: &BTreeMap<String, BTreeMap<String, String>>) {
        if cells.values().all(BTreeMap::is_empty) {
            self.error(Code::Expression, place.span(), "this table has no cells", "write rows, each with its columns");
        }
        let columns: Vec<&String> = cells.values().flat_map(BTreeMap::keys).collect();
        for (row, of_row) in cells {
            if let Some(gap) = columns.iter().find(|column| !of_row.contains_key(**column)) {
                let message = format!("row `{row}` has no cell for `{gap}`");
                self.error(Code::Expression, place.field(row).span(), message, "write what belongs there");
            }
        }
    }
}

/// Makes the choice one of a table, which has every row and column there is, and those that stand in it.
fn look_up(node: &mut Node, ways: usize) {
    let Expr::Call(Function::Builtin(Builtin::Several(which)), given) = &mut node.expr else { return };
    *which = Several::LookUp;
    if ways > 1 {
        given.iter_mut().skip(2).step_by(2).for_each(|row| look_up(row, ways - 1));
    }
}

/// A row's or a column's value, of the kind that chooses it.
fn written(key: &str, kind: Kind) -> String {
    literal(key, kind == Kind::One(ValueKind::Number))
}

fn literal(text: &str, number: bool) -> String {
    if number || matches!(text, "true" | "false") { text.to_owned() } else { format!("\"{}\"", text.replace('"', "")) }
}
