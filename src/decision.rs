//! What officers decided in the review: agree, change or defer; agreed grades; owner, due date, note.
//!
//! Decisions hang on stable names: the school's key and the recommendation's id. They are read back from the last
//! review before a new one is written, and an agreed grade takes part in the evaluation.

mod book;

pub use book::{AgreedGrade, Decision, DecisionKey, Decisions};
