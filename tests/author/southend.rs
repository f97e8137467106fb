//! The secondary line of 2013-14 raised by 5, on real results where they are at hand. They are not part of the project.

use super::world::{checked, edited, year};
use crate::public;
use workbook::read::Limits;
use yardstick::bench::compare::{Asked, Aspect, compare_rulebooks};
use yardstick::intake::Whose;
use yardstick::rulebook::RuleSource;
use yardstick::run::{Inputs, gather};

#[test]
fn raising_the_line_of_2013_14_changes_only_secondary_floors_and_what_follows() {
    let Some(file) = public::data("southend-2013-14/Southend results 2013-14.xlsx") else { return };
    let inputs = Inputs::read(gather(&[file]).unwrap(), &Limits::default(), |_| ());
    let before = RuleSource::default_rulebook();
    let after = edited(before.clone(), "floors/secondary.yaml", "2013-14", "line: 40", "line: 45");
    let date = chrono::NaiveDate::from_ymd_opt(2014, 10, 1).unwrap();
    let asked =
        Asked { books: &inputs.books, tables_of: Some(year("2013-14")), whose: &Whose::OfRulebook, date, agreed: None };
    let (old, new) = (checked(&before), checked(&after));
    let done = compare_rulebooks(&asked, year("2013-14"), (&before, &old), (&after, &new));
    assert_eq!(done.edits.len(), 1);
    let floors: Vec<_> = done.changes.iter().filter(|change| change.item.aspect == Aspect::Floor).collect();
    assert!(floors.iter().all(|change| change.after.as_deref() == Some("below")), "{floors:?}");
    eprintln!("{} of {} schools newly below", floors.len(), done.schools);
}
