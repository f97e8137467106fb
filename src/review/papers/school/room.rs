//! Room to write in, below what stood there last.

use super::super::leaf::Leaf;
use super::room_to_write;
use crate::intake::record::Priority;
use crate::rulebook::model::{PaperSection, Reads};
use workbook::write::{Cell, Look, Role};

/// Named rows, each so many lines high; without names, so many empty lines. Columns have headings where they are given.
pub(in crate::review::papers) fn put<'a>(leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    below(leaf, part, &Last::default());
}

/// What was written in the rows at earlier visits.
#[derive(Default)]
pub(super) struct Last {
    /// what such a row is called
    pub called: String,
    pub priorities: Vec<Priority>,
}

impl Last {
    /// What stood in a column of a row; `None` where nothing did.
    fn said(&self, row: &str, reads: Option<&Reads>) -> Option<String> {
        let known = self.priorities.iter().find(|known| *known.row == *row)?;
        let noted = match reads? {
            Reads::Priority => &known.priority,
            Reads::Impact => &known.impact,
            _ => return None,
        };
        noted.as_ref().map(|noted| noted.text.to_string())
    }
}

/// The same, each row below what was last written in it.
pub(super) fn below<'a>(leaf: &mut Leaf<'a>, part: &'a PaperSection, last: &Last) {
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
    let beside = |name: &str| -> Vec<Option<String>> {
        let headings = part.columns.iter().skip(part.columns.len() - to_write.min(part.columns.len()));
        headings.map(|heading| last.said(name, part.reads.get(heading))).collect()
    };
    for name in &part.rows {
        let before = beside(name);
        if before.iter().any(Option::is_some) {
            let look = Look::of(Role::Body).wrapped();
            let mut cells = vec![Cell::text(last.called.clone()).looking(Look::of(Role::Quiet).wrapped())];
            cells.extend(before.into_iter().map(|said| Cell::maybe(said).looking(look)));
            leaf.cells(&shares, cells);
        }
        let mut cells = vec![Cell::text(&**name).looking(Look::of(Role::Strong).wrapped())];
        cells.extend(room_to_write(to_write));
        leaf.cells(&shares, cells);
        leaf.high(part.lines);
    }
}
