//! `yardstick rules import`: values changed in a workbook, back into the rulebook.

use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Ended, Exit, Stop, folder, said};
use crate::bench::exchange::{self, TakenBack};
use crate::bench::test::{self, CaseResult};
use crate::cli::{clock, rulebook, table, terminal};
use crate::domain::phrase::short;
use crate::rulebook::diagnostic::{Diagnostic, Severity};
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
    shown(&back).iter().chain(&back.copied).for_each(|line| terminal::say(line));
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
    let Some(after) = checks(&edited, opened, rules, back) else {
        return Err(Stop::attention("nothing was written: with these values the rulebook does not check"));
    };
    new_rows(&opened.source, &edited, back).iter().for_each(|line| terminal::say(line));
    failing(rules, &after);
    if !command.yes && !agreed() {
        return Err(Stop::attention("nothing was written"));
    }
    write(folder, &opened.source, &edited)
}

/// The changed rulebook, where it has no mistake that was not there before; what is new is shown, with the cells it was typed in.
fn checks(
    edited: &RuleSource,
    before: &rulebook::Opened,
    rules: &Rulebook,
    back: &TakenBack<'_>,
) -> Option<Arc<Rulebook>> {
    let opened = rulebook::checked(edited.clone(), clock::today(), false);
    let is_old = |one: &Diagnostic| is_among(one, &before.diagnostics);
    let shown: Vec<&Diagnostic> = opened
        .diagnostics
        .iter()
        .filter(|one| one.is_error() || (one.severity != Severity::Note && !is_old(one)))
        .collect();
    if !shown.is_empty() {
        terminal::error(&opened.rendered(&shown));
    }
    let cell = |one: &Diagnostic| back.cells.get(&one.place.to_string());
    let typed = shown.iter().filter_map(|one| Some(format!("{}: {}", cell(one)?, one.message)));
    typed.for_each(|line| terminal::error(&line));
    if !shown.iter().any(|one| one.is_error() && !is_old(one)) {
        return opened.rulebook;
    }
    slips_of_cases(before, rules, back).iter().for_each(|line| terminal::error(line));
    None
}

fn is_among(one: &Diagnostic, known: &[Diagnostic]) -> bool {
    known.iter().any(|known| known.code == one.code && known.message == one.message)
}

/// The cells of new cases that say something wrong, each tried by itself: in the files they have no line yet.
fn slips_of_cases(before: &rulebook::Opened, rules: &Rulebook, back: &TakenBack<'_>) -> Vec<String> {
    let cases = back.added.iter().zip(&back.added_at).filter(|((_, entry), _)| matches!(entry, Entry::Case(..)));
    let slips = cases.filter_map(|(added, cell)| {
        let alone = edit::with_lists(&before.source, rules, std::slice::from_ref(added), &[]).ok()?;
        let checked = rulebook::checked(alone, clock::today(), false);
        let slip = checked.diagnostics.iter().find(|one| one.is_error() && !is_among(one, &before.diagnostics))?;
        Some(format!("{cell}: {}", slip.message))
    });
    slips.collect()
}

/// The lines that come with a year of several values: what nobody typed in them is of the row that was copied.
fn new_rows(before: &RuleSource, edited: &RuleSource, back: &TakenBack<'_>) -> Vec<String> {
    let is_row = |(like, entry): &&(&Value, Entry)| like.is_of_row(like) && matches!(entry, Entry::Year(..));
    let files: BTreeSet<&str> = back.added.iter().filter(is_row).map(|(like, _)| &*like.file).collect();
    let mut said = Vec::new();
    for file in files {
        let (Some(old), Some(new)) = (before.text(file), edited.text(file)) else { continue };
        let mut known: Vec<&str> = old.lines().collect();
        let lines = new.lines().zip(1..).filter(|(line, _)| match known.iter().position(|known| known == line) {
            Some(at) => {
                known.remove(at);
                false
            }
            None => true,
        });
        said.extend(lines.map(|(line, number)| format!("  {file}:{number}: {}", line.trim())));
    }
    if !said.is_empty() {
        said.insert(
            0,
            "New lines; what you did not type in them is of the year that was copied, so look at it:".into(),
        );
    }
    said
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
    let gone = |value: &Value| if value.comes_out() { "(taken out)" } else { "(its year taken out)" };
    rows.extend(back.out.iter().map(|value| row(value, &value.name(), &value.written, gone(value))));
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

    const RULES: &str = "\
authority: {name: Eastmere}
measures:
  - {id: ks4, title: KS4, unit: percent, better: higher, headings: [KS4]}
watchpoints:
  - watch: low
    title: Low
    when: ks4 < 40
    kind: concern
    source: p. 1
    cases:
      - {name: low, given: {ks4: 39}, expect: holds}
";

    /// What is said of a rulebook with a case more.
    fn with_case(given: (&str, &str), year: &str) -> (Option<Arc<Rulebook>>, Vec<String>) {
        let opened = rulebook::checked(RuleSource::from_texts([("a.yaml", RULES)]), clock::today(), false);
        let rules = opened.rulebook.clone().unwrap();
        let values = edit::values(&opened.source, &rules);
        let like = values.iter().find(|value| value.about.first().is_some_and(|rule| rule == "low")).unwrap();
        let given = vec![(given.0.to_owned(), given.1.to_owned())];
        let case = edit::NewCase { name: "ours".into(), year: year.into(), given, expect: "does not hold".into() };
        let added = vec![(like, Entry::Case("low".into(), case))];
        let back = TakenBack { added, added_at: vec!["Cases, E12".into()], ..TakenBack::default() };
        let edited = edit::with_lists(&opened.source, &rules, &back.added, &[]).unwrap();
        (checks(&edited, &opened, &rules, &back), slips_of_cases(&opened, &rules, &back))
    }

    #[test]
    fn a_case_that_says_something_wrong_is_told_at_its_cell_and_not_written() {
        let (checked, slips) = with_case(("ks4", "64"), "2013-14");
        assert!(checked.is_some() && slips.is_empty(), "{slips:?}");
        for (given, year, wrong) in [
            (("ks5", "64"), "2013-14", "`ks5` is not a name"),
            (("ks4", "\"64,5\""), "2013-14", "`64,5` is not a number"),
            (("ks4", "64"), "2013/14", "the academic year `2013/14` is written another way"),
        ] {
            let (checked, slips) = with_case(given, year);
            let told = format!("Cases, E12: {wrong}");
            assert!(checked.is_none() && slips.first().is_some_and(|line| line.starts_with(&told)), "{slips:?}");
        }
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
