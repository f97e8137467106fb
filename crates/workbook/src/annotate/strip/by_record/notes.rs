//! Our notes on one of the officer's sheets.

use std::collections::BTreeSet;

use super::super::super::error::AnnotateError;
use super::super::super::job::Job;
use super::super::super::notes::{Comments, appended, without_boxes};
use super::super::super::package::broken;
use super::super::super::record::{Record, SheetRecord};
use super::super::super::rels::Rels;
use super::super::super::remark::RemarkKind;
use super::super::super::xml::Edit;

/// Takes our notes out of a sheet: those of our author, and what we wrote below others'.
pub(super) fn strip(job: &mut Job<'_>, sheet: &str, record: &Record, ours: &SheetRecord) -> Result<(), AnnotateError> {
    if ours.notes.is_empty() {
        return Ok(());
    }
    let rels = Rels::load(&mut job.package, sheet)?;
    let Some(part) = rels.by_word("comments").map(|r| rels.part_of(r)).filter(|p| job.package.has(p)) else {
        return Ok(());
    };
    let xml = job.package.read(&part)?;
    let comments = Comments::parse(&xml).map_err(|b| broken(&part, b))?;
    let texts: BTreeSet<String> = ours.notes.iter().map(|(_, _, t)| plain(&appended(&record.author, t))).collect();
    let alone: BTreeSet<String> = ours.notes.iter().map(|(_, _, t)| plain(t)).collect();
    let places: BTreeSet<(u32, u32)> = ours.notes.iter().map(|(r, c, _)| (*r, *c)).collect();
    let (mut edits, mut gone) = (Vec::new(), BTreeSet::new());
    for comment in &comments.all {
        let author = comments.authors.get(comment.author).map(String::as_str).unwrap_or_default();
        let run = comment.runs.iter().rev().find(|(_, said)| texts.contains(&plain(said)));
        let whole: String = comment.runs.iter().map(|(_, said)| said.as_str()).collect();
        // LibreOffice forgets who wrote a note: then its text tells
        if author == record.author || alone.contains(&plain(&whole)) {
            edits.push(Edit::replace(comment.span.start, comment.span.end, ""));
            gone.insert(comment.cell);
        } else if let Some((range, _)) = run {
            edits.push(Edit::replace(range.start, range.end, ""));
        } else if places.contains(&comment.cell) {
            job.remarks.cell(RemarkKind::NoteLeft, &ours.name, comment.cell);
        }
    }
    job.package.edit(&part, edits);
    let drawings: Vec<String> =
        rels.all.iter().filter(|r| !r.external && r.word() == "vmlDrawing").map(|r| rels.part_of(r)).collect();
    for drawing in drawings.iter().filter(|d| job.package.has(d)).cloned().collect::<Vec<_>>() {
        let bytes = job.package.read(&drawing)?;
        job.package.edit(&drawing, without_boxes(&bytes, &gone));
    }
    Ok(())
}

/// Programs differ in how they write the ends of lines.
fn plain(text: &str) -> String {
    text.replace("_x000D_", "").replace('\r', "").trim().to_owned()
}
