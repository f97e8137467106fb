//! `yardstick rules import`: values changed in a workbook, back into the rulebook.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Ended, Exit, Stop, folder, said};
use crate::bench::exchange::{self, TakenBack};
use crate::bench::test::{self, CaseResult};
use crate::cli::{clock, rulebook, table, terminal};
use crate::domain::phrase::short;
use crate::rulebook::diagnostic::Diagnostic;
use crate::rulebook::edit::{self, Entry, Value};
use crate::rulebook::{RuleSource, Rulebook, is_sheet};
use crate::run::Placed;
use workbook::read::{Limits, read_file};

/// Letters of a text that is shown.
const LONGEST: usize = 60;
/// Cases named that fail.
const MOST_CASES: usize = 12;

/// Bring values changed in an exported workbook back into the rulebook
///
/// Shows what would change and which cases fail then, asks, and writes it. Rows written or copied below the others go into
/// their lists, and rows that are gone or whose value was emptied come out. Only the values' own characters are replaced:
/// comments, order and layout stay as they are. Nothing is written that does not check.
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

pub(super) fn run(command: &Import) -> Ended {
    let folder = folder(command.rules.as_ref());
    let opened = rulebook::open(Some(&folder), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let book = read_file(&command.workbook, &Limits::default()).map_err(|error| error.to_string())?;
    let values = edit::values(&opened.source, &rules);
    let back = exchange::read(&book, &values, &rules.fingerprint);
    if back.rows == 0 {
        return Err(format!("{} was not written by `yardstick rules export`", command.workbook.display()).into());
    }
    if !back.refused.is_empty() {
        back.refused.iter().for_each(|line| terminal::error(line));
        return Err(Stop::attention("nothing was written; mend the cells above and run it again"));
    }
    if back.is_nothing() {
        terminal::say(&format!("nothing has changed in {}", terminal::counted(back.rows, "value", "values")));
        return Ok(Exit::Done);
    }
    shown(&back).iter().for_each(|line| terminal::say(line));
    take(command, &folder, (&opened, &rules), &back)
}

/// Checks the changed rulebook, asks, and writes it.
fn take(
    command: &Import,
    folder: &Path,
    (opened, rules): (&rulebook::Opened, &Rulebook),
    back: &TakenBack<'_>,
) -> Ended {
    let asked: Vec<_> = back.changes.iter().map(|change| (change.value, change.to.clone())).collect();
    let edited = edit::change(&opened.source, &asked)
        .and_then(|edited| edit::with_lists(&edited, rules, &back.added, &back.out))
        .map_err(|wrong| {
            for one in &wrong {
                let cell = back.cells.get(&one.place).map(|cell| format!("{cell}: ")).unwrap_or_default();
                terminal::error(&format!("{cell}{one}"));
            }
            Stop::attention("nothing was written")
        })?;
    let Some(after) = checks(&edited, &opened.diagnostics) else {
        return Err(Stop::attention("nothing was written: with these values the rulebook cannot be used"));
    };
    failing(rules, &after);
    if !command.yes && !agreed() {
        return Err(Stop::attention("nothing was written"));
    }
    write(folder, &opened.source, &edited)
}

/// The changed rulebook, where it can be used; what is said of it that was not said before is shown.
fn checks(edited: &RuleSource, before: &[Diagnostic]) -> Option<Arc<Rulebook>> {
    let opened = rulebook::checked(edited.clone(), clock::today(), false);
    let old = |one: &Diagnostic| before.iter().any(|known| known.code == one.code && known.message == one.message);
    let shown: Vec<&Diagnostic> = opened
        .diagnostics
        .iter()
        .filter(|one| one.is_error() || (one.severity != crate::rulebook::diagnostic::Severity::Note && !old(one)))
        .collect();
    if !shown.is_empty() {
        terminal::error(&opened.rendered(&shown));
    }
    if opened.errors().is_empty() { opened.rulebook } else { None }
}

/// Says which cases would fail that do not fail now.
fn failing(before: &Rulebook, after: &Rulebook) {
    let (known, now) = (fail(before), fail(after));
    let new: Vec<&String> = now.iter().filter(|case| !known.contains(case)).collect();
    if new.is_empty() {
        return;
    }
    let fail = if new.len() == 1 { "case fails" } else { "cases fail" };
    terminal::say(&format!("{} {fail} then; `yardstick test --mend` shows what each would have to expect:", new.len()));
    new.iter().take(MOST_CASES).for_each(|case| terminal::say(&format!("  {case}")));
    if new.len() > MOST_CASES {
        terminal::say(&format!("  and {} more", new.len() - MOST_CASES));
    }
}

/// Cases that fail, each with its rule.
fn fail(rulebook: &Rulebook) -> Vec<String> {
    let trial = test::run(rulebook);
    let failed = trial.results.iter().filter(|result| !result.passed());
    let name = |result: &CaseResult<'_>| {
        let rule = rulebook.rule(result.rule).map_or("", |rule| &rule.id);
        format!("{rule}: {}", result.case.name.as_deref().unwrap_or("a case without a name"))
    };
    failed.map(name).collect()
}

/// Asks on the terminal; without one, nobody can agree.
pub(in crate::cli) fn agreed() -> bool {
    if !std::io::stdin().is_terminal() {
        terminal::error("nobody is there to ask; give --yes to write without asking");
        return false;
    }
    yes("Write these into the rules folder?")
}

/// Asks for yes or no; anything else is no.
pub(super) fn yes(question: &str) -> bool {
    terminal::say(&format!("{question} [y/N]"));
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

/// Writes the files that are others than before: all of them, or none.
pub(in crate::cli) fn write(folder: &Path, before: &RuleSource, edited: &RuleSource) -> Ended {
    written(folder, before, edited)?.iter().for_each(|line| terminal::say(line));
    Ok(Exit::Done)
}

/// The same, and what is to be said of it.
pub(in crate::cli) fn written(folder: &Path, before: &RuleSource, edited: &RuleSource) -> Result<Vec<String>, Stop> {
    write_all(folder, before, edited, &clock::stamp()).map_err(|wrong| Stop::attention(wrong.join("\n")))
}

/// Where a file lies, what was read from it, and what it is to hold.
type ToWrite<'t> = (PathBuf, Option<&'t [u8]>, &'t [u8]);

fn write_all(folder: &Path, before: &RuleSource, edited: &RuleSource, stamp: &str) -> Result<Vec<String>, Vec<String>> {
    let text = |name: &str| before.text(name).map(|text| text.as_bytes());
    let of_workbook = |(name, new): &(&Arc<str>, &Arc<str>)| is_sheet(name) && text(name) != Some(new.as_bytes());
    if let Some((name, _)) = edited.files().find(of_workbook) {
        let why = format!("{name} is a sheet of a workbook, and nothing is written into that; change it there by hand");
        return Err(vec![why, "nothing was written".to_owned()]);
    }
    let files: Vec<ToWrite<'_>> = edited
        .files()
        .filter(|(name, new)| text(name) != Some(new.as_bytes()))
        .map(|(name, new)| (folder.join(&**name), text(name), new.as_bytes()))
        .collect();
    // somebody may have saved a file since it was read, while the question stood
    let changed = files.iter().filter(|(path, old, _)| std::fs::read(path).ok().as_deref() != *old);
    let mut wrong: Vec<String> =
        changed.map(|(path, ..)| format!("{} was changed in the meantime", path.display())).collect();
    if !wrong.is_empty() {
        wrong.push("nothing was written; run it again".to_owned());
        return Err(wrong);
    }
    let mut said = Vec::new();
    for (at, (path, _, new)) in files.iter().enumerate() {
        match placed(path, new, stamp) {
            Ok(line) => said.push(line),
            Err(why) => {
                let back = put_back(files.iter().take(at), stamp);
                return Err(std::iter::once(why).chain(back).collect());
            }
        }
    }
    Ok(said)
}

/// A file in its place; one that stands beside it would leave a rulebook that is half new.
fn placed(path: &Path, bytes: &[u8], stamp: &str) -> Result<String, String> {
    match crate::run::place(path, bytes, stamp).map_err(|error| error.to_string())? {
        Placed::Beside { path: dated, why, .. } | Placed::Held { path: dated, why, .. } => {
            let _ = std::fs::remove_file(dated);
            Err(format!("{} could not be replaced: {why}", path.display()))
        }
        there => Ok(said(&there)),
    }
}

/// The files as they were before; says which could not be.
fn put_back<'f>(files: impl Iterator<Item = &'f ToWrite<'f>>, stamp: &str) -> Vec<String> {
    let back = |(path, old, _): &ToWrite<'_>| {
        let done = match old {
            Some(old) => placed(path, old, stamp).map(drop),
            None => std::fs::remove_file(path).map_err(|why| crate::run::plain(&why)),
        };
        done.err().map(|why| format!("{} is new and could not be put back: {why}", path.display()))
    };
    let mut wrong: Vec<String> = files.filter_map(back).collect();
    if wrong.is_empty() {
        wrong.push("nothing was written; all files are as they were".to_owned());
    }
    wrong
}

/// What would change, a line each: where, what, from, to.
fn shown(back: &TakenBack<'_>) -> Vec<String> {
    let row = |value: &Value, name: &str, now: &str, new: &str| {
        let texts = [name, now, new].map(|text| short(text, LONGEST));
        [[format!("{}:{}", value.file, value.line)].as_slice(), &texts].concat()
    };
    let mut rows = vec![["where", "what", "now", "new"].map(str::to_owned).to_vec()];
    rows.extend(back.changes.iter().map(|one| row(one.value, &one.value.name(), &one.value.written, &one.to)));
    rows.extend(back.added.iter().map(|(like, entry)| match entry {
        Entry::Item(text) => row(like, &like.name(), "", text),
        Entry::Year(year, text) => row(like, &format!("{}, for {year}", like.name()), "", text),
        Entry::Case(rule, case) => row(like, &format!("{rule}, {}", case.name), "", &case.expect),
    }));
    rows.extend(back.out.iter().map(|value| row(value, &value.name(), &value.written, "(taken out)")));
    table::lines(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, RuleSource, RuleSource) {
        let folder = tempfile::tempdir().unwrap();
        let before = RuleSource::from_texts([("a.yaml", "old a"), ("b.yaml", "old b")]);
        before.files().for_each(|(name, text)| std::fs::write(folder.path().join(&**name), &**text).unwrap());
        let edited = before.clone().with("a.yaml", "new a").with("b.yaml", "new b");
        (folder, before, edited)
    }

    fn read(folder: &tempfile::TempDir, name: &str) -> String {
        std::fs::read_to_string(folder.path().join(name)).unwrap()
    }

    #[test]
    fn a_file_saved_since_it_was_read_is_not_written_over() {
        let (folder, before, edited) = folder();
        std::fs::write(folder.path().join("b.yaml"), "theirs").unwrap();
        let wrong = write_all(folder.path(), &before, &edited, "d").unwrap_err();
        assert!(wrong[0].contains("b.yaml was changed in the meantime"), "{wrong:?}");
        assert_eq!((read(&folder, "a.yaml"), read(&folder, "b.yaml")), ("old a".to_owned(), "theirs".to_owned()));
        std::fs::write(folder.path().join("b.yaml"), "old b").unwrap();
        assert_eq!(write_all(folder.path(), &before, &edited, "d").unwrap().len(), 2);
        assert_eq!((read(&folder, "a.yaml"), read(&folder, "b.yaml")), ("new a".to_owned(), "new b".to_owned()));
    }

    #[test]
    fn what_was_replaced_is_put_back_and_nothing_stands_beside() {
        let (folder, ..) = folder();
        let taken = folder.path().join("taken.yaml");
        std::fs::create_dir_all(taken.join("in the way")).unwrap();
        assert!(placed(&taken, b"new", "d").unwrap_err().contains("could not be replaced"));
        assert!(!folder.path().join("taken (d).yaml").exists());
        std::fs::write(folder.path().join("a.yaml"), "new a").unwrap();
        std::fs::write(folder.path().join("c.yaml"), "new c").unwrap();
        let files: [ToWrite<'_>; 2] =
            [(folder.path().join("a.yaml"), Some(b"old a"), b"new a"), (folder.path().join("c.yaml"), None, b"new c")];
        assert_eq!(put_back(files.iter(), "d").len(), 1);
        assert_eq!(read(&folder, "a.yaml"), "old a");
        assert!(!folder.path().join("c.yaml").exists());
    }
}
