//! Where a rulebook's files come from: a folder, an earlier state of it, or the program itself.
//!
//! Only here are files read. Nothing is understood yet: a source is names and texts, and what kept others from
//! being read.

mod cases_workbook;
mod default;
mod folder;
mod git;
mod habits;

use std::collections::BTreeMap;
use std::sync::Arc;
use workbook::fingerprint;

use sha2::{Digest, Sha256};

pub use cases_workbook::is_sheet;
pub use default::{default_files, is_underneath, underneath};
pub use folder::{LARGEST_FILE, NoFolder};
pub use git::NoRevision;
pub(in crate::rulebook) use habits::kept;

/// The files of a rulebook: name inside the rulebook (forward slashes) to text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSource {
    files: BTreeMap<Arc<str>, Arc<str>>,
    unread: Vec<Unread>,
}

/// A file that is there and could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// its name inside the rulebook
    pub file: Arc<str>,
    /// what is wrong with it, in words for officers
    pub why: String,
    /// what to do
    pub help: String,
    /// whether it was passed over: its name says that it is something else
    pub passed_over: bool,
}

impl RuleSource {
    /// From names and texts.
    #[must_use]
    pub fn from_texts<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let files = files.into_iter().map(|(name, text)| (name.into(), text.into())).collect();
        Self { files, unread: Vec::new() }
    }

    /// The files, by name.
    pub fn files(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.files.iter()
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&Arc<str>> {
        self.files.get(name)
    }

    /// The same source with another text for a file, or a further file. A file that is there keeps its line ends, its mark of
    /// the order of bytes and its habit at the end, whoever edits it.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        let text = kept(self.text(name).map_or("", |old| old), text);
        self.files.insert(name.into(), text.into());
        self
    }

    /// Files that could not be read.
    #[must_use]
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// Whether there is nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.unread.is_empty()
    }

    /// SHA-256 over the names and texts of all files.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (name, text) in &self.files {
            // lengths first, so that no two different sets of files can run together to the same bytes
            hash.update((name.len() as u64).to_be_bytes());
            hash.update(name.as_bytes());
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        fingerprint::hex(&hash.finalize())
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        match String::from_utf8(bytes) {
            Ok(text) => drop(self.files.insert(name.into(), text.into())),
            Err(error) => {
                let line = error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|b| **b == b'\n');
                let why = format!("line {} has a letter that is not written in UTF-8", line.count() + 1);
                self.refuse(name, why, "save the file again and choose the encoding UTF-8");
            }
        }
    }

    fn add_cases(&mut self, name: &str, bytes: &[u8]) {
        match cases_workbook::sheets(name, bytes) {
            Ok(sheets) => self.files.extend(sheets.into_iter().map(|(name, text)| (name.into(), text.into()))),
            Err(why) => {
                self.refuse(name, format!("these cases are not read: {why}"), "mend it, or save its sheets as CSV");
                self.unread.iter_mut().rev().take(1).for_each(|unread| unread.passed_over = true);
            }
        }
    }

    fn refuse(&mut self, name: &str, why: impl Into<String>, help: impl Into<String>) {
        self.unread.push(Unread { file: name.into(), why: why.into(), help: help.into(), passed_over: false });
    }
}

/// Why a file is not read that may have been meant as one of the rulebook, and what to do.
fn meant(name: &str) -> Option<(String, String)> {
    if name.split('/').any(|part| part.starts_with(['.', '~', '#'])) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".rhai") {
        let file = name.rsplit('/').next().unwrap_or(name);
        return Some((
            "this script is not read: it is in no folder `scripts`".into(),
            format!("move it to `scripts/{file}`"),
        ));
    }
    // what a simple editor makes of `floors.yaml`
    let without = lower.strip_suffix(".txt").filter(|rest| rest.ends_with(".yaml") || rest.ends_with(".yml"))?;
    let called = name.get(..without.len())?;
    Some(("this file is not read: its name ends in `.txt`".into(), format!("if it is meant, call it `{called}`")))
}

/// Whether a name is that of a rulebook file: a YAML file of the folder or of a folder in it, a script in `scripts/`, or
/// a table in a folder `cases`. What editors and shares leave beside files, and folders of such, are passed over.
#[must_use]
pub fn belongs(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    if name.split('/').any(|part| part.starts_with(['.', '~', '#'])) {
        return false;
    }
    match lower.rsplit_once('.') {
        Some((_, "yaml" | "yml")) => true,
        Some((_, "rhai")) => name.starts_with("scripts/"),
        // other tables are results or lists of an officer's own
        Some((_, "csv")) => in_cases(&lower),
        _ => false,
    }
}

/// How the names of workbooks end.
const WORKBOOKS: [&str; 5] = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"];

/// Whether a file stands in a folder of cases.
fn in_cases(lower: &str) -> bool {
    lower.split('/').rev().skip(1).any(|folder| folder == "cases")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_belong_are_told_from_others() {
        for (name, expected) in [
            ("floors.yaml", true),
            ("Floors.YML", true),
            ("scripts/roll.rhai", true),
            ("roll.rhai", false),
            ("floors/primary.yaml", true),
            ("floors/earlier/primary.yml", true),
            ("scripts/more/roll.rhai", true),
            ("floors/roll.rhai", false),
            ("cases/floors/primary.csv", true),
            ("floors/cases/primary.CSV", true),
            ("floors/primary.csv", false),
            (".floors.yaml", false),
            (".git/floors.yaml", false),
            ("floors/~$primary.yaml", false),
            ("~$floors.yaml", false),
            ("rulebook.schema.json", false),
        ] {
            assert_eq!(belongs(name), expected, "{name}");
        }
    }

    #[test]
    fn the_fingerprint_knows_where_a_file_ends() {
        let one = RuleSource::from_texts([("a.yaml", "bc"), ("d.yaml", "")]);
        let other = RuleSource::from_texts([("a.yaml", "b"), ("d.yaml", "c")]);
        assert_ne!(one.fingerprint(), other.fingerprint());
    }
}
