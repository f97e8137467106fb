//! Papers to print: what stands on them, cell by cell, and that what stands on them is the rulebook's to say.

mod cabinet;
mod declared;
mod desk;
mod page;
mod profile;
mod public;
mod road;
mod template;
mod words;
