//! Opening the output folder: making it, taking its lock, waiting while it is away.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Local;

use super::Keeper;
use crate::watch::backoff::Backoff;
use crate::watch::bell::Bell;
use crate::watch::evaluator::Evaluator;
use crate::watch::eyes::Eyes;
use crate::watch::lock::{Lock, NoLock};
use crate::watch::log::Log;
use crate::watch::look;
use crate::watch::outputs;
use crate::watch::rules_kept::RulesKept;
use crate::watch::scan::{Key, Role, disk_of};
use crate::watch::settle::Settler;
use crate::watch::state::State;
use crate::watch::trouble::{Subject, Troubles};
use crate::watch::{Ended, Settings};

/// Folders with their whole path, so that they stay the same whatever happens around the process.
pub(super) fn absolute(settings: &Settings) -> Result<Settings, String> {
    let whole =
        |path: &Path| std::path::absolute(path).map_err(|why| format!("{}: {}", path.display(), look::plain(&why)));
    let rules = settings.rules.as_deref().map(whole).transpose()?;
    Ok(Settings { inbox: whole(&settings.inbox)?, out: whole(&settings.out)?, rules, ..settings.clone() })
}

/// Opening the output folder, for the first time or again.
#[derive(Default)]
pub(super) struct Opening {
    /// on which disk the folder and the one above it were
    disks: Option<(Option<u64>, Option<u64>)>,
    said: Option<String>,
}

impl Opening {
    /// Opens it; waits while it is away, unless a single pass was asked for.
    pub fn open(&mut self, settings: &Settings, bell: &Arc<Bell>, log: &mut Log) -> Result<Lock, Ended> {
        let begun = Instant::now();
        let mut backoff = Backoff::default();
        loop {
            let why = match self.attempt(&settings.out) {
                Ok(lock) => {
                    self.disks = Some(disks(&settings.out));
                    if self.said.take().is_some() {
                        log.say(Local::now(), "the output folder is there again");
                    }
                    return Ok(lock);
                }
                Err(Refusal { why, for_good }) if settings.once || (for_good && self.disks.is_none()) => {
                    return Err(Ended::NotBegun(why));
                }
                Err(Refusal { why, .. }) => why,
            };
            if self.said.as_ref() != Some(&why) {
                log.say(Local::now(), &format!("{why}; trying again"));
                self.said = Some(why);
            }
            backoff.failed(begun.elapsed());
            bell.pause(backoff.until().unwrap_or(Duration::ZERO).saturating_sub(begun.elapsed()));
            if bell.is_stopped() {
                log.say(Local::now(), "stopped watching");
                return Err(Ended::Stopped);
            }
        }
    }

    fn attempt(&self, out: &Path) -> Result<Lock, Refusal> {
        let refuse = |why: &std::io::Error| Refusal {
            why: format!("the output folder {} cannot be used: {}", out.display(), look::plain(why)),
            for_good: false,
        };
        let away = || Refusal { why: format!("the output folder {} is away", out.display()), for_good: false };
        match &self.disks {
            None => fs::create_dir_all(out).map_err(|why| refuse(&why))?,
            // a folder that is not on the disk it was on, with nothing of ours in it, is where a share used to be
            Some((disk, _)) if out.is_dir() => {
                if disk_of(out) != *disk && !State::folder(out).is_dir() {
                    return Err(away());
                }
            }
            Some((_, above)) => {
                if out.parent().and_then(disk_of) != *above {
                    return Err(away());
                }
                fs::create_dir(out).map_err(|why| refuse(&why))?;
            }
        }
        Lock::take(out, Local::now()).map_err(|error| match error {
            NoLock::Io(why) => refuse(&why),
            NoLock::Held(who) => {
                let who = who.map_or_else(|| "somebody".to_owned(), |who| who.to_string());
                let why = format!("{} is watched over already, by {who}", out.display());
                Refusal { why, for_good: true }
            }
        })
    }
}

struct Refusal {
    why: String,
    /// whether waiting is of no use
    for_good: bool,
}

fn disks(out: &Path) -> (Option<u64>, Option<u64>) {
    (disk_of(out), out.parent().and_then(disk_of))
}

impl<'a> Keeper<'a> {
    pub(super) fn new(
        settings: &'a Settings,
        evaluator: &'a dyn Evaluator,
        bell: &'a Arc<Bell>,
        log: &'a mut Log,
        lock: Lock,
    ) -> Self {
        outputs::clear_leftovers(&settings.out);
        let saved = State::read(&settings.out).ok().flatten();
        let mut state = saved.clone().unwrap_or_default();
        let kept = kept_rules(settings, &mut state);
        let mut settler = Settler::new(settings.times(), state.done());
        let about = about(settings, evaluator);
        if state.about != about || state.under_way {
            // a round that was cut off had judged nothing by what it found
            forget_inputs(&mut settler);
            state.rule_files.clear();
        }
        let folders: Vec<_> = std::iter::once(settings.inbox.as_path()).chain(settings.rules.as_deref()).collect();
        let eyes = Eyes::new(&folders, &settings.out, settings.poll, settings.full_scan, bell);
        let mut troubles = Troubles::default();
        troubles.known(Subject::Rulebook, super::talk::rulebook_trouble(&state));
        name_folders(&mut state, settings);
        state.about = about;
        let [writing, beside, away, mending] = [Backoff::default(); 4];
        let (begun, next_sign, worked, hinted) = (Instant::now(), Duration::ZERO, Duration::ZERO, true);
        Self {
            settings,
            evaluator,
            bell,
            log,
            lock,
            begun,
            eyes,
            settler,
            kept,
            troubles,
            state,
            saved,
            writing,
            beside,
            away,
            mending,
            unmade: Backoff::slow(),
            next_sign,
            worked,
            hinted,
            open: Vec::new(),
        }
    }
}

/// What is watched, in words.
fn name_folders(state: &mut State, settings: &Settings) {
    let built_in = || "the built-in rulebook".to_owned();
    state.inbox = settings.inbox.display().to_string();
    state.rules = settings.rules.as_ref().map_or_else(built_in, |rules| rules.display().to_string());
}

/// Makes every input new again: what comes out of them is decided by something else than before.
fn forget_inputs(settler: &mut Settler) {
    let known: Vec<Key> =
        settler.last().keys().filter(|key| !matches!(key.role, Role::Output | Role::Copy)).cloned().collect();
    known.iter().for_each(|key| settler.forget(key));
}

/// The last good rulebook, as far as it is still there.
fn kept_rules(settings: &Settings, state: &mut State) -> RulesKept {
    let kept = RulesKept::of(&settings.out);
    if state.rulebook.last_good.as_ref().is_some_and(|name| !kept.has(name)) {
        state.rulebook.last_good = None;
        state.rule_files.clear();
    }
    // a crash may have left a copy half made
    kept.forget_all_but(state.rulebook.last_good.as_deref());
    kept
}

/// Everything besides files that decides what comes out.
fn about(settings: &Settings, evaluator: &dyn Evaluator) -> String {
    let rules = settings.rules.as_ref().map_or_else(String::new, |rules| rules.display().to_string());
    format!("{}; {rules}", evaluator.about())
}
