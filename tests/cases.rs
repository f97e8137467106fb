//! Small inputs beside the project, each with the right answer: what is read of them, what is said, what is refused.
//!
//! They are not part of the project; where they are absent, these tests say that they were skipped, and pass.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod books;
mod files;
mod rulebooks;
mod truth;
pub mod world;
