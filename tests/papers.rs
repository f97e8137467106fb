//! Papers to print: what stands on them, cell by cell, and that what stands on them is the rulebook's to say.

mod astray;
mod cabinet;
mod declared;
pub mod desk;
mod filled;
mod letter;
mod next_visit;
mod outcomes;
mod pack;
mod page;
mod profile;
mod public;
mod road;
mod saved;
mod strengths;
mod template;
mod visits;
mod words;
mod year;
