//! The school's own figures over the years beside those it is compared with: the measures that the profile of a school
//! declares. The first two are drawn.

use super::ledger::Ledger;
use super::{Card, HALF, LAST};
use crate::domain::{Missing, Value};
use crate::review::book::compared::{YEARS, declared, named, near_and_far, years};
use crate::review::context::{Context, SchoolRow, amount};
use crate::rulebook::expression::{Of, Read, Statistic, YearOf};
use crate::rulebook::ids::{ComparatorId, GroupId, MeasureId};
use crate::rulebook::model::PaperSection;
use workbook::write::{Cell, Look, Role, Shown, TrendPlan};

/// Measures shown.
const SHOWN: usize = 8;
/// Comparisons shown.
const COMPARED: usize = 3;
/// Measures drawn, side by side; how high.
const DRAWN: usize = 2;
const HEIGHT: f64 = 150.0;
/// Columns of what is drawn, outside the page: years, the school, two comparisons.
pub(super) const OUTSIDE: u16 = 10;

/// Puts them on the card.
pub(super) fn put(card: &mut Card<'_>) {
    let context = card.context;
    let Some(part) = declared(context) else { return };
    card.section("card.figures", 0, LAST);
    card.row += 1;
    heads(card, part);
    for slot in 0..SHOWN {
        line(card, part, slot);
    }
    // a chart cannot change its title with the school everywhere: it stands in a cell
    for (slot, from, to) in [(0, 0, HALF), (1, HALF + 1, LAST)] {
        let title = card.ledger.text(move |row| measure_of(context, part, row, slot));
        card.put(from, to, title, Look::of(Role::Lead));
    }
    card.row += 1;
    for slot in 0..DRAWN {
        drawn(card, part, slot);
    }
    card.page.heights.push((card.row, HEIGHT));
    card.row += 1;
}

fn heads<'a>(card: &mut Card<'a>, part: &'a PaperSection) {
    let judged = card.context.inputs.evaluation.year;
    let mut titles = vec![card.say("paper.measure").into_owned()];
    titles.extend(years().map(|year| year.in_year(judged).to_string()));
    let compared = part.compared_with.iter().copied().take(COMPARED).enumerate();
    titles.extend(compared.map(|with| named(card.context, part, with)));
    for column in 0..=LAST {
        let title = titles.get(usize::from(column)).cloned().unwrap_or_default();
        let look = Look::of(Role::Heading);
        card.put(column, column, Cell::text(title), if column == 0 { look } else { look.centred() });
    }
    card.row += 1;
}

/// One line of figures: the n-th measure for which the school has any.
fn line<'a>(card: &mut Card<'a>, part: &'a PaperSection, slot: usize) {
    let context = card.context;
    let title = card.ledger.text(move |row| measure_of(context, part, row, slot));
    card.put(0, 0, title, Look::of(Role::Body));
    card.put(LAST, LAST, Cell::BLANK, Look::of(Role::Body));
    let reads = years().map(|year| (year, Of::Subject));
    let compared = part.compared_with.iter().take(COMPARED);
    let reads = reads.chain(compared.map(|with| (YearOf::Judged, Of::Comparator(*with, Statistic::Mean))));
    for (column, (year, of)) in (1_u16..).zip(reads) {
        let text = card.ledger.text(move |row| shown(context, part, row, slot, (year, of)));
        let role = if year == YearOf::Judged && of == Of::Subject { Role::Strong } else { Role::Body };
        card.put(column, column, text, Look::of(role).centred());
    }
    card.row += 1;
}

/// What the n-th line is of.
fn measure_of(context: &Context<'_>, part: &PaperSection, row: SchoolRow<'_>, slot: usize) -> String {
    let measure = nth(context, part, row, slot).and_then(|id| context.rulebook().measure(id));
    measure.map_or_else(String::new, |measure| measure.title.to_string())
}

/// The n-th measure of a school's phase for which a workbook has something in one of the years.
fn nth(context: &Context<'_>, part: &PaperSection, row: SchoolRow<'_>, slot: usize) -> Option<MeasureId> {
    let phase = context.phase_id(row.at);
    let of_phase = |id: &&MeasureId| {
        let measure = context.rulebook().measure(**id);
        measure.is_some_and(|m| m.phases.is_empty() || phase.as_ref().is_none_or(|phase| m.phases.contains(phase)))
    };
    let has_any = |id: &&MeasureId| {
        let mut own = years().filter_map(|year| read(context, row, **id, (year, Of::Subject)));
        own.any(|value| !matches!(value, Err(Missing::NoColumn | Missing::NoRow)))
    };
    part.measures.iter().filter(of_phase).filter(has_any).nth(slot).copied()
}

fn read(
    context: &Context<'_>,
    row: SchoolRow<'_>,
    measure: MeasureId,
    (year, of): (YearOf, Of),
) -> Option<Result<Value, Missing>> {
    context.inputs.values.read(row.at, &Read { measure, group: GroupId::ALL, year, of })
}

fn number(
    context: &Context<'_>,
    part: &PaperSection,
    row: SchoolRow<'_>,
    slot: usize,
    of: (YearOf, Of),
) -> Option<f64> {
    read(context, row, nth(context, part, row, slot)?, of)?.ok()?.number()
}

/// A figure in words: a marker as it was written, a dash for what is not known.
fn shown(context: &Context<'_>, part: &PaperSection, row: SchoolRow<'_>, slot: usize, of: (YearOf, Of)) -> String {
    let Some(id) = nth(context, part, row, slot) else { return String::new() };
    let measure = context.rulebook().measure(id);
    match read(context, row, id, of) {
        Some(Ok(Value::Number(number))) => {
            // a mean that was worked out has no more decimals than one beyond the measure's own
            let most = if of.1 == Of::Subject { u8::MAX } else { measure.map_or(1, |measure| measure.decimals + 1) };
            let decimals = match crate::review::context::shown(number, measure) {
                Shown::Percent(count) | Shown::Decimals(count) => count.min(most),
                _ => 0,
            };
            amount(number, decimals, measure)
        }
        Some(Ok(value)) => value.to_string(),
        Some(Err(Missing::Marker { written, .. })) => written.to_string(),
        _ => "–".to_owned(),
    }
}

/// A chart of the n-th line: the school and what it is compared with, year by year.
fn drawn<'a>(card: &mut Card<'a>, part: &'a PaperSection, slot: usize) {
    let context = card.context;
    let judged = context.inputs.evaluation.year;
    let step = u32::try_from(slot).unwrap_or(0);
    let top = 2 + step * u32::from(YEARS + 1);
    let compared: Vec<(usize, ComparatorId)> = near_and_far(part);
    for (row, year) in (top..).zip(years()) {
        let quiet = Look::of(Role::Quiet);
        card.page.put(row, OUTSIDE, Cell::text(year.in_year(judged).to_string()).looking(quiet));
        let mut put = |column: u16, ledger: &mut Ledger<'a>, of: Of| {
            let cell = ledger.number(move |row| number(context, part, row, slot, (year, of)));
            card.page.put(row, column, cell.looking(quiet));
        };
        put(OUTSIDE + 1, &mut card.ledger, Of::Subject);
        for (column, (_, with)) in (OUTSIDE + 2..).zip(&compared) {
            put(column, &mut card.ledger, Of::Comparator(*with, Statistic::Mean));
        }
    }
    let mut lines = vec![(OUTSIDE + 1, context.words.say("column.school").to_owned())];
    let others = compared.iter().map(|with| named(context, part, *with));
    lines.extend((OUTSIDE + 2..).zip(others));
    let left = if slot == 0 { 0 } else { HALF + 1 };
    card.page.trends.push(TrendPlan {
        at: (card.row, left),
        size: (if slot == 0 { 400 } else { 365 }, 190),
        title: String::new(),
        alt: context.words.say("card.figures").to_owned(),
        years: (OUTSIDE, top, top + u32::from(YEARS) - 1),
        lines,
    });
}
