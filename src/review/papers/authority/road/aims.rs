//! The road of the authority: a row for each figure that an aim holds against a line.

use super::formulas::{At, Wanted, column, known, number, words as in_words};
use super::schools::by_chance;
use super::{Road, Way};
use crate::review::book::sheets::aims;
use crate::review::context::{cut, shown};
use crate::rulebook::model::{Measure, PaperSection};
use workbook::place::quoted_sheet;
use workbook::write::{Cell, Choice, Column, DATA_ROW, Look, Role, Row, Shown, TableKind, TablePlan};

/// The column of pupils; the years begin behind it, as on the sheet of schools.
const PUPILS: usize = 4;
/// Columns behind the figure now: supposed, target, missing, pupils missing, chance from, to, in words, met.
const BEHIND: usize = 9;
/// The longest sentence that stands in the table.
const LONGEST: usize = 240;

/// The plan of the sheet.
pub(super) fn plan<'a>(road: &Road<'a, '_>, part: &'a PaperSection) -> TablePlan<'a> {
    let words = road.maker.context.words;
    let title = part.title.as_deref().unwrap_or_else(|| words.say("paper.road-aims"));
    let about = part.say.as_deref().unwrap_or_else(|| words.say("paper.road-about"));
    let rows: Vec<Row<'a>> = road.ways.iter().enumerate().map(|(at, way)| row(road, at, way)).collect();
    let plan = TablePlan {
        about: about.to_owned().into(),
        hint: words.text("paper.road-hint"),
        frozen: 3,
        kind: TableKind::Decisions,
        tab: road.maker.context.palette.ink("title"),
        large: true,
        ..TablePlan::new(&road.aims_sheet, title, columns(road))
    };
    plan.with_rows(rows)
}

fn columns<'a>(road: &Road<'a, '_>) -> Vec<Column<'a>> {
    let words = road.maker.context.words;
    let count = Look::of(Role::Body).centred();
    let mut columns = vec![
        Column::new(words.text("column.number"), 6.0).looking(count),
        Column::new(words.text("column.aim"), 34.0).wrapped(),
        Column::new(words.text("paper.road-what"), 30.0).wrapped(),
        Column::new(words.text("column.outcome"), 14.0),
        Column::new(words.text("paper.road-pupils"), 8.0).looking(count),
    ];
    columns.extend(road.years.iter().map(|year| Column::new(year.to_string(), 9.0)));
    columns.push(Column::new(road.maker.inputs.views.year().to_string(), 9.0));
    let typed = |name: &'static str| {
        let mut typed = Column::new(words.text(name), 11.0).looking(Look::of(Role::Input));
        typed.choice = Some(Choice::Number);
        typed
    };
    columns.extend([
        Column::new(words.text("paper.road-supposed"), 11.0),
        typed("paper.road-target"),
        Column::new(words.text("paper.road-points"), 9.0),
        Column::new(words.text("paper.road-pupils-missing"), 9.0).looking(count),
        Column::new(words.text("paper.road-from"), 9.0),
        Column::new(words.text("paper.road-to"), 9.0),
        Column::new(words.text("paper.road-in-words"), 36.0).wrapped(),
        Column::new(words.text("paper.road-then"), 14.0),
    ]);
    for year in &road.ahead {
        let with = [("year", year.to_string())];
        columns.push(Column::new(words.fill("paper.road-step", &with), 10.0));
        columns.push(Column::new(words.fill("paper.road-step-pupils", &with), 10.0).looking(count));
    }
    columns.push(Column::new(words.text("column.figures"), 60.0).wrapped());
    columns.push(Column::new(words.text("column.source"), 34.0).wrapped());
    columns
}

/// The row of a way on the sheet, from 1.
fn row_of(way: usize) -> usize {
    way + usize::try_from(DATA_ROW).unwrap_or(0) + 1
}

/// The cell of the target of a way, seen from the other sheet.
pub(super) fn target(road: &Road<'_, '_>, way: usize) -> String {
    let sheet = quoted_sheet(&road.aims_sheet);
    format!("{sheet}!${}${}", column(road.now() + 2), row_of(way))
}

fn row<'a>(road: &Road<'a, '_>, at: usize, way: &Way<'a>) -> Row<'a> {
    let context = road.maker.context;
    let measure = way.measure.and_then(|(id, _)| context.rulebook().measure(id));
    let mut cells = vec![
        way.number.map_or(Cell::BLANK, |number| Cell::number(f64::from(number))),
        Cell::text(&*way.rule.title),
        Cell::text(way.what.clone()),
        aims::outcome(context, way.finding.outcome),
    ];
    let block = road.block(way);
    let pupils = block.filter(|_| way.is_of_schools()).map(|block| block.pupils(road));
    let (said, all) = match pupils {
        Some((formula, all)) => (number(formula, Some(all)), Some(all)),
        None => (Cell::BLANK, None),
    };
    cells.push(said);
    let figure = |is: Option<f64>| is.map_or(Cell::BLANK, |is| Cell::number(is).looking(look(Role::Body, is, measure)));
    cells.extend(way.before.iter().map(|is| figure(*is)));
    match way.figures {
        Some(figures) => cells.extend(held(road, way, (at, measure, all), figures)),
        None => {
            cells.push(figure(judged(road, way)));
            cells.extend(vec![Cell::BLANK.looking(Look::of(Role::Body)); BEHIND - 1 + 2 * road.ahead.len()]);
        }
    }
    cells.push(Cell::text(cut(&aims::figures(way.finding), LONGEST)));
    cells.push(Cell::maybe(way.rule.source.as_deref()));
    cells
}

fn look(role: Role, number: f64, measure: Option<&Measure>) -> Look {
    Look::of(role).shown(shown(number, measure)).centred()
}

/// The figure of an aim without a line, in the year judged.
fn judged(road: &Road<'_, '_>, way: &Way<'_>) -> Option<f64> {
    let report = road.maker.inputs.report;
    let run = report.evaluation.progress.iter().find(|run| run.rule == way.finding.rule)?;
    let (_, value) = run.points.iter().find(|(year, _)| *year == report.evaluation.year)?;
    value.as_ref().ok()?.number()
}

/// The figure, what is supposed, the target, and what follows from them.
fn held<'a>(
    road: &Road<'a, '_>,
    way: &Way<'_>,
    (at, measure, pupils): (usize, Option<&Measure>, Option<f64>),
    (value, line, wanted): (f64, f64, Wanted),
) -> Vec<Cell<'a>> {
    let words = road.maker.context.words;
    let now_at = road.now();
    let cell = |column_at: usize, is| At::new(format!("${}{}", column(column_at), row_of(at)), is);
    let (now, supposed) = (cell(now_at, Some(value)), cell(now_at + 1, Some(value)));
    let (target, pupils) = (cell(now_at + 2, Some(line)), cell(PUPILS, pupils));
    let block = road.block(way);
    let supposed_cell = match block.filter(|_| way.is_of_schools()) {
        Some(block) => number(block.supposed(road, &now.cell), Some(value)).looking(look(Role::Body, value, measure)),
        None => Cell::number(value).looking(look(Role::Input, value, measure)),
    };
    let mut cells = vec![
        Cell::number(value).looking(look(Role::Strong, value, measure)),
        supposed_cell,
        Cell::number(line).looking(look(Role::Input, line, measure)),
        wanted.missing(&supposed, &target).looking(Look::of(Role::Body).shown(Shown::Decimals(1)).centred()),
        wanted.pupils_missing(&supposed, &target, &pupils).looking(Look::of(Role::Strong).centred()),
    ];
    let by_chance = if way.is_of_schools() {
        by_chance(road, &supposed, &pupils, |end, is| cell(now_at + 5 + end, is))
    } else {
        [const { Cell::BLANK }; 3]
    };
    cells.extend(by_chance);
    let (met, not_met) = (words.say("aim.met"), words.say("aim.not-met"));
    let quoted = |text: &str| text.replace('\u{22}', "\"\"");
    let then = format!("IF({},\"{}\",\"{}\")", wanted.met_when(&supposed, &target), quoted(met), quoted(not_met));
    let is = if wanted.is_met(value, line) { met } else { not_met };
    cells.push(in_words(known(&[&supposed, &target], &then), is.to_owned()));
    cells.extend(steps(road, way, (wanted, &now, &target, &pupils), measure, at));
    cells
}

/// The figure needed in each year to come, in equal steps, and the pupils that takes.
fn steps<'a>(
    road: &Road<'a, '_>,
    way: &Way<'_>,
    (wanted, now, target, pupils): (Wanted, &At, &At, &At),
    measure: Option<&Measure>,
    at: usize,
) -> Vec<Cell<'a>> {
    let within = |year: &&crate::domain::AcademicYear| way.rule.years.contains(**year);
    let many = road.ahead.iter().filter(within).count();
    let (Some(value), Some(line)) = (now.is, target.is) else { return Vec::new() };
    let mut cells = Vec::new();
    for (number_of, year) in road.ahead.iter().enumerate() {
        if !within(&year) {
            cells.extend([const { Cell::BLANK }; 2]);
            continue;
        }
        let (step, of) = (number_of + 1, many);
        let share = f64::from(u32::try_from(step).unwrap_or(1)) / f64::from(u32::try_from(of).unwrap_or(1));
        let is = if wanted.is_met(value, line) { line } else { value + (line - value) * share };
        let (n, t) = (&now.cell, &target.cell);
        let formula = format!("IF({},{t},{n}+({t}-{n})*{step}/{of})", wanted.met_when(now, target));
        let needed = At::new(format!("${}{}", column(road.now() + BEHIND + 2 * number_of), row_of(at)), Some(is));
        cells.push(number(known(&[now, target], &formula), Some(is)).looking(look(Role::Body, is, measure)));
        cells.push(wanted.pupils_missing(now, &needed, pupils).looking(Look::of(Role::Body).centred()));
    }
    cells
}
