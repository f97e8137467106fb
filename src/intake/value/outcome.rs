//! A cell, read: its value or the reason there is none, and what is to be said of it.

use std::sync::Arc;

use crate::domain::{Missing, Value};

/// What is to be said of a cell that could not be read, or was read and not believed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::intake) enum Trouble {
    /// words where something else belongs
    NotUnderstood,
    /// words of no known category, with the nearest
    UnknownWords(Option<Arc<str>>),
    /// words that differ only in capitals from these, which rules ask for
    OtherCapitals(Arc<str>),
    /// outside the believable range
    OutOfRange,
    /// a percentage that does not fit its column
    Scale,
    /// an error value
    CellError,
    /// a formula never calculated
    NotCalculated,
    /// a number that is shown as something the measure is not
    WrongKind,
}

/// A cell, read.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::intake) struct Reading {
    pub value: Result<Value, Missing>,
    pub written: Option<Arc<str>>,
    pub trouble: Option<Trouble>,
}

impl Reading {
    pub(super) fn good(value: Value, written: Option<Arc<str>>) -> Self {
        Self { value: Ok(value), written, trouble: None }
    }

    pub(super) fn missing(missing: Missing) -> Self {
        Self { value: Err(missing), written: None, trouble: None }
    }

    pub(super) fn doubted(written: Arc<str>, trouble: Trouble) -> Self {
        Self { value: Err(Missing::NotUnderstood(Arc::clone(&written))), written: None, trouble: Some(trouble) }
    }
}
