//! Two people's copies merged into one workbook.

use workbook::patch::set_cells;
use yardstick::review::book::keys;
use yardstick::review::decisions::{Field, merge};

use super::desk::{ADVICE, SCHOOLS, blank_review, decided, key, nth_key, nth_of, read_named, rulebook, says};
use super::grid::{Grid, text};
use workbook::read::Content;

fn merged(one: &Grid, other: &Grid) -> (Grid, usize, usize) {
    let merged = merge(&read_named("Ann.xlsx", one), &read_named("Bob.xlsx", other), rulebook());
    assert!(merged.unplaced.is_empty());
    let bytes = set_cells(&one.write(), &merged.edits).unwrap();
    (Grid::read(&bytes), merged.taken, merged.contests.len())
}

#[test]
fn what_both_typed_in_different_cells_is_all_there() {
    let mut one = blank_review();
    let grade = nth_of(&mut one, "grade:", 2);
    let support = nth_of(&mut one, "support:", 1);
    let mut other = one.clone();
    one.sheet(ADVICE).type_in(&grade, keys::NOTE, text("Ann's & Bob's <note>"));
    other.sheet(ADVICE).type_in(&grade, keys::AGREED, Content::Number(3.0));
    other.sheet(ADVICE).type_in(&support, keys::DUE, text("2013-04-01"));
    let rows = other.sheet(ADVICE).keyed_rows();
    let order: Vec<usize> = (0..rows.len()).rev().collect();
    other.sheet(ADVICE).reorder(&rows, &order);
    let (both, taken, contests) = merged(&one, &other);
    assert_eq!((taken, contests), (2, 0));
    let entries = decided(&both);
    assert_eq!(says(&entries[&key(&grade)], Field::Grade), Some("3"));
    assert_eq!(says(&entries[&key(&grade)], Field::Note), Some("Ann's & Bob's <note>"));
    assert_eq!(says(&entries[&key(&support)], Field::Due), Some("2013-04-01"));
}

#[test]
fn a_cell_decided_twice_keeps_the_first_and_names_both_in_the_note() {
    let mut one = blank_review();
    let school = nth_key(&mut one, SCHOOLS, 0);
    let mut other = one.clone();
    one.sheet(SCHOOLS).type_in(&school, keys::DECISION, text("agree"));
    other.sheet(SCHOOLS).type_in(&school, keys::DECISION, text("defer"));
    other.sheet(SCHOOLS).type_in(&school, keys::NOTE, text("wait for the visit"));
    let (both, _, contests) = merged(&one, &other);
    assert_eq!(contests, 1);
    let entry = &decided(&both)[&key(&school)];
    assert_eq!(says(entry, Field::Decision), Some("agree"));
    let note = says(entry, Field::Note).unwrap();
    assert!(note.contains("wait for the visit") && note.contains("agree (Ann.xlsx) or defer (Bob.xlsx)"), "{note}");
}

#[test]
fn a_row_that_only_the_second_has_is_added_below() {
    let mut one = blank_review();
    let mut other = one.clone();
    let gone = nth_of(&mut one, "support:", 1);
    let (row, _) = one.sheet(ADVICE).find(&gone);
    one.sheet(ADVICE).delete_row(row);
    other.sheet(ADVICE).type_in(&gone, keys::OWNER, text("Bob"));
    let last = other.sheet(ADVICE).keyed_rows().last().copied().unwrap();
    let owner = other.sheet(ADVICE).column(keys::OWNER);
    other.sheet(ADVICE).put(last + 1, owner, text("Cem"));
    let (both, ..) = merged(&one, &other);
    let entries = decided(&both);
    assert_eq!(says(&entries[&key(&gone)], Field::Owner), Some("Bob"));
    assert!(entries.values().any(|entry| says(entry, Field::Owner) == Some("Cem")));
}

#[test]
fn a_third_review_in_the_place_of_the_result_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut one = blank_review();
    let school = nth_key(&mut one, SCHOOLS, 0);
    let (mut other, mut third) = (one.clone(), one.clone());
    one.sheet(SCHOOLS).type_in(&school, keys::OWNER, text("Ann"));
    other.sheet(SCHOOLS).type_in(&school, keys::NOTE, text("from Bob"));
    third.sheet(SCHOOLS).type_in(&school, keys::NOTE, text("from Cem"));
    for (name, grid) in [("Ann.xlsx", &one), ("Bob.xlsx", &other), ("School review 2011-12.xlsx", &third)] {
        std::fs::write(path(name), grid.write()).unwrap();
    }
    let merge = || {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_yardstick"));
        program.current_dir(folder.path()).args([
            "merge",
            "Ann.xlsx",
            "Bob.xlsx",
            "--out",
            "School review 2011-12.xlsx",
        ]);
        let done = program.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    let said = merge();
    let names = || std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<_> = names().filter(|path| path.to_string_lossy().contains("(kept ")).collect();
    assert!(kept.len() == 1 && said.contains("is kept as"), "{said}");
    let cem = &decided(&Grid::read(&std::fs::read(&kept[0]).unwrap()))[&key(&school)];
    assert_eq!(says(cem, Field::Note), Some("from Cem"));
    // once more: nothing else stands there now
    merge();
    assert_eq!(names().count(), 4);
}

#[test]
fn a_merge_never_replaces_a_copy_or_what_it_cannot_keep() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = blank_review();
    let school = nth_key(&mut one, SCHOOLS, 0);
    let mut other = one.clone();
    one.sheet(SCHOOLS).type_in(&school, keys::DECISION, text("agree"));
    other.sheet(SCHOOLS).type_in(&school, keys::DECISION, text("defer"));
    let copies = [("Ann.xlsx", one.write()), ("Bob.xlsx", other.write())];
    copies.iter().for_each(|(name, bytes)| std::fs::write(folder.path().join(name), bytes).unwrap());
    // reading a folder as a file fails, for whomever
    std::fs::create_dir(folder.path().join("Folder.xlsx")).unwrap();
    let merge = |out: &str| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_yardstick"));
        program.current_dir(folder.path()).args(["merge", "Ann.xlsx", "Bob.xlsx", "--out", out]);
        let done = program.output().unwrap();
        (done.status.code(), String::from_utf8([done.stderr, done.stdout].concat()).unwrap())
    };
    for out in ["Ann.xlsx", "./Bob.xlsx", "Folder.xlsx"] {
        let (code, said) = merge(out);
        assert!(
            code == Some(2) && (said.contains("name another file") || said.contains("name a file")),
            "{out}: {code:?} {said}"
        );
        for (name, bytes) in &copies {
            assert!(std::fs::read(folder.path().join(name)).unwrap() == *bytes, "{name} is as it was");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "nothing else is written");
    }
    let (code, said) = merge("Both.xlsx");
    assert_eq!(code, Some(1), "merged, and the choice is told");
    assert!(said.contains("“agree” (Ann.xlsx, Schools!"), "{said}");
    assert!(said.contains("stands for now, as it is in FIRST; “defer” (Bob.xlsx, Schools!"), "{said}");
}

#[test]
fn what_the_second_typed_goes_into_the_row_that_the_first_cut_out_and_pasted_lower() {
    let mut one = blank_review();
    let school = nth_key(&mut one, SCHOOLS, 0);
    let mut other = one.clone();
    let schools = one.sheet(SCHOOLS);
    schools.type_in(&school, keys::DECISION, text("agree"));
    let (row, foot) = (schools.find(&school).0, schools.keyed_rows().last().unwrap() + 1);
    schools.cut_visible(row, foot);
    other.sheet(SCHOOLS).type_in(&school, keys::NOTE, text("of Bob"));
    let (both, taken, contests) = merged(&one, &other);
    assert_eq!((taken, contests), (1, 0));
    let entry = &decided(&both)[&key(&school)];
    assert_eq!((says(entry, Field::Decision), says(entry, Field::Note)), (Some("agree"), Some("of Bob")));
}
