//! The program itself under a flood of workbooks, in chunks and in any order, with everything that programs do to a
//! folder in between: in the end the results are those of one `evaluate`, and no half file was ever to be seen.
//!
//! `YARDSTICK_PROGRAM_SEEDS=20 YARDSTICK_PROGRAM_FILES=200` runs the whole of it, best with
//! `YARDSTICK_PROGRAM=target/release/yardstick`; `YARDSTICK_PROGRAM_FROM=10` begins at the tenth seed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::office::{Office, is_whole, sample};
use super::storm::{Chance, asked};

const HEADINGS: [&str; 6] =
    ["URN", "LAESTAB", "School", "Inspection date", "Overall effectiveness", "SEF achievement 2011-12"];

/// A workbook with two schools that no other has.
fn workbook(number: u64, chance: &mut Chance) -> (PathBuf, Vec<u8>) {
    let rows = (0..2).map(|at| {
        let own = number * 2 + at;
        let grade = |chance: &mut Chance| (chance.below(4) + 1).to_string();
        let (urn, laestab) = ((920_000 + own).to_string(), (9_996_000 + own).to_string());
        let name = format!("Flood Lane {own} Primary School");
        [urn, laestab, name, "10/01/2012".to_owned(), grade(chance), grade(chance)]
    });
    let rows: Vec<[String; 6]> = rows.collect();
    if chance.below(2) == 0 {
        let lines = std::iter::once(HEADINGS.join(",")).chain(rows.iter().map(|row| row.join(",")));
        return (format!("Flood {number}.csv").into(), lines.collect::<Vec<_>>().join("\r\n").into_bytes());
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADINGS).unwrap();
    for (down, row) in (1..).zip(&rows) {
        for (along, text) in (0..).zip(row) {
            match text.parse::<f64>() {
                Ok(figure) => sheet.write_number(down, along, figure).unwrap(),
                Err(_) => sheet.write_string(down, along, text).unwrap(),
            };
        }
    }
    (format!("Flood {number}.xlsx").into(), book.save_to_buffer().unwrap())
}

fn drop_somehow(to: &Path, bytes: &[u8], number: u64, chance: &mut Chance) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    let beside = |name: &str| to.with_file_name(name);
    let lock = beside(&format!("~${}", to.file_name().unwrap().to_string_lossy()));
    match chance.below(8) {
        0 => in_chunks(to, bytes, chance),
        1 => {
            let half = bytes.len() / 2;
            fs::write(to, [&bytes[..half], &vec![0; bytes.len() - half]].concat()).unwrap();
            std::thread::sleep(Duration::from_millis(chance.below(600)));
            fs::write(to, bytes).unwrap();
        }
        2 => {
            fs::write(beside("5C1E77D2"), bytes).unwrap();
            fs::rename(beside("5C1E77D2"), to).unwrap();
        }
        3 => {
            // as Excel saves: the older version set aside, the new one renamed into its place
            fs::write(to, b"URN,School\n1,older").unwrap();
            fs::write(&lock, b"somebody").unwrap();
            fs::write(beside("A1B2C3D4"), bytes).unwrap();
            fs::rename(to, beside("E5F60718.tmp")).unwrap();
            fs::rename(beside("A1B2C3D4"), to).unwrap();
            fs::remove_file(beside("E5F60718.tmp")).unwrap();
            fs::remove_file(&lock).unwrap();
        }
        4 => {
            let ending = to.extension().unwrap().to_string_lossy().into_owned();
            fs::write(to, bytes).unwrap();
            fs::rename(to, beside(&format!("Renamed {number}.{ending}"))).unwrap();
        }
        5 => {
            fs::write(to, bytes).unwrap();
            std::thread::sleep(Duration::from_millis(chance.below(80)));
            fs::remove_file(to).unwrap();
        }
        _ => fs::write(to, bytes).unwrap(),
    }
}

fn in_chunks(to: &Path, bytes: &[u8], chance: &mut Chance) {
    let mut file = fs::File::create(to).unwrap();
    for chunk in bytes.chunks((bytes.len() / 4).max(1)) {
        file.write_all(chunk).unwrap();
        file.flush().unwrap();
        std::thread::sleep(Duration::from_millis(chance.below(60)));
    }
}

/// Somebody edits a rule: breaks it, mends it, changes a figure.
fn edit_rules(office: &Office, sound: &str, chance: &mut Chance) {
    let text = match chance.below(3) {
        0 => sound.replacen("floor:", "flor:", 1),
        1 => sound.replacen("< 40", "< 41", 1),
        _ => sound.to_owned(),
    };
    fs::write(office.path("rules/floors/primary.yaml"), text).unwrap();
}

/// Opens results again and again, as an officer's colleagues do, and counts those that are not whole.
struct Colleagues {
    stop: Arc<AtomicBool>,
    half: Arc<AtomicUsize>,
    looks: Arc<AtomicUsize>,
    thread: JoinHandle<()>,
}

impl Colleagues {
    fn begin(out: PathBuf) -> Self {
        let (stop, half, looks): (Arc<AtomicBool>, Arc<AtomicUsize>, Arc<AtomicUsize>) = Default::default();
        let (ended, seen, looked) = (Arc::clone(&stop), Arc::clone(&half), Arc::clone(&looks));
        let thread = std::thread::spawn(move || {
            let mut chance = Chance::new(99);
            while !ended.load(Ordering::SeqCst) {
                let there = fs::read_dir(&out).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
                let there: Vec<PathBuf> = there.filter(|path| path.extension().is_some_and(|e| e == "xlsx")).collect();
                if let Some(bytes) = there.get(chance.below(there.len() as u64) as usize).and_then(|p| fs::read(p).ok())
                {
                    looked.fetch_add(1, Ordering::SeqCst);
                    seen.fetch_add(usize::from(!is_whole(bytes)), Ordering::SeqCst);
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        Self { stop, half, looks, thread }
    }

    /// Half files, and files looked at.
    fn end(self) -> (usize, usize) {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.join().unwrap();
        (self.half.load(Ordering::SeqCst), self.looks.load(Ordering::SeqCst))
    }
}

fn flood(seed: u64, files: u64, watching: &[&str]) {
    let mut office = Office::new();
    let mut chance = Chance::new(seed);
    let sound = fs::read_to_string(office.path("rules/floors/primary.yaml")).unwrap();
    office.watch(watching);
    let colleagues = Colleagues::begin(office.path("reviewed"));
    let begun = Instant::now();
    let samples = fs::read_dir(sample("workbooks")).unwrap().map(|entry| entry.unwrap().path());
    let samples = samples.map(|path| (PathBuf::from(path.file_name().unwrap()), fs::read(&path).unwrap()));
    let mut all: Vec<(PathBuf, Vec<u8>)> = samples.collect();
    all.extend((0..files).map(|number| workbook(number, &mut chance)));
    for number in 0..all.len() as u64 {
        let (name, bytes) = all.swap_remove(chance.below(all.len() as u64) as usize);
        let folder = ["", "", "", "sub one", "sub two"][chance.below(5) as usize];
        drop_somehow(&office.path("inbox").join(folder).join(name), &bytes, number, &mut chance);
        if chance.below(12) == 0 {
            edit_rules(&office, &sound, &mut chance);
        }
        if chance.below(6) == 0 {
            std::thread::sleep(Duration::from_millis(chance.below(400)));
        }
    }
    fs::write(office.path("rules/floors/primary.yaml"), &sound).unwrap();
    let dropped = begun.elapsed();
    office.until_as_evaluated(&format!("seed {seed}"));
    let (half, looks) = colleagues.end();
    assert_eq!(half, 0, "seed {seed}: half files among {looks} looked at");
    println!(
        "seed {seed} {watching:?}: {} workbooks dropped in {:.1} s, {} evaluations, as one evaluation after {:.1} s; {looks} results looked at, none half",
        files + 11,
        dropped.as_secs_f64(),
        office.log().matches("evaluated ").count(),
        begun.elapsed().as_secs_f64(),
    );
}

fn seeds() -> std::ops::RangeInclusive<u64> {
    asked("YARDSTICK_PROGRAM_FROM", 1)..=asked("YARDSTICK_PROGRAM_SEEDS", 1)
}

#[test]
fn a_flood_of_workbooks_ends_as_one_evaluation() {
    for seed in seeds() {
        flood(seed, asked("YARDSTICK_PROGRAM_FILES", 8), &[]);
    }
}

#[test]
fn a_flood_of_workbooks_ends_as_one_evaluation_when_polling() {
    for seed in seeds() {
        flood(seed + 100, asked("YARDSTICK_PROGRAM_FILES", 8), &["--poll", "0.5"]);
    }
}
