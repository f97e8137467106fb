//! What an annotated copy says of itself: what it was made from, and how to take our marks out again.
//!
//! Three things are kept, for three ways a copy may come back:
//! - `yardstick/undo.json`: the exact bytes to take out and put back. Good for a copy as we wrote it; spreadsheet programs drop it when
//!   they save, which is right, as its offsets would no longer hold.
//! - a custom XML part: which cells, notes and sheets are ours and what they looked like before. Excel keeps it, so marks can be
//!   taken out of a copy that was worked on, and the work stays.
//! - a hidden name: that the copy is ours at all. Every program keeps it.

mod recognise;

use crate::fingerprint;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::error::AnnotateError;
use super::job::Job;
use super::package::{Package, PartUndo};
use super::plan::AnnotationPlan;
use super::rels::{TRANSITIONAL, relative, rels_part, render};
use super::sheet::{Content, SheetEdits, SheetTask};
use super::styles::{Look, Styles};
use super::xml::escape;

pub use recognise::{PreviousAnnotation, recognise};
pub(super) use recognise::{find_record, find_undo};

pub(super) const NAMESPACE: &str = "urn:yardstick:annotation:1";
pub(super) const DEFINED_NAME: &str = "_yardstick_annotation";
pub(super) const UNDO_KIND: &str = "urn:yardstick:relationship:undo";
pub(super) const UNDO_STEM: &str = "yardstick/undo";
const UNDO_TYPE: &str = "application/vnd.yardstick.undo+json";
const ITEM_PROPERTIES: &str = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";

/// What was done to a workbook.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) fingerprint: String,
    /// SHA-256 of the pristine workbook
    pub(super) original: String,
    pub(super) author: String,
    pub(super) sheets: Vec<SheetRecord>,
    /// looks that were changed
    pub(super) looks: Vec<LookRecord>,
    /// names of the sheets that are ours
    pub(super) grafted: Vec<String>,
    /// names defined for the whole book that are ours
    pub(super) names: Vec<String>,
    #[serde(skip)]
    known: HashMap<(u32, Look), usize>,
}

/// What was done on one sheet; cells as row and column from 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct SheetRecord {
    pub(super) name: String,
    /// cells whose look changed, and which of the looks it was
    pub(super) restyled: Vec<(u32, u32, usize)>,
    /// new cells, and what was written into them
    pub(super) added: Vec<(u32, u32, String)>,
    /// notes, and what they say
    pub(super) notes: Vec<(u32, u32, String)>,
}

/// A look that was changed: what was laid over it, and what it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct LookRecord {
    pub(super) fill: Option<String>,
    pub(super) font: Option<String>,
    pub(super) bold: bool,
    pub(super) border: Option<String>,
    /// elements of the styles part, without prefixes
    pub(super) was_fill: String,
    pub(super) was_font: String,
    pub(super) was_border: String,
    #[serde(default)]
    pub(super) sign: Option<String>,
    /// code of the number format, where a sign was put before it
    #[serde(default)]
    pub(super) was_number: String,
}

/// How a copy as we wrote it becomes its original.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Undo {
    pub(super) parts: BTreeMap<String, PartUndo>,
    pub(super) added: Vec<String>,
}

impl Record {
    pub(super) fn begin(&mut self, original: &[u8], plan: &AnnotationPlan) {
        self.fingerprint.clone_from(&plan.fingerprint);
        self.author.clone_from(&plan.note_author);
        self.original = fingerprint::of(original);
    }

    /// Records what was done on a sheet.
    pub(super) fn sheet(
        &mut self,
        name: &str,
        task: &SheetTask,
        done: &SheetEdits,
        notes: &BTreeMap<(u32, u32), String>,
        styles: &Styles,
    ) {
        let mut sheet = SheetRecord { name: name.to_owned(), ..SheetRecord::default() };
        for (cell, base, look) in &done.restyled {
            let index = self.look(*base, look, styles);
            sheet.restyled.push((cell.0, cell.1, index));
        }
        for cell in &done.written {
            let Some(new) = task.added.get(cell) else { continue };
            let text = match &new.content {
                Content::Text(text) => text.clone(),
                Content::Number(number) => number.to_string(),
            };
            sheet.added.push((cell.0, cell.1, text));
        }
        sheet.notes = notes.iter().map(|(cell, text)| (cell.0, cell.1, text.clone())).collect();
        self.sheets.push(sheet);
    }

    fn look(&mut self, base: u32, look: &Look, styles: &Styles) -> usize {
        let key = (base, look.clone());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let [was_font, was_fill, was_border] = styles.components(base);
        let was_number = styles.number_code_of(base).filter(|_| look.sign.is_some());
        self.looks.push(LookRecord {
            fill: look.fill.clone(),
            font: look.font.clone(),
            bold: look.bold,
            border: look.border.clone(),
            was_fill,
            was_font,
            was_border,
            // a format of which no code is known has no sign before it
            sign: look.sign.clone().filter(|_| was_number.is_some()),
            was_number: was_number.unwrap_or_default(),
        });
        self.known.insert(key, self.looks.len() - 1);
        self.looks.len() - 1
    }
}

/// Puts the record into the package; returns the name of the part that the undo will stand in.
pub(super) fn add(job: &mut Job<'_>) -> Result<String, AnnotateError> {
    let json = serde_json::to_string(&job.record).map_err(|e| AnnotateError::Damaged(e.to_string()))?;
    let item = job.package.free_name("customXml/item", ".xml");
    let properties = job.package.free_name("customXml/itemProps", ".xml");
    let base = job.workbook.relationship_base();
    job.workbook.rels.add(&format!("{base}/customXml"), &item);
    let link = super::rels::Relationship {
        id: "rId1".to_owned(),
        kind: format!("{TRANSITIONAL}/customXmlProps"),
        target: relative(&item, &properties),
        external: false,
        span: (0, 0),
    };
    job.package.add(rels_part(&item), render(&[link]).into_bytes());
    job.types.declare(&properties, ITEM_PROPERTIES);
    job.types.declare(&item, "application/xml");
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let text = format!("{HEAD}<annotation xmlns=\"{NAMESPACE}\">{}</annotation>", escape(&json));
    job.package.add(item, text.into_bytes());
    let props = format!(
        "{HEAD}<ds:datastoreItem ds:itemID=\"{{59415244-5354-4943-4B41-4E4E4F544531}}\" xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs><ds:schemaRef ds:uri=\"{NAMESPACE}\"/></ds:schemaRefs></ds:datastoreItem>"
    );
    job.package.add(properties, props.into_bytes());
    add_name(job);
    let undo = job.package.free_name(UNDO_STEM, ".json");
    job.types.declare(&undo, UNDO_TYPE);
    job.workbook.rels.add(UNDO_KIND, &undo);
    Ok(undo)
}

fn add_name(job: &mut Job<'_>) {
    let p = job.workbook.outline.prefix.clone();
    // a text in a formula holds at most 255 letters
    let short: String = job.record.fingerprint.chars().filter(|c| *c != '"').take(120).collect();
    let text = format!("\"1;{};{short}\"", job.record.original);
    job.new_names
        .push_str(&format!("<{p}definedName name=\"{DEFINED_NAME}\" hidden=\"1\">{}</{p}definedName>", escape(&text)));
}

/// Adds the undo: after all edits are known.
pub(super) fn add_undo(package: &mut Package<'_>, part: String) -> Result<(), AnnotateError> {
    let mut added: Vec<String> = package.added_names().map(str::to_owned).collect();
    added.push(part.clone());
    let undo = Undo { parts: package.undo()?, added };
    let json = serde_json::to_vec(&undo).map_err(|e| AnnotateError::Damaged(e.to_string()))?;
    package.add(part, json);
    Ok(())
}
