//! Which workbooks are one witness: a file and its byte-identical copy, and what we annotated and its original, say a
//! thing once. A copy that a sync program made since two people saved at once is told by its name; where it differs from
//! its original, neither is believed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::precedence::Standing;
use crate::intake::record::{Doubt, DoubtKind};
use workbook::read::{Book, Content};

/// Who says a thing, for each workbook.
pub(super) struct Witnesses {
    /// what its contents are known by
    origins: BTreeMap<Arc<str>, Arc<str>>,
    /// the name of the original, by the contents of it and of its conflict copies
    families: BTreeMap<Arc<str>, Arc<str>>,
    pub doubts: Vec<Doubt>,
}

impl Witnesses {
    /// Of all workbooks, in order of names.
    pub(super) fn new(books: &[&Book]) -> Self {
        let origin = |book: &Book| Arc::clone(book.made_from.as_ref().unwrap_or(&book.fingerprint));
        let origins = books.iter().map(|book| (Arc::clone(&book.name), origin(book))).collect();
        let mut witnesses = Self { origins, families: BTreeMap::new(), doubts: Vec::new() };
        witnesses.same_contents(books);
        witnesses.conflict_copies(books);
        witnesses
    }

    /// Says of each standing whose it is: a table is known by its workbook's contents and its number in it.
    pub(super) fn heard<'t>(&self, standings: &mut [Standing], workbooks: impl Iterator<Item = &'t Arc<str>>) {
        let mut tables: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        for (standing, workbook) in standings.iter_mut().zip(workbooks) {
            let number = tables.entry(workbook).or_default();
            let origin = Arc::clone(self.origins.get(workbook).unwrap_or(workbook));
            let family = self.families.get(&origin).cloned();
            *standing = standing.clone().said_by((origin, *number), family);
            *number += 1;
        }
    }

    fn same_contents(&mut self, books: &[&Book]) {
        let mut first: BTreeMap<&Arc<str>, &Book> = BTreeMap::new();
        // an original is named before what was made of it
        let originals = books.iter().filter(|book| book.made_from.is_none());
        for book in originals.chain(books.iter().filter(|book| book.made_from.is_some())) {
            let Some(origin) = self.origins.get(&book.name) else { continue };
            let Some(known) = first.get(origin) else {
                first.insert(origin, book);
                continue;
            };
            let what = match &book.made_from {
                Some(_) => "is an annotated copy of ours, made of",
                None => "has the same contents, to the byte, as",
            };
            let what = format!("it {what} “{}”; the two count once", known.name);
            self.doubts.push(doubt(DoubtKind::Remark, book, what, "nothing; or take the copy out of the folder"));
        }
    }

    fn conflict_copies(&mut self, books: &[&Book]) {
        for book in books {
            let original = original_of(book, books);
            if let Some(original) = original {
                if self.origins.get(&original.name) == self.origins.get(&book.name) {
                    continue;
                }
                // by contents, so that a further copy of either is of the family
                let origins = [original, *book].map(|one| self.origins.get(&one.name).map(Arc::clone));
                for origin in origins.into_iter().flatten() {
                    self.families.insert(origin, Arc::clone(&original.name));
                }
            } else if !is_conflict(&book.name) {
                continue;
            }
            let of =
                original.map_or_else(String::new, |original| format!(" of “{}”, and differs from it", original.name));
            let what = format!("by its name it is a conflict copy{of}; where figures disagree, neither is used");
            let advice = "find out which of the two is right, and take the other out of the folder";
            self.doubts.push(doubt(DoubtKind::Contradiction, book, what, advice));
        }
    }
}

fn doubt(kind: DoubtKind, book: &Book, what: String, advice: &str) -> Doubt {
    let workbook = Some(Arc::clone(&book.name));
    Doubt { kind, what, advice: Some(advice.to_owned()), workbook, places: Vec::new(), proposal: None }
}

/// The workbook that another is a copy of, by its name and headings.
fn original_of<'b>(book: &Book, books: &[&'b Book]) -> Option<&'b Book> {
    let (stem, ending) = parts(&book.name);
    let stems = stems_of_originals(&stem);
    let is_it = |other: &&&Book| {
        let (known, of_kind) = parts(&other.name);
        let host = stem.strip_prefix(&known).is_some_and(is_host);
        of_kind == ending
            && other.name != book.name
            && (stems.contains(&known) || (host && headings(book) == headings(other)))
    };
    books.iter().find(is_it).copied()
}

/// Name without ending and ending, in small letters.
fn parts(name: &str) -> (String, String) {
    let lower = name.to_lowercase();
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    (stem.trim().to_owned(), ending.to_owned())
}

/// Whether a name says that it is a conflict copy: Dropbox, Nextcloud and ownCloud, Syncthing.
fn is_conflict(name: &str) -> bool {
    let (stem, _) = parts(name);
    ["conflicted copy", "sync-conflict-", "_conflict-", "(case conflict", "(conflict "]
        .iter()
        .any(|sign| stem.contains(sign))
}

/// The names that the original of a copy may have.
fn stems_of_originals(stem: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // `KS4 (Ann's conflicted copy 2012-10-01)`, `KS4 (1)`
    if let Some((before, inside)) = stem.strip_suffix(')').and_then(|open| open.rsplit_once(" ("))
        && (inside.contains("conflict") || inside.chars().all(|sign| sign.is_ascii_digit()))
    {
        found.insert(before.trim_end_matches(" - copy").to_owned());
    }
    // `KS4.sync-conflict-20121001-093000-ABCDEFG`, `KS4_conflict-20121001-093000`
    for sign in [".sync-conflict-", "_conflict-"] {
        found.extend(stem.split_once(sign).map(|(before, _)| before.to_owned()));
    }
    found.extend(stem.strip_suffix(" - copy").map(str::to_owned));
    found.extend(stem.strip_prefix("copy of ").map(str::to_owned));
    found
}

/// `-PC12`, `-DESKTOP-7AB2C1`: OneDrive adds the name of the computer.
fn is_host(added: &str) -> bool {
    let Some(host) = added.strip_prefix('-') else { return false };
    let signs = host.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    signs && (3..=15).contains(&host.len()) && host.chars().any(|sign| sign.is_ascii_alphabetic())
}

/// The words of the first rows: those of a copy are its original's. What is typed into a text file is text, so that
/// figures are told by having no letter.
fn headings(book: &Book) -> Vec<&str> {
    const ROWS: usize = 2;
    let rows = book.sheets.iter().flat_map(|sheet| sheet.rows.iter()).take(ROWS);
    rows.flat_map(|row| &row.cells).filter_map(text).collect()
}

fn text(cell: &workbook::read::Cell) -> Option<&str> {
    match &cell.content {
        Content::Text(text) if text.chars().any(char::is_alphabetic) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_copies_lead_to_their_original() {
        for (copy, original) in [
            ("ks4 (ann's conflicted copy 2012-10-01)", "ks4"),
            ("ks4 (conflicted copy 2012-10-01 093000)", "ks4"),
            ("ks4.sync-conflict-20121001-093000-abcdefg", "ks4"),
            ("ks4_conflict-20121001-093000", "ks4"),
            ("ks4 (1)", "ks4"),
            ("ks4 - copy", "ks4"),
            ("ks4 - copy (2)", "ks4"),
            ("copy of ks4", "ks4"),
        ] {
            assert!(stems_of_originals(copy).contains(original), "{copy}");
        }
        assert!(stems_of_originals("ks4 (final)").is_empty() && stems_of_originals("ks4 2011-12").is_empty());
        assert!(is_host("-PC12") && is_host("-DESKTOP-7AB2C1") && !is_host("-12") && !is_host(" PC12"));
        assert!(is_conflict("KS4 (Ann's conflicted copy 2012-10-01).xlsx") && !is_conflict("Conflict.xlsx"));
    }
}
