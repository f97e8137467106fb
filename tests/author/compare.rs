//! Two rulebooks on the sample authority: each change has its edit.

use super::world::{DATASET, RULEBOOK, asked, checked, date, edited, year};
use yardstick::bench::compare::sheets::{Sheets, because, write};
use yardstick::bench::compare::{Asked, Aspect, Because, Compared, compare_rulebooks, compare_years};
use yardstick::judge::decided::DecisionKey;
use yardstick::review::decisions::{Agreed, Entry, Field, Fields};
use yardstick::rulebook::RuleSource;

fn compared(after: &RuleSource) -> Compared {
    let before = RuleSource::default_rulebook();
    compare_rulebooks(&asked(), year("2011-12"), (&before, &RULEBOOK), (after, &checked(after)))
}

fn raised() -> RuleSource {
    let source = RuleSource::default_rulebook();
    edited(source, "floors/secondary.yaml", "2011-12 to 2012-13:", "line: 40", "line: 55")
}

#[test]
fn the_same_rulebook_changes_nothing() {
    let done = compared(&RuleSource::default_rulebook());
    assert!(done.edits.is_empty() && done.changes.is_empty());
    assert_eq!(done.schools, 54);
}

#[test]
fn of_two_edits_each_change_is_laid_to_the_one_that_makes_it() {
    let after = edited(raised(), "floors/primary.yaml", "2011-12:", "line: 60", "line: 70");
    let done = compared(&after);
    assert_eq!(done.edits.len(), 2);
    assert!(!done.changes.is_empty());
    for change in done.changes.iter().filter(|change| change.item.aspect == Aspect::Floor) {
        let Because::Edit(at) = change.because else { panic!("{:?}", change.because) };
        assert_eq!(&*change.item.id, done.edits[at].id, "{}", change.name);
    }
    let both: Vec<&str> = done.changes.iter().map(|change| &*change.item.id).collect();
    assert!(both.contains(&"primary-2011-12") && both.contains(&"secondary-2011-12"), "{both:?}");
}

#[test]
fn edits_that_only_work_together_are_named_together() {
    // the floor reads a new setting: neither the setting nor the floor does anything alone
    let source = RuleSource::default_rulebook();
    let text = source.text("yardstick.yaml").unwrap().to_string();
    let setting = "settings:\n  - {id: our_line, title: Our line, value: 55}\n";
    let source = source.with("yardstick.yaml", &text.replacen("settings:\n", setting, 1));
    let after = edited(source, "floors/secondary.yaml", "2011-12 to 2012-13:", "line: 40", "line: settings.our_line");
    let done = compared(&after);
    let floors: Vec<_> = done.changes.iter().filter(|change| change.item.aspect == Aspect::Floor).collect();
    assert!(!floors.is_empty());
    for change in floors {
        assert_eq!(change.because, Because::Together(vec![0, 1]), "{}", because(&change.because, &done.edits));
    }
}

#[test]
fn words_alone_are_no_reason() {
    let after =
        edited(RuleSource::default_rulebook(), "floors/primary.yaml", "2011-12:", "source:", "source: as minuted,");
    let done = compared(&after);
    assert!(done.changes.is_empty());
    assert!(done.edits.iter().all(|edit| edit.only_words) && done.edits.len() == 1, "{:?}", done.edits);
}

#[test]
fn two_years_tell_results_from_rules() {
    let source = RuleSource::default_rulebook();
    let changes = compare_years(&source, &RULEBOOK, &DATASET, (year("2010-11"), year("2011-12")), date());
    assert!(!changes.is_empty());
    assert!(changes.iter().any(|change| change.because == Because::Results));
    assert!(compare_years(&source, &RULEBOOK, &DATASET, (year("2011-12"), year("2011-12")), date()).is_empty());
}

#[test]
fn a_line_that_is_higher_in_the_later_year_is_a_change_of_rules() {
    let source = RuleSource::default_rulebook();
    let source = edited(source, "floors/primary.yaml", "2011-12:", "line: 60", "line: 99");
    let changes = compare_years(&source, &checked(&source), &DATASET, (year("2010-11"), year("2011-12")), date());
    let floors: Vec<_> = changes.iter().filter(|change| change.item.aspect == Aspect::Floor).collect();
    assert!(floors.iter().any(|change| change.because == Because::Rules), "{floors:?}");
}

#[test]
fn the_workbook_has_a_row_for_every_change() {
    let done = compared(&raised());
    let sheets = Sheets {
        rulebook: &RULEBOOK,
        title: "before and after",
        schools: done.schools,
        changes: &done.changes,
        edits: &done.edits,
        date: date(),
    };
    let bytes = write(&sheets).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let rows = calamine::Reader::worksheet_range(&mut book, "Schools").unwrap();
    let text: Vec<String> =
        rows.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect();
    for change in &done.changes {
        assert!(
            text.iter().any(|row| row.contains(&*change.name) && row.contains("40 -> 55")),
            "{}: {text:?}",
            change.name
        );
    }
}

#[test]
fn a_grade_that_was_agreed_stands_under_both_rulebooks() {
    let source = RuleSource::default_rulebook();
    let after = edited(
        source,
        "judgements/teaching.yaml",
        "indication: teaching-low-progress-$row",
        "grade: \"3\"",
        "grade: \"4\"",
    );
    let alone: Vec<_> = compared(&after).changes;
    let school = alone.first().expect("the edit changes a school").school.clone();
    let key = DecisionKey { school: school.clone(), about: "grade:teaching".into() };
    let mut fields = Fields::default();
    fields.set(Field::Grade, Some("2".into()));
    let entry = Entry { fields, ..Entry::default() };
    let agreed = Agreed { entries: [(key, entry)].into(), schools: Vec::new() };
    assert_eq!(agreed.grades(), 1);

    let before = RuleSource::default_rulebook();
    let asked = Asked { agreed: Some(&agreed), ..asked() };
    let with = compare_rulebooks(&asked, year("2011-12"), (&before, &RULEBOOK), (&after, &checked(&after))).changes;
    assert!(with.iter().all(|change| change.school != school), "{with:?}");
    let others: Vec<_> = alone.into_iter().filter(|change| change.school != school).collect();
    assert_eq!(with, others);
}
