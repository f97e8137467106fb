//! `yardstick watch`: a folder kept an eye on, for months.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use clap::Args;

use super::machines::Machines;
use super::{Ended, Exit, terminal};
use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::watch::{self, Bell, Line, Settings};

/// Keep an eye on a folder: judge again whenever a workbook, a rule or a decision changes
///
/// Drop workbooks into INBOX and find the review and the annotated copies in the output folder; edit a rule and find
/// everything judged again; type decisions into the review and find them carried over. What happened is in
/// `yardstick.log` in the output folder, and `yardstick status` shows how things stand. Ctrl-C ends it, once the
/// write in hand is finished.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick watch inbox
  yardstick watch \"S:\\Results\\inbox\" --rules \"S:\\Results\\rules\" --out \"S:\\Results\\reviewed\" --poll 30
  yardstick watch inbox --once            one pass, for a scheduler
  yardstick watch inbox --install         begin by itself whenever you sign in; --uninstall undoes it

Exit codes: 0 stopped, or the pass is made; 1 the pass is made and something needs attention; 2 it could not begin.")]
pub struct Watch {
    /// the folder that workbooks are dropped into
    #[arg(value_name = "INBOX")]
    inbox: PathBuf,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// the folder for results
    #[arg(long, value_name = "DIR", default_value = "reviewed")]
    out: PathBuf,
    /// look every so many seconds and rely on no events, as on some shares [default: chosen by itself]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    poll: Option<Duration>,
    /// how long a file has to be still before it is read
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds)]
    settle: Duration,
    /// look over everything this often, whatever events say
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    scan: Duration,
    /// one pass, then end
    #[arg(long)]
    once: bool,
    /// let it begin by itself whenever you sign in, with these arguments
    #[arg(long, conflicts_with = "once")]
    install: bool,
    /// undo that
    #[arg(long, conflicts_with_all = ["once", "install"])]
    uninstall: bool,
    /// the academic year to judge [default: the one most values are for]
    #[arg(long, value_name = "2013-14")]
    year: Option<AcademicYear>,
    /// the day the review is dated and meetings are counted from [default: the day of each evaluation]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day)]
    date: Option<NaiveDate>,
    /// judge another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// read hidden sheets, rows and columns too
    #[arg(long)]
    hidden: bool,
    /// write everything also of more schools than the rulebook writes in full
    #[arg(long)]
    in_full: bool,
    #[command(flatten)]
    machines: Machines,
    /// print nothing; everything is in the log
    #[arg(long, short)]
    quiet: bool,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("`{text}` is not a number of seconds"))?;
    if !(0.01..=86_400.0).contains(&seconds) {
        return Err("between 0.01 and 86400 seconds".to_owned());
    }
    Ok(Duration::from_secs_f64(seconds))
}

pub(super) fn run(command: &Watch) -> Ended {
    if let Some(why) = no_rules(command) {
        return Err(why.into());
    }
    command.machines.may_stand()?;
    if command.install || command.uninstall {
        return super::install::run(&command.inbox, &command.out, command.uninstall);
    }
    let bell = Arc::new(Bell::default());
    if let Err(why) = heed_signals(&bell) {
        terminal::error(&why);
    }
    let line = Line {
        year: command.year,
        date: command.date,
        hidden: command.hidden,
        whose: command.authority.clone().unwrap_or_default(),
        in_full: command.in_full,
        machines: command.machines.asked(),
        known: Arc::default(),
    };
    let quiet = command.quiet;
    let say = Box::new(move |text: &str| {
        if !quiet {
            terminal::say(text);
        }
    });
    match watch::watch(&settings(command), &line, &bell, say) {
        watch::Ended::Stopped | watch::Ended::OnePass { attention: false } => Ok(Exit::Done),
        watch::Ended::OnePass { attention: true } => Ok(Exit::NeedsAttention),
        watch::Ended::NotBegun(why) => Err(why.into()),
    }
}

/// That the rules folder asked for is not there and never was: one that a watch has read before may be away for a while.
fn no_rules(command: &Watch) -> Option<String> {
    let rules = command.rules.as_deref().filter(|rules| !rules.is_dir())?;
    let known = watch::State::read(&command.out).ok().flatten();
    let known = known.is_some_and(|state| state.rulebook.last_good.is_some());
    (!known).then(|| super::rulebook::no_folder(rules))
}

fn settings(command: &Watch) -> Settings {
    let by_itself = || Some(Path::new("rules")).filter(|rules| rules.is_dir()).map(Path::to_path_buf);
    Settings {
        inbox: command.inbox.clone(),
        rules: command.rules.clone().or_else(by_itself),
        out: command.out.clone(),
        poll: command.poll,
        settle: command.settle,
        full_scan: command.scan,
        once: command.once,
    }
}

/// The first Ctrl-C or request to end lets the write in hand finish; a second ends at once, which leaves whole files
/// too.
fn heed_signals(bell: &Arc<Bell>) -> Result<(), String> {
    let bell = Arc::clone(bell);
    let heed = move || {
        if bell.is_stopped() {
            std::process::exit(130);
        }
        bell.stop();
    };
    ctrlc::set_handler(heed).map_err(|why| format!("Ctrl-C will end the watch at once: {why}"))
}
