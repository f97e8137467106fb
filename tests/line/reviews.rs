//! Reviews among the workbooks: they are no results.

use pretty_assertions::assert_eq;
use yardstick::rulebook::RuleSource;
use yardstick::run::{Summary, gather_apart};

use super::office::{ALDER, Office};

/// Rules by which the review is called otherwise.
fn renaming() -> RuleSource {
    let words = "report: {words: {review.file: \"Standards report {year}\"}}\n";
    RuleSource::default_rulebook().with("words.yaml", words)
}

#[test]
fn a_review_is_left_out_and_said_so_whatever_it_is_called() {
    let office = Office::with_rules(&renaming());
    office.drop_csv("in/Schools.csv", ALDER);
    let (first, _) = office.run();
    let review = std::fs::read(office.path("out/Standards report 2011-12.xlsx")).unwrap();
    office.drop("in/Standards report 2011-12.xlsx", &review);
    office.drop("in/for Monday.xlsx", &review);
    let (run, written) = office.run();
    let read: Vec<&str> = run.inputs.books.iter().map(|book| &*book.name).collect();
    assert_eq!(read, ["Schools.csv"]);
    assert_eq!(run.inputs.reviews.len(), 2);
    assert_eq!(run.dataset.doubts.len(), first.dataset.doubts.len());
    let lines: Vec<String> = Summary::of(&run, &written).lines().collect();
    for name in ["Standards report 2011-12.xlsx", "for Monday.xlsx"] {
        assert!(
            lines.iter().any(|line| line.contains(name) && line.contains("no results, since Yardstick wrote it")),
            "{lines:?}"
        );
    }
    assert_eq!(office.copies(), ["Schools - annotated.xlsx"]);
}

#[test]
fn the_output_folder_is_not_looked_into_unless_it_is_asked_for() {
    let office = Office::new();
    office.drop_csv("in/Schools.csv", ALDER);
    office.drop_csv("in/reviewed/kept by hand.csv", ALDER);
    let out = office.path("in/reviewed");
    let names = |paths: &[std::path::PathBuf]| -> Vec<String> {
        gather_apart(paths, Some(&out)).unwrap().inputs.into_iter().map(|input| input.name).collect()
    };
    assert_eq!(names(&[office.path("in")]), ["Schools.csv"]);
    assert_eq!(names(std::slice::from_ref(&out)), ["kept by hand.csv"]);
}

#[test]
fn an_officers_own_workbook_that_is_called_like_ours_is_read_as_what_it_is() {
    let office = Office::new();
    office.drop_csv("in/Schools.csv", ALDER);
    office.run();
    let review = std::fs::read(office.path("out/School review 2011-12.xlsx")).unwrap();
    let mut own = rust_xlsxwriter::Workbook::new();
    let sheet = own.add_worksheet();
    for (row, line) in (0..).zip([super::office::HEADINGS, super::office::BEACON]) {
        for (column, text) in (0..).zip(line.split(',')) {
            sheet.write(row, column, text).unwrap();
        }
    }
    let own = own.save_to_buffer().unwrap();
    office.drop("in/School review 2013.xlsx", &own);
    office.drop("in/KS4 - annotated (final).xlsx", &own);
    office.drop("in/School review 2011-12.xlsx", &review);
    let (run, _) = office.run();
    let read: Vec<&str> = run.inputs.books.iter().map(|book| &*book.name).collect();
    assert_eq!(read, ["KS4 - annotated (final).xlsx", "School review 2013.xlsx", "Schools.csv"]);
    let reviews: Vec<&str> = run.inputs.reviews.iter().map(|review| &*review.name).collect();
    assert_eq!(reviews, ["School review 2011-12.xlsx"]);
}
