//! Rows that were cut out, copied, pasted over and typed at the foot: what was typed is in force for its school, or asked.

use workbook::read::Content;
use yardstick::review::book::keys;
use yardstick::run::{Placed, Run, Written};

use super::desk::key;
use super::grid::text;
use super::office::{Office, lost, words};

const ALDER: &str = "urn:900201 | status";
const SHEETS: [&str; 3] = ["Schools", "Support and plans", "Findings"];

fn note(run: &Run, about: &str) -> Option<String> {
    run.decisions.decisions.get(&key(about))?.note.as_deref().map(str::to_owned)
}

fn told(written: &Written, words: &str) -> bool {
    written.attention.iter().any(|line| line.contains(words))
}

fn held(written: &Written) -> bool {
    matches!(written.files[0].placed, Placed::Held { .. })
}

/// An office in whose review something is in force for Alder Lane.
fn decided() -> Office {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in(ALDER, &[(keys::DECISION, words("agree")), (keys::NOTE, words("first"))]);
    office.run("2013-01-09");
    office
}

#[test]
fn rows_cut_out_and_pasted_at_the_foot_keep_what_was_decided() {
    for (sheet, taken_in) in SHEETS.into_iter().flat_map(|sheet| [(sheet, false), (sheet, true)]) {
        let office = Office::new();
        office.run("2013-01-08");
        let mut grid = office.grid();
        let typed = Office::note_everywhere(&mut grid);
        if taken_in {
            office.lay(&grid);
            office.run("2013-01-09");
            grid = office.grid();
        }
        let cut = grid.sheet(sheet);
        let foot = cut.cells.keys().map(|(row, _)| *row).max().unwrap() + 1;
        for (at, row) in cut.keyed_rows().into_iter().take(2).enumerate() {
            cut.cut_visible(row, foot + u32::try_from(at).unwrap());
        }
        office.lay(&grid);
        for day in ["2013-01-10", "2013-01-11"] {
            let (run, written) = office.run(day);
            let says = written.remarks.iter().any(|line| line.contains("rows pasted without their hidden cells (2)"));
            assert_eq!(says, day == "2013-01-10", "{:?}", written.remarks);
            assert_eq!(lost(&run, &typed), Vec::<&_>::new(), "{sheet}: {:?}", written.attention);
            assert!(run.carried.orphans.is_empty(), "{sheet}: {:?}", run.carried.orphans);
            assert!(written.attention.is_empty(), "{sheet}: {:?}", written.attention);
        }
    }
}

#[test]
fn all_visible_cells_one_row_lower_stay_with_their_schools() {
    for sheet in SHEETS {
        let office = Office::new();
        office.run("2013-01-08");
        let mut grid = office.grid();
        let mut typed = Office::note_everywhere(&mut grid);
        office.lay(&grid);
        office.run("2013-01-09");
        let mut grid = office.grid();
        let lower = grid.sheet(sheet);
        let rows = lower.keyed_rows();
        // the last one says nothing, and is no row of one's own for that
        let (last, note) = (*rows.last().unwrap(), lower.column(keys::NOTE));
        let about = lower.cells[&(last, lower.column(keys::KEY))].clone();
        let blank = matches!(about, Content::Text(about) if typed.remove(&key(&about)).is_some());
        assert!(blank && lower.cells.remove(&(last, note)).is_some());
        rows.iter().rev().for_each(|row| lower.cut_visible(*row, row + 1));
        office.lay(&grid);
        let (run, written) = office.run("2013-01-10");
        assert_eq!(lost(&run, &typed), Vec::<&_>::new(), "{sheet}: {:?}", written.attention);
        assert!(run.carried.orphans.is_empty(), "{sheet}: {:?}", run.carried.orphans);
        assert!(!written.remarks.iter().any(|line| line.contains("beside other schools")), "{:?}", written.remarks);
    }
}

#[test]
fn a_row_of_which_nothing_can_be_seen_is_like_one_that_was_deleted() {
    let office = decided();
    let mut grid = office.grid();
    let schools = grid.sheet("Schools");
    let (row, _) = schools.find(ALDER);
    schools.cut_visible(row, 500);
    schools.delete_row(500);
    office.lay(&grid);
    let (run, _) = office.run("2013-01-10");
    assert_eq!(note(&run, ALDER).as_deref(), Some("first"));
    // with the school's name beside them, empty cells take it back
    office.type_in(ALDER, &[(keys::DECISION, words("")), (keys::NOTE, words(""))]);
    let (run, _) = office.run("2013-01-11");
    assert_eq!(note(&run, ALDER), None);
}

#[test]
fn another_note_in_a_copy_of_the_sheet_or_of_the_row_is_asked() {
    for whole in [true, false] {
        let office = decided();
        let mut grid = office.grid();
        if whole {
            let mut copy = grid.sheet("Schools").clone();
            copy.name = "Schools (2)".into();
            copy.type_in(ALDER, keys::NOTE, text("second"));
            grid.sheets.insert(0, copy);
        } else {
            let schools = grid.sheet("Schools");
            let (row, note) = (schools.find(ALDER).0, schools.column(keys::NOTE));
            let cells: Vec<(u32, Content)> = schools
                .cells
                .iter()
                .filter(|((at, _), _)| *at == row)
                .map(|((_, c), says)| (*c, says.clone()))
                .collect();
            cells.into_iter().for_each(|(column, says)| schools.put(row + 1, column, says));
            schools.put(row + 1, note, text("second"));
        }
        office.lay(&grid);
        let (run, written) = office.run("2013-01-10");
        assert_eq!(note(&run, ALDER).as_deref(), Some("first"), "{:?}", written.attention);
        let both = |line: &String| line.contains("“first”") && line.contains("“second”");
        assert!(written.attention.iter().any(both), "{:?}", written.attention);
        assert!(run.carried.orphans.iter().any(|kept| kept.decision.note.as_deref() == Some("second")));
    }
}

#[test]
fn a_row_typed_at_the_foot_for_a_school_of_ours_is_taken_or_asked() {
    let office = decided();
    let mut grid = office.grid();
    let schools = grid.sheet("Schools");
    let foot = schools.keyed_rows().last().unwrap() + 1;
    let (school, urn) = (schools.column(keys::SCHOOL), schools.column_headed("URN"));
    let [owner, note_at] = [keys::OWNER, keys::NOTE].map(|name| schools.column(name));
    for (at, (name, number)) in
        [("Alder Lane Primary School", 900_201.0), ("Beacon Hill Primary School", 900_202.0)].into_iter().enumerate()
    {
        let row = foot + u32::try_from(at).unwrap();
        schools.put(row, school, text(name));
        schools.put(row, urn, Content::Number(number));
        schools.put(row, owner, text("Ann"));
        schools.put(row, note_at, text("at the foot"));
    }
    office.lay(&grid);
    let (run, written) = office.run("2013-01-10");
    let beacon = &run.decisions.decisions[&key("urn:900202 | status")];
    assert_eq!((beacon.owner.as_deref(), beacon.note.as_deref()), (Some("Ann"), Some("at the foot")));
    let alder = &run.decisions.decisions[&key(ALDER)];
    assert_eq!((alder.owner.as_deref(), alder.note.as_deref()), (Some("Ann"), Some("first")));
    assert!(told(&written, "“at the foot”") && !held(&written), "{:?}", written.attention);
}

#[test]
fn a_decision_in_a_row_of_ones_own_is_told() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let plans = grid.sheet("Support and plans");
    let foot = plans.keyed_rows().last().unwrap() + 3;
    let [school, decision, note] = [keys::SCHOOL, keys::DECISION, keys::NOTE].map(|name| plans.column(name));
    plans.put(foot, school, text("Alder Lane"));
    plans.put(foot, decision, text("agree"));
    plans.put(foot + 1, note, text("only a note"));
    office.lay(&grid);
    let (_, written) = office.run("2013-01-09");
    assert!(told(&written, "“decision: agree” stands in a row of your own"), "{:?}", written.attention);
    assert!(!told(&written, "only a note") && !held(&written), "{:?}", written.attention);
}

#[test]
fn what_stood_in_a_row_that_is_blank_now_and_stands_at_the_foot_is_asked() {
    let office = decided();
    let mut grid = office.grid();
    let schools = grid.sheet("Schools");
    let (row, foot) = (schools.find(ALDER).0, schools.keyed_rows().last().unwrap() + 2);
    for name in [keys::DECISION, keys::NOTE] {
        let column = schools.column(name);
        let says = schools.cells.remove(&(row, column)).unwrap();
        schools.put(foot, column, says);
    }
    office.lay(&grid);
    let (_, written) = office.run("2013-01-10");
    assert!(told(&written, "this may be of the row of") && held(&written), "{:?}", written.attention);
}

#[test]
fn the_name_of_a_school_of_ours_typed_over_several_is_asked() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let plans = grid.sheet("Support and plans");
    let [school, note, about] = [keys::SCHOOL, keys::NOTE, keys::KEY].map(|name| plans.column(name));
    let mut rows = plans.keyed_rows();
    let of_beacon = |says: &Content| matches!(says, Content::Text(says) if says.starts_with("urn:900202"));
    rows.retain(|row| of_beacon(&plans.cells[&(*row, about)]));
    for row in rows.into_iter().take(3) {
        plans.put(row, school, text("Canal Street Nursery School"));
        plans.put(row, note, text("whose?"));
    }
    office.lay(&grid);
    let (run, written) = office.run("2013-01-09");
    let asked = written.attention.iter().map(|line| line.matches("the row shows “Canal Street").count()).sum::<usize>();
    assert_eq!(asked, 3, "{:?}", written.attention);
    assert!(run.decisions.decisions.values().all(|decision| decision.note.is_none()) && held(&written));
}

#[test]
fn a_decision_put_in_for_what_is_not_asked_of_the_school_is_told() {
    let office = Office::new();
    let (run, _) = office.run("2013-01-08");
    let asked = run.asked();
    let of = |urn: &str, about: &str| asked.iter().any(|one| *one.key.school.0 == *urn && *one.key.about == *about);
    let support = asked.iter().find(|one| {
        one.key.about.starts_with("support:")
            && one.key.about.matches(':').count() == 2
            && !of("urn:900201", &one.key.about)
    });
    let (team, strand) = support.unwrap().title.rsplit_once(", ").unwrap();
    let mut grid = office.grid();
    let plans = grid.sheet("Support and plans");
    let foot = plans.keyed_rows().last().unwrap() + 1;
    let shown = [("School", "Alder Lane Primary School"), ("Kind", "Support"), ("Strand", strand), ("What", team)];
    for (heading, says) in shown.into_iter().chain([("Decision", "agree")]) {
        let column = plans.column_headed(heading);
        plans.put(foot, column, text(says));
    }
    office.lay(&grid);
    let (_, written) = office.run("2013-01-09");
    assert!(told(&written, "nothing like it is asked of the school"), "{:?}", written.attention);
    let (_, written) = office.run("2013-01-10");
    assert!(written.attention.is_empty(), "it is told once: {:?}", written.attention);
}
