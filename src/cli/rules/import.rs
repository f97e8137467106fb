//! `yardstick rules import`: values changed in a workbook, back into the rulebook.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Exit, folder, said};
use crate::cli::{clock, rulebook, terminal};
use crate::diagnostic::Diagnostic;
use crate::intake::book::{Limits, read_file};
use crate::report::editing::{self, Change};
use crate::report::words;
use crate::rulebook::{RuleSource, edit, load_asked};

/// Bring values changed in an exported workbook back into the rulebook
///
/// Shows what would change, asks, and writes it. Only the values' own characters are replaced: comments, order and
/// layout stay as they are. Nothing is written that does not check.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules import rules.xlsx
  yardstick rules import thresholds.xlsx --rules our-rules --yes")]
pub(super) struct Import {
    /// the workbook
    #[arg(value_name = "WORKBOOK")]
    workbook: PathBuf,
    /// the rules folder
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// write without asking
    #[arg(long, short)]
    yes: bool,
}

pub(super) fn run(command: &Import) -> Exit {
    let folder = folder(command.rules.as_ref());
    let opened = match rulebook::open(Some(&folder), clock::today()) {
        Ok(opened) => opened,
        Err(why) => {
            terminal::error(&why);
            return Exit::Usage;
        }
    };
    let Some(rules) = rulebook::usable(&opened) else { return Exit::NeedsAttention };
    let book = match read_file(&command.workbook, &Limits::default()) {
        Ok(book) => book,
        Err(error) => {
            terminal::error(&error.to_string());
            return Exit::Usage;
        }
    };
    let values = edit::values(&opened.source, &rules);
    let back = editing::read(&book, &values);
    if back.rows == 0 {
        terminal::error(&format!("{} was not written by `yardstick rules export`", command.workbook.display()));
        return Exit::Usage;
    }
    if !back.refused.is_empty() {
        back.refused.iter().for_each(|line| terminal::error(line));
        terminal::error("nothing was written; mend the cells above and run it again");
        return Exit::NeedsAttention;
    }
    if back.changes.is_empty() {
        terminal::say(&format!("nothing has changed in {}", terminal::counted(back.rows, "value", "values")));
        return Exit::Done;
    }
    table(&back.changes).iter().for_each(|line| terminal::say(line));
    take(command, &folder, &opened, &back.changes)
}

/// Checks the changed rulebook, asks, and writes it.
fn take(command: &Import, folder: &Path, opened: &rulebook::Opened, changes: &[Change<'_>]) -> Exit {
    let asked: Vec<_> = changes.iter().map(|change| (change.value, change.to.clone())).collect();
    let edited = match edit::change(&opened.source, &asked) {
        Ok(edited) => edited,
        Err(wrong) => {
            wrong.iter().for_each(|one| terminal::error(&one.to_string()));
            terminal::error("nothing was written");
            return Exit::NeedsAttention;
        }
    };
    if !checks(&edited, &opened.diagnostics) {
        return Exit::NeedsAttention;
    }
    if !command.yes && !agreed() {
        terminal::error("nothing was written");
        return Exit::NeedsAttention;
    }
    write(folder, &opened.source, &edited)
}

/// Whether the changed rulebook can be used; what is said of it that was not said before is shown.
fn checks(edited: &RuleSource, before: &[Diagnostic]) -> bool {
    let today = clock::today();
    let loaded = load_asked(edited, &words::asked(Some(today)));
    let fine = !loaded.has_errors();
    let opened =
        rulebook::Opened { source: edited.clone(), rulebook: None, diagnostics: loaded.diagnostics, built_in: false };
    let old = |one: &Diagnostic| before.iter().any(|known| known.code == one.code && known.message == one.message);
    let shown: Vec<&Diagnostic> = opened
        .diagnostics
        .iter()
        .filter(|one| one.is_error() || (one.severity != crate::diagnostic::Severity::Note && !old(one)))
        .collect();
    if !shown.is_empty() {
        terminal::error(&opened.rendered(&shown));
    }
    if !fine {
        terminal::error("nothing was written: with these values the rulebook cannot be used");
    }
    fine
}

/// Asks on the terminal; without one, nobody can agree.
pub(super) fn agreed() -> bool {
    if !std::io::stdin().is_terminal() {
        terminal::error("nobody is there to ask; give --yes to write without asking");
        return false;
    }
    terminal::say("Write these into the rules folder? [y/N]");
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

/// Writes the files that are others than before.
pub(super) fn write(folder: &Path, before: &RuleSource, edited: &RuleSource) -> Exit {
    let stamp = chrono::Local::now().format("%Y-%m-%d %H%M").to_string();
    let mut exit = Exit::Done;
    for (name, text) in edited.files().filter(|(name, text)| before.text(name) != Some(*text)) {
        match crate::run::place(&folder.join(&**name), text.as_bytes(), &stamp) {
            Ok(placed) => terminal::say(&said(&placed)),
            Err(error) => {
                terminal::error(&error.to_string());
                exit = Exit::NeedsAttention;
            }
        }
    }
    exit
}

/// What would change, a line each: where, what, from, to.
fn table(changes: &[Change<'_>]) -> Vec<String> {
    const LONGEST: usize = 60;
    let short = |text: &str| {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = line.chars().count() > LONGEST;
        if cut { line.chars().take(LONGEST - 1).chain(['…']).collect() } else { line }
    };
    let rows: Vec<[String; 4]> = changes
        .iter()
        .map(|change| {
            let value = change.value;
            let place = format!("{}:{}", value.file, value.line);
            [place, short(&value.name()), short(&value.written), short(&change.to)]
        })
        .collect();
    let head = ["where", "what", "now", "new"].map(str::to_owned);
    let all: Vec<&[String; 4]> = std::iter::once(&head).chain(&rows).collect();
    let width =
        |at: usize| all.iter().filter_map(|row| row.get(at)).map(|text| text.chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    all.iter()
        .map(|[place, what, now, new]| {
            let [a, b, c] = widths;
            format!("{place:a$}  {what:b$}  {now:c$}  {new}")
        })
        .collect()
}
