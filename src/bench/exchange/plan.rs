//! The workbook handed out.

use chrono::NaiveDate;

use super::{AS, FILE, PRINT, VALUE, WAY};
use crate::review::book::keys;
use crate::rulebook::edit::{Sheet, Sort, Value};
use crate::rulebook::model::Rulebook;
use workbook::write::{
    Book, BookError, Cell, Choice, Column, Footer, Look, PagePlan, Palette, Property, Role, Row, Shown, TableKind,
    TablePlan,
};

/// The workbook's bytes: the same for the same rulebook and day.
///
/// # Errors
/// When a sheet cannot be written.
pub fn write(values: &[Value], rulebook: &Rulebook, date: NaiveDate) -> Result<Vec<u8>, BookError> {
    let title = format!("Rules of {}", rulebook.authority);
    let footer = Footer {
        left: title.clone(),
        page: ("Page".to_owned(), "of".to_owned()),
        right: date.format("%-d %B %Y").to_string(),
    };
    let palette = Palette::of(&rulebook.report.colours);
    let kind = Property { name: keys::KIND, value: keys::VALUES.to_owned() };
    let mut book = Book::with_properties(palette.clone(), footer, &title, &rulebook.authority, date, &[kind]);
    let sheets: Vec<(Sheet, Vec<&Value>)> = Sheet::ALL
        .iter()
        .map(|sheet| (*sheet, values.iter().filter(|value| value.sheet == *sheet).collect::<Vec<_>>()))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    book.page(front(&title, rulebook, &sheets))?;
    for (sheet, values) in &sheets {
        book.table(table(*sheet, values, &palette))?;
    }
    book.finish()
}

fn front<'a>(title: &str, rulebook: &Rulebook, sheets: &[(Sheet, Vec<&Value>)]) -> PagePlan<'a> {
    let mut page = PagePlan {
        name: "How to use".to_owned(),
        widths: vec![24.0, 12.0, 80.0],
        portrait: true,
        protected: true,
        ..PagePlan::default()
    };
    page.heights.push((0, 30.0));
    page.put(0, 0, Cell::text(title.to_owned()).looking(Look::of(Role::Title)));
    let steps = [
        "Change values in the coloured cells, one value a row, and save. Everything else is locked, without a password.",
        "Then run: yardstick rules import, with the name of this workbook. It shows what would change, asks, and writes \
         it into the rules folder. Comments, order and layout stay as they are.",
        "Add to a list (a grade under Choices, a form or factor under Support, a heading, a year's figure, a case): copy a row \
         of the list over a blank row below the others, or write its names there, and change the value or the year. Empty a \
         value to take it out of its list. The import says which cases fail then.",
        "Nothing is written that does not check. New rules and settings are added in the rules folder itself.",
    ];
    let mut row = 2;
    for step in steps {
        page.put_across(row, 0, 2, Cell::text(step).looking(Look::of(Role::Plain).wrapped()));
        row += 1;
    }
    row += 1;
    for (sheet, values) in sheets {
        page.put(row, 0, Cell::text(sheet.title()).looking(Look::of(Role::Strong)));
        page.put(row, 1, Cell::count(values.len()).looking(Look::of(Role::Body)));
        page.put(row, 2, Cell::text(sheet.about()).looking(Look::of(Role::Body)));
        row += 1;
    }
    let fingerprint = format!("{PRINT}{}", rulebook.fingerprint);
    page.put_across(row + 1, 0, 2, Cell::text(fingerprint).looking(Look::of(Role::Quiet)));
    page
}

/// Rows for what is added.
const SPARE: usize = 12;

/// Blank rows in which everything may be written.
fn spare<'a>(sheet: Sheet) -> impl Iterator<Item = Row<'a>> {
    let blank = || Cell::BLANK.looking(Look::of(Role::Input).wrapped());
    let row = move || (0..=sheet.columns().len()).map(|_| blank()).collect();
    std::iter::repeat_with(row).take(SPARE)
}

/// The columns before the value, the value, and what is known of it.
fn columns(sheet: Sheet, values: &[&Value]) -> Vec<Column<'static>> {
    let widths = |title: &str| match title {
        "Years" | "Year" | "Group" | "Statistic" | "Mark" | "Part" | "Colour" => 16.0,
        "Rule" | "Compared" | "Measure" | "What it decides" | "Of" | "Case" | "Given" => 42.0,
        _ => 26.0,
    };
    let mut columns: Vec<Column<'static>> =
        sheet.columns().iter().map(|title| Column::new(*title, widths(title)).wrapped()).collect();
    let wide = matches!(sheet, Sheet::Sentences | Sheet::Words);
    let mut value = Column::new("Value", if wide { 90.0 } else { 26.0 });
    value.id = VALUE;
    value.look = Look::of(Role::Input).wrapped();
    value.choice = choice(values);
    columns.push(value);
    for (title, width) in [("Unit", 10.0), ("Source", 44.0), ("Note", 60.0), ("Stands in", 28.0)] {
        let mut column = Column::new(title, width).wrapped();
        column.look = Look::of(Role::Quiet).wrapped();
        columns.push(column);
    }
    for (id, title) in [(FILE, "File"), (WAY, "Way"), (AS, "As exported")] {
        let mut column = Column::new(title, 8.0);
        column.id = id;
        column.hidden = true;
        columns.push(column);
    }
    columns
}

/// What may be entered in the value's column.
fn choice(values: &[&Value]) -> Option<Choice> {
    let same =
        |sort: &Sort| values.iter().all(|value| std::mem::discriminant(&value.sort) == std::mem::discriminant(sort));
    let first = values.first().map(|value| &value.sort).filter(|sort| same(sort))?;
    match first {
        Sort::Number(_) => Some(Choice::Number),
        Sort::Flag => Some(Choice::OneOf(vec!["true".to_owned(), "false".to_owned()])),
        Sort::OneOf(words) => Some(Choice::OneOf(words.to_vec())),
        Sort::Day => Some(Choice::Day),
        Sort::Words | Sort::Colour => None,
    }
}

fn table<'a>(sheet: Sheet, values: &[&'a Value], palette: &Palette) -> TablePlan<'a> {
    let mut plan = TablePlan::new(sheet.title(), sheet.title(), columns(sheet, values));
    plan.about = sheet.about().into();
    plan.hint = match sheet {
        Sheet::Thresholds => {
            "After a line has moved, the cases beside its rule may expect the old one: yardstick test names them."
                .into()
        }
        _ => "".into(),
    };
    plan.kind = TableKind::Decisions;
    plan.frozen = 1;
    let lists = values.iter().any(|value| value.member().is_some());
    let spare = spare(sheet).filter(|_| lists);
    plan.with_rows(values.iter().map(|value| row(value, palette)).chain(spare).collect())
}

fn row<'a>(value: &'a Value, palette: &Palette) -> Row<'a> {
    let mut cells: Vec<Cell<'a>> = value.about.iter().map(|text| Cell::text(text.as_str())).collect();
    if value.sheet == Sheet::Colours {
        // the colour itself beside its name
        let ink = value.about.first().and_then(|name| palette.ink(name));
        if let Some(first) = cells.first_mut() {
            *first = first.clone().looking(Look::of(Role::Body).inked(ink));
        }
    }
    cells.push(match (&value.sort, value.written.parse::<f64>()) {
        (Sort::Number(_), Ok(number)) => Cell::number(number),
        (Sort::Day, _) => match value.written.parse() {
            Ok(day) => Cell::date(Some(day)).looking(Look::of(Role::Input).shown(Shown::Day)),
            Err(_) => Cell::text(value.written.as_str()),
        },
        _ => Cell::text(value.written.trim_end_matches('\n')),
    });
    cells.push(Cell::text(value.unit.as_str()));
    cells.push(Cell::text(value.source.as_str()));
    cells.push(Cell::text(value.note.as_str()));
    cells.push(Cell::text(format!("{}:{}", value.file, value.line)));
    cells.push(Cell::text(&*value.file));
    cells.push(Cell::text(value.way.as_str()));
    cells.push(Cell::text(value.written.as_str()));
    cells
}
