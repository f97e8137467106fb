//! The program itself, as it is started by an officer, a service or a scheduler.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::storm::{Chance, asked};

const DAY: &str = "2013-01-08";

fn sample(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    command.stdin(Stdio::null());
    command
}

/// The sample authority's folders, and the program watching them.
struct Office {
    folder: TempDir,
    running: Option<Child>,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("inbox")).unwrap();
        copy_all(&sample("rules"), &folder.path().join("rules"));
        Self { folder, running: None }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, command: &str, rest: &[&str]) -> Command {
        let mut program = program();
        program.current_dir(self.folder.path()).arg(command).args(rest);
        program
    }

    fn watch_command(&self, rest: &[&str]) -> Command {
        let mut command = self.command("watch", &["inbox", "--settle", "0.3", "--date", DAY]);
        command.args(rest).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn watch(&mut self, rest: &[&str]) {
        self.running = Some(self.watch_command(rest).spawn().unwrap());
    }

    fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    fn evaluate_into(&self, out: &str) -> Output {
        self.command("evaluate", &["inbox", "--out", out, "--date", DAY]).output().unwrap()
    }

    fn drop_samples(&self) -> Vec<String> {
        copy_all(&sample("workbooks"), &self.path("inbox"));
        let names = fs::read_dir(self.path("inbox")).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.to_string_lossy().into_owned()).collect()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.path("reviewed/yardstick.log")).unwrap_or_default()
    }

    fn until(&self, what: &str, so: impl Fn(&Self) -> bool) {
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

fn copy_all(from: &Path, to: &Path) {
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
fn results(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if [".xlsx", ".xlsm"].iter().any(|ending| name.ends_with(ending)) && !name.starts_with('.') {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = one.keys().chain(other.keys()).filter(|name| one.get(*name) != other.get(*name));
    let mut names: Vec<String> = names.cloned().collect();
    names.dedup();
    names
}

#[test]
fn one_pass_over_the_sample_writes_what_evaluate_writes_and_a_second_has_nothing_to_do() {
    let office = Office::new();
    office.drop_samples();
    let evaluated = office.evaluate_into("once");
    let begun = Instant::now();
    let pass = office.watch_command(&["--once"]).status().unwrap();
    println!("one pass over the sample: {:.1} s", begun.elapsed().as_secs_f64());
    assert_eq!(pass.code(), evaluated.status.code(), "{}", office.log());
    let (wanted, found) = (results(&office.path("once")), results(&office.path("reviewed")));
    assert!(!wanted.is_empty() && differing(&wanted, &found).is_empty(), "{:?}", differing(&wanted, &found));
    let again = office.watch_command(&["--once"]).status().unwrap();
    assert_eq!(again.code(), evaluated.status.code());
    assert_eq!(office.log().matches("evaluated ").count(), 1, "{}", office.log());
}

#[cfg(unix)]
#[test]
fn a_request_to_end_is_heeded_and_status_tells_who_watches() {
    let mut office = Office::new();
    office.watch(&[]);
    office.until("watching", |office| office.log().contains("watching"));
    let status = || office.command("status", &["reviewed"]).output().unwrap();
    let alive = String::from_utf8(status().stdout).unwrap();
    assert!(alive.contains("process"), "{alive}");
    let second = office.watch_command(&["--once"]).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    let why = String::from_utf8(second.stderr).unwrap();
    assert!(why.contains("watched over already, by"), "{why}");
    let child = office.running.as_ref().unwrap().id();
    Command::new("kill").args(["-TERM", &child.to_string()]).status().unwrap();
    let ended = office.running.take().unwrap().wait().unwrap();
    assert_eq!(ended.code(), Some(0));
    assert!(office.log().contains("stopped watching"));
    assert_eq!(office.command("status", &["reviewed"]).output().unwrap().status.code(), Some(1));
    assert_eq!(office.command("status", &["inbox"]).output().unwrap().status.code(), Some(2));
}

#[test]
fn a_broken_rule_is_shown_with_its_line_and_the_sample_is_judged_on() {
    let mut office = Office::new();
    office.drop_samples();
    office.watch(&[]);
    let reviewed = |office: &Office, rounds: usize| office.log().matches("evaluated ").count() >= rounds;
    office.until("reviewed", |office| reviewed(office, 1));
    let floors = office.path("rules/floors.yaml");
    let sound = fs::read_to_string(&floors).unwrap();
    fs::write(&floors, sound.replacen("floor:", "flor:", 1)).unwrap();
    let note = || fs::read_to_string(office.path("reviewed/RULES NEED ATTENTION.txt")).unwrap_or_default();
    office.until("the note", |_| note().contains("flor"));
    assert!(note().contains("floors.yaml") && note().contains("last good rulebook"), "{}", note());
    office.until("judged on", |office| reviewed(office, 2));
    fs::write(&floors, sound).unwrap();
    office.until("mended", |office| reviewed(office, 3) && note().is_empty());
    office.evaluate_into("once");
    let (wanted, found) = (results(&office.path("once")), results(&office.path("reviewed")));
    assert!(differing(&wanted, &found).is_empty(), "{:?}", differing(&wanted, &found));
}

#[cfg(unix)]
#[test]
fn a_workbook_that_may_not_be_read_has_a_note_until_it_may() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new();
    let names = office.drop_samples();
    let secret = office.path("inbox").join(names.iter().find(|name| name.ends_with(".xlsx")).unwrap());
    let may = |mode| fs::set_permissions(&secret, fs::Permissions::from_mode(mode)).unwrap();
    may(0o000);
    if fs::File::open(&secret).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    office.watch_command(&["--once"]).status().unwrap();
    assert!(office.log().contains("could not be read"), "{}", office.log());
    may(0o644);
    office.watch_command(&["--once"]).status().unwrap();
    assert!(
        !fs::read_dir(office.path("reviewed"))
            .unwrap()
            .any(|entry| { entry.unwrap().file_name().to_string_lossy().ends_with("problems.txt") })
    );
}

/// `YARDSTICK_PROGRAM_SEEDS=20` runs the whole of it.
#[test]
fn the_sample_dropped_in_any_order_and_manner_ends_as_one_evaluation() {
    for seed in 1..=asked("YARDSTICK_PROGRAM_SEEDS", 1) {
        let mut office = Office::new();
        let mut chance = Chance::new(seed);
        office.watch(if seed % 2 == 0 { &["--poll", "0.5"] } else { &[] });
        let names: Vec<PathBuf> =
            fs::read_dir(sample("workbooks")).unwrap().map(|entry| entry.unwrap().path()).collect();
        for from in &names {
            let to = office.path("inbox").join(from.file_name().unwrap());
            drop_somehow(from, &to, &mut chance);
        }
        office.evaluate_into("once");
        let wanted = results(&office.path("once"));
        office
            .until(&format!("seed {seed}"), |office| differing(&wanted, &results(&office.path("reviewed"))).is_empty());
        println!("seed {seed}: {} evaluations", office.log().matches("evaluated ").count());
    }
}

fn drop_somehow(from: &Path, to: &Path, chance: &mut Chance) {
    let bytes = fs::read(from).unwrap();
    match chance.below(3) {
        0 => fs::write(to, bytes).unwrap(),
        1 => {
            let half = bytes.len() / 2;
            let zeros = vec![0; bytes.len() - half];
            fs::write(to, [&bytes[..half], &zeros].concat()).unwrap();
            std::thread::sleep(Duration::from_millis(600));
            fs::write(to, bytes).unwrap();
        }
        _ => {
            let aside = to.with_file_name("5C1E77D2");
            fs::write(&aside, bytes).unwrap();
            fs::rename(aside, to).unwrap();
        }
    }
    std::thread::sleep(Duration::from_millis(chance.below(500)));
}

/// `YARDSTICK_PROGRAM_KILLS=100` runs the whole of it.
#[test]
fn the_program_killed_at_any_moment_leaves_whole_workbooks() {
    let mut office = Office::new();
    let mut chance = Chance::new(3);
    let names = office.drop_samples();
    for kill in 1..=asked("YARDSTICK_PROGRAM_KILLS", 3) {
        office.watch(&["--year", if kill % 2 == 0 { "2010-11" } else { "2011-12" }]);
        std::thread::sleep(Duration::from_millis(chance.below(5000)));
        office.kill();
        for (name, bytes) in results(&office.path("reviewed")) {
            let whole = zip::ZipArchive::new(std::io::Cursor::new(bytes));
            assert!(whole.is_ok(), "kill {kill}: {name} is half a file");
        }
    }
    let pass = office.watch_command(&["--once"]).status().unwrap();
    assert!(pass.code().is_some_and(|code| code < 2), "{}", office.log());
    office.evaluate_into("once");
    let (wanted, found) = (results(&office.path("once")), results(&office.path("reviewed")));
    let missing: Vec<&String> =
        wanted.iter().filter(|(name, bytes)| found.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
    assert!(missing.is_empty(), "{missing:?} of {names:?}");
}
