//! Which workbooks are one witness: a file and its byte-identical copy, and what we annotated and its original, say a
//! thing once. A copy that a sync program made since two people saved at once is told by its name; where it differs from
//! its original, neither is believed.

use std::collections::BTreeMap;
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
            // a file and its conflict copy are one voice, also where they say the same
            let voice = family.clone().unwrap_or(origin);
            *standing = standing.clone().said_by((voice, *number), family);
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
                // of two copies without their original, by the name that it had
                let (stem, _) = parts(&original.name);
                let family: Arc<str> = root(&stem).unwrap_or(stem).into();
                // by contents, so that a further copy of either is of the family
                let origins = [original, *book].map(|one| self.origins.get(&one.name).map(Arc::clone));
                for origin in origins.into_iter().flatten() {
                    self.families.insert(origin, Arc::clone(&family));
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

/// The workbook that another is a copy of, by its name and headings; where it is not there, another copy of it.
fn original_of<'b>(book: &Book, books: &[&'b Book]) -> Option<&'b Book> {
    let (stem, ending) = parts(&book.name);
    let own = root(&stem);
    let others = || books.iter().copied().filter(|other| other.name != book.name && parts(&other.name).1 == ending);
    let alike = |other: &&Book| headings(book) == headings(other);
    let original = others().find(|other| own.as_ref() == Some(&parts(&other.name).0));
    let added = |other: &&Book| {
        let (known, _) = parts(&other.name);
        let added = stem.strip_prefix(&root(&known).unwrap_or(known));
        added.is_some_and(|added| is_host(added) || is_second(added))
    };
    let sibling = |other: &&Book| own.is_some() && root(&parts(&other.name).0) == own;
    let mut copies: Vec<&Book> = others().filter(|other| (added(other) || sibling(other)) && alike(other)).collect();
    // an original is named before what is a copy itself
    copies.sort_by_key(|other| root(&parts(&other.name).0).is_some());
    original.or_else(|| copies.first().copied())
}

/// Name without ending and ending, in small letters.
fn parts(name: &str) -> (String, String) {
    let lower = name.to_lowercase();
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    (stem.trim().to_owned(), ending.to_owned())
}

/// Whether a name says that it is a conflict copy: Dropbox, Nextcloud and ownCloud, Syncthing, Google Drive, Box.
fn is_conflict(name: &str) -> bool {
    let (stem, _) = parts(name);
    ["conflicted copy", "sync-conflict-", "_conflict-", "(case conflict", "(conflict ", "[conflict", "_conf("]
        .iter()
        .any(|sign| stem.contains(sign))
}

/// The name that the original of a copy has, where the copy's name says that it is one: copies of copies have that of the
/// first.
fn root(stem: &str) -> Option<String> {
    let first = original_name(stem)?;
    Some(root(&first).unwrap_or(first))
}

fn original_name(stem: &str) -> Option<String> {
    let numbers = |text: &str| (1..=2).contains(&text.len()) && text.chars().all(|sign| sign.is_ascii_digit());
    // `KS4 (Ann's conflicted copy 2012-10-01)`, `KS4 (1)`, `KS4 (Autosaved)`, `KS4 [Conflict]`, `KS4_conf(1)`
    for (open, close) in [(" (", ')'), (" [", ']'), ("_conf(", ')')] {
        if let Some((before, inside)) = stem.strip_suffix(close).and_then(|inside| inside.rsplit_once(open))
            && (inside.contains("conflict") || numbers(inside) || SAVED_BY_EXCEL.contains(&inside))
        {
            return Some(before.to_owned());
        }
    }
    // `KS4.sync-conflict-20121001-093000-ABCDEFG`, `KS4_conflict-20121001-093000`
    if let Some((before, _)) = [".sync-conflict-", "_conflict-"].iter().find_map(|sign| stem.split_once(sign)) {
        return Some(before.to_owned());
    }
    // `KS4 - Copy`, `KS4 copy`, `KS4 copy 2`, `KS4 – Kopie`
    let unnumbered = stem.rsplit_once(' ').filter(|(_, last)| numbers(last)).map_or(stem, |(before, _)| before);
    for word in ["copy", "kopie", "copie"] {
        if let Some(before) = unnumbered.strip_suffix(word).filter(|before| before.ends_with([' ', '-', '_'])) {
            return Some(before.trim_end_matches([' ', '-', '\u{2013}', '_']).to_owned());
        }
    }
    stem.strip_prefix("copy of ").map(str::to_owned)
}

/// What Excel adds to the name of a workbook that it saved or mended by itself.
const SAVED_BY_EXCEL: [&str; 3] = ["autosaved", "autorecovered", "repaired"];

/// ` 2`: iCloud and the Finder number a second file of a name.
fn is_second(added: &str) -> bool {
    added.strip_prefix(' ').and_then(|number| number.parse::<u8>().ok()).is_some_and(|number| (2..=9).contains(&number))
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
        for copy in [
            "ks4 (ann's conflicted copy 2012-10-01)",
            "ks4 (conflicted copy 2012-10-01 093000)",
            "ks4.sync-conflict-20121001-093000-abcdefg",
            "ks4_conflict-20121001-093000",
            "ks4_conf(1)",
            "ks4 [conflict]",
            "ks4 (1)",
            "ks4 - copy",
            "ks4 - copy (2)",
            "ks4 - copy - copy",
            "ks4 copy",
            "ks4 copy 3",
            "ks4 \u{2013} kopie",
            "ks4 (autosaved)",
            "copy of ks4",
        ] {
            assert_eq!(root(copy).as_deref(), Some("ks4"), "{copy}");
        }
        for own in ["ks4 (final)", "ks4 2011-12", "ks4 (2012)", "photocopy", "ks4 2"] {
            assert_eq!(root(own), None, "{own}");
        }
        assert!(is_second(" 2") && !is_second(" 12") && !is_second("2"));
        assert!(is_host("-PC12") && is_host("-DESKTOP-7AB2C1") && !is_host("-12") && !is_host(" PC12"));
        assert!(is_conflict("KS4 (Ann's conflicted copy 2012-10-01).xlsx") && !is_conflict("Conflict.xlsx"));
    }
}
