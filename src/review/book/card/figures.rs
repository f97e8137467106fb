//! The school's own figures over the years beside those it is compared with: of the measures that the profile of a school
//! declares, those that decided first. The first two are drawn, and those there is no room for are named.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use super::weight::by_weight;
use super::{Card, HALF, LAST};
use crate::domain::{Missing, Value};
use crate::review::book::compared::{Declared, YEARS, declared, named, near_and_far, years};
use crate::review::context::{Context, SchoolRow, amount};
use crate::rulebook::expression::{Of, Read, Statistic, YearOf};
use crate::rulebook::ids::{ComparatorId, MeasureId};
use workbook::write::{Cell, Look, Role, Shown, TrendPlan};

/// Measures shown.
const SHOWN: usize = 9;
/// Height of the line that names the others.
const OTHERS: f64 = 29.0;
/// Comparisons shown.
const COMPARED: usize = 3;
/// Measures drawn, side by side; how high.
const DRAWN: usize = 2;
const HEIGHT: f64 = 122.0;
/// Columns of what is drawn, outside the page: years, the school, two comparisons.
pub(super) const OUTSIDE: u16 = 10;

/// What the lines are of, school by school: looked up once, since every cell of the card asks.
struct Lines<'a> {
    context: &'a Context<'a>,
    part: Declared,
    measures: BTreeMap<usize, Vec<MeasureId>>,
}

/// Puts them on the card.
pub(super) fn put(card: &mut Card<'_>) {
    let Some(part) = declared(card.context) else { return };
    let lines = Lines::of(card.context, part);
    card.section("school-card.figures", 0, LAST);
    card.row += 1;
    heads(card, &lines.part);
    // as many as the school with the most has: what no school has is no empty line, and no empty chart
    let most = lines.measures.values().map(Vec::len).max().unwrap_or(0);
    for slot in 0..most.min(SHOWN) {
        line(card, &lines, slot);
    }
    if most == 0 {
        return;
    }
    if most > SHOWN {
        let others = card.ledger.text(|row| lines.others(row));
        card.page.heights.push((card.row, OTHERS));
        card.put(0, LAST, others, Look::of(Role::Quiet).wrapped());
        card.row += 1;
    }
    // a chart cannot change its title with the school everywhere: it stands in a cell
    for (slot, from, to) in [(0, 0, HALF), (1, HALF + 1, LAST)].into_iter().take(most) {
        let title = card.ledger.text(|row| lines.title(row, slot));
        card.put(from, to, title, Look::of(Role::Lead));
    }
    card.row += 1;
    for slot in 0..DRAWN.min(most) {
        drawn(card, &lines, slot);
    }
    card.page.heights.push((card.row, HEIGHT));
    card.row += 1;
}

fn heads(card: &mut Card<'_>, part: &Declared) {
    let judged = card.context.inputs.evaluation.year;
    let mut titles = vec![card.say("paper.measure").into_owned()];
    titles.extend(years().map(|year| year.in_year(judged).to_string()));
    let compared = part.compared_with.iter().copied().take(COMPARED).enumerate();
    titles.extend(compared.map(|with| named(card.context, &part.columns, with)));
    for column in 0..=LAST {
        let title = titles.get(usize::from(column)).cloned().unwrap_or_default();
        let look = Look::of(Role::Heading);
        card.put(column, column, Cell::text(title), if column == 0 { look } else { look.centred() });
    }
    card.row += 1;
}

/// One line of figures: the n-th measure for which the school has any.
fn line(card: &mut Card<'_>, lines: &Lines<'_>, slot: usize) {
    let title = card.ledger.text(|row| lines.title(row, slot));
    card.put(0, 0, title, Look::of(Role::Body));
    card.put(LAST, LAST, Cell::BLANK, Look::of(Role::Body));
    let reads = years().map(|year| (year, Of::Subject));
    let compared = lines.part.compared_with.iter().take(COMPARED);
    let reads = reads.chain(compared.map(|with| (YearOf::Judged, Of::Comparator(*with, Statistic::Mean))));
    for (column, (year, of)) in (1_u16..).zip(reads) {
        let text = card.ledger.text(|row| lines.shown(row, slot, (year, of)));
        let role = if year == YearOf::Judged && of == Of::Subject { Role::Strong } else { Role::Body };
        card.put(column, column, text, Look::of(role).centred());
    }
    // a line below it all, also where there is less to compare with
    let used = YEARS + u16::try_from(lines.part.compared_with.len().min(COMPARED)).unwrap_or(0);
    for column in used + 1..LAST {
        card.put(column, column, Cell::BLANK, Look::of(Role::Body));
    }
    card.row += 1;
}

impl<'a> Lines<'a> {
    fn of(context: &'a Context<'a>, part: Declared) -> Self {
        let lines = Self { context, part, measures: BTreeMap::new() };
        let measures = context.schools.iter().map(|row| (row.at, lines.measures(*row))).collect();
        Self { measures, ..lines }
    }

    /// The measures of a school's phase for which a workbook has something in one of the years, those that decided first.
    fn measures(&self, row: SchoolRow<'_>) -> Vec<MeasureId> {
        let phase = self.context.phase_id(row.at);
        let of_phase = |id: &&MeasureId| {
            let measure = self.context.rulebook().measure(**id);
            measure.is_some_and(|m| m.phases.is_empty() || phase.as_ref().is_none_or(|phase| m.phases.contains(phase)))
        };
        let has_any = |id: &&MeasureId| {
            let mut own = years().filter_map(|year| self.read(row, **id, (year, Of::Subject)));
            own.any(|value| !matches!(value, Err(Missing::NoColumn | Missing::NoRow)))
        };
        let all = self.part.measures.iter().filter(of_phase).filter(has_any).copied();
        by_weight(self.context, row, all.collect())
    }

    /// The measures there is no line for, by their titles, each with its figure of the year judged.
    fn others(&self, row: SchoolRow<'_>) -> String {
        let many = self.measures.get(&row.at).map_or(0, Vec::len);
        let of = |slot| format!("{} {}", self.title(row, slot), self.shown(row, slot, (YearOf::Judged, Of::Subject)));
        let others: Vec<String> = (SHOWN..many).map(of).collect();
        if others.is_empty() {
            return String::new();
        }
        self.context.words.fill("school-card.other-figures", &[("figures", others.join("; "))])
    }

    /// What the n-th line of a school is of.
    fn nth(&self, row: SchoolRow<'_>, slot: usize) -> Option<MeasureId> {
        self.measures.get(&row.at)?.get(slot).copied()
    }

    fn title(&self, row: SchoolRow<'_>, slot: usize) -> String {
        let measure = self.nth(row, slot).and_then(|id| self.context.rulebook().measure(id));
        measure.map_or_else(String::new, |measure| measure.title.to_string())
    }

    fn read(&self, row: SchoolRow<'_>, measure: MeasureId, (year, of): (YearOf, Of)) -> Option<Result<Value, Missing>> {
        self.context.inputs.values.read(row.at, &Read::of_all(measure, year, of))
    }

    fn number(&self, row: SchoolRow<'_>, slot: usize, of: (YearOf, Of)) -> Option<f64> {
        self.read(row, self.nth(row, slot)?, of)?.ok()?.number()
    }

    /// A figure in words: a marker as it was written, a dash for what is not known.
    fn shown(&self, row: SchoolRow<'_>, slot: usize, of: (YearOf, Of)) -> String {
        let Some(id) = self.nth(row, slot) else { return String::new() };
        let measure = self.context.rulebook().measure(id);
        match self.read(row, id, of) {
            Some(Ok(Value::Number(number))) => {
                // a mean that was worked out has no more decimals than one beyond the measure's own
                let most =
                    if of.1 == Of::Subject { u8::MAX } else { measure.map_or(1, |measure| measure.decimals + 1) };
                let decimals = match crate::review::context::shown(number, measure) {
                    Shown::Percent(count) | Shown::Decimals(count) => count.min(most),
                    _ => 0,
                };
                amount(number, decimals, measure)
            }
            Some(Ok(value)) => value.to_string(),
            Some(Err(missing)) => missing.kept_back().map_or_else(|| "–".to_owned(), ToString::to_string),
            None => "–".to_owned(),
        }
    }
}

/// A chart of the n-th line: the school and what it is compared with, year by year.
fn drawn<'a>(card: &mut Card<'a>, lines: &Lines<'a>, slot: usize) {
    let Lines { context, part, .. } = lines;
    let judged = context.inputs.evaluation.year;
    let step = u32::try_from(slot).unwrap_or(0);
    let top = 2 + step * u32::from(YEARS + 1);
    let compared: Vec<(usize, ComparatorId)> = near_and_far(&part.compared_with);
    for (row, year) in (top..).zip(years()) {
        let quiet = Look::of(Role::Quiet);
        card.page.put(row, OUTSIDE, Cell::text(year.in_year(judged).to_string()).looking(quiet));
        let mut put = |column: u16, ledger: &mut Ledger<'a>, of: Of| {
            let cell = ledger.number(|row| lines.number(row, slot, (year, of)));
            card.page.put(row, column, cell.looking(quiet));
        };
        put(OUTSIDE + 1, &mut card.ledger, Of::Subject);
        for (column, (_, with)) in (OUTSIDE + 2..).zip(&compared) {
            put(column, &mut card.ledger, Of::Comparator(*with, Statistic::Mean));
        }
    }
    let mut drawn = vec![(OUTSIDE + 1, context.words.say("column.school").to_owned())];
    let others = compared.iter().map(|with| named(context, &part.columns, *with));
    drawn.extend((OUTSIDE + 2..).zip(others));
    let left = if slot == 0 { 0 } else { HALF + 1 };
    card.page.trends.push(TrendPlan {
        at: (card.row, left),
        size: (if slot == 0 { 400 } else { 365 }, 155),
        title: String::new(),
        alt: context.words.say("school-card.figures").to_owned(),
        years: (OUTSIDE, top, top + u32::from(YEARS) - 1),
        lines: drawn,
    });
}
