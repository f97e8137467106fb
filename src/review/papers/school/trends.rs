//! Small charts below the figures: the school, those near by and the nation over the years.

use super::super::leaf::{COLUMNS, Leaf};
use super::Page;
use super::figures::{published, years_of};
use crate::domain::Value;
use crate::review::book::compared::{named, near_and_far};
use crate::rulebook::expression::{Of, Read, Statistic, YearOf};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::{PaperFor, PaperSection};
use workbook::write::{Cell, Look, Role, TrendPlan};

/// Measures drawn, side by side.
const DRAWN: usize = 2;
/// Width and height of a chart in pixels, and the height of its row in points.
const SIZE: (u32, u32) = (388, 108);
const HEIGHT: f64 = 87.0;
/// The first of the columns that hold what is drawn, outside the page.
const OUTSIDE: u16 = COLUMNS + 1;
/// Their number: years, the school, two comparisons.
const HELD: u16 = 4;

/// Draws the first measures of the headlines, and then of the others, of which the school has figures of several years.
pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection, measures: &[MeasureId]) {
    // a page to write on has no charts
    if page.maker.paper.made_for == PaperFor::EachVisit {
        return;
    }
    let headlines = &page.maker.context.rulebook().report.headline_measures;
    let mut measures = measures.to_vec();
    measures.sort_by_key(|id| headlines.iter().position(|headline| headline == id).unwrap_or(usize::MAX));
    let several = |id: &MeasureId| own(page, part, *id).iter().flatten().count() > 1;
    let drawn: Vec<MeasureId> = measures.into_iter().filter(several).take(DRAWN).collect();
    if drawn.is_empty() || !leaf.is_whole() {
        return;
    }
    let halves = [12, 13];
    let title = |id: &MeasureId| {
        let measure = page.maker.context.rulebook().measure(*id);
        Cell::text(measure.map_or("", |measure| &*measure.title)).looking(Look::of(Role::Lead).wrapped())
    };
    leaf.may_part_here();
    leaf.cells(&halves, drawn.iter().map(title).collect());
    for (slot, id) in drawn.into_iter().enumerate() {
        let left = leaf.columns(&halves).get(slot).map_or(0, |(from, _)| *from);
        chart(page, leaf, part, (id, slot, left));
    }
    leaf.page.heights.push((leaf.row, HEIGHT));
    leaf.line(Cell::BLANK);
    leaf.page.hidden_columns = (OUTSIDE..OUTSIDE + HELD).collect();
}

/// The figures of the school, oldest first, as far as they may leave the office.
fn own(page: &Page<'_, '_>, part: &PaperSection, id: MeasureId) -> Vec<Option<f64>> {
    let of = |year| {
        let figure = page.maker.inputs.views.figure(page.row.at, &Read::of_all(id, year, Of::Subject));
        published(page, id, year, &figure).ok().as_ref().and_then(Value::number)
    };
    years_of(part).map(of).collect()
}

/// One chart, and what it is drawn from.
fn chart<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &PaperSection, (id, slot, left): (MeasureId, usize, u16)) {
    let context = page.maker.context;
    let judged = page.maker.inputs.views.year();
    let years: Vec<YearOf> = years_of(part).collect();
    let many = u32::try_from(years.len()).unwrap_or(0);
    let top = 1 + u32::try_from(slot).unwrap_or(0) * (many + 1);
    let quiet = Look::of(Role::Quiet);
    let with = near_and_far(&part.compared_with);
    for ((row, year), own) in (top..).zip(&years).zip(own(page, part, id)) {
        leaf.page.put(row, OUTSIDE, Cell::text(year.in_year(judged).to_string()).looking(quiet));
        leaf.page.put(row, OUTSIDE + 1, own.map_or(Cell::BLANK, Cell::number).looking(quiet));
        for (column, (_, with)) in (OUTSIDE + 2..).zip(&with) {
            let of = Of::Comparator(*with, Statistic::Mean);
            let figure = page.maker.inputs.views.figure(page.row.at, &Read::of_all(id, *year, of));
            let number = figure.reading.value.ok().as_ref().and_then(Value::number);
            leaf.page.put(row, column, number.map_or(Cell::BLANK, Cell::number).looking(quiet));
        }
    }
    let mut lines = vec![(OUTSIDE + 1, context.words.say("column.school").to_owned())];
    lines.extend((OUTSIDE + 2..).zip(with.iter().map(|with| named(context, &part.columns, *with))));
    leaf.page.trends.push(TrendPlan {
        at: (leaf.row, left),
        size: SIZE,
        title: String::new(),
        alt: context.rulebook().measure(id).map_or_else(String::new, |measure| measure.title.to_string()),
        years: (OUTSIDE, top, top + many.saturating_sub(1)),
        lines,
    });
}
