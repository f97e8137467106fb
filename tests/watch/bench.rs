//! A watch in a thread over folders of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use yardstick::watch::{Bell, Ended, Settings, State, watch};

use super::plain_evaluator::{PlainEvaluator, REVIEW};

/// Folders, and the watch over them.
pub struct Bench {
    _folder: Option<TempDir>,
    pub settings: Settings,
    pub evaluator: PlainEvaluator,
    pub log: Arc<Mutex<Vec<String>>>,
    running: Option<(Arc<Bell>, JoinHandle<Ended>)>,
}

impl Bench {
    /// Empty folders with one rule; nothing watches yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut bench = Self::in_folder(folder.path());
        bench._folder = Some(folder);
        bench
    }

    pub fn in_folder(folder: &Path) -> Self {
        let settings = Settings {
            inbox: folder.join("inbox"),
            rules: Some(folder.join("rules")),
            out: folder.join("reviewed"),
            poll: None,
            settle: Duration::from_millis(100),
            full_scan: Duration::from_secs(5),
            once: false,
        };
        fs::create_dir_all(&settings.inbox).unwrap();
        fs::create_dir_all(folder.join("rules")).unwrap();
        let (evaluator, log) = (PlainEvaluator::default(), Arc::default());
        let bench = Self { _folder: None, settings, evaluator, log, running: None };
        bench.rule("floor: 40");
        bench
    }

    /// Begins to watch.
    pub fn start(&mut self) -> &mut Self {
        let (settings, evaluator) = (self.settings.clone(), self.evaluator.clone());
        let (bell, log) = (Arc::new(Bell::default()), Arc::clone(&self.log));
        let ear = Arc::clone(&bell);
        let thread = std::thread::spawn(move || {
            watch(&settings, &evaluator, &ear, Box::new(move |line| log.lock().unwrap().push(line.to_owned())))
        });
        self.running = Some((bell, thread));
        self
    }

    /// Drops KS4.csv in, begins to watch, and waits until its review is there and nothing is left to do.
    pub fn start_with_a_review(&mut self) {
        self.drop_in("KS4.csv", "61");
        self.start();
        self.until("reviewed", |bench| bench.review().contains("KS4.csv says 61"));
        self.until_quiet();
    }

    /// Stops watching, as Ctrl-C does.
    pub fn stop(&mut self) -> Ended {
        let (bell, thread) = self.running.take().expect("nothing is watching");
        bell.stop();
        thread.join().expect("the watch ended by a panic")
    }

    /// One pass.
    pub fn once(&self) -> Ended {
        let settings = Settings { once: true, ..self.settings.clone() };
        let log = Arc::clone(&self.log);
        let say = Box::new(move |line: &str| log.lock().unwrap().push(line.to_owned()));
        watch(&settings, &self.evaluator, &Arc::new(Bell::default()), say)
    }

    pub fn inbox(&self, name: &str) -> PathBuf {
        self.settings.inbox.join(name)
    }

    pub fn out(&self, name: &str) -> PathBuf {
        self.settings.out.join(name)
    }

    pub fn drop_in(&self, name: &str, text: &str) {
        let path = self.inbox(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn rule(&self, text: &str) {
        fs::write(self.settings.rules.as_ref().unwrap().join("floors.yaml"), text).unwrap();
    }

    pub fn review(&self) -> String {
        self.read(REVIEW)
    }

    /// The text of an output; empty while it is not there.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.out(name)).unwrap_or_default()
    }

    pub fn rounds(&self) -> usize {
        self.evaluator.rounds.load(Ordering::SeqCst)
    }

    pub fn state(&self) -> State {
        State::read(&self.settings.out).unwrap().unwrap_or_default()
    }

    pub fn said(&self, what: &str) -> bool {
        self.log.lock().unwrap().iter().any(|line| line.contains(what))
    }

    /// Waits until something is so.
    pub fn until(&self, what: &str, so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !so(self) {
            if begun.elapsed() > Duration::from_secs(60) {
                let log = self.log.lock().unwrap().join("\n");
                panic!("not so after a minute: {what}\nreview:\n{}\nlog:\n{log}", self.review());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until everything has been taken in, and nothing is waited for.
    pub fn until_quiet(&self) {
        self.until("quiet", |bench| {
            let before = bench.rounds();
            std::thread::sleep(bench.settings.settle * 5);
            before == bench.rounds() && bench.state().waiting.is_empty()
        });
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if let Some((bell, thread)) = self.running.take() {
            bell.stop();
            let _ = thread.join();
        }
    }
}
