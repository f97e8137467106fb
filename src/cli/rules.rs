//! `yardstick rules`: the rulebook itself as the thing to look at.

mod log;

use clap::{Args, Subcommand};

use super::Exit;

/// See and change the rulebook itself
#[derive(Debug, Args)]
pub struct Rules {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Log(log::Log),
}

pub(super) fn run(command: &Rules) -> Exit {
    match &command.what {
        What::Log(command) => log::run(command),
    }
}
