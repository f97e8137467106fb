//! Our own pass over the records of one sheet.

use std::collections::HashMap;

use super::globals::Globals;
use super::records::{BOF, EOF, Record, Records, push, too_short};
use crate::read::error::Refusal;
use crate::read::limits::Limits;
use crate::read::sheet::{ColumnWidth, Merge};
use crate::read::spans::Spans;

/// What our own pass knows of a cell.
pub(super) struct Fact {
    pub(super) row: u16,
    pub(super) column: u16,
    pub(super) style: u16,
    pub(super) formula: bool,
    /// code of the error that it shows; otherwise its value is calamine's to give
    pub(super) error: Option<u8>,
    /// the shared text that it shows
    pub(super) shared: Option<u32>,
}

/// Some thousand rows of a sheet: the records of their values for calamine, with the rows numbered
/// as they come, and what is known of the cells.
#[derive(Default)]
pub(super) struct Chunk {
    pub(super) records: Vec<u8>,
    /// number in `records` of each row
    pub(super) rows: HashMap<u16, u16>,
    pub(super) facts: Vec<Fact>,
}

/// What our own pass gathered of one sheet.
#[derive(Default)]
pub(super) struct Scanned {
    pub(super) chunks: Vec<Chunk>,
    pub(super) merges: Vec<Merge>,
    pub(super) hidden_rows: Spans,
    pub(super) hidden_columns: Spans,
    pub(super) column_widths: Vec<ColumnWidth>,
    /// rows the sheet says it has
    declared_rows: u32,
    /// rows up to the last one that any record speaks of
    rows_seen: u32,
    /// rows up to the last one with content
    rows_used: u32,
}

const ROWS_OF_A_CHUNK: usize = 4096;
/// The last row that the format can hold.
const ALL_ROWS: u32 = 65_536;
const COLUMNS: u16 = 256;

impl Scanned {
    /// What to tell of a sheet that may not be whole.
    pub(super) fn doubt(&self) -> Option<String> {
        // a lone note in the last row is no table that was cut off
        let filled: usize = self.chunks.iter().map(|chunk| chunk.rows.len()).sum();
        if self.rows_used == ALL_ROWS && filled > ALL_ROWS as usize / 2 {
            return Some(format!(
                "fills all {ALL_ROWS} rows that the .xls format can hold, so rows after them were probably cut off; \
                 ask for the data as .xlsx or .csv"
            ));
        }
        // Some writers count one row too many.
        (self.declared_rows > self.rows_seen + 1 && self.rows_seen > 0).then(|| {
            format!(
                "says it has {} rows but holds {}; rows may be missing, compare it with the original",
                self.declared_rows, self.rows_seen
            )
        })
    }
}

/// Walks the records of the sheet at `position`. `None` where they are those of a chart.
pub(super) fn scan(
    stream: &[u8],
    position: usize,
    globals: &Globals<'_>,
    cells_left: &mut u64,
    limits: &Limits,
) -> Result<Option<Scanned>, Refusal> {
    let mut records = Records::from(stream, position);
    let first = records.next()?;
    if first.kind != BOF {
        return Err(Refusal::damaged("the sheet is not where the workbook says"));
    }
    if first.u16(2)? == 0x0020 {
        return Ok(None);
    }
    let mut scan = Scan { scanned: Scanned::default(), current: Chunk::default(), text_due: false, cells_left, limits };
    // Charts on a sheet are streams within its stream, with numbers of their own.
    let mut inside = 0_usize;
    loop {
        let record = records.next()?;
        match record.kind {
            BOF => inside += 1,
            EOF if inside == 0 => break,
            EOF => inside -= 1,
            _ if inside > 0 => {}
            _ => scan.record(&record, globals)?,
        }
    }
    let Scan { mut scanned, current, .. } = scan;
    scanned.chunks.push(current);
    Ok(Some(scanned))
}

struct Scan<'l> {
    scanned: Scanned,
    /// the chunk being filled
    current: Chunk,
    /// whether the text of the formula before is still to come
    text_due: bool,
    cells_left: &'l mut u64,
    limits: &'l Limits,
}

impl Scan<'_> {
    fn record(&mut self, record: &Record<'_>, globals: &Globals<'_>) -> Result<(), Refusal> {
        match record.kind {
            0x0200 => self.declared(record, globals),
            0x0208 => self.row(record),
            0x007D => self.columns(record),
            0x00E5 => self.merges(record),
            0x0201 | 0x00BE => self.seen(record.u16(0)?, record.u16(2)?),
            // numbers, and texts that stand in the cell itself
            0x0203 => self.value(record, 14),
            0x027E => self.value(record, 10),
            0x0204 | 0x00D6 => self.value(record, 8),
            // a text that stands among the shared ones
            0x00FD => {
                self.value(record, 10)?;
                if let (Some(fact), Ok(shared)) = (self.current.facts.last_mut(), record.u32(6)) {
                    fact.shared = Some(shared);
                }
                Ok(())
            }
            0x00BD => self.numbers(record),
            0x0205 => self.flag_or_error(record),
            0x0006 | 0x0206 | 0x0406 => self.formula(record),
            // the text that the formula before came to
            0x0207 if self.text_due => {
                self.text_due = false;
                push(&mut self.current.records, record.kind, &[record.data]);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn declared(&mut self, record: &Record<'_>, globals: &Globals<'_>) -> Result<(), Refusal> {
        self.scanned.declared_rows = match globals.texts {
            super::text::Texts::Flagged => record.u32(4)?,
            super::text::Texts::CodePage(_) => u32::from(record.u16(2)?),
        };
        Ok(())
    }

    fn row(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let row = record.u16(0)?;
        self.scanned.rows_seen = self.scanned.rows_seen.max(u32::from(row) + 1);
        if record.u8(12).is_ok_and(|flags| flags & 0x20 != 0) {
            self.scanned.hidden_rows.insert(u32::from(row), u32::from(row));
        }
        Ok(())
    }

    fn columns(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let (first, last) = (u32::from(record.u16(0)?), u32::from(record.u16(2)?.min(COLUMNS - 1)));
        if record.u16(8)? & 1 != 0 || record.u16(4)? == 0 {
            self.scanned.hidden_columns.insert(first, last);
        }
        let width = f64::from(record.u16(4)?) / 256.0;
        self.scanned.column_widths.push(ColumnWidth { first, last, width });
        Ok(())
    }

    fn merges(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        for area in record.from(2)?.chunks_exact(8).take(usize::from(record.u16(0)?)) {
            let bound = |at: usize| match area.get(at..at + 2) {
                Some(&[low, high]) => u32::from(u16::from_le_bytes([low, high])),
                _ => 0,
            };
            let (first_row, last_row, first_column, last_column) = (bound(0), bound(2), bound(4), bound(6));
            if first_row <= last_row && first_column <= last_column && self.scanned.merges.len() < self.limits.merges {
                self.scanned.merges.push(Merge { first_row, first_column, last_row, last_column });
            }
        }
        Ok(())
    }

    fn seen(&mut self, row: u16, column: u16) -> Result<(), Refusal> {
        if column >= COLUMNS {
            return Err(Refusal::damaged("a cell lies past the edge of the sheet"));
        }
        self.scanned.rows_seen = self.scanned.rows_seen.max(u32::from(row) + 1);
        Ok(())
    }

    /// Notes a cell and gives the number of its row among those that calamine will see.
    fn cell(&mut self, row: u16, column: u16, style: u16, formula: bool, error: Option<u8>) -> Result<u16, Refusal> {
        self.seen(row, column)?;
        let Some(left) = self.cells_left.checked_sub(1) else {
            return Err(Refusal::TooBig(format!("it has over {} cells", self.limits.cells)));
        };
        *self.cells_left = left;
        self.scanned.rows_used = self.scanned.rows_used.max(u32::from(row) + 1);
        if self.current.rows.len() >= ROWS_OF_A_CHUNK && !self.current.rows.contains_key(&row) {
            self.scanned.chunks.push(std::mem::take(&mut self.current));
        }
        let next = u16::try_from(self.current.rows.len()).unwrap_or(u16::MAX);
        let number = *self.current.rows.entry(row).or_insert(next);
        self.current.facts.push(Fact { row, column, style, formula, error, shared: None });
        Ok(number)
    }

    fn value(&mut self, record: &Record<'_>, least: usize) -> Result<(), Refusal> {
        if record.data.len() < least {
            return Err(too_short());
        }
        let number = self.cell(record.u16(0)?, record.u16(2)?, record.u16(4)?, false, None)?;
        push(&mut self.current.records, record.kind, &[&number.to_le_bytes(), record.from(2)?]);
        Ok(())
    }

    /// Numbers of several cells side by side.
    fn numbers(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let (row, first) = (record.u16(0)?, record.u16(2)?);
        let cells = record.from(4)?;
        let count = cells.len().saturating_sub(2) / 6;
        for (column, cell) in (first..).zip(cells.chunks_exact(6).take(count)) {
            let style = Record { kind: 0, data: cell }.u16(0)?;
            let number = self.cell(row, column, style, false, None)?;
            push(&mut self.current.records, 0x027E, &[&number.to_le_bytes(), &column.to_le_bytes(), cell]);
        }
        Ok(())
    }

    fn flag_or_error(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let error = (record.u8(7)? != 0).then_some(record.u8(6)?);
        let number = self.cell(record.u16(0)?, record.u16(2)?, record.u16(4)?, false, error)?;
        if error.is_none() {
            push(&mut self.current.records, record.kind, &[&number.to_le_bytes(), record.from(2)?]);
        }
        Ok(())
    }

    /// A formula: what it came to goes on to calamine, what it says does not.
    fn formula(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let Some(head) = record.data.get(2..20) else { return Err(too_short()) };
        let is_number = record.u16(12)? != 0xFFFF;
        let error = (!is_number && record.u8(6)? == 2).then_some(record.u8(8)?);
        self.text_due = !is_number && record.u8(6)? == 0;
        // A formula that came to an empty text is a blank cell.
        let blank = !is_number && record.u8(6)? == 3;
        if blank {
            return self.seen(record.u16(0)?, record.u16(2)?);
        }
        let number = self.cell(record.u16(0)?, record.u16(2)?, record.u16(4)?, true, error)?;
        if error.is_none() {
            push(&mut self.current.records, 0x0006, &[&number.to_le_bytes(), head, &[0, 0]]);
        }
        Ok(())
    }
}
