//! `yardstick check`: everything that is wrong with a rulebook, in one go.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::{Ended, Exit, Stop, rulebook, terminal};
use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::rulebook::diagnostic::{self, Diagnostic, Severity};
use crate::rulebook::{Rulebook, SCHEMA};

/// Look over a rules folder: every mistake in every file, with what to do
///
/// Errors have to be mended before the rulebook can be used; warnings are worth a look. Where the schema for editors
/// (rulebook.schema.json) lies beside the rules, it is kept current.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick check
  yardstick check --rules our-rules --json
  yardstick check --against workbooks          thresholds beside the values they are compared with
  yardstick check --decisions reviewed         decisions that hang on a name that is gone")]
pub struct Check {
    /// the rules folder [default: rules]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// look over the built-in rulebook, which other commands take where there is no folder `rules`
    #[arg(long, conflicts_with = "rules")]
    built_in: bool,
    /// a folder given by habit, which is no way to say it
    #[arg(hide = true, value_name = "DIR")]
    folder: Vec<PathBuf>,
    /// hold thresholds against the values in workbooks (files or folders); agreed grades of a review take no part
    #[arg(long, value_name = "PATH", num_args = 1..)]
    against: Vec<PathBuf>,
    /// judge another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, requires = "against", value_name = "NAME")]
    authority: Option<Whose>,
    /// say which decisions hang on a name that is gone: a review, a record of decisions, or the folder of both
    /// [default: the record in `reviewed` beside the rules, where there is one]
    #[arg(long, value_name = "PATH")]
    decisions: Option<PathBuf>,
    /// for editors and programs
    #[arg(long)]
    json: bool,
    /// the day by which thresholds that run out are looked for, and on which results are judged [default: today; results of
    /// long ago no later than in the year after theirs]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day)]
    date: Option<NaiveDate>,
    /// errors only
    #[arg(long, short)]
    quiet: bool,
    /// notes too: rules without cases and the like
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
}

pub(super) fn run(command: &Check) -> Ended {
    if let Some(folder) = command.folder.first() {
        let folder = folder.display();
        return Err(format!(
            "say what {folder} is: `yardstick check --rules \"{folder}\"` for a rules folder, `yardstick check --against \"{folder}\"` for workbooks"
        )
        .into());
    }
    let today = command.date.unwrap_or_else(super::clock::today);
    let opened = opened(command, today)?;
    let beside = || rulebook::record_beside(&super::rules::folder(command.rules.as_ref())).filter(|_| !opened.built_in);
    let hanging = match (command.decisions.clone().or_else(beside), &opened.rulebook) {
        (Some(decisions), Some(rules)) => crate::run::hanging(&decisions, rules, today)?,
        _ => Vec::new(),
    };
    let wanted = |one: &&Diagnostic| match one.severity {
        Severity::Error => true,
        Severity::Warning => !command.quiet,
        Severity::Note => command.verbose,
    };
    let remarks = against(command, &opened, today)?;
    let all = remarks.len();
    let remarks: Vec<Diagnostic> = remarks.into_iter().filter(|one| wanted(&one)).collect();
    let hanging: Vec<Diagnostic> = hanging.into_iter().filter(|one| wanted(&one)).collect();
    let shown: Vec<&Diagnostic> = opened.diagnostics.iter().filter(wanted).collect();
    if command.json {
        let shown: Vec<Diagnostic> = shown.into_iter().chain(&hanging).chain(&remarks).cloned().collect();
        terminal::say(&diagnostic::json(&shown).to_string());
    } else {
        report(&opened, &shown, &hanging);
        remarks.iter().for_each(say);
        if !command.against.is_empty() && opened.rulebook.is_some() {
            let more = match all - remarks.len() {
                0 => String::new(),
                more => format!("; {more} more with --verbose, on which there is nothing to do"),
            };
            terminal::say(&format!(
                "{} beside the values{more}",
                terminal::counted(remarks.len(), "remark", "remarks")
            ));
        }
    }
    keep_schema(command, &opened);
    Ok(if opened.errors().is_empty() { Exit::Done } else { Exit::NeedsAttention })
}

/// The rulebook that is looked over: the built-in one where it is asked for, and never by itself.
fn opened(command: &Check, today: NaiveDate) -> Result<rulebook::Opened, Stop> {
    if command.built_in {
        return Ok(rulebook::built_in(today));
    }
    let opened = rulebook::open(command.rules.as_deref(), today)?;
    if opened.built_in {
        return Err(
            "there is no folder rules here, so there is nothing to look over; name one with --rules, begin one \
                    with `yardstick init DIR`, or look over the built-in rulebook with --built-in"
                .into(),
        );
    }
    Ok(opened)
}

/// Keeps the schema beside the rules current; what comes of it is about the work itself.
fn keep_schema(command: &Check, opened: &rulebook::Opened) {
    let (Some(rules), false) = (&opened.rulebook, opened.built_in) else { return };
    let folder = super::rules::folder(command.rules.as_ref());
    let file = folder.join(SCHEMA);
    match super::rules::keep_current(&folder, rules) {
        Ok(true) if !command.quiet => {
            terminal::error(&format!("{} has the rulebook's names again, for editors", file.display()));
        }
        Ok(_) => {}
        Err(why) => terminal::error(&format!("{why}; editors go on with the schema as it was")),
    }
}

/// What is to be said of thresholds beside values.
fn against(command: &Check, opened: &rulebook::Opened, today: NaiveDate) -> Result<Vec<Diagnostic>, Stop> {
    let (Some(rules), false) = (&opened.rulebook, command.against.is_empty()) else { return Ok(Vec::new()) };
    let inputs = super::evaluate::read(&command.against, command.json)?;
    super::compare::said_of(&inputs).iter().for_each(|line| terminal::error(line));
    let whose = command.authority.clone().unwrap_or_default();
    let asked = crate::bench::compare::Asked {
        books: &inputs.books,
        tables_of: None,
        whose: &whose,
        date: today,
        agreed: None,
    };
    let dataset = asked.read(rules);
    let Some(latest) = crate::run::most_spoken_of(rules, &dataset) else {
        terminal::error(&crate::run::NothingToJudge::NoYear.to_string());
        return Ok(Vec::new());
    };
    Ok(crate::bench::against::remarks(rules, &dataset, latest, own_day(command, rules, latest)))
}

/// The day on which results are judged: the one that was given, else today, but no later than the year after theirs. A head
/// who was new then is not held against a day years later.
fn own_day(command: &Check, rules: &Rulebook, latest: AcademicYear) -> NaiveDate {
    let last = rules.year_begins.last_day(latest.next());
    command.date.unwrap_or_else(|| super::clock::today().min(last))
}

/// A remark about values: its line, what there is to say, what to do.
fn say(remark: &Diagnostic) {
    // what is said of a folder of decisions has no line
    let place = if remark.place.line == 0 { remark.place.file.to_string() } else { remark.place.to_string() };
    terminal::say(&format!("{place}  {}", remark.message));
    if let Some(help) = &remark.help {
        terminal::say(&format!("    {help}"));
    }
}

/// What is to be said of the rulebook and of the decisions that hang on it, and how much that is.
fn report(opened: &rulebook::Opened, shown: &[&Diagnostic], hanging: &[Diagnostic]) {
    if !shown.is_empty() {
        terminal::error(&opened.rendered(shown));
    }
    hanging.iter().for_each(say);
    let with = |severity| opened.diagnostics.iter().chain(hanging).filter(|one| one.severity == severity).count();
    let what = match &opened.rulebook {
        Some(rulebook) => format!(
            "{}: {}, {}",
            if opened.built_in { "the built-in rulebook" } else { "the rulebook" },
            terminal::counted(rulebook.rules.len(), "rule", "rules"),
            terminal::counted(rulebook.measures.len(), "measure", "measures")
        ),
        None => "the rulebook cannot be used as it is".to_owned(),
    };
    terminal::say(&format!(
        "{what}; {}, {}",
        terminal::counted(with(Severity::Error), "error", "errors"),
        terminal::counted(with(Severity::Warning), "warning", "warnings")
    ));
}
