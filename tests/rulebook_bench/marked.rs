//! Findings marked in a review become cases of their rules.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use workbook::read::{Book, Cell, Content, Limits, Sheet, read_bytes};
use yardstick::bench::cases::{Judged, TakenUp, marks, take_up};
use yardstick::bench::test;
use yardstick::judge::evaluate::Views;
use yardstick::review::decisions::{Properties, read_back};
use yardstick::rulebook::{RuleSource, load};
use yardstick::run::{Earlier, Inputs, Options, Run, gather, review_bytes};

struct Review {
    source: RuleSource,
    run: Run,
    book: Book,
}

impl Review {
    fn new() -> Self {
        let source = RuleSource::default_rulebook();
        let rules = Arc::new(load(&source).rulebook.unwrap());
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
        let inputs = Inputs::read(gather(&[samples]).unwrap(), &Limits::default(), |_| {});
        let date = NaiveDate::from_ymd_opt(2013, 1, 8).unwrap();
        let options = Options { year: None, date, hidden: false, whose: yardstick::intake::Whose::default() };
        let Ok(run) = Run::new(rules, inputs, Earlier::default(), &options) else { panic!("nothing to judge") };
        let bytes = review_bytes(&run, Path::new("reviewed")).unwrap();
        let book = read_bytes("School review 2011-12.xlsx", &bytes, &Limits::default()).unwrap();
        Self { source, run, book }
    }

    fn findings(&mut self) -> &mut Sheet {
        self.book.sheets.iter_mut().find(|sheet| &*sheet.name == "Findings").expect("the review has the sheet")
    }

    /// Types into the row of a rule's first finding with an outcome; gives the school's name.
    fn mark(&mut self, rule: &str, outcome: &str, word: &str) -> String {
        let sheet = self.findings();
        let at = |sheet: &Sheet, id: &str| {
            let cells = sheet.rows.iter().flat_map(|row| &row.cells);
            cells.into_iter().find(|cell| says(cell, id)).map(|cell| cell.column).unwrap()
        };
        let (key, school, decision) =
            (at(sheet, "yardstick:key"), at(sheet, "yardstick:school"), at(sheet, "yardstick:decision"));
        let shown = at(sheet, "Outcome");
        let of = |row: &workbook::read::Row, column: u32| match row.cell(column).map(|cell| &cell.content) {
            Some(Content::Text(text)) => text.to_string(),
            _ => String::new(),
        };
        let row = sheet
            .rows
            .iter_mut()
            .find(|row| of(row, key).ends_with(&format!("finding:{rule}")) && of(row, shown).ends_with(outcome));
        let row = row.unwrap_or_else(|| panic!("no finding of {rule} that {outcome}"));
        row.cells.retain(|cell| cell.column != decision);
        row.cells.push(Cell::plain(decision, Content::Text(word.into())));
        row.cells.sort_by_key(|cell| cell.column);
        of(row, school)
    }

    fn take_up(&self, source: &RuleSource) -> (RuleSource, TakenUp) {
        let run = &self.run;
        let read = read_back(&self.book, &Properties::default(), &run.rulebook);
        let views = Views::new(&run.rulebook, &run.dataset, &run.decisions, &run.evaluation);
        let asked = run.asked();
        let judged = Judged { dataset: &run.dataset, evaluation: &run.evaluation, views: &views, asked: &asked };
        take_up(source, &run.rulebook, &judged, &marks(&read))
    }
}

fn says(cell: &Cell, words: &str) -> bool {
    matches!(&cell.content, Content::Text(text) if &**text == words)
}

/// Whether the case of a school passes.
fn passes(source: &RuleSource, rule: &str, school: &str) -> bool {
    let loaded = load(source);
    let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let (id, rule) = rulebook.rule_named(rule).unwrap();
    let of_school = |name: &str| name.starts_with(school) && name.contains(", marked ");
    let case = rule.cases.iter().find(|case| case.name.as_deref().is_some_and(of_school)).expect("a case of it");
    test::try_case(&rulebook, id, case) == case.expect
}

#[test]
fn a_finding_marked_right_is_a_case_that_passes_and_one_marked_wrong_fails_until_the_rule_is_mended() {
    let mut review = Review::new();
    let right = review.mark("under-40-secondary", "holds", "Right ");
    let wrong = review.mark("absence-falling", "holds", "wrong");
    let (edited, done) = review.take_up(&review.source);
    assert_eq!((done.taken.len(), done.known, done.left.as_slice()), (2, 0, &[][..]));
    assert!(passes(&edited, "under-40-secondary", &right));
    assert!(!passes(&edited, "absence-falling", &wrong));
    let (again, done) = review.take_up(&edited);
    assert_eq!((done.taken.len(), done.known), (0, 2));
    assert_eq!(again, edited, "what was taken up is not taken up again");
}

#[test]
fn lines_are_added_and_none_is_changed() {
    let mut review = Review::new();
    review.mark("gap-fsm-ks4", "does not hold", "right");
    let (edited, _) = review.take_up(&review.source);
    let mut added = 0;
    for (name, before) in review.source.files() {
        let mut after = edited.text(name).unwrap().lines();
        let kept = before.lines().all(|line| after.any(|now| now == line));
        assert!(kept, "{name} lost a line");
        added += edited.text(name).unwrap().lines().count() - before.lines().count();
    }
    // in a table: a line between, the headings, the case
    assert_eq!(added, 3);
}

#[test]
fn what_cannot_become_a_case_says_why() {
    let mut review = Review::new();
    review.mark("high-excluder", "holds", "perhaps");
    review.mark("gap-disadvantaged-ks4", "cannot say", "wrong");
    let (edited, done) = review.take_up(&review.source);
    assert_eq!(edited, review.source);
    let said: Vec<&str> = done.left.iter().map(|(_, why)| why.as_str()).collect();
    assert!(said.iter().any(|why| why.contains("`perhaps` is neither right nor wrong")), "{said:?}");
    assert!(said.iter().any(|why| why.contains("write the case by hand")), "{said:?}");
}

#[test]
fn a_mark_made_on_other_figures_is_not_taken_up() {
    let mut review = Review::new();
    review.mark("under-40-secondary", "holds", "right");
    let sheet = review.findings();
    let cells = sheet.rows.iter().flat_map(|row| &row.cells);
    let column = cells.into_iter().find(|cell| says(cell, "yardstick:evidence")).map(|cell| cell.column).unwrap();
    for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells).filter(|cell| cell.column == column) {
        if !says(cell, "yardstick:evidence") {
            cell.content = Content::Text("0123456789abcdef".into());
        }
    }
    let (_, done) = review.take_up(&review.source);
    assert!(done.taken.is_empty());
    assert!(done.left.iter().all(|(_, why)| why.contains("mark it again")), "{:?}", done.left);
}
