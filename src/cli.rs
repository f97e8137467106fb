//! The command line: arguments in, the line called, an exit code out. Everything an officer reads in the terminal
//! is printed from here.

mod agreed;
mod check;
mod clock;
mod compare;
mod completions;
mod due;
mod evaluate;
mod exit;
mod explain;
mod init;
mod install;
mod machines;
mod merge;
mod named;
mod open;
mod pages;
mod papers;
mod progress;
mod restore;
mod rulebook;
mod rules;
pub mod samples;
mod status;
mod survey;
mod sweep;
mod table;
mod templates;
pub mod terminal;
mod test;
mod verify;
mod watch;

pub use exit::Exit;
use exit::{Ended, Stop};

use crate::run::door::Made;

use clap::{Parser, Subcommand};

/// The version. What is handed out is built with `YARDSTICK_VERSION`, which tells its commit and day too.
const VERSION: &str = match option_env!("YARDSTICK_VERSION") {
    Some(told) => told,
    None => env!("CARGO_PKG_VERSION"),
};

/// Judge schools by rules kept in a folder, and hand the workbooks back annotated.
///
/// Rules are YAML files in a folder (`rules`); results are workbooks or CSV files. Yardstick reads both, judges every
/// school, and writes annotated copies of the workbooks and a review into another folder. It never changes what it
/// was given.
#[derive(Debug, Parser)]
#[command(version = VERSION, about, long_about, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "Examples:
  yardstick evaluate workbooks                 judge the workbooks of a folder, write to reviewed/
  yardstick watch inbox                        the same whenever a workbook or a rule changes, for months
  yardstick check                              look over the rules folder
  yardstick explain \"Oak Tree\" workbooks       why a school stands where it stands
  yardstick papers workbooks                   school profiles, visit templates, Cabinet tables, to print
  yardstick due workbooks --days 28            what is due, for which schools, with what papers
  yardstick test                               try the cases beside the rules
  yardstick compare workbooks --with proposed  what another rulebook would change
  yardstick survey workbooks                   which files can be read, and what is wrong with them
  yardstick init my-authority                  begin a folder of your own
  yardstick open                               the newest review, in Excel or what you have
  yardstick merge Ann.xlsx Bob.xlsx --out Both.xlsx    two people's copies of a review into one
  yardstick restore reviewed                   make a lost review again

Exit codes: 0 done; 1 something in rules or workbooks needs attention (everything else was done); 2 wrong use.")]
pub struct Cli {
    /// what to do
    #[command(subcommand)]
    pub command: Command,
    /// colours in the terminal [default: where it has them and `NO_COLOR` is not set]
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: terminal::Colour,
}

/// What Yardstick can be asked to do.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "each command's own type says what it does; a text here would stand in its help")]
pub enum Command {
    Evaluate(evaluate::Evaluate),
    Watch(watch::Watch),
    Status(status::Status),
    Survey(survey::Survey),
    Check(check::Check),
    Explain(explain::Explain),
    Papers(papers::Papers),
    Due(due::DueCommand),
    Test(test::Test),
    Compare(compare::Compare),
    Sweep(sweep::Sweep),
    Rules(rules::Rules),
    Init(init::Init),
    Merge(merge::Merge),
    Restore(restore::Restore),
    Verify(verify::Verify),
    Completions(completions::Completions),
    Open(open::Open),
    #[command(hide = true)]
    Pages(pages::Pages),
}

/// Runs what the command line asks for.
#[must_use]
pub fn run(cli: &Cli) -> Exit {
    terminal::colour(cli.color);
    let ended = match &cli.command {
        Command::Evaluate(command) => evaluate::run(command),
        Command::Watch(command) => watch::run(command),
        Command::Status(command) => status::run(command),
        Command::Explain(command) => explain::run(command),
        Command::Papers(command) => papers::run(command),
        Command::Due(command) => due::run(command),
        Command::Survey(command) => survey::run(command),
        Command::Check(command) => check::run(command),
        Command::Test(command) => test::run(command),
        Command::Compare(command) => compare::run(command),
        Command::Sweep(command) => sweep::run(command),
        Command::Rules(command) => rules::run(command),
        Command::Init(command) => init::run(command),
        Command::Merge(command) => merge::run(command),
        Command::Restore(command) => restore::run(command),
        Command::Verify(command) => verify::run(command),
        Command::Completions(command) => completions::run(command),
        Command::Open(command) => open::run(command),
        Command::Pages(command) => pages::run(command),
    };
    ended.unwrap_or_else(Stop::told)
}

/// That a folder stands where a file is to be written; what to write instead.
fn a_folder_there(file: &std::path::Path, name: &str) -> Result<(), Stop> {
    if !file.is_dir() {
        return Ok(());
    }
    let better = file.join(name);
    Err(format!("{} is a folder; name a file, as in {}", file.display(), better.display()).into())
}

/// That a result may be written under the name asked for: asked before the work is begun.
fn may_stand(file: Option<&std::path::PathBuf>, made: Made) -> Result<(), Stop> {
    let usual = match made {
        Made::Findings => "findings.json",
        Made::Schema => "schema.json",
        Made::Page => "rules.md",
        Made::Calendar => "due.ics",
        Made::Values => "rules.xlsx",
        _ => "result.xlsx",
    };
    let Some(file) = file else { return Ok(()) };
    a_folder_there(file, usual)?;
    crate::run::door::may_stand(file, made).map_err(Stop::from)
}

/// Puts a workbook in its place and says where it is; beside the output, where that is for programs.
fn write_book(
    bytes: Result<Vec<u8>, workbook::write::BookError>,
    file: &std::path::Path,
    made: Made,
    for_programs: bool,
) -> Ended {
    let stamp = clock::today().format("%Y-%m-%d").to_string();
    let bytes = bytes.map_err(|error| Stop::attention(error.to_string()))?;
    let placed = crate::run::door::put(file, &bytes, made, &stamp).map_err(Stop::attention)?;
    let said = format!("written to {}", placed.path().display());
    if for_programs {
        terminal::error(&said)
    } else {
        terminal::say(&said)
    }
    Ok(Exit::Done)
}
