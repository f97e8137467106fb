//! A workbook as its officer made it: a copy that we annotated before and that was put in again loses our marks first,
//! so that they are replaced and never stacked or read as results.

use std::path::Path;

use super::sealed::Seal;
use crate::review::decisions::{properties, properties_in};
pub(super) use workbook::annotate::unmarked as without_our_marks;
use workbook::annotate::{AnnotateError, recognise};
use workbook::read::{Book, Limits, ReadError, Refusal, read_bytes, read_file};

/// Whether a workbook is a review of ours, whatever it is called.
pub(super) fn is_review(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && properties(bytes).review
}

/// Whether a workbook that is called like ours is to be read: an officer's own, or a review or pack in which something may be
/// decided.
pub(super) fn is_to_be_read(path: &Path) -> bool {
    let told = std::fs::File::open(path).map(properties_in).unwrap_or_default();
    told.review || told.pack || !is_made_by_us(path)
}

/// Whether a workbook is a review, a paper or an annotated copy of ours by its content. One that cannot be read is taken
/// for ours, if it is called so.
pub(super) fn is_made_by_us(path: &Path) -> bool {
    let Ok(bytes) = std::fs::read(path) else { return true };
    let told = properties(&bytes);
    if told.review || told.paper || told.pack || recognise(&bytes).is_some() {
        return true;
    }
    // a review whose properties were taken out still says on its last sheet what it was made from
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    read_bytes(&name, &bytes, &Limits::default()).map_or(true, |book| Seal::of(&book).is_ok())
}

/// Reads a workbook, without our marks where it has any; none where it is a review or a paper of ours under whatever
/// name. A paper for a visit is there to be written in and comes back.
pub(super) fn read(path: &Path, limits: &Limits) -> Result<Option<Book>, ReadError> {
    let book = read_file(path, limits)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Ok(bytes) = std::fs::read(path) else { return Ok(Some(book)) };
    if !bytes.starts_with(b"PK") {
        return Ok(Some(book));
    }
    let told = properties(&bytes);
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
