//! Rulebooks: read whole, held to their shape and meaning, and every mistake explained.

// helpers of tests fail as tests do
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod advised;
mod agreeing;
mod authority;
mod bounds;
mod broken;
mod cases;
mod compared;
mod damage;
mod defaults;
mod earlier;
mod ends;
mod indicated;
mod keys;
mod lines;
mod near;
mod over_schools;
mod partners;
mod places;
mod plans;
mod scheme;
pub mod small;
mod tables;
mod working;
