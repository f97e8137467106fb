//! Rows that an officer types into the exported workbook, of which several belong together, and words between quotes.

use super::editing::{came_and_went, defaults, exported, type_into, with_rows, write_row};
use workbook::read::{Cell, Content};
use yardstick::bench::exchange;
use yardstick::rulebook::diagnostic::Severity;
use yardstick::rulebook::edit::{Sheet, Value, values};
use yardstick::rulebook::{RuleSource, load};

/// The lines of a floor's new year, as officers write them: the year in the title too, or not.
const LINES: [[&str; 5]; 4] = [
    ["Primary floor standard 2018-19", "2018-19", "below when", "ks2.rwm_expected < 65", "66"],
    ["Primary floor standard 2015-16 to 2017-18", "2018-19", "below when", "ks2.reading_score < -5", "-4"],
    ["Primary floor standard 2018-19", "2018-19", "below when", "ks2.writing_score < -7", "-6"],
    ["", "2018-19", "below when", "ks2.maths_score < -5", "-3"],
];

#[test]
fn a_new_year_of_a_floor_is_typed_in_as_many_rows_as_it_has_lines() {
    let (source, rulebook, values) = defaults();
    let mut book = exported(&rulebook, &values);
    LINES.iter().for_each(|line| write_row(&mut book, "Thresholds", line));
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    assert_eq!(back.refused, Vec::<String>::new());
    let (new, gone) = came_and_went(&source, &with_rows(&source, &rulebook, &back));
    assert_eq!(new, ["2018-19: {line: 66, reading: -4, writing: -6, maths: -3}"]);
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn a_line_that_was_not_typed_is_that_of_the_year_that_was_copied_and_is_told() {
    let (source, rulebook, values) = defaults();
    let mut book = exported(&rulebook, &values);
    LINES.iter().take(2).for_each(|line| write_row(&mut book, "Thresholds", line));
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    assert_eq!(back.refused, Vec::<String>::new());
    let (new, _) = came_and_went(&source, &with_rows(&source, &rulebook, &back));
    assert_eq!(new, ["2018-19: {line: 66, reading: -4, writing: -7, maths: -5}"]);
    let [told] = back.copied.as_slice() else { panic!("{:?}", back.copied) };
    let wanted = "2018-19 has these of 2015-16 to 2017-18, so look at them: `ks2.writing_score < -7` -7; `ks2.maths_score < -5` -5";
    assert_eq!(told, wanted);
}

#[test]
fn a_new_year_needs_no_more_than_the_rule_the_year_and_the_line() {
    let (source, rulebook, values) = defaults();
    for (rule, line, wanted) in [
        (
            "Primary floor standard 2014-15",
            "70",
            ["2018-19: {line: 70, reading: 94, writing: 97, maths: 93, published: 2015}"].as_slice(),
        ),
        (
            "Secondary floor standard 2014-15",
            "45",
            &["2018-19:", "line: 45", "english: ks4.progress_english.national.median"],
        ),
        ("Secondary floor standard 2015-16 to 2017-18", "-0.4", &["2018-19: -0.4"]),
    ] {
        let mut book = exported(&rulebook, &values);
        write_row(&mut book, "Thresholds", &[rule, "2018-19", "", "", line]);
        let back = exchange::read(&book, &values, &rulebook.fingerprint);
        assert_eq!(back.refused, Vec::<String>::new(), "{rule}");
        let (new, gone) = came_and_went(&source, &with_rows(&source, &rulebook, &back));
        assert!(new.starts_with(&wanted.iter().map(ToString::to_string).collect::<Vec<_>>()), "{rule}: {new:?}");
        assert!(gone.is_empty(), "{gone:?}");
    }
}

/// An officer deletes the row of a value; another file may have a row of the same way.
fn take_out(book: &mut workbook::read::Book, value: &Value) {
    let says = |row: &workbook::read::Row, words: &str| {
        row.cells.iter().any(|cell| matches!(&cell.content, Content::Text(text) if &**text == words))
    };
    for sheet in &mut book.sheets {
        sheet.rows.retain(|row| !(says(row, &value.way) && says(row, &value.about[0])));
    }
}

#[test]
fn a_year_comes_out_with_all_its_rows_and_a_figure_with_its_only_year() {
    let (source, rulebook, values) = defaults();
    let of_year: Vec<&Value> = values
        .iter()
        .filter(|one| one.sheet == Sheet::Thresholds && one.about[0] == "Primary floor standard 2014-15")
        .collect();
    assert_eq!(of_year.len(), 4);
    for emptied in [true, false] {
        let mut book = exported(&rulebook, &values);
        for value in &of_year {
            if emptied { type_into(&mut book, &value.way, None, false) } else { take_out(&mut book, value) }
        }
        let back = exchange::read(&book, &values, &rulebook.fingerprint);
        let without = with_rows(&source, &rulebook, &back);
        let (came, went) = came_and_went(&source, &without);
        let row = "2014-15: {line: 65, reading: 94, writing: 97, maths: 93, published: 2015}";
        assert!(came.is_empty() && went.iter().any(|line| line == row), "{went:?}");
        // and so do its cases: nothing names a rule that is not there
        assert!(went.iter().any(|line| line.starts_with("primary-2014-15,(all)")), "{went:?}");
        assert!(load(&without).diagnostics.iter().all(|one| one.severity != Severity::Error));
        // one of them is none
        let mut book = exported(&rulebook, &values);
        take_out(&mut book, of_year[1]);
        let back = exchange::read(&book, &values, &rulebook.fingerprint);
        assert!(
            back.refused[0].contains("a year comes out with all its rows, these too: `Primary"),
            "{:?}",
            back.refused
        );
    }
    let only = values.iter().find(|one| one.sheet == Sheet::Figures && one.written == "480.3").unwrap();
    let mut book = exported(&rulebook, &values);
    type_into(&mut book, &only.way, None, false);
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    let (came, went) = came_and_went(&source, &with_rows(&source, &rulebook, &back));
    let all =
        ["- area: national", "measure: ks4.average_points"].iter().all(|line| went.iter().any(|gone| gone == line));
    assert!(came.is_empty() && all, "{went:?}");
    // what has to have one value at least is told at its cell
    let only = values.iter().find(|one| one.sheet == Sheet::Choices && one.about[0] == "rap_at").unwrap();
    let mut book = exported(&rulebook, &values);
    type_into(&mut book, &only.way, None, false);
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    let wrong = yardstick::rulebook::edit::with_lists(&source, &rulebook, &back.added, &back.out).unwrap_err();
    assert!(back.cells[&wrong[0].place].starts_with("Choices, C"), "{wrong:?} {:?}", back.cells);
}

#[test]
fn all_cases_of_a_rule_can_be_taken_out() {
    let (source, rulebook, values) = defaults();
    for rule in ["new-head", "school-plan"] {
        let mut book = exported(&rulebook, &values);
        let cases = values.iter().filter(|one| one.sheet == Sheet::Cases && one.about[0] == rule);
        cases.for_each(|case| take_out(&mut book, case));
        let back = exchange::read(&book, &values, &rulebook.fingerprint);
        let without = with_rows(&source, &rulebook, &back);
        let (came, went) = came_and_went(&source, &without);
        assert!(came.is_empty() && went.iter().any(|line| line.starts_with(&format!("{rule},"))), "{went:?}");
        let loaded = load(&without);
        assert!(loaded.diagnostics.iter().all(|one| one.severity != Severity::Error), "{rule}");
        assert!(loaded.rulebook.unwrap().rule_named(rule).unwrap().1.cases.is_empty(), "{rule}");
    }
}

#[test]
fn a_cell_beside_a_value_is_refused_by_its_own_place() {
    let (_, rulebook, values) = defaults();
    let mut book = exported(&rulebook, &values);
    let sheet = book.sheets.iter_mut().find(|sheet| &*sheet.name == "Thresholds").unwrap();
    let row = sheet
        .rows
        .iter_mut()
        .find(|row| row.cells.iter().any(|cell| cell.content == Content::Text("ks2.l4_rwm < 60".into())))
        .unwrap();
    let cell = row.cells.iter_mut().find(|cell| cell.content == Content::Text("ks2.l4_rwm < 60".into())).unwrap();
    cell.content = Content::Text("ks2.l4_rwm < 70".into());
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    assert!(back.refused[0].starts_with("Thresholds, D"), "{:?}", back.refused);
}

#[test]
fn words_of_a_case_that_would_be_numbers_keep_their_quotes() {
    const RULES: &str = "\
authority: {name: Eastmere}
measures:
  - {id: band, title: Band, unit: words, headings: [Band]}
judgements:
  grades: [{grade: '1', title: Good, value: 1}]
  strands: [{strand: achievement, title: Achievement}]
  working grade: {take: worst, from: [indicated]}
statuses:
  - {status: fine, title: Fine, otherwise: true}
  - {status: unknown, title: Unknown, cannot say: true}
risks:
  - risk: low
    title: Low
    present when: band == \"4\"
    source: p. 1
    cases:
      - {name: four, given: {band: \"4\"}, expect: holds}
      - {name: of words, given: {band: \"none: at all\"}, expect: does not hold}
";
    let source = RuleSource::from_texts([("a.yaml", RULES)]);
    let rulebook = load(&source).rulebook.unwrap();
    let all = values(&source, &rulebook);
    let given: Vec<&str> = all.iter().filter(|value| value.sheet.title() == "Cases").map(|v| &*v.about[3]).collect();
    assert_eq!(given, ["band: \"4\"", "band: \"none: at all\""]);
    // what the workbook shows is what can be copied into a further row
    let mut book = exported(&rulebook, &all);
    write_row(&mut book, "Cases", &["low", "again", "", given[0], "holds"]);
    write_row(&mut book, "Cases", &["low", "once more", "", given[1], "does not hold"]);
    let back = exchange::read(&book, &all, &rulebook.fingerprint);
    assert_eq!(back.refused, Vec::<String>::new());
    let edited = with_rows(&source, &rulebook, &back);
    let again = load(&edited);
    assert!(again.rulebook.is_some(), "{:?}", again.diagnostics);
    let text = edited.text("a.yaml").unwrap();
    assert!(text.contains("{band: \"4\"}") && text.contains("given: {band: \"none: at all\"}"), "{text}");
}

#[test]
fn numbers_of_shared_calculations_are_handed_out_once_and_taken_back() {
    const RULES: &str = "\
authority: {name: Eastmere}
measures:
  - {id: l4, title: Level 4, unit: percent, headings: [L4]}
  - {id: l5, title: Level 5, unit: percent, headings: [L5]}
for all: {source: p. 1, kind: concern, values: {few: l4 < 60 and l5 < 20.5, most: 90, top: $most}}
watchpoints:
  - {watch: low, title: Low, when: $few}
  - {watch: named, title: Named, when: l4 > $top}
  - {watch: mixed, title: Mixed, when: $few or l4 > $most}
";
    let source = RuleSource::from_texts([("a.yaml", RULES)]);
    let rulebook = load(&source).rulebook.unwrap();
    let values = values(&source, &rulebook);
    let lines: Vec<(&str, &str)> = values
        .iter()
        .filter(|value| value.sheet.title() == "Thresholds")
        .map(|value| (value.about[3].as_str(), value.written.as_str()))
        .collect();
    assert_eq!(lines, [("l4 < 60", "60"), ("l5 < 20.5", "20.5"), ("l4 > 90", "90")]);
    let few = values.iter().find(|value| value.written == "20.5").unwrap();
    let edited = yardstick::rulebook::edit::change(&source, &[(few, "21".to_owned())]).unwrap();
    assert_eq!(&**edited.text("a.yaml").unwrap(), RULES.replace("20.5", "21"));
}

#[test]
fn the_window_of_a_visit_that_stands_in_rows_is_typed_as_its_two_days() {
    let (source, rulebook, values) = defaults();
    let mut book = exported(&rulebook, &values);
    for (day, typed) in [("from", "03/02/2014"), ("to", "21/03/2014")] {
        write_row(&mut book, "Dates", &["", "visit-2", day, "2013-14", typed]);
    }
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    assert_eq!(back.refused, Vec::<String>::new());
    let (new, _) = came_and_went(&source, &with_rows(&source, &rulebook, &back));
    let wanted = "\"2013-14\": {from: \"2014-02-03\", to: \"2014-03-21\"}";
    assert!(new.len() == 1 && new[0].contains(wanted), "{new:?}");
}

#[test]
fn a_column_beside_a_value_that_was_changed_is_refused_with_its_row_and_never_passed_over() {
    let (_, rulebook, values) = defaults();
    let mut book = exported(&rulebook, &values);
    let sheet = book.sheets.iter_mut().find(|one| &*one.name == "Settings").unwrap();
    let is_source = |cell: &&mut Cell| matches!(&cell.content, Content::Text(text) if text.starts_with("Improving Learning Together"));
    let cell = sheet.rows.iter_mut().skip(5).flat_map(|row| &mut row.cells).find(is_source).unwrap();
    cell.content = Content::Text("Cabinet, 8 May".into());
    let back = exchange::read(&book, &values, &rulebook.fingerprint);
    assert!(
        matches!(back.refused.as_slice(), [one] if one.starts_with("Settings, ") && one.contains("`Cabinet, 8 May` under Source is not taken")),
        "{:?}",
        back.refused
    );
    assert!(back.is_nothing());
}
