//! `yardstick rules export`: the rulebook's values in a workbook.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Ended, Stop, put};
use crate::bench::exchange;
use crate::cli::{clock, rulebook, terminal};
use crate::rulebook::Rulebook;
use crate::rulebook::edit;
use crate::run::door::Made;
use workbook::read::{Limits, read_file};

/// Write thresholds, settings, figures, headings, words and colours to a workbook, to change them there
///
/// One value a row, with its unit and source; everything but the values is locked, without a password.
/// `yardstick rules import` brings the changes back.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules export
  yardstick rules export --out thresholds.xlsx --rules our-rules")]
pub(super) struct Export {
    /// the workbook to write
    #[arg(long, value_name = "FILE", default_value = "rules.xlsx")]
    out: PathBuf,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

pub(super) fn run(command: &Export) -> Ended {
    crate::cli::may_stand(Some(&command.out), Made::Values)?;
    let opened = rulebook::open(command.rules.as_deref(), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let values = edit::values(&opened.source, &rules);
    nothing_is_typed_in(&command.out, &values, &rules)?;
    let bytes = exchange::write(&values, &rules, clock::today()).map_err(|error| Stop::attention(error.to_string()))?;
    terminal::say(&terminal::counted(values.len(), "value", "values"));
    put(&command.out, &bytes, Made::Values)
}

/// What was typed into an earlier one and never imported stands nowhere else.
fn nothing_is_typed_in(out: &Path, values: &[edit::Value], rules: &Rulebook) -> Result<(), Stop> {
    if !out.exists() {
        return Ok(());
    }
    let what = match read_file(out, &Limits::as_written()) {
        Ok(book) => {
            let back = exchange::read(&book, values, &rules.fingerprint);
            let typed = back.changes.len() + back.added.len() + back.out.len() + back.refused.len();
            if typed == 0 {
                return Ok(());
            }
            format!("{} in it that the rules do not have", terminal::counted(typed, "change stands", "changes stand"))
        }
        Err(error) => error.to_string(),
    };
    let name = out.display();
    Err(Stop::attention(format!("{name} is left as it is: {what}. Import it first, or name another file")))
}
