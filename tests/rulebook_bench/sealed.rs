//! A review made again and laid beside itself.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use workbook::read::{Book, Content, Limits, read_bytes};
use yardstick::intake::Whose;
use yardstick::rulebook::{RuleSource, load};
use yardstick::run::seal::Seal;
use yardstick::run::sealed::{differ, find};
use yardstick::run::{Earlier, Inputs, Options, Run, gather, review_bytes};

fn samples() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks")
}

fn review(year: Option<&str>) -> Book {
    let rules = Arc::new(load(&RuleSource::default_rulebook()).rulebook.unwrap());
    let inputs = Inputs::read(gather(&[samples()]).unwrap(), &Limits::default(), |_| {});
    let date = NaiveDate::from_ymd_opt(2013, 1, 8).unwrap();
    let options =
        Options { year: year.map(|year| year.parse().unwrap()), date, hidden: false, whose: Whose::default() };
    let Ok(run) = Run::new(rules, inputs, Earlier::default(), &options) else { panic!("nothing to judge") };
    let bytes = review_bytes(&run, Path::new("reviewed")).unwrap();
    read_bytes("School review 2011-12.xlsx", &bytes, &Limits::default()).unwrap()
}

#[test]
fn a_review_says_what_it_was_made_from_and_is_found_the_same() {
    let book = review(None);
    let seal = Seal::of(&book).unwrap();
    assert_eq!(seal.year.to_string(), "2011-12");
    assert_eq!(seal.date.to_string(), "2013-01-08");
    assert_eq!(seal.rulebook, RuleSource::default_rulebook().fingerprint());
    assert_eq!(seal.rule_files.len(), RuleSource::default_rulebook().files().count());
    let found = find(&seal, &[samples()]).unwrap();
    assert_eq!(found.inputs.len(), seal.workbooks.len());
    assert!(found.changed.is_empty() && found.missing.is_empty() && !found.inputs.is_empty());
    let same = differ(&book, &review(None), &seal.sheet);
    assert!(same.cells.is_empty() && same.sheets.is_empty() && same.sorted.is_empty(), "{same:?}");
}

#[test]
fn a_review_of_another_authority_is_tried_as_that_authoritys_too() {
    let rules = load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let mut seal = Seal::of(&review(None)).unwrap();
    assert!(seal.ways(false, None, &rules).iter().all(|way| way.whose == Whose::OfRulebook));
    seal.authority = "Westmere".to_owned();
    let whose = |ways: Vec<Options>| ways.into_iter().map(|way| way.whose).collect::<Vec<_>>();
    let (own, other) = (Whose::OfRulebook, Whose::Of("Westmere".into()));
    assert_eq!(whose(seal.ways(false, None, &rules)), [own.clone(), own, other.clone(), other]);
    assert_eq!(whose(seal.ways(false, Some(&Whose::Every), &rules)), [Whose::Every, Whose::Every]);
}

#[test]
fn a_cell_that_was_changed_is_named_and_what_officers_write_is_a_decision() {
    let made = review(None);
    let seal = Seal::of(&made).unwrap();
    let mut given = made.clone();
    let is = |content: &Content, words: &str| matches!(content, Content::Text(text) if &**text == words);
    // an officer's note on the first sheet with decisions, and a changed cell beside it
    let sheet = given
        .sheets
        .iter_mut()
        .find(|sheet| sheet.rows.iter().flat_map(|row| &row.cells).any(|cell| is(&cell.content, "yardstick:note")))
        .unwrap();
    let ids = sheet.rows.iter().find(|row| row.cells.iter().any(|cell| is(&cell.content, "yardstick:note"))).unwrap();
    let (top, column) = (ids.index, ids.cells.iter().find(|cell| is(&cell.content, "yardstick:note")).unwrap().column);
    let row = sheet.rows.iter_mut().find(|row| row.index > top + 2).unwrap();
    row.cells.retain(|cell| cell.column != column);
    row.cells.push(workbook::read::Cell::plain(column, Content::Text("seen".into())));
    row.cells.sort_by_key(|cell| cell.column);
    let first = row
        .cells
        .iter_mut()
        .find(|cell| matches!(&cell.content, Content::Text(text) if !text.contains(" | ") && &**text != "seen"));
    first.unwrap().content = Content::Text("something else".into());
    let found = differ(&given, &made, &seal.sheet);
    assert_eq!(found.decided.iter().map(|one| one.words.as_str()).collect::<Vec<_>>(), ["seen"]);
    assert_eq!(found.cells.iter().map(|one| one.given.as_str()).collect::<Vec<_>>(), ["something else"]);
}

#[test]
fn workbooks_that_changed_or_went_are_named() {
    let seal = Seal::of(&review(None)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (kept, changed) = (&seal.workbooks[0].0, &seal.workbooks[1].0);
    std::fs::copy(samples().join(kept), folder.path().join("renamed.xlsx")).unwrap();
    std::fs::write(folder.path().join(changed), "other bytes").unwrap();
    let found = find(&seal, &[folder.path().to_path_buf()]).unwrap();
    assert_eq!(found.inputs.first().map(|input| input.name.as_str()), Some(kept.as_str()), "found by its bytes");
    assert_eq!(found.changed, std::slice::from_ref(changed));
    assert_eq!(found.missing.len(), seal.workbooks.len() - 2);
}

#[test]
fn a_workbook_that_is_no_review_says_so() {
    let other = read_bytes("a.csv", b"a,b\n1,2\n", &Limits::default()).unwrap();
    assert!(Seal::of(&other).unwrap_err().to_string().contains("is it a school review?"));
}
