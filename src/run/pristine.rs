//! A workbook as its officer made it: a copy that we annotated before and that was put in again loses our marks first,
//! so that they are replaced and never stacked or read as results.

use std::path::Path;

use crate::review::decisions::properties;
pub(super) use workbook::annotate::unmarked as without_our_marks;
use workbook::annotate::{AnnotateError, recognise};
use workbook::read::{Book, Limits, ReadError, Refusal, read_bytes, read_file};

/// Whether a workbook is a review of ours, whatever it is called.
pub(super) fn is_review(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && properties(bytes).review
}

/// Reads a workbook, without our marks where it has any; none where it is a review or a paper of ours under whatever
/// name.
pub(super) fn read(path: &Path, limits: &Limits) -> Result<Option<Book>, ReadError> {
    let book = read_file(path, limits)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Ok(bytes) = std::fs::read(path) else { return Ok(Some(book)) };
    if !bytes.starts_with(b"PK") {
        return Ok(Some(book));
    }
    if is_review(&bytes) || properties(&bytes).paper {
        return Ok(None);
    }
    if recognise(&bytes).is_none() {
        return Ok(Some(book));
    }
    match without_our_marks(bytes) {
        Ok(stripped) => read_bytes(&name, &stripped, limits).map(Some),
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
