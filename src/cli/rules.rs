//! `yardstick rules`: the rulebook itself: its schema, its text in words, its values in a workbook and back.

mod accept;
mod cases;
mod document;
mod export;
mod functions;
mod import;
mod list;
mod log;
mod new_year;
mod schema;
mod show;
mod upgrade;

pub(super) use import::{agreed, write};

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{Ended, Exit, Stop, clock, terminal};
use crate::run::door::Made;

/// See and change the rulebook itself
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct Rules {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    List(list::List),
    Show(show::Show),
    Schema(schema::Schema),
    Document(document::Document),
    Functions(functions::Functions),
    Export(export::Export),
    Import(import::Import),
    Log(log::Log),
    Cases(cases::Cases),
    Upgrade(upgrade::Upgrade),
    NewYear(new_year::NewYear),
    Accept(accept::Accept),
}

pub(super) use schema::keep_current;

pub(super) fn run(command: &Rules) -> Ended {
    match &command.what {
        What::List(command) => list::list(command),
        What::Show(command) => show::show(command),
        What::Schema(command) => schema::run(command),
        What::Document(command) => document::run(command),
        What::Functions(command) => functions::run(command),
        What::Export(command) => export::run(command),
        What::Import(command) => import::run(command),
        What::Log(command) => log::run(command),
        What::Cases(command) => cases::run(command),
        What::Upgrade(command) => upgrade::run(command),
        What::NewYear(command) => new_year::run(command),
        What::Accept(command) => accept::run(command),
    }
}

/// Writes a file whole, and says so.
fn put(path: &Path, bytes: &[u8], made: Made) -> Ended {
    let placed = crate::run::door::put(path, bytes, made, &clock::stamp()).map_err(Stop::attention)?;
    terminal::say(&said(&placed));
    Ok(Exit::Done)
}

fn said(placed: &crate::run::Placed) -> String {
    use crate::run::Placed;
    match placed {
        Placed::There(path) => format!("wrote {}", path.display()),
        Placed::Unchanged(path) => format!("{} is as it should be", path.display()),
        Placed::Beside { wanted, path, why } | Placed::Held { wanted, path, why } => {
            format!("{} could not be replaced ({why}); wrote {}", wanted.display(), path.display())
        }
    }
}

/// The folder of a command that changes the rulebook.
pub(super) fn folder(asked: Option<&PathBuf>) -> PathBuf {
    asked.cloned().unwrap_or_else(|| PathBuf::from("rules"))
}
