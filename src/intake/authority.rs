//! Whose schools are judged, where workbooks hold schools of several authorities.
//!
//! A row says in up to three ways whose it is: by the authority's number, by its name, and by the LAESTAB. Names and
//! numbers that stand beside one another in any workbook are one authority. Rows of others are kept apart: they become
//! no records, and nothing of them is doubted. Where none is the rulebook's, the choice is made aloud, or not at all.

mod choice;
mod seen;

pub use choice::Whose;
pub(super) use choice::{Choice, Wanted};
pub(super) use seen::Seen;

use std::sync::Arc;

use crate::domain::Urn;

/// What a row says of the authority it belongs to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Belongs {
    /// the authority's number, in a column of its own
    pub number: Option<u32>,
    /// its name, as written
    pub name: Option<Arc<str>>,
    /// the authority's digits in the LAESTAB
    pub prefix: Option<u32>,
    /// the school, for rows that say nothing else
    pub urn: Option<Urn>,
    /// the old and the new number of a school, where the row links them
    pub link: Option<(Urn, Urn)>,
}

/// An authority, as far as the workbooks tell one from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Authority {
    Number(u32),
    /// a name beside which no number stands anywhere, in plain words
    Name(String),
}
