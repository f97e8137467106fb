//! `yardstick pages`: the pages of the manual, the commands' reference, and the Tab key of every shell, as packages have
//! them.

use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell;

use super::{Cli, Ended, Exit, Stop, terminal};
use crate::run::plain;

/// Write man pages, the commands' reference and completions into a folder, for whoever packages Yardstick
#[derive(Debug, Args)]
pub struct Pages {
    /// the folder; it is made where it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(command: &Pages) -> Ended {
    let folder = &command.folder;
    let stop = |why: std::io::Error| Stop::from(format!("{}: {}", folder.display(), plain(&why)));
    let taken = fs::read_dir(folder).is_ok_and(|mut there| there.next().is_some());
    if taken {
        return Err(format!("{} has something in it; name a folder that is new or empty", folder.display()).into());
    }
    let (man, shells) = (folder.join("man"), folder.join("completions"));
    fs::create_dir_all(&man).and_then(|()| fs::create_dir_all(&shells)).map_err(stop)?;
    clap_mangen::generate_to(Cli::command(), &man).map_err(stop)?;
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut Cli::command(), "yardstick", &shells).map_err(stop)?;
    }
    fs::write(folder.join("commands.md"), reference(&mut Cli::command())).map_err(stop)?;
    terminal::say(&format!("written to {} and {}", man.display(), shells.display()));
    Ok(Exit::Done)
}

/// What `--help` says of every command, as one page.
fn reference(whole: &mut clap::Command) -> String {
    let mut page =
        "# Commands\n\nWhat `--help` says of each. This page is made from the program: `yardstick pages DIR`.\n"
            .to_owned();
    whole.build();
    for command in whole.get_subcommands_mut().filter(|command| !command.is_hide_set()) {
        described(&mut page, command, "yardstick", "##");
    }
    page
}

fn described(page: &mut String, command: &mut clap::Command, above: &str, mark: &str) {
    let name = format!("{above} {}", command.get_name());
    if command.get_name() == "help" {
        return;
    }
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    page.push_str(&format!("\n{mark} {name}\n\n```text\n{}\n```\n", help.join("\n").trim_end()));
    for within in command.get_subcommands_mut().filter(|within| !within.is_hide_set()) {
        described(page, within, &name, &format!("{mark}#"));
    }
}
