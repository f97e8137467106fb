//! The workbook part: which sheets there are, in which parts, and what must be said of the whole book.

use super::content_types::ContentTypes;
use super::error::AnnotateError;
use super::package::{Package, broken};
use super::rels::{Rels, STRICT, TRANSITIONAL};
use super::xml::{Kind, Outline, OutlineBuilder, Scanner, plain_text, prefixed_attribute};

/// Children of `<workbook>` in the order of the schema.
pub(super) const ORDER: &[&str] = &[
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
];

/// One sheet of the book.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) sheet_id: u32,
    pub(super) rel_id: String,
    /// empty where its relationship is missing
    pub(super) part: String,
    /// last word of the relationship: `worksheet`, `chartsheet`, …
    pub(super) kind: String,
    /// where the element stands
    pub(super) span: (usize, usize),
}

/// One defined name.
#[derive(Clone, Debug)]
pub(super) struct DefinedName {
    pub(super) name: String,
    pub(super) local_sheet: Option<usize>,
    pub(super) text: String,
    /// its opening tag
    pub(super) tag: String,
    pub(super) span: (usize, usize),
    /// where the opening tag ends and the closing one begins
    pub(super) inner: (usize, usize),
}

/// A workbook part, read.
pub(super) struct Workbook {
    pub(super) part: String,
    pub(super) outline: Outline,
    pub(super) rels: Rels,
    pub(super) sheets: Vec<Sheet>,
    pub(super) names: Vec<DefinedName>,
    pub(super) strict: bool,
    pub(super) structure_locked: bool,
}

impl Workbook {
    pub(super) fn load(package: &mut Package<'_>, types: &ContentTypes) -> Result<Self, AnnotateError> {
        let root = Rels::load(package, "")?;
        let main = root.by_word("officeDocument").ok_or(AnnotateError::NotAWorkbook)?;
        let part = root.part_of(main);
        let kind = types.of(&part).unwrap_or_default();
        if part.to_ascii_lowercase().ends_with(".bin") || kind.contains("sheet.binary") {
            return Err(AnnotateError::BinaryFormat);
        }
        let xml = package.read(&part)?;
        let rels = Rels::load(package, &part)?;
        let mut workbook = Self::parse(&xml).map_err(|b| broken(&part, b))?.ok_or(AnnotateError::NotAWorkbook)?;
        for sheet in &mut workbook.sheets {
            if let Some(found) = rels.by_id(&sheet.rel_id).filter(|r| !r.external) {
                sheet.part = rels.part_of(found);
                found.word().clone_into(&mut sheet.kind);
            }
        }
        workbook.part = part;
        workbook.rels = rels;
        Ok(workbook)
    }

    fn parse(xml: &[u8]) -> Result<Option<Self>, super::xml::Broken> {
        let mut builder = OutlineBuilder::default();
        let (mut sheets, mut names, mut structure_locked) = (Vec::new(), Vec::<DefinedName>::new(), false);
        let mut scanner = Scanner::new(xml)?;
        while let Some(tag) = scanner.next_tag()? {
            builder.see(&tag);
            match (tag.kind, tag.depth, tag.local()) {
                (Kind::Open | Kind::Empty, 2, b"sheet") => sheets.push(sheet(tag.raw, (tag.start, tag.end))),
                (Kind::Close, 2, b"sheet") => {
                    if let Some(last) = sheets.last_mut() {
                        last.span.1 = tag.end;
                    }
                }
                (Kind::Open, 2, b"definedName") => names.push(DefinedName {
                    name: tag.value("name").unwrap_or_default(),
                    local_sheet: tag.value("localSheetId").and_then(|v| v.trim().parse().ok()),
                    text: String::new(),
                    tag: super::xml::text(tag.raw),
                    span: (tag.start, tag.end),
                    inner: (tag.end, tag.end),
                }),
                (Kind::Close, 2, b"definedName") => {
                    if let Some(last) = names.last_mut() {
                        last.text = plain_text(xml.get(last.inner.0..tag.start).unwrap_or_default());
                        last.inner.1 = tag.start;
                        last.span.1 = tag.end;
                    }
                }
                (Kind::Open | Kind::Empty, 1, b"workbookProtection") => {
                    structure_locked = tag.value("lockStructure").is_some_and(|v| matches!(v.trim(), "1" | "true"));
                }
                _ => {}
            }
        }
        let Some(outline) = builder.done().ok().filter(|o| o.root_name.ends_with("workbook")) else { return Ok(None) };
        let strict = outline.root_tag.contains("http://purl.oclc.org/ooxml/spreadsheetml/main");
        let rels = Rels::none();
        Ok(Some(Self { part: String::new(), outline, rels, sheets, names, strict, structure_locked }))
    }

    /// Relationship types of this book begin so.
    pub(super) fn relationship_base(&self) -> &'static str {
        if self.strict { STRICT } else { TRANSITIONAL }
    }
}

fn sheet(raw: &[u8], span: (usize, usize)) -> Sheet {
    let value = |name: &str| super::xml::value(raw, name);
    Sheet {
        name: value("name").unwrap_or_default(),
        sheet_id: value("sheetId").and_then(|v| v.trim().parse().ok()).unwrap_or(0),
        rel_id: prefixed_attribute(raw, "id").unwrap_or_default(),
        part: String::new(),
        kind: String::new(),
        span,
    }
}

/// Sheet names are one where only their case differs.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}
