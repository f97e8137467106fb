//! `yardstick evaluate`: workbooks in, annotated copies and a review out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use clap::Args;

use super::machines::Machines;
use super::progress::Progress;
use super::rulebook::USUAL_OUT;
use super::{Ended, Exit, Stop, clock, rulebook, terminal};
use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::rulebook::Rulebook;
use crate::run::{self, ForMachines, Inputs, NothingDone, NothingToJudge, Options, Run, Summary};
use crate::watch::Turn;
use workbook::read::Limits;

/// Judge the schools in workbooks and write annotated copies and a review
///
/// Reads every workbook and CSV file given (or in the folders given), judges every school by the rules, and writes
/// into the output folder: `School review <year>.xlsx`, and a copy of each workbook with the deciding cells marked.
/// The workbooks themselves are never changed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick evaluate workbooks
  yardstick evaluate \"KS4 results.xlsx\" inspections.csv --year 2013-14 --out reviewed
  yardstick evaluate inbox --rules our-rules --json findings.json")]
pub struct Evaluate {
    /// workbooks, CSV files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// the folder for results
    #[arg(long, value_name = "DIR", default_value = USUAL_OUT)]
    out: PathBuf,
    /// the academic year to judge [default: the one most values are for]
    #[arg(long, value_name = "2013-14")]
    year: Option<AcademicYear>,
    /// the day the review is dated and meetings are counted from [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day)]
    date: Option<NaiveDate>,
    #[command(flatten)]
    machines: Machines,
    /// read hidden sheets, rows and columns too
    #[arg(long)]
    hidden: bool,
    /// judge another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// write everything also of more schools than the rulebook writes in full
    #[arg(long)]
    in_full: bool,
    /// print nothing but what needs attention
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn run(command: &Evaluate) -> Ended {
    if command.out.is_file() {
        return Err(format!("{} is a file; name a folder for the results", command.out.display()).into());
    }
    command.machines.may_stand()?;
    let date = command.date.unwrap_or_else(clock::today);
    let opened = rulebook::open_to_judge(command.rules.as_deref(), date)?;
    let rules = rulebook::usable(&opened)?;
    if opened.built_in && !command.quiet {
        terminal::say(
            "There is no folder rules here: the built-in rulebook is used (`yardstick init DIR` writes it out).",
        );
    }
    let mut inputs = read_apart(&command.paths, Some(&command.out), command.quiet)?;
    let _turn = turn(&command.out)?;
    let options = Options {
        year: command.year,
        date,
        hidden: command.hidden,
        whose: command.authority.clone().unwrap_or_default(),
    };
    let earlier = run::decisions_in_and(&command.out, &mut inputs, &rules, &options);
    let mut done = Run::new(rules, inputs, earlier, &options).map_err(|found| found_nothing(&found))?;
    done.in_full = command.in_full;
    Ok(write(&done, &command.out, &command.machines.asked(), command.quiet))
}

/// Judges workbooks with what was decided in an output folder, to tell something of them.
///
/// # Errors
/// When they cannot be read, or hold nothing to judge.
pub(super) fn judged(rules: Arc<Rulebook>, paths: &[PathBuf], out: &Path, options: &Options) -> Result<Run, Stop> {
    let mut inputs = read_apart(paths, Some(out), true)?;
    let earlier = run::decisions_in_and(out, &mut inputs, &rules, options);
    Run::new(rules, inputs, earlier, options).map_err(|found| nothing(&found.why))
}

/// Says what was read, and stops with why there was nothing to judge in it.
pub(super) fn found_nothing(found: &NothingDone) -> Stop {
    Summary::of_nothing(&found.inputs, &found.dataset).lines().for_each(|line| terminal::error(&line));
    nothing(&found.why)
}

/// Takes the output folder for this run: a watch that works in it at the same time would read half of what it writes.
///
/// # Errors
/// When a watch has it: whose.
pub(super) fn turn(out: &Path) -> Result<Turn, Stop> {
    Turn::take(out, chrono::Local::now()).map_err(|who| {
        let who = who.map_or_else(|| "another run or watch".to_owned(), |who| format!("the watch of {who}"));
        let out = out.display();
        format!("{who} is at work in {out}; end it first, or name another folder with --out").into()
    })
}

/// How a run ends that had nothing to judge: a year that is not there was asked for by mistake.
pub(super) fn nothing(why: &NothingToJudge) -> Stop {
    match why {
        NothingToJudge::NotThatYear { .. } => why.to_string().into(),
        _ => Stop::attention(why.to_string()),
    }
}

/// Gathers and reads the workbooks, without what lies in the usual output folder.
///
/// # Errors
/// When a path is not there.
pub(super) fn read(paths: &[PathBuf], quiet: bool) -> Result<Inputs, Stop> {
    read_apart(paths, Some(Path::new(USUAL_OUT)), quiet)
}

/// The same, without what lies in the output folder.
pub(super) fn read_apart(paths: &[PathBuf], out: Option<&Path>, quiet: bool) -> Result<Inputs, Stop> {
    let found = run::gather_apart(paths, out).map_err(|wrong| Stop::unreadable(&wrong))?;
    let progress = Progress::new(found.inputs.len(), quiet);
    let inputs = Inputs::read(found.inputs, &Limits::default(), |input| progress.step(&input.name));
    progress.finish();
    Ok(Inputs { others: found.others, ..inputs })
}

/// Writes a run into the output folder and says what was done.
pub(super) fn write(done: &Run, out: &Path, machines: &ForMachines, quiet: bool) -> Exit {
    let progress = Progress::new(done.inputs.books.len() + 1, quiet);
    let stamp = clock::stamp();
    let written = run::write(done, out, machines, &stamp, |name| progress.step(name));
    progress.finish();
    told(&Summary::of(done, &written), quiet)
}

/// Says what a run did, and how it ended.
pub(super) fn told(summary: &Summary, quiet: bool) -> Exit {
    if quiet {
        summary.to_mend().iter().for_each(|line| terminal::error(line));
    } else {
        if let Some(verdict) = summary.verdict() {
            terminal::verdict(verdict);
        }
        summary.lines().for_each(|line| terminal::say_fitted(&line));
    }
    if summary.needs_attention() { Exit::NeedsAttention } else { Exit::Done }
}
