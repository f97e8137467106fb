//! XML Spreadsheet 2003, which report servers still save under the name of an .xls.
//!
//! calamine does not read it, nor does any other crate that is kept; the events of quick-xml are bounded as they come.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::cell::{Cell, Content, Row};
use super::dates::iso_moment;
use super::error::Refusal;
use super::intern::Interner;
use super::lifted::{Lift, Lifts};
use super::limits::Limits;
use super::number_format::NumberFormat;
use super::sheet::{ColumnWidth, Merge, Sheet, Visibility};
use super::xlsx::Reading;
use super::xml::{Xml, attribute, is_true, number, push_reference};

/// Reads a workbook that is one XML file.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Reading, Refusal> {
    let text = super::csv_text::decode(bytes).ok_or_else(|| Refusal::damaged("its text is in no known encoding"))?;
    let mut xml = Xml::new(text.as_bytes(), name, limits);
    let mut making = Making::new(limits);
    loop {
        match xml.next()? {
            Event::Start(tag) => making.start(&tag)?,
            Event::End(tag) => making.end(tag.local_name().as_ref())?,
            Event::Text(text) => making.text(&text.xml10_content()),
            Event::CData(text) => making.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let mut resolved = String::new();
                push_reference(&reference, &mut resolved);
                making.text(&resolved);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(Reading { sheets: making.sheets, remarks: Vec::new(), date_1904: making.date_1904 })
}

/// What text that is met belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Data,
    Visible,
    Date1904,
}

/// The workbook while it is read.
struct Making<'l> {
    limits: &'l Limits,
    sheets: Vec<Sheet>,
    date_1904: bool,
    style: String,
    formats: HashMap<String, NumberFormat>,
    interner: Interner,
    cells: u64,
    inside: Inside,
    row: Row,
    next_row: u32,
    next_column: u32,
    next_definition: u32,
    cell: Option<Open>,
    /// whether a note on a cell is being passed over
    in_note: bool,
}

/// The cell being read.
struct Open {
    column: u32,
    style: String,
    formula: bool,
    kind: String,
    has_data: bool,
    text: String,
    /// what of its text stands above or below the line, and where such a part was begun
    lifts: Lifts,
}

impl<'l> Making<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            sheets: Vec::new(),
            date_1904: false,
            style: String::new(),
            formats: HashMap::new(),
            interner: Interner::default(),
            cells: 0,
            inside: Inside::Nothing,
            row: Row::default(),
            next_row: 0,
            next_column: 0,
            next_definition: 0,
            cell: None,
            in_note: false,
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        match tag.local_name().as_ref() {
            "Style" => self.style = attribute(tag, "ID").unwrap_or_default().into_owned(),
            "NumberFormat" => {
                let struck = self.formats.get(&self.style).is_some_and(|format| format.struck);
                let format = format(&attribute(tag, "Format").unwrap_or_default()).struck(struck);
                self.formats.insert(self.style.clone(), format);
            }
            "Font" if !self.limits.keep_marks && attribute(tag, "StrikeThrough").is_some_and(|set| set == "1") => {
                self.formats.entry(self.style.clone()).or_default().struck = true;
            }
            "Worksheet" => self.sheet(tag)?,
            "Column" => self.column(tag),
            "Row" => self.row(tag)?,
            "Cell" => self.cell(tag)?,
            "Comment" => self.in_note = true,
            "Data" if !self.in_note => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute(tag, "Type").unwrap_or_default().into_owned();
                    cell.has_data = true;
                    self.inside = Inside::Data;
                }
            }
            "Sup" => self.lift(Some(Lift::Raised)),
            "Sub" => self.lift(Some(Lift::Lowered)),
            "S" => self.lift(Some(Lift::Struck)),
            "Visible" => self.inside = Inside::Visible,
            "Date1904" => self.inside = Inside::Date1904,
            _ => {}
        }
        if self.inside == Inside::Date1904 {
            self.date_1904 = true;
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "Data" | "Visible" | "Date1904" => self.inside = Inside::Nothing,
            "Sup" | "Sub" | "S" => self.lift(None),
            "Comment" => self.in_note = false,
            "Cell" => self.cell_done()?,
            "Row" if !self.row.cells.is_empty() => {
                let row = std::mem::take(&mut self.row);
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.rows.push(row);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Ends a part above or below the line, and begins another.
    fn lift(&mut self, lift: Option<Lift>) {
        let Some(cell) = self.cell.as_mut().filter(|_| self.inside == Inside::Data) else { return };
        cell.lifts.turn(lift, cell.text.len());
    }

    fn text(&mut self, text: &str) {
        match self.inside {
            Inside::Data => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| cell.text.len() <= self.limits.text_characters * 4)
                {
                    cell.text.push_str(text);
                }
            }
            Inside::Visible => {
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.visibility = match text.trim() {
                        "SheetHidden" => Visibility::Hidden,
                        "SheetVeryHidden" => Visibility::VeryHidden,
                        _ => sheet.visibility,
                    };
                }
            }
            Inside::Nothing | Inside::Date1904 => {}
        }
    }

    fn sheet(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.sheets.len() >= self.limits.sheets {
            return Err(Refusal::TooBig(format!("it has over {} sheets", self.limits.sheets)));
        }
        let name = Arc::from(&*attribute(tag, "Name").unwrap_or_default());
        self.sheets.push(Sheet { name, ..Sheet::default() });
        (self.next_row, self.next_definition) = (0, 0);
        Ok(())
    }

    fn column(&mut self, tag: &BytesStart<'_>) {
        let first = index(tag).unwrap_or(self.next_definition);
        let last = first.saturating_add(number(tag, "Span").unwrap_or(0));
        self.next_definition = last.saturating_add(1);
        let Some(sheet) = self.sheets.last_mut().filter(|_| last < self.limits.columns) else { return };
        if is_true(tag, "Hidden") {
            sheet.hidden_columns.insert(first, last);
        }
        // The width is in points; a character of the usual font takes seven pixels, 5.25 points.
        if let Some(width) = number::<f64>(tag, "Width").filter(|width| width.is_finite()) {
            sheet.column_widths.push(ColumnWidth { first, last, width: width / 5.25 });
        }
    }

    fn row(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let row = index(tag).unwrap_or(self.next_row);
        let last = row.saturating_add(number(tag, "Span").unwrap_or(0));
        if row < self.next_row || last >= self.limits.rows {
            return Err(Refusal::damaged("its rows are out of order or past the edge of a sheet"));
        }
        if let Some(sheet) = self.sheets.last_mut().filter(|_| is_true(tag, "Hidden")) {
            sheet.hidden_rows.insert(row, last);
        }
        self.row = Row { index: row, cells: Vec::new() };
        (self.next_row, self.next_column) = (last + 1, 0);
        Ok(())
    }

    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let column = index(tag).unwrap_or(self.next_column);
        let (across, down) = (number(tag, "MergeAcross").unwrap_or(0), number(tag, "MergeDown").unwrap_or(0));
        let last_column: u32 = column.saturating_add(across);
        if column < self.next_column || last_column >= self.limits.columns {
            return Err(Refusal::damaged("its cells are out of order or past the edge of a sheet"));
        }
        self.cells += 1;
        if self.cells > self.limits.cells {
            return Err(Refusal::TooBig(format!("it has over {} cells", self.limits.cells)));
        }
        self.next_column = last_column + 1;
        if (across > 0 || down > 0)
            && let Some(sheet) = self.sheets.last_mut().filter(|sheet| sheet.merges.len() < self.limits.merges)
        {
            let first_row = self.row.index;
            let last_row = first_row.saturating_add(down);
            sheet.merges.push(Merge { first_row, first_column: column, last_row, last_column });
        }
        self.cell = Some(Open {
            column,
            style: attribute(tag, "StyleID").unwrap_or_default().into_owned(),
            formula: attribute(tag, "Formula").is_some(),
            kind: String::new(),
            has_data: false,
            text: String::new(),
            lifts: Lifts::default(),
        });
        Ok(())
    }

    fn cell_done(&mut self) -> Result<(), Refusal> {
        let Some(mut open) = self.cell.take() else { return Ok(()) };
        let format = self.formats.get(&open.style).cloned();
        let mut struck = format.as_ref().is_some_and(|format| format.struck);
        match open.lifts.content(&open.text).filter(|_| !self.limits.keep_marks) {
            Some(Content::Text(text)) => open.text = text.to_string(),
            unmarked => struck |= unmarked.is_some(),
        }
        let Some(content) = self.content(&open)? else { return Ok(()) };
        let content = match (&content, &format) {
            (Content::Number(number), Some(format)) => {
                format.words(*number).map_or(content, |words| Content::Text(self.interner.share(&words)))
            }
            _ => content,
        };
        let content = content.crossed_out(struck);
        self.row.cells.push(Cell::formatted(open.column, content, format.as_ref(), open.formula));
        Ok(())
    }

    fn content(&mut self, open: &Open) -> Result<Option<Content>, Refusal> {
        if open.text.chars().count() > self.limits.text_characters {
            return Err(Refusal::TooBig(format!("a text is longer than {} characters", self.limits.text_characters)));
        }
        let text = open.text.as_str();
        Ok(match open.kind.as_str() {
            _ if !open.has_data => open.formula.then_some(Content::NotCalculated),
            "Number" => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Content::Number(number)),
                _ => self.shown(text),
            },
            "Boolean" => Some(Content::Flag(text.trim() == "1")),
            "DateTime" => iso_moment(text).map(Content::DateTime).or_else(|| self.shown(text)),
            // Some programs write the errors of formulas as texts.
            "String" if open.formula && text.starts_with('#') && text.ends_with(['!', '?', 'A']) => {
                Some(Content::Error(self.interner.share(text)))
            }
            "Error" => Some(Content::Error(self.interner.share(text))),
            _ => self.shown(text),
        })
    }

    fn shown(&mut self, text: &str) -> Option<Content> {
        (!text.is_empty()).then(|| Content::Text(self.interner.share(text)))
    }
}

/// The place that an element gives, counted from 0.
fn index(tag: &BytesStart<'_>) -> Option<u32> {
    number::<u32>(tag, "Index")?.checked_sub(1)
}

/// A number format by its code or by the name it has in this format.
fn format(code: &str) -> NumberFormat {
    match code {
        "Percent" => NumberFormat::of_code("0.00%"),
        "Fixed" => NumberFormat::of_code("0.00"),
        "Standard" => NumberFormat::of_code("#,##0.00"),
        "Scientific" => NumberFormat::of_code("0.00E+00"),
        named if named.ends_with("Date") => NumberFormat::built_in(14),
        named if named.ends_with("Time") => NumberFormat::built_in(21),
        code => NumberFormat::of_code(code),
    }
}
