//! A workbook as its officer made it: a copy that we annotated before and that was put in again loses our marks first,
//! so that they are replaced and never stacked or read as results.

use std::path::Path;

use super::seal::has_decisions;
use crate::review::decisions::properties;
pub(super) use workbook::annotate::unmarked as without_our_marks;
use workbook::annotate::{AnnotateError, recognise};
use workbook::read::{Book, Limits, ReadError, Refusal, read_bytes, read_file};

/// Whether a workbook is a review of ours, whatever it is called.
pub(super) fn is_review(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && properties(bytes).review
}

/// Whether a workbook that is called like ours is to be read: an officer's own, or a review or pack in which something may be
/// decided. One that cannot be read is taken for ours.
pub(super) fn is_to_be_read(path: &Path) -> bool {
    let Ok(bytes) = std::fs::read(path) else { return false };
    let told = properties(&bytes);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_copy = || told.paper || recognise(&bytes).is_some();
    told.review || told.pack || !is_copy() && read_bytes(&name, &bytes, &Limits::default()).is_ok()
}

/// Reads a workbook, without our marks where it has any; none where it is a review or a paper of ours under whatever
/// name. A paper for a visit is there to be written in and comes back.
pub(super) fn read(path: &Path, limits: &Limits) -> Result<Option<Book>, ReadError> {
    let book = read_file(path, limits)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Ok(bytes) = std::fs::read(path) else { return Ok(Some(book)) };
    let told = properties(&bytes);
    // a review without properties, as in other formats, or a sheet of one
    if told.kind.is_none() && has_decisions(&book) {
        return Ok(None);
    }
    if !bytes.starts_with(b"PK") {
        return Ok(Some(book));
    }
    if told.review || told.pack || told.paper && !told.visit {
        return Ok(None);
    }
    let Some(ours) = recognise(&bytes) else { return Ok(Some(book)) };
    match without_our_marks(bytes) {
        Ok(stripped) => {
            let made_from = ours.fingerprint.rsplit_once(" of ").map_or(ours.original_sha256, |(_, of)| of.to_owned());
            read_bytes(&name, &stripped, limits).map(|book| Some(Book { made_from: Some(made_from.into()), ..book }))
        }
        // with our columns in it, our own words would be read as results
        Err(error) => Err(ReadError { file: name.as_str().into(), refusal: Refusal::Marked(what_to_do(&error)) }),
    }
}

/// What is wrong with the marks, and the one way out that there always is.
fn what_to_do(error: &AnnotateError) -> String {
    match error {
        AnnotateError::RecordLost => error.to_string(),
        _ => format!("{error}, or put the original workbook in instead"),
    }
}
