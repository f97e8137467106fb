//! Our sheets, and the parts that only they lead to.

use std::collections::BTreeSet;

use super::super::super::error::AnnotateError;
use super::super::super::job::Job;
use super::super::super::package::{Package, broken};
use super::super::super::rels::{Rels, rels_part};
use super::super::super::workbook::same_name;
use super::super::super::xml::{Edit, Kind, Scanner, attribute};

/// Takes our sheets out; returns the positions they had.
pub(super) fn remove(job: &mut Job<'_>, ours: &[String]) -> Result<Vec<usize>, AnnotateError> {
    let is_ours = |name: &str| ours.iter().any(|o| same_name(o, name));
    let sheets = job.workbook.sheets.clone();
    let gone: Vec<usize> = (0..sheets.len()).filter(|i| sheets.get(*i).is_some_and(|s| is_ours(&s.name))).collect();
    // a workbook must keep a sheet: if all others were deleted, ours stay
    if gone.is_empty() || gone.len() == sheets.len() {
        return Ok(Vec::new());
    }
    let mut edits = Vec::new();
    let mut parts = BTreeSet::new();
    for sheet in gone.iter().filter_map(|i| sheets.get(*i)) {
        edits.push(Edit::replace(sheet.span.0, sheet.span.1, ""));
        job.workbook.rels.remove(&sheet.rel_id);
        reach(&mut job.package, &sheet.part, &mut parts)?;
    }
    let kept = kept_by_others(&mut job.package, &parts)?;
    for part in parts.iter().filter(|p| !kept.contains(*p)) {
        job.drop_part(part);
        job.drop_part(&rels_part(part));
    }
    forget_calculation_order(job);
    let part = job.workbook.part.clone();
    let xml = job.package.read(&part)?;
    edits.extend(views(&xml, &gone).map_err(|b| broken(&part, b))?);
    job.package.edit(&part, edits);
    Ok(gone)
}

/// All parts that a part leads to, and itself.
fn reach(package: &mut Package<'_>, part: &str, found: &mut BTreeSet<String>) -> Result<(), AnnotateError> {
    let mut next = vec![part.to_owned()];
    while let Some(part) = next.pop() {
        if !package.has(&part) || !found.insert(part.clone()) {
            continue;
        }
        let rels = Rels::load(package, &part)?;
        next.extend(rels.all.iter().filter(|r| !r.external).map(|r| rels.part_of(r)));
    }
    Ok(())
}

/// Those of the parts that parts outside them lead to as well. The workbook itself, which leads to our sheets, does not count.
fn kept_by_others(package: &mut Package<'_>, parts: &BTreeSet<String>) -> Result<BTreeSet<String>, AnnotateError> {
    let others: Vec<String> = package.names().iter().filter(|n| !parts.contains(*n)).cloned().collect();
    let mut kept = BTreeSet::new();
    for part in others.iter().filter(|n| !n.ends_with(".rels")) {
        if !package.has(&rels_part(part)) {
            continue;
        }
        let rels = Rels::load(package, part)?;
        let sheets = |r: &&super::super::super::rels::Relationship| !r.word().ends_with("sheet");
        kept.extend(rels.all.iter().filter(|r| !r.external).filter(sheets).map(|r| rels.part_of(r)));
    }
    Ok(kept)
}

/// The order of calculation names sheets that are gone; programs make a new one.
fn forget_calculation_order(job: &mut Job<'_>) {
    let Some(chain) = job.workbook.rels.by_word("calcChain").cloned() else { return };
    let part = job.workbook.rels.part_of(&chain);
    job.workbook.rels.remove(&chain.id);
    job.drop_part(&part);
}

/// Which sheet is shown, counted without ours.
fn views(xml: &[u8], gone: &[usize]) -> Result<Vec<Edit>, super::super::super::xml::Broken> {
    let mut edits = Vec::new();
    let mut scanner = Scanner::new(xml)?;
    while let Some(tag) = scanner.next_tag()? {
        if tag.kind == Kind::Close || !tag.is("workbookView") {
            continue;
        }
        for name in ["firstSheet", "activeTab"] {
            let Some(sheet) = tag.value(name).and_then(|v| v.trim().parse::<usize>().ok()) else { continue };
            let new = if gone.contains(&sheet) { 0 } else { sheet - gone.iter().filter(|g| **g < sheet).count() };
            if let Some(at) = attribute(tag.raw, name).filter(|_| new != sheet) {
                edits.push(Edit::replace(tag.start + at.value.start, tag.start + at.value.end, new.to_string()));
            }
        }
    }
    Ok(edits)
}
