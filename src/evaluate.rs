//! Every rule on every school: pure, with no files, clock or printing.
//!
//! `evaluate(rulebook, dataset, decisions, year, date)` gives an [`Evaluation`]; what follows from it (teams, plans,
//! options) is `advise`'s work.

mod finding;
mod grades;

pub use finding::{Evaluation, Finding, Outcome, Reading, SchoolFindings, ScriptProblem, Status, StatusDoubt, Test};
pub use grades::{GradeEvidence, GradeSource, StrandGrades};
