//! Cells: restyled where they stand, or put into gaps and new rows.

use std::collections::BTreeMap;

use super::super::area::a1;
use super::super::remark::{RemarkKind, Remarks};
use super::super::styles::{Look, Styles};
use super::super::survey::{CellPlace, RowPlace, Survey};
use super::super::xml::{Edit, xstring};
use super::{Content, NewCell, SheetEdits, SheetTask, style_now};

/// Writes the edits of one sheet.
pub(super) struct Writer<'a> {
    survey: &'a Survey,
    styles: &'a mut Styles,
    sheet: &'a str,
    remarks: &'a mut Remarks,
    prefix: &'a str,
    out: SheetEdits,
    /// cells of rows that are not there, or are there and empty
    rows: BTreeMap<u32, String>,
    /// cells that were not there before
    grown: Vec<(u32, u32)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(survey: &'a Survey, styles: &'a mut Styles, sheet: &'a str, remarks: &'a mut Remarks) -> Self {
        let prefix = survey.outline.prefix.as_str();
        Self {
            survey,
            styles,
            sheet,
            remarks,
            prefix,
            out: SheetEdits::default(),
            rows: BTreeMap::new(),
            grown: Vec::new(),
        }
    }

    pub(super) fn write(mut self, task: &SheetTask) -> SheetEdits {
        let mut cells: Vec<_> = task.marks.keys().chain(task.added.keys()).copied().collect();
        cells.sort_unstable();
        cells.dedup();
        for cell in cells {
            match task.added.get(&cell) {
                Some(new) => self.add(cell, new),
                None => {
                    if let Some(look) = task.marks.get(&cell) {
                        self.mark(cell, look);
                    }
                }
            }
        }
        self.finish_rows();
        self.grow_dimension();
        self.grow_spans();
        self.out
    }

    fn mark(&mut self, cell: (u32, u32), look: &Look) {
        if look.is_nothing() {
            return;
        }
        let base = style_now(self.survey, cell);
        let derived = self.styles.derive(base, look);
        let mut laid = look.clone();
        if derived.fill_kept {
            self.remarks.cell(RemarkKind::OwnFillKept, self.sheet, cell);
            (laid.fill, laid.font) = (None, None);
        }
        self.out.restyled.push((cell, base, laid));
        match self.survey.cells.get(&cell) {
            Some(CellPlace::Here { style_gap, style_at, .. }) => {
                let edit = match style_at {
                    Some(at) => Edit::replace(at.start, at.end, derived.index.to_string()),
                    None => Edit::insert(*style_gap, format!(" s=\"{}\"", derived.index)),
                };
                self.out.edits.push(edit);
            }
            _ => {
                let element = format!("<{}c r=\"{}\" s=\"{}\"/>", self.prefix, a1(cell), derived.index);
                self.put(cell, element);
            }
        }
    }

    fn add(&mut self, cell: (u32, u32), new: &NewCell) {
        let base = style_now(self.survey, new.like.unwrap_or(cell));
        let index = self.styles.derive(base, &new.look).index;
        let element = self.element(cell, index, &new.content);
        match self.survey.cells.get(&cell) {
            Some(CellPlace::Here { blank: false, .. }) => {
                self.remarks.cell(RemarkKind::Occupied, self.sheet, cell);
                return;
            }
            Some(CellPlace::Here { tag, end, .. }) => self.out.edits.push(Edit::replace(tag.start, *end, element)),
            _ => self.put(cell, element),
        }
        self.out.written.push(cell);
        if let Some(link) = &new.link {
            self.out.links.push((cell, link.clone()));
        }
    }

    fn element(&mut self, cell: (u32, u32), style: u32, content: &Content) -> String {
        let (p, at) = (self.prefix, a1(cell));
        match content {
            Content::Number(n) if n.is_finite() => format!("<{p}c r=\"{at}\" s=\"{style}\"><{p}v>{n}</{p}v></{p}c>"),
            Content::Number(_) => format!("<{p}c r=\"{at}\" s=\"{style}\"/>"),
            Content::Text(text) => format!(
                "<{p}c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{}</{p}t></{p}is></{p}c>",
                xstring(text)
            ),
        }
    }

    /// Puts an element where no cell is; cells come in order.
    fn put(&mut self, cell: (u32, u32), element: String) {
        self.grown.push(cell);
        let empty_row = matches!(self.survey.rows.get(&cell.0), Some(RowPlace::Here { empty: true, .. }));
        match self.survey.cells.get(&cell) {
            Some(CellPlace::Gap(at)) if !empty_row => self.out.edits.push(Edit::insert(*at, element)),
            _ => self.rows.entry(cell.0).or_default().push_str(&element),
        }
    }

    fn finish_rows(&mut self) {
        let p = self.prefix;
        let data = self.survey.outline.child("sheetData");
        let mut at_end = String::new();
        for (row, cells) in std::mem::take(&mut self.rows) {
            match self.survey.rows.get(&row) {
                Some(RowPlace::Here { tag, .. }) => {
                    let edit = Edit::replace(tag.end.saturating_sub(2), tag.end, format!(">{cells}</{p}row>"));
                    self.out.edits.push(edit);
                }
                Some(RowPlace::Gap(at)) => {
                    let element = format!("<{p}row r=\"{}\">{cells}</{p}row>", u64::from(row) + 1);
                    if data.is_some_and(|d| d.empty && d.end == *at) {
                        at_end.push_str(&element);
                    } else {
                        self.out.edits.push(Edit::insert(*at, element));
                    }
                }
                None => {}
            }
        }
        if let Some(data) = data.filter(|_| !at_end.is_empty()) {
            self.out.edits.push(self.survey.outline.append_to(data, &at_end));
        }
    }

    /// Rows that say which columns they hold say so of ours too.
    fn grow_spans(&mut self) {
        let mut reach: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for (row, column) in &self.grown {
            let number = column + 1;
            let known = reach.entry(*row).or_insert((number, number));
            *known = (known.0.min(number), known.1.max(number));
        }
        for (row, (first, last)) in reach {
            let Some(RowPlace::Here { spans: Some((at, from, to)), .. }) = self.survey.rows.get(&row) else { continue };
            let grown = (first.min(*from), last.max(*to));
            if grown != (*from, *to) {
                self.out.edits.push(Edit::replace(at.start, at.end, format!("{}:{}", grown.0, grown.1)));
            }
        }
    }

    fn grow_dimension(&mut self) {
        let Some((at, area)) = &self.survey.dimension else { return };
        let grown = self.grown.iter().fold(*area, |area, cell| area.with(*cell));
        if grown != *area {
            self.out.edits.push(Edit::replace(at.start, at.end, grown.a1()));
        }
    }
}
