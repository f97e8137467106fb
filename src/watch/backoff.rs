//! Trying again, ever more seldom.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);
const SELDOM: Duration = Duration::from_secs(60);

/// When to try again.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    first: Duration,
    seldom: Duration,
    failures: u32,
    until: Option<Duration>,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { first: FIRST, seldom: SELDOM, failures: 0, until: None }
    }
}

impl Backoff {
    /// For what costs a round to try again, and seldom mends itself: after a minute, at last every hour.
    #[must_use]
    pub fn slow() -> Self {
        Self { first: SELDOM, seldom: SELDOM * 60, ..Self::default() }
    }

    /// It failed again.
    pub fn failed(&mut self, now: Duration) {
        let wait = self.first * 2_u32.pow(self.failures.min(6));
        self.failures = self.failures.saturating_add(1);
        self.until = Some(now + wait.min(self.seldom));
    }

    /// It worked.
    pub fn worked(&mut self) {
        *self = Self { failures: 0, until: None, ..*self };
    }

    /// Whether it is too early to try again.
    #[must_use]
    pub fn holds(&self, now: Duration) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    /// When to try again, while something is failing.
    #[must_use]
    pub fn until(&self) -> Option<Duration> {
        self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_a_second_to_a_minute_and_end_with_success() {
        let mut backoff = Backoff::default();
        let mut waits = Vec::new();
        for _ in 0..9 {
            backoff.failed(Duration::ZERO);
            waits.push(backoff.until().unwrap().as_secs());
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert!(backoff.holds(Duration::from_secs(59)) && !backoff.holds(Duration::from_secs(60)));
        backoff.worked();
        assert!(!backoff.holds(Duration::ZERO));
    }
}
