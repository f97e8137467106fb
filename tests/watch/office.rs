//! An authority's folders with the program itself watching them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use yardstick::run::{LAST_RUN, RECORD};

/// The stated day of every run, so that the same in is the same out.
pub const DAY: &str = "2013-01-08";

pub fn sample(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The program as it was built for the tests; `YARDSTICK_PROGRAM` names another, as the release build.
fn program() -> Command {
    let built = env!("CARGO_BIN_EXE_yardstick");
    let mut command = Command::new(std::env::var_os("YARDSTICK_PROGRAM").unwrap_or_else(|| built.into()));
    command.stdin(Stdio::null());
    command
}

/// The sample authority's folders, and the program watching them.
pub struct Office {
    folder: TempDir,
    pub running: Option<Child>,
}

impl Office {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("inbox")).unwrap();
        // the program's own rules, so that another build than this one's has those that it knows
        let begun = program().arg("init").arg(folder.path().join("begun")).output().unwrap();
        assert!(begun.status.success(), "{}", String::from_utf8_lossy(&begun.stderr));
        fs::rename(folder.path().join("begun/rules"), folder.path().join("rules")).unwrap();
        Self { folder, running: None }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, command: &str, rest: &[&str]) -> Command {
        let mut program = program();
        program.current_dir(self.folder.path()).arg(command).args(rest);
        program
    }

    pub fn watch_command(&self, rest: &[&str]) -> Command {
        let mut command = self.command("watch", &["inbox", "--settle", "0.3", "--date", DAY]);
        command.args(rest).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    pub fn watch(&mut self, rest: &[&str]) {
        self.running = Some(self.watch_command(rest).spawn().unwrap());
    }

    pub fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub fn evaluate_into(&self, out: &str) -> Output {
        self.command("evaluate", &["inbox", "--out", out, "--date", DAY]).output().unwrap()
    }

    /// The results of one `evaluate` of what lies in the folders, by somebody who knows what the watch knows of earlier
    /// runs and decisions: the review's front page tells what has changed since the last run.
    pub fn evaluated_now(&self) -> BTreeMap<String, Vec<u8>> {
        let _ = fs::remove_dir_all(self.path("again"));
        fs::create_dir_all(self.path("again/.yardstick")).unwrap();
        for known in [LAST_RUN, RECORD] {
            // as long as there was no run, or nothing was decided, there is none
            let _ = fs::copy(self.path("reviewed").join(known), self.path("again").join(known));
        }
        self.evaluate_into("again");
        results(&self.path("again"))
    }

    /// Waits until the results are those of one `evaluate`.
    pub fn until_as_evaluated(&self, what: &str) {
        // copies first, since an evaluation takes a while: they tell nothing of earlier runs
        self.evaluate_into("once");
        let copies = |folder: &str| {
            let mut copies = results(&self.path(folder));
            copies.retain(|name, _| name.contains("annotated") && !is_kept(name));
            copies
        };
        let wanted = copies("once");
        assert!(!wanted.is_empty(), "{what}: nothing was evaluated");
        self.until(what, |_| differing(&wanted, &copies("reviewed")).is_empty());
        let mut left = Vec::new();
        for _ in 0..20 {
            let mut before = results(&self.path("reviewed"));
            before.retain(|name, _| !is_kept(name));
            left = differing(&self.evaluated_now(), &before);
            if left.is_empty() {
                return;
            }
            std::thread::sleep(Duration::from_millis(500));
        }
        panic!("{what}: {left:?} are not as one evaluation makes them\n{}", self.log());
    }

    pub fn drop_samples(&self) -> Vec<String> {
        copy_all(&sample("workbooks"), &self.path("inbox"));
        let names = fs::read_dir(self.path("inbox")).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.to_string_lossy().into_owned()).collect()
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.path("reviewed/yardstick.log")).unwrap_or_default()
    }

    pub fn until(&self, what: &str, so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !so(self) {
            assert!(begun.elapsed() < Duration::from_secs(240), "not so: {what}\n{}", self.log());
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.kill();
    }
}

pub fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            copy_all(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// The workbooks and notes of an output folder.
pub fn results(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if [".xlsx", ".xlsm"].iter().any(|ending| name.ends_with(ending)) && !name.starts_with('.') {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

/// Whether it is a copy that was kept after a round that was cut off.
fn is_kept(name: &str) -> bool {
    name.contains("(found after a break, ")
}

pub fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = one.keys().chain(other.keys()).filter(|name| one.get(*name) != other.get(*name));
    let mut names: Vec<String> = names.cloned().collect();
    names.dedup();
    names
}

/// Whether a package is all there, every part with its checksum.
pub fn is_whole(bytes: Vec<u8>) -> bool {
    let Ok(mut package) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return false };
    (0..package.len()).all(|at| {
        let part = package.by_index(at);
        part.is_ok_and(|mut part| part.read_to_end(&mut Vec::new()).is_ok())
    })
}
