//! Notes (the older sort of comment): new ones beside the officer's, ours below theirs on the same cell.
//!
//! A note is a text in the comments part and a box in a drawing. A cell with a threaded comment gets none: Excel keeps
//! its own stand-in for the thread there, and would lose one of the two.

mod boxes;
mod comments;
mod present;

use std::collections::{BTreeMap, BTreeSet};

use super::area::Area;
use super::content_types::ContentTypes;
use super::error::AnnotateError;
use super::package::{Package, broken};
use super::rels::Rels;
use super::remark::{RemarkKind, Remarks};
use super::sheet::{ORDER, reference};
use super::survey::Survey;
use super::xml::{Edit, Kind, Scanner, cell_text};

pub(super) use boxes::{Blocks, id_map};
pub(super) use comments::{Comments, appended};
pub(super) use present::without_boxes;

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// A note holds no more.
const LIMIT: usize = 32_767;

/// Notes by their cells (row and column from 0).
pub(super) type NoteTexts = BTreeMap<(u32, u32), String>;
type Cells = Vec<(u32, u32)>;

/// What notes need of the package.
pub(super) struct Notes<'p, 'a> {
    pub(super) package: &'p mut Package<'a>,
    pub(super) types: &'p mut ContentTypes,
    pub(super) rels: &'p mut Rels,
    pub(super) blocks: &'p mut Blocks,
    pub(super) remarks: &'p mut Remarks,
    pub(super) base: &'p str,
    pub(super) author: &'p str,
    pub(super) strict: bool,
}

impl Notes<'_, '_> {
    /// Puts notes on a sheet; returns the cells that got one and, where the sheet needs it, the edit that hooks in the boxes.
    pub(super) fn put(
        &mut self,
        sheet: &str,
        survey: &Survey,
        notes: &NoteTexts,
    ) -> Result<(NoteTexts, Option<Edit>), AnnotateError> {
        let mut put = self.without_threads(sheet, notes)?;
        if put.is_empty() {
            return Ok((put, None));
        }
        let there = self.rels.by_word("comments").map(|r| self.rels.part_of(r)).filter(|p| self.package.has(p));
        let (fresh, refused) = match there {
            Some(part) => self.extend(&part, &put)?,
            None => {
                let part = self.package.free_name("xl/comments", ".xml");
                self.package.add(part.clone(), comments::render(&put, self.author, self.strict).into_bytes());
                self.types.declare(&part, COMMENTS);
                self.rels.add(&format!("{}/comments", self.base), &part);
                (put.keys().copied().collect(), Vec::new())
            }
        };
        for cell in refused {
            put.remove(&cell);
            self.remarks.cell(RemarkKind::TextCut, sheet, cell);
        }
        let boxes: Vec<_> = fresh.iter().filter_map(|c| put.get(c).map(|t| (*c, t.as_str()))).collect();
        self.grow_boxes(survey, &put, &fresh)?;
        let hook = self.put_boxes(survey, &boxes)?;
        Ok((put, hook))
    }

    fn without_threads(&mut self, sheet: &str, notes: &NoteTexts) -> Result<NoteTexts, AnnotateError> {
        let threads = self.threads()?;
        let mut put = BTreeMap::new();
        for (cell, text) in notes {
            if threads.contains(cell) {
                self.remarks.cell(RemarkKind::ThreadedComment, sheet, *cell);
                continue;
            }
            let (text, cut) = cell_text(text, LIMIT);
            if cut {
                self.remarks.cell(RemarkKind::TextCut, sheet, *cell);
            }
            put.insert(*cell, text);
        }
        Ok(put)
    }

    /// Cells that have a threaded comment.
    fn threads(&mut self) -> Result<BTreeSet<(u32, u32)>, AnnotateError> {
        let parts: Vec<String> = self
            .rels
            .all
            .iter()
            .filter(|r| !r.external && r.word().eq_ignore_ascii_case("threadedComment"))
            .map(|r| self.rels.part_of(r))
            .collect();
        let mut cells = BTreeSet::new();
        for part in parts.iter().filter(|p| self.package.has(p)).cloned().collect::<Vec<_>>() {
            let xml = self.package.read(&part)?;
            let mut scanner = Scanner::new(&xml).map_err(|b| broken(&part, b))?;
            while let Some(tag) = scanner.next_tag().map_err(|b| broken(&part, b))? {
                if tag.kind != Kind::Close
                    && tag.is("threadedComment")
                    && let Some(area) = tag.value("ref").and_then(|r| Area::parse(&r))
                {
                    cells.insert((area.top, area.left));
                }
            }
        }
        Ok(cells)
    }

    /// Extends the officer's comments part; returns the cells that need a box, and those that could not be extended.
    fn extend(&mut self, part: &str, notes: &NoteTexts) -> Result<(Cells, Cells), AnnotateError> {
        let xml = self.package.read(part)?;
        let comments = Comments::parse(&xml).map_err(|b| broken(part, b))?;
        let extended = comments.extend(notes, self.author);
        self.package.edit(part, extended.edits);
        Ok((extended.fresh, extended.refused))
    }

    /// The drawing that holds the notes' boxes.
    fn drawing(&self, survey: &Survey) -> Option<String> {
        let hooked = survey.legacy_drawing.as_deref().and_then(|id| self.rels.by_id(id))?;
        Some(self.rels.part_of(hooked)).filter(|p| self.package.has(p))
    }

    /// Makes room in the boxes of notes that ours were written below.
    fn grow_boxes(&mut self, survey: &Survey, put: &NoteTexts, fresh: &[(u32, u32)]) -> Result<(), AnnotateError> {
        let below: BTreeMap<_, _> =
            put.iter().filter(|(c, _)| fresh.binary_search(c).is_err()).map(|(c, t)| (*c, t.as_str())).collect();
        if let Some(part) = self.drawing(survey).filter(|_| !below.is_empty()) {
            let drawing = self.package.read(&part)?;
            self.package.edit(&part, present::grow(&drawing, &below));
        }
        Ok(())
    }

    fn put_boxes(&mut self, survey: &Survey, boxes: &[((u32, u32), &str)]) -> Result<Option<Edit>, AnnotateError> {
        if boxes.is_empty() {
            return Ok(None);
        }
        let ids = self.blocks.take(boxes.len());
        if let Some(part) = self.drawing(survey) {
            let text = self.package.read(&part)?;
            let edits = boxes::extend(&text, boxes, &ids)
                .ok_or_else(|| AnnotateError::Malformed { part: part.clone(), at: text.len() })?;
            self.package.edit(&part, edits);
            return Ok(None);
        }
        let part = self.package.free_name("xl/drawings/vmlDrawing", ".vml");
        self.package.add(part.clone(), boxes::render(boxes, &ids).into_bytes());
        self.types.declare(&part, DRAWING);
        let id = self.rels.add(&format!("{}/vmlDrawing", self.base), &part);
        let outline = &survey.outline;
        let element = format!("<{}legacyDrawing {}/>", outline.prefix, reference(&outline.root_tag, self.base, &id));
        Ok(Some(match outline.child("legacyDrawing") {
            // it leads nowhere: ours takes its place
            Some(dead) => Edit::replace(dead.open.start, dead.end, element),
            None => Edit::insert(outline.place(ORDER, "legacyDrawing"), element),
        }))
    }
}
