//! Room to write in.

use super::super::leaf::Leaf;
use super::room_to_write;
use crate::rulebook::model::PaperSection;
use workbook::write::{Cell, Look, Role};

/// Named rows, each so many lines high; without names, so many empty lines. Columns have headings where they are given.
pub(in crate::review::papers) fn put<'a>(leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let named = !part.rows.is_empty();
    let columns = part.columns.len().max(1);
    // the first heading stands over the names of the rows
    let to_write = if named && part.columns.len() > 1 { columns - 1 } else { columns };
    let mut shares: Vec<u16> = Vec::new();
    if named {
        shares.push(6);
    }
    let each = if named { 18 } else { 24 } / u16::try_from(to_write).unwrap_or(1).max(1);
    shares.extend((0..to_write).map(|_| each));
    if !part.columns.is_empty() {
        let mut titles: Vec<String> = part.columns.iter().map(|title| title.to_string()).collect();
        if named && part.columns.len() == 1 {
            titles.insert(0, String::new());
        }
        leaf.headings(&shares, titles);
    }
    if !named {
        for _ in 0..part.lines {
            leaf.cells(&shares, room_to_write(to_write).collect());
            leaf.high(1);
        }
        return;
    }
    for name in &part.rows {
        let mut cells = vec![Cell::text(&**name).looking(Look::of(Role::Strong).wrapped())];
        cells.extend(room_to_write(to_write));
        leaf.cells(&shares, cells);
        leaf.high(part.lines);
    }
}
