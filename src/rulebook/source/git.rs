//! A rulebook as it was at an earlier revision of its folder.

use std::path::Path;
use std::process::{Command, Stdio};

use super::folder::LARGEST_FILE;
use super::{RuleSource, belongs};

/// A revision from which no rulebook can be read.
#[derive(Debug, thiserror::Error)]
pub enum NoRevision {
    /// git is not installed
    #[error("the program git is needed for earlier revisions, and is not installed")]
    NoGit,
    /// the folder is not kept in git
    #[error("the folder `{0}` is not kept in git, so it has no earlier revisions")]
    NotKept(String),
    /// there is no such revision
    #[error("`{0}` is not a revision of the folder")]
    Unknown(String),
    /// the rulebook was not there then
    #[error("at the revision `{0}` the folder had no rulebook in it")]
    Empty(String),
}

impl RuleSource {
    /// The rulebook in a folder as it was at a revision (`HEAD~1`, a tag, a branch).
    ///
    /// # Errors
    /// Where git, the revision or the rulebook in it is missing.
    pub fn from_revision(folder: &Path, revision: &str) -> Result<Self, NoRevision> {
        let shown = || revision.to_owned();
        git(folder, &["rev-parse", "--is-inside-work-tree"])?
            .ok_or_else(|| NoRevision::NotKept(folder.display().to_string()))?;
        // a revision that looks like an option must not become one
        let commit =
            git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])?
                .ok_or_else(|| NoRevision::Unknown(shown()))?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        // names relative to the folder, because that is where git is run
        let tree = git(folder, &["ls-tree", "-r", "-z", "-l", &commit, "."])?.unwrap_or_default();
        let mut source = Self::default();
        for line in tree.split(|byte| *byte == 0) {
            let Some((about, name)) = entry(line) else { continue };
            if !belongs(&name) {
                continue;
            }
            if about.size > LARGEST_FILE {
                source.refuse(&name, "this file is too large for a rulebook", "");
            } else if let Some(bytes) = git(folder, &["cat-file", "blob", &about.object])? {
                source.add(&name, bytes);
            }
        }
        if source.is_empty() { Err(NoRevision::Empty(shown())) } else { Ok(source) }
    }
}

struct Blob {
    object: String,
    size: u64,
}

/// `100644 blob 1a2b… 123<tab>name`
fn entry(line: &[u8]) -> Option<(Blob, String)> {
    let line = String::from_utf8_lossy(line).into_owned();
    let (about, name) = line.split_once('\t')?;
    let mut words = about.split_whitespace().skip(1);
    let ("blob", object, size) = (words.next()?, words.next()?.to_owned(), words.next()?.parse().ok()?) else {
        return None;
    };
    Some((Blob { object, size }, name.to_owned()))
}

/// What git prints; `None` where it says no.
fn git(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, NoRevision> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|_| NoRevision::NoGit)?;
    Ok(output.status.success().then_some(output.stdout))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(folder: &Path, arguments: &[&str]) {
        let who = ["-c", "user.name=Officer", "-c", "user.email=officer@example.org"];
        assert!(git(folder, &[&who[..], arguments].concat()).unwrap().is_some(), "{arguments:?}");
    }

    #[test]
    fn an_earlier_state_of_a_folder_inside_a_repository_is_read() {
        let repository = tempfile::tempdir().unwrap();
        let folder = repository.path().join("rules");
        std::fs::create_dir_all(folder.join("scripts")).unwrap();
        std::fs::write(folder.join("a.yaml"), "floors: []\n").unwrap();
        std::fs::write(folder.join("scripts/f.rhai"), "fn f(x) { x }\n").unwrap();
        run(repository.path(), &["init", "-q"]);
        run(repository.path(), &["add", "."]);
        run(repository.path(), &["commit", "-q", "-m", "first"]);
        std::fs::write(folder.join("a.yaml"), "floors: [] # changed\n").unwrap();
        let source = RuleSource::from_revision(&folder, "HEAD").unwrap();
        assert_eq!(source.text("a.yaml").map(|text| &**text), Some("floors: []\n"));
        assert!(source.text("scripts/f.rhai").is_some());
        assert!(matches!(RuleSource::from_revision(&folder, "no-such"), Err(NoRevision::Unknown(_))));
        assert!(matches!(RuleSource::from_revision(&folder, "--help"), Err(NoRevision::Unknown(_))));
    }

    #[test]
    fn a_folder_outside_git_says_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(RuleSource::from_revision(folder.path(), "HEAD"), Err(NoRevision::NotKept(_))));
    }
}
