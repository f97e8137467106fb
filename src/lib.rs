//! Yardstick: a rules engine and spreadsheet tool for school-improvement officers.
pub mod domain;
pub mod intake;
pub mod place;
