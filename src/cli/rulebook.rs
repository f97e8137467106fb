//! The rulebook a command works with: the folder's, or the one built in when there is none.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Stop, terminal};
use crate::diagnostic::{self, Diagnostic};
use crate::report::words;
use crate::rulebook::{self, RuleSource, Rulebook};

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
    let default = Path::new("rules");
    let path = folder.unwrap_or(default);
    let (source, built_in) = if path.is_dir() {
        (RuleSource::from_folder(path).map_err(|error| error.to_string())?, false)
    } else if folder.is_some() {
        return Err(format!("there is no folder {}; `yardstick init DIR` writes one to begin with", path.display()));
    } else {
        (RuleSource::default_rulebook(), true)
    };
    Ok(checked(source, today, built_in))
}

/// Checks what was read.
pub(super) fn checked(source: RuleSource, today: NaiveDate, built_in: bool) -> Opened {
    let loaded = rulebook::load_asked(&source, &words::asked(Some(today)));
    Opened { source, rulebook: loaded.rulebook.map(Arc::new), diagnostics: loaded.diagnostics, built_in }
}

impl Opened {
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
    if let Some(rulebook) = &opened.rulebook {
        return Ok(Arc::clone(rulebook));
    }
    let errors: Vec<&Diagnostic> = opened.diagnostics.iter().filter(|d| d.is_error()).collect();
    Err(Stop::attention(format!(
        "{}\nthe rulebook has {}; nothing was judged. Mend them and run `yardstick check`.",
        opened.rendered(&errors),
        terminal::counted(errors.len(), "mistake", "mistakes")
    )))
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
    let near = crate::expression::nearest(name, names);
    let near = near.first().map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    format!("there is no {what} `{name}`{near}")
}
