//! Reading one file into cells.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "helpers of tests fail by panicking"
)]
mod corpus;
#[path = "../crates/workbook/tests/read/packages.rs"]
#[allow(dead_code, reason = "made for the tests of the crate; its helper makes packages here")]
mod packages;
mod survey;
