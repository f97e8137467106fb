//! `yardstick status`: how a watch stands.

use std::path::PathBuf;

use clap::Args;

use super::{Ended, Exit, terminal};
use crate::run::plain;
use crate::watch;

/// Show how a watch stands: watching what, by whom, the last evaluation, what is waited for, what is in trouble
#[derive(Debug, Args)]
#[command(after_help = "Example:
  yardstick status reviewed

Exit codes: 0 all is well; 1 nobody watches, or something is in trouble; 2 there never was a watch.")]
pub struct Status {
    /// the output folder of the watch
    #[arg(value_name = "OUT", default_value = "reviewed")]
    out: PathBuf,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Status) -> Ended {
    let out = command.out.display();
    let status = watch::Status::of(&command.out, chrono::Local::now())
        .map_err(|why| format!("{out}: {}", plain(&why)))?
        .ok_or_else(|| format!("{out}: no watch ever wrote here"))?;
    if command.json {
        terminal::answer(&status.as_json());
    } else {
        status.lines().iter().for_each(|line| terminal::say(line));
    }
    Ok(if status.is_well() { Exit::Done } else { Exit::NeedsAttention })
}
