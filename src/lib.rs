//! Yardstick: a rules engine and spreadsheet tool for a local authority's school-improvement officers.
//!
//! One line of flow, and nothing in it calls back:
//!
//! ```text
//! rules/*.yaml, *.rhai ──> rulebook (typed, checked, placed) ──┐
//!                                                              ├─> judge ─> findings and advice ─> review ─> workbooks
//! inbox/*.xlsx … ──> intake: workbooks ─> tables ─> records ───┘      (pure: no files, no clock, no printing)
//! decisions read back from the last review ────────────────────┘
//! ```
//!
//! The rooms stand in this order: [`domain`], the crate `workbook`, [`rulebook`], [`intake`], [`judge`], [`review`], [`bench`],
//! [`run`], [`watch`], [`cli`]; each uses those before it alone.

pub mod bench;
pub mod cli;
pub mod domain;
pub mod intake;
pub mod judge;
pub mod review;
pub mod rulebook;
pub mod run;
pub mod watch;
