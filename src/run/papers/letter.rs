//! Letters into their folder: one that was edited since it was made is kept under a dated name first.

use std::path::Path;

use super::{kept_aside, not_made};
use crate::review::papers::{self, Letter, PaperInputs, is_as_written};
use crate::rulebook::model::Paper;
use crate::run::{FileKind, PlaceError, Placed, Run, Written, place};

/// Makes the letters of a paper and writes each whole or not at all.
pub(super) fn write(run: &Run, with: &PaperInputs<'_>, paper: &Paper, out: &Path, stamp: &str, written: &mut Written) {
    match papers::letters(with, paper) {
        Ok((_, letters)) if letters.is_empty() => written.remarks.push(not_made(run, with.report, paper, None)),
        Ok((folder, letters)) => {
            let folder = out.join(folder);
            let mut kept = 0_usize;
            for letter in letters {
                written.take(FileKind::Letter, put(&folder, &letter, stamp, &mut kept));
            }
            if kept > 0 {
                let letters = if kept == 1 { "1 letter was".to_owned() } else { format!("{kept} letters were") };
                written.remarks.push(format!(
                    "{letters} edited since they were made; each is kept there, with `(kept, {stamp})` in its name"
                ));
            }
        }
        Err(why) => written.attention.push(format!("the paper `{}` could not be made: {why}", paper.id)),
    }
}

fn put(folder: &Path, letter: &Letter, stamp: &str, kept: &mut usize) -> Result<Placed, PlaceError> {
    let path = folder.join(&letter.file);
    let fail = |why| PlaceError { path: path.clone(), why };
    std::fs::create_dir_all(folder).map_err(fail)?;
    match std::fs::read(&path) {
        Ok(there) if there != letter.bytes && !is_as_written(&there) => {
            kept_aside(&path, &there, stamp)?;
            *kept += 1;
        }
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => return Err(fail(why)),
        _ => {}
    }
    place(&path, &letter.bytes, stamp)
}
