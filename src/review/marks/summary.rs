//! Our sheets at the end of an officer's workbook: the schools in it, and every mark with a link to its cell.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::gather::{Ground, Mark};
use super::{At, note, schools_in, sheet_name};
use crate::intake::record::WorkbookRead;
use crate::review::Reckoned;
use crate::review::context::{Context, SchoolRow, options, teams};
use workbook::place::column_letters;
use workbook::write::{Book, BookError, Cell, Column, Link, Look, Role, Row, TablePlan};

/// Marks listed; with more, a sheet would be too long to be read.
const MOST: usize = 50_000;

type Marks<'a> = BTreeMap<At<'a>, Vec<Mark<'a>>>;

/// The sheets as a workbook of their own, to be put behind the officer's.
pub(super) fn sheets<'a>(
    context: &Context<'a>,
    read: &WorkbookRead,
    marks: &Marks<'a>,
    remarks: &[String],
) -> Result<Vec<u8>, BookError> {
    let title = context.words.say("marks.title");
    let date = context.inputs.evaluation.date;
    let author = context.inputs.authority();
    let mut book = Book::new(
        context.palette.clone(),
        context.words.footer(context.words.say("marks.title").to_owned(), context.inputs.evaluation.date),
        title,
        author,
        date,
    );
    book.table(schools(context, read, marks, remarks))?;
    book.table(listed(context, marks))?;
    book.finish_to_be_unpacked()
}

/// The schools that the workbook has a row for, those that need attention first.
fn schools<'p, 'a>(
    context: &'p Context<'a>,
    read: &WorkbookRead,
    marks: &Marks<'a>,
    remarks: &[String],
) -> TablePlan<'p> {
    let words = context.words;
    let here = schools_in(read);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for school in marks.values().flatten().filter_map(|mark| mark.school) {
        *counts.entry(school.at).or_default() += 1;
    }
    let in_it = context.schools.iter().filter(|row| here.contains(&row.school.identity.key));
    let rows = in_it.map(|row| school_cells(context, *row, counts.get(&row.at).copied().unwrap_or(0))).collect();
    let columns = vec![
        Column::new(words.text("column.school"), 36.0).wrapped(),
        Column::new(words.text("column.phase"), 14.0).wrapped(),
        Column::new(words.text("column.status"), 24.0).wrapped(),
        Column::new(words.text("column.why"), 70.0).wrapped(),
        Column::new(words.text("column.teams"), 36.0).wrapped(),
        Column::new(words.text("column.options"), 46.0).wrapped(),
        Column::new(words.text("column.marks"), 9.0).looking(Look::of(Role::Body).centred()),
    ];
    let with = [
        ("year", context.inputs.evaluation.year.to_string()),
        ("date", context.inputs.evaluation.date.format("%-d %B %Y").to_string()),
        ("rulebook", context.rulebook().fingerprint.chars().take(12).collect()),
    ];
    let plan = TablePlan {
        about: Cow::Owned(words.fill("marks.about", &with)),
        hint: Cow::Owned(remarks.join(" · ")),
        none: words.text("marks.no-schools"),
        frozen: 1,
        ..TablePlan::new(&context.tab("tab.marks-schools"), words.say("marks.title"), columns)
    };
    plan.with_rows(rows)
}

fn school_cells<'p>(context: &'p Context<'_>, row: SchoolRow<'p>, marks: usize) -> Row<'p> {
    vec![
        Cell::text(row.name()).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(context.phase(row.at)),
        context.status(row.findings.status.rule),
        Cell::text(context.why(row)),
        Cell::text(teams(row.advice).join("\n")),
        Cell::text(options(row.advice).join("\n")),
        Cell::count(marks),
    ]
}

/// Every mark.
fn listed<'p, 'a>(context: &'p Context<'a>, marks: &'p Marks<'a>) -> TablePlan<'p> {
    let words = context.words;
    let columns = vec![
        Column::new(words.text("column.cell"), 22.0),
        Column::new(words.text("column.school"), 32.0).wrapped(),
        Column::new(words.text("column.kind"), 16.0),
        Column::new(words.text("column.said"), 80.0).wrapped(),
        Column::new(words.text("column.value"), 14.0).wrapped(),
        Column::new(words.text("column.threshold"), 11.0),
        Column::new(words.text("column.margin"), 10.0),
        Column::new(words.text("column.margin-pupils"), 10.0),
        Column::new(words.text("column.rule-place"), 22.0).looking(Look::of(Role::Quiet)),
    ];
    let all = marks.values().map(Vec::len).sum::<usize>();
    let rows = marks
        .iter()
        .flat_map(move |(at, marks)| marks.iter().map(move |mark| mark_cells(context, *at, mark)))
        .take(MOST);
    let hint = match all.saturating_sub(MOST) {
        0 => Cow::Borrowed(""),
        more => Cow::Owned(words.fill("and-more", &[("n", more.to_string())])),
    };
    TablePlan {
        about: words.text("marks.list-about"),
        hint,
        none: words.text("marks.none"),
        frozen: 1,
        count: all.min(MOST),
        rows: Box::new(rows),
        ..TablePlan::new(&context.tab("tab.marks"), words.say("marks.list-title"), columns)
    }
}

fn mark_cells<'p>(context: &'p Context<'_>, (sheet, row, column): At<'p>, mark: &Mark<'p>) -> Row<'p> {
    let a1 = format!("{}{}", column_letters(column), u64::from(row) + 1);
    let sheet = sheet_name(context, sheet);
    let ink = context.mark_ink(mark.kind.name());
    let kind = context.palette.signed(ink, context.words.say(mark.kind.words()));
    let mut cells = vec![
        Cell::link(format!("{sheet}!{a1}"), Link::Here(Cow::Owned(sheet), a1)),
        Cell::maybe(mark.school.map(SchoolRow::name)),
        Cell::text(kind).looking(Look::of(Role::Body).inked(ink)),
    ];
    match mark.ground {
        Ground::Doubt(doubt) => {
            cells.push(Cell::text(&*doubt.what));
            cells.extend([const { Cell::BLANK }; 5]);
        }
        Ground::Finding(rule, finding, at) => {
            let reading = finding.readings.get(at);
            let test = finding.tests.iter().find(|test| test.readings.contains(&at));
            cells.push(Cell::text(note::said(context, mark.kind, rule, finding, at)));
            match Reckoned::of_reading(context, finding, at) {
                Some(reckoned) => cells.extend(reckoned.cells(context)),
                None => {
                    cells.push(reading.map_or(Cell::BLANK, |reading| context.reading(reading)));
                    cells.extend([const { Cell::BLANK }; 3]);
                }
            }
            cells.push(Cell::text(test.map_or(&rule.span, |test| &test.place).to_string()));
        }
    }
    cells
}
