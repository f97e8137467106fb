//! Whole real workbooks: an authority's years joined, and the national table. Skipped where the data are not at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod england;
mod later_years;
mod southend;
pub mod world;
