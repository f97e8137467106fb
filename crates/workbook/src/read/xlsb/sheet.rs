//! Our own pass over a sheet part of a binary workbook.

use std::sync::Arc;

use super::records::{Record, push};
use super::rich_text;
use super::workbook::{SharedTexts, records};
use crate::read::cell::Content;
use crate::read::error::Refusal;
use crate::read::lifted::Lift;
use crate::read::limits::Limits;
use crate::read::package::Package;
use crate::read::sheet::{ColumnWidth, Merge};
use crate::read::spans::Spans;
use crate::read::xls::error_text;

/// A cell whose content our own pass settles: calamine passes over errors of formulas and rich texts.
pub(super) struct Own {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) style: u32,
    pub(super) formula: bool,
    pub(super) content: Content,
    /// whether its shared text is not there
    pub(super) damaged: bool,
}

/// What our own pass gathered of one sheet.
#[derive(Default)]
pub(super) struct Scanned {
    /// the sheet part written anew with only the values that calamine is to give
    pub(super) part: Vec<u8>,
    /// style of each of those values, in order; the top bit says that a formula came to it
    pub(super) styles: Vec<u32>,
    pub(super) own: Vec<Own>,
    pub(super) merges: Vec<Merge>,
    pub(super) hidden_rows: Spans,
    pub(super) hidden_columns: Spans,
    pub(super) column_widths: Vec<ColumnWidth>,
    pub(super) ended: bool,
}

/// The bit of [`Scanned::styles`] that says a value is a formula's.
pub(super) const FORMULA: u32 = 1 << 31;

/// The pass over the sheets of one workbook.
pub(super) struct Scan<'l> {
    limits: &'l Limits,
    fonts: &'l [Option<Lift>],
    strings: &'l SharedTexts,
    cells: u64,
    merges: usize,
}

/// Odd cells kept: each costs as much as a cell again.
const MOST_OWN: usize = 2_000_000;

impl<'l> Scan<'l> {
    pub(super) fn new(strings: &'l SharedTexts, fonts: &'l [Option<Lift>], limits: &'l Limits) -> Self {
        Self { limits, fonts, strings, cells: 0, merges: 0 }
    }

    /// Walks one sheet part to its end.
    pub(super) fn sheet(&mut self, package: &mut Package<'_>, part: usize) -> Result<Scanned, Refusal> {
        let mut scanned = Scanned::default();
        push(&mut scanned.part, 0x0094, &[0; 16]);
        push(&mut scanned.part, 0x0091, &[]);
        let mut row = 0;
        let mut parts = records(package, part, self.limits)?;
        while let Some(record) = parts.next()? {
            match record.kind {
                0x0000 => row = self.row(&record, &mut scanned)?,
                0x0002..=0x000B | 0x003E => self.cell(&record, row, &mut scanned)?,
                0x003C => self.columns(&record, &mut scanned)?,
                0x00B0 if self.merges < self.limits.merges => {
                    self.merges += 1;
                    scanned.merges.extend(merge(&record)?);
                }
                0x0082 => scanned.ended = true,
                _ => {}
            }
        }
        if !scanned.ended {
            return Err(Refusal::damaged("its sheet breaks off before its end"));
        }
        push(&mut scanned.part, 0x0092, &[]);
        Ok(scanned)
    }

    fn row(&mut self, record: &Record<'_>, scanned: &mut Scanned) -> Result<u32, Refusal> {
        self.count(scanned)?;
        let row = record.u32(0)?;
        if row >= self.limits.rows {
            return Err(Refusal::damaged("a cell lies past the edge of the sheet"));
        }
        if record.u8(11).is_ok_and(|flags| flags & 0x10 != 0) {
            scanned.hidden_rows.insert(row, row);
        }
        push(&mut scanned.part, 0x0000, &row.to_le_bytes());
        Ok(row)
    }

    fn columns(&self, record: &Record<'_>, scanned: &mut Scanned) -> Result<(), Refusal> {
        let (first, last) = (record.u32(0)?, record.u32(4)?.min(self.limits.columns - 1));
        if record.u16(16)? & 1 != 0 {
            scanned.hidden_columns.insert(first, last);
        }
        scanned.column_widths.push(ColumnWidth { first, last, width: f64::from(record.u32(8)?) / 256.0 });
        Ok(())
    }

    /// Counts a cell or a row, and bounds what is kept of them.
    fn count(&mut self, scanned: &Scanned) -> Result<(), Refusal> {
        self.cells += 1;
        if self.cells > self.limits.cells {
            return Err(Refusal::TooBig(format!("it has over {} cells", self.limits.cells)));
        }
        if scanned.part.len() as u64 > self.limits.text_bytes * 2 || scanned.own.len() > MOST_OWN {
            return Err(Refusal::TooBig("a sheet holds far more than one of people's tables".into()));
        }
        Ok(())
    }

    fn cell(&mut self, record: &Record<'_>, row: u32, scanned: &mut Scanned) -> Result<(), Refusal> {
        self.count(scanned)?;
        let column = record.u32(0)?;
        if column >= self.limits.columns {
            return Err(Refusal::damaged("a cell lies past the edge of the sheet"));
        }
        let style = record.u32(4)? & 0x00FF_FFFF;
        let formula = matches!(record.kind, 0x0008..=0x000B);
        let own = |content, damaged| Own { row, column, style, formula, content, damaged };
        // Each value goes on with just the bytes that it takes, all of them checked to be there.
        let end = match record.kind {
            0x0003 | 0x000B => {
                scanned.own.push(own(Content::Error(Arc::from(error_text(record.u8(8)?))), false));
                return Ok(());
            }
            0x003E => {
                let content = match rich_text::without_marks(record, 8, self.fonts) {
                    Some(content) => content,
                    None => Content::Text(Arc::from(record.text(9)?.0)),
                };
                scanned.own.push(own(content, false));
                return Ok(());
            }
            0x0007 if record.u32(8)? >= self.strings.count => {
                scanned.own.push(own(Content::Error(Arc::from("damaged cell")), true));
                return Ok(());
            }
            0x0007 if let Some(content) = self.strings.unmarked.get(&record.u32(8)?) => {
                scanned.own.push(own(content.clone(), false));
                return Ok(());
            }
            // a plain value is never longer than this: what is would swallow the cells behind it
            0x0002 | 0x0007 => record.exactly(12)?,
            0x0004 => record.exactly(9)?,
            0x0005 => record.exactly(16)?,
            0x000A => 9,
            0x0009 => 16,
            _ => record.text_end(8)?,
        };
        push(&mut scanned.part, record.kind, record.bytes(0, end)?);
        scanned.styles.push(if formula { style | FORMULA } else { style });
        Ok(())
    }
}

fn merge(record: &Record<'_>) -> Result<Option<Merge>, Refusal> {
    let (first_row, last_row) = (record.u32(0)?, record.u32(4)?);
    let (first_column, last_column) = (record.u32(8)?, record.u32(12)?);
    let sound = first_row <= last_row && first_column <= last_column;
    Ok(sound.then_some(Merge { first_row, first_column, last_row, last_column }))
}
