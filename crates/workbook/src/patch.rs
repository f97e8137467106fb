//! Puts values into cells of a workbook and leaves everything else in it as it is.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use chrono::NaiveDate;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::place::{CellPlace, parse_a1};
use crate::write::serial;

/// What is put into a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// words
    Text(Arc<str>),
    /// a number
    Number(f64),
    /// a day, as the cell's own format shows it
    Day(NaiveDate),
}

/// A cell and what is put into it; nothing empties it.
#[derive(Clone, Debug, PartialEq)]
pub struct CellEdit {
    /// the sheet's name
    pub sheet: Arc<str>,
    /// row, from 0
    pub row: u32,
    /// column, from 0
    pub column: u32,
    /// what is put there
    pub value: Option<Value>,
}

/// The workbook cannot be changed.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be changed: {0}")]
pub struct PatchError(String);

impl PatchError {
    fn of(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

type Rows = BTreeMap<u32, BTreeMap<u32, Option<Value>>>;

/// The workbook with the edits made; of several edits to a cell the last counts.
///
/// # Errors
/// When the package or a part of it cannot be read, or a sheet or its place for cells is not there.
pub fn set_cells(workbook: &[u8], edits: &[CellEdit]) -> Result<Vec<u8>, PatchError> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).map_err(PatchError::of)?;
    let parts = sheet_parts(&mut archive)?;
    let mut by_part: BTreeMap<&str, Rows> = BTreeMap::new();
    for edit in edits {
        let part = parts.iter().find(|(name, _)| name.to_lowercase() == edit.sheet.to_lowercase());
        let (_, part) = part.ok_or_else(|| PatchError(format!("it has no sheet {}", edit.sheet)))?;
        by_part.entry(part).or_default().entry(edit.row).or_default().insert(edit.column, edit.value.clone());
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(PatchError::of)?;
        let name = file.name().map_err(PatchError::of)?.into_owned();
        let Some(rows) = by_part.remove(name.as_str()) else {
            out.raw_copy_file(file).map_err(PatchError::of)?;
            continue;
        };
        drop(file);
        let xml = text(&mut archive, &name)?;
        out.start_file(&name, SimpleFileOptions::default()).map_err(PatchError::of)?;
        out.write_all(&Sheet::new(rows).rewrite(&xml)?).map_err(PatchError::of)?;
    }
    // what has no place to go must not pass for written
    if let Some((part, _)) = by_part.first_key_value() {
        return Err(PatchError(format!("its part {part} is missing")));
    }
    Ok(out.finish().map_err(PatchError::of)?.into_inner())
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, PatchError> {
    let mut text = String::new();
    let mut file = archive.by_name(name).map_err(PatchError::of)?;
    file.read_to_string(&mut text).map_err(PatchError::of)?;
    Ok(text)
}

/// Names of sheets and the parts they stand in.
fn sheet_parts(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<(String, String)>, PatchError> {
    let relations = text(archive, "xl/_rels/workbook.xml.rels")?;
    let targets = attributes(&relations, "Relationship", ["Id", "Target"])?;
    let sheets = attributes(&text(archive, "xl/workbook.xml")?, "sheet", ["name", "id"])?;
    let part = |id: &str| {
        let (_, target) = targets.iter().find(|(known, _)| known == id)?;
        Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
    };
    Ok(sheets.into_iter().filter_map(|(name, id)| Some((name, part(&id)?))).collect())
}

/// Two attributes of every element of a name, whatever their prefixes.
fn attributes(xml: &str, element: &str, names: [&str; 2]) -> Result<Vec<(String, String)>, PatchError> {
    let mut reader = Reader::from_str(xml);
    let mut all = Vec::new();
    loop {
        match reader.read_event().map_err(PatchError::of)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == element => {
                let [first, second] = names.map(|name| attribute(&tag, name).unwrap_or_default());
                all.push((first, second));
            }
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// A sheet part while its cells are rewritten.
struct Sheet {
    rows: Rows,
    /// edits of the row that is open
    cells: BTreeMap<u32, Option<Value>>,
    row: u32,
    column: u32,
    /// the prefix of its elements, `x:`
    prefix: String,
    out: Writer<Vec<u8>>,
}

impl Sheet {
    fn new(rows: Rows) -> Self {
        let out = Writer::new(Vec::new());
        Self { rows, cells: BTreeMap::new(), row: 0, column: 0, prefix: String::new(), out }
    }

    fn rewrite(mut self, xml: &str) -> Result<Vec<u8>, PatchError> {
        let mut reader = Reader::from_str(xml);
        let mut skipping = false;
        loop {
            let event = reader.read_event().map_err(PatchError::of)?;
            if skipping {
                skipping = !matches!(&event, Event::End(tag) if tag.local_name().as_ref() == "c");
                continue;
            }
            match event {
                Event::Eof if !self.rows.is_empty() => {
                    return Err(PatchError::of("a sheet in it has no place for cells"));
                }
                Event::Eof => return Ok(self.out.into_inner()),
                Event::Start(tag) if tag.local_name().as_ref() == "c" => skipping = self.cell(&tag, false)?,
                Event::Empty(tag) if tag.local_name().as_ref() == "c" => _ = self.cell(&tag, true)?,
                Event::Start(tag) if tag.local_name().as_ref() == "row" => self.open_row(tag)?,
                Event::Empty(tag) if tag.local_name().as_ref() == "row" => {
                    let end = tag.to_end().into_owned();
                    self.open_row(tag.clone())?;
                    self.close_row()?;
                    self.put(Event::End(end))?;
                }
                Event::End(tag) if tag.local_name().as_ref() == "row" => {
                    self.close_row()?;
                    self.put(Event::End(tag))?;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "sheetData" => {
                    let end = tag.to_end().into_owned();
                    self.prefix = prefix(&tag);
                    self.put(Event::Start(tag.clone()))?;
                    self.rows_before(u32::MAX)?;
                    self.put(Event::End(end))?;
                }
                Event::Start(tag) if tag.local_name().as_ref() == "sheetData" => {
                    self.prefix = prefix(&tag);
                    self.put(Event::Start(tag))?;
                }
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => {
                    self.rows_before(u32::MAX)?;
                    self.put(Event::End(tag))?;
                }
                other => self.put(other)?,
            }
        }
    }

    fn put(&mut self, event: Event<'_>) -> Result<(), PatchError> {
        self.out.write_event(event).map_err(PatchError::of)
    }

    /// Rows that are not there and have cells now.
    fn rows_before(&mut self, end: u32) -> Result<(), PatchError> {
        while let Some(first) = self.rows.first_entry().filter(|first| *first.key() < end) {
            let (row, cells) = first.remove_entry();
            let name = format!("{}row", self.prefix);
            self.put(Event::Start(
                BytesStart::new(name.as_str()).with_attributes([("r", (row + 1).to_string().as_str())]),
            ))?;
            for (column, value) in cells {
                self.write(row, column, None, value)?;
            }
            self.put(Event::End(BytesEnd::new(name.as_str())))?;
        }
        Ok(())
    }

    fn open_row(&mut self, tag: BytesStart<'_>) -> Result<(), PatchError> {
        let number = attribute(&tag, "r").and_then(|number| number.parse::<u32>().ok());
        self.row = number.map_or(self.row, |number| number.saturating_sub(1));
        self.column = 0;
        self.rows_before(self.row)?;
        self.cells = self.rows.remove(&self.row).unwrap_or_default();
        self.put(Event::Start(tag))
    }

    fn close_row(&mut self) -> Result<(), PatchError> {
        self.cells_before(u32::MAX)?;
        self.row += 1;
        Ok(())
    }

    fn cells_before(&mut self, end: u32) -> Result<(), PatchError> {
        while let Some(first) = self.cells.first_entry().filter(|first| *first.key() < end) {
            let (column, value) = first.remove_entry();
            self.write(self.row, column, None, value)?;
        }
        Ok(())
    }

    /// A cell as it is, or with its new value; says whether what is inside it is to be left out.
    fn cell(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<bool, PatchError> {
        let place = attribute(tag, "r").and_then(|place| parse_a1(&place));
        self.column = place.map_or(self.column, |(_, column)| column);
        self.cells_before(self.column)?;
        let column = self.column;
        self.column += 1;
        match self.cells.remove(&column) {
            None if empty => self.put(Event::Empty(tag.clone())).map(|()| false),
            None => self.put(Event::Start(tag.clone())).map(|()| false),
            Some(value) => self.write(self.row, column, attribute(tag, "s"), value).map(|()| !empty),
        }
    }

    fn write(&mut self, row: u32, column: u32, style: Option<String>, value: Option<Value>) -> Result<(), PatchError> {
        let place = CellPlace { workbook: "".into(), sheet: "".into(), row, column }.a1();
        let [c, v, is, t] = ["c", "v", "is", "t"].map(|name| format!("{}{name}", self.prefix));
        let mut tag = BytesStart::new(c.as_str());
        tag.push_attribute(("r", place.as_str()));
        if let Some(style) = &style {
            tag.push_attribute(("s", style.as_str()));
        }
        let (names, text) = match value {
            None => return self.put(Event::Empty(tag)),
            Some(Value::Text(text)) => {
                tag.push_attribute(("t", "inlineStr"));
                (vec![is, t], text.to_string())
            }
            Some(Value::Number(number)) => (vec![v], number.to_string()),
            Some(Value::Day(day)) => (vec![v], serial(day).to_string()),
        };
        self.put(Event::Start(tag))?;
        for name in &names {
            let mut inner = BytesStart::new(name.as_str());
            if name.ends_with('t') {
                inner.push_attribute(("xml:space", "preserve"));
            }
            self.put(Event::Start(inner))?;
        }
        self.put(Event::Text(BytesText::new(&text)))?;
        for name in names.iter().rev() {
            self.put(Event::End(BytesEnd::new(name.as_str())))?;
        }
        self.put(Event::End(BytesEnd::new(c.as_str())))
    }
}

fn prefix(tag: &BytesStart<'_>) -> String {
    let name = tag.name();
    let name = name.as_ref();
    name.rfind(':').and_then(|at| name.get(..=at)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
