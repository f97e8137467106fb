//! Grafting: the sheets of a workbook that we made stand behind the officer's last one, with all that hangs on them.
//!
//! Formats are appended and renumbered, shared strings become texts of their cells, and parts, tables, names, shapes and sheets
//! get numbers and names that are free. Order and selection of the officer's sheets stay as they are.

mod formats;
mod names;
mod parts;
mod rewrite;
mod shapes;
mod strings;

use std::collections::{BTreeSet, HashMap};

use super::content_types::ContentTypes;
use super::error::AnnotateError;
use super::job::Job;
use super::package::Package;
use super::remark::RemarkKind;
use super::workbook::Workbook;
use super::xml::{escape, set_attribute};
use names::{Renames, free_sheet_name};
use parts::Copier;

/// A sheet name has at most so many letters.
const SHEET_NAME_LIMIT: usize = 31;

/// Everything read from the workbook that is grafted.
pub(super) struct Source<'b> {
    pub(super) package: Package<'b>,
    pub(super) types: ContentTypes,
    pub(super) workbook: Workbook,
}

/// Grafts all sheets of `bytes`; returns their names in the workbook.
pub(super) fn graft(job: &mut Job<'_>, bytes: &[u8]) -> Result<Vec<String>, AnnotateError> {
    let wrong = |e: AnnotateError| AnnotateError::Graft(e.to_string());
    let mut package = Package::open(bytes).map_err(wrong)?;
    let types = ContentTypes::load(&mut package).map_err(wrong)?;
    let workbook = Workbook::load(&mut package, &types).map_err(wrong)?;
    let mut source = Source { package, types, workbook };
    let renames = rename(job, &mut source).map_err(wrong)?;
    let formats = formats::merge(job, &mut source).map_err(wrong)?;
    let strings = strings::load(&mut source).map_err(wrong)?;
    let first = job.workbook.sheets.len() + job.new_sheets.len();
    let mut copier = Copier::new(job, &mut source, &renames, &formats, &strings);
    copier.sheets().map_err(wrong)?;
    add_names(job, &source, &renames, first);
    let grafted = source.workbook.sheets.iter().map(|s| renames.sheet(&s.name).to_owned()).collect();
    Ok(grafted)
}

/// Finds names for sheets, tables and defined names that nothing in the workbook has.
fn rename(job: &mut Job<'_>, source: &mut Source<'_>) -> Result<Renames, AnnotateError> {
    let mut renames = Renames::default();
    let mut sheets: Vec<String> = job.workbook.sheets.iter().map(|s| s.name.clone()).collect();
    for sheet in &source.workbook.sheets {
        let name = free_sheet_name(&sheet.name, &sheets);
        if name != sheet.name {
            job.remarks.sheet(RemarkKind::Renamed, &name);
            renames.sheets.insert(sheet.name.to_lowercase(), name.clone());
        }
        sheets.push(name);
    }
    let officers = parts::tables(&mut job.package, &job.types);
    let mut taken: BTreeSet<String> = officers.iter().map(|t| t.name.to_lowercase()).collect();
    taken.extend(job.workbook.names.iter().map(|n| n.name.to_lowercase()));
    job.last_table_id = job.last_table_id.max(officers.iter().map(|t| t.id).max().unwrap_or(0));
    for table in parts::tables(&mut source.package, &source.types) {
        let name = names::free_name(&table.name, &mut taken);
        if name != table.name {
            renames.tables.insert(table.name.to_lowercase(), name);
        }
    }
    for name in source.workbook.names.iter().filter(|n| n.local_sheet.is_none()) {
        let free = names::free_name(&name.name, &mut taken);
        if free != name.name {
            renames.names.insert(name.name.to_lowercase(), free);
        }
    }
    Ok(renames)
}

/// Takes the source's defined names over, those of a sheet for the sheet's new position.
fn add_names(job: &mut Job<'_>, source: &Source<'_>, renames: &Renames, first: usize) {
    let prefix = job.workbook.outline.prefix.clone();
    for name in &source.workbook.names {
        let mut tag = name.tag.replacen("<definedName", &format!("<{prefix}definedName"), 1);
        match name.local_sheet {
            Some(sheet) => tag = set_attribute(&tag, "localSheetId", &(first + sheet).to_string()),
            None => {
                let new = renames.names.get(&name.name.to_lowercase()).unwrap_or(&name.name);
                tag = set_attribute(&tag, "name", new);
                job.record.names.push(new.clone());
            }
        }
        job.new_names.push_str(&format!("{tag}{}</{prefix}definedName>", escape(&renames.formula(&name.text))));
    }
}

/// Lists a new sheet in the workbook.
pub(super) fn list_sheet(job: &mut Job<'_>, name: &str, hidden: Option<&str>, part: &str, word: &str) {
    let base = job.workbook.relationship_base();
    let id = job.workbook.rels.add(&format!("{base}/{word}"), part);
    let used = job.workbook.sheets.iter().map(|s| s.sheet_id).max().unwrap_or(0);
    let number = used.saturating_add(u32::try_from(job.new_sheets.len()).unwrap_or(0)).saturating_add(1);
    let state = hidden.map(|h| format!(" state=\"{h}\"")).unwrap_or_default();
    let p = &job.workbook.outline.prefix;
    let reference = super::sheet::reference(&job.workbook.outline.root_tag, base, &id);
    let element = format!("<{p}sheet name=\"{}\" sheetId=\"{number}\"{state} {reference}/>", escape(name));
    job.new_sheets.push(element);
}

/// Style and differential-style indices of the source as they are in the workbook.
#[derive(Debug, Default)]
pub(super) struct Formats {
    pub(super) cells: Vec<u32>,
    pub(super) differential: Vec<usize>,
}

/// Texts of the source's shared strings, as they stand between `<si>` and `</si>`.
pub(super) type Strings = Vec<String>;

/// Part names of the source by what they became.
pub(super) type PartNames = HashMap<String, String>;
