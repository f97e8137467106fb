//! What differs between two rulebooks, entry by entry, and a rulebook with only some of it done.
//!
//! Both are compared as they are written, so a rulebook that does not pass its check can be compared too. Nothing here
//! knows what a rule means.

mod apply;
mod difference;
mod numbers;
mod parts;
mod things;
mod words;

pub use difference::differences;
pub use parts::Parts;
pub use things::Thing;
pub(super) use words::changed_words;

use serde::Serialize;

use crate::rulebook::Span;

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    /// it was not there before
    Added,
    /// it is not there any more
    Removed,
    /// it says something else
    Changed,
    /// the section's entries stand in another order
    Reordered,
}

/// One entry that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edit {
    /// the section: `floors`
    pub section: String,
    /// the entry's name in it: `secondary-2013-14`
    pub id: String,
    /// its name in the earlier rulebook, where that was another
    pub was: Option<String>,
    /// as shown: `Secondary floor standard 2013-14`
    pub title: String,
    /// what became of it
    pub became: Became,
    /// what in it changed
    pub details: Vec<Detail>,
    /// where it stands in the later rulebook; in the earlier one where it was removed
    pub place: Span,
    /// whether only words, sources, notes or cases differ, which no answer depends on
    pub only_words: bool,
}

/// One thing in an entry that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Detail {
    /// the field, with those around it: `below when`, `years › 2012-13`
    pub field: String,
    /// in words: `ks4.five_ac_em < 40 -> 45`
    pub words: String,
}

impl Edit {
    /// The edit in one line, for minutes: `Secondary floor standard 2013-14: ks4.five_ac_em < 40 -> 45`.
    #[must_use]
    pub fn line(&self) -> String {
        match self.became {
            Became::Added => format!("{}: new", self.title),
            Became::Removed => format!("{}: gone", self.title),
            Became::Reordered => format!("{}: in another order", self.title),
            Became::Changed => {
                let details: Vec<&str> = self.details.iter().map(|detail| &*detail.words).collect();
                format!("{}: {}", self.title, details.join("; "))
            }
        }
    }

    /// The same with what answers depend on alone; where that is nothing, all of it.
    #[must_use]
    pub fn short(&self) -> String {
        let mut short = self.clone();
        short.details.retain(|detail| !difference::is_wording(&detail.field));
        if short.details.is_empty() { self.line() } else { short.line() }
    }
}

#[cfg(test)]
mod tests;
