//! What a watch has to remember: written whole into the output folder, read again at the next start and by
//! `yardstick status`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::evaluator::OutputKind;
use super::names::OWN_FOLDER;
use super::scan::{Key, Role};
use crate::run::{self, Placed};

/// What a watch remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct State {
    /// the watched folder
    pub inbox: String,
    /// the rules folder, or words for the built-in rulebook
    pub rules: String,
    /// everything besides files that decides what comes out
    pub about: String,
    /// how changes are noticed, in words
    pub eyes: String,
    /// workbooks of the last round: path in the inbox, SHA-256
    pub workbooks: BTreeMap<String, String>,
    /// the rules folder as it was last judged: path in it, SHA-256
    pub rule_files: BTreeMap<String, String>,
    /// packs and copies of the review of the last round: path in the output folder, SHA-256
    pub copies: BTreeMap<String, String>,
    /// the rulebook in force
    pub rulebook: RulebookState,
    /// what lies in the output folder because of us, by its name there
    pub outputs: BTreeMap<String, OutputState>,
    /// a round has begun and was not finished: what lies in the output folder may be newer than what is known of it
    pub under_way: bool,
    /// results that stand beside their place
    pub beside: Vec<Beside>,
    /// the last round
    pub last_round: Option<LastRound>,
    /// files in the inbox that are no workbooks and were named once
    pub others: BTreeSet<String>,
    /// files that are waited for, with the reason
    pub waiting: Vec<String>,
    /// what is in trouble, and why
    pub trouble: Vec<String>,
}

/// The rulebook in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct RulebookState {
    /// the folder, among those kept, of the last good one
    pub last_good: Option<String>,
    /// what is wrong with the rules as they lie there now: in short
    pub trouble: Option<String>,
    /// a line for each mistake
    pub trouble_lines: Vec<String>,
    /// and in full
    pub trouble_text: Option<String>,
}

/// A file we wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct OutputState {
    /// what it is for
    pub kind: OutputKind,
    /// SHA-256 of what we wrote; empty when it could only be written beside, and nothing of ours lies in its place
    pub fingerprint: String,
    /// when a watch made it where nothing lay, in seconds since 1970; none as soon as somebody else has written in it
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_at: Option<i64>,
}

impl OutputState {
    /// Whether it was made a moment ago and nobody has written in it. Workbooks that are dropped together arrive one by
    /// one, and the first of them may be of an earlier year: its review is then only passing.
    #[must_use]
    pub fn is_passing(&self, now: i64) -> bool {
        const A_WHILE: i64 = 60 * 60;
        self.new_at.is_some_and(|made| (0..A_WHILE).contains(&now.saturating_sub(made)))
    }
}

/// A result that stands beside its place under a dated name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Beside {
    /// the name it should have
    pub wanted: String,
    /// the name it has
    pub dated: String,
    /// SHA-256 of what we wrote
    pub fingerprint: String,
    /// SHA-256 of what lay in its place then, if it could be read
    pub in_place: Option<String>,
    /// what the system said
    pub why: String,
}

/// The last round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct LastRound {
    /// when it ended, in local time
    pub at: String,
    /// how long it took
    pub milliseconds: u64,
    /// how many workbooks took part
    pub workbooks: usize,
    /// what was judged
    pub summary: Vec<String>,
    /// how many things need attention
    pub attention: usize,
    /// how many choices were made between two readings of the data
    pub chosen: usize,
    /// the first of them, a line each
    pub first: Vec<String>,
}

impl State {
    /// The folder of our own in an output folder.
    #[must_use]
    pub fn folder(out: &Path) -> PathBuf {
        out.join(OWN_FOLDER)
    }

    fn file(out: &Path) -> PathBuf {
        Self::folder(out).join("state.json")
    }

    /// Reads the state lying in an output folder; none when there never was a watch.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn read(out: &Path) -> io::Result<Option<Self>> {
        match fs::read(Self::file(out)) {
            // one that cannot be understood is written anew: what it knew is found out again
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).unwrap_or_default())),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(why) => Err(why),
        }
    }

    /// Writes it whole; on a full disk, into the room that the last one left, so that `status` can say what is wrong.
    ///
    /// # Errors
    /// When the disk or the share refuses.
    pub fn write(&self, out: &Path) -> io::Result<()> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        bytes.push(b'\n');
        let words = bytes.len();
        bytes.resize(words + ROOM, b' ');
        let placed = match run::place(&Self::file(out), &bytes, "new") {
            Err(error) if is_full(&error.why) => {
                // cut short by a crash it would be written anew: see `read`
                write_over(&Self::file(out), &bytes, words)?;
                return Err(error.why);
            }
            placed => placed.map_err(|error| error.why)?,
        };
        match placed {
            Placed::There(_) | Placed::Unchanged(_) => Ok(()),
            Placed::Beside { path, why, .. } | Placed::Held { path, why, .. } => {
                // an older state beside a newer one would only confuse
                fs::remove_file(path)?;
                Err(io::Error::other(why))
            }
        }
    }

    /// The contents that took part in the last round.
    #[must_use]
    pub fn done(&self) -> BTreeMap<Key, String> {
        let keys = |role, files: &BTreeMap<String, String>| -> Vec<(Key, String)> {
            files.iter().map(|(path, contents)| (Key::new(role, native(path)), contents.clone())).collect()
        };
        let mut done: BTreeMap<Key, String> = keys(Role::Workbook, &self.workbooks).into_iter().collect();
        done.extend(keys(Role::Rule, &self.rule_files));
        done.extend(keys(Role::Copy, &self.copies));
        done.extend(self.tracked().map(|(name, output)| (Key::new(Role::Output, name), output.fingerprint.clone())));
        done
    }

    /// The outputs whose vanishing, or change, is a reason for a round.
    pub fn tracked(&self) -> impl Iterator<Item = (&String, &OutputState)> {
        let matters = |output: &OutputState| output.kind != OutputKind::Note && !output.fingerprint.is_empty();
        self.outputs.iter().filter(move |(_, output)| matters(output))
    }

    /// Remembers what took part in a round.
    pub fn remember(&mut self, done: &BTreeMap<Key, String>) {
        let of = |role| {
            let files = done.iter().filter(move |(key, _)| key.role == role);
            files.map(|(key, contents)| (portable(&key.path), contents.clone())).collect()
        };
        self.workbooks = of(Role::Workbook);
        self.rule_files = of(Role::Rule);
        self.copies = of(Role::Copy);
    }
}

/// Room for a few more words, so that a full disk can be spoken of.
const ROOM: usize = 4096;

fn is_full(why: &io::Error) -> bool {
    matches!(why.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Writes into the room that a file has, and takes no more.
fn write_over(path: &Path, bytes: &[u8], words: usize) -> io::Result<()> {
    use std::io::Write;
    let mut file = fs::File::options().write(true).open(path)?;
    let room = usize::try_from(file.metadata()?.len()).unwrap_or_default();
    if room < words {
        return Err(io::ErrorKind::StorageFull.into());
    }
    let mut bytes = bytes.to_vec();
    bytes.resize(room, b' ');
    file.write_all(&bytes)?;
    file.sync_all()
}

/// Paths are kept with forward slashes, so that a folder can be watched from another system.
#[must_use]
pub fn portable(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn native(path: &str) -> PathBuf {
    path.split('/').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_remembered_is_read_again() {
        let out = tempfile::tempdir().unwrap();
        assert_eq!(State::read(out.path()).unwrap(), None);
        let mut state = State { inbox: "in".into(), ..State::default() };
        let key = Key::new(Role::Workbook, PathBuf::from("sub").join("KS4.xlsx"));
        state.remember(&BTreeMap::from([(key.clone(), "abc".to_owned())]));
        state.write(out.path()).unwrap();
        let read = State::read(out.path()).unwrap().unwrap();
        assert_eq!(read, state);
        assert_eq!(read.workbooks.keys().next().unwrap(), "sub/KS4.xlsx");
        assert_eq!(read.done().get(&key).unwrap(), "abc");
    }

    #[test]
    fn there_is_room_to_say_that_the_disk_is_full() {
        let out = tempfile::tempdir().unwrap();
        let mut state = State { inbox: "in".into(), ..State::default() };
        state.write(out.path()).unwrap();
        let length = fs::metadata(State::file(out.path())).unwrap().len();
        state.trouble = vec!["the disk is full".to_owned()];
        let bytes = serde_json::to_vec_pretty(&state).unwrap();
        write_over(&State::file(out.path()), &bytes, bytes.len()).unwrap();
        assert_eq!(State::read(out.path()).unwrap(), Some(state));
        assert_eq!(fs::metadata(State::file(out.path())).unwrap().len(), length, "no more than it had");
        let longer = vec![b'x'; usize::try_from(length).unwrap() + 1];
        assert!(write_over(&State::file(out.path()), &longer, longer.len()).is_err());
    }

    #[test]
    fn a_state_that_cannot_be_understood_is_begun_anew() {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir(State::folder(out.path())).unwrap();
        fs::write(State::file(out.path()), "{").unwrap();
        assert_eq!(State::read(out.path()).unwrap(), Some(State::default()));
    }
}
