//! Our own pass over a sheet part: bounds, damage, and the facts that calamine does not give.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::oddity::{self, CellText};
use super::strings::Survey;
use crate::place::{CellPlace, parse_a1};
use crate::read::cell::Content;
use crate::read::error::Refusal;
use crate::read::limits::Limits;
use crate::read::package::Package;
use crate::read::sheet::{ColumnWidth, Merge, Remark};
use crate::read::spans::Spans;
use crate::read::xml::{attribute, is_true, number};

/// A cell whose content our own pass settles, because calamine would refuse, misread or not see it.
pub(super) struct Odd {
    /// how many cells come before it in the part
    pub(super) ordinal: u32,
    pub(super) row: u32,
    pub(super) column: u32,
    /// what it holds; `None` is blank
    pub(super) content: Option<Content>,
    /// index of the shared text that it holds, still to be looked up
    pub(super) shared: Option<u64>,
}

/// What our own pass gathered of one sheet.
#[derive(Default)]
pub(super) struct SheetFacts {
    pub(super) merges: Vec<Merge>,
    pub(super) hidden_rows: Spans,
    pub(super) hidden_columns: Spans,
    pub(super) column_widths: Vec<ColumnWidth>,
    /// ordinals of cells that hold a formula, in order
    pub(super) formulas: Vec<u32>,
    /// odd cells, by ordinal
    pub(super) odd: Vec<Odd>,
    pub(super) remarks: Vec<Remark>,
    /// cells without an address that come after an odd one in their row, by ordinal with their
    /// column: calamine miscounts them where it refuses the odd one
    pub(super) moved: Vec<(u32, u32)>,
    /// whether the size the part declares is one that calamine would trip over
    pub(super) false_dimension: bool,
}

/// The pass over all sheets of one workbook; the bounds hold for all of them together.
pub(super) struct Scan<'l> {
    book: Arc<str>,
    limits: &'l Limits,
    strings: &'l Survey,
    zero_is_uncalculated: bool,
    cells: u64,
    merges: usize,
}

/// Where the pass stands in a sheet.
struct Position {
    row: u32,
    column: u32,
    ordinal: u32,
    sheet: Arc<str>,
    /// whether an odd cell came before in the row
    after_odd: bool,
}

/// Damaged cells named one by one on a sheet; more are only counted.
const NAMED_CELLS: usize = 20;
/// Odd cells kept for a workbook's sheet: each costs as much as a cell again.
const MOST_ODD: usize = 2_000_000;

impl<'l> Scan<'l> {
    pub(super) fn new(book: &Arc<str>, strings: &'l Survey, zero_is_uncalculated: bool, limits: &'l Limits) -> Self {
        Self { book: Arc::clone(book), limits, strings, zero_is_uncalculated, cells: 0, merges: 0 }
    }

    /// Walks one sheet part to its end.
    pub(super) fn sheet(
        &mut self,
        package: &mut Package<'_>,
        part: usize,
        name: &Arc<str>,
    ) -> Result<SheetFacts, Refusal> {
        let mut facts = SheetFacts::default();
        let mut at = Position { row: 0, column: 0, ordinal: 0, sheet: Arc::clone(name), after_odd: false };
        let mut cell: Option<CellText> = None;
        let mut in_data = false;
        let mut seen_data = false;
        let mut xml = package.xml(part, self.limits)?;
        loop {
            let event = xml.next()?;
            match &event {
                Event::Start(tag) if cell.is_none() => match tag.local_name().as_ref() {
                    "sheetData" => (in_data, seen_data) = (true, true),
                    "row" if in_data => self.row(tag, &mut at, &mut facts)?,
                    "c" if in_data => cell = Some(self.cell(tag, &mut at, &mut facts)?),
                    other if !in_data => self.around(other, tag, &mut facts)?,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "c" => {
                        if let Some(text) = cell.take() {
                            self.cell_done(&text, &mut at, &mut facts)?;
                        }
                    }
                    "row" if in_data => (at.row, at.column) = (at.row.saturating_add(1), 0),
                    "sheetData" => in_data = false,
                    _ => drop(cell.as_mut().map(|text| text.piece(&event))),
                },
                Event::Eof => break,
                _ => drop(cell.as_mut().map(|text| text.piece(&event))),
            }
        }
        if !seen_data {
            return Err(Refusal::damaged("its part holds no cells section"));
        }
        Ok(facts)
    }

    fn row(&mut self, tag: &BytesStart<'_>, at: &mut Position, facts: &mut SheetFacts) -> Result<(), Refusal> {
        if let Some(written) = attribute(tag, "r") {
            let index = written.trim().parse::<u32>().ok().and_then(|row| row.checked_sub(1));
            at.row = index.filter(|&row| row < self.limits.rows).ok_or_else(|| past_the_edge(&written))?;
        }
        at.after_odd = false;
        self.count()?;
        if at.row >= self.limits.rows {
            return Err(past_the_edge(&format!("row {}", u64::from(at.row) + 1)));
        }
        // a row without height, or a column without width, shows as little
        if is_true(tag, "hidden") || number::<f64>(tag, "ht") == Some(0.0) {
            facts.hidden_rows.insert(at.row, at.row);
        }
        Ok(())
    }

    /// Counts a cell or a row.
    fn count(&mut self) -> Result<(), Refusal> {
        self.cells += 1;
        if self.cells > self.limits.cells {
            return Err(Refusal::TooBig(format!("it has over {} cells", self.limits.cells)));
        }
        Ok(())
    }

    fn cell(&mut self, tag: &BytesStart<'_>, at: &mut Position, facts: &mut SheetFacts) -> Result<CellText, Refusal> {
        self.count()?;
        let mut text = CellText::new(at.row, at.column, self.limits);
        let mut has_address = false;
        for attribute in tag.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => {
                    let place = parse_a1(&attribute.value).filter(|_| !attribute.value.contains('$'));
                    (text.row, text.column) = place.ok_or_else(|| past_the_edge(&attribute.value))?;
                    at.column = text.column;
                    has_address = true;
                }
                "t" => text.set_type(&attribute.value),
                _ => {}
            }
        }
        if text.column >= self.limits.columns || text.row >= self.limits.rows {
            return Err(past_the_edge(&format!("row {}, column {}", text.row + 1, text.column + 1)));
        }
        if at.after_odd && !has_address {
            facts.moved.push((at.ordinal, text.column));
        }
        Ok(text)
    }

    fn cell_done(&self, text: &CellText, at: &mut Position, facts: &mut SheetFacts) -> Result<(), Refusal> {
        if text.has_formula {
            facts.formulas.push(at.ordinal);
        }
        if let Some(finding) = text.settle(self.strings, self.zero_is_uncalculated) {
            if facts.odd.len() >= MOST_ODD {
                return Err(Refusal::TooBig(format!(
                    "over {MOST_ODD} of its cells hold errors or were never calculated"
                )));
            }
            at.after_odd = true;
            let (row, column) = (text.row, text.column);
            if let Some(damage) = finding.damage {
                self.damaged_cell(&at.sheet, row, column, damage, facts);
            }
            facts.odd.push(Odd { ordinal: at.ordinal, row, column, content: finding.content, shared: finding.shared });
        }
        at.ordinal += 1;
        at.column = at.column.saturating_add(1);
        Ok(())
    }

    fn damaged_cell(&self, sheet: &Arc<str>, row: u32, column: u32, damage: oddity::Damage, facts: &mut SheetFacts) {
        if facts.remarks.len() < NAMED_CELLS {
            let (workbook, sheet) = (Arc::clone(&self.book), Arc::clone(sheet));
            facts.remarks.push(Remark::cell(CellPlace { workbook, sheet, row, column }, damage.to_string()));
        } else if facts.remarks.len() == NAMED_CELLS {
            facts
                .remarks
                .push(Remark::sheet(sheet, "more cells are damaged like these; ask for a new copy of the file"));
        }
    }

    /// What stands before and after the cells.
    fn around(&mut self, name: &str, tag: &BytesStart<'_>, facts: &mut SheetFacts) -> Result<(), Refusal> {
        match name {
            "dimension" => facts.false_dimension |= !attribute(tag, "ref").is_some_and(|size| is_size(&size)),
            "col" => self.column(tag, facts),
            "mergeCell" => {
                self.merges += 1;
                if self.merges > self.limits.merges {
                    return Err(Refusal::TooBig(format!("it has over {} merged areas", self.limits.merges)));
                }
                facts.merges.extend(attribute(tag, "ref").as_deref().and_then(merge_of));
            }
            _ => {}
        }
        Ok(())
    }

    fn column(&self, tag: &BytesStart<'_>, facts: &mut SheetFacts) {
        let bound = |name| number::<u32>(tag, name).and_then(|n| n.checked_sub(1)).filter(|&n| n < self.limits.columns);
        let (Some(first), Some(last)) = (bound("min"), bound("max")) else { return };
        if is_true(tag, "hidden") || number::<f64>(tag, "width") == Some(0.0) {
            facts.hidden_columns.insert(first, last);
        }
        if let Some(width) = number::<f64>(tag, "width").filter(|width| width.is_finite())
            && facts.column_widths.len() < self.limits.columns as usize
        {
            facts.column_widths.push(ColumnWidth { first, last, width });
        }
    }
}

fn past_the_edge(reference: &str) -> Refusal {
    let shown: String = reference.chars().map(|c| if c.is_control() { ' ' } else { c }).take(30).collect();
    Refusal::damaged(format!("a cell's address `{shown}` is none or lies past the edge of a sheet"))
}

/// Whether a declared size is one address or two in order.
fn is_size(size: &str) -> bool {
    let (first, last) = size.split_once(':').unwrap_or((size, size));
    match (parse_a1(first), parse_a1(last)) {
        (Some(first), Some(last)) => first.0 <= last.0 && first.1 <= last.1 && !size.contains('$'),
        _ => false,
    }
}

/// The area of a reference such as `A1:C2`.
fn merge_of(reference: &str) -> Option<Merge> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let ((top, left), (bottom, right)) = (parse_a1(first)?, parse_a1(last)?);
    Some(Merge {
        first_row: top.min(bottom),
        first_column: left.min(right),
        last_row: top.max(bottom),
        last_column: left.max(right),
    })
}
