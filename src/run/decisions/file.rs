//! A review in the output folder, and what is known of it.

use crate::review::Theirs;
use crate::review::decisions::Accounted;

/// A review in the output folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::run) struct ReviewFile {
    /// SHA-256 of its bytes, as far as they could be had
    pub fingerprint: Option<String>,
    /// why it has to be left as it is
    pub unreadable: Option<String>,
    /// that everything typed into it is known
    pub(super) accounted: Option<Accounted>,
    /// what it holds and a new review has no place for
    pub foreign: Vec<String>,
    /// what officers made of it besides, to be taken over
    pub theirs: Theirs,
    /// whether it is a pack for a meeting, which is read like a copy of the review
    pub pack: bool,
    /// whether it is another authority's
    pub of_others: bool,
}

impl ReviewFile {
    /// One of which everything is known.
    pub(super) fn accounted(fingerprint: String, accounted: Accounted) -> Self {
        Self { fingerprint: Some(fingerprint), accounted: Some(accounted), ..Self::default() }
    }

    /// One that has to be left as it is.
    pub(super) fn unreadable(fingerprint: Option<String>, why: String) -> Self {
        Self { fingerprint, unreadable: Some(why), ..Self::default() }
    }
}
