//! The last good rulebook: a copy in the output folder, so that it stays in force while the rules are being mended,
//! also over a restart.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use workbook::fingerprint;

use super::state::State;

/// Where copies of rulebooks are kept.
#[derive(Clone, Debug)]
pub struct RulesKept {
    folder: PathBuf,
}

impl RulesKept {
    /// Those of an output folder.
    #[must_use]
    pub fn of(out: &Path) -> Self {
        Self { folder: State::folder(out).join("rules-last-good") }
    }

    /// Where the copy of a name is.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Whether the copy of a name is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.path(name).is_dir()
    }

    /// Copies the files of a rules folder, as they were seen, under a name that follows from their contents.
    ///
    /// # Errors
    /// When a file is not as it was seen, or a disk or share refuses; nothing is half copied.
    pub fn keep(&self, rules: &Path, files: &BTreeMap<PathBuf, String>) -> io::Result<String> {
        let name = name_of(files);
        if self.has(&name) {
            return Ok(name);
        }
        fs::create_dir_all(&self.folder)?;
        let aside = tempfile::Builder::new().prefix(".copying-").tempdir_in(&self.folder)?;
        for (path, contents) in files {
            let bytes = fs::read(rules.join(path))?;
            if fingerprint::of(&bytes) != *contents {
                return Err(io::Error::other("a rule file was changed just now"));
            }
            let to = aside.path().join(path);
            to.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&to, bytes)?;
            fs::File::options().write(true).open(&to)?.sync_all()?;
        }
        fs::rename(aside.path(), self.path(&name))?;
        Ok(name)
    }

    /// Removes every copy but this one.
    pub fn forget_all_but(&self, name: Option<&str>) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.filter_map(Result::ok) {
            if entry.file_name().to_str() != name {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

fn name_of(files: &BTreeMap<PathBuf, String>) -> String {
    let list = files.iter().fold(String::new(), |mut list, (path, contents)| {
        // writing to a text cannot fail
        let _ = writeln!(list, "{contents} {}", path.display());
        list
    });
    fingerprint::of(list.as_bytes()).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rulebook_is_kept_whole_under_a_name_of_its_contents() {
        let (rules, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir(rules.path().join("scripts")).unwrap();
        fs::write(rules.path().join("floors.yaml"), "a: 1").unwrap();
        fs::write(rules.path().join("scripts/roll.rhai"), "1").unwrap();
        let files = |one: &str| {
            let two = fingerprint::of(b"1");
            BTreeMap::from([("floors.yaml".into(), fingerprint::of(one.as_bytes())), ("scripts/roll.rhai".into(), two)])
        };
        let kept = RulesKept::of(out.path());
        let name = kept.keep(rules.path(), &files("a: 1")).unwrap();
        assert_eq!(fs::read_to_string(kept.path(&name).join("scripts/roll.rhai")).unwrap(), "1");
        assert!(kept.keep(rules.path(), &files("a: 2")).is_err(), "changed since it was seen");
        fs::write(rules.path().join("floors.yaml"), "a: 2").unwrap();
        let other = kept.keep(rules.path(), &files("a: 2")).unwrap();
        assert_ne!(other, name);
        kept.forget_all_but(Some(&name));
        assert!(kept.has(&name) && !kept.has(&other));
    }
}
