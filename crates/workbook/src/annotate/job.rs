//! One workbook being annotated: everything that is shared while the plan is carried out sheet by sheet.

use std::collections::BTreeMap;

use super::content_types::ContentTypes;
use super::error::AnnotateError;
use super::notes::{Blocks, Notes};
use super::package::{Package, broken};
use super::record::{self, Record};
use super::rels::Rels;
use super::remark::{RemarkKind, Remarks};
use super::sheet::{SheetTask, Tail};
use super::styles::{Styles, highest};
use super::titles;
use super::workbook::{ORDER, Sheet, Workbook};
use super::xml::Edit;

const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// A workbook being annotated.
pub(super) struct Job<'a> {
    pub(super) package: Package<'a>,
    pub(super) types: ContentTypes,
    pub(super) workbook: Workbook,
    pub(super) styles: Styles,
    pub(super) remarks: Remarks,
    pub(super) blocks: Blocks,
    /// elements of sheets to be listed
    pub(super) new_sheets: Vec<String>,
    /// elements of names to be defined
    pub(super) new_names: String,
    pub(super) last_table_id: u32,
    pub(super) record: Record,
}

impl<'a> Job<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, AnnotateError> {
        let mut package = Package::open(bytes)?;
        let types = ContentTypes::load(&mut package)?;
        let workbook = Workbook::load(&mut package, &types)?;
        let part = workbook.rels.by_word("styles").map(|r| workbook.rels.part_of(r)).filter(|p| package.has(p));
        let styles = Styles::load(&mut package, part, workbook.strict)?;
        let blocks = Blocks::of(&mut package, &types);
        Ok(Self {
            package,
            types,
            workbook,
            styles,
            remarks: Remarks::default(),
            blocks,
            new_sheets: Vec::new(),
            new_names: String::new(),
            last_table_id: 0,
            record: Record::default(),
        })
    }

    /// The same, where formats may be added: ours come behind all that its sheets point at, so each is looked through.
    pub(super) fn open_to_change(bytes: &'a [u8]) -> Result<Self, AnnotateError> {
        let mut job = Self::open(bytes)?;
        let sheets = job.workbook.sheets.iter().map(|sheet| sheet.part.as_str());
        job.styles.pointed_at(highest(&mut job.package, sheets));
        Ok(job)
    }

    /// What the officer should know of the workbook as a whole.
    pub(super) fn remark_on_book(&mut self, grafts: bool) -> Result<(), AnnotateError> {
        if self.workbook.structure_locked && grafts {
            self.remarks.book(RemarkKind::ProtectedWorkbook);
        }
        let root = Rels::load(&mut self.package, "")?;
        if root.all.iter().any(|r| r.kind.contains("/digital-signature/")) {
            self.remarks.book(RemarkKind::SignatureBroken);
        }
        let signed = self.package.names().iter().any(|n| n.to_ascii_lowercase().contains("vbaprojectsignature"));
        if signed && grafts {
            self.remarks.book(RemarkKind::MacroSignature);
        }
        Ok(())
    }

    /// Carries out what is to be done on one sheet.
    pub(super) fn annotate_sheet(
        &mut self,
        sheet: &Sheet,
        mut task: SheetTask,
        author: &str,
    ) -> Result<(), AnnotateError> {
        let part = sheet.part.clone();
        let xml = self.package.read(&part)?;
        let survey = task.survey(&xml, &sheet.name, &mut self.remarks).map_err(|b| broken(&part, b))?;
        if survey.outline.child("sheetData").is_none() {
            self.remarks.sheet(RemarkKind::NotAWorksheet, &sheet.name);
            return Ok(());
        }
        if survey.protected {
            self.remarks.sheet(RemarkKind::ProtectedSheet, &sheet.name);
        }
        let mut done = task.edits(&survey, &mut self.styles, &sheet.name, &mut self.remarks);
        let mut rels = Rels::load(&mut self.package, &part)?;
        let base = self.workbook.relationship_base();
        let link = Tail { survey: &survey, rels: &mut rels, base }.links(&done.links);
        done.edits.extend(link);
        let mut notes = Notes {
            package: &mut self.package,
            types: &mut self.types,
            rels: &mut rels,
            blocks: &mut self.blocks,
            remarks: &mut self.remarks,
            base,
            author,
            strict: self.workbook.strict,
        };
        let (put, hook) = notes.put(&sheet.name, &survey, &task.notes)?;
        done.edits.extend(hook);
        rels.flush(&mut self.package);
        self.package.edit(&part, survey.outline.fit(std::mem::take(&mut done.edits)));
        self.record.sheet(&sheet.name, &task, &done, &put, &self.styles);
        Ok(())
    }

    /// Writes what concerns the whole book, and the new package.
    pub(super) fn finish(mut self) -> Result<(Vec<u8>, Remarks), AnnotateError> {
        self.flush_styles();
        titles::add(&mut self.package, &self.types, &self.workbook, &self.record.grafted)?;
        let undo_part = record::add(&mut self)?;
        self.flush_workbook();
        self.workbook.rels.flush(&mut self.package);
        self.types.flush(&mut self.package);
        record::add_undo(&mut self.package, undo_part)?;
        let bytes = self.package.save()?.bytes;
        Ok((bytes, self.remarks))
    }

    /// Writes the new package without a record: of a copy whose marks were taken out.
    pub(super) fn finish_plain(mut self) -> Result<(Vec<u8>, Remarks), AnnotateError> {
        self.flush_styles();
        self.workbook.rels.flush(&mut self.package);
        self.types.flush(&mut self.package);
        let bytes = self.package.save()?.bytes;
        Ok((bytes, self.remarks))
    }

    /// Leaves a part out of the new package.
    pub(super) fn drop_part(&mut self, part: &str) {
        self.package.remove(part);
        self.types.forget(part);
    }

    fn flush_styles(&mut self) {
        let empty = Styles::nothing();
        let styles = std::mem::replace(&mut self.styles, empty);
        if let Some(part) = styles.flush(&mut self.package) {
            self.types.declare(&part, STYLES);
            let base = self.workbook.relationship_base();
            self.workbook.rels.add(&format!("{base}/styles"), &part);
        }
    }

    fn flush_workbook(&mut self) {
        let outline = &self.workbook.outline;
        let p = &outline.prefix;
        let mut edits = Vec::new();
        if !self.new_sheets.is_empty() {
            let all = self.new_sheets.concat();
            edits.push(match outline.child("sheets") {
                Some(sheets) => outline.append_to(sheets, &all),
                None => Edit::insert(outline.place(ORDER, "sheets"), format!("<{p}sheets>{all}</{p}sheets>")),
            });
        }
        if !self.new_names.is_empty() {
            let all = &self.new_names;
            edits.push(match outline.child("definedNames") {
                Some(names) => outline.append_to(names, all),
                None => {
                    let at = outline.place(ORDER, "definedNames");
                    Edit::insert(at, format!("<{p}definedNames>{all}</{p}definedNames>"))
                }
            });
        }
        let edits = outline.fit(edits);
        self.package.edit(&self.workbook.part, edits);
    }

    /// Sheets by their names in lower case.
    pub(super) fn sheets_by_name(&self) -> BTreeMap<String, Sheet> {
        self.workbook.sheets.iter().map(|s| (s.name.to_lowercase(), s.clone())).collect()
    }
}
