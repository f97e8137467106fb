//! `yardstick restore`: a review that was lost, made again.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::{Ended, Exit, clock, rulebook, terminal};
use crate::intake::Whose;
use crate::run::{self, ForMachines, Options, Run, Summary};

/// Make a review again that was deleted or damaged
///
/// Decisions come from the record beside it (decisions.log.jsonl), results from the workbooks that the last run read, or
/// from those named here. A review that cannot be read is set aside, not deleted; one that can be read is left alone,
/// unless --again says that it is to be made again all the same.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick restore reviewed
  yardstick restore reviewed workbooks")]
pub struct Restore {
    /// the output folder
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// the workbooks [default: those that the last run read]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// make the review again although the one there can be read
    #[arg(long)]
    again: bool,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// judge another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// the stated day [default: that of the last run]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day)]
    date: Option<NaiveDate>,
}

pub(super) fn run(command: &Restore) -> Ended {
    if !command.out.is_dir() {
        let out = command.out.display();
        return Err(format!("there is no folder {out}; name the one that the review was in").into());
    }
    let there = run::restorable(&command.out)?;
    if there.decisions == 0 {
        return Err(format!(
            "{} has no record of decisions ({}) to restore from; `yardstick evaluate` makes a review of the workbooks",
            command.out.display(),
            run::RECORD
        )
        .into());
    }
    let _turn = super::evaluate::turn(&command.out)?;
    terminal::say(&there.to_string());
    let date = command.date.or(there.date).unwrap_or_else(clock::today);
    let opened = rulebook::open(command.rules.as_deref(), date)?;
    let rules = rulebook::usable(&opened)?;
    let earlier = run::decisions_in(&command.out, &rules, date);
    if let Some(name) = earlier.readable(&rules, there.year).filter(|_| !command.again) {
        terminal::say(&format!(
            "{name} can be read, so nothing was done; `yardstick evaluate` judges anew, and `yardstick restore --again` makes it again as it was"
        ));
        return Ok(Exit::Done);
    }
    for (was, is) in run::set_damaged_aside(&command.out, &earlier, &clock::stamp())? {
        terminal::say(&format!("{was} could not be read and is now {is}"));
    }
    let paths = if command.paths.is_empty() { there.workbooks } else { command.paths.clone() };
    let (found, gone) = found_and_gone(paths)?;
    let mut inputs = super::evaluate::read_apart(&found, Some(&command.out), false)?;
    let options =
        Options { year: there.year, date, hidden: false, whose: command.authority.clone().unwrap_or_default() };
    let earlier = run::decisions_in_and(&command.out, &mut inputs, &rules, &options);
    match Run::new(rules, inputs, earlier, &options) {
        Ok(done) => {
            let exit = super::evaluate::write(&done, &command.out, &ForMachines::default(), false);
            Ok(if gone.is_empty() { exit } else { Exit::NeedsAttention })
        }
        Err(nothing) => {
            Summary::of_nothing(&nothing.inputs, &nothing.dataset).lines().for_each(|line| terminal::error(&line));
            Err(nothing.why.to_string().into())
        }
    }
}

/// Which workbooks are there and which are not; those are named, and none at all is an error.
fn found_and_gone(paths: Vec<PathBuf>) -> Result<(Vec<PathBuf>, Vec<PathBuf>), String> {
    let (found, gone): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| path.exists());
    for path in &gone {
        terminal::error(&format!("{} is not there any more; name the workbooks after the folder", path.display()));
    }
    if found.is_empty() {
        return Err("without workbooks there is no review to make; the record still has every decision".into());
    }
    Ok((found, gone))
}
