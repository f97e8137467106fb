//! Yardstick: a rules engine and spreadsheet tool for a local authority's school-improvement officers.
//!
//! One line of flow, and nothing in it calls back:
//!
//! ```text
//! rules/*.yaml, *.rhai ──> rulebook (typed, checked, placed) ──┐
//!                                                              ├─> evaluate ─> findings ─> advise ─> report ─> workbooks
//! inbox/*.xlsx … ──> intake: workbooks ─> tables ─> records ───┘      (pure: no files, no clock, no printing)
//! decisions read back from the last review ────────────────────┘
//! ```
//!
//! [`place`] and [`domain`] are below everything. `cli` and `watch` call this line.

pub mod account;
pub mod advise;
pub mod against;
pub mod cli;
pub mod compare;
pub mod decision;
pub mod diagnostic;
pub mod domain;
pub mod evaluate;
pub mod expression;
pub mod fingerprint;
pub mod intake;
pub mod marked;
pub mod phrase;
pub mod place;
pub mod record;
pub mod report;
pub mod rulebook;
pub mod run;
pub mod samples;
pub mod script;
pub mod sweep;
pub mod trial;
pub mod watch;
