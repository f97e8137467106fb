//! `yardstick status`: how a watch stands.

use std::path::PathBuf;

use clap::Args;

use super::{Exit, plain_io, terminal};
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
}

pub(super) fn run(command: &Status) -> Exit {
    match watch::Status::of(&command.out, chrono::Local::now()) {
        Ok(Some(status)) => {
            status.lines().iter().for_each(|line| terminal::say(line));
            if status.is_well() { Exit::Done } else { Exit::NeedsAttention }
        }
        Ok(None) => {
            terminal::error(&format!("{}: no watch ever wrote here", command.out.display()));
            Exit::Usage
        }
        Err(why) => {
            terminal::error(&format!("{}: {}", command.out.display(), plain_io(&why)));
            Exit::Usage
        }
    }
}
