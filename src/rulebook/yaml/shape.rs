//! Holds the nodes of a file to the shape of the rulebook, all of them at once.
//!
//! The shape is the JSON Schema that editors use, so what an editor underlines and what `check` says cannot differ.
//! What does not fit is named and taken out of the tree; what is left can be read as typed rules, and its mistakes
//! of meaning are found in the same run.

mod compile;
mod fit;
mod scalar;
mod unknown;
mod words;

pub use compile::{Field, Record, Shape, Shapes};
pub use fit::{Fitted, fit};
pub(in crate::rulebook) use unknown::cut_by_comma;
pub(in crate::rulebook) use words::is_call;
