//! A rules folder put in place of another, whole or not at all; what was there is kept under a dated name.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::plain;
use crate::rulebook::RuleSource;

/// Puts a rulebook in the place of the one in a folder; gives the folder where that is kept. Whatever else lies in the
/// folder stays in it. `beside` are further files, by their names in the folder.
///
/// # Errors
/// When it cannot be done: why. The folder is then as it was.
pub fn replace_rules(
    folder: &Path,
    before: &RuleSource,
    after: &RuleSource,
    beside: &BTreeMap<String, Vec<u8>>,
    stamp: &str,
) -> Result<PathBuf, String> {
    let folder = fs::canonicalize(folder).map_err(|why| said(folder, &why))?;
    let new = free(&folder, "being upgraded");
    let done = made(&folder, &new, before, after, beside).and_then(|()| {
        let now = RuleSource::from_folder(&folder).map_err(|why| why.to_string())?;
        if now == *before { Ok(()) } else { Err(format!("{} was changed in the meantime", folder.display())) }
    });
    let kept = free(&folder, stamp);
    let swapped = done.and_then(|()| swapped(&folder, &new, &kept));
    if swapped.is_err() {
        // nothing of it is to be found again
        let _ = fs::remove_dir_all(&new);
    }
    swapped.map(|()| kept)
}

/// The new folder, in a name of its own.
fn made(
    folder: &Path,
    new: &Path,
    before: &RuleSource,
    after: &RuleSource,
    beside: &BTreeMap<String, Vec<u8>>,
) -> Result<(), String> {
    copied(folder, new)?;
    for (name, _) in before.files().filter(|(name, _)| after.text(name).is_none()) {
        let gone = new.join(&**name);
        fs::remove_file(&gone).map_err(|why| said(&gone, &why))?;
        without_empty_folders(new, &gone);
    }
    let texts = after.files().filter(|(name, text)| before.text(name) != Some(text));
    let texts = texts.map(|(name, text)| (&**name, text.as_bytes()));
    for (name, bytes) in texts.chain(beside.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))) {
        let path = new.join(name);
        let around = path.parent().unwrap_or(new);
        fs::create_dir_all(around).map_err(|why| said(around, &why))?;
        fs::write(&path, bytes).map_err(|why| said(&path, &why))?;
    }
    let read = RuleSource::from_folder(new).map_err(|why| why.to_string())?;
    if read == *after { Ok(()) } else { Err(format!("{} does not read as it was written", new.display())) }
}

/// Two names change; where the second cannot, the first is put back.
fn swapped(folder: &Path, new: &Path, kept: &Path) -> Result<(), String> {
    fs::rename(folder, kept).map_err(|why| said(folder, &why))?;
    fs::rename(new, folder).map_err(|why| match fs::rename(kept, folder) {
        Ok(()) => said(new, &why),
        Err(_) => {
            format!("{}; the rulebook lies in {}: call it {} again", said(new, &why), kept.display(), folder.display())
        }
    })
}

fn copied(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir(to).map_err(|why| said(to, &why))?;
    for entry in fs::read_dir(from).map_err(|why| said(from, &why))? {
        let path = entry.map_err(|why| said(from, &why))?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copied(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name)).map_err(|why| said(&path, &why))?;
        }
    }
    Ok(())
}

/// Takes folders away in which nothing is left.
fn without_empty_folders(top: &Path, gone: &Path) {
    let around = gone.ancestors().skip(1).take_while(|folder| *folder != top);
    // one that is not empty is refused, and those around it are not empty either
    let _ = around.map(fs::remove_dir).take_while(Result::is_ok).count();
}

/// A name beside a folder that nothing has: `rules (2013-01-08 0930)`.
fn free(folder: &Path, word: &str) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let named = |number: usize| match number {
        1 => folder.with_file_name(format!("{name} ({word})")),
        _ => folder.with_file_name(format!("{name} ({word}) {number}")),
    };
    (1..).map(named).find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| named(1))
}

fn said(path: &Path, why: &std::io::Error) -> String {
    format!("{}: {}", path.display(), plain(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf, RuleSource) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("rules");
        fs::create_dir_all(folder.join("old")).unwrap();
        let before = RuleSource::from_texts([("a.yaml", "a: 1\n"), ("old/b.yaml", "b: 1\n")]);
        before.files().for_each(|(name, text)| fs::write(folder.join(&**name), &**text).unwrap());
        fs::write(folder.join("notes.txt"), "ours").unwrap();
        (home, folder, before)
    }

    #[test]
    fn a_rulebook_takes_the_place_of_another_and_that_is_kept() {
        let (home, folder, before) = folder();
        let after = RuleSource::from_texts([("a.yaml", "a: 2\n"), ("new/c.yaml", "c: 1\n")]);
        let beside = BTreeMap::from([("x.json".to_owned(), b"{}".to_vec())]);
        let kept = replace_rules(&folder, &before, &after, &beside, "2013-01-08 0930").unwrap();
        assert_eq!(RuleSource::from_folder(&folder).unwrap(), after);
        assert!(folder.join("notes.txt").exists() && folder.join("x.json").exists() && !folder.join("old").exists());
        assert_eq!(kept.file_name().unwrap(), "rules (2013-01-08 0930)");
        assert_eq!(RuleSource::from_folder(&kept).unwrap(), before);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_file_saved_in_the_meantime_is_not_lost() {
        let (home, folder, before) = folder();
        fs::write(folder.join("a.yaml"), "a: 3\n").unwrap();
        let after = RuleSource::from_texts([("a.yaml", "a: 2\n")]);
        let why = replace_rules(&folder, &before, &after, &BTreeMap::new(), "now").unwrap_err();
        assert!(why.contains("was changed in the meantime"), "{why}");
        assert_eq!(fs::read_to_string(folder.join("a.yaml")).unwrap(), "a: 3\n");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }
}
