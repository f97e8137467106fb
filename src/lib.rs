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
//! For programs, the short way through it: rules and workbooks in, where every school stands out.
//!
//! ```
//! use yardstick::{Review, Rulebook, Workbooks, judge};
//!
//! # std::env::set_current_dir(env!("CARGO_MANIFEST_DIR"))?;
//! let rulebook = Rulebook::read("rules")?;
//! let workbooks = Workbooks::read(["workbooks"])?;
//! for line in workbooks.refused() {
//!     eprintln!("{line}");
//! }
//! let judged = judge(&rulebook, workbooks, "2013-01-08".parse()?)?;
//! for school in judged.standings() {
//!     println!("{}: {}. {}", school.school, school.status, school.why);
//! }
//! # assert_eq!(judged.standings().count(), 54);
//! let review = Review::of(&judged)?;
//! std::fs::write(std::env::temp_dir().join("review.xlsx"), review.bytes)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The rooms stand in this order: [`domain`], the crate `workbook`, [`rulebook`], [`intake`], [`mod@judge`], [`review`], [`mod@bench`],
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

pub use rulebook::Rulebook;
pub use run::library::{Problem, Review, Standing, Workbooks, judge};
