//! Random sequences of what people and programs do to a review, each followed by a run. Every cell that was typed is
//! afterwards in force for the same school, strand and year, or the review that holds it is held, or it is asked.
//!
//! `YARDSTICK_SEQUENCES=2000` tries as many, from `YARDSTICK_FROM` on, `YARDSTICK_STOP=1` until one fails;
//! `YARDSTICK_SEQUENCE=17` tries one alone.

use std::path::Path;

use workbook::read::{Content, Limits, read_bytes};
use yardstick::judge::decided::{Decision, DecisionKey};
use yardstick::review::decisions::{Field, OTHER};
use yardstick::run::{Placed, RECORD, Run, Written};

use super::acts::{Chance, FILES, SHEETS, TYPING, Typed, to_files, to_sheets, type_something};
use super::office::Office;

const USUAL: u64 = 12;

fn said(decision: &Decision, field: Field) -> Option<String> {
    let text = match field {
        Field::Decision => decision.decision.as_deref(),
        Field::Owner => decision.owner.as_deref(),
        Field::Note => decision.note.as_deref(),
        Field::Due => {
            return decision.due.map(|day| day.to_string()).or(decision.due_as_typed.as_deref().map(str::to_owned));
        }
        Field::Target => decision.target.as_deref(),
        Field::Begun => {
            return decision.begun.map(|day| day.to_string()).or(decision.begun_as_typed.as_deref().map(str::to_owned));
        }
        Field::Grade => None,
    };
    text.map(str::to_owned)
}

/// Whether a decision is in force, or kept as one whose recommendation is gone or that another copy contradicts.
fn in_force(run: &Run, key: &DecisionKey, field: Field, words: &str) -> bool {
    let fits =
        |said: Option<String>| said.is_some_and(|said| said == words || field == Field::Note && said.contains(words));
    let grade = |key: &DecisionKey| {
        let strand = key.about.strip_prefix("grade:")?;
        run.decisions.grades.get(&(key.school.clone(), strand.into())).map(|agreed| agreed.grade.to_string())
    };
    let stands = if field == Field::Grade {
        grade(key)
    } else {
        run.decisions.decisions.get(key).and_then(|decision| said(decision, field))
    };
    // where two copies say different things, the one that does not stand is kept beside the one that does
    let beside = |other: &DecisionKey| {
        let of = other.about.strip_prefix(OTHER).and_then(|rest| rest.split_once(':'));
        other.school == key.school && of.is_some_and(|(_, about)| *about == *key.about)
    };
    let lapsed = run.carried.closed.iter().chain(&run.carried.orphans);
    let lapsed = lapsed.filter(|lapsed| lapsed.key == *key || beside(&lapsed.key));
    let mut lapsed = lapsed.map(|lapsed| match field {
        Field::Grade => lapsed.grade.as_ref().map(ToString::to_string),
        _ => said(&lapsed.decision, field),
    });
    // a column whose heading says nothing any more is one of their own, and goes into the note of the same row
    let note = run.decisions.decisions.get(key).and_then(|decision| said(decision, Field::Note));
    fits(stands) || lapsed.any(fits) || note.is_some_and(|note| note.contains(&format!(": {words}")))
}

/// Whether a text that stands in force somewhere does so for another row than it was typed into.
fn moved(run: &Run, key: &DecisionKey, words: &str) -> Option<DecisionKey> {
    let here = |decision: &Decision| {
        [Field::Owner, Field::Note].iter().any(|f| said(decision, *f).is_some_and(|said| said.contains(words)))
    };
    let mut others = run.decisions.decisions.iter().filter(|(other, decision)| *other != key && here(decision));
    others.next().map(|(other, _)| other.clone())
}

/// Whether a workbook in the folder still has a text.
fn holds(path: &Path, words: &str) -> bool {
    let Ok(bytes) = std::fs::read(path) else { return false };
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let Ok(book) = read_bytes(&name, &bytes, &Limits::default()) else { return false };
    let mut cells = book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    cells.any(|cell| match &cell.content {
        Content::Text(text) => text.replace("\r\n", "\n").contains(words),
        Content::Number(number) => number.to_string() == words,
        Content::DateTime(day) => day.date().to_string() == words,
        _ => false,
    })
}

/// Why a file is left as it is that has more in it than was taken.
const ASKED: [&str; 2] = ["it cannot be told what these cells belong to", "could not be read"];
/// Why one is that has what a review has no place for.
const KEPT: [&str; 2] = ["left as it is", "a copy with them is in"];

/// Whether a text is told, or stands in a review that was left alone, and it is told why.
fn held_or_asked(written: &Written, out: &Path, words: &str, why: &[&str]) -> bool {
    let lines = || written.attention.iter().chain(&written.remarks);
    let held = written.files.iter().any(|file| match &file.placed {
        Placed::Held { wanted, .. } => holds(wanted, words),
        _ => false,
    });
    // a copy under another name is held if it was said that it is not all told
    let told: Vec<&String> = lines().filter(|line| why.iter().any(|why| line.contains(why))).collect();
    let named = |path: &Path| {
        told.iter().any(|line| path.file_name().is_some_and(|name| line.contains(&*name.to_string_lossy())))
    };
    let mut files = Vec::new();
    for folder in [out.to_path_buf(), out.join("Ann")] {
        files.extend(std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()));
    }
    held || lines().any(|line| line.contains(words))
        || files.iter().any(|path| path.is_file() && named(path) && holds(path, words))
}

fn check(seed: u64, acts: &[String], run: &Run, written: &Written, out: &Path, typed: &Typed) {
    let about = || format!("sequence {seed}: {acts:#?}\n{:#?}\n{:#?}", written.attention, written.remarks);
    for ((key, field), words) in &typed.cells {
        let there = in_force(run, key, *field, words);
        let unique = words.contains("-of-ours");
        if unique && let Some(other) = moved(run, key, words).filter(|_| !held_or_asked(written, out, words, &ASKED)) {
            panic!("“{words}” of {key:?} has moved to {other:?}\n{}", about());
        }
        let held = there || held_or_asked(written, out, words, &ASKED);
        let there = run.decisions.decisions.get(key);
        let kept = run.carried.orphans.iter().chain(&run.carried.closed).map(|kept| (&kept.key, &kept.decision));
        let kept: Vec<_> = kept.collect();
        assert!(held, "“{words}” ({field:?} of {key:?}) is lost, there is {there:#?}, kept {kept:#?}\n{}", about());
    }
    for words in &typed.elsewhere {
        let here =
            run.decisions.decisions.values().any(|one| said(one, Field::Note).is_some_and(|n| n.contains(words)));
        assert!(!here, "“{words}” of another year is in force\n{}", about());
    }
    for words in &typed.own {
        let kept = run.carried.orphans.iter().chain(&run.carried.closed).map(|lapsed| &lapsed.decision);
        let mut all = run.decisions.decisions.values().chain(kept);
        let there = all.any(|decision| said(decision, Field::Note).is_some_and(|note| note.contains(words)));
        assert!(there || held_or_asked(written, out, words, &KEPT), "“{words}” is lost\n{}", about());
    }
}

/// One sequence; the acts that it had.
fn sequence(seed: u64, start: &Path) {
    let mut chance = Chance::new(seed);
    let mut office = Office::new();
    copied(start, office.out());
    let mut typed = Typed::default();
    let mut acts = Vec::new();
    for round in 0..1 + chance.below(3) {
        let Ok(old) = std::fs::read(office.review()) else { return };
        let mut grid = office.grid();
        for _ in 0..1 + chance.below(4) {
            let kind = chance.below(TYPING);
            acts.push(format!("type {kind}"));
            type_something(kind, &mut grid, &mut typed, &mut chance);
        }
        for _ in 0..chance.below(4) {
            let kind = chance.below(SHEETS);
            acts.push(format!("sheets {kind}"));
            to_sheets(kind, &mut grid, &mut typed, &mut chance);
        }
        office.lay(&grid);
        if chance.below(3) == 0 {
            let kind = chance.below(FILES);
            acts.push(format!("files {kind}"));
            to_files(kind, &mut office, &old, &mut typed);
        }
        let day = format!("2013-02-{:02}", round + 1);
        let run = office.judged(&day);
        if office.review().exists() && chance.below(6) == 0 {
            acts.push("saved while the run is on".to_owned());
            type_something(0, &mut grid, &mut typed, &mut chance);
            office.lay(&grid);
        }
        let written = office.write(&run, &day);
        acts.push("run".to_owned());
        check(seed, &acts, &run, &written, office.out(), &typed);
        let held = written.files.iter().any(|file| matches!(file.placed, Placed::Held { .. }));
        if held {
            return;
        }
        // sheets of one's own have no place in the next review: the copy that has them was named
        typed.own.retain(|words| holds(&office.review(), words));
        // the review and the record each know everything
        let gone = [office.review(), office.out().join(RECORD)];
        if let Some(gone) = gone.get(chance.below(6)) {
            acts.push(format!("{} deleted", gone.display()));
            _ = std::fs::remove_file(gone);
            let (run, written) = office.run(&day);
            let mut decided = typed.clone();
            decided.own.clear();
            check(seed, &acts, &run, &written, office.out(), &decided);
        }
    }
}

fn copied(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&there).unwrap();
            copied(&entry.path(), &there);
        } else {
            std::fs::copy(entry.path(), there).unwrap();
        }
    }
}

#[test]
fn whatever_is_done_to_a_review_what_was_typed_is_in_force_held_or_asked() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let start = Office::new();
    start.run("2013-01-08");
    assert!(!start.out().join(RECORD).exists(), "nothing is decided yet");
    if let Some(seed) = number("YARDSTICK_SEQUENCE") {
        return sequence(seed, start.out());
    }
    let folder = start.out().to_path_buf();
    let many = number("YARDSTICK_SEQUENCES").unwrap_or(USUAL);
    let from = number("YARDSTICK_FROM").unwrap_or(0);
    // all of them, so that one failure does not hide the others
    let began = std::time::Instant::now();
    let fails = |seed: &u64| {
        let lost = std::panic::catch_unwind(|| sequence(*seed, &folder)).is_err();
        println!("sequence {seed}, after {} s{}", began.elapsed().as_secs(), if lost { ": lost or moved" } else { "" });
        lost
    };
    let mut seeds = from..from + many;
    let failed: Vec<u64> = match number("YARDSTICK_STOP") {
        Some(_) => seeds.find(fails).into_iter().collect(),
        None => seeds.filter(fails).collect(),
    };
    assert!(failed.is_empty(), "{} of {many} sequences lost or moved something: {failed:?}", failed.len());
}
