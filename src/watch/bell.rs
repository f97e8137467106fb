//! What wakes the watch: a hint that something changed, or the wish to stop. Any number of hints are one.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Wakes the watch.
#[derive(Debug, Default)]
pub struct Bell {
    rung: Mutex<Rung>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug, Default)]
struct Rung {
    hint: bool,
    stop: bool,
}

impl Bell {
    /// Something may have changed.
    pub fn hint(&self) {
        self.rung().hint = true;
        self.changed.notify_all();
    }

    /// The watch is to end, once the write in hand is finished.
    pub fn stop(&self) {
        self.rung().stop = true;
        self.changed.notify_all();
    }

    /// Whether the watch is to end.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.rung().stop
    }

    /// Waits for a hint, the wish to stop, or this long; whether there was a hint.
    pub fn wait(&self, at_most: Duration) -> bool {
        let quiet = |rung: &mut Rung| !rung.hint && !rung.stop;
        let (mut rung, _) =
            self.changed.wait_timeout_while(self.rung(), at_most, quiet).unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut rung.hint)
    }

    /// Waits this long, or until the watch is to end.
    pub fn pause(&self, long: Duration) {
        drop(self.changed.wait_timeout_while(self.rung(), long, |rung| !rung.stop));
    }

    fn rung(&self) -> MutexGuard<'_, Rung> {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_hints_are_one() {
        let bell = Bell::default();
        for _ in 0..30_000 {
            bell.hint();
        }
        assert!(bell.wait(Duration::ZERO));
        assert!(!bell.wait(Duration::ZERO));
    }

    #[test]
    fn the_wish_to_stop_stays() {
        let bell = Bell::default();
        bell.stop();
        bell.pause(Duration::from_secs(60));
        assert!(!bell.wait(Duration::from_secs(60)));
        assert!(bell.is_stopped());
    }
}
