//! The inspectorate's workbook of 30 April 2013: 21,308 schools, read with rulebook lines only and given back.

use std::collections::BTreeMap;
use std::path::PathBuf;

use workbook::annotate::{AddedCell, AddedLook, AddedValue, AnnotationPlan, CellMark, MarkStyle, annotate};
use workbook::read::{Book, Cell, Content, Limits, Sheet, read_bytes};
use yardstick::domain::Value;
use yardstick::intake::record::{Dataset, DoubtKind, School};
use yardstick::intake::{self, IntakeOptions, Whose};
use yardstick::rulebook::{RuleSource, Rulebook, load};

use crate::public;

const WORKBOOK: &str = "england-2013-04/Management Information - Schools - 30 April 2013 (provisional).xlsx";
const PROVIDERS: &str = "Provider level data";

fn bytes() -> Option<Vec<u8>> {
    let path: PathBuf = public::data(WORKBOOK)?;
    Some(std::fs::read(path).unwrap())
}

fn book(bytes: &[u8]) -> Book {
    read_bytes("England.xlsx", bytes, &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn rules() -> Rulebook {
    let source = RuleSource::from_texts([("inspections.yaml", include_str!("rules/inspections.yaml"))]);
    let loaded = load(&source);
    loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

fn every_school(book: &Book, rules: &Rulebook) -> Dataset {
    let options = IntakeOptions { whose: Whose::Every, ..IntakeOptions::default() };
    intake::read(std::slice::from_ref(book), rules, &options)
}

fn sheet<'b>(book: &'b Book, name: &str) -> &'b Sheet {
    book.sheets.iter().find(|sheet| &*sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

fn number(cell: Option<&Cell>) -> usize {
    match cell.map(|cell| &cell.content) {
        Some(Content::Number(number)) => format!("{number:.0}").parse().unwrap(),
        _ => 0,
    }
}

fn text(cell: Option<&Cell>) -> String {
    match cell.map(|cell| &cell.content) {
        Some(Content::Text(text)) => text.trim().to_owned(),
        _ => String::new(),
    }
}

/// Schools, and those of each of the four grades.
type Counts = [usize; 5];

/// The counts that the workbook gives itself, by authority; England among them.
fn table_1(book: &Book) -> BTreeMap<String, Counts> {
    let rows = sheet(book, "Table 1").rows.iter();
    let counted = rows.filter(|row| number(row.cell(4)) > 0);
    counted.map(|row| (text(row.cell(1)), [4, 6, 7, 8, 9].map(|column| number(row.cell(column))))).collect()
}

/// The name that stands beside each authority's number among the schools.
fn names(book: &Book) -> BTreeMap<u32, String> {
    let rows = sheet(book, PROVIDERS).rows.iter().skip(1);
    rows.map(|row| (u32::try_from(number(row.cell(2)) / 10_000).unwrap(), text(row.cell(6)))).collect()
}

fn grade(school: &School, rules: &Rulebook, measure: &str) -> Option<usize> {
    let measure = rules.measure_named(measure).unwrap().0;
    let facts = school.facts.sorted();
    let newest = facts.into_iter().filter(|(key, _)| key.measure == measure).max_by_key(|(key, _)| key.year)?;
    match newest.1.value {
        Ok(Value::Number(grade)) => format!("{grade:.0}").parse().ok(),
        _ => None,
    }
}

#[test]
fn national_and_per_authority_counts_are_those_of_the_workbooks_own_table() {
    let Some(bytes) = bytes() else { return };
    let (book, rules) = (book(&bytes), rules());
    let data = every_school(&book, &rules);
    assert_eq!(data.schools.len(), 21_308);
    // the small rulebook of this test has no measures for the older framework's question and the grade before
    let grave: Vec<&str> =
        data.doubts.iter().filter(|doubt| doubt.kind != DoubtKind::Remark).map(|doubt| &*doubt.what).collect();
    let [one] = grave.as_slice() else { panic!("{grave:#?}") };
    assert!(one.ends_with("“How well do pupils achieve?” and “Previous Overall effectiveness”"), "{one}");
    let names = names(&book);
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for school in &data.schools {
        let authority = names[&school.identity.laestab.unwrap().authority()].clone();
        let overall = grade(school, &rules, "overall").unwrap();
        for name in [authority, "ENGLAND".to_owned()] {
            let of = counts.entry(name).or_default();
            of[0] += 1;
            of[overall] += 1;
        }
    }
    assert_eq!(counts["ENGLAND"], [21_308, 4_613, 12_122, 4_003, 570]);
    assert_eq!(counts.len(), 153, "152 authorities and the nation");
    let own = table_1(&book);
    for (name, counted) in &counts {
        assert_eq!(own.get(name), Some(counted), "{name}");
    }
}

#[test]
fn the_four_strands_are_read_and_9_is_not_judged() {
    let Some(bytes) = bytes() else { return };
    let (book, rules) = (book(&bytes), rules());
    let data = every_school(&book, &rules);
    for (strand, column) in [("achievement", 12), ("behaviour", 14), ("teaching", 15), ("leadership", 16)] {
        let mut in_cells = [0_usize; 5];
        for row in sheet(&book, PROVIDERS).rows.iter().skip(1) {
            let grade = number(row.cell(column));
            if (1..=4).contains(&grade) {
                in_cells[grade] += 1;
            }
        }
        let mut read = [0_usize; 5];
        data.schools.iter().filter_map(|school| grade(school, &rules, strand)).for_each(|grade| read[grade] += 1);
        assert_eq!(read, in_cells, "{strand}");
        assert!(read.iter().sum::<usize>() > 10_000, "{strand}: {read:?}");
    }
}

#[test]
fn one_authority_of_the_national_workbook_is_read_alone() {
    let Some(bytes) = bytes() else { return };
    let (book, rules) = (book(&bytes), rules());
    let options = IntakeOptions { whose: Whose::Of("Southend-on-Sea".into()), ..IntakeOptions::default() };
    let data = intake::read(std::slice::from_ref(&book), &rules, &options);
    assert_eq!(data.schools.len(), 54);
    assert_eq!(data.workbooks[0].tables[0].of_other_authorities, 21_254);
    let without = intake::read(&[book], &rules, &IntakeOptions::default());
    assert!(without.schools.is_empty(), "nobody's schools are judged unasked");
    assert!(without.doubts.iter().any(|doubt| doubt.kind == DoubtKind::NotRead && doubt.what.contains("152 others")));
}

#[test]
fn the_annotated_copy_differs_from_the_original_only_where_it_is_marked() {
    let Some(bytes) = bytes() else { return };
    let before = book(&bytes);
    let providers = sheet(&before, PROVIDERS);
    let inadequate: Vec<u32> =
        providers.rows.iter().filter(|row| number(row.cell(11)) == 4).map(|row| row.index).collect();
    assert_eq!(inadequate.len(), 570);
    let style = MarkStyle { fill: Some("F6D5CF".into()), font: Some("6B1A10".into()), ..MarkStyle::default() };
    let mark = |row: &u32| CellMark {
        sheet: PROVIDERS.into(),
        row: *row,
        column: 11,
        style: Some(style.clone()),
        note: Some("judged inadequate".into()),
    };
    let word = |row: &u32| AddedCell {
        sheet: PROVIDERS.into(),
        row: *row,
        column: 21,
        value: AddedValue::Text("inadequate".into()),
        look: AddedLook::default(),
    };
    let plan = AnnotationPlan {
        cells: inadequate.iter().map(mark).collect(),
        added: inadequate.iter().map(word).collect(),
        ..AnnotationPlan::default()
    };
    let made = annotate(&bytes, &plan).unwrap();
    let after = book(&made.bytes);
    assert_eq!(before.sheets.len(), after.sheets.len());
    for (was, is) in before.sheets.iter().zip(&after.sheets) {
        let cells = |sheet: &Sheet, added: bool| -> Vec<(u32, u32, Content)> {
            let rows = sheet.rows.iter();
            let all = rows.flat_map(|row| row.cells.iter().map(|cell| (row.index, cell.column, cell.content.clone())));
            all.filter(|(row, column, _)| {
                added == (&*sheet.name == PROVIDERS && *column == 21 && inadequate.contains(row))
            })
            .collect()
        };
        assert!(cells(was, false) == cells(is, false), "{}", was.name);
        let ours = if &*was.name == PROVIDERS { 570 } else { 0 };
        assert_eq!(cells(is, true).len(), ours, "{}", was.name);
    }
}
