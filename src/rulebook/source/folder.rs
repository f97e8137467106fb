//! A rulebook from a folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::cases_workbook::is_one;
use super::{RuleSource, belongs, meant};

/// The largest file that is read; the whole default rulebook has a tenth of it.
pub const LARGEST_FILE: u64 = 2 * 1024 * 1024;
/// Folders within folders; a link to a folder above would never end.
const DEEPEST: usize = 6;
/// The most files of a rulebook.
const MOST_FILES: usize = 500;

/// A folder from which no rulebook can be read.
#[derive(Debug, thiserror::Error)]
pub enum NoFolder {
    /// it is not there
    #[error("there is no folder `{0}`")]
    Missing(PathBuf),
    /// it is a file
    #[error("`{0}` is a file, and a rulebook is a folder")]
    NotAFolder(PathBuf),
    /// it is closed to us
    #[error("the folder `{0}` cannot be read: {1}")]
    Unreadable(PathBuf, String),
    /// it has no rulebook file in it
    #[error("the folder `{0}` has no rulebook in it: no file ends in `.yaml`")]
    Empty(PathBuf),
    /// it has far too many
    #[error("the folder `{0}` has more than {MOST_FILES} rulebook files in it")]
    TooMany(PathBuf),
}

impl RuleSource {
    /// The rulebook in a folder: its `*.yaml` and `*.yml`, also in folders in it, and `scripts/*.rhai`. A file that cannot be read does not
    /// keep the others from being read; it is listed in [`RuleSource::unread`].
    ///
    /// # Errors
    /// Where there is no such folder, or no rulebook in it.
    pub fn from_folder(folder: &Path) -> Result<Self, NoFolder> {
        let named = || folder.to_path_buf();
        let about = fs::metadata(folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => NoFolder::Missing(named()),
            _ => NoFolder::Unreadable(named(), reason(&error)),
        })?;
        if !about.is_dir() {
            return Err(NoFolder::NotAFolder(named()));
        }
        let mut source = Self::default();
        let mut names = Vec::new();
        source.list(folder, "", 0, &mut names).map_err(|error| NoFolder::Unreadable(named(), reason(&error)))?;
        names.sort_unstable();
        if names.len() > MOST_FILES {
            return Err(NoFolder::TooMany(named()));
        }
        for name in &names {
            source.take(folder, name);
        }
        if source.files.is_empty() && source.unread.iter().all(|unread| unread.passed_over) {
            Err(NoFolder::Empty(named()))
        } else {
            Ok(source)
        }
    }

    /// The names of the rulebook files in a folder and the folders in it. A folder in it that is closed to us is noted.
    fn list(&mut self, folder: &Path, before: &str, depth: usize, names: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let Some(name) = path.file_name().map(|file| format!("{before}{}", file.to_string_lossy())) else {
                continue;
            };
            if belongs(&name) || (is_one(&name) && !path.is_dir()) {
                names.push(name);
            } else if let Some((why, help)) = meant(&name).filter(|_| !path.is_dir()) {
                self.refuse(&name, why, help);
                self.unread.iter_mut().rev().take(1).for_each(|unread| unread.passed_over = true);
            } else if path.is_dir() && !file_is_passed_over(&name) {
                if depth == DEEPEST || names.len() > MOST_FILES {
                    self.refuse(&name, "this folder lies too deep to be read", "move its files up");
                } else if let Err(error) = self.list(&path, &format!("{name}/"), depth + 1, names) {
                    self.refuse(&name, unreadable(&error), "");
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, folder: &Path, name: &str) {
        match read(&folder.join(name)) {
            Ok(bytes) if is_one(name) => self.add_cases(name, &bytes),
            Ok(bytes) => self.add(name, bytes),
            Err(NotRead::TooLarge(size)) => self.refuse(
                name,
                format!("this file has {} MB and a rulebook file has at most 2", size.div_ceil(1024 * 1024)),
                "a rulebook holds rules, not results; divide it, or take it out of the folder",
            ),
            Err(NotRead::NotAFile) => self.refuse(name, "this is not a file", "take it out of the folder"),
            Err(NotRead::Io(error)) => {
                self.refuse(name, unreadable(&error), "see whether it may be opened, or take it out of the folder");
            }
        }
    }
}

/// Folders of programs: `.git`, `~backup`.
fn file_is_passed_over(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|file| file.starts_with(['.', '~', '#']))
}

enum NotRead {
    TooLarge(u64),
    NotAFile,
    Io(io::Error),
}

/// Reads a file within bounds; a pipe or a device would never end.
fn read(path: &Path) -> Result<Vec<u8>, NotRead> {
    let about = fs::metadata(path).map_err(NotRead::Io)?;
    if !about.is_file() {
        return Err(NotRead::NotAFile);
    }
    if about.len() > LARGEST_FILE {
        return Err(NotRead::TooLarge(about.len()));
    }
    let mut bytes = Vec::new();
    // the file may grow while it is read
    File::open(path).map_err(NotRead::Io)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(NotRead::Io)?;
    if bytes.len() as u64 > LARGEST_FILE { Err(NotRead::TooLarge(bytes.len() as u64)) } else { Ok(bytes) }
}

fn unreadable(error: &io::Error) -> String {
    format!("this file cannot be read: {}", reason(error))
}

/// Why a file or folder cannot be read, without the system's numbers.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is a link to something that is not there".into(),
        io::ErrorKind::PermissionDenied => "it is closed to this account".into(),
        _ => {
            let words = error.to_string().to_lowercase();
            words.split(" (os error").next().unwrap_or(&words).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_does_not_hide_the_others() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("good.yaml"), "floors: []\n").unwrap();
        fs::write(folder.path().join("latin.yaml"), b"a: 1\nb: caf\xe9\n").unwrap();
        fs::write(folder.path().join("large.yaml"), vec![b'#'; 5 * 1024 * 1024]).unwrap();
        fs::write(folder.path().join("notes.txt"), "no").unwrap();
        fs::create_dir(folder.path().join("folder.yaml")).unwrap();
        let source = RuleSource::from_folder(folder.path()).unwrap();
        assert_eq!(source.files().map(|(name, _)| &**name).collect::<Vec<_>>(), ["good.yaml"]);
        let why: Vec<_> = source.unread().iter().map(|unread| (&*unread.file, unread.why.as_str())).collect();
        assert_eq!(
            why,
            [
                ("folder.yaml", "this is not a file"),
                ("large.yaml", "this file has 5 MB and a rulebook file has at most 2"),
                ("latin.yaml", "line 2 has a letter that is not written in UTF-8"),
            ]
        );
    }

    #[test]
    fn files_in_folders_are_read_as_those_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("floors/earlier")).unwrap();
        fs::create_dir_all(folder.path().join(".git")).unwrap();
        for name in ["a.yaml", "floors/primary.yaml", "floors/earlier/old.yml", ".git/kept.yaml", "floors/notes.txt"] {
            fs::write(folder.path().join(name), "floors: []\n").unwrap();
        }
        let source = RuleSource::from_folder(folder.path()).unwrap();
        let names: Vec<_> = source.files().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["a.yaml", "floors/earlier/old.yml", "floors/primary.yaml"]);
        assert!(source.unread().is_empty());
    }

    #[test]
    fn a_workbook_of_cases_that_is_none_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("cases")).unwrap();
        fs::write(folder.path().join("a.yaml"), "floors: []\n").unwrap();
        for name in ["cases/more.xlsx", "cases/~$more.xlsx", "list.xlsx"] {
            fs::write(folder.path().join(name), "PK").unwrap();
        }
        let source = RuleSource::from_folder(folder.path()).unwrap();
        let why: Vec<_> = source.unread().iter().map(|unread| (&*unread.file, unread.why.as_str())).collect();
        let [(file, why)] = why.as_slice() else { panic!("{why:?}") };
        assert!(*file == "cases/more.xlsx" && why.starts_with("these cases are not read: "), "{file}: {why}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_above_is_named_and_ends() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.yaml"), "floors: []\n").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).unwrap();
        let source = RuleSource::from_folder(folder.path()).unwrap();
        assert!(source.unread().iter().any(|unread| unread.why.contains("too deep")), "{:?}", source.unread());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_itself_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("round.yaml", folder.path().join("round.yaml")).unwrap();
        let source = RuleSource::from_folder(folder.path()).unwrap();
        assert_eq!(source.unread().len(), 1);
        assert!(source.unread()[0].why.starts_with("this file cannot be read"), "{:?}", source.unread());
    }

    #[test]
    fn a_missing_folder_an_empty_one_and_a_file_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(RuleSource::from_folder(folder.path()), Err(NoFolder::Empty(_))));
        assert!(matches!(RuleSource::from_folder(&folder.path().join("no")), Err(NoFolder::Missing(_))));
        let file = folder.path().join("x.yaml");
        fs::write(&file, "").unwrap();
        assert!(matches!(RuleSource::from_folder(&file), Err(NoFolder::NotAFolder(_))));
    }
}
