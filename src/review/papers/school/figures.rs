//! Measures over the years, against what the school is compared with.

use super::super::leaf::{COLUMNS, Leaf, figure};
use super::super::reasons::Reasons;
use super::{Page, kept_back, trends};
use crate::domain::{Missing, Value};
use crate::judge::evaluate::Figure;
use crate::rulebook::expression::{Behind, Of, Read, Statistic, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Measure, PaperSection};
use workbook::write::{Cell, Look, Role, Shown};

/// A row for each measure of the school's phase.
pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let rows: Vec<Row<'_>> = part.measures.iter().filter_map(|measure| row(page, part, *measure)).collect();
    if rows.is_empty() {
        return page.say(leaf, "paper.no-figures");
    }
    let counts: Vec<u16> = (0..part.compared_with.len()).map(|with| room_for_counts(&rows, with)).collect();
    let shares = shares(part, &counts);
    leaf.headings(&shares, titles(page, part, &counts));
    let mut reasons = Reasons::default();
    for row in &rows {
        let cells = cells(page, part, row, &counts, &mut reasons);
        leaf.cells(&shares, cells);
    }
    if let Some(said) = reasons.said() {
        leaf.quiet(said);
    }
    trends::put(page, leaf, part, &rows.iter().map(|row| row.id).collect::<Vec<_>>());
}

/// A figure of the school for a year, as far as it may leave the office.
pub(super) fn published(page: &Page<'_, '_>, id: MeasureId, year: YearOf, figure: &Figure) -> Result<Value, Missing> {
    match kept_back::why(page, id, GroupId::ALL, year) {
        Some(why) if figure.reading.value.is_ok() => Err(why),
        _ => figure.reading.value.clone(),
    }
}

/// A measure with its figures.
struct Row<'r> {
    id: MeasureId,
    measure: &'r Measure,
    pupils: Option<Figure>,
    /// oldest first
    years: Vec<Figure>,
    compared: Vec<Figure>,
}

/// Whether a measure is for schools of the phase of this one; where the phase is not known, it is.
pub(super) fn is_of_its_phase(page: &Page<'_, '_>, measure: &Measure) -> bool {
    let phase = page.maker.context.phase_id(page.row.at);
    measure.phases.is_empty() || phase.is_none_or(|phase| measure.phases.contains(&phase))
}

/// Whether no workbook has anything for the school: no column, or no row of its own as an infant school in a table of
/// key stage 2.
pub(super) fn is_nowhere(figure: &Figure) -> bool {
    matches!(figure.reading.value, Err(Missing::NoColumn | Missing::NoRow))
}

/// The figures of a measure; none where it is not of the school's phase, or no workbook has it.
fn row<'a>(page: &Page<'a, '_>, part: &PaperSection, id: MeasureId) -> Option<Row<'a>> {
    let measure = page.maker.context.rulebook().measure(id)?;
    if !is_of_its_phase(page, measure) {
        return None;
    }
    let read = |measure, year, of| page.maker.inputs.views.figure(page.row.at, &Read::of_all(measure, year, of));
    let years: Vec<Figure> = years_of(part).map(|year| read(id, year, Of::Subject)).collect();
    if years.iter().all(is_nowhere) {
        return None;
    }
    let compared = part.compared_with.iter();
    let compared = compared.map(|with| read(id, YearOf::Judged, Of::Comparator(*with, Statistic::Mean))).collect();
    let pupils = measure.cohort.map(|cohort| read(cohort, YearOf::Judged, Of::Subject));
    Some(Row { id, measure, pupils, years, compared })
}

/// The years shown, oldest first.
pub(super) fn years_of(part: &PaperSection) -> impl Iterator<Item = YearOf> {
    (0..part.years).rev().map(|back| if back == 0 { YearOf::Judged } else { YearOf::Before(back) })
}

/// The room for how many schools a comparison is of: none where it never says, and twice as much for `29 of 33`.
fn room_for_counts(rows: &[Row<'_>], with: usize) -> u16 {
    let counts = rows.iter().filter_map(|row| row.compared.get(with).and_then(said_of));
    counts.map(|of| if of.known == of.of { 1 } else { 2 }).max().unwrap_or(0)
}

/// Of how many schools a figure is, where it is known.
fn said_of(figure: &Figure) -> Option<Behind> {
    figure.schools.filter(|_| figure.reading.value.is_ok())
}

fn shares(part: &PaperSection, counts: &[u16]) -> Vec<u16> {
    let mut shares: Vec<u16> = (0..part.years).map(|_| 2).collect();
    shares.push(2);
    shares.extend(counts.iter().flat_map(|room| [2, *room]).filter(|share| *share > 0));
    with_titles(shares)
}

/// The columns of figures, and before them what is left of the width for the rows' titles.
pub(super) fn with_titles(mut shares: Vec<u16>) -> Vec<u16> {
    const LEAST: u16 = 6;
    let left = COLUMNS.saturating_sub(shares.iter().sum());
    shares.insert(0, left.max(LEAST));
    shares
}

fn titles(page: &Page<'_, '_>, part: &PaperSection, counts: &[u16]) -> Vec<String> {
    let context = page.maker.context;
    let judged = page.maker.inputs.views.year();
    let mut titles = vec![page.text("paper.measure")];
    titles.extend(years_of(part).map(|year| year.in_year(judged).to_string()));
    titles.push(page.text("paper.pupils"));
    for (number, with) in part.compared_with.iter().enumerate() {
        let own = part.columns.get(number).map(|title| title.to_string());
        let title = || context.rulebook().comparator(*with).map_or(String::new(), |one| one.title.to_string());
        titles.push(own.unwrap_or_else(title));
        titles.extend(counts.get(number).filter(|room| **room > 0).map(|_| page.text("paper.n")));
    }
    titles
}

fn cells<'a>(
    page: &Page<'a, '_>,
    part: &PaperSection,
    row: &Row<'_>,
    counts: &[u16],
    reasons: &mut Reasons,
) -> Vec<Cell<'a>> {
    let context = page.maker.context;
    let measure = Some(row.measure);
    let mut cells = vec![Cell::text(row.measure.title.to_string()).looking(Look::of(Role::Body).wrapped())];
    let last = row.years.len();
    for (number, (year, one)) in years_of(part).zip(&row.years).enumerate() {
        let value = published(page, row.id, year, one);
        let cell = figure(context, &value, measure, reasons);
        let look = cell.look.unwrap_or(Look::of(Role::Body));
        // the year judged stands out
        let role = if number + 1 == last && value.is_ok() { Role::Strong } else { look.role };
        cells.push(cell.looking(Look { role, ..look }));
    }
    let kept = kept_back::why(page, row.id, GroupId::ALL, YearOf::Judged);
    cells.push(match (&row.pupils, kept) {
        (Some(_), Some(why)) => figure(context, &Err(why), None, reasons),
        (Some(pupils), None) => {
            let cohort = pupils.reading.measure.and_then(|id| context.rulebook().measure(id));
            figure(context, &pupils.reading.value, cohort, reasons)
        }
        (None, _) => Cell::BLANK.looking(Look::of(Role::Body)),
    });
    for (one, room) in row.compared.iter().zip(counts) {
        cells.push(no_longer_than(figure(context, &one.reading.value, measure, reasons), measure));
        if *room > 0 {
            let many = said_of(one).map_or(Cell::BLANK, |schools| behind(page, schools));
            cells.push(many.looking(Look::of(Role::Quiet).centred()));
        }
    }
    cells
}

/// How many schools a figure is of; where it is not known of all, `8 of 12`.
fn behind<'a>(page: &Page<'a, '_>, Behind { known, of }: Behind) -> Cell<'a> {
    if known == of {
        return Cell::number(f64::from(known));
    }
    let with = [("n", known.to_string()), ("of", of.to_string())];
    Cell::text(page.maker.context.words.fill("paper.n-of", &with))
}

/// A figure that was worked out has no more decimals than one beyond the measure's own.
pub(in crate::review::papers) fn no_longer_than<'a>(cell: Cell<'a>, measure: Option<&Measure>) -> Cell<'a> {
    let Some(look) = cell.look else { return cell };
    let most = measure.map_or(1, |measure| measure.decimals + 1);
    let shown = match look.shown {
        Shown::Percent(count) => Shown::Percent(count.min(most)),
        Shown::Decimals(count) => Shown::Decimals(count.min(most)),
        other => other,
    };
    cell.looking(Look { shown, ..look })
}
