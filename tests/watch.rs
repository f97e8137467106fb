//! The watched folder: what comes of drops, edits, crashes and shares that go away.
//!
//! A plain evaluator stands for the line here, since the watch knows the line only through its trait: it reads CSV
//! files, writes a copy of each and a review, and carries decisions over.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking; the lint's own allowance covers test functions only"
)]

mod bench;
mod crashes;
mod drops;
mod flood;
mod kills;
mod known;
mod months;
mod office;
mod outages;
mod plain_evaluator;
mod program;
mod restarts;
mod results;
mod storm;
