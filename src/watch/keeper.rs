//! The loop at the edge: it owns the clock, the files and the events, and asks the settler what to do.

mod aftermath;
mod open;
mod round;
mod rules;
mod sight;
mod talk;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Local};

use super::backoff::Backoff;
use super::bell::Bell;
use super::evaluator::Evaluator;
use super::eyes::Eyes;
use super::lock::Lock;
use super::log::Log;
use super::rules_kept::RulesKept;
use super::settle::{Decision, Settler};
use super::state::State;
use super::trouble::{Subject, Troubles};
use super::{Ended, Settings};

/// A sign of life is given this often.
const SIGN_OF_LIFE: Duration = Duration::from_secs(60);
/// Events come in bursts; a scan waits for the end of the first.
const BURST: Duration = Duration::from_millis(50);

/// See [`super::watch`].
pub(super) fn watch(
    settings: &Settings,
    evaluator: &dyn Evaluator,
    bell: &Arc<Bell>,
    terminal: Box<dyn Fn(&str) + Send>,
) -> Ended {
    let settings = match open::absolute(settings) {
        Ok(settings) => settings,
        Err(why) => return Ended::NotBegun(why),
    };
    let mut log = Log::new(&settings.out, terminal);
    let mut opening = open::Opening::default();
    loop {
        let lock = match opening.open(&settings, bell, &mut log) {
            Ok(lock) => lock,
            Err(ended) => return ended,
        };
        let keeper = Keeper::new(&settings, evaluator, bell, &mut log, lock);
        if let Next::End(ended) = keeper.keep() {
            return ended;
        }
    }
}

/// What comes after the output folder was watched for a while.
enum Next {
    /// it went away: open it again
    OpenAgain,
    End(Ended),
}

/// A watch over an output folder that is open.
struct Keeper<'a> {
    settings: &'a Settings,
    evaluator: &'a dyn Evaluator,
    bell: &'a Arc<Bell>,
    log: &'a mut Log,
    lock: Lock,
    begun: Instant,
    eyes: Eyes,
    settler: Settler,
    kept: RulesKept,
    troubles: Troubles,
    state: State,
    /// the state as it lies on the disk
    saved: Option<State>,
    writing: Backoff,
    beside: Backoff,
    away: Backoff,
    /// rounds for outputs alone, changed or missing: somebody else's program may do that to them again and again
    mending: Backoff,
    /// rounds for outputs that could not be made while all others were
    unmade: Backoff,
    next_sign: Duration,
    /// when the last round was over
    worked: Duration,
    hinted: bool,
    /// reviews that somebody has open: what is typed into them waits
    open: Vec<PathBuf>,
}

impl Keeper<'_> {
    fn now(&self) -> Duration {
        self.begun.elapsed()
    }

    fn clock() -> DateTime<Local> {
        Local::now()
    }

    fn keep(mut self) -> Next {
        self.say_hello();
        loop {
            if self.bell.is_stopped() {
                self.say("stopped watching");
                self.save();
                return Next::End(Ended::Stopped);
            }
            if !self.lock.is_ours() {
                self.say("the output folder went away or was made again");
                return Next::OpenAgain;
            }
            let decision = self.step();
            if let Some(ended) = self.one_pass_over(&decision) {
                self.save();
                return Next::End(ended);
            }
            let wait = self.until_next(&decision);
            self.hinted = self.bell.wait(wait);
            if self.hinted {
                self.bell.pause(BURST);
            }
        }
    }

    /// Looks round once, and acts if it is time.
    fn step(&mut self) -> Decision {
        if self.eyes.refresh() {
            self.say_how_changes_are_noticed();
        }
        self.look_round();
        self.retry_beside();
        self.retry_unmade();
        let mut decision = self.settler.decide(self.now());
        if let Decision::Run(work) = decision {
            self.act(work);
            self.worked = self.now();
            // what came in the meantime is for the next look round
            decision = Decision::Rest { until: Some(self.now() + BURST) };
            if self.waits_for_change() {
                decision = Decision::Rest { until: None };
            }
        }
        self.note_waiting();
        self.give_sign_of_life();
        self.save();
        decision
    }

    /// Whether trying again is of no use, or too early.
    fn waits_for_change(&self) -> bool {
        let now = self.now();
        self.writing.holds(now) || self.mending.holds(now) || self.no_rulebook() || self.inbox_is_away()
    }

    fn until_next(&self, decision: &Decision) -> Duration {
        let until = match decision {
            Decision::Rest { until } => *until,
            Decision::Run(_) => None,
        };
        let now = self.now();
        let tries = [&self.writing, &self.mending, &self.beside, &self.away, &self.unmade].map(Backoff::until);
        let moments = tries.into_iter().chain([until, Some(self.next_sign)]);
        let next = moments.flatten().filter(|at| *at > now).min();
        let wait = next.map_or(self.eyes.interval(), |at| at.saturating_sub(now));
        wait.min(self.eyes.interval()).max(Duration::from_millis(10))
    }

    /// Whether a single pass is over, and how it ended.
    fn one_pass_over(&self, decision: &Decision) -> Option<Ended> {
        if !self.settings.once {
            return None;
        }
        if self.inbox_is_away() {
            return Some(Ended::NotBegun(format!("there is no folder {}", self.settings.inbox.display())));
        }
        let times = self.settings.times();
        let judged = self.state.rulebook.trouble.is_some() || self.troubles.has(Subject::RulesFolder);
        let stuck = self.writing.until().is_some() || (self.no_rulebook() && judged);
        let rests = matches!(decision, Decision::Rest { .. }) && !self.settler.is_restless();
        let too_long = self.now() > times.patience + times.settle * 4;
        (stuck || rests || too_long).then(|| {
            let last = self.state.last_round.as_ref().map_or(0, |round| round.attention);
            Ended::OnePass { attention: stuck || !rests || last > 0 || !self.state.trouble.is_empty() }
        })
    }

    fn give_sign_of_life(&mut self) {
        if self.now() < self.next_sign {
            return;
        }
        self.next_sign = self.now() + SIGN_OF_LIFE;
        self.evaluator.rest(self.now().saturating_sub(self.worked));
        // if it fails, saving the state fails too, and says so
        let _ = self.lock.who.write(&self.settings.out, Self::clock());
        self.log.write();
    }
}
