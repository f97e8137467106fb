//! `yardstick verify`: a review made again from what it says it was made from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use super::{Ended, Exit, Stop, rulebook, terminal};
use crate::domain::phrase::short;
use crate::intake::Whose;
use crate::review::decisions::{Properties, read_back};
use crate::rulebook::model::Rulebook;
use crate::run::seal::Seal;
use crate::run::sealed::{self, Differences, Found};
use crate::run::{self, Earlier, Inputs, Options, Run};
use workbook::place::CellPlace;
use workbook::read::{Book, Limits, read_bytes, read_file};

/// Make a review again from the workbooks and the rulebook it names, and say whether it is the same
///
/// The last sheet of a review names its workbooks and rulebook files with their fingerprints. They are looked for where
/// the review's links lead, or in the folders given. What officers wrote is no difference; it is listed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick verify \"reviewed/School review 2011-12.xlsx\"
  yardstick verify review.xlsx --inputs workbooks --rules rules-of-2012")]
pub struct Verify {
    /// the review
    #[arg(value_name = "REVIEW")]
    review: PathBuf,
    /// folders with its workbooks [default: where its links lead]
    #[arg(long, value_name = "DIR", num_args = 1..)]
    inputs: Vec<PathBuf>,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// it was made with this --authority
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// it was made with hidden sheets, rows and columns
    #[arg(long)]
    hidden: bool,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Verify) -> Ended {
    let (given, seal) = opened(&command.review)?;
    let opened = rulebook::open(command.rules.as_deref(), seal.date)?;
    let rules = rulebook::usable(&opened)?;
    let folders = if command.inputs.is_empty() { sealed::folders(&command.review) } else { command.inputs.clone() };
    let found = sealed::find(&seal, &folders).map_err(|wrong| Stop::unreadable(&wrong))?;
    let rule_files = other_files(&seal, &rules);
    let differs =
        other_version(&seal) || rule_files.is_some() || !found.changed.is_empty() || !found.missing.is_empty();
    if !command.json {
        told_of_sources(&seal, rule_files.as_deref(), &found, &folders);
    }
    let Found { inputs, changed, missing } = found;
    let workbooks = inputs.len();
    let inputs = Inputs::read(inputs, &Limits::default(), |_| {});
    let differences = closest(command, &given, &seal, &rules, inputs).map_err(Stop::attention)?;
    let differs = differs || !same_cells(&differences);
    if command.json {
        let of_file = |(name, became): &RuleFile| json!({ "file": name, "became": became });
        let mut answer = as_json(&differences);
        let more = json!({
            "same": !differs,
            "made_with": seal.version,
            "version": VERSION,
            "rule_files": rule_files.unwrap_or_default().iter().map(of_file).collect::<Vec<_>>(),
            "workbooks": { "found": workbooks, "changed": changed, "missing": missing },
        });
        if let (Value::Object(answer), Value::Object(more)) = (&mut answer, more) {
            answer.extend(more);
        }
        terminal::answer(&answer);
    } else {
        shown(&differences);
    }
    Ok(if differs { Exit::NeedsAttention } else { Exit::Done })
}

/// A review, with what it says it was made from.
pub(super) fn opened(path: &Path) -> Result<(Book, Seal), String> {
    let book = read_file(path, &Limits::as_written()).map_err(|error| error.to_string())?;
    let seal = Seal::of(&book).map_err(|error| error.to_string())?;
    Ok((book, seal))
}

/// Lays the review beside the one made again in each of the ways it may have been made; what comes nearest is taken.
fn closest(
    command: &Verify,
    given: &Book,
    seal: &Seal,
    rules: &Arc<Rulebook>,
    mut inputs: Inputs,
) -> Result<Differences, String> {
    let folder = command.review.parent().unwrap_or(Path::new(""));
    let read = read_back(given, &Properties::default(), rules);
    let earlier = Earlier::of_review(&read, folder, (seal.year, seal.date), rules);
    let mut nearest: Option<(Differences, Options, bool)> = None;
    let same = |found: &Option<(Differences, Options, bool)>| {
        found.as_ref().is_some_and(|(found, ..)| found.cells.is_empty() && found.sheets.is_empty())
    };
    let mut failed = String::new();
    for options in seal.ways(command.hidden, command.authority.as_ref(), rules) {
        match Run::new(Arc::clone(rules), inputs, earlier.clone(), &options) {
            Ok(mut run) => {
                // it does not say whether everything was asked for
                for in_full in [false, true] {
                    run.in_full = in_full;
                    let found = sealed::differ(given, &again(&run, &command.review)?, &seal.sheet);
                    let off = |found: &Differences| found.cells.len() + found.sheets.len();
                    if nearest.as_ref().is_none_or(|(known, ..)| off(&found) < off(known)) {
                        nearest = Some((found, options.clone(), in_full));
                    }
                    if same(&nearest) {
                        break;
                    }
                }
                inputs = run.inputs;
            }
            Err(nothing) => {
                failed = nothing.why.to_string();
                inputs = nothing.inputs;
            }
        }
        if same(&nearest) {
            break;
        }
    }
    let (mut found, options, in_full) = nearest.ok_or(failed)?;
    if !found.cells.is_empty()
        && let Ok(mut run) = Run::new(Arc::clone(rules), inputs, earlier, &options)
    {
        run.in_full = in_full;
        sealed::leave_out(&run, folder, given, &seal.sheet, &mut found)?;
    }
    Ok(found)
}

/// The review as it would be made now.
fn again(run: &Run, review: &Path) -> Result<Book, String> {
    let out = review.parent().unwrap_or(Path::new("."));
    let bytes = run::review_bytes(run, out).map_err(|error| error.to_string())?;
    read_bytes("review.xlsx", &bytes, &Limits::as_written()).map_err(|error| error.to_string())
}

/// This program's version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn other_version(seal: &Seal) -> bool {
    !seal.version.is_empty() && seal.version != VERSION
}

/// A file of the rulebook, and what became of it: `changed`, `gone`, `new`.
type RuleFile = (String, &'static str);

/// Which files of the rulebook are not those the review names; none where it is the same rulebook.
fn other_files(seal: &Seal, rules: &Rulebook) -> Option<Vec<RuleFile>> {
    if *seal.rulebook == *rules.fingerprint {
        return None;
    }
    let there = |name: &str| rules.files.iter().find(|file| *file.name == *name);
    let named = seal.rule_files.iter().filter_map(|(name, print)| match there(name) {
        None => Some((name.clone(), "gone")),
        Some(file) if *file.fingerprint != **print => Some((name.clone(), "changed")),
        Some(_) => None,
    });
    let new = rules.files.iter().filter(|file| !seal.rule_files.iter().any(|(name, _)| **name == *file.name));
    Some(named.chain(new.map(|file| (file.name.to_string(), "new"))).collect())
}

/// Says whether it was made by this program, from these rules and workbooks.
fn told_of_sources(seal: &Seal, rule_files: Option<&[RuleFile]>, found: &Found, folders: &[PathBuf]) {
    if other_version(seal) {
        terminal::say(&format!("it was made with Yardstick {}, this is {VERSION}", seal.version));
    }
    match rule_files {
        None => terminal::say("the rulebook is the same"),
        Some(files) => {
            terminal::say("the rulebook is another:");
            for (name, became) in files {
                let became = if *became == "changed" { "has changed".to_owned() } else { format!("is {became}") };
                terminal::say(&format!("  {name} {became}"));
            }
        }
    }
    if found.changed.is_empty() && found.missing.is_empty() {
        terminal::say(&format!("{} the same", terminal::counted(found.inputs.len(), "workbook is", "workbooks are")));
    }
    found.changed.iter().for_each(|name| terminal::say(&format!("the workbook {name} has changed")));
    found.missing.iter().for_each(|name| terminal::say(&format!("the workbook {name} was not found")));
    if !found.missing.is_empty() {
        let looked: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        terminal::say(&format!("looked in {}; name other folders with --inputs", looked.join(", ")));
    }
}

/// Whether every cell that we made is as we would make it.
fn same_cells(found: &Differences) -> bool {
    found.cells.is_empty() && found.sheets.iter().all(|(_, extra)| *extra)
}

fn as_json(found: &Differences) -> Value {
    let cell = |place: &CellPlace| json!({ "sheet": &*place.sheet, "cell": place.a1() });
    let sheets = |theirs: bool| -> Vec<&str> {
        found.sheets.iter().filter(|(_, extra)| *extra == theirs).map(|(name, _)| name.as_str()).collect()
    };
    let decided = found.decided.iter().map(|one| json!({ "place": cell(&one.place), "words": one.words }));
    let cells = found.cells.iter();
    let cells = cells.map(|one| json!({ "place": cell(&one.place), "review": one.given, "made_again": one.made }));
    json!({
        "cells": cells.collect::<Vec<_>>(),
        "sheets_gone": sheets(false),
        "sheets_not_ours": sheets(true),
        "sorted_otherwise": found.sorted,
        "filled_in": decided.collect::<Vec<_>>(),
        "cells_left_out": found.left_out,
    })
}

/// Prints how two reviews differ.
fn shown(found: &Differences) {
    const SHOWN: usize = 40;
    const LONGEST: usize = 70;
    if !found.decided.is_empty() {
        terminal::say(&format!(
            "{} by officers:",
            terminal::counted(found.decided.len(), "cell filled in", "cells filled in")
        ));
        found.decided.iter().take(SHOWN).for_each(|one| {
            terminal::say(&format!("  {}!{}: {}", one.place.sheet, one.place.a1(), one.words));
        });
    }
    found
        .sorted
        .iter()
        .for_each(|sheet| terminal::say(&format!("the sheet {sheet} is sorted otherwise, its rows are the same")));
    for (sheet, extra) in &found.sheets {
        let what = if *extra { "is not one of ours" } else { "is gone from the review" };
        terminal::say(&format!("the sheet {sheet} {what}"));
    }
    let blank = |text: &str| if text.is_empty() { "(blank)".to_owned() } else { short(text, LONGEST) };
    for one in found.cells.iter().take(SHOWN) {
        let place = format!("{}!{}", one.place.sheet, one.place.a1());
        terminal::say(&format!("  {place}: {} in the review, {} made again", blank(&one.given), blank(&one.made)));
    }
    if found.cells.len() > SHOWN {
        terminal::say(&format!("  … and {} more", found.cells.len() - SHOWN));
    }
    if found.left_out > 0 {
        let left_out = terminal::counted(found.left_out, "cell", "cells");
        terminal::say(&format!(
            "what changed since an earlier run was left out ({left_out}): that run is remembered here no more"
        ));
    }
    if same_cells(found) {
        let others = if found.left_out > 0 { "every other cell is the same" } else { "every cell is the same" };
        return terminal::say(others);
    }
    terminal::say(&terminal::counted(found.cells.len(), "cell differs", "cells differ"));
}
