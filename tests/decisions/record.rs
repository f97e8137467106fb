//! The record, as editors and shells leave it.

use yardstick::review::book::keys;
use yardstick::run::RECORD;

use super::desk::key;
use super::grid::text;
use super::office::{Office, words};

/// An office in which an owner is recorded, without the review.
fn recorded() -> Office {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ånn"))]);
    office.run("2013-01-09");
    std::fs::remove_file(office.review()).unwrap();
    office
}

fn owner(office: &Office, date: &str) -> (Option<String>, Vec<String>) {
    let (run, written) = office.run(date);
    let decision = run.decisions.decisions.get(&key("urn:900201 | status"));
    (decision.and_then(|decision| decision.owner.as_ref().map(ToString::to_string)), written.attention)
}

#[test]
fn a_record_saved_in_another_encoding_is_read_and_added_to() {
    let encodings: [fn(&str) -> Vec<u8>; 5] = [
        // in the letters of Windows, as an old editor saves
        |text| text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect(),
        |text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        |text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        |text| format!("\u{feff}{text}").into_bytes(),
        |text| text.replace('\n', "\r\n").into_bytes(),
    ];
    for (at, encode) in encodings.into_iter().enumerate() {
        let office = recorded();
        std::fs::write(office.out().join(RECORD), encode(&office.record())).unwrap();
        let (said, attention) = owner(&office, "2013-01-10");
        assert_eq!(said.as_deref(), Some("Ånn"), "{at}");
        assert!(attention.is_empty(), "{at}: {attention:?}");
        office.type_in("urn:900202 | status", &[(keys::NOTE, words("added later"))]);
        office.run("2013-01-11");
        std::fs::remove_file(office.review()).unwrap();
        let (run, written) = office.run("2013-01-12");
        assert!(written.attention.is_empty(), "{at}: {:?}", written.attention);
        let note = run.decisions.decisions[&key("urn:900202 | status")].note.clone();
        assert_eq!(note.as_deref(), Some("added later"), "{at}");
    }
}

#[test]
fn a_last_line_that_was_cut_off_costs_that_line_alone() {
    let office = recorded();
    let record = office.record();
    std::fs::write(office.out().join(RECORD), format!("{record}{}", &record[..40])).unwrap();
    let (said, attention) = owner(&office, "2013-01-10");
    assert_eq!(said.as_deref(), Some("Ånn"));
    assert_eq!(attention.len(), 1, "{attention:?}");
}

#[test]
fn what_a_record_has_lost_is_taken_from_the_review() {
    let office = Office::new();
    office.run("2013-01-08");
    let about = "urn:900201 | status";
    office.type_in(about, &[(keys::OWNER, words("Ann")), (keys::NOTE, words("first"))]);
    office.run("2013-01-09");
    let before = office.record();
    office.type_in(about, &[(keys::OWNER, words("Bob")), (keys::NOTE, words(""))]);
    office.type_in("urn:900202 | status", &[(keys::NOTE, words("second"))]);
    office.run("2013-01-10");
    std::fs::write(office.out().join(RECORD), before).unwrap();
    let (run, written) = office.run("2013-01-11");
    let [alder, beacon] = [about, "urn:900202 | status"].map(|about| run.decisions.decisions[&key(about)].clone());
    assert_eq!((alder.owner.as_deref(), alder.note.as_deref()), (Some("Bob"), None));
    assert_eq!(beacon.note.as_deref(), Some("second"));
    assert!(written.attention.iter().any(|line| line.contains("at the last run")), "{:?}", written.attention);
    let (_, written) = office.run("2013-01-12");
    assert!(written.attention.is_empty(), "said once: {:?}", written.attention);
}

#[test]
fn several_rows_of_ones_own_with_only_a_note_are_several_rows() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let schools = grid.sheet("Schools");
    let (last, note) = (*schools.keyed_rows().last().unwrap(), schools.column(keys::NOTE));
    for (down, words) in (2..).zip(["ring the governors", "book the hall", "book the hall"]) {
        schools.put(last + down, note, text(words));
    }
    office.lay(&grid);
    let (run, _) = office.run("2013-01-09");
    let mut kept: Vec<String> =
        run.carried.orphans.iter().filter_map(|row| row.decision.note.as_ref().map(ToString::to_string)).collect();
    kept.sort();
    assert_eq!(kept, ["book the hall", "book the hall", "ring the governors"]);
    let (run, _) = office.run("2013-01-10");
    assert_eq!(run.carried.orphans.len(), 3, "and stay so");
}
