//! Sheets of ours, written.

mod large;
