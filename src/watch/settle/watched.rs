//! One watched file: since when it is still, and what a look into it found.

use std::time::Duration;

use super::Times;
use crate::watch::look::Look;
use crate::watch::scan::{Seen, Stat};

/// A file that is not whole is looked into again, ever more seldom, down to this.
const SELDOM: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(super) struct Watched {
    seen: Seen,
    still_since: Duration,
    looked: Option<Looked>,
}

#[derive(Debug)]
struct Looked {
    look: Look,
    at: Duration,
    times: u32,
}

/// Whether a file can be counted on.
pub(super) enum Calm<'a> {
    /// still, with these contents
    Still(&'a str),
    /// its contents do not matter now
    Aside,
    /// not yet
    Moving { why: Option<&'a str> },
}

impl Watched {
    pub fn new(seen: Seen, now: Duration) -> Self {
        Self { seen, still_since: now, looked: None }
    }

    pub fn stat(&self) -> Stat {
        self.seen.stat
    }

    /// It was seen again; whether it is another than before.
    pub fn seen(&mut self, seen: Seen, now: Duration) -> bool {
        let changed = seen.stat != self.seen.stat;
        if changed {
            *self = Self::new(seen, now);
        }
        self.seen = seen;
        changed
    }

    pub fn looked(&mut self, stat: Stat, look: Look, now: Duration) {
        if stat != self.seen.stat {
            // it changed while it was read
            *self = Self::new(Seen { stat, ..self.seen }, now);
            return;
        }
        let times = self.looked.as_ref().map_or(0, |looked| looked.times).saturating_add(1);
        if self.looked.as_ref().is_some_and(|looked| looked.look != look) {
            // a copy whose size and date stand still from the beginning
            self.still_since = now;
        }
        self.looked = Some(Looked { look, at: now, times });
    }

    /// When it is to be looked into (again).
    pub fn look_due(&self, times: &Times) -> Option<Duration> {
        if self.seen.contents_aside {
            return None;
        }
        match &self.looked {
            None => Some(self.still_since + times.settle),
            Some(Looked { look: Look::Whole(_) | Look::Aside, .. }) => None,
            Some(looked) => {
                let wait = times.settle.max(Duration::from_millis(250)) * 2_u32.pow(looked.times.min(10));
                Some(looked.at + wait.min(SELDOM))
            }
        }
    }

    pub fn calm(&self, times: &Times, now: Duration) -> Calm<'_> {
        if self.seen.contents_aside {
            return Calm::Aside;
        }
        match &self.looked {
            None => Calm::Moving { why: None },
            Some(Looked { look: Look::Whole(contents), .. }) => Calm::Still(contents),
            Some(Looked { look: Look::Aside, .. }) => Calm::Aside,
            // it has been so for long: it is not under way but broken, and the officer has to be told
            Some(Looked { look, .. }) if now >= self.still_since + times.patience => Calm::Still(look.fingerprint()),
            Some(Looked { look: Look::NotYet { why, .. }, .. }) => Calm::Moving { why: Some(why) },
        }
    }

    /// The moments at which something about it may be another although nothing was seen.
    pub fn wakes(&self, times: &Times) -> impl Iterator<Item = Duration> {
        let patience = match &self.looked {
            Some(Looked { look: Look::NotYet { .. }, .. }) => Some(self.still_since + times.patience),
            _ => None,
        };
        self.look_due(times).into_iter().chain(patience)
    }
}
