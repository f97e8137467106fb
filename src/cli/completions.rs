//! `yardstick completions`: the Tab key for shells.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Ended, Exit};

/// Print a completion script for a shell
///
/// For PowerShell: yardstick completions powershell >> $PROFILE
#[derive(Debug, Args)]
pub struct Completions {
    /// the shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(command: &Completions) -> Ended {
    clap_complete::generate(command.shell, &mut Cli::command(), "yardstick", &mut std::io::stdout());
    Ok(Exit::Done)
}
