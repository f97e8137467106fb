//! How changes are noticed: events of the file system where it gives them, a scan every so often in any case.
//!
//! Events are hints that a scan is worth while, never more.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::bell::Bell;
use super::scan::Stat;
use super::{filesystem, names};

/// How often to look where events are not to be relied on.
const POLL: Duration = Duration::from_secs(15);

/// A folder to keep an eye on.
#[derive(Clone, Debug)]
struct Root {
    path: PathBuf,
    mode: RecursiveMode,
    /// which folder it was when it was last registered: one made again under its name sends nothing
    registered: Option<Identity>,
}

type Identity = (u64, Option<SystemTime>);

/// How changes are noticed.
pub struct Eyes {
    roots: Vec<Root>,
    watcher: Option<RecommendedWatcher>,
    heard: Arc<Heard>,
    full_scan: Duration,
    /// the folders are looked at this often, since events cannot be relied on
    poll: Option<Duration>,
    /// why, in words
    why: Option<String>,
    unannounced: bool,
}

#[derive(Debug, Default)]
struct Heard {
    events: AtomicU64,
    /// a watched folder itself went, came or was renamed
    folders_moved: AtomicBool,
}

impl Eyes {
    /// Looks at these folders: `deep` with everything in them, `flat` alone.
    pub fn new(deep: &[&Path], flat: &Path, poll: Option<Duration>, full_scan: Duration, bell: &Arc<Bell>) -> Self {
        let root = |path: &Path, mode| Root { path: path.to_path_buf(), mode, registered: None };
        let mut roots: Vec<Root> = deep.iter().map(|path| root(path, RecursiveMode::Recursive)).collect();
        if !deep.iter().any(|folder| flat.starts_with(folder)) {
            roots.push(root(flat, RecursiveMode::NonRecursive));
        }
        let heard = Arc::new(Heard::default());
        let mut eyes = Self { roots, watcher: None, heard, full_scan, poll, why: None, unannounced: false };
        if poll.is_none() {
            eyes.begin(bell);
        }
        eyes
    }

    fn begin(&mut self, bell: &Arc<Bell>) {
        if let Some(kind) = self.roots.iter().find_map(|root| filesystem::share(&root.path)) {
            // events of a share tell at best of what this computer does there: taken as a bonus
            self.rely_on_looking(format!("a folder lies on a share ({kind})"));
        }
        let paths: Vec<PathBuf> = self.roots.iter().map(|root| root.path.clone()).collect();
        let (heard, bell) = (Arc::clone(&self.heard), Arc::clone(bell));
        match notify::recommended_watcher(move |event| hear(event, &paths, &heard, &bell)) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(why) => self.rely_on_looking(plain(&why)),
        }
    }

    fn rely_on_looking(&mut self, why: String) {
        self.poll.get_or_insert(POLL.min(self.full_scan));
        self.why.get_or_insert(why);
    }

    /// Registers folders that are there and not registered yet, or were made again. Whether anything became known
    /// about how well events work.
    pub fn refresh(&mut self) -> bool {
        let before = self.why.clone();
        let moved = self.heard.folders_moved.swap(false, Ordering::Relaxed);
        let Some(watcher) = &mut self.watcher else { return false };
        let mut trouble = None;
        for root in &mut self.roots {
            let there = identity(&root.path);
            if there == root.registered && !(moved && there.is_some()) {
                continue;
            }
            if root.registered.take().is_some() {
                // it may be gone already, which is as good
                let _ = watcher.unwatch(&root.path);
            }
            if there.is_some() {
                match watcher.watch(&root.path, root.mode) {
                    Ok(()) => root.registered = there,
                    Err(why) => trouble = Some(plain(&why)),
                }
            }
        }
        if let Some(why) = trouble {
            self.rely_on_looking(why);
        }
        self.why != before
    }

    /// A scan that no event asked for found a change (`true`) or none. When events have never come at all, they are
    /// not to be relied on; whether that was found out now.
    pub fn scanned(&mut self, found_unannounced: bool) -> bool {
        let deaf = self.poll.is_none() && self.unannounced && self.heard.events.load(Ordering::Relaxed) == 0;
        self.unannounced = found_unannounced;
        if deaf {
            self.rely_on_looking("the file system announces no changes".to_owned());
        }
        deaf
    }

    /// How often to scan although nothing was announced.
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.poll.unwrap_or(self.full_scan)
    }

    /// How changes are noticed, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let seconds = |long: Duration| format!("{} s", long.as_secs_f64());
        match (self.poll, &self.why) {
            (None, _) => format!("by events, with a scan every {}", seconds(self.full_scan)),
            (Some(poll), None) => format!("by looking every {}", seconds(poll)),
            (Some(poll), Some(why)) => format!("by looking every {}, since {why}", seconds(poll)),
        }
    }
}

fn identity(folder: &Path) -> Option<Identity> {
    let meta = std::fs::metadata(folder).ok().filter(std::fs::Metadata::is_dir)?;
    Some((Stat::of(folder, &meta).mark.0, meta.created().ok()))
}

fn hear(event: notify::Result<Event>, roots: &[PathBuf], heard: &Heard, bell: &Bell) {
    let Ok(event) = event else { return bell.hint() };
    if event.need_rescan() {
        return bell.hint();
    }
    if !is_change(&event.kind) {
        return;
    }
    if event.paths.iter().any(|path| roots.contains(path))
        && !matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(_)))
    {
        heard.folders_moved.store(true, Ordering::Relaxed);
    }
    if event.paths.is_empty() || event.paths.iter().any(|path| names::worth_a_look(path)) {
        heard.events.fetch_add(1, Ordering::Relaxed);
        bell.hint();
    }
}

/// Whether an event tells of a change. Merely reading a folder raises events too, and a watch that reacted to those
/// would keep itself awake.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(access) => *access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => false,
        EventKind::Any | EventKind::Other | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
    }
}

fn plain(why: &notify::Error) -> String {
    match why.kind {
        notify::ErrorKind::MaxFilesWatch => "the system allows no more watched folders".to_owned(),
        notify::ErrorKind::PathNotFound => "a folder went away".to_owned(),
        _ => "the file system gives no events".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_reading_wakes_nobody() {
        assert!(!is_change(&EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!is_change(&EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(is_change(&EventKind::Access(AccessKind::Close(AccessMode::Write))));
    }

    #[test]
    fn a_file_system_that_never_announces_a_change_is_looked_at_often() {
        let folder = tempfile::tempdir().unwrap();
        let bell = Arc::new(Bell::default());
        let mut eyes = Eyes::new(&[], folder.path(), None, Duration::from_secs(60), &bell);
        assert_eq!(eyes.interval(), Duration::from_secs(60));
        assert!(!eyes.scanned(true), "the event may be on its way");
        assert!(eyes.scanned(false));
        assert_eq!(eyes.interval(), POLL);
        assert!(eyes.words().contains("announces no changes"), "{}", eyes.words());
    }

    #[test]
    fn polling_that_was_asked_for_is_kept_to() {
        let bell = Arc::new(Bell::default());
        let poll = Some(Duration::from_secs(5));
        let eyes = Eyes::new(&[], Path::new("."), poll, Duration::from_secs(60), &bell);
        assert!(eyes.watcher.is_none());
        assert_eq!(eyes.interval(), Duration::from_secs(5));
    }
}
