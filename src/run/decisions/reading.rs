//! Reads one review that lies in the output folder: what stands in it, its year, and what officers made of it besides.

use std::fs;

use super::file::ReviewFile;
use super::find::{Candidate, year_of};
use super::{Earlier, RECORD, placing, usual_name, written};
use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::intake::record::SchoolKey;
use crate::review::Theirs;
use crate::review::decisions::{Accounted, Familiar, Properties, ReviewRead, properties, read_back_knowing};
use crate::rulebook::Rulebook;
use crate::run::plain;
use crate::run::seal::Seal;
use workbook::fingerprint;
use workbook::read::{Book, Limits, read_bytes};

/// What was made of a review since it was written. That a run of another year read it, and left it where it lies, does not
/// make it known to the one that takes its place.
fn made_since(candidate: &Candidate, bytes: &[u8], rulebook: &Rulebook, familiar: &Familiar) -> (Vec<String>, Theirs) {
    if written::is_as_written(&candidate.path, bytes) {
        return (Vec::new(), written::theirs_before(&candidate.path));
    }
    let book = read_bytes(&candidate.name, bytes, &Limits::as_written());
    let read = book.map(|book| read_back_knowing(&book, &properties(bytes), rulebook, familiar)).unwrap_or_default();
    written::made_of(&read, &candidate.path, bytes, rulebook)
}

/// A review from which everything typed is known.
fn known_file(
    candidate: &Candidate,
    (bytes, fingerprint): (&[u8], String),
    rulebook: &Rulebook,
    familiar: &Familiar,
) -> ReviewFile {
    let accounted = Accounted::before(&fingerprint);
    let (foreign, theirs) =
        if candidate.pack { Default::default() } else { made_since(candidate, bytes, rulebook, familiar) };
    let file = ReviewFile::accounted(fingerprint, accounted);
    ReviewFile { foreign, theirs, pack: candidate.pack, ..file }
}

/// What stands in a review; where the keys of its rows are gone, the rows are known as it was written.
fn read_with_keys(
    candidate: &Candidate,
    (book, told): (&Book, &Properties),
    rulebook: &Rulebook,
    familiar: &Familiar,
) -> ReviewRead {
    let read = read_back_knowing(book, told, rulebook, familiar);
    if !read.keyless {
        return read;
    }
    let usual = told.year.filter(|_| !told.pack).map(|year| candidate.place_of(&usual_name(rulebook, year)));
    let written = written::rows_of(usual.as_ref().unwrap_or(&candidate.path), rulebook);
    read_back_knowing(book, told, rulebook, &familiar.remembering(&written))
}

impl Earlier {
    /// Reads one review; gives what stands in it, with its year, where that is not known already.
    pub(super) fn review(
        &mut self,
        candidate: &Candidate,
        (rulebook, whose): (&Rulebook, &Whose),
        familiar: &Familiar,
    ) -> Option<(Option<AcademicYear>, ReviewRead)> {
        let name = candidate.name.clone();
        let bytes = match fs::read(&candidate.path) {
            Ok(bytes) => bytes,
            Err(error) => return self.unreadable(name, None, plain(&error), candidate),
        };
        let fingerprint = fingerprint::of(&bytes);
        let known = self.last.taken.get(&name) == Some(&fingerprint);
        // nothing was typed since it was last read or written, and the record knows all that it does
        if known && self.lines >= self.last.lines {
            self.reviews.insert(name, known_file(candidate, (&bytes, fingerprint), rulebook, familiar));
            return None;
        }
        let told = properties(&bytes);
        let book = match read_bytes(&name, &bytes, &Limits::as_written()) {
            Ok(book) => book,
            Err(error) => return self.unreadable(name, Some(fingerprint), error.refusal.to_string(), candidate),
        };
        let mut read = read_with_keys(candidate, (&book, &told), rulebook, familiar);
        let ours = told.review || told.pack;
        if read.sheets.is_empty() && read.unread.is_empty() && read.unplaced.is_empty() && !ours {
            self.nobodys(candidate, fingerprint, read.foreign);
            return None;
        }
        if let Some(authority) = self.of_others((&book, &told), &read, (rulebook, whose), familiar)
            && !(self.last.authority.is_none() && candidate.in_place)
        {
            self.left_alone(candidate, &authority);
            return None;
        }
        read.saved = Some(candidate.saved);
        let year = self.year_asked(&name, (&book, &told), &mut read);
        // known, and read all the same: the record has lost lines. Copies beside the review told theirs before it was written
        read.ahead = known && year.is_some_and(|year| usual_name(rulebook, year) == name);
        // what else stands in a pack is looked for when another takes its place
        let (foreign, theirs) = match told.pack {
            true => Default::default(),
            false => self.made_of(candidate, &bytes, (year, &read), rulebook),
        };
        let unread = "not everything typed into it was accounted for".to_owned();
        let file = ReviewFile::unreadable(Some(fingerprint), unread);
        self.reviews.insert(name.clone(), ReviewFile { foreign, theirs, pack: told.pack, ..file });
        self.say_of_review(&read);
        Some((year, read))
    }

    fn say_of_review(&mut self, read: &ReviewRead) {
        self.remarks.extend(read.remarks.iter().cloned());
        self.attention.extend(read.attention.iter().cloned());
        self.put_in.extend(read.put_in.iter().cloned());
    }

    /// Somebody's workbook that has nothing of a review but, perhaps, the name.
    fn nobodys(&mut self, candidate: &Candidate, fingerprint: String, foreign: Vec<String>) {
        if candidate.says_so {
            let accounted = Accounted::before(&fingerprint);
            let file = ReviewFile { foreign, ..ReviewFile::accounted(fingerprint, accounted) };
            self.reviews.insert(candidate.name.clone(), file);
        }
    }

    /// Whose review it is, where it is another authority's than is judged here, and of no school that was ever known here.
    fn of_others(
        &self,
        (book, told): (&Book, &Properties),
        read: &ReviewRead,
        (rulebook, whose): (&Rulebook, &Whose),
        familiar: &Familiar,
    ) -> Option<String> {
        let sealed = Seal::of(book).ok().map(|seal| seal.authority).filter(|authority| !authority.is_empty());
        let authority = sealed.or_else(|| told.authority.as_ref().map(ToString::to_string))?;
        if self.last.authority.as_ref() == Some(&authority) || whose.may_mean(&authority, rulebook) {
            return None;
        }
        let known = |key: &str| self.last.schools.iter().any(|school| school.key == key);
        let decided = |key: &SchoolKey| familiar.decided.iter().any(|(decided, ..)| decided.school == *key);
        let mut schools = read.rows.iter().map(|row| &row.key.school);
        (!schools.any(|school| known(&school.0) || decided(school))).then_some(authority)
    }

    /// Says of another authority's review that nothing is taken from it; in the place of ours it is not replaced either.
    fn left_alone(&mut self, candidate: &Candidate, authority: &str) {
        let name = &candidate.name;
        self.attention.push(format!(
            "{name} is a review of {authority}, whose schools are not judged here: nothing is taken from it; lay it elsewhere"
        ));
        let file = ReviewFile::unreadable(None, format!("it is a review of {authority}"));
        self.reviews.insert(name.clone(), ReviewFile { of_others: true, ..file });
    }

    /// The year that a review judges. Where nothing says it and there are several, it is asked, and nothing of it counts.
    fn year_asked(
        &self,
        name: &str,
        (book, told): (&Book, &Properties),
        read: &mut ReviewRead,
    ) -> Option<AcademicYear> {
        let year = told.year.or_else(|| year_of(book, name));
        if year.is_none() && self.years.len() > 1 && !read.rows.is_empty() {
            read.rows.clear();
            let asked = "nothing in it says for which year it is; put that into its name, as in “Ann 2011-12.xlsx”, and run again";
            read.unplaced.push(asked.to_owned());
        }
        year.or_else(|| self.last.year())
    }

    /// What a review holds and a new one has no place for, and what is theirs of it; of one under another name the first is
    /// said at once.
    fn made_of(
        &mut self,
        candidate: &Candidate,
        bytes: &[u8],
        (year, read): (Option<AcademicYear>, &ReviewRead),
        rulebook: &Rulebook,
    ) -> (Vec<String>, Theirs) {
        let usual = year.map(|year| usual_name(rulebook, year));
        let place = usual.as_ref().map(|usual| candidate.place_of(usual));
        match place {
            Some(place) if usual.as_ref() == Some(&candidate.name) => written::made_of(read, &place, bytes, rulebook),
            // the review itself under another name, since none lies in its place
            Some(place) if !place.exists() && !written::is_as_written(&place, bytes) => {
                let foreign = written::with_additions(&read.foreign, &place, bytes, rulebook);
                (self.say_additions(&candidate.name, foreign), Theirs::default())
            }
            _ => (self.say_additions(&candidate.name, read.foreign.clone()), Theirs::default()),
        }
    }

    /// Says what there is in a copy under another name that the new review does not have.
    fn say_additions(&mut self, name: &str, foreign: Vec<String>) -> Vec<String> {
        if !foreign.is_empty() && !name.contains(placing::KEPT) {
            let additions = foreign.join(", ");
            self.remarks.push(format!(
                "{name} has additions of your own ({additions}); it is left as it is, and they are not in the new review"
            ));
        }
        foreign
    }

    fn unreadable<T>(
        &mut self,
        name: String,
        fingerprint: Option<String>,
        why: String,
        candidate: &Candidate,
    ) -> Option<T> {
        if candidate.says_so {
            self.attention.push(format!(
                "{name} could not be read ({why}), so it is left as it is; decisions are taken from {RECORD} and what else lies there"
            ));
            let why = format!("it could not be read: {why}");
            self.reviews.insert(name, ReviewFile::unreadable(fingerprint, why));
        }
        None
    }
}
