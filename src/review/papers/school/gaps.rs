//! Groups of pupils against their peers.

use super::super::leaf::{Leaf, figure};
use super::super::reasons::Reasons;
use super::figures::{is_nowhere, is_of_its_phase, with_titles, years_of};
use super::{Page, kept_back};
use crate::domain::{Missing, Value, rounded};
use crate::judge::evaluate::Figure;
use crate::rulebook::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Measure, PaperSection, Unit};
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
        let of_years: Vec<(YearOf, Figure)> = years_of(part).zip(years).collect();
        let cells = cells(page, (measure, group), &of_years, &mut reasons);
        leaf.cells(&shares, cells);
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
    years: &[(YearOf, Figure)],
    reasons: &mut Reasons,
) -> Vec<Cell<'a>> {
    let context = page.maker.context;
    let rulebook = context.rulebook();
    let Some(measure) = rulebook.measure(id) else { return Vec::new() };
    let about = rulebook.group(group);
    let title = format!("{}, {}", measure.title, about.map_or("", |group| &*group.title));
    let mut cells = vec![Cell::text(title).looking(Look::of(Role::Body).wrapped())];
    let shown = |year: YearOf, value: &Result<Value, Missing>| match kept_back::why(page, id, group, year) {
        Some(why) if value.is_ok() => Err(why),
        _ => value.clone(),
    };
    let own: Vec<Result<Value, Missing>> = years.iter().map(|(year, one)| shown(*year, &one.reading.value)).collect();
    cells.extend(own.iter().map(|value| figure(context, value, Some(measure), reasons)));
    let kept = kept_back::why(page, id, group, YearOf::Judged);
    cells.push(match (measure.cohort, &kept) {
        (Some(_), Some(why)) => figure(context, &Err(why.clone()), None, reasons),
        (Some(cohort), None) => {
            let pupils = read(page, cohort, group, YearOf::Judged);
            figure(context, &pupils.reading.value, rulebook.measure(cohort), reasons)
        }
        (None, _) => Cell::BLANK.looking(Look::of(Role::Body)),
    });
    // beside all pupils and their number, the others' figure would give a suppressed one away
    let suppressed = own.last().is_some_and(|own| matches!(own, Err(Missing::Marker(_) | Missing::Bound(_))));
    if suppressed || kept.is_some() {
        cells.extend(std::iter::repeat_n(Cell::BLANK.looking(Look::of(Role::Body)), 2));
        return cells;
    }
    let others = others(page, (id, measure), group);
    cells.push(figure(context, &others, Some(measure), reasons));
    cells.push(gap(own.last(), &others));
    cells
}

/// The figure of the pupils outside a group: as a workbook gives it, else worked out from the figures and numbers of the
/// group and of all. One that a workbook keeps back is not worked out.
fn others(page: &Page<'_, '_>, (id, measure): (MeasureId, &Measure), group: GroupId) -> Result<Value, Missing> {
    let context = page.maker.context;
    let not_known = || Missing::CannotCompute(context.words.say("paper.others-not-known").into());
    let peers = context.rulebook().group(group).map_or(GroupId::ALL, |group| group.peers);
    if peers != GroupId::ALL {
        match read(page, id, peers, YearOf::Judged).reading.value {
            Err(kept @ (Missing::Marker(_) | Missing::Bound(_))) => return Err(kept),
            Ok(value) => return Ok(value),
            Err(_) => {}
        }
    }
    let number = |group| read(page, id, group, YearOf::Judged).reading.value.ok().as_ref().and_then(Value::number);
    let pupils = |group| kept_back::pupils(page, measure.cohort?, group, YearOf::Judged);
    let worked_out = || {
        let (all, own, many, few) = (number(GroupId::ALL)?, number(group)?, pupils(GroupId::ALL)?, pupils(group)?);
        let rest = (many > few).then_some(many - few)?;
        if measure.unit == Unit::Percent {
            // of whole pupils, as rules work it out: in a table it is rounded
            let reached = (all * many / 100.0).round() - (own * few / 100.0).round();
            return (0.0..=rest).contains(&reached).then(|| rounded(100.0 * reached / rest, 1));
        }
        // what is rounded in a table may come out a little beyond what there can be
        let (least, most) = measure.range.unwrap_or((f64::MIN, f64::MAX));
        Some(rounded(((all * many - own * few) / rest).clamp(least, most), measure.decimals))
    };
    worked_out().map(Value::Number).ok_or_else(not_known)
}

/// By how many points the group is behind, as rules say it; nothing where one of the two is not known.
fn gap<'a>(own: Option<&Result<Value, Missing>>, others: &Result<Value, Missing>) -> Cell<'a> {
    let look = Look::of(Role::Strong).centred();
    match (own, others) {
        (Some(Ok(Value::Number(own))), Ok(Value::Number(others))) => {
            Cell::number(others - own).looking(look.shown(Shown::Signed(1)))
        }
        _ => Cell::BLANK.looking(look),
    }
}
