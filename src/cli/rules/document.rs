//! `yardstick rules document`: the rulebook in plain words.

use std::path::PathBuf;

use clap::Args;

use super::{Ended, Exit, put};
use crate::cli::{clock, rulebook, terminal};
use crate::rulebook::document;
use crate::run::door::Made;

/// Write the rulebook out in plain words, for people who read no YAML
///
/// A page in Markdown: every rule with its conditions in words, years, source and line; cases as examples; measures,
/// support, structural options and the year's cycle.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules document                     print it
  yardstick rules document --out rules.md")]
pub(super) struct Document {
    /// the file to write [default: printed]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

pub(super) fn run(command: &Document) -> Ended {
    crate::cli::may_stand(command.out.as_ref(), Made::Page)?;
    let opened = rulebook::open(command.rules.as_deref(), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let text = document::markdown(&rules);
    match &command.out {
        Some(path) => put(path, text.as_bytes(), Made::Page),
        None => {
            terminal::say(text.trim_end());
            Ok(Exit::Done)
        }
    }
}
