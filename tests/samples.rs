//! The sample workbooks: the committed files are what the example writes, and tell the stories they are said to tell.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking; the lint's own allowance covers test functions only"
)]

#[path = "../examples/make_sample_workbooks"]
mod example {
    pub mod sample;
}

mod bytes;
mod headings;
mod sheet;
mod stories;
mod totals;
