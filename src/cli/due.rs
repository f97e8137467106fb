//! `yardstick due`: what is due, for which schools, with what papers, and who takes part.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use clap::Args;

use super::{Ended, Exit, Stop, rulebook, terminal};
use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::judge::evaluate::Views;
use crate::review::due::{self, Due, DueFor, Late, Span, What};
use crate::review::words::Words;
use crate::rulebook::model::Rulebook;
use crate::run::door::{self, Made};
use crate::run::{self, Options, Run};

/// Show what is due: meetings, visits and reports, for which schools, with what papers, and who takes part
///
/// With workbooks, or the folder of a review, schools stand by name, and so do the meetings of their plans. Without, the
/// steps of the year alone. Steps have their dates, or their months in years for which the rules have no dates.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick due                                 the steps of the year, from the rules alone
  yardstick due workbooks --days 28             the next four weeks, with schools by name
  yardstick due reviewed --date 2013-01-08      of the workbooks that the review in this folder was made of
  yardstick due workbooks --ics due.ics         a calendar file; made again, it moves what moved
  yardstick due workbooks --until 2013-07-31 --json")]
pub struct DueCommand {
    /// workbooks, CSV files, folders of them, or the folder of a review
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// the academic year to judge [default: the one most values are for]
    #[arg(long, value_name = "2013-14")]
    year: Option<AcademicYear>,
    /// the stated day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day)]
    date: Option<NaiveDate>,
    /// the last day that is looked at [default: the next time of every step, however far]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day, conflicts_with = "days")]
    until: Option<NaiveDate>,
    /// how many days are looked at
    #[arg(long, value_name = "N")]
    days: Option<u32>,
    /// judge another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// the folder of the last review, whose agreed grades take part
    #[arg(long, value_name = "DIR", default_value = "reviewed")]
    out: PathBuf,
    /// also write a calendar file that Outlook imports
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &DueCommand) -> Ended {
    let span = span(command)?;
    super::may_stand(command.ics.as_ref(), Made::Calendar)?;
    let opened = rulebook::open(command.rules.as_deref(), span.date)?;
    let rules = rulebook::usable(&opened)?;
    if command.paths.is_empty() {
        return tell(command, span, &rules, &rules.authority, None);
    }
    let run = judged(command, span.date, Arc::clone(&rules))?;
    let views = Views::new(&run.rulebook, &run.dataset, &run.decisions, &run.evaluation);
    let with = DueFor { dataset: &run.dataset, views: &views, advice: &run.advice };
    tell(command, span, &rules, run.dataset.authority_or(&rules.authority), Some(with))
}

fn span(command: &DueCommand) -> Result<Span, Stop> {
    let date = command.date.unwrap_or_else(super::clock::today);
    let until = match (command.until, command.days) {
        (Some(until), _) if until < date => {
            return Err(format!("--until {until} is before {date}; name a later day").into());
        }
        (Some(until), _) => Some(until),
        // the stated day is the first of them
        (None, Some(0)) => return Err("--days 0 looks at no day; write 1 or more".to_owned().into()),
        (None, Some(days)) => date.checked_add_days(Days::new(u64::from(days) - 1)),
        (None, None) => None,
    };
    Ok(Span { date, until })
}

/// The schools, judged as for a review. A folder that a review stands in stands for the workbooks it was made of.
fn judged(command: &DueCommand, date: NaiveDate, rules: Arc<Rulebook>) -> Result<Run, Stop> {
    let mut named = (command.paths.clone(), command.out.as_path(), command.year);
    if let [folder] = command.paths.as_slice()
        && folder.join(run::LAST_RUN).is_file()
    {
        let last = run::restorable(folder)?;
        named = (last.workbooks, folder, command.year.or(last.year));
    }
    let (paths, out, year) = named;
    let options = Options { year, date, hidden: false, whose: command.authority.clone().unwrap_or_default() };
    super::evaluate::judged(rules, &paths, out, &options)
}

fn tell(command: &DueCommand, span: Span, rules: &Rulebook, authority: &str, with: Option<DueFor<'_>>) -> Ended {
    let all = due::due(rules, span, with);
    let overdue = with.map(|with| due::overdue(rules, with));
    if command.json {
        terminal::answer(&due::as_json(rules, authority, span, &all, overdue.as_deref()));
    } else {
        late(rules, authority, &overdue.unwrap_or_default());
        show(rules, authority, span, &all);
    }
    let Some(file) = &command.ics else { return Ok(Exit::Done) };
    let bytes = due::calendar(rules, authority, span.date, &all);
    let placed = door::put(file, &bytes, Made::Calendar, &super::clock::stamp()).map_err(Stop::attention)?;
    let entries = terminal::counted(all.len(), "entry", "entries");
    let said = format!("written to {}: {entries}", placed.path().display());
    if command.json {
        terminal::error(&said)
    } else {
        terminal::say(&said)
    }
    Ok(Exit::Done)
}

/// What should have been recorded by now, before what comes.
fn late(rules: &Rulebook, authority: &str, all: &[Late<'_>]) {
    if all.is_empty() {
        return;
    }
    terminal::say(&format!("Overdue in {authority}"));
    for late in all {
        let when = Words(rules).when(late.time.from, late.time.to);
        let by = Words(rules).when(late.by, late.by);
        terminal::say("");
        terminal::say_fitted(&format!("{when}: {}, not recorded by {by}", late.event.title));
        terminal::say_fitted(&format!("  {:<10} {}", "schools", schools(&late.schools)));
    }
    terminal::say("");
}

fn show(rules: &Rulebook, authority: &str, span: Span, all: &[Due<'_>]) {
    let words = Words(rules);
    let when = match span.until {
        Some(until) => words.when(span.date, until),
        None => format!("from {}", words.when(span.date, span.date)),
    };
    if all.is_empty() {
        terminal::say(&format!("Nothing is due, {when}."));
        return;
    }
    terminal::say(&format!("Due in {authority}, {when}"));
    for one in all {
        terminal::say("");
        said(words, one).iter().for_each(|line| terminal::say_fitted(line));
    }
    responsibilities(rules, all).iter().for_each(|line| terminal::say_fitted(line));
    terminal::say("");
}

/// A step, its first line when and what.
fn said(words: Words<'_>, one: &Due<'_>) -> Vec<String> {
    let (from, to) = one.days();
    let mut lines = vec![format!("{}: {}", words.when(from, to), one.title())];
    let mut say = |label: &str, text: String| {
        if !text.is_empty() {
            lines.push(format!("  {label:<10} {text}"));
        }
    };
    match &one.what {
        What::Event(event, time) => {
            if !time.dated {
                say("date", "none set yet; these are its months".to_owned());
            }
            say("focus", event.focus.as_deref().unwrap_or_default().to_owned());
            say("schools", one.schools.as_ref().map(schools).unwrap_or_default());
            say("papers", event.papers.join(", "));
            say("takes part", event.who.join(", "));
            say("goes to", event.reported_to.join(", "));
        }
        What::Meeting { plans, .. } => {
            say("school", one.schools.as_ref().map(schools).unwrap_or_default());
            say("plans", plans.join(", "));
        }
    }
    lines
}

fn schools(schools: &due::Schools) -> String {
    let names = due::names;
    let mut said = match schools.named.len() {
        0 => "none".to_owned(),
        all if schools.all => format!("all {all}"),
        1 => names(&schools.named),
        some => format!("{some}: {}", names(&schools.named)),
    };
    if !schools.unsure.is_empty() {
        said.push_str(&format!("; not known of {}", names(&schools.unsure)));
    }
    said
}

/// What those who take part are responsible for, each once.
fn responsibilities(rules: &Rulebook, all: &[Due<'_>]) -> Vec<String> {
    let events = all.iter().filter_map(|one| match &one.what {
        What::Event(event, _) => Some(event),
        What::Meeting { .. } => None,
    });
    let mut players: Vec<_> = Vec::new();
    for player in events.flat_map(|event| &event.who).filter_map(|who| due::player(rules, who)) {
        if !players.iter().any(|known: &&crate::rulebook::model::Player| known.id == player.id) {
            players.push(player);
        }
    }
    let mut lines = Vec::new();
    for player in players {
        lines.push(String::new());
        lines.push(format!("{} is responsible for", player.title));
        lines.extend(player.responsibilities.iter().map(|one| format!("  {one}")));
    }
    lines
}
