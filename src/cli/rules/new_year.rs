//! `yardstick rules new-year`: a further year of a rule that has rows by year.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Ended, Exit, Stop, folder, import};
use crate::cli::{clock, rulebook, terminal};
use crate::domain::AcademicYear;
use crate::rulebook::edit::with_year;

/// Add a year to a rule, or to a figure, that has its years in rows
///
/// Copies the latest row under the new year and says where it stands and what it says: put in what is new. Nothing else
/// in the file is touched, and a rulebook that would not check is not written.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules new-year floor primary 2014-15
  yardstick rules new-year primary 2014-15 --rules our-rules
  yardstick rules new-year figure \"national, phonics.met\" 2012-13")]
pub(super) struct NewYear {
    /// the sort of rule where it is needed, its name, and the year
    #[arg(value_name = "WHAT", num_args = 2..=3, required = true)]
    what: Vec<String>,
    /// the rules folder
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &NewYear) -> Ended {
    let (section, name, year) = match command.what.as_slice() {
        [section, name, year] => (Some(section.as_str()), name, year),
        [name, year] => (None, name, year),
        _ => return Err("name a rule and a year, as in `rules new-year floor primary 2014-15`".into()),
    };
    let wrong = || format!("`{year}` is not an academic year; write it as in `rules new-year floor primary 2014-15`");
    let year: AcademicYear = year.parse().map_err(|_| wrong())?;
    let folder = folder(command.rules.as_ref());
    let opened = rulebook::open(Some(&folder), clock::today())?;
    rulebook::usable(&opened)?;
    let new = with_year(&opened.source, section, name, year).map_err(Stop::attention)?;
    let edited = rulebook::checked(new.source.clone(), clock::today(), false);
    rulebook::without_mistakes(&edited)
        .map_err(|stop| stop.and("nothing was written: so it would be with the new year"))?;
    if command.json {
        let write = !command.dry_run;
        if write {
            import::written(&folder, &opened.source, &new.source)?;
        }
        let (file, line, text, copied) = (&*new.file, new.line, &new.text, &new.copied);
        terminal::answer(&json!({ "file": file, "line": line, "text": text, "copied": copied, "written": write }));
        return Ok(Exit::Done);
    }
    terminal::say(&format!("{}:{}  {}", new.file, new.line, new.text));
    terminal::say(&format!("copied from {}: put in what is new for {year}, then run `yardstick check`", new.copied));
    if command.dry_run {
        terminal::say("nothing was written");
        return Ok(Exit::Done);
    }
    import::write(&folder, &opened.source, &new.source)
}
