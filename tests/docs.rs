//! The documents: every block in them is run, and says what the program says.

mod book;
mod named;
mod packages;
mod pictures;
mod published;
mod strategy;
mod ten_schools;
mod transcript;
