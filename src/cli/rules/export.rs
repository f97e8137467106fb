//! `yardstick rules export`: the rulebook's values in a workbook.

use std::path::PathBuf;

use clap::Args;

use super::{Ended, Stop, put};
use crate::bench::exchange;
use crate::cli::{clock, rulebook, terminal};
use crate::rulebook::edit;
use crate::run::door::Made;

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
    let bytes = exchange::write(&values, &rules, clock::today()).map_err(|error| Stop::attention(error.to_string()))?;
    terminal::say(&terminal::counted(values.len(), "value", "values"));
    put(&command.out, &bytes, Made::Values)
}
