//! Words written on a visit template where nothing is printed to be answered: taken, or told with their cell.

use workbook::patch::Value;

use super::desk::{Desk, said};
use super::filled::{MERESIDE, Template, texts};

const PIERHEAD: &str = "Pierhead Primary School";
const AGREE: &str = "The grades that are known do not differ.";
const NAME: &str = "Visits autumn.xlsx";

/// Every row of the review after a run, and what the run says.
fn reviewed(desk: &Desk) -> (Vec<String>, String) {
    let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "reviewed"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    (texts(desk).into_iter().flat_map(|(_, rows)| rows).collect(), said(&done))
}

fn some_row(rows: &[String], words: &[&str]) -> bool {
    rows.iter().any(|row| words.iter().all(|word| row.contains(word)))
}

fn typed(text: &str) -> Value {
    Value::Text(text.into())
}

#[test]
fn words_said_where_no_grades_differ_are_taken() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    template.on(PIERHEAD, "1/11/2012").write(PIERHEAD, AGREE, "What was said", "the head agrees that writing lags");
    template.drop_into(&desk, NAME);
    let (rows, ran) = reviewed(&desk);
    assert!(some_row(&rows, &["To discuss: the head agrees that writing lags"]));
    // of all other pages nothing that is printed is taken for typed
    assert!(ran.contains("1 filled visit template") && !some_row(&rows, &["asks nothing"]), "{ran}");
}

/// Templates of an older version print the sentence alone, without headings.
#[test]
fn words_below_the_sentence_of_an_older_template_are_taken_and_no_heading_is_missed() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    let (row, column) = template.cell(PIERHEAD, AGREE, "What was said");
    template.on(PIERHEAD, "1/11/2012").put(PIERHEAD, (row + 1, 0), typed("writing lags, says the head"));
    for at in [(row - 1, 0), (row - 1, column)] {
        template.put(PIERHEAD, at, typed(" "));
    }
    template.drop_into(&desk, NAME);
    let (rows, _) = reviewed(&desk);
    assert!(some_row(&rows, &["To discuss: writing lags, says the head"]));
    assert!(!some_row(&rows, &["the headings below"]));
}

#[test]
fn words_typed_where_a_page_asks_nothing_are_told_with_their_cell() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    let beyond = 27;
    let row = |text: &str| template.beside(MERESIDE, text).0;
    let places = [
        ("beside-a-title", (row("The visit"), beyond)),
        ("beside-the-step", (row("Step"), beyond)),
        ("beside-who-it-is", (row("URN"), beyond)),
        ("above-the-first-section", (2, 0)),
        ("below-the-figures", (row("When grading, consider if these are present") - 5, 0)),
        ("below-what-to-discuss", (row("When grading, consider if these are present") - 1, 0)),
        ("below-the-plans", (row("Agreed next steps") - 1, 0)),
    ];
    template.on(MERESIDE, "1/11/2012");
    for (words, at) in places {
        template.put(MERESIDE, at, typed(words));
    }
    template.drop_into(&desk, NAME);
    let (rows, _) = reviewed(&desk);
    for (words, (row, column)) in places {
        let cell = format!("{MERESIDE}!{}{}", workbook::place::column_letters(column), row + 1);
        assert!(some_row(&rows, &[&format!("“{words}” stands where"), &cell]), "{words} {cell}");
    }
}

#[test]
fn words_typed_over_or_among_what_a_page_prints_are_told_with_their_cell() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    let row = |text: &str| template.beside(MERESIDE, text).0;
    let figures = template.cell(MERESIDE, "Overall absence", "2011-12");
    let known = template.cell(MERESIDE, "Budget deficit", "What is known");
    let agreed = template.cell(MERESIDE, "Quality of teaching in the school", "Agreed");
    let head = template.beside(MERESIDE, "Headteacher");
    let below = (row("When grading, consider if these are present") - 5, 0);
    template.on(MERESIDE, "1/11/2012");
    template.put(MERESIDE, figures, Value::Number(4.1)).put(MERESIDE, agreed, Value::Number(2.0));
    template.put(MERESIDE, known, typed("none since May")).put(MERESIDE, head, typed("Mr B Newhead"));
    template.put(MERESIDE, below, typed("(the head disputes the figures)"));
    template.drop_into(&desk, NAME);
    let (rows, _) = reviewed(&desk);
    let words = ["4.1", "2", "none since May", "Mr B Newhead", "(the head disputes the figures)"];
    for (words, (row, column)) in words.into_iter().zip([figures, agreed, known, head, below]) {
        let cell = format!("{MERESIDE}!{}{}", workbook::place::column_letters(column), row + 1);
        assert!(some_row(&rows, &[&format!("“{words}” stands where"), &cell]), "{words} {cell}");
    }
    let told = rows.iter().filter(|row| row.contains("stands where the visit template asks nothing")).count();
    assert_eq!(told, words.len(), "nothing that is printed is taken for typed");
}

#[test]
fn of_a_row_whose_label_is_typed_over_the_label_alone_is_told() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    let (row, _) = template.cell(MERESIDE, "Overall absence", "2011-12");
    template.on(MERESIDE, "1/11/2012").put(MERESIDE, (row, 0), typed("Overall absence (provisional)"));
    template.drop_into(&desk, NAME);
    let (rows, _) = reviewed(&desk);
    let told: Vec<_> = rows.iter().filter(|row| row.contains("stands where the visit template asks nothing")).collect();
    assert!(matches!(told.as_slice(), [one] if one.contains("“Overall absence (provisional)”")), "{told:#?}");
}

/// An officer who has no page for a school takes that of another and types its name and number over.
#[test]
fn a_name_a_number_and_days_that_are_typed_over_are_read_and_not_told_as_astray() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    let (urn, when) = (template.beside(MERESIDE, "URN"), template.beside(MERESIDE, "When"));
    template.on(MERESIDE, "1/11/2012").write(MERESIDE, "Priority One", "The priority", "Writing lags");
    template.put(MERESIDE, (0, 0), typed(PIERHEAD)).put(MERESIDE, urn, typed("900023"));
    template.put(MERESIDE, when, typed("1 October 2012 to 30 November 2012"));
    template.drop_into(&desk, NAME);
    let (rows, ran) = reviewed(&desk);
    assert!(ran.contains("1 filled visit template") && !some_row(&rows, &["asks nothing"]), "{ran}");
}
