//! What becomes of outputs: copies of workbooks that are gone, results beside their place, notes.

use super::*;

fn state(kind: OutputKind, contents: &str) -> OutputState {
    OutputState { kind, fingerprint: fingerprint::of(contents.as_bytes()), new_at: None }
}

fn beside(fingerprint: &str, in_place: &str) -> Beside {
    Beside {
        wanted: "review.xlsx".into(),
        dated: "review (d).xlsx".into(),
        fingerprint: fingerprint::of(fingerprint.as_bytes()),
        in_place: Some(fingerprint::of(in_place.as_bytes())),
        why: "open".into(),
    }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let out = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| fs::write(out.path().join(name), text).unwrap());
    out
}

#[test]
fn a_note_stands_for_every_workbook_that_could_not_be_read() {
    let out = folder(&[]);
    let refused = Refused { name: "KS4.xlsx".into(), why: "it is cut off".into() };
    let notes = write_notes(out.path(), &[refused], "d").unwrap();
    let note = fs::read_to_string(out.path().join("KS4 - problems.txt")).unwrap();
    assert!(note.contains("KS4.xlsx could not be read") && note.contains("it is cut off"), "{note}");
    assert_eq!(notes[0].fingerprint, fingerprint::of(note.as_bytes()));
}

#[test]
fn the_note_about_rules_comes_and_goes() {
    let out = folder(&[]);
    let note = out.path().join(names::RULES_NOTE);
    write_rules_note(out.path(), Some("floors.yaml:3: x"), true).unwrap();
    assert!(fs::read_to_string(&note).unwrap().contains("floors.yaml:3: x"));
    write_rules_note(out.path(), None, true).unwrap();
    assert!(!note.exists());
    write_rules_note(out.path(), None, true).unwrap();
}

#[test]
fn a_copy_changed_by_hand_is_kept() {
    let out = folder(&[("KS4 - annotated.xlsx", "typed"), ("KS2 - annotated.xlsx", "ours")]);
    let known = BTreeMap::from([
        ("KS4 - annotated.xlsx".to_owned(), state(OutputKind::Copy, "ours")),
        ("KS2 - annotated.xlsx".to_owned(), state(OutputKind::Copy, "ours")),
    ]);
    let before = before(out.path(), &known);
    let said = keep_changed_copies(out.path(), &known, &before, Since::Round, "2013-01-08 0930").unwrap();
    assert_eq!(said.len(), 1);
    let kept = "KS4 - annotated (changed by hand, 2013-01-08 0930).xlsx";
    assert_eq!(fs::read_to_string(out.path().join(kept)).unwrap(), "typed");
    assert!(!names::is_workbook(kept), "it is no workbook of results");
    let again = keep_changed_copies(out.path(), &known, &before, Since::Break, "2013-01-08 0931").unwrap();
    assert!(again.is_empty(), "a round that is tried again keeps it once: {again:?}");
    // again within the minute: what was kept first stays
    fs::write(out.path().join("KS4 - annotated.xlsx"), "typed again").unwrap();
    let before = super::before(out.path(), &known);
    let said = keep_changed_copies(out.path(), &known, &before, Since::Round, "2013-01-08 0930").unwrap();
    let second = "KS4 - annotated (changed by hand, 2013-01-08 0930 2).xlsx";
    assert!(said.len() == 1 && said[0].ends_with(second), "{said:?}");
    assert_eq!(fs::read_to_string(out.path().join(kept)).unwrap(), "typed");
    assert_eq!(fs::read_to_string(out.path().join(second)).unwrap(), "typed again");
    assert!(!names::is_workbook(second));
}

#[test]
fn after_a_break_a_copy_that_is_not_as_it_was_is_kept() {
    let out = folder(&[("KS4 - annotated.xlsx", "typed")]);
    let known = BTreeMap::from([("KS4 - annotated.xlsx".to_owned(), state(OutputKind::Copy, "ours"))]);
    let before = before(out.path(), &known);
    keep_changed_copies(out.path(), &known, &before, Since::Break, "d").unwrap();
    let kept = "KS4 - annotated (found after a break, d).xlsx";
    assert_eq!(fs::read_to_string(out.path().join(kept)).unwrap(), "typed");
    assert!(!names::is_workbook(kept), "it is no workbook of results");
}

#[test]
fn a_copy_that_was_saved_while_the_newer_one_stood_beside_is_kept() {
    let out = folder(&[("review.xlsx", "typed"), ("review (d).xlsx", "new")]);
    let kept = "review (changed by hand, 0930).xlsx".to_owned();
    let copy = |stamp| retry(out.path(), &beside("new", "old"), OutputKind::Copy, stamp);
    fs::write(out.path().join(&kept), "earlier").unwrap();
    assert_eq!(copy("0930"), Retried::NotYet, "what was kept before is not written over");
    fs::remove_file(out.path().join(&kept)).unwrap();
    assert_eq!(copy("0930"), Retried::InPlace { kept: Some(kept.clone()) });
    assert_eq!(fs::read_to_string(out.path().join(kept)).unwrap(), "typed");
    assert_eq!(fs::read_to_string(out.path().join("review.xlsx")).unwrap(), "new");
    let closed = folder(&[("review.xlsx", "old"), ("review (d).xlsx", "new")]);
    let taken = retry(closed.path(), &beside("new", "old"), OutputKind::Copy, "d");
    assert_eq!(taken, Retried::InPlace { kept: None }, "nothing was typed");
}

#[test]
fn workbooks_of_one_name_and_two_formats_share_a_note() {
    let out = folder(&[]);
    let refused = |name: &str| Refused { name: name.into(), why: format!("why {name}") };
    let notes = write_notes(out.path(), &[refused("KS4.csv"), refused("KS4.xlsx")], "d").unwrap();
    let note = fs::read_to_string(notes[0].placed.path()).unwrap();
    assert!(notes.len() == 1 && note.contains("why KS4.csv") && note.contains("why KS4.xlsx"), "{note}");
}

#[test]
fn only_what_is_as_we_wrote_it_is_removed() {
    let out = folder(&[("a", "ours"), ("b", "typed")]);
    let ours = fingerprint::of(b"ours");
    assert_eq!(remove_ours(&out.path().join("a"), &ours), Ok(()));
    assert_eq!(remove_ours(&out.path().join("a"), &ours), Ok(()), "gone already");
    assert_eq!(remove_ours(&out.path().join("b"), &ours), Err(Stays::Changed));
    assert!(out.path().join("b").exists());
}

#[test]
fn a_review_that_stands_beside_takes_its_place_when_nothing_was_typed_into_either() {
    let out = folder(&[("review.xlsx", "old"), ("review (d).xlsx", "new")]);
    assert_eq!(retry(out.path(), &beside("new", "old"), OutputKind::Review, "d"), Retried::InPlace { kept: None });
    assert_eq!(fs::read_to_string(out.path().join("review.xlsx")).unwrap(), "new");
    assert_eq!(retry(out.path(), &beside("new", "old"), OutputKind::Review, "d"), Retried::Gone);
}

#[test]
fn a_review_never_takes_the_place_of_typed_decisions() {
    let typed_into_place = folder(&[("review.xlsx", "typed"), ("review (d).xlsx", "new")]);
    assert_eq!(retry(typed_into_place.path(), &beside("new", "old"), OutputKind::Review, "d"), Retried::NotYet);
    let typed_beside = folder(&[("review.xlsx", "old"), ("review (d).xlsx", "typed")]);
    assert_eq!(retry(typed_beside.path(), &beside("new", "old"), OutputKind::Review, "d"), Retried::TakenOver);
    let open = folder(&[("review.xlsx", "old"), ("review (d).xlsx", "new"), ("~$review.xlsx", "")]);
    assert_eq!(retry(open.path(), &beside("new", "old"), OutputKind::Review, "d"), Retried::NotYet);
}

#[test]
fn what_a_crash_left_behind_is_cleared_and_nothing_else() {
    let out = folder(&[(".yardstick-a1.tmp", "half"), ("notes.tmp", "theirs")]);
    let own = State::folder(out.path()).join(".yardstick-b2.tmp");
    fs::create_dir(State::folder(out.path())).unwrap();
    fs::write(&own, "half").unwrap();
    clear_leftovers(out.path());
    assert!(!own.exists() && !out.path().join(".yardstick-a1.tmp").exists() && out.path().join("notes.tmp").exists());
}

#[test]
fn a_review_is_passing_for_an_hour_and_only_while_nobody_has_written_in_it() {
    let out = folder(&[("mine.xlsx", "ours"), ("typed.xlsx", "typed"), ("of last year.xlsx", "older")]);
    let made = |contents| OutputState { new_at: Some(100), ..state(OutputKind::Review, contents) };
    let known = BTreeMap::from([("mine.xlsx".to_owned(), made("ours")), ("typed.xlsx".to_owned(), made("ours"))]);
    let before = before(out.path(), &known);
    let made_at = |name| new_at(name, &known, &before, 160);
    assert_eq!(made_at("not there.xlsx"), Some(160), "made now");
    assert_eq!(made_at("mine.xlsx"), Some(100), "as we left it");
    assert_eq!(made_at("typed.xlsx"), None, "somebody wrote in it");
    assert_eq!(made_at("of last year.xlsx"), None, "it lay there before us");
    assert!(made("ours").is_passing(100 + 3599) && !made("ours").is_passing(100 + 3600));
    assert!(!made("ours").is_passing(99), "a clock that was set back");
    assert!(!state(OutputKind::Review, "ours").is_passing(100));
}
