//! One watch on an output folder. The system's own lock on a file ends with the process, so a stale one frees itself;
//! where a share has no locks, a sign of life written every minute stands for it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Local};
use serde::{Deserialize, Serialize};

use super::scan::Stat;
use super::state::State;
use crate::run;

/// After so long without a sign of life a watch on a share without locks is taken for dead.
const SILENCE: i64 = 180;

/// Who watches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// the person
    pub user: String,
    /// the computer
    pub host: String,
    /// the process
    pub process: u32,
    /// since when
    pub since: DateTime<Local>,
    /// the last sign of life
    pub seen: DateTime<Local>,
}

impl Who {
    /// This process.
    #[must_use]
    pub fn here(now: DateTime<Local>) -> Self {
        let named = |names: &[&str]| names.iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let user = named(&["USER", "USERNAME", "LOGNAME"]).unwrap_or_else(|| "somebody".to_owned());
        let host = named(&["COMPUTERNAME", "HOSTNAME"]).or_else(host).unwrap_or_else(|| "this computer".to_owned());
        Self { user, host, process: std::process::id(), since: now, seen: now }
    }

    /// Reads who said to watch an output folder.
    #[must_use]
    pub fn read(out: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(Self::file(out)).ok()?).ok()
    }

    fn file(out: &Path) -> PathBuf {
        State::folder(out).join("watcher.json")
    }

    /// Gives a sign of life.
    ///
    /// # Errors
    /// When the disk or the share refuses.
    pub fn write(&mut self, out: &Path, now: DateTime<Local>) -> io::Result<()> {
        self.seen = now;
        let bytes = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        run::place(&Self::file(out), &bytes, "new").map(drop).map_err(|error| error.why)
    }

    /// Whether it gave no sign of life for long: it cannot write, or hangs, or its computer went away.
    pub fn silent(&self, now: DateTime<Local>) -> bool {
        now.signed_duration_since(self.seen).num_seconds().abs() > SILENCE
    }
}

impl std::fmt::Display for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { user, host, process, since, .. } = self;
        write!(f, "{user} on {host} (process {process}), since {}", super::words::day_and_time(since))
    }
}

#[cfg(target_os = "linux")]
fn host() -> Option<String> {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

#[cfg(not(target_os = "linux"))]
fn host() -> Option<String> {
    None
}

/// Keeps a watch from starting while a run goes on in its output folder.
#[derive(Debug)]
pub struct Turn {
    _file: Option<File>,
}

impl Turn {
    /// Takes the output folder for one run; where there are no locks, a watch that gave a sign of life has it.
    ///
    /// # Errors
    /// When a watch has it: whose, as far as it tells.
    pub fn take(out: &Path, now: DateTime<Local>) -> Result<Self, Option<Who>> {
        let folder = State::folder(out);
        if !out.is_dir() {
            return Ok(Self { _file: None });
        }
        // a folder that cannot be written to says so when the results are written
        let opened = fs::create_dir_all(&folder).and_then(|()| {
            File::options().create(true).truncate(false).write(true).read(true).open(folder.join("lock"))
        });
        let Ok(file) = opened else { return Ok(Self { _file: None }) };
        match try_lock(&file) {
            Ok(true) => Ok(Self { _file: Some(file) }),
            Ok(false) => Err(Who::read(out)),
            Err(_) if said_so_lately(out, now) => Err(Who::read(out)),
            Err(_) => Ok(Self { _file: None }),
        }
    }
}

/// Why there is no lock.
#[derive(Debug)]
pub enum NoLock {
    /// another watch has it
    Held(Option<Who>),
    /// the disk or the share refused
    Io(io::Error),
}

/// The lock of a watch; it ends with the process.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    path: PathBuf,
    stat: Stat,
    /// who we are
    pub who: Who,
}

impl Lock {
    /// Takes the lock of an output folder.
    ///
    /// # Errors
    /// When another watch has it, or the folder cannot be written to.
    pub fn take(out: &Path, now: DateTime<Local>) -> Result<Self, NoLock> {
        let folder = State::folder(out);
        fs::create_dir_all(&folder).map_err(NoLock::Io)?;
        let path = folder.join("lock");
        let file =
            File::options().create(true).truncate(false).write(true).read(true).open(&path).map_err(NoLock::Io)?;
        match try_lock(&file) {
            Ok(true) => {}
            Ok(false) => return Err(NoLock::Held(Who::read(out))),
            // no locks here: somebody who gave a sign of life a moment ago has it
            Err(_) => match Who::read(out) {
                Some(other) if !other.silent(now) && other.process != std::process::id() => {
                    return Err(NoLock::Held(Some(other)));
                }
                _ => {}
            },
        }
        let mut who = Who::here(now);
        who.write(out, now).map_err(NoLock::Io)?;
        let stat = identity(&path).map_err(NoLock::Io)?;
        Ok(Self { _file: file, path, stat, who })
    }

    /// Whether the lock file lying there is still the one we hold: not so when the folder was removed or made again.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        identity(&self.path).is_ok_and(|stat| stat == self.stat)
    }
}

/// What stays the same about a file as long as it is that file.
fn identity(path: &Path) -> io::Result<Stat> {
    let stat = Stat::of(path, &fs::metadata(path)?);
    Ok(Stat { size: 0, modified: 0, mark: (stat.mark.0, 0, 0) })
}

/// `status` holds the lock for a moment to see whether it is free; that is no reason to give up.
fn try_lock(file: &File) -> io::Result<bool> {
    for _ in 0..10 {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
            Err(TryLockError::Error(why)) => return Err(why),
        }
    }
    Ok(false)
}

/// Whether a watch is alive on an output folder.
#[must_use]
pub fn is_alive(out: &Path, now: DateTime<Local>) -> bool {
    let Ok(file) = File::options().read(true).write(true).open(State::folder(out).join("lock")) else {
        return said_so_lately(out, now);
    };
    match file.try_lock() {
        Ok(()) => false,
        Err(TryLockError::WouldBlock) => true,
        Err(TryLockError::Error(_)) => said_so_lately(out, now),
    }
}

fn said_so_lately(out: &Path, now: DateTime<Local>) -> bool {
    Who::read(out).is_some_and(|who| !who.silent(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_watch_is_told_who_has_the_first() {
        let out = tempfile::tempdir().unwrap();
        let now = Local::now();
        let first = Lock::take(out.path(), now).unwrap();
        assert!(is_alive(out.path(), now));
        let Err(NoLock::Held(Some(who))) = Lock::take(out.path(), now) else { panic!("two watches") };
        assert_eq!(who.process, std::process::id());
        drop(first);
        assert!(!is_alive(out.path(), now));
        assert!(Lock::take(out.path(), now).is_ok(), "a lock ends with its holder");
    }

    #[test]
    fn a_run_waits_for_no_watch_and_is_told_who_has_the_folder() {
        let out = tempfile::tempdir().unwrap();
        let now = Local::now();
        let watch = Lock::take(out.path(), now).unwrap();
        assert_eq!(Turn::take(out.path(), now).unwrap_err().map(|who| who.process), Some(std::process::id()));
        drop(watch);
        let turn = Turn::take(out.path(), now).unwrap();
        assert!(matches!(Lock::take(out.path(), now), Err(NoLock::Held(_))), "a watch does not start meanwhile");
        drop(turn);
        assert!(Lock::take(out.path(), now).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_is_no_longer_ours_when_the_folder_was_made_again() {
        let out = tempfile::tempdir().unwrap();
        let lock = Lock::take(out.path(), Local::now()).unwrap();
        assert!(lock.is_ours());
        fs::remove_dir_all(State::folder(out.path())).unwrap();
        assert!(!lock.is_ours());
        let again = Lock::take(out.path(), Local::now()).unwrap();
        assert!(again.is_ours());
        assert!(!lock.is_ours(), "another file of the same name");
    }

    #[test]
    fn a_watch_without_a_sign_of_life_is_taken_for_dead() {
        let now = Local::now();
        let mut who = Who::here(now);
        assert!(!who.silent(now));
        who.seen = now - chrono::Duration::minutes(4);
        assert!(who.silent(now));
    }
}
