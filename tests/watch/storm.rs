//! Hundreds of files in random chunks and orders, with everything that programs do to a folder in between: in the
//! end the outputs are those of one evaluation of what lies there, and no half file was ever to be seen.
//!
//! `YARDSTICK_SEEDS=20 YARDSTICK_FILES=200` runs the whole of it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::bench::Bench;
use super::plain_evaluator::{END, expected, texts};

/// A number from the environment.
pub fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Chance that can be repeated.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit.max(1)
    }
}

/// Reads the output folder again and again, and counts the half files it sees.
struct Reader {
    stop: Arc<AtomicBool>,
    half: Arc<AtomicUsize>,
    looks: Arc<AtomicUsize>,
    thread: JoinHandle<()>,
}

impl Reader {
    fn start(bench: &Bench) -> Self {
        let out = bench.settings.out.clone();
        let (stop, half, looks): (Arc<AtomicBool>, Arc<AtomicUsize>, Arc<AtomicUsize>) = Default::default();
        let (ended, seen, looked) = (Arc::clone(&stop), Arc::clone(&half), Arc::clone(&looks));
        let thread = std::thread::spawn(move || {
            while !ended.load(Ordering::SeqCst) {
                for path in fs::read_dir(&out).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path()) {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    if !name.ends_with(".csv") || name.starts_with('.') {
                        continue;
                    }
                    if let Ok(text) = fs::read_to_string(&path) {
                        looked.fetch_add(1, Ordering::SeqCst);
                        seen.fetch_add(usize::from(!text.ends_with(END)), Ordering::SeqCst);
                    }
                }
                std::thread::sleep(Duration::from_millis(3));
            }
        });
        Self { stop, half, looks, thread }
    }

    /// Half files and files seen.
    fn end(self) -> (usize, usize) {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.join().unwrap();
        (self.half.load(Ordering::SeqCst), self.looks.load(Ordering::SeqCst))
    }
}

/// One thing that happens in a watched folder.
fn happen(bench: &Bench, chance: &mut Chance, number: u64) {
    let folder = ["", "", "", "sub one/", "sub two/"][chance.below(5) as usize];
    let name = format!("{folder}book {number}.csv");
    let text = format!("value {}", chance.below(1_000_000));
    match chance.below(10) {
        0 => slow_copy(bench, &name, &text),
        1 => excel_save(bench, &name, &text),
        2 => {
            bench.drop_in(&format!("{name}.part"), &text);
            fs::rename(bench.inbox(&format!("{name}.part")), bench.inbox(&name)).unwrap();
        }
        3 => {
            bench.drop_in(&name, &text);
            fs::rename(bench.inbox(&name), bench.inbox(&format!("renamed {number}.csv"))).unwrap();
        }
        4 => {
            bench.drop_in(&format!(".~lock.book {number}.csv#"), "somebody");
            bench.drop_in(&name, "BROKEN for a moment");
            bench.drop_in(&name, &text);
        }
        5 => {
            bench.drop_in(&name, &text);
            fs::remove_file(bench.inbox(&name)).unwrap();
        }
        6 => {
            let rule = if chance.below(2) == 0 { "BROKEN".to_owned() } else { format!("floor: {}", chance.below(100)) };
            bench.rule(&rule);
            bench.drop_in(&name, &text);
        }
        _ => bench.drop_in(&name, &text),
    }
    if chance.below(8) == 0 {
        std::thread::sleep(Duration::from_millis(chance.below(400)));
    }
}

fn slow_copy(bench: &Bench, name: &str, text: &str) {
    bench.drop_in(name, "");
    let mut file = fs::File::options().append(true).open(bench.inbox(name)).unwrap();
    for chunk in text.as_bytes().chunks(4) {
        file.write_all(chunk).unwrap();
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn excel_save(bench: &Bench, name: &str, text: &str) {
    bench.drop_in(name, "older");
    bench.drop_in("~$book.csv", "lock");
    bench.drop_in("5C1E77D2", text);
    fs::rename(bench.inbox(name), bench.inbox("A1B2C3D4.tmp")).unwrap();
    fs::rename(bench.inbox("5C1E77D2"), bench.inbox(name)).unwrap();
    fs::remove_file(bench.inbox("A1B2C3D4.tmp")).unwrap();
    fs::remove_file(bench.inbox("~$book.csv")).unwrap();
}

/// What one evaluation of the final folders writes.
fn foretold(bench: &Bench) -> BTreeMap<String, String> {
    let books = texts(&bench.settings.inbox).into_iter();
    let books = books.filter(|(name, _)| name.ends_with(".csv") && !name.contains('~'));
    let books = books.map(|(name, text)| (name.replace('/', " - "), text)).collect();
    let outputs = expected(&books, &texts(bench.settings.rules.as_ref().unwrap()), &[], None);
    outputs.into_iter().map(|(name, text, _)| (name, text)).collect()
}

fn storm(seed: u64, files: u64, poll: Option<Duration>) {
    let mut bench = Bench::new();
    bench.settings.poll = poll;
    let mut chance = Chance::new(seed);
    bench.start();
    let reader = Reader::start(&bench);
    for number in 0..files {
        happen(&bench, &mut chance, number);
    }
    bench.rule("floor: 77");
    let wanted = foretold(&bench);
    let found = |b: &Bench| -> BTreeMap<String, String> {
        texts(&b.settings.out).into_iter().filter(|(name, _)| name.ends_with(".csv")).collect()
    };
    bench.until(&format!("the outputs of seed {seed} are those of one evaluation"), |b| found(b) == wanted);
    bench.until_quiet();
    assert!(found(&bench) == wanted, "seed {seed}: changed again");
    assert!(bench.state().trouble.is_empty(), "seed {seed}: {:?}", bench.state().trouble);
    let (half, seen) = reader.end();
    assert_eq!(half, 0, "seed {seed}: half files among {seen} seen");
    println!("seed {seed}: {files} files, {} rounds, {seen} outputs read meanwhile, none half", bench.rounds());
}

#[test]
fn nothing_is_lost_in_a_storm_of_drops() {
    for seed in 1..=asked("YARDSTICK_SEEDS", 2) {
        storm(seed, asked("YARDSTICK_FILES", 60), None);
    }
}

#[test]
fn nothing_is_lost_in_a_storm_of_drops_when_polling() {
    for seed in 1..=asked("YARDSTICK_SEEDS", 2) {
        storm(seed + 100, asked("YARDSTICK_FILES", 60), Some(Duration::from_millis(300)));
    }
}
