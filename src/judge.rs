//! Judging: every rule on every school, and what follows from it. Pure: no files, no clock, no printing.
//!
//! [`evaluate`] finds; [`advise`] says which teams, plans, options and partners follow; [`decided`] is what officers have
//! decided, which takes part.

pub mod advise;
pub mod decided;
pub mod evaluate;
pub mod lives;
mod times;
