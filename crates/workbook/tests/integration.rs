//! The crate's tests: one module an area, one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test that cannot go on shall fail, also in what it shares with others"
)]

mod annotate;
mod read;
mod write;
