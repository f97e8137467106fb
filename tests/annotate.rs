//! Annotating an officer's workbook: what is theirs stays theirs, what is ours is there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on shall fail, also in what it shares with others"
)]

mod corpus;
mod damage;
pub mod fixture;
mod grafts;
mod inventory;
mod kept;
mod marks;
mod notes;
mod oddities;
mod returned;
