//! One table of a spreadsheet: its columns, rows and cells.

use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::cell::{CellTag, Shown, is_hidden, repeated};
use super::paragraph::Paragraphs;
use super::styles::Styles;
use crate::place::CellPlace;
use crate::read::cell::{Cell, Content, Row};
use crate::read::error::Refusal;
use crate::read::intern::Interner;
use crate::read::lifted::Lift;
use crate::read::limits::Limits;
use crate::read::sheet::{ColumnWidth, Merge, Remark, Sheet, Visibility};
use crate::read::xml::{Xml, attribute, push_reference};

/// Reads tables; the limits hold for all of them together.
pub(super) struct TableReader<'l> {
    book: Arc<str>,
    limits: &'l Limits,
    interner: Interner,
    cells: u64,
    remarks: Vec<Remark>,
}

/// A table while it is read.
struct Making {
    sheet: Sheet,
    next_row: u32,
    next_column: u32,
    /// column of the next `table-column`
    next_definition: u32,
    row: Row,
    row_repeated: u32,
}

/// What to do about an element of a table.
enum Step {
    Cell(CellTag),
    Skip,
    End,
    On,
}

/// More comments than this on a sheet are not looked at.
const MOST_COMMENTS: usize = 10_000;

/// The words of a comment whose start was just read, to its end: without who wrote it and when.
fn annotation<R: BufRead>(xml: &mut Xml<R>) -> Result<String, Refusal> {
    let (mut depth, mut words_at, mut words) = (1_u32, None, String::new());
    loop {
        match xml.next()? {
            Event::Start(tag) => {
                depth += 1;
                if words_at.is_none() && tag.local_name().as_ref() == "p" {
                    words_at = Some(depth);
                    words.push(' ');
                }
            }
            Event::End(_) => {
                words_at = words_at.filter(|at| *at != depth);
                depth -= 1;
                if depth == 0 {
                    return Ok(words);
                }
            }
            Event::Text(text) if words_at.is_some() => words.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if words_at.is_some() => push_reference(&reference, &mut words),
            Event::Eof => return Ok(words),
            _ => {}
        }
    }
}

impl<'l> TableReader<'l> {
    pub(super) fn new(book: &Arc<str>, limits: &'l Limits) -> Self {
        let book = Arc::clone(book);
        Self { book, limits, interner: Interner::default(), cells: 0, remarks: Vec::new() }
    }

    pub(super) fn into_remarks(self) -> Vec<Remark> {
        self.remarks
    }

    /// Reads the table whose start was just read.
    pub(super) fn table<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        name: Arc<str>,
        style: &str,
        styles: &Styles,
    ) -> Result<Sheet, Refusal> {
        let visibility = if styles.hides(style) { Visibility::Hidden } else { Visibility::Visible };
        let sheet = Sheet { name, visibility, ..Sheet::default() };
        let row = Row::default();
        let mut making = Making { sheet, next_row: 0, next_column: 0, next_definition: 0, row, row_repeated: 1 };
        loop {
            let step = match xml.next()? {
                Event::Start(tag) => self.start(&tag, &mut making, styles),
                Event::End(tag) => match tag.local_name().as_ref() {
                    "table-row" => {
                        self.row_done(&mut making)?;
                        Step::On
                    }
                    "table" => Step::End,
                    _ => Step::On,
                },
                Event::Eof => Step::End,
                _ => Step::On,
            };
            match step {
                Step::Cell(tag) => {
                    let text = self.text(xml, &mut making, styles)?;
                    self.cell(&tag, &text, &mut making)?;
                }
                Step::Skip => xml.skip_element()?,
                Step::End => return Ok(making.sheet),
                Step::On => {}
            }
        }
    }

    fn start(&self, tag: &BytesStart<'_>, making: &mut Making, styles: &Styles) -> Step {
        match tag.local_name().as_ref() {
            "table-cell" | "covered-table-cell" => {
                let style = attribute(tag, "style-name");
                let struck = style.and_then(|style| styles.lift(&style)).flatten() == Some(Lift::Struck);
                Step::Cell(CellTag::of(tag, struck && !self.limits.keep_marks))
            }
            "table-row" => {
                making.row = Row { index: making.next_row, cells: Vec::new() };
                making.next_column = 0;
                making.row_repeated = repeated(tag, "number-rows-repeated");
                if is_hidden(tag) {
                    let last = making.next_row.saturating_add(making.row_repeated - 1);
                    making.sheet.hidden_rows.insert(making.next_row, last.min(self.limits.rows - 1));
                }
                Step::On
            }
            "table-column" => {
                self.column(tag, making, styles);
                Step::On
            }
            // wrappers around rows and columns
            "table-row-group"
            | "table-header-rows"
            | "table-rows"
            | "table-column-group"
            | "table-header-columns"
            | "table-columns" => Step::On,
            _ => Step::Skip,
        }
    }

    fn column(&self, tag: &BytesStart<'_>, making: &mut Making, styles: &Styles) {
        let first = making.next_definition;
        let count = repeated(tag, "number-columns-repeated");
        making.next_definition = first.saturating_add(count);
        let last = making.next_definition.min(self.limits.columns).saturating_sub(1);
        if first > last {
            return;
        }
        if is_hidden(tag) {
            making.sheet.hidden_columns.insert(first, last);
        }
        let width = attribute(tag, "style-name").and_then(|style| styles.width(&style));
        making.sheet.column_widths.extend(width.map(|width| ColumnWidth { first, last, width }));
    }

    /// The text of the cell whose start was just read, to its end.
    fn text<R: BufRead>(&mut self, xml: &mut Xml<R>, making: &mut Making, styles: &Styles) -> Result<Shown, Refusal> {
        // Four bytes are the most that a character takes.
        let mut paragraphs = Paragraphs::new(self.limits.text_characters * 4, self.limits.keep_marks);
        let mut inside = 0_u32;
        loop {
            let mut skip = false;
            match xml.next()? {
                Event::Start(tag) if inside == 0 => match tag.local_name().as_ref() {
                    "p" | "h" => {
                        paragraphs.begin();
                        inside = 1;
                    }
                    "annotation" => {
                        let words = annotation(xml)?;
                        if making.sheet.comments.len() < MOST_COMMENTS {
                            making.sheet.comments.push((making.next_row, making.next_column, words.into()));
                        }
                    }
                    // notes, pictures, controls
                    _ => skip = true,
                },
                Event::Start(tag) if matches!(tag.local_name().as_ref(), "annotation" | "note" | "ruby-text") => {
                    skip = true
                }
                Event::End(_) if inside == 0 => break,
                event @ Event::End(_) => {
                    inside -= 1;
                    paragraphs.piece(&event, styles);
                }
                Event::Eof => break,
                event => {
                    inside += u32::from(matches!(event, Event::Start(_)));
                    if inside > 0 {
                        paragraphs.piece(&event, styles);
                    }
                }
            }
            if skip {
                xml.skip_element()?;
            }
        }
        if paragraphs.cut {
            let (workbook, sheet) = (Arc::clone(&self.book), Arc::clone(&making.sheet.name));
            let place = CellPlace { workbook, sheet, row: making.next_row, column: making.next_column };
            self.remarks.push(Remark::cell(place, "its text is longer than a cell holds; only its beginning was read"));
        }
        Ok(paragraphs.into_shown())
    }

    fn cell(&mut self, tag: &CellTag, text: &Shown, making: &mut Making) -> Result<(), Refusal> {
        let column = making.next_column;
        making.next_column = column.saturating_add(tag.repeated);
        if tag.columns_spanned > 1 || tag.rows_spanned > 1 {
            let (first_row, first_column) = (making.next_row, column);
            let last_row = first_row.saturating_add(tag.rows_spanned - 1);
            let last_column = first_column.saturating_add(tag.columns_spanned - 1);
            if making.sheet.merges.len() < self.limits.merges {
                making.sheet.merges.push(Merge { first_row, first_column, last_row, last_column });
            }
        }
        let Some(content) = tag.content(text) else { return Ok(()) };
        if making.next_column > self.limits.columns {
            return Err(Refusal::damaged("a cell lies past the edge of a sheet"));
        }
        self.count(u64::from(tag.repeated))?;
        let content = match content {
            Content::Text(text) => Content::Text(self.interner.share(&text)),
            Content::Error(error) => Content::Error(self.interner.share(&error)),
            other => other,
        };
        let content = content.crossed_out(tag.struck || text.struck);
        let cell = Cell { column, content, percent: tag.percent, format: None, formula: tag.formula };
        let copies = (column..making.next_column).map(|column| Cell { column, ..cell.clone() });
        making.row.cells.extend(copies);
        Ok(())
    }

    fn count(&mut self, cells: u64) -> Result<(), Refusal> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > self.limits.cells {
            return Err(Refusal::TooBig(format!("it has over {} cells", self.limits.cells)));
        }
        Ok(())
    }

    fn row_done(&mut self, making: &mut Making) -> Result<(), Refusal> {
        let mut row = std::mem::take(&mut making.row);
        let first = making.next_row;
        making.next_row = first.saturating_add(making.row_repeated);
        if row.cells.is_empty() {
            return Ok(());
        }
        if making.next_row > self.limits.rows {
            return Err(Refusal::damaged("a cell lies past the edge of a sheet"));
        }
        self.interner.check(self.limits)?;
        row.cells.shrink_to_fit();
        self.count(row.cells.len() as u64 * u64::from(making.row_repeated - 1))?;
        for index in first + 1..making.next_row {
            making.sheet.rows.push(Row { index: index - 1, cells: row.cells.clone() });
        }
        row.index = making.next_row - 1;
        making.sheet.rows.push(row);
        Ok(())
    }
}
