//! `yardstick rules upgrade`: a rulebook brought up to the default as this program has it.

mod asked;
mod said;
mod two;

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Ended, Exit, Stop, folder, import};
use crate::bench::test;
use crate::cli::{clock, rulebook, terminal};
use crate::rulebook::upgrade::{self, Answers, Keep, Upgraded};
use crate::rulebook::{RuleSource, Rulebook, SCHEMA, schema_text};

/// Bring a rulebook up to the default of this program, and keep what is yours
///
/// What you changed stays yours, what you left alone becomes the default's, and what both changed is asked. The whole
/// is put together beside, checked, and its cases are tried; only then it takes the folder's place. The folder as it
/// was is kept under a dated name.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules upgrade --dry-run              what it would do
  yardstick rules upgrade
  yardstick rules upgrade --keep ours            where both changed the same, yours stays
  yardstick rules upgrade --keep primary-2012-13=default --decisions reviewed")]
pub(super) struct Upgrade {
    /// the rules folder
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// what it was made from: a template with its release, a folder, or `git:` and a revision of the rules folder
    /// [default: what the rulebook says]
    #[arg(long, value_name = "WHAT")]
    from: Option<String>,
    /// whose text stands where both changed the same: `ours`, `default`, or for one entry `ID=ours`
    #[arg(long, value_name = "WHOSE", value_parser = answer)]
    keep: Vec<(Option<String>, Keep)>,
    /// say which decisions would hang on a name that is gone: a review, a record of decisions, or the folder of both
    /// [default: the record in `reviewed` beside the rules, where there is one]
    #[arg(long, value_name = "PATH")]
    decisions: Option<PathBuf>,
    /// say what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// write without asking
    #[arg(long, short)]
    yes: bool,
    /// every line of what changes
    #[arg(long, short)]
    verbose: bool,
}

pub(super) fn run(command: &Upgrade) -> Ended {
    let folder = folder(command.rules.as_ref());
    if !folder.is_dir() {
        return Err(rulebook::no_folder(&folder).into());
    }
    let theirs = readable(&folder)?;
    let two = two::of(command.from.as_deref(), &folder, &theirs)?;
    let done = upgraded(command, &theirs, &two)?;
    if done.source == theirs {
        terminal::say(&format!("{} is up to date with {}", folder.display(), two.new.name()));
        return Ok(Exit::Done);
    }
    said::changes(&theirs, &two, &done, command.verbose);
    let rules = checked(&done.source, &two)?;
    let failing = tried(&rules);
    if let Some(decisions) = command.decisions.clone().or_else(|| rulebook::record_beside(&folder)) {
        said::closes(&decisions, &theirs, &rules)?;
    }
    if command.dry_run {
        terminal::say("nothing was written");
        return Ok(Exit::Done);
    }
    if !command.yes && !import::agreed() {
        return Err(Stop::attention("nothing was written"));
    }
    let kept =
        crate::run::replace_rules(&folder, &theirs, &done.source, &schema_beside(&folder, &rules), &clock::stamp())
            .map_err(|why| Stop::attention(format!("nothing was written: {why}")))?;
    let (folder, kept) = (folder.display(), kept.display());
    terminal::say(&format!("{folder} is {} with what is yours; as it was, it lies in {kept}", two.new.name()));
    Ok(if failing { Exit::NeedsAttention } else { Exit::Done })
}

/// `ours`, or `primary-2011-12=default`.
fn answer(text: &str) -> Result<(Option<String>, Keep), String> {
    let (id, whose) = match text.rsplit_once('=') {
        Some((id, whose)) => (Some(id.trim().to_owned()), whose),
        None => (None, text),
    };
    match whose.trim() {
        "ours" => Ok((id, Keep::Ours)),
        "default" => Ok((id, Keep::Default)),
        _ => Err("write `ours` or `default`, or an entry with one of them, as in `primary-2012-13=ours`".to_owned()),
    }
}

fn readable(folder: &Path) -> Result<RuleSource, Stop> {
    let theirs = RuleSource::from_folder(folder).map_err(|why| why.to_string())?;
    match theirs.unread().iter().find(|unread| !unread.passed_over) {
        None => Ok(theirs),
        Some(unread) => Err(Stop::attention(format!("{}: {}; nothing was written", unread.file, unread.why))),
    }
}

/// The rulebook put together, where no question is left.
fn upgraded(command: &Upgrade, theirs: &RuleSource, two: &two::Two) -> Result<Upgraded, Stop> {
    let mut answers = Answers::default();
    for (id, keep) in &command.keep {
        match id {
            Some(id) => _ = answers.of.insert(id.clone(), *keep),
            None => answers.all = Some(*keep),
        }
    }
    let made = |answers: &Answers| {
        upgrade::upgrade(theirs, &two.old.source, &two.new.source, answers)
            .map_err(|file| Stop::attention(format!("{file} has mistakes; mend them and run `yardstick check`")))
    };
    let mut done = made(&answers)?;
    if let Some(id) = done.unasked.first() {
        return Err(format!("there is no question about `{id}`; without --keep all of them are shown").into());
    }
    if !done.questions.is_empty() && std::io::stdin().is_terminal() {
        let given = asked::ask(&done.questions, &mut std::io::stdin().lock(), &mut terminal::say);
        answers.of.extend(given.ok_or_else(|| Stop::attention("nothing was written"))?);
        done = made(&answers)?;
    }
    if done.questions.is_empty() {
        return Ok(done);
    }
    done.questions.iter().flat_map(said::question).for_each(|line| terminal::say(&line));
    let first = done.questions.first().map_or("", |question| &question.id);
    Err(Stop::attention(format!(
        "nothing was written: both changed the same. Say which stands, with `--keep \"{first}=ours\"` or \
         `--keep \"{first}=default\"`, or for all with `--keep ours`"
    )))
}

/// The rulebook, where it checks.
fn checked(source: &RuleSource, two: &two::Two) -> Result<Arc<Rulebook>, Stop> {
    let opened = rulebook::checked(source.clone(), clock::today(), false);
    rulebook::without_mistakes(&opened).map_err(|stop| {
        let name = two.new.name();
        stop.and(&format!(
            "nothing was written: so it would be with {name}. Mend it in your folder, or keep the default's"
        ))
    })
}

/// Tries the cases; whether some fail, of which it is said.
fn tried(rules: &Rulebook) -> bool {
    let tried = test::run(rules);
    let failing: Vec<_> = tried.results.iter().filter(|result| !result.passed()).collect();
    if !failing.is_empty() {
        let of = terminal::counted(tried.results.len(), "case", "cases");
        terminal::say(&format!("{} of {of} not as expected; `yardstick test` shows them afterwards:", failing.len()));
    }
    let names = failing.iter().map(|result| {
        let rule = rules.rule(result.rule).map_or("", |rule| &*rule.id);
        format!("  {rule}: {}  [{}]", test::account::name(result.case), result.case.span)
    });
    names.for_each(|line| terminal::say(&line));
    !failing.is_empty()
}

/// The schema that editors complete by, where an earlier one lies in the folder.
fn schema_beside(folder: &Path, rules: &Rulebook) -> BTreeMap<String, Vec<u8>> {
    let there = super::schema::there(folder);
    there.map(|_| (SCHEMA.to_owned(), schema_text(Some(rules)).into_bytes())).into_iter().collect()
}
