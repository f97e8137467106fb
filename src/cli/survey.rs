//! `yardstick survey`: how a folder of files reads, without a rulebook.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::progress::Progress;
use super::{Ended, Exit, Stop, table, terminal};
use crate::run::survey::{self, Outcome, Surveyed, Trial};
use workbook::read::Limits;

/// Read every workbook of a folder and say which cannot be read, and why
///
/// Needs no rules and writes nothing. Each file with a problem gets a line: what it is, what is wrong, what to do. Counts
/// follow. Files named outright are looked at whatever their ending; in folders only those named like workbooks.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick survey inbox
  yardstick survey \"KS4 results.xlsx\" --verbose
  yardstick survey inbox --annotate            would each come back with nothing changed but our marks?

Exit codes: 0 every file was read; 1 some were not, or could not be annotated as they should; 2 wrong use.")]
pub struct Survey {
    /// files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// also annotate each in memory and look whether anything else is different in the copy
    #[arg(long)]
    annotate: bool,
    /// for programs
    #[arg(long)]
    json: bool,
    /// counts only
    #[arg(long, short)]
    quiet: bool,
    /// a line for every file, and every problem of it
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
}

/// Problems of one file that are shown unless all are asked for.
const SHOWN: usize = 2;

pub(super) fn run(command: &Survey) -> Ended {
    let (files, passed_over) = survey::files(&command.paths).map_err(|wrong| Stop::unreadable(&wrong))?;
    let progress = Progress::new(files.len(), command.quiet || command.json);
    let mut all = Vec::with_capacity(files.len());
    for path in &files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        progress.step(&name);
        let one = survey::look_at(path, &Limits::default(), command.annotate);
        if !command.quiet && !command.json {
            line(&one, command.verbose).into_iter().for_each(|line| progress.above(&line));
        }
        all.push(one);
    }
    progress.finish();
    if command.json {
        terminal::say(&in_json(&all, passed_over).to_string());
    } else {
        counts(&all, passed_over).iter().for_each(|line| terminal::say(line));
    }
    let bad =
        |one: &Surveyed| one.outcome.is_refused() || matches!(one.trial, Some(Trial::Refused(_) | Trial::Differs(_)));
    Ok(if all.iter().any(bad) { Exit::NeedsAttention } else { Exit::Done })
}

/// What there is to say of a file, in one line.
fn line(one: &Surveyed, verbose: bool) -> Option<String> {
    let mut said = Vec::new();
    match &one.outcome {
        Outcome::Refused(error) => said.push(error.refusal.to_string()),
        Outcome::Review => said.push("is a review that Yardstick wrote, not results; it is left out".to_owned()),
        Outcome::Read { format, sheets, cells, remarks } => {
            if verbose {
                let sheets = terminal::counted(*sheets, "sheet", "sheets");
                let cells = terminal::counted(*cells, "cell", "cells");
                said.push(format!("{format}, {sheets}, {cells}, {} ms", one.time.as_millis()));
            }
            let shown = if verbose { remarks.len() } else { SHOWN.min(remarks.len()) };
            said.extend(remarks.iter().take(shown).map(ToString::to_string));
            if remarks.len() > shown {
                said.push(format!("… and {} more", remarks.len() - shown));
            }
        }
    }
    match &one.trial {
        Some(Trial::Refused(why)) => said.push(format!("cannot be annotated: {why}")),
        Some(Trial::Differs(how)) => said.push(format!("annotated, but not as it should be: {how}")),
        _ => {}
    }
    (!said.is_empty()).then(|| format!("{}: {}", one.path.display(), said.join("; ")))
}

fn kinds<'s>(of: impl Iterator<Item = &'s str>) -> Vec<(&'s str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    of.for_each(|kind| *counts.entry(kind).or_default() += 1);
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// The counts, as lines.
fn counts(all: &[Surveyed], passed_over: usize) -> Vec<String> {
    let row = |words: &str, count: usize| vec![words.to_owned(), format!("{count:>5}")];
    let of = |kind: &str| all.iter().filter(|one| one.outcome.kind() == kind).count();
    let refused: Vec<&Surveyed> = all.iter().filter(|one| one.outcome.is_refused()).collect();
    let mut rows = vec![
        row("files", all.len()),
        row("  read", of("read")),
        row("  read with problems", of("read with problems")),
        row("  refused", refused.len()),
    ];
    let reviews = all.iter().filter(|one| matches!(one.outcome, Outcome::Review)).count();
    if reviews > 0 {
        rows.insert(3, row("  reviews of ours", reviews));
    }
    let why = kinds(refused.iter().map(|one| one.outcome.kind()));
    rows.extend(why.iter().map(|(kind, count)| row(&format!("    {kind}"), *count)));
    let trials = kinds(all.iter().filter_map(|one| one.trial.as_ref()).map(Trial::kind));
    rows.extend(trials.iter().map(|(kind, count)| row(&format!("  {kind}"), *count)));
    let mut lines = table::lines(&rows);
    if passed_over > 0 {
        lines.push(format!("{} not named like workbooks", terminal::counted(passed_over, "other file", "other files")));
    }
    if let Some(slowest) = all.iter().max_by_key(|one| one.time) {
        let seconds = slowest.time.as_secs_f64();
        lines.push(format!("slowest: {}, {seconds:.2} s", slowest.path.display()));
    }
    lines
}

fn in_json(all: &[Surveyed], passed_over: usize) -> Value {
    let counts: serde_json::Map<String, Value> = kinds(all.iter().map(|one| one.outcome.kind()))
        .into_iter()
        .map(|(kind, count)| (kind.to_owned(), json!(count)))
        .collect();
    json!({ "counts": counts, "passed-over": passed_over, "files": all.iter().map(file).collect::<Vec<_>>() })
}

fn file(one: &Surveyed) -> Value {
    let milliseconds = u64::try_from(one.time.as_millis()).unwrap_or(u64::MAX);
    let mut facts = vec![
        ("path", json!(one.path.display().to_string())),
        ("outcome", json!(one.outcome.kind())),
        ("milliseconds", json!(milliseconds)),
    ];
    match &one.outcome {
        Outcome::Review => {}
        Outcome::Refused(error) => facts.push(("why", json!(error.refusal.to_string()))),
        Outcome::Read { format, sheets, cells, remarks } => facts.extend([
            ("format", json!(format.to_string())),
            ("sheets", json!(sheets)),
            ("cells", json!(cells)),
            ("problems", remarks.iter().map(|remark| json!(remark.to_string())).collect()),
        ]),
    }
    if let Some(trial) = &one.trial {
        facts.push(("annotating", json!(trial.kind())));
        if let Trial::Refused(why) | Trial::Differs(why) = trial {
            facts.push(("annotating-why", json!(why)));
        }
    }
    Value::Object(facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
