//! Any workbook in, our own sheets out, and theirs edited in place.
//!
//! [`read`] takes whatever is called a spreadsheet and gives sparse cells with their places, within limits and with remarks on
//! what is wrong; [`mod@write`] carries out plans of sheets; [`annotate`] marks cells, adds notes, columns and sheets to an
//! `.xlsx` in its package, with every other byte as it was; [`patch`] sets single cells in one; [`trial`] annotates by way of trial
//! and says what else came out different. Nothing here knows what a
//! workbook is about.

pub mod annotate;
pub mod file_name;
pub mod fingerprint;
pub mod patch;
pub mod place;
pub mod read;
pub mod shown;
pub mod trial;
pub mod write;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
