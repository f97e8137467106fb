//! `yardstick open`: the newest review, in whatever program opens workbooks here.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;

use super::{Ended, Exit, terminal};
use crate::review::decisions::properties_in;
use crate::run::plain;

/// Open the newest review of a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick open
  yardstick open \"S:\\Results\\reviewed\"

Exit codes: 0 done; 2 there is no review, or no program that opens it.")]
pub struct Open {
    /// the folder for results
    #[arg(value_name = "OUT", default_value = "reviewed")]
    out: PathBuf,
}

pub(super) fn run(command: &Open) -> Ended {
    let out = command.out.display();
    let reviews = fs::read_dir(&command.out).map_err(|why| format!("{out}: {}", plain(&why)))?;
    let newest = reviews.filter_map(|entry| review(&entry.ok()?.path())).max();
    let (_, review) =
        newest.ok_or_else(|| format!("{out}: no review lies here; `yardstick evaluate PATH…` makes one"))?;
    open::that_detached(&review).map_err(|_| format!("no program here opens {}; open it by hand", review.display()))?;
    terminal::say(&format!("opened {}", review.display()));
    Ok(Exit::Done)
}

/// When a review was saved; by what the file says of itself, whatever it is called.
fn review(path: &Path) -> Option<(SystemTime, PathBuf)> {
    let is_workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['~', '.']));
    if !is_workbook || lock || !properties_in(File::open(path).ok()?).review {
        return None;
    }
    Some((path.metadata().ok()?.modified().ok()?, path.to_path_buf()))
}
