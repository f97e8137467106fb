//! The road school by school: a row for each school of each share of pupils that an aim of the authority is about.

use super::formulas::{At, Wanted, chance, column, number, sentence};
use super::{Road, Way};
use crate::domain::{AcademicYear, Missing};
use crate::review::context::{SchoolRow, shown};
use crate::rulebook::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use workbook::place::quoted_sheet;
use workbook::write::{Cell, Choice, Column, DATA_ROW, Look, Role, Row, Shown, TableKind, TablePlan};

/// Columns before the years: number of the aim, measure, school, its number, pupils.
const FIRST_YEAR: usize = 5;
const PUPILS: usize = 4;

/// The rows of a measure of a group.
pub(super) struct Block {
    /// the first of the ways that are about it
    pub way: usize,
    pub of: (MeasureId, GroupId),
    /// its first row on the sheet, from 1
    first: usize,
    rows: Vec<OfSchool>,
}

/// A school's figures of a measure.
struct OfSchool {
    /// its place in the order of the review
    row: usize,
    pupils: Option<f64>,
    before: Vec<Option<f64>>,
    now: Option<f64>,
    /// why there is none
    reason: Option<String>,
}

/// Everything that stands on the sheet; of a nation nothing does.
pub(super) fn blocks(road: &Road<'_, '_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    if road.maker.inputs.report.is_national() {
        return blocks;
    }
    let mut first = usize::try_from(DATA_ROW).unwrap_or(0) + 1;
    for (number, way) in road.ways.iter().enumerate().filter(|(_, way)| way.is_of_schools()) {
        let Some(of) = way.measure.filter(|of| !blocks.iter().any(|block| block.of == *of)) else { continue };
        let all = road.maker.context.schools.iter().enumerate();
        let rows: Vec<OfSchool> = all.filter_map(|(at, row)| of_school(road, way, at, *row)).collect();
        if !rows.is_empty() {
            let many = rows.len();
            blocks.push(Block { way: number, of, first, rows });
            first += many;
        }
    }
    blocks
}

fn of_school(road: &Road<'_, '_>, way: &Way<'_>, row: usize, school: SchoolRow<'_>) -> Option<OfSchool> {
    let (measure, group) = way.measure?;
    let maker = road.maker;
    let judged = maker.inputs.views.year();
    let read = |measure, year: AcademicYear| {
        let read = Read { measure, group, year: YearOf::At(year), of: Of::Subject };
        maker.inputs.views.value(school.at, &read)
    };
    let value = |year| read(measure, year).ok()?.number();
    let cohort = maker.context.rulebook().measure(measure)?.cohort?;
    let pupils = read(cohort, judged).ok().and_then(|pupils| pupils.number()).filter(|pupils| *pupils > 0.0);
    let least = maker.context.rulebook().small_numbers.publish_from;
    let before = road.years.iter().map(|year| value(*year)).collect();
    match read(measure, judged) {
        Ok(_) if pupils.is_some_and(|pupils| pupils < least) => {
            let few = maker.context.words.fill("paper.few", &[("n", least.to_string())]);
            let before = vec![None; road.years.len()];
            Some(OfSchool { row, pupils: None, before, now: None, reason: Some(few) })
        }
        Ok(now) => Some(OfSchool { row, pupils, before, now: Some(now.number()?), reason: None }),
        // a school of another phase has no row, and is nothing to wait for
        Err(Missing::NoColumn | Missing::NoRow | Missing::CannotCompute(_)) => None,
        Err(missing) => Some(OfSchool { row, pupils: None, before, now: None, reason: Some(missing.to_string()) }),
    }
}

impl Block {
    fn last(&self) -> usize {
        self.first + self.rows.len().saturating_sub(1)
    }

    /// The cells of one of its columns, seen from the other sheet.
    fn cells(&self, road: &Road<'_, '_>, at: usize) -> String {
        let column = column(at);
        let sheet = quoted_sheet(&road.schools_sheet);
        format!("{sheet}!${column}${}:${column}${}", self.first, self.last())
    }

    /// All its pupils, as a formula for the other sheet, with what it comes to.
    pub fn pupils(&self, road: &Road<'_, '_>) -> (String, f64) {
        let all = self.rows.iter().filter_map(|row| row.pupils).sum();
        (format!("=SUM({})", self.cells(road, PUPILS)), all)
    }

    /// The authority's figure with what is supposed of schools: as it stands, moved by each school's change in the share
    /// that its pupils are of all.
    pub fn supposed(&self, road: &Road<'_, '_>, now: &str) -> String {
        let pupils = self.cells(road, PUPILS);
        let (own, supposed) = (road.now(), road.now() + 1);
        let (own, supposed) = (self.cells(road, own), self.cells(road, supposed));
        format!("={now}+IF(SUM({pupils})=0,0,SUMPRODUCT({pupils},{supposed}-{own})/SUM({pupils}))")
    }
}

impl Road<'_, '_> {
    /// The rows of schools that a way is about.
    pub fn block(&self, way: &Way<'_>) -> Option<&Block> {
        self.blocks.iter().find(|block| Some(block.of) == way.measure)
    }

    /// The column of the year judged, on both sheets.
    pub fn now(&self) -> usize {
        FIRST_YEAR + self.years.len()
    }
}

/// The plan of the sheet; none where no aim is about shares of pupils.
pub(super) fn plan<'a>(road: &Road<'a, '_>) -> Option<TablePlan<'a>> {
    if road.blocks.is_empty() {
        return None;
    }
    let words = road.maker.context.words;
    let rows: Vec<Row<'a>> = road.blocks.iter().flat_map(|block| of_block(road, block)).collect();
    let plan = TablePlan {
        about: words.text("paper.road-schools-about"),
        hint: words.text("paper.road-hint"),
        frozen: 3,
        kind: TableKind::Decisions,
        tab: road.maker.context.palette.ink("input"),
        ..TablePlan::new(&road.schools_sheet, words.say("paper.road-schools"), columns(road))
    };
    Some(plan.with_rows(rows))
}

fn columns<'a>(road: &Road<'a, '_>) -> Vec<Column<'a>> {
    let words = road.maker.context.words;
    let count = Look::of(Role::Body).centred();
    let mut columns = vec![
        Column::new(words.text("column.number"), 6.0).looking(count),
        Column::new(words.text("paper.measure"), 30.0).wrapped(),
        Column::new(words.text("column.school"), 30.0),
        Column::new(words.text("column.urn"), 9.0).looking(count),
        Column::new(words.text("paper.road-pupils"), 8.0).looking(count),
    ];
    columns.extend(road.years.iter().map(|year| Column::new(year.to_string(), 9.0)));
    columns.push(Column::new(road.maker.inputs.views.year().to_string(), 9.0));
    let mut suppose = Column::new(words.text("paper.road-suppose"), 11.0).looking(Look::of(Role::Input));
    suppose.choice = Some(Choice::Number);
    columns.push(suppose);
    columns.extend([
        Column::new(words.text("paper.road-needed"), 9.0),
        Column::new(words.text("paper.road-points"), 9.0),
        Column::new(words.text("paper.road-pupils-missing"), 9.0).looking(count),
        Column::new(words.text("paper.road-from"), 9.0),
        Column::new(words.text("paper.road-to"), 9.0),
        Column::new(words.text("paper.road-in-words"), 46.0).wrapped(),
    ]);
    columns
}

fn of_block<'a>(road: &Road<'a, '_>, block: &Block) -> Vec<Row<'a>> {
    let Some(way) = road.ways.get(block.way) else { return Vec::new() };
    let Some((_, line, wanted)) = way.figures else { return Vec::new() };
    let rows = block.rows.iter().zip(block.first..);
    rows.filter_map(|(one, at)| row(road, block, (way, line, wanted), one, at)).collect()
}

fn row<'a>(
    road: &Road<'a, '_>,
    block: &Block,
    (way, line, wanted): (&Way<'_>, f64, Wanted),
    one: &OfSchool,
    at: usize,
) -> Option<Row<'a>> {
    let context = road.maker.context;
    let school = *context.schools.get(one.row)?;
    let measure = context.rulebook().measure(block.of.0);
    let look = |role: Role, number: f64| Look::of(role).shown(shown(number, measure)).centred();
    let figure = |is: &Option<f64>| is.map_or(Cell::BLANK, |is| Cell::number(is).looking(look(Role::Body, is)));
    let now = road.now();
    let cell = |column_at: usize, is| At::new(format!("${}{at}", column(column_at)), is);
    let supposed = cell(now + 1, one.now);
    let pupils = cell(PUPILS, one.pupils);
    let needed = cell(now + 2, one.now.map(|_| line));
    let mut cells = vec![
        way.number.map_or(Cell::BLANK, |number| Cell::number(f64::from(number))),
        Cell::text(way.what.clone()),
        Cell::text(school.name()),
        school.urn(),
        one.pupils.map_or(Cell::BLANK, Cell::number),
    ];
    cells.extend(one.before.iter().map(figure));
    cells.push(figure(&one.now));
    let typed = one.now.map_or(Cell::BLANK, Cell::number);
    cells.push(typed.looking(look(Role::Input, one.now.unwrap_or(0.0))));
    let Some(_) = one.now else {
        cells.extend([const { Cell::BLANK }; 5]);
        cells.push(Cell::text(one.reason.clone().unwrap_or_default()).looking(Look::of(Role::Quiet).wrapped()));
        return Some(cells);
    };
    let target = format!("={}", super::aims::target(road, block.way));
    let point = Look::of(Role::Body).shown(Shown::Decimals(1)).centred();
    cells.push(number(target, Some(line)).looking(look(Role::Body, line)));
    cells.push(wanted.missing(&supposed, &needed).looking(point));
    cells.push(wanted.pupils_missing(&supposed, &needed, &pupils).looking(Look::of(Role::Strong).centred()));
    cells.extend(by_chance(road, &supposed, &pupils, |column_at, is| cell(now + 5 + column_at, is)));
    Some(cells)
}

/// How far chance reaches: from, to, and in words. `at` gives the cells in which the two ends stand.
pub(super) fn by_chance<'a>(
    road: &Road<'a, '_>,
    figure: &At,
    pupils: &At,
    at: impl Fn(usize, Option<f64>) -> At,
) -> [Cell<'a>; 3] {
    let Some(z) = road.z else { return [const { Cell::BLANK }; 3] };
    let whole = Look::of(Role::Quiet).shown(Shown::Decimals(0)).centred();
    let [(from, low), (to, high)] = chance(figure, pupils, z);
    let with = [("n", pupils.clone()), ("from", at(0, low)), ("to", at(1, high))];
    let said = sentence(road.maker.context.words.say("paper.road-chance"), &with);
    [from.looking(whole), to.looking(whole), said.looking(Look::of(Role::Quiet).wrapped())]
}
