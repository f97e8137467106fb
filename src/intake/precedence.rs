//! Which workbook is believed where two disagree.
//!
//! The rulebook lists kinds of figures, best first, and the words that mark them. Figures that no word marks stand in
//! the middle: final ones are better, provisional ones worse. Where that settles nothing, the file that comes later in
//! order of names is taken, and that is said.

use std::cmp::Ordering;
use std::sync::Arc;

use super::words::tokens;
use crate::rulebook::model::{Precedence, Rulebook};

/// How much a table is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// whether its year was only assumed: what says its year is believed before it
    assumed: bool,
    /// smaller is better
    rank: usize,
    /// whether a word marks them as a kind that is believed less than figures without one
    lesser: bool,
    /// the word that marks what kind of figures they are
    kind: Option<Arc<str>>,
    workbook: Arc<str>,
    /// who says it: a copy is no witness of its own
    pub witness: (Arc<str>, usize),
    /// the workbook that it is a conflict copy of, or that has one
    family: Option<Arc<str>>,
}

/// Which of two is believed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Believed {
    First(String),
    Second(String),
    /// both stand in one workbook and nothing tells them apart
    Neither,
}

impl Standing {
    pub(super) fn of(texts: &[String], workbook: &Arc<str>, rulebook: &Rulebook) -> Self {
        let marked = texts.iter().find_map(|text| {
            let words = with_pieces(tokens(text));
            let kinds = rulebook.precedence.iter().enumerate();
            kinds.filter_map(|(at, kind)| Some((at, kind.words.iter().find(|word| marks(word, kind, &words))?))).next()
        });
        let middle = rulebook.precedence.len().saturating_sub(1);
        let kind = marked.map(|(_, word)| Arc::clone(word));
        let rank = marked.map_or(middle, |(at, _)| at * 2);
        let (workbook, witness) = (Arc::clone(workbook), (Arc::clone(workbook), 0));
        Self { rank, lesser: rank > middle, kind, workbook, assumed: false, witness, family: None }
    }

    /// The same, said by a witness.
    pub(super) fn said_by(self, witness: (Arc<str>, usize), family: Option<Arc<str>>) -> Self {
        Self { witness, family, ..self }
    }

    /// The same, of a table of which nothing says the year.
    pub(super) fn assumed(self, assumed: bool) -> Self {
        Self { assumed, ..self }
    }

    /// Which of two comes first: by what says its year, then by the rulebook.
    pub(super) fn rank(&self, other: &Self) -> Ordering {
        self.assumed.cmp(&other.assumed).then_with(|| self.rank.cmp(&other.rank))
    }

    /// Whether a number of the one may be the other's, given more exactly: what final figures round, provisional ones only
    /// seem to give more exactly.
    pub(super) fn may_refine(&self, other: &Self) -> bool {
        self.assumed == other.assumed && (!self.lesser || self.rank == other.rank)
    }

    /// Which of two is believed.
    pub(super) fn against(&self, other: &Self) -> Believed {
        match Self::rank(self, other) {
            Ordering::Less => Believed::First(self.why(other)),
            Ordering::Greater => Believed::Second(other.why(self)),
            Ordering::Equal if self.family.is_some() && self.family == other.family => Believed::Neither,
            Ordering::Equal => {
                let why = "the rulebook puts neither first, and its file comes later in order of names".to_owned();
                match natural(&self.workbook, &other.workbook) {
                    Ordering::Greater => Believed::First(why),
                    Ordering::Less => Believed::Second(why),
                    Ordering::Equal => Believed::Neither,
                }
            }
        }
    }

    fn why(&self, other: &Self) -> String {
        if other.assumed && !self.assumed {
            return "its year is stated, the other's was only assumed".to_owned();
        }
        match (&self.kind, &other.kind) {
            (Some(kind), Some(other)) => format!("“{kind}” figures come before “{other}” ones"),
            (Some(kind), None) => format!("it is marked “{kind}”"),
            (None, Some(other)) => format!("the other is marked “{other}”"),
            (None, None) => String::new(),
        }
    }
}

/// Words, each that has figures in it followed by its letters alone: `ks4final` says `final`.
fn with_pieces(words: Vec<String>) -> Vec<String> {
    let pieces = |word: String| {
        let joined = word.contains(|c: char| c.is_ascii_digit()) && word.contains(char::is_alphabetic);
        let letters = word.split(|c: char| !c.is_alphabetic()).filter(|piece| joined && !piece.is_empty());
        let letters: Vec<String> = letters.map(str::to_owned).collect();
        std::iter::once(word).chain(letters)
    };
    words.into_iter().flat_map(pieces).collect()
}

/// How often a run of words stands among others.
fn times(wanted: &str, words: &[String]) -> usize {
    let wanted = tokens(wanted);
    words.windows(wanted.len().max(1)).filter(|window| **window == *wanted).count()
}

/// Whether a word marks figures of a kind in a text: `early years` are no early figures.
fn marks(word: &str, kind: &Precedence, words: &[String]) -> bool {
    let says = tokens(word);
    let others = kind.not_in.iter().filter(|other| times(word, &tokens(other)) > 0 && !says.is_empty());
    times(word, words) > others.map(|other| times(other, words)).sum()
}

/// Order of names in which 2 comes before 10.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    let (a, b) = (pieces(one), pieces(other));
    a.cmp(&b).then_with(|| one.cmp(other))
}

/// Stretches of digits, as numbers, and of other letters.
fn pieces(text: &str) -> Vec<(u64, String)> {
    let mut pieces: Vec<(u64, String)> = Vec::new();
    let mut digits = false;
    for c in text.to_lowercase().chars() {
        let is_digit = c.is_ascii_digit();
        if pieces.is_empty() || is_digit != digits {
            pieces.push((0, String::new()));
        }
        digits = is_digit;
        if let Some((number, letters)) = pieces.last_mut() {
            match c.to_digit(10) {
                Some(digit) => *number = number.saturating_mul(10).saturating_add(u64::from(digit)),
                None => letters.push(c),
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_stand_in_a_name_without_a_blank() {
        let kind = |word: &str| Precedence {
            title: word.into(),
            words: vec![word.into()],
            not_in: Vec::new(),
            span: crate::rulebook::Span::default(),
        };
        for (name, word, says) in [
            ("2024-2025_england_ks4final", "final", true),
            ("england_ks4revised", "revised", true),
            ("final2013", "final", true),
            ("finalists 2013", "final", false),
            ("semifinal1", "final", false),
        ] {
            assert_eq!(marks(word, &kind(word), &with_pieces(tokens(name))), says, "{name}");
        }
    }

    #[test]
    fn later_names_come_after_earlier_ones() {
        for (one, other) in [("results 2.xlsx", "results 10.xlsx"), ("a 2011-12", "a 2012-13"), ("A.csv", "b.csv")] {
            assert_eq!(natural(one, other), Ordering::Less, "{one} {other}");
        }
    }
}
