//! Values out to a workbook and back into the files.

use chrono::NaiveDate;
use workbook::read::{Book, Content, Limits, read_bytes};
use yardstick::bench::exchange::{self, TakenBack};
use yardstick::rulebook::edit::{Sheet, Value, change, values};
use yardstick::rulebook::{RuleSource, Rulebook, load};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2013, 1, 8).unwrap()
}

pub(super) fn defaults() -> (RuleSource, Rulebook, Vec<Value>) {
    let source = RuleSource::default_rulebook();
    let rulebook = load(&source).rulebook.expect("the default rulebook is sound");
    let values = values(&source, &rulebook);
    (source, rulebook, values)
}

pub(super) fn exported(rulebook: &Rulebook, values: &[Value]) -> Book {
    let bytes = exchange::write(values, rulebook, day()).unwrap();
    read_bytes("rules.xlsx", &bytes, &Limits::default()).unwrap()
}

/// Types something into the cell of a value.
pub(super) fn type_into(book: &mut Book, way: &str, content: Option<Content>, percent: bool) {
    let is = |content: &Content, words: &str| matches!(content, Content::Text(text) if &**text == words);
    for sheet in &mut book.sheets {
        let column = sheet.rows.iter().flat_map(|row| &row.cells).find(|cell| is(&cell.content, "yardstick:value"));
        let Some(column) = column.map(|cell| cell.column) else { continue };
        let Some(row) = sheet.rows.iter_mut().find(|row| row.cells.iter().any(|cell| is(&cell.content, way))) else {
            continue;
        };
        match content {
            Some(content) => {
                let cell = row.cells.iter_mut().find(|cell| cell.column == column).unwrap();
                cell.content = content;
                cell.percent = percent;
            }
            None => row.cells.retain(|cell| cell.column != column),
        }
        return;
    }
    panic!("no row of the workbook is {way}");
}

/// The lines that differ between two texts of as many lines.
fn changed_lines(before: &RuleSource, after: &RuleSource) -> Vec<(String, String)> {
    let mut changed = Vec::new();
    for (name, old) in before.files() {
        let new = after.text(name).unwrap();
        assert_eq!(old.lines().count(), new.lines().count(), "{name}");
        let lines = old.lines().zip(new.lines()).filter(|(old, new)| old != new);
        changed.extend(lines.map(|(old, new)| (old.trim().to_owned(), new.trim().to_owned())));
    }
    changed
}

fn taken(source: &RuleSource, back: &TakenBack<'_>) -> RuleSource {
    assert_eq!(back.refused, Vec::<String>::new());
    let asked: Vec<_> = back.changes.iter().map(|change| (change.value, change.to.clone())).collect();
    change(source, &asked).unwrap()
}

const LINE: &str = "floors, #1, rows, 2013-14, line";

fn row_of_2013_14(line: u32) -> String {
    format!("2013-14: {{line: {line}, reading: 94, writing: 96, maths: 93, published: 2014}}")
}

#[test]
fn a_number_in_a_row_is_handed_out_as_the_number_of_its_year() {
    let (_, _, values) = defaults();
    let value = values.iter().find(|value| value.way == LINE).unwrap();
    assert_eq!(value.about, ["Primary floor standard 2013-14", "2013-14", "below when", "ks2.l4_rwm < 65"]);
    assert_eq!((value.written.as_str(), value.unit.as_str()), ("65", "%"));
}

#[test]
fn a_workbook_that_nobody_edited_changes_no_byte() {
    let (source, rulebook, values) = defaults();
    let book = exported(&rulebook, &values);
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    assert_eq!(back.rows, values.len(), "every value has its row");
    assert_eq!(back.changes, []);
    assert_eq!(taken(&source, &back), source);
}

#[test]
fn values_of_every_kind_are_handed_out() {
    let (_, _, values) = defaults();
    for (sheet, least) in [
        (Sheet::Thresholds, 60),
        (Sheet::Numbers, 20),
        (Sheet::Choices, 2),
        (Sheet::Figures, 20),
        (Sheet::Headings, 300),
        (Sheet::Sentences, 100),
        (Sheet::Words, 100),
        (Sheet::Colours, 30),
        (Sheet::Marks, 5),
    ] {
        let count = values.iter().filter(|value| value.sheet == sheet).count();
        assert!(count >= least, "{sheet:?}: {count}");
    }
}

#[test]
fn every_value_can_be_written_as_it_is_without_touching_the_file() {
    let (source, _, values) = defaults();
    let same: Vec<_> = values.iter().map(|value| (value, value.written.clone())).collect();
    assert_eq!(change(&source, &same), Ok(source));
}

#[test]
fn one_edited_threshold_is_one_changed_line() {
    let (source, rulebook, values) = defaults();
    let mut book = exported(&rulebook, &values);
    type_into(&mut book, LINE, Some(Content::Number(70.0)), false);
    let edited = taken(&source, &exchange::read(&book, &values, &rulebook.fingerprint));
    let expected = [(row_of_2013_14(65), row_of_2013_14(70))];
    assert_eq!(changed_lines(&source, &edited), expected);
    assert!(load(&edited).rulebook.is_some());
}

#[test]
fn a_percentage_typed_as_one_is_meant_as_one() {
    let (source, rulebook, values) = defaults();
    let mut book = exported(&rulebook, &values);
    type_into(&mut book, LINE, Some(Content::Number(0.7)), true);
    let edited = taken(&source, &exchange::read(&book, &values, &rulebook.fingerprint));
    assert_eq!(changed_lines(&source, &edited).first().map(|(_, new)| new.clone()), Some(row_of_2013_14(70)));
}

#[test]
fn what_cannot_be_the_value_is_refused_with_its_cell() {
    let (_, rulebook, values) = defaults();
    for (content, why) in [
        (Some(Content::Text("sixty".into())), "`sixty` is not a number"),
        (Some(Content::Number(650.0)), "650 lies outside what the measure can be (0 to 100)"),
        (None, "is gone; a year comes out with all its rows"),
        (Some(Content::Error("#REF!".into())), "#REF! stands in the cell"),
        (Some(Content::DateTime(day().and_hms_opt(0, 0, 0).unwrap())), "reads as the date 2013-01-08"),
    ] {
        let mut book = exported(&rulebook, &values);
        type_into(&mut book, LINE, content, false);
        let back = exchange::read(&book, &values, &rulebook.fingerprint);
        assert_eq!(back.changes, []);
        let [refused] = back.refused.as_slice() else { panic!("{:?}", back.refused) };
        assert!(refused.starts_with("Thresholds, E") && refused.contains(why), "{refused}");
    }
}

#[test]
fn a_rulebook_that_changed_since_is_neither_undone_nor_overwritten() {
    let (source, rulebook, values) = defaults();
    let mut book = exported(&rulebook, &values);
    let line = values.iter().find(|value| value.way == LINE).unwrap();
    let moved = change(&source, &[(line, "67".to_owned())]).unwrap();
    let now = load(&moved).rulebook.unwrap();
    let current = yardstick::rulebook::edit::values(&moved, &now);
    assert_eq!(
        exchange::read(&book, &current, &now.fingerprint).changes,
        [],
        "an untouched row leaves the newer value"
    );
    type_into(&mut book, LINE, Some(Content::Number(70.0)), false);
    let back = exchange::read(&book, &current, &now.fingerprint);
    assert!(back.refused.iter().any(|line| line.contains("changed since the export")), "{:?}", back.refused);
}

#[test]
fn values_of_every_style_are_changed_and_read_back() {
    let (source, _, values) = defaults();
    let mut tried = 0;
    // every seventh, so that each kind and style is among them and the test stays quick
    let of_words =
        |value: &&Value| (Sheet::Headings..=Sheet::Words).contains(&value.sheet) && value.sheet != Sheet::Cases;
    for value in values.iter().filter(of_words).step_by(37) {
        let to = format!("{}: \"new\" # 'x'", value.written.trim_end());
        let edited = change(&source, &[(value, to.clone())]).unwrap_or_else(|wrong| panic!("{}: {wrong:?}", value.way));
        let reading = load(&edited);
        // a sentence may stop being one; the file must still be read
        let Some(rulebook) = reading.rulebook else { continue };
        let again = yardstick::rulebook::edit::values(&edited, &rulebook);
        // the program's own words are put into a file of the rulebook
        let here = |one: &&Value| one.file == value.file || value.file.starts_with("(built in)");
        let found = again.iter().find(|one| one.way == value.way && here(one));
        assert!(found.is_some_and(|one| one.is(&to)), "{}: {found:?}", value.way);
        tried += 1;
    }
    assert!(tried > 10, "only {tried} were tried");
}

#[test]
fn words_and_colours_of_the_programs_own_are_put_into_the_rulebook_when_they_are_changed() {
    let (source, _, values) = defaults();
    let named = |way: &str| values.iter().find(|value| value.way == way).unwrap();
    let asked = [
        (named("report, words, tab.schools"), "Our schools".to_owned()),
        (named("report, words, tab.front"), "First page".to_owned()),
        (named("report, colours, urgent, fill"), "FFD0D0".to_owned()),
        (named("report, colours, urgent, sign"), "!!".to_owned()),
    ];
    let edited = change(&source, &asked).unwrap();
    let rulebook = load(&edited).rulebook.unwrap();
    assert_eq!((rulebook.words("tab.schools"), rulebook.words("tab.front")), ("Our schools", "First page"));
    let urgent = &rulebook.report.colours["urgent"];
    assert_eq!((&*urgent.fill, &*urgent.text, urgent.sign.as_deref()), ("FFD0D0", "6B1A10", Some("!!")));
}

/// A row written below the others of a sheet: what it says in each column from the left, the value last.
pub(super) fn write_row(book: &mut Book, sheet: &str, texts: &[&str]) {
    let is = |content: &Content, words: &str| matches!(content, Content::Text(text) if &**text == words);
    let sheet = book.sheets.iter_mut().find(|one| &*one.name == sheet).unwrap();
    let column = sheet.rows.iter().flat_map(|row| &row.cells).find(|cell| is(&cell.content, "yardstick:value"));
    let first = column.unwrap().column + 1 - u32::try_from(texts.len()).unwrap();
    let (index, cell) = (sheet.rows.last().unwrap().index + 1, sheet.rows.last().unwrap().cells[0].clone());
    let mut row = sheet.rows.last().unwrap().clone();
    row.index = index;
    row.cells = (first..)
        .zip(texts)
        .map(|(column, text)| {
            let content = text.parse().map_or_else(|_| Content::Text((*text).into()), Content::Number);
            workbook::read::Cell { column, content, ..cell.clone() }
        })
        .collect();
    sheet.rows.push(row);
}

/// Takes the row of a value out.
pub(super) fn delete_row(book: &mut Book, way: &str) {
    for sheet in &mut book.sheets {
        sheet
            .rows
            .retain(|row| !row.cells.iter().any(|cell| matches!(&cell.content, Content::Text(text) if &**text == way)));
    }
}

/// The files with everything that came back.
pub(super) fn with_rows(source: &RuleSource, rulebook: &Rulebook, back: &TakenBack<'_>) -> RuleSource {
    let edited = taken(source, back);
    yardstick::rulebook::edit::with_lists(&edited, rulebook, &back.added, &back.out).unwrap()
}

/// Lines that came, and lines that went.
pub(super) fn came_and_went(before: &RuleSource, after: &RuleSource) -> (Vec<String>, Vec<String>) {
    let lines = |source: &RuleSource| -> Vec<String> {
        source
            .files()
            .flat_map(|(_, text)| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>())
            .collect()
    };
    let (old, new) = (lines(before), lines(after));
    let missing = |from: &[String], of: &[String]| {
        let mut of = of.to_vec();
        let mut left = Vec::new();
        for line in from {
            match of.iter().position(|other| other == line) {
                Some(at) => _ = of.swap_remove(at),
                None => left.push(line.clone()),
            }
        }
        left
    };
    (missing(&new, &old), missing(&old, &new))
}

#[test]
fn rows_that_were_added_go_into_their_lists_and_nothing_else_changes() {
    let (source, rulebook, values) = defaults();
    let figure = values.iter().find(|value| value.sheet == Sheet::Figures).unwrap();
    let mut of_2019: Vec<&str> = figure.about.iter().map(String::as_str).collect();
    *of_2019.last_mut().unwrap() = "2019-20";
    of_2019.push("6.5");
    for (sheet, texts, came) in [
        ("Choices", vec!["rap_at", "", "2"], "\"2\""),
        (
            "Support",
            vec!["achievement, teaching", "learning-and-improvement", "forms", "A reading partner"],
            "- A reading partner",
        ),
        (
            "Support",
            vec!["Securing improvement through a hard federation", "", "factors", "Cost: who pays"],
            "- \"Cost: who pays\"",
        ),
        ("Figures", of_2019, "\"2019-20\": 6.5"),
        (
            "Dates",
            vec!["School Review Group Meeting 1", "srg-1", "", "2013-14", "17/09/2013"],
            "dates: {\"2012-13\": \"2012-09-18\", \"2013-14\": \"2013-09-17\"}",
        ),
        (
            "Cases",
            vec!["deficit", "none at all", "", "finance.balance: 0\nfinance.in_year: -5", "does not hold"],
            "deficit,none at all,does not hold,0,-5",
        ),
    ] {
        let mut book = exported(&rulebook, &values);
        write_row(&mut book, sheet, &texts);
        let back = exchange::read(&book, &values, &rulebook.fingerprint);
        assert_eq!((back.added.len(), back.out.len(), back.changes.len()), (1, 0, 0), "{texts:?}: {:?}", back.refused);
        let edited = with_rows(&source, &rulebook, &back);
        let (new, _) = came_and_went(&source, &edited);
        assert!(new.iter().any(|line| line.contains(came)), "{texts:?}: {new:?}");
        let loaded = load(&edited);
        assert!(loaded.rulebook.is_some(), "{texts:?}: {:?}", loaded.diagnostics);
    }
}

#[test]
fn a_copied_row_with_another_value_is_an_entry_more() {
    let (source, rulebook, values) = defaults();
    let form = values.iter().find(|value| value.sheet == Sheet::Support && value.written == "SSP").unwrap();
    let mut book = exported(&rulebook, &values);
    let sheet = book.sheets.iter_mut().find(|one| &*one.name == "Support").unwrap();
    let is =
        |cell: &workbook::read::Cell, words: &str| matches!(&cell.content, Content::Text(text) if **text == *words);
    let mut copy = sheet.rows.iter().find(|row| row.cells.iter().any(|cell| is(cell, &form.way))).unwrap().clone();
    copy.index = sheet.rows.last().unwrap().index + 1;
    copy.cells
        .iter_mut()
        .filter(|cell| cell.column < 5 && is(cell, "SSP"))
        .for_each(|cell| cell.content = Content::Text("SSP, weekly".into()));
    sheet.rows.push(copy);
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    let edited = with_rows(&source, &rulebook, &back);
    assert_eq!(came_and_went(&source, &edited), (vec!["- SSP, weekly".to_owned()], Vec::new()));
}

#[test]
fn rows_that_are_gone_or_emptied_come_out_of_their_lists() {
    let (source, rulebook, values) = defaults();
    let of =
        |sheet: Sheet, written: &str| values.iter().find(|one| one.sheet == sheet && one.written == written).unwrap();
    let form = of(Sheet::Support, "AST");
    let case = values.iter().find(|one| one.sheet == Sheet::Cases && one.about[1] == "a notice to improve").unwrap();
    for (value, gone) in [(form, "- AST"), (case, ",a notice to improve,")] {
        for emptied in [true, false] {
            let mut book = exported(&rulebook, &values);
            if emptied {
                type_into(&mut book, &value.way, None, false)
            } else {
                delete_row(&mut book, &value.way)
            }
            let back = exchange::read(&book, &values, &rulebook.fingerprint);
            let edited = with_rows(&source, &rulebook, &back);
            let (came, went) = came_and_went(&source, &edited);
            assert!(came.is_empty() && went.len() == 1 && went[0].contains(gone), "{gone}: {came:?} {went:?}");
        }
    }
}

#[test]
fn rows_that_cannot_be_taken_are_refused_with_their_cell() {
    let (_, rulebook, values) = defaults();
    for (sheet, texts, why) in [
        ("Choices", vec!["rap_att", "", "2"], "no list of the rulebook is `rap_att`"),
        ("Choices", vec!["rap_at", "", "4"], "`4` stands in the list already"),
        ("Choices", vec!["", "", "4"], "the row does not say which list it is for"),
        ("Headings", vec!["", "", "headings", "KS2 L4"], "lists; copy all the names"),
        (
            "Thresholds",
            vec!["Primary floor standard 2013-14", "next year", "below when", "ks2.l4_rwm < 65", "66"],
            "no academic year",
        ),
        (
            "Thresholds",
            vec!["Primary floor standard 2013-14", "2013-14", "below when", "ks2.l4_rwm < 65", "66"],
            "has a value already",
        ),
        ("Settings", vec!["more_of_it", "", "3"], "no list of the rulebook is `more_of_it`"),
        ("Cases", vec!["deficit", "odd", "", "finance.balance 0", "holds"], "is no name with a value"),
    ] {
        let mut book = exported(&rulebook, &values);
        write_row(&mut book, sheet, &texts);
        let back = exchange::read(&book, &values, &rulebook.fingerprint);
        let [refused] = back.refused.as_slice() else { panic!("{texts:?}: {:?} {:?}", back.refused, back.added) };
        assert!(refused.starts_with(&format!("{sheet}, ")) && refused.contains(why), "{refused}");
    }
    let setting = values.iter().find(|one| one.sheet == Sheet::Numbers && one.member().is_none()).unwrap();
    let mut book = exported(&rulebook, &values);
    delete_row(&mut book, &setting.way);
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    assert!(
        back.refused.iter().any(|line| line.contains("is gone, and it cannot be taken out here")),
        "{:?}",
        back.refused
    );
    // of another rulebook, rows that it did not have are none that were taken out
    assert_eq!(exchange::read(&book, &values, "another").refused, Vec::<String>::new());
}
