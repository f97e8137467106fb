//! The integration tests: one module an area, one binary.

// a test that meets what it did not expect should stop; clippy knows that of test functions, not of their helpers
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod annotate;
mod author;
mod book;
mod brute;
mod cases;
mod decisions;
mod docs;
mod examples;
mod expression;
mod fuzz;
mod intake;
mod line;
mod national;
mod papers;
mod public;
mod report;
mod rulebook;
mod rulebook_bench;
mod samples;
mod skipped;
mod strategy;
mod tidy;
mod today;
mod upgrade;
mod watch;
