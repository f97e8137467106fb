//! The watched folder: workbooks dropped in, rules edited, decisions typed; each time a round of the line, at its own
//! pace and for months on end.
//!
//! The watch knows files, events and clocks. What a round does it knows only through [`Evaluator`]; it knows nothing
//! of schools, rules or formats. When to act is decided by [`settle::Settler`], which touches neither file nor clock.
//!
//! ```text
//! events ─┐ hints only
//! timer ──┴─> scan ─> settler ─> look into what is still ─> settler ─> round ─> what becomes of the outputs
//! ```

mod backoff;
mod bell;
mod evaluator;
mod eyes;
mod filesystem;
mod keeper;
mod line;
mod lock;
mod log;
mod look;
mod names;
mod outputs;
mod rules_kept;
pub mod scan;
pub mod settle;
mod state;
mod status;
mod trouble;
mod words;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use bell::Bell;
pub use evaluator::{Evaluator, Job, Outcome, Output, OutputKind, Refused, Round, Verdict};
pub use line::Line;
pub use lock::{Turn, Who};
pub use log::Log;
pub use look::Look;
pub use state::State;
pub use status::Status;

/// What to watch, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// the watched folder
    pub inbox: PathBuf,
    /// the rules folder; without it, the built-in rulebook
    pub rules: Option<PathBuf>,
    /// the output folder
    pub out: PathBuf,
    /// look this often, and ask for no events
    pub poll: Option<Duration>,
    /// a file is still when it did not change for so long
    pub settle: Duration,
    /// scan everything this often, whatever events say
    pub full_scan: Duration,
    /// one pass, then end
    pub once: bool,
}

impl Settings {
    /// How long to wait for stillness.
    #[must_use]
    pub fn times(&self) -> settle::Times {
        let patience = (self.settle * 10).clamp(Duration::from_secs(2), Duration::from_secs(300));
        let times = settle::Times { settle: self.settle, patience, emptied: self.settle };
        if self.once { times } else { settle::Times { emptied: times.long(), ..times } }
    }
}

/// How a watch ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// it was asked to
    Stopped,
    /// the one pass is made; whether something needs attention
    OnePass {
        /// whether something in rules or workbooks needs attention
        attention: bool,
    },
    /// it could not begin: why
    NotBegun(String),
}

/// Watches until it is asked to stop, or makes one pass. Every event goes to the log and to `terminal`.
pub fn watch(
    settings: &Settings,
    evaluator: &dyn Evaluator,
    bell: &Arc<Bell>,
    terminal: Box<dyn Fn(&str) + Send>,
) -> Ended {
    keeper::watch(settings, evaluator, bell, terminal)
}
