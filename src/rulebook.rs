//! The rulebook: what the authority's officers keep in a folder, read, checked and placed.
//!
//! [`raw`] is what the files say; everything behind it is checked: names are numbers ([`ids`]), years are academic
//! years, conditions are parsed expressions that know their line.

pub mod ids;
pub mod model;
pub mod raw;
