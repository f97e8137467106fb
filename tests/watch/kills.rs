//! The program itself killed at any moment of its writing: whole workbooks, and every decision there.
//!
//! `YARDSTICK_PROGRAM_KILLS=100` runs the whole of it, best with
//! `YARDSTICK_PROGRAM=target/release/yardstick`.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use workbook::patch::{CellEdit, Value, set_cells};
use workbook::read::{Limits, read_bytes};
use yardstick::review::book::keys;
use yardstick::review::decisions::{Field, properties, read_back};
use yardstick::rulebook::{RuleSource, Rulebook, load};
use yardstick::run::decisions_in;

use super::office::{DAY, Office, is_whole, results};
use super::storm::{Chance, asked};

const REVIEW: &str = "School review 2011-12.xlsx";

/// An officer types an owner into the n-th row of schools, saves and closes.
fn type_owner(path: &Path, rules: &Rulebook, at: usize, owner: &str) -> yardstick::judge::decided::DecisionKey {
    let bytes = fs::read(path).unwrap();
    let book = read_bytes(REVIEW, &bytes, &Limits::default()).unwrap();
    let review = read_back(&book, &properties(&bytes), rules);
    let status: Vec<_> = review.rows.iter().filter(|row| &*row.key.about == keys::STATUS).collect();
    let row = status[at % status.len()];
    let (sheet, column) = (Arc::clone(&row.place.sheet), row.columns[keys::OWNER]);
    let edit = CellEdit { sheet, row: row.place.row, column, value: Some(Value::Text(owner.into())) };
    // as a spreadsheet program saves: beside, then renamed
    let aside = path.with_file_name("8A7B6C5D");
    fs::write(&aside, set_cells(&bytes, &[edit]).unwrap()).unwrap();
    fs::rename(aside, path).unwrap();
    row.key.clone()
}

#[test]
fn the_program_killed_at_any_moment_leaves_whole_workbooks_and_every_decision() {
    let mut office = Office::new();
    let mut chance = Chance::new(3);
    let rules = load(&RuleSource::from_folder(&office.path("rules")).unwrap()).rulebook.unwrap();
    office.drop_samples();
    let begun = Instant::now();
    office.watch_command(&["--once"]).status().unwrap();
    let once = begun.elapsed();
    let out = office.path("reviewed");
    let mut typed = Vec::new();
    let kills = asked("YARDSTICK_PROGRAM_KILLS", 3);
    for kill in 1..=kills {
        let owner = format!("officer {kill}");
        let key = type_owner(&out.join(REVIEW), &rules, kill as usize, &owner);
        typed.retain(|(known, _)| *known != key);
        typed.push((key, owner));
        let changed = fs::read_to_string(office.path("inbox/Exclusions 2009-10 to 2011-12.csv")).unwrap();
        fs::write(office.path("inbox/Exclusions 2009-10 to 2011-12.csv"), changed + "\n").unwrap();
        office.watch(&[]);
        let longest = u64::try_from(once.as_millis()).unwrap() * 3 / 2;
        std::thread::sleep(Duration::from_millis(chance.below(longest)));
        office.kill();
        for (name, bytes) in results(&out) {
            assert!(is_whole(bytes), "kill {kill}: {name} is half a file");
        }
        let known = decisions_in(&out, &rules, DAY.parse().unwrap());
        assert!(known.attention.is_empty(), "kill {kill}: {:?}", known.attention);
        for (key, owner) in &typed {
            let entry = known.entries.get(key).and_then(|entry| entry.fields.get(Field::Owner));
            assert_eq!(entry.map(|text| &**text), Some(owner.as_str()), "kill {kill}: {key:?}");
        }
    }
    let pass = office.watch_command(&["--once"]).status().unwrap();
    assert!(pass.code().is_some_and(|code| code < 2), "{}", office.log());
    office.until_as_evaluated("after the last kill");
    let doubled: Vec<_> = results(&out).into_keys().filter(|name| name.contains("- annotated (")).collect();
    assert!(doubled.is_empty(), "nobody typed into a copy, and these were kept: {doubled:?}");
    let left: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let left: Vec<_> = left.iter().filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
    println!("{kills} kills, {} decisions, all there", typed.len());
}
