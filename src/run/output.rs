//! Writing what a run found: the review, an annotated copy of each workbook, findings for machines.

use std::path::{Path, PathBuf};

use super::machines::{self, ForMachines};
use super::{Placed, Run, copies, decisions, previous};
use crate::judge::evaluate::Views;
use crate::review::{InputFile, ReviewInputs, SchoolValues, Verdict, book};
use crate::rulebook::ids::MeasureId;

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
}

impl Written {
    /// Nothing yet but what was noticed before.
    pub(super) fn begun(run: &Run) -> Self {
        let earlier = &run.kept.earlier;
        Self { attention: earlier.attention.clone(), remarks: earlier.remarks.clone(), ..Self::default() }
    }

    pub(super) fn take(&mut self, kind: FileKind, placed: Result<Placed, super::PlaceError>) {
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

/// Values of a school for its row in the review, computed measures included.
struct Values<'a>(&'a Views<'a>);

impl SchoolValues for Values<'_> {
    fn value(&self, school: usize, measure: MeasureId) -> Option<Result<crate::domain::Value, crate::domain::Missing>> {
        use crate::rulebook::expression::Read;
        Some(self.0.value(school, &Read::own(measure)))
    }

    fn read(
        &self,
        school: usize,
        read: &crate::rulebook::expression::Read,
    ) -> Option<Result<crate::domain::Value, crate::domain::Missing>> {
        Some(self.0.value(school, read))
    }
}

/// Writes everything into a folder; `stamp` names files whose place is taken, `done` is told of each.
pub fn write(run: &Run, out: &Path, asked: &ForMachines, stamp: &str, done: impl Fn(&str) + Sync) -> Written {
    let mut written = Written::begun(run);
    with_inputs(run, out, |inputs, _| {
        written.verdict = Some(crate::review::verdict(inputs));
        written.attention.extend(slips(inputs));
        written.remarks.extend(inputs.is_national().then(|| what_a_nation_gets(inputs)));
        written.remarks.extend(crate::review::holidays_not_given(inputs));
        let path = out.join(book::file_name(inputs));
        let books = book::write_with(inputs, &run.kept.earlier.theirs(&path));
        match books.review {
            Ok(bytes) => {
                let placed = run.keep(out, &path, &bytes, stamp, &mut written);
                written.take(FileKind::Review, placed);
            }
            Err(error) => written.attention.push(format!("the review could not be made: {error}")),
        }
        match books.evidence {
            Ok(bytes) => {
                let path = out.join(book::evidence_file_name(inputs));
                let placed = decisions::place_kept(&path, &bytes, stamp, inputs.rulebook, &mut written.remarks);
                written.take(FileKind::Evidence, placed);
            }
            Err(error) => written.attention.push(format!("the evidence could not be made: {error}")),
        }
        done("review");
        copies::write(run, inputs, out, stamp, &mut written, &done);
        machines::write(inputs, asked, stamp, &mut written);
    });
    written
}

/// What is written of so many schools, and how to have the rest.
fn what_a_nation_gets(inputs: &ReviewInputs<'_>) -> String {
    let schools = inputs.dataset.schools.len();
    format!(
        "of {schools} schools the front page, the league table and the findings that hold are written; \
         --in-full writes everything (limits, schools in full)"
    )
}

/// What was typed into the review and takes no part, the first few.
fn slips(inputs: &ReviewInputs<'_>) -> Vec<String> {
    const SHOWN: usize = 8;
    let name = book::file_name(inputs);
    let slips = book::slips(inputs);
    let more = slips.len().saturating_sub(SHOWN);
    let mut lines: Vec<String> = slips.iter().take(SHOWN).map(|slip| format!("{name}, {slip}")).collect();
    if more > 0 {
        lines.push(format!("… and {more} more cells in which something was typed that takes no part"));
    }
    lines
}

/// The review's bytes, as they would stand in a folder.
///
/// # Errors
/// When a sheet cannot be made.
pub fn review_bytes(run: &Run, out: &Path) -> Result<Vec<u8>, workbook::write::BookError> {
    with_inputs(run, out, |inputs, _| book::write(inputs))
}

/// Does something with all that a report is made from.
pub(super) fn with_inputs<T>(run: &Run, out: &Path, make: impl FnOnce(&ReviewInputs<'_>, &Views<'_>) -> T) -> T {
    let views = Views::new(&run.rulebook, &run.dataset, &run.decisions, &run.evaluation);
    let values = Values(&views);
    let schools = views.told(&run.evaluation);
    let files = input_files(run, out);
    let fingerprint = previous::fingerprint_of(files.iter().map(|file| (&*file.name, &*file.fingerprint)));
    let inputs = ReviewInputs {
        rulebook: &run.rulebook,
        dataset: &run.dataset,
        values: &values,
        evaluation: &run.evaluation,
        schools: &schools,
        advice: &run.advice,
        decisions: &run.decisions,
        carried: &run.carried,
        decisions_fingerprint: &crate::review::decisions::fingerprint(&run.kept.entries),
        changes: run.changes.as_deref(),
        tally_before: run.kept.tally_before(),
        changes_since: run.kept.changes_since(),
        workbooks_gone: &run.kept.workbooks_gone(),
        workbooks_unread: &run.kept.workbooks_unread(),
        inputs: &files,
        inputs_fingerprint: &fingerprint,
        notice: run.notice.as_ref(),
        in_full: run.in_full,
        version: env!("CARGO_PKG_VERSION"),
    };
    make(&inputs, &views)
}

/// The workbooks with the way to them from the output folder, for links.
fn input_files(run: &Run, out: &Path) -> Vec<InputFile> {
    let books = run.inputs.books.iter().map(|book| InputFile {
        name: book.name.clone(),
        fingerprint: book.fingerprint.clone(),
        path: link(way(out, run.inputs.path_of(&book.name))).into(),
    });
    books.collect()
}

/// The way as a link: none through somebody's own folder, whose name would go out with the review.
fn link(way: String) -> String {
    const OWN: [&str; 3] = ["home", "users", "documents and settings"];
    let home = std::env::home_dir().and_then(|home| Some(home.file_name()?.to_string_lossy().to_lowercase()));
    let through = |part: &str| {
        let part = part.to_lowercase();
        OWN.contains(&part.as_str()) || home.as_ref() == Some(&part)
    };
    // by itself a name that is called so is a folder beside the review
    let goes_through = way.split('/').filter(|part| *part != "..").any(through);
    if goes_through { String::new() } else { way }
}

/// The way from a folder to a file, with forward slashes; the file's own path where there is none (another drive).
pub(super) fn way(from: &Path, to: Option<&Path>) -> String {
    let Some(to) = to else { return String::new() };
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let found: Option<PathBuf> = pathdiff::diff_paths(absolute(to), absolute(from));
    found.unwrap_or_else(|| to.to_path_buf()).to_string_lossy().replace('\\', "/")
}
