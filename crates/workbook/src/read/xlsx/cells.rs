//! Values of a sheet, from calamine's streaming reader, with our own pass's facts laid over them.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader, Xlsx};

use super::plain::PlainPackage;
use super::rows::RowsBuilder;
use super::scan::{Odd, SheetFacts};
use crate::place::CellPlace;
use crate::read::cell::{Cell, Content, Row, crossed_out};
use crate::read::dates::{iso_moment, number_content};
use crate::read::error::Refusal;
use crate::read::intern::Interner;
use crate::read::limits::Limits;
use crate::read::number_format::{NumberFormat, Shows};
use crate::read::sheet::Remark;

/// Reads values out of a [`PlainPackage`].
pub(super) struct Values<'p> {
    xlsx: Xlsx<Cursor<&'p [u8]>>,
    book: Arc<str>,
    formats: &'p [NumberFormat],
    date_1904: bool,
    limits: &'p Limits,
    /// shared texts already handed out, by where calamine keeps them
    shared: HashMap<usize, Arc<str>>,
}

impl<'p> Values<'p> {
    pub(super) fn open(
        plain: &'p PlainPackage,
        book: &Arc<str>,
        formats: &'p [NumberFormat],
        date_1904: bool,
        limits: &'p Limits,
    ) -> Result<Self, Refusal> {
        let xlsx =
            Xlsx::new(Cursor::new(plain.bytes.as_slice())).map_err(|_| Refusal::damaged("its texts cannot be read"))?;
        Ok(Self { xlsx, book: Arc::clone(book), formats, date_1904, limits, shared: HashMap::new() })
    }

    /// The rows of one sheet.
    pub(super) fn sheet(
        &mut self,
        number: usize,
        name: &Arc<str>,
        facts: &SheetFacts,
        interner: &mut Interner,
        remarks: &mut Vec<Remark>,
    ) -> Result<Vec<Row>, Refusal> {
        let unreadable = |_| Refusal::damaged("its cells cannot be read");
        let mut reader = self.xlsx.worksheet_cells_reader(&PlainPackage::sheet_name(number)).map_err(unreadable)?;
        let mut making = Making {
            formats: self.formats,
            date_1904: self.date_1904,
            text_characters: self.limits.text_characters,
            shared: &mut self.shared,
            interner,
            too_long: Vec::new(),
        };
        let mut rows = RowsBuilder::default();
        let mut odd = facts.odd.iter().peekable();
        let mut formulas = facts.formulas.iter().peekable();
        let mut moved = facts.moved.iter().peekable();
        let mut lost = 0_usize;
        for ordinal in 0_u32.. {
            let formula = formulas.next_if(|&&at| at == ordinal).is_some();
            let truly = moved.next_if(|(at, _)| *at == ordinal).map(|&(_, column)| column);
            let known = odd.next_if(|odd| odd.ordinal == ordinal);
            match (reader.next_cell_with_style_id(), known) {
                (Ok(None), _) => break,
                (Ok(Some((_, style))), Some(odd)) => making.odd(odd, Some(style), formula, &mut rows),
                (Err(_), Some(odd)) => making.odd(odd, None, formula, &mut rows),
                (Ok(Some((cell, style))), None) => {
                    let (row, column) = cell.get_position();
                    making.value(row, truly.unwrap_or(column), cell.get_value(), style, formula, &mut rows);
                }
                // Our own pass found the part whole, so an error is one cell's; but never go on for ever.
                (Err(_), None) => lost += 1,
            }
            if ordinal % 1024 == 0 {
                making.interner.check(self.limits)?;
            }
            if lost > 1000 {
                return Err(Refusal::damaged("its cells cannot be read"));
            }
        }
        let (rows, twice) = rows.finish();
        note(name, lost, twice, remarks);
        note_too_long(&self.book, name, &making.too_long, self.limits.text_characters, remarks);
        Ok(rows)
    }
}

fn note_too_long(book: &Arc<str>, sheet: &Arc<str>, cells: &[(u32, u32)], most: usize, remarks: &mut Vec<Remark>) {
    for (row, column) in cells.iter().copied() {
        let place = CellPlace { workbook: Arc::clone(book), sheet: Arc::clone(sheet), row, column };
        let text = format!("its text is longer than a cell holds; only {most} characters were read");
        remarks.push(Remark::cell(place, text));
    }
}

fn note(name: &Arc<str>, lost: usize, twice: usize, remarks: &mut Vec<Remark>) {
    if lost > 0 {
        let cells = if lost == 1 { "1 cell" } else { &format!("{lost} cells") };
        remarks
            .push(Remark::sheet(name, format!("{cells} could not be read; open the file in Excel and save it again")));
    }
    if twice > 0 {
        let cells = if twice == 1 { "1 cell is" } else { &format!("{twice} cells are") };
        remarks.push(Remark::sheet(name, format!("{cells} written twice in the file; the last stands, as in Excel")));
    }
}

/// Turns values into cells.
struct Making<'m> {
    formats: &'m [NumberFormat],
    date_1904: bool,
    text_characters: usize,
    shared: &'m mut HashMap<usize, Arc<str>>,
    interner: &'m mut Interner,
    /// cells whose text was cut at the limit
    too_long: Vec<(u32, u32)>,
}

impl Making<'_> {
    fn value(
        &mut self,
        row: u32,
        column: u32,
        value: &DataRef<'_>,
        style: usize,
        formula: bool,
        rows: &mut RowsBuilder,
    ) {
        let format = self.formats.get(style);
        let content = match value {
            DataRef::Empty => return,
            DataRef::Float(number) => self.number(*number, format),
            #[expect(clippy::cast_precision_loss, reason = "a workbook's numbers are floating point")]
            DataRef::Int(number) => self.number(*number as f64, format),
            DataRef::DateTime(moment) => self.number(moment.as_f64(), format),
            DataRef::SharedString("") => return,
            DataRef::SharedString(text) => Content::Text(self.shared_text(row, column, text)),
            DataRef::String(text) | DataRef::DurationIso(text) if text.is_empty() => return,
            DataRef::String(text) | DataRef::DurationIso(text) => Content::Text(self.text(row, column, text)),
            DataRef::DateTimeIso(text) => match iso_moment(text) {
                Some(moment) => Content::DateTime(moment),
                None => Content::Text(self.text(row, column, text)),
            },
            DataRef::Bool(flag) => Content::Flag(*flag),
            DataRef::Error(error) => Content::Error(self.interner.share(&error.to_string())),
        };
        rows.push(row, cell(column, content, format, formula));
    }

    fn odd(&mut self, odd: &Odd, style: Option<usize>, formula: bool, rows: &mut RowsBuilder) {
        let format = style.and_then(|style| self.formats.get(style));
        let content = match &odd.content {
            None => return,
            Some(Content::Number(number)) => self.number(*number, format),
            Some(Content::Text(text)) => Content::Text(self.text(odd.row, odd.column, text)),
            Some(Content::Error(error)) => Content::Error(self.interner.share(error)),
            Some(other) => other.clone(),
        };
        rows.push(odd.row, cell(odd.column, content, format, formula));
    }

    fn number(&mut self, number: f64, format: Option<&NumberFormat>) -> Content {
        if !number.is_finite() {
            // Excel holds no such number; left as one it would pass through every comparison.
            return Content::Error(self.interner.share("#NUM!"));
        }
        number_content(number, format, self.date_1904, self.interner)
    }

    fn shared_text(&mut self, row: u32, column: u32, text: &str) -> Arc<str> {
        // calamine hands out every use of a shared text from one place in memory.
        let place = text.as_ptr() as usize;
        if let Some(known) = self.shared.get(&place) {
            return Arc::clone(known);
        }
        let shared = self.text(row, column, text);
        self.shared.insert(place, Arc::clone(&shared));
        shared
    }

    fn text(&mut self, row: u32, column: u32, text: &str) -> Arc<str> {
        if text.len() <= self.text_characters {
            return self.interner.share(text);
        }
        match text.char_indices().nth(self.text_characters) {
            Some((end, _)) => {
                self.too_long.push((row, column));
                self.interner.share(text.get(..end).unwrap_or(text))
            }
            None => self.interner.share(text),
        }
    }
}

fn cell(column: u32, content: Content, format: Option<&NumberFormat>, formula: bool) -> Cell {
    let content = if format.is_some_and(|format| format.struck) { crossed_out() } else { content };
    let percent = matches!(content, Content::Number(_)) && format.is_some_and(|f| f.shows == Shows::Percent);
    Cell { column, content, percent, format: format.and_then(|format| format.code.clone()), formula }
}
