//! A bar on anything that takes longer than half a second.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that shows itself only once the work has taken half a second, and never where nobody looks.
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: OnceLock<()>,
    quiet: bool,
}

impl Progress {
    pub fn new(steps: usize, quiet: bool) -> Self {
        let bar = ProgressBar::hidden();
        bar.set_length(u64::try_from(steps).unwrap_or(u64::MAX));
        if let Ok(style) = ProgressStyle::with_template("{msg:32!} {wide_bar} {pos} of {len}") {
            bar.set_style(style);
        }
        Self { bar, begun: Instant::now(), shown: OnceLock::new(), quiet }
    }

    /// One step is done.
    pub fn step(&self, what: &str) {
        self.bar.set_message(what.to_owned());
        self.bar.inc(1);
        if !self.quiet && self.begun.elapsed() > Duration::from_millis(500) {
            self.shown.get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }

    /// Prints a line of the result; a bar that shows makes room for it.
    pub fn above(&self, line: &str) {
        self.bar.suspend(|| super::terminal::say(line));
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
