//! Reading one file into cells.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "helpers of tests fail by panicking"
)]
mod binary;
mod corpus;
mod damage;
mod formats;
mod ods;
mod packages;
mod survey;
mod xlsx;
