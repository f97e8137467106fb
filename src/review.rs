//! What officers get back: a review workbook, their own workbooks annotated, and findings for machines.
//!
//! Planners decide purely what stands where (`review`, `marks`); writers carry a plan out (`sheet`, `annotate`). Nothing
//! here judges: every sentence is the rulebook's or a finding's, every number was read or computed before. It knows no
//! files and no clock.

pub mod book;
mod cause;
mod conditions;
mod context;
pub mod decisions;
pub mod due;
mod first_names;
mod holidays;
mod inputs;
pub mod json;
mod lives;
mod margin;
pub mod marks;
mod other_years;
pub mod papers;
mod reason;
mod strengths;
mod tally;
mod targets;
mod theirs;
mod verdict;
mod visits;
pub mod words;

pub(crate) use context::{amount, decimals};
pub(crate) use holidays::not_given as holidays_not_given;
pub(crate) use margin::{Reckoned, nearest};

pub use tally::{Tally, floor, inspected};
pub use theirs::{TheirCell, Theirs};
pub use verdict::{NeedsUs, Verdict, verdict};

pub use inputs::{
    Carried, Change, FactValues, InputFile, LapsedDecision, ReviewInputs, RulebookNotice, SchoolValues, StaleDecision,
};
