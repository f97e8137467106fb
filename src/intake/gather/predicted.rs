//! Tables of predictions and targets: by the words of their titles, their sheet or their file they are no results. One that
//! is called by both, as *Results against targets*, is read, and asked about.

use std::sync::Arc;

use crate::intake::record::{Doubt, DoubtKind};
use crate::intake::words::{named_of, tokens};
use crate::rulebook::model::Rulebook;
use workbook::read::{Book, Sheet};

/// The rulebook's words by which titles are told apart.
pub(super) struct TitleWords<'r> {
    /// for predictions and targets, which may be phrases
    not_results: &'r [Arc<str>],
    /// for what was reached
    results: Vec<String>,
    /// that set one thing against another
    set_against: Vec<String>,
    /// that join two things, or only the subjects of one: *Predicted attainment and progress*
    joined_by: Vec<String>,
}

impl<'r> TitleWords<'r> {
    pub(super) fn new(rulebook: &'r Rulebook) -> Self {
        let identity = &rulebook.identity;
        let all = |words: &[Arc<str>]| words.iter().flat_map(|word| tokens(word)).collect();
        Self {
            not_results: &identity.not_results,
            results: all(&identity.results),
            set_against: all(&identity.set_against),
            joined_by: all(&identity.joined_by),
        }
    }

    fn is_reached(&self, word: &String) -> bool {
        self.results.contains(word)
    }
}

/// What is to be said of a table that is called by predictions or targets.
pub(super) struct Said {
    pub doubt: Doubt,
    /// whether it is not read
    pub refused: bool,
}

/// What its texts say of a table; `None` where nothing in them speaks of predictions or targets.
pub(super) fn said(book: &Book, sheet: &Sheet, row: u32, texts: &[String], words: &TitleWords<'_>) -> Option<Said> {
    let of_both = |text: &str| is_beside_results(&tokens(text), words);
    let mut found: Vec<(&String, &Arc<str>)> = Vec::new();
    for text in texts {
        found.extend(named_of(&tokens(text), words.not_results).map(|word| (text, word)));
    }
    let (text, word) = *found.iter().find(|(text, _)| !of_both(text)).or_else(|| found.first())?;
    let refused = !of_both(text);
    let (kind, what, advice) = if refused {
        let what = format!("the table was not read: “{word}” in “{text}” says that its figures are no results");
        (
            DoubtKind::NotRead,
            what,
            "if they are results, take the word out of the title, the sheet's name or the file's",
        )
    } else {
        let what = format!("“{text}” names results and “{word}”: what is read was taken for results");
        (DoubtKind::Heading, what, "look whether a column read holds no results, and say so in its heading")
    };
    let doubt = Doubt {
        kind,
        what,
        advice: Some(advice.into()),
        workbook: Some(Arc::clone(&book.name)),
        places: vec![book.place(sheet, row, 0)],
        proposal: None,
    };
    Some(Said { doubt, refused })
}

/// A part of a title, between words that set one thing against another or join two.
struct Part<'a> {
    words: &'a [String],
    /// how many words before it set what comes after against what came before
    set_against: usize,
    /// what stands before a word for predictions in it, and what stands after
    predicted: Option<(&'a [String], &'a [String])>,
}

/// Whether results are named beside them: *Results and targets*, but not *Predicted results* nor *Targets for attainment
/// and progress*, which are targets for both.
fn is_beside_results(title: &[String], words: &TitleWords<'_>) -> bool {
    let parts = parts(title, words);
    let predicted = || parts.iter().enumerate().filter_map(|(at, part)| Some((at, part, part.predicted?)));
    predicted().all(|(_, part, _)| !part.words.iter().any(|word| words.is_reached(word)))
        && parts.iter().enumerate().filter(|(_, part)| part.is_of_results(words)).any(|(at, results)| {
            predicted().all(|(other, part, (before, after))| {
                // what stands between a word for predictions and one that joins shares that word with what is joined
                let between = if at < other { before } else { after };
                let own = |word: &String| is_number(word) || results.words.contains(word);
                part.set_against != results.set_against || between.iter().all(own)
            })
        })
}

fn parts<'a>(title: &'a [String], words: &TitleWords<'_>) -> Vec<Part<'a>> {
    let joined = |word: &String| words.joined_by.contains(word);
    let sides = title.split(|word| words.set_against.contains(word)).enumerate();
    let parts = sides.flat_map(|(side, of_it)| of_it.split(joined).map(move |part| (side, part)));
    let part = |(set_against, part)| Part { words: part, set_against, predicted: around(part, words.not_results) };
    parts.map(part).collect()
}

/// What stands before the first of the words and phrases that words hold, and what stands after.
fn around<'a>(words: &'a [String], phrases: &[Arc<str>]) -> Option<(&'a [String], &'a [String])> {
    phrases.iter().find_map(|phrase| {
        let phrase = tokens(phrase);
        let at = words.windows(phrase.len().max(1)).position(|window| window == phrase)?;
        Some((words.get(..at)?, words.get(at + phrase.len()..)?))
    })
}

impl Part<'_> {
    /// Whether it names results: not *2014 for attainment*, which says what something else is for.
    fn is_of_results(&self, words: &TitleWords<'_>) -> bool {
        let before = self.words.iter().position(|word| words.is_reached(word)).and_then(|at| self.words.get(..at));
        self.predicted.is_none() && before.is_some_and(|before| !before.iter().any(|word| word == "for"))
    }
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}
