//! `yardstick rules accept`: the lines that a run proposes for the rulebook, written into it.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;

use super::{Ended, Exit, Stop, folder, import};
use crate::cli::{clock, rulebook, terminal};
use crate::domain::AcademicYear;
use crate::intake::record::{Dataset, Proposal};
use crate::intake::{self, IntakeOptions, Whose};
use crate::rulebook::RuleSource;
use crate::rulebook::edit::with_line;

/// Write the lines that a run proposes for unknown headings and words into the rulebook
///
/// Reads the workbooks as `evaluate` does, lists what it proposes with a number each, and puts what you accept into its
/// place in the rules folder, in the form in which that place is written. Comments, order and layout stay. Look at each: a
/// heading that is near to another may mean something else.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules accept workbooks                 lists them, and asks one by one
  yardstick rules accept workbooks --only 1 3
  yardstick rules accept workbooks --all --rules our-rules")]
pub(super) struct Accept {
    /// workbooks, CSV files, or folders of them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// the rules folder
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// all of them, without asking
    #[arg(long, conflicts_with = "only")]
    all: bool,
    /// those with these numbers, without asking
    #[arg(long, value_name = "NUMBER", num_args = 1..)]
    only: Vec<usize>,
    /// the academic year of tables that name none
    #[arg(long, value_name = "2013-14")]
    year: Option<AcademicYear>,
    /// another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
}

pub(super) fn run(command: &Accept) -> Ended {
    let folder = folder(command.rules.as_ref());
    let opened = rulebook::open(Some(&folder), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let inputs = crate::cli::evaluate::read(&command.paths, false)?;
    crate::cli::compare::said_of(&inputs).iter().for_each(|line| terminal::error(line));
    let whose = command.authority.clone().unwrap_or_default();
    let options = IntakeOptions { year: command.year, whose, ..IntakeOptions::default() };
    let proposed = proposals(&intake::read(&inputs.books, &rules, &options));
    if proposed.is_empty() {
        terminal::say("nothing is proposed for the rulebook");
        return Ok(Exit::Done);
    }
    for (number, (what, proposal)) in (1..).zip(&proposed) {
        terminal::say(&format!("{number}  {what}\n   {}:  {}", proposal.under, proposal.line));
    }
    if let Some(number) = command.only.iter().find(|number| **number == 0 || **number > proposed.len()) {
        return Err(format!("there is no {number}; they are numbered from 1 to {}", proposed.len()).into());
    }
    let mut edited = opened.source.clone();
    let mut left = 0;
    let mut taken = 0;
    for (number, (_, proposal)) in (1..).zip(&proposed) {
        if !wanted(command, number)? {
            continue;
        }
        match with_line(&edited, &proposal.file, &proposal.under, &proposal.line) {
            // one that cannot stand beside what was accepted before is left, and the others are taken
            Ok(accepted) if !still_checks(&accepted.source) => {
                terminal::error(&format!("{number}  with it the rulebook has a mistake; add the line yourself"));
                left += 1;
            }
            Ok(accepted) => {
                terminal::say(&format!("{number}  {}:{}  {}", accepted.file, accepted.line, accepted.text));
                edited = accepted.source;
                taken += 1;
            }
            Err(why) => {
                terminal::error(&format!("{number}  {why}"));
                left += 1;
            }
        }
    }
    if taken == 0 {
        return Err(Stop::attention("nothing was written"));
    }
    import::write(&folder, &opened.source, &edited)?;
    Ok(if left > 0 { Exit::NeedsAttention } else { Exit::Done })
}

fn still_checks(source: &RuleSource) -> bool {
    rulebook::checked(source.clone(), clock::today(), false).errors().is_empty()
}

/// What is proposed, each once, with what it is about.
fn proposals(dataset: &Dataset) -> Vec<(String, Proposal)> {
    let mut all: Vec<(String, Proposal)> = Vec::new();
    for doubt in &dataset.doubts {
        let Some(proposal) = &doubt.proposal else { continue };
        if all.iter().any(|(_, known)| known == proposal) {
            continue;
        }
        let place = doubt.places.first().map(ToString::to_string);
        let place = place.or(doubt.workbook.as_ref().map(ToString::to_string)).unwrap_or_default();
        all.push((format!("{place}: {}", doubt.what), proposal.clone()));
    }
    all
}

/// Whether a proposal is accepted; asked where neither all nor some are named.
fn wanted(command: &Accept, number: usize) -> Result<bool, Stop> {
    if command.all || !command.only.is_empty() {
        return Ok(command.all || command.only.contains(&number));
    }
    if !std::io::stdin().is_terminal() {
        return Err(Stop::attention("nobody is there to ask; give --all, or --only with their numbers"));
    }
    Ok(import::yes(&format!("Accept {number}?")))
}
