//! Writing what a run found: the review, an annotated copy of each workbook, findings for machines.

use std::path::Path;

use super::machines::{self, ForMachines};
use super::review_inputs::with_inputs;
use super::written::{FileKind, Written};
use super::{Run, copies, decisions};
use crate::review::{ReviewInputs, book};

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
