//! The source's parts, copied under free names with all that they lead to.

use super::super::content_types::ContentTypes;
use super::super::error::AnnotateError;
use super::super::job::Job;
use super::super::package::{Package, broken};
use super::super::rels::{Relationship, Rels, relative, rels_part, render};
use super::super::xml::{Scanner, text};
use super::names::Renames;
use super::rewrite::Rewriter;
use super::shapes::renumbered;
use super::{Formats, PartNames, Source, Strings, list_sheet};

const TABLE: &str = "spreadsheetml.table+xml";
/// Parts lead to parts that lead to parts: a sheet to a drawing, to a chart, to its style. No further.
const DEPTH: usize = 8;

/// A table's number and name.
pub(super) struct TableName {
    pub(super) id: u32,
    pub(super) name: String,
}

/// All tables of a package; one that cannot be read takes no name.
pub(super) fn tables(package: &mut Package<'_>, types: &ContentTypes) -> Vec<TableName> {
    let parts: Vec<String> =
        package.names().iter().filter(|n| types.of(n).is_some_and(|t| t.ends_with(TABLE))).cloned().collect();
    parts.iter().filter_map(|part| table(&package.read(part).ok()?)).collect()
}

fn table(xml: &[u8]) -> Option<TableName> {
    let root = Scanner::new(xml).ok()?.next_tag().ok()??;
    let name = root.value("displayName").or_else(|| root.value("name"))?;
    Some(TableName { id: root.value("id").and_then(|i| i.trim().parse().ok()).unwrap_or(0), name })
}

/// Copies parts from the source into the workbook.
pub(super) struct Copier<'c, 'a, 'b> {
    job: &'c mut Job<'a>,
    source: &'c mut Source<'b>,
    renames: &'c Renames,
    rewriter: Rewriter<'c>,
    done: PartNames,
}

impl<'c, 'a, 'b> Copier<'c, 'a, 'b> {
    pub(super) fn new(
        job: &'c mut Job<'a>,
        source: &'c mut Source<'b>,
        renames: &'c Renames,
        formats: &'c Formats,
        strings: &'c Strings,
    ) -> Self {
        Self { job, source, renames, rewriter: Rewriter { renames, formats, strings }, done: PartNames::new() }
    }

    /// Copies all sheets, in order, and lists them in the workbook.
    pub(super) fn sheets(&mut self) -> Result<(), AnnotateError> {
        for sheet in self.source.workbook.sheets.clone() {
            let part = self.part(&sheet.part, DEPTH)?;
            let hidden = self.hidden(&sheet)?;
            list_sheet(self.job, self.renames.sheet(&sheet.name), hidden.as_deref(), &part, &sheet.kind);
        }
        Ok(())
    }

    fn hidden(&mut self, sheet: &super::super::workbook::Sheet) -> Result<Option<String>, AnnotateError> {
        let part = self.source.workbook.part.clone();
        let xml = self.source.package.read(&part)?;
        let raw = xml.get(sheet.span.0..sheet.span.1).unwrap_or_default();
        Ok(super::super::xml::value(raw, "state").filter(|s| s != "visible"))
    }

    /// Copies a part and what it leads to; returns its new name. A part is copied once.
    fn part(&mut self, part: &str, depth: usize) -> Result<String, AnnotateError> {
        if let Some(done) = self.done.get(part) {
            return Ok(done.clone());
        }
        if depth == 0 {
            return Err(AnnotateError::MissingPart(part.to_owned()));
        }
        let (stem, suffix) = stem_and_suffix(part);
        let name = self.job.package.free_name(&stem, &suffix);
        self.done.insert(part.to_owned(), name.clone());
        let kind = self.source.types.of(part).unwrap_or("application/xml").to_owned();
        let bytes = self.content(part, &kind)?;
        self.relationships(part, &name, depth)?;
        self.job.types.declare(&name, &kind);
        self.job.package.add(name.clone(), bytes);
        Ok(name)
    }

    fn content(&mut self, part: &str, kind: &str) -> Result<Vec<u8>, AnnotateError> {
        let bytes = self.source.package.read(part)?;
        if kind.ends_with("vmlDrawing") {
            return Ok(renumbered(&text(&bytes), &mut self.job.blocks).into_bytes());
        }
        let rewritten = ["worksheet+xml", "chartsheet+xml", "table+xml", "chart+xml", "drawing+xml"];
        if !rewritten.iter().any(|w| kind.ends_with(w)) {
            return Ok(bytes);
        }
        let table = kind.ends_with(TABLE).then(|| {
            self.job.last_table_id = self.job.last_table_id.saturating_add(1);
            self.job.last_table_id
        });
        self.rewriter.part(&bytes, table).map_err(|b| broken(part, b))
    }

    fn relationships(&mut self, part: &str, name: &str, depth: usize) -> Result<(), AnnotateError> {
        let rels = Rels::load(&mut self.source.package, part)?;
        let mut copied: Vec<Relationship> = Vec::new();
        for relationship in &rels.all {
            let mut new = relationship.clone();
            if !relationship.external {
                let target = self.part(&rels.part_of(relationship), depth - 1)?;
                new.target = relative(name, &target);
            }
            copied.push(new);
        }
        if !copied.is_empty() {
            self.job.package.add(rels_part(name), render(&copied).into_bytes());
        }
        Ok(())
    }
}

/// `xl/charts/chart12.xml` as `xl/charts/chart` and `.xml`.
fn stem_and_suffix(part: &str) -> (String, String) {
    let dot = part.rfind('.').unwrap_or(part.len());
    let (stem, suffix) = part.split_at(dot);
    (stem.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned(), suffix.to_owned())
}
