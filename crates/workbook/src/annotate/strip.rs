//! Taking our marks out of an annotated copy, so that it can be annotated afresh: marks are replaced, not stacked.
//!
//! A copy as we wrote it gets back the very bytes it had (`exact`). One that was saved by a spreadsheet program since is worked on by what
//! the record says (`by_record`): our sheets, notes, new cells and looks go, everything the officer did stays.

mod by_record;
mod exact;

use super::content_types::ContentTypes;
use super::error::AnnotateError;
use super::job::Job;
use super::package::Package;
use super::record::{find_record, find_undo, recognise};
use super::remark::Remark;
use super::workbook::Workbook;

/// A copy without our marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stripped {
    /// the workbook
    pub bytes: Vec<u8>,
    /// every part of it is byte for byte what it was before it was annotated
    pub exact: bool,
    /// what was left in since the officer changed it
    pub remarks: Vec<Remark>,
}

/// The bytes without our marks; as they are where there are none.
///
/// # Errors
/// When our marks are in it but can no longer be told from the officer's own work.
pub fn unmarked(bytes: Vec<u8>) -> Result<Vec<u8>, AnnotateError> {
    if bytes.starts_with(b"PK") && recognise(&bytes).is_some() {
        return strip(&bytes).map(|stripped| stripped.bytes);
    }
    Ok(bytes)
}

/// Takes our marks out of an annotated copy.
pub fn strip(bytes: &[u8]) -> Result<Stripped, AnnotateError> {
    let mut package = Package::open(bytes)?;
    let types = ContentTypes::load(&mut package)?;
    let workbook = Workbook::load(&mut package, &types)?;
    if let Some(undo) = find_undo(&mut package, &workbook)
        && let Some(bytes) = exact::undo(package, &undo)?
    {
        return Ok(Stripped { bytes, exact: true, remarks: Vec::new() });
    }
    let mut package = Package::open(bytes)?;
    let Some((part, record)) = find_record(&mut package) else {
        let ours = super::recognise(bytes).is_some();
        return Err(if ours { AnnotateError::RecordLost } else { AnnotateError::NotAnnotated });
    };
    drop(package);
    let (bytes, remarks) = by_record::strip(Job::open_to_change(bytes)?, &part, &record)?;
    Ok(Stripped { bytes, exact: false, remarks: remarks.done() })
}
