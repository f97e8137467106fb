//! Whether a workbook is an annotated copy of ours.

use super::super::content_types::ContentTypes;
use super::super::package::Package;
use super::super::workbook::Workbook;
use super::super::xml::{Outline, plain_text};
use super::{DEFINED_NAME, NAMESPACE, Record, UNDO_KIND, Undo};

/// What an annotated copy says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviousAnnotation {
    /// what made the annotation, as the plan said; cut short where only the hidden name is left
    pub fingerprint: String,
    /// SHA-256 (hexadecimal) of the workbook that was annotated
    pub original_sha256: String,
    /// our marks can be taken out: the record of them is still there
    pub can_be_stripped: bool,
    /// names of the sheets that we added
    pub sheets: Vec<String>,
}

/// Tells whether a workbook was annotated by us, also if other programs saved it since.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<PreviousAnnotation> {
    let mut package = Package::open(bytes).ok()?;
    let types = ContentTypes::load(&mut package).ok()?;
    let workbook = Workbook::load(&mut package, &types).ok()?;
    if let Some((_, record)) = find_record(&mut package) {
        return Some(PreviousAnnotation {
            fingerprint: record.fingerprint,
            original_sha256: record.original,
            can_be_stripped: true,
            sheets: record.grafted,
        });
    }
    let name = workbook.names.iter().find(|n| n.name == DEFINED_NAME)?;
    let mut words = name.text.trim().trim_matches('"').splitn(3, ';').skip(1);
    let original_sha256 = words.next()?.to_owned();
    let fingerprint = words.next().unwrap_or_default().to_owned();
    Some(PreviousAnnotation { fingerprint, original_sha256, can_be_stripped: false, sheets: Vec::new() })
}

/// The record, and the part it stands in.
pub(in crate::annotate) fn find_record(package: &mut Package<'_>) -> Option<(String, Record)> {
    // LibreOffice keeps the part but links it from the package instead of the workbook: its name is what stays
    let is_item = |n: &&String| {
        let name = n.to_ascii_lowercase();
        name.starts_with("customxml/item") && name.ends_with(".xml") && !name.contains("props")
    };
    let parts: Vec<String> = package.names().iter().filter(is_item).cloned().collect();
    parts.into_iter().find_map(|part| {
        let xml = package.read(&part).ok()?;
        // most custom XML is not ours and may be big: the root tells
        let head = String::from_utf8_lossy(xml.get(..xml.len().min(400))?);
        if !head.contains(NAMESPACE) {
            return None;
        }
        let outline = Outline::of(&xml).ok()?;
        let json = plain_text(xml.get(outline.root_open.end..outline.root_close)?);
        Some((part, serde_json::from_str(&json).ok()?))
    })
}

/// The undo of a copy that nobody saved since, and the part it stands in.
pub(in crate::annotate) fn find_undo(package: &mut Package<'_>, workbook: &Workbook) -> Option<Undo> {
    let link = workbook.rels.all.iter().find(|r| !r.external && r.kind == UNDO_KIND)?;
    let bytes = package.read(&workbook.rels.part_of(link)).ok()?;
    serde_json::from_slice(&bytes).ok()
}
