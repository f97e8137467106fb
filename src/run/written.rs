//! What a run wrote: the files, what could not be written, what an officer may want to know.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{PlaceError, Placed, Run};
use crate::review::Verdict;
use workbook::annotate::{DrawingArea, Remark};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// the school review
    Review,
    /// an annotated copy
    Copy,
    /// the evidence behind the review
    Evidence,
    /// findings for machines
    Findings,
    /// a paper to print
    Paper,
    /// a letter
    Letter,
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct WrittenFile {
    /// what it is
    pub kind: FileKind,
    /// where it is
    pub placed: Placed,
}

/// What a run wrote.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// the files, the review first
    pub files: Vec<WrittenFile>,
    /// what could not be written, or only beside its place; what could not be marked
    pub attention: Vec<String>,
    /// what could not be written at all, and why: worth another try
    pub unwritten: Vec<(PathBuf, std::io::ErrorKind)>,
    /// what an officer may want to know
    pub remarks: Vec<String>,
    /// what it came to
    pub verdict: Option<Verdict>,
    /// the copies as they lie in their places
    pub(super) copies: Copies,
}

/// The copies that a round made, by the names of their workbooks. The next makes none again of which neither the workbook
/// nor a mark has changed.
pub(super) type Copies = BTreeMap<String, KnownCopy>;

/// A copy that lies in its place.
#[derive(Clone, Debug)]
pub(super) struct KnownCopy {
    /// SHA-256 of the workbook
    pub(super) of: Arc<str>,
    /// where its charts and pictures lie
    pub(super) drawings: Vec<DrawingArea>,
    /// what its marks are known by
    pub(super) plan: String,
    /// what officers are told of them
    pub(super) remarks: Vec<Remark>,
    /// SHA-256 of the copy
    pub(super) print: String,
    /// whether the round before had made it
    pub(super) at_hand: bool,
}

impl Written {
    /// Nothing yet but what was noticed before.
    pub(super) fn begun(run: &Run) -> Self {
        let earlier = &run.kept.earlier;
        Self { attention: earlier.attention.clone(), remarks: earlier.remarks.clone(), ..Self::default() }
    }

    pub(super) fn take(&mut self, kind: FileKind, placed: Result<Placed, PlaceError>) {
        match placed {
            Ok(placed) => {
                if let Placed::Beside { wanted, path, why } = &placed {
                    self.attention.push(format!(
                        "{} could not be replaced ({why}); is it open in Excel? The result is in {}",
                        wanted.display(),
                        path.display()
                    ));
                }
                if let Placed::Held { wanted, path, why } = &placed {
                    let (wanted, path) = (wanted.display(), path.display());
                    self.attention.push(format!("{wanted} is left as it is: {why}. The result is in {path}"));
                }
                self.files.push(WrittenFile { kind, placed });
            }
            Err(error) => {
                self.attention.push(error.to_string());
                self.unwritten.push((error.path, error.why.kind()));
            }
        }
    }

    /// Where to look, the review first.
    #[must_use]
    pub fn look(&self) -> Vec<String> {
        let with = |kind| self.files.iter().filter(move |file| file.kind == kind);
        let mut lines: Vec<String> =
            with(FileKind::Review).map(|file| file.placed.path().display().to_string()).collect();
        lines.extend(with(FileKind::Evidence).map(|file| file.placed.path().display().to_string()));
        let copies: Vec<&Path> = with(FileKind::Copy).map(|file| file.placed.path()).collect();
        if let Some(folder) = copies.first().and_then(|path| path.parent()) {
            let many = if copies.len() == 1 {
                "1 annotated copy".to_owned()
            } else {
                format!("{} annotated copies", copies.len())
            };
            lines.push(format!("{many} in {}", folder.display()));
        }
        lines.extend(with(FileKind::Paper).map(|file| file.placed.path().display().to_string()));
        let letters: Vec<&Path> = with(FileKind::Letter).map(|file| file.placed.path()).collect();
        match letters.as_slice() {
            [one] => lines.push(one.display().to_string()),
            [first, ..] => {
                let folder = first.parent().unwrap_or(Path::new("")).display();
                lines.push(format!("{} letters in {folder}", letters.len()));
            }
            [] => {}
        }
        lines.extend(with(FileKind::Findings).map(|file| file.placed.path().display().to_string()));
        lines
    }
}
