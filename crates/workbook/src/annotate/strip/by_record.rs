//! Taking our marks out of a copy that was worked on, by what the record says.
//!
//! Rows may have been sorted or inserted since, so places alone do not tell what is ours: looks are known by their colours, new cells by
//! their text in our column, notes by their author. What no longer is as we wrote it is the officer's and stays, with a remark.

mod cells;
mod notes;
mod sheets;

use super::super::error::AnnotateError;
use super::super::job::Job;
use super::super::package::broken;
use super::super::record::{DEFINED_NAME, Record, UNDO_KIND, UNDO_STEM};
use super::super::rels::{Rels, rels_part};
use super::super::remark::Remarks;
use super::super::workbook::same_name;
use super::super::xml::Edit;

/// The copy without our marks.
pub(super) fn strip(mut job: Job<'_>, part: &str, record: &Record) -> Result<(Vec<u8>, Remarks), AnnotateError> {
    forget_record(&mut job, part)?;
    let gone = sheets::remove(&mut job, &record.grafted)?;
    names(&mut job, record, &gone);
    for sheet in &record.sheets {
        let found = job.workbook.sheets.iter().find(|s| same_name(&s.name, &sheet.name) && s.kind == "worksheet");
        let Some(part) = found.map(|s| s.part.clone()) else { continue };
        let xml = job.package.read(&part)?;
        let edits = cells::strip(&mut job, &xml, record, sheet).map_err(|b| broken(&part, b))?;
        job.package.edit(&part, edits);
        notes::strip(&mut job, &part, record, sheet)?;
    }
    job.finish_plain()
}

/// Takes the parts out in which the record stands.
fn forget_record(job: &mut Job<'_>, part: &str) -> Result<(), AnnotateError> {
    let rels = Rels::load(&mut job.package, part)?;
    let mut gone: Vec<String> = rels.all.iter().filter(|r| !r.external).map(|r| rels.part_of(r)).collect();
    gone.push(rels_part(part));
    gone.push(part.to_owned());
    let links: Vec<(String, String)> = job
        .workbook
        .rels
        .all
        .iter()
        .filter(|r| !r.external && (r.kind == UNDO_KIND || job.workbook.rels.part_of(r) == part))
        .map(|r| (r.id.clone(), job.workbook.rels.part_of(r)))
        .collect();
    for (id, target) in links {
        job.workbook.rels.remove(&id);
        gone.push(target);
    }
    let mut root = Rels::load(&mut job.package, "")?;
    let stray: Vec<String> =
        root.all.iter().filter(|r| !r.external && root.part_of(r) == part).map(|r| r.id.clone()).collect();
    for id in stray {
        root.remove(&id);
    }
    root.flush(&mut job.package);
    // a program may have kept the undo without what led to it
    gone.extend(job.package.names().iter().filter(|n| n.starts_with(UNDO_STEM)).cloned());
    for part in gone {
        job.drop_part(&part);
    }
    Ok(())
}

/// Takes our defined names out, and those of sheets that are gone; those of later sheets follow their sheets.
fn names(job: &mut Job<'_>, record: &Record, gone: &[usize]) {
    let mut edits = Vec::new();
    for name in &job.workbook.names {
        let ours = name.local_sheet.is_none() && (name.name == DEFINED_NAME || record.names.contains(&name.name));
        let local = name.local_sheet.map(|l| (l, gone.iter().filter(|g| **g < l).count()));
        match local {
            _ if ours => edits.push(Edit::replace(name.span.0, name.span.1, "")),
            Some((sheet, _)) if gone.contains(&sheet) => edits.push(Edit::replace(name.span.0, name.span.1, "")),
            Some((sheet, before)) if before > 0 => {
                let tag = super::super::xml::set_attribute(&name.tag, "localSheetId", &(sheet - before).to_string());
                edits.push(Edit::replace(name.span.0, name.inner.0, tag));
            }
            _ => {}
        }
    }
    let all = edits.iter().filter(|e| e.text.is_empty()).count() == job.workbook.names.len();
    if all && let Some(list) = job.workbook.outline.child("definedNames") {
        // an empty list is not allowed
        edits = vec![Edit::replace(list.open.start, list.end, "")];
    }
    job.package.edit(&job.workbook.part, edits);
}
