//! Giving a copy that nobody saved since the very bytes it had.

use super::super::error::AnnotateError;
use super::super::package::Package;
use super::super::record::Undo;
use super::super::xml::Edit;

/// The original's parts; none where the copy is no longer as we wrote it.
pub(super) fn undo(mut package: Package<'_>, undo: &Undo) -> Result<Option<Vec<u8>>, AnnotateError> {
    for (part, how) in &undo.parts {
        if !package.has(part) {
            return Ok(None);
        }
        let edits = how.edits.iter().map(|(at, length, was)| Edit::replace(*at, at.saturating_add(*length), was));
        let edits: Vec<Edit> = edits.collect();
        // an edit past the end of the part means that the part was changed since
        if !fits(&edits, package.stated(part).map_or(0, |s| s.1)) {
            return Ok(None);
        }
        package.edit(part, edits);
    }
    for part in &undo.added {
        package.remove(part);
    }
    let bytes = package.save()?.bytes;
    let mut check = Package::open(&bytes)?;
    for (part, how) in &undo.parts {
        // reading checks that the checksum stated is that of the bytes
        if check.stated(part) != Some((how.crc, how.size)) || check.read(part).is_err() {
            return Ok(None);
        }
    }
    Ok(Some(bytes))
}

fn fits(edits: &[Edit], size: u64) -> bool {
    let mut done = 0;
    edits.iter().all(|e| {
        let fits = e.start >= done && e.end as u64 <= size;
        done = e.end;
        fits
    })
}
