//! All that a review is made from, as a run has it.

use std::path::{Path, PathBuf};

use super::{Run, previous};
use crate::domain::{Missing, Value};
use crate::judge::evaluate::Views;
use crate::review::{InputFile, ReviewInputs, SchoolValues};
use crate::rulebook::expression::Read;
use crate::rulebook::ids::MeasureId;

/// Values of a school for its row in the review, computed measures included.
struct Values<'a>(&'a Views<'a>);

impl SchoolValues for Values<'_> {
    fn value(&self, school: usize, measure: MeasureId) -> Option<Result<Value, Missing>> {
        Some(self.0.value(school, &Read::own(measure)))
    }

    fn read(&self, school: usize, read: &Read) -> Option<Result<Value, Missing>> {
        Some(self.0.value(school, read))
    }
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
