//! Annotating an officer's workbook: what is theirs stays theirs, what is ours is there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on shall fail, also in what it shares with others"
)]

mod corpus;
#[path = "../crates/workbook/tests/annotate/fixture.rs"]
#[allow(dead_code, reason = "made for the tests of the crate; some of its helpers serve here")]
pub mod fixture;
