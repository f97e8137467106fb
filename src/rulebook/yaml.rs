//! A rulebook file as YAML: a tree of nodes that know where they stand.
//!
//! [`read`] turns a file's text into [`Node`]s with every mistake of writing named, [`shape`] holds the nodes to the
//! shape of the rulebook and [`Place`] finds the way back from a checked value to its line. All knowledge of YAML is
//! here; nothing here knows what a floor or a measure is.

mod align;
pub(in crate::rulebook) mod extent;
mod node;
pub(in crate::rulebook) mod odd;
mod place;
mod read;
mod recover;
pub mod shape;
mod syntax;
mod text;

pub use node::{Entry, Key, Kind, Meaning, Node, Style};
pub use place::Place;
pub use recover::{Tree, read};
pub(in crate::rulebook) use text::escaped;
pub use text::{FileText, quoted};
