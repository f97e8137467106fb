//! The workbooks a review names, found again by their bytes.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::run::seal::Seal;
use crate::run::{Input, gather};
use workbook::fingerprint;
use workbook::read::Limits;

/// What became of the search.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// the workbooks to read, under the names the review has for them, in its order
    pub inputs: Vec<Input>,
    /// workbooks of the same name with other bytes, which are among the inputs
    pub changed: Vec<String>,
    /// workbooks that are nowhere
    pub missing: Vec<String>,
}

/// The folders in which a review's workbooks may be: those its links lead to, and its own.
#[must_use]
pub fn folders(review: &Path) -> Vec<PathBuf> {
    let own = review.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf();
    let mut folders: BTreeSet<PathBuf> = targets(review)
        .iter()
        .filter_map(|target| own.join(target).parent().map(Path::to_path_buf))
        .filter(|folder| folder.is_dir())
        .collect();
    folders.insert(own);
    folders.into_iter().collect()
}

/// Where the links of a workbook lead, files alone.
fn targets(review: &Path) -> BTreeSet<String> {
    const MOST: u64 = 64 * 1024 * 1024;
    let mut found = BTreeSet::new();
    let Ok(file) = std::fs::File::open(review) else { return found };
    let Ok(mut package) = zip::ZipArchive::new(file) else { return found };
    let names = package.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned);
    let parts: Vec<String> = names.filter(|name| name.contains("/_rels/sheet")).collect();
    for part in parts {
        let Ok(stored) = package.by_name(&part) else { continue };
        let mut text = String::new();
        if stored.take(MOST).read_to_string(&mut text).is_err() {
            continue;
        }
        let quoted = text.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next());
        found.extend(quoted.filter(|target| !target.starts_with("../drawings")).map(path_of));
    }
    found
}

/// The path a link leads to: without its place in the file, with blanks and letters as they are.
fn path_of(target: &str) -> String {
    let path = target.split('#').next().unwrap_or(target);
    let path = path.strip_prefix("file:///").unwrap_or(path);
    let path = path.replace("&amp;", "&").replace("&apos;", "'").replace("&quot;", "\"").replace('\\', "/");
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Finds the workbooks a review names in folders, by their bytes, else by their names.
///
/// # Errors
/// The folders that cannot be read, with the reason.
pub fn find(seal: &Seal, folders: &[PathBuf]) -> Result<Found, Vec<(PathBuf, std::io::Error)>> {
    let there: Vec<(Input, Option<String>)> = gather(folders)?
        .into_iter()
        .map(|input| {
            let print = bytes_of(&input.path).map(|bytes| fingerprint::of(&bytes));
            (input, print)
        })
        .collect();
    let mut found = Found::default();
    for (name, print) in &seal.workbooks {
        let same = there.iter().find(|(_, of)| of.as_ref() == Some(print));
        let named = || there.iter().find(|(input, _)| input.name == *name || ends_with_name(&input.path, name));
        match (same, named()) {
            (Some((input, _)), _) => found.inputs.push(Input { name: name.clone(), ..input.clone() }),
            (None, Some((input, _))) => {
                found.inputs.push(Input { name: name.clone(), ..input.clone() });
                found.changed.push(name.clone());
            }
            (None, None) => found.missing.push(name.clone()),
        }
    }
    Ok(found)
}

fn ends_with_name(path: &Path, name: &str) -> bool {
    path.file_name().is_some_and(|file| file.to_string_lossy() == name)
}

fn bytes_of(path: &Path) -> Option<Vec<u8>> {
    let about = std::fs::metadata(path).ok()?;
    if !about.is_file() || about.len() > Limits::default().file_bytes {
        return None;
    }
    std::fs::read(path).ok()
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn a_link_is_read_as_the_path_it_leads_to() {
        assert_eq!(path_of("file:///../work%20books/KS4 &amp; 5.xlsx#'Sheet 1'!A1"), "../work books/KS4 & 5.xlsx");
        assert_eq!(path_of("file:///..\\in\\50%25.xlsx"), "../in/50%.xlsx");
        assert_eq!(path_of("100%"), "100%");
    }
}
