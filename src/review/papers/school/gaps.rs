//! Groups of pupils against their peers.

use super::super::leaf::{Leaf, figure, whence};
use super::super::reasons::Reasons;
use super::Page;
use super::figures::{is_nowhere, is_of_its_phase, with_titles, years_of};
use crate::domain::{Missing, Value};
use crate::judge::evaluate::Figure;
use crate::rulebook::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::PaperSection;
use workbook::write::{Cell, Look, Role, Shown};

/// A row for each measure and group of which a workbook knows something.
pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let pairs = part.measures.iter().flat_map(|measure| part.groups.iter().map(move |group| (*measure, *group)));
    let rows: Vec<(MeasureId, GroupId, Vec<Figure>)> = pairs
        .filter_map(|(measure, group)| {
            let known = page.maker.context.rulebook().measure(measure)?;
            let years: Vec<Figure> = years_of(part).map(|year| read(page, measure, group, year)).collect();
            let nowhere = years.iter().all(is_nowhere);
            (is_of_its_phase(page, known) && !nowhere).then_some((measure, group, years))
        })
        .collect();
    if rows.is_empty() {
        return page.say(leaf, "paper.no-groups");
    }
    let mut shares: Vec<u16> = (0..part.years).map(|_| 2).collect();
    shares.extend([2, 2, 2]);
    let shares = with_titles(shares);
    leaf.headings(&shares, titles(page, part));
    let mut reasons = Reasons::default();
    for (measure, group, years) in rows {
        let notes: Vec<Option<String>> = years.iter().map(whence).collect();
        let cells = cells(page, (measure, group), &years, &mut reasons);
        leaf.cells(&shares, cells);
        for (at, note) in notes.into_iter().enumerate() {
            if let Some(note) = note {
                leaf.note(&shares, at + 1, note);
            }
        }
    }
    if let Some(said) = reasons.said() {
        leaf.quiet(said);
    }
}

fn read(page: &Page<'_, '_>, measure: MeasureId, group: GroupId, year: YearOf) -> Figure {
    page.maker.inputs.views.figure(page.row.at, &Read { measure, group, year, of: Of::Subject })
}

fn titles(page: &Page<'_, '_>, part: &PaperSection) -> Vec<String> {
    let judged = page.maker.inputs.views.year();
    let mut titles = vec![page.text("paper.measure-and-group")];
    titles.extend(years_of(part).map(|year| year.in_year(judged).to_string()));
    titles.extend(["paper.pupils", "paper.peers", "paper.gap"].map(|name| page.text(name)));
    titles
}

fn cells<'a>(
    page: &Page<'a, '_>,
    (id, group): (MeasureId, GroupId),
    years: &[Figure],
    reasons: &mut Reasons,
) -> Vec<Cell<'a>> {
    let context = page.maker.context;
    let rulebook = context.rulebook();
    let measure = rulebook.measure(id);
    let about = rulebook.group(group);
    let title =
        format!("{}, {}", measure.map_or("", |measure| &*measure.title), about.map_or("", |group| &*group.title));
    let mut cells = vec![Cell::text(title).looking(Look::of(Role::Body).wrapped())];
    cells.extend(years.iter().map(|one| figure(context, &one.reading.value, measure, reasons)));
    cells.push(match measure.and_then(|measure| measure.cohort) {
        Some(cohort) => {
            let pupils = read(page, cohort, group, YearOf::Judged);
            figure(context, &pupils.reading.value, rulebook.measure(cohort), reasons)
        }
        None => Cell::BLANK.looking(Look::of(Role::Body)),
    });
    // beside all pupils and their number, the peers' figure would give a suppressed one away
    if years.last().is_some_and(|own| matches!(own.reading.value, Err(Missing::Marker { .. }))) {
        cells.extend(std::iter::repeat_n(Cell::BLANK.looking(Look::of(Role::Body)), 2));
        return cells;
    }
    let peers = about.map_or(GroupId::ALL, |group| group.peers);
    let mut peers = read(page, id, peers, YearOf::Judged);
    if peers.reading.value.is_err() {
        peers = read(page, id, GroupId::ALL, YearOf::Judged);
    }
    cells.push(figure(context, &peers.reading.value, measure, reasons));
    cells.push(gap(years.last(), &peers));
    cells
}

/// The difference in points; nothing where one of the two is not known.
fn gap<'a>(own: Option<&Figure>, peers: &Figure) -> Cell<'a> {
    let look = Look::of(Role::Strong).centred();
    match (own.map(|own| &own.reading.value), &peers.reading.value) {
        (Some(Ok(Value::Number(own))), Ok(Value::Number(peers))) => {
            Cell::number(own - peers).looking(look.shown(Shown::Signed(1)))
        }
        _ => Cell::BLANK.looking(look),
    }
}
