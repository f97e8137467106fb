//! The rulebook a command works with: the folder's, or the one built in when there is none.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Stop, terminal};
use crate::review::words;
use crate::rulebook::diagnostic::{self, Diagnostic};
use crate::rulebook::{self, Asked, RuleSource, Rulebook};

/// A rulebook with what was said about it.
pub(super) struct Opened {
    pub source: RuleSource,
    pub rulebook: Option<Arc<Rulebook>>,
    pub diagnostics: Vec<Diagnostic>,
    /// whether the built-in one was taken since there is no folder
    pub built_in: bool,
}

/// Reads a rules folder; where there is none, the built-in rulebook, unless the folder was asked for by name.
///
/// # Errors
/// A line for the officer when the folder cannot be read.
pub(super) fn open(folder: Option<&Path>, today: NaiveDate) -> Result<Opened, String> {
    opened(folder, words::asked(Some(today)))
}

/// The same to judge by alone, without the tables of cases.
///
/// # Errors
/// A line for the officer when the folder cannot be read.
pub(super) fn open_to_judge(folder: Option<&Path>, today: NaiveDate) -> Result<Opened, String> {
    opened(folder, Asked { to_judge: true, ..words::asked(Some(today)) })
}

fn opened(folder: Option<&Path>, asked: Asked<'_>) -> Result<Opened, String> {
    let default = Path::new("rules");
    let path = folder.unwrap_or(default);
    let source = if path.is_dir() {
        RuleSource::from_folder(path).map_err(|error| error.to_string())?
    } else if folder.is_some() {
        return Err(no_folder(path));
    } else {
        return Ok(held_to(RuleSource::default_rulebook(), asked, true));
    };
    Ok(held_to(source, asked, false))
}

/// The folder for results where none is named.
pub(super) const USUAL_OUT: &str = "reviewed";

/// The record of decisions in the usual folder of results beside a rules folder, where there is one.
pub(super) fn record_beside(rules: &Path) -> Option<PathBuf> {
    // `.` has no folder above it by its name alone
    let rules = rules.canonicalize().ok()?;
    let record = rules.parent()?.join(USUAL_OUT).join(crate::run::RECORD);
    record.is_file().then_some(record)
}

/// The built-in rulebook, whatever folders there are.
pub(super) fn built_in(today: NaiveDate) -> Opened {
    checked(RuleSource::default_rulebook(), today, true)
}

/// That there is no such rules folder, with the nearest name beside it.
pub(super) fn no_folder(path: &Path) -> String {
    if path.is_file() {
        return format!("{} is a file; name the rules folder that it stands in", path.display());
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = std::fs::read_dir(parent).into_iter().flatten().filter_map(Result::ok);
    let folders = beside.filter(|entry| entry.path().is_dir());
    let names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    match crate::rulebook::expression::nearest(&wanted, names.iter().map(String::as_str)).first() {
        Some(near) => format!("there is no folder {}; did you mean {near}?", path.display()),
        None => format!("there is no folder {}; `yardstick init DIR` writes one to begin with", path.display()),
    }
}

/// Checks what was read.
pub(super) fn checked(source: RuleSource, today: NaiveDate, built_in: bool) -> Opened {
    held_to(source, words::asked(Some(today)), built_in)
}

fn held_to(source: RuleSource, asked: Asked<'_>, built_in: bool) -> Opened {
    let loaded = rulebook::load_asked(&source, &asked);
    Opened { source, rulebook: loaded.rulebook.map(Arc::new), diagnostics: loaded.diagnostics, built_in }
}

impl Opened {
    /// What has to be mended.
    pub fn errors(&self) -> Vec<&Diagnostic> {
        self.diagnostics.iter().filter(|one| one.is_error()).collect()
    }

    /// Diagnostics as they are shown in the terminal, each with its line underlined.
    pub fn rendered(&self, shown: &[&Diagnostic]) -> String {
        let text_of = |file: &str| self.source.text(file).map(ToString::to_string);
        let style = diagnostic::Style { colour: terminal::fancy(), ..diagnostic::Style::default() };
        shown.iter().map(|one| diagnostic::graphical(one, &text_of, style)).collect::<Vec<_>>().join("\n")
    }
}

/// The rulebook, where it can be used.
///
/// # Errors
/// What is wrong with it.
pub(super) fn usable(opened: &Opened) -> Result<Arc<Rulebook>, Stop> {
    let errors = opened.errors();
    if let Some(rulebook) = &opened.rulebook {
        if !errors.is_empty() {
            let mistakes = terminal::counted(errors.len(), "mistake", "mistakes");
            terminal::error(&format!("{mistakes} in cases, which change no answer: see `yardstick check`"));
        }
        return Ok(Arc::clone(rulebook));
    }
    Err(Stop::attention(format!(
        "{}\nthe rulebook has {}, so nothing was done with it; mend {} and run `yardstick check`",
        opened.rendered(&errors),
        terminal::counted(errors.len(), "mistake", "mistakes"),
        if errors.len() == 1 { "it" } else { "them" }
    )))
}

/// The rulebook, where nothing in it has to be mended: no case either.
///
/// # Errors
/// What is wrong with it.
pub(super) fn without_mistakes(opened: &Opened) -> Result<Arc<Rulebook>, Stop> {
    let errors = opened.errors();
    match &opened.rulebook {
        Some(rulebook) if errors.is_empty() => Ok(Arc::clone(rulebook)),
        _ => Err(Stop::attention(opened.rendered(&errors))),
    }
}

/// The rule with this name.
///
/// # Errors
/// A line for the officer, with the nearest name.
pub(super) fn rule_named(rulebook: &Rulebook, name: &str) -> Result<crate::rulebook::ids::RuleId, String> {
    let found = rulebook.rule_named(name).map(|(id, _)| id);
    found.ok_or_else(|| unknown("rule", name, rulebook.rules.iter().map(|rule| &*rule.id)))
}

/// That there is no such thing, with the nearest name.
pub(super) fn unknown<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let begins: Vec<&str> = names.iter().copied().filter(|known| known.starts_with(name)).take(8).collect();
    let near = crate::rulebook::expression::nearest(name, names.iter().copied());
    // a name's first word misspelt: `primry` of `primary-2011-12`
    let first = |known: &&&str| !crate::rulebook::expression::nearest(name, known.split(['-', '.']).take(1)).is_empty();
    let begins = if begins.is_empty() && near.is_empty() {
        names.iter().filter(first).copied().take(8).collect()
    } else {
        begins
    };
    let help = match near.first() {
        Some(near) => format!("did you mean `{near}`?"),
        None if begins.is_empty() => "`yardstick rules list WORDS` finds one by its words".to_owned(),
        None => format!("there are {}", begins.join(", ")),
    };
    format!("there is no {what} `{name}`; {help}")
}
