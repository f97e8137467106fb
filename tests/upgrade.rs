//! A rulebook over the years: brought up to a later default, and given a further year.

mod command;
mod merge;
mod year;
