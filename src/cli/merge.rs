//! `yardstick merge`: two people's copies of a review into one.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Ended, Exit, clock, rulebook, terminal};
use crate::review::decisions::{Contest, Field, ReviewRead, merge, properties, read_back};
use crate::rulebook::Rulebook;
use crate::run::door::Made;
use crate::run::{self, place};
use workbook::patch::set_cells;
use workbook::read::{Limits, read_bytes};

/// Put two people's copies of a review together
///
/// What was typed into SECOND goes into a copy of FIRST. A cell that both changed, differently, keeps what FIRST says;
/// both are written into the row's note and listed here, for you to choose. Neither file is changed, so the result has to
/// go elsewhere; a third file that stands there is kept under a dated name.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  yardstick merge \"School review 2011-12 Ann.xlsx\" \"School review 2011-12 Bob.xlsx\" --out \"School review 2011-12.xlsx\"

Exit codes: 0 merged; 1 merged, but cells were decided twice; 2 a file is not there or is no review, or the result would replace a copy.")]
pub struct Merge {
    /// the first copy
    #[arg(value_name = "FIRST")]
    first: PathBuf,
    /// the second copy
    #[arg(value_name = "SECOND")]
    second: PathBuf,
    /// where the two go
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

pub(super) fn run(command: &Merge) -> Ended {
    replaces_neither(command)?;
    let opened = rulebook::open(command.rules.as_deref(), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    // a third review there is kept under another name, whatever program saved it; anything else stays where it is
    if read(&command.out, &rules).is_err() {
        super::may_stand(Some(&command.out), Made::Review)?;
    }
    let (bytes, first) = read(&command.first, &rules)?;
    let (_, second) = read(&command.second, &rules)?;
    let merged = merge(&first, &second, &rules);
    let done = set_cells(&bytes, &merged.edits).map_err(|error| format!("{}: {error}", command.first.display()))?;
    let stamp = clock::stamp();
    keep_what_stands(command, &done, &stamp)?;
    let placed = place(&command.out, &done, &stamp).map_err(|error| error.to_string())?;
    terminal::say(&format!(
        "{} from {} taken into {}",
        terminal::counted(merged.taken, "cell", "cells"),
        command.second.display(),
        placed.path().display()
    ));
    for contest in &merged.contests {
        terminal::say(&choice(contest));
    }
    let left_out = merged.unplaced.iter().chain(&second.foreign);
    for line in left_out {
        terminal::error(&format!("no place for {line}; it is still in {}", command.second.display()));
    }
    let settled = merged.contests.is_empty() && merged.unplaced.is_empty() && second.foreign.is_empty();
    Ok(if settled { Exit::Done } else { Exit::NeedsAttention })
}

/// What could not be merged is still in the copies alone.
fn replaces_neither(command: &Merge) -> Result<(), String> {
    let Ok(out) = command.out.canonicalize() else { return Ok(()) };
    let is_out = |copy: &&PathBuf| copy.canonicalize().is_ok_and(|path| path == out);
    match [&command.first, &command.second].into_iter().find(is_out) {
        None => Ok(()),
        Some(copy) => Err(format!(
            "--out {} is {}, one of the two copies, which are left as they are: name another file",
            command.out.display(),
            copy.display()
        )),
    }
}

/// A third workbook in the place of the result may hold decisions that are in neither copy.
fn keep_what_stands(command: &Merge, done: &[u8], stamp: &str) -> Result<(), String> {
    let there = match std::fs::read(&command.out) {
        Ok(there) if there == done => return Ok(()),
        Ok(there) => there,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            let why = run::plain(&error);
            return Err(format!(
                "{}: what stands there cannot be kept: {why}; name another file",
                command.out.display()
            ));
        }
    };
    let kept = run::place_new(&run::kept(&command.out, stamp), &there).map_err(|error| error.to_string())?;
    terminal::say(&format!("what stood in {} is kept as {}", command.out.display(), kept.display()));
    Ok(())
}

fn read(path: &Path, rules: &Rulebook) -> Result<(Vec<u8>, ReviewRead), String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {}", path.display(), run::plain(&error)))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let book = read_bytes(&name, &bytes, &Limits::as_written()).map_err(|error| error.to_string())?;
    let review = read_back(&book, &properties(&bytes), rules);
    if review.sheets.is_empty() {
        return Err(format!("{} is not a school review: nothing is decided on any of its sheets", path.display()));
    }
    if !review.unread.is_empty() {
        return Err(format!("{}: its sheets {} are damaged", path.display(), review.unread.join(", ")));
    }
    Ok((bytes, review))
}

/// Both answers, each with its cell; which one stands meanwhile, and how to have the other.
fn choice(contest: &Contest) -> String {
    let said = |(text, place): &(Option<std::sync::Arc<str>>, String)| {
        format!("“{}” ({place})", text.as_deref().unwrap_or("blank"))
    };
    let (stands, other) = (said(&contest.stands), said(&contest.other));
    let what = format!("{}, {}: decided twice, differently", contest.school, contest.field.name());
    if contest.field == Field::Note {
        return format!("{what}: both stand in the note, {stands} before {other}");
    }
    format!(
        "{what}: {stands} stands for now, as it is in FIRST; {other} is in the row's note. If that one is to stand, type it into the result"
    )
}
