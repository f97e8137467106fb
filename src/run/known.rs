//! What earlier rounds of a watch have read, so that only what is new is read again.
//!
//! A workbook is known by its name and the fingerprint of its bytes, school records by the workbooks they were taken
//! from and by all that decides how these are understood. Whatever is not known for certain is read again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::input::{Input, Inputs, LEADS_OUT, Refused};
use super::written::{Copies, Written};
use super::{NothingDone, Run, pristine};
use crate::intake::record::Dataset;
use crate::intake::{self, IntakeOptions};
use crate::rulebook::model::Rulebook;
use workbook::fingerprint;
use workbook::read::{Book, Limits, ReadError, Refusal, Sheet};

/// More cells than this are not held between rounds: a few hundred megabytes.
const MOST_CELLS: usize = 4_000_000;

/// Workbooks, school records and copies of the last round.
#[derive(Debug, Default)]
pub struct Known {
    books: BTreeMap<(String, String), Book>,
    records: Option<(String, Dataset)>,
    copies: Copies,
    /// what the records of the round under way are known by
    key: String,
    at_hand: usize,
    records_at_hand: bool,
}

impl Known {
    /// How many workbooks the last round did not have to read.
    #[must_use]
    pub fn books_at_hand(&self) -> usize {
        self.at_hand
    }

    /// Whether the last round had its school records at hand.
    #[must_use]
    pub fn records_at_hand(&self) -> bool {
        self.records_at_hand
    }

    /// How many copies the last round did not have to make.
    #[must_use]
    pub fn copies_at_hand(&self) -> usize {
        self.copies.values().filter(|copy| copy.at_hand).count()
    }

    /// Gives back everything that is held.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Takes out the workbooks that are as they were, in the order asked for; what is left is held no longer.
    pub(super) fn books(&mut self, inputs: &[Input]) -> Vec<Option<Book>> {
        let mut held = std::mem::take(&mut self.books);
        let named = |input: &Input| held.keys().any(|(name, _)| *name == input.name);
        let now: Vec<Option<String>> =
            inputs.par_iter().map(|input| if named(input) { contents(&input.path) } else { None }).collect();
        let book = |(input, now): (&Input, Option<String>)| held.remove(&(input.name.clone(), now?));
        let books: Vec<Option<Book>> = inputs.iter().zip(now).map(book).collect();
        self.at_hand = books.iter().flatten().count();
        books
    }

    /// The school records: those at hand, where nothing has changed that they hang on.
    pub(super) fn records(&mut self, inputs: &Inputs, rulebook: &Rulebook, options: &IntakeOptions) -> Dataset {
        let visits = inputs.templates.as_deref().unwrap_or_default();
        let how = format!("{options:?}{}{visits}", rulebook.words_of_reading());
        self.key = format!("{} {}", inputs.fingerprint(), fingerprint::of(how.as_bytes()));
        let held = self.records.take().filter(|(key, _)| *key == self.key);
        self.records_at_hand = held.is_some();
        held.map_or_else(|| intake::read(&inputs.books, rulebook, options), |(_, dataset)| dataset)
    }

    /// The copies that the last round made; they are its own now.
    pub(super) fn copies(&mut self) -> Copies {
        std::mem::take(&mut self.copies)
    }

    /// Holds what a round read and wrote for the next.
    pub fn keep(&mut self, run: Run, written: Written) {
        self.hold(run.inputs, run.dataset);
        self.copies = written.copies;
    }

    /// Holds what a round read in which nothing could be judged.
    pub fn keep_of_nothing(&mut self, nothing: NothingDone) {
        self.hold(nothing.inputs, nothing.dataset);
    }

    fn hold(&mut self, inputs: Inputs, dataset: Dataset) {
        let cells: usize = inputs.books.iter().flat_map(|book| &book.sheets).map(Sheet::cell_count).sum();
        if cells > MOST_CELLS {
            return;
        }
        let named = |book: Book| ((book.name.to_string(), book.fingerprint.to_string()), book);
        self.books = inputs.books.into_iter().map(named).collect();
        self.records = Some((std::mem::take(&mut self.key), dataset));
    }
}

impl Inputs {
    /// Reads all of them, several at a time; `done` is told of each.
    pub fn read(inputs: Vec<Input>, limits: &Limits, done: impl Fn(&Input) + Sync) -> Self {
        Self::read_new(inputs, limits, &mut Known::default(), done)
    }

    /// Reads those that are not known, several at a time; `done` is told of each.
    pub fn read_new(inputs: Vec<Input>, limits: &Limits, known: &mut Known, done: impl Fn(&Input) + Sync) -> Self {
        let at_hand = known.books(&inputs);
        let read: Vec<Result<Option<Book>, ReadError>> = inputs
            .par_iter()
            .zip(at_hand)
            .map(|(input, at_hand)| {
                let read = || match input.leads_out {
                    true => Err(ReadError { file: input.name.as_str().into(), refusal: Refusal::NotAFile(LEADS_OUT) }),
                    false => pristine::read(&input.path, limits),
                };
                let book = at_hand.map_or_else(read, |book| Ok(Some(book)));
                done(input);
                book.map(|book| book.map(|book| Book { name: input.name.as_str().into(), ..book }))
            })
            .collect();
        let mut all = Self::default();
        for (input, outcome) in inputs.iter().zip(read) {
            match outcome {
                Ok(Some(book)) => all.books.push(book),
                Ok(None) => all.reviews.push(input.clone()),
                Err(error) => {
                    let error = ReadError { file: input.name.as_str().into(), ..error };
                    all.refused.push(Refused { input: input.clone(), error });
                }
            }
        }
        Self { inputs, ..all }
    }
}

/// The fingerprint of a file; none where it cannot be read, or is no file: reading it will say why.
fn contents(path: &Path) -> Option<String> {
    if !std::fs::metadata(path).is_ok_and(|meta| meta.is_file()) {
        return None;
    }
    let mut file = File::open(path).ok()?;
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut piece).ok()?;
        if read == 0 {
            return Some(fingerprint::hex(&hash.finalize()));
        }
        hash.update(piece.get(..read)?);
    }
}
