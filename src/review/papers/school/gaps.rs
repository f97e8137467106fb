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
    let rows: Vec<Row<'a>> = pairs
        .filter_map(|(id, group)| {
            let measure = page.maker.context.rulebook().measure(id)?;
            let years: Vec<_> = years_of(part).map(|year| (year, read(page, id, group, year))).collect();
            let nowhere = years.iter().all(|(_, figure)| is_nowhere(figure));
            (is_of_its_phase(page, measure) && !nowhere).then_some(Row { id, measure, group, years })
        })
        .collect();
    if rows.is_empty() {
        return page.say(leaf, "paper.no-groups");
    }
    let (shown, kept_back): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.is_shown(page));
    if !shown.is_empty() {
        table(page, leaf, part, &shown);
    }
    for said in without_figures(page, &kept_back) {
        leaf.quiet(said);
    }
}

/// The rows that have a figure to show.
fn table<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection, rows: &[Row<'a>]) {
    let mut shares: Vec<u16> = (0..part.years).map(|_| 2).collect();
    shares.extend([2, 2, 2]);
    let shares = with_titles(shares);
    leaf.headings(&shares, titles(page, part));
    let mut reasons = Reasons::default();
    for row in rows {
        leaf.cells(&shares, cells(page, row, &mut reasons));
    }
    if let Some(said) = reasons.said() {
        leaf.quiet(said);
    }
}

/// Of rows without any figure to show, a line for each reason: a row of letters would say no more.
fn without_figures(page: &Page<'_, '_>, rows: &[Row<'_>]) -> Vec<String> {
    let mut by_reason: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows {
        let Some(Err(missing)) = row.own(page).pop() else { continue };
        let (why, title) = (missing.to_string(), row.title(page));
        match by_reason.iter_mut().find(|(known, _)| *known == why) {
            Some((_, titles)) => titles.push(title),
            None => by_reason.push((why, vec![title])),
        }
    }
    let say = |(why, titles): (String, Vec<String>)| {
        page.maker.context.words.fill("paper.no-figure-of", &[("why", why), ("names", titles.join("; "))])
    };
    by_reason.into_iter().map(say).collect()
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

/// A measure of a group, with its figures, oldest first.
struct Row<'r> {
    id: MeasureId,
    measure: &'r Measure,
    group: GroupId,
    years: Vec<(YearOf, Figure)>,
}

impl Row<'_> {
    fn title(&self, page: &Page<'_, '_>) -> String {
        let about = page.maker.context.rulebook().group(self.group);
        format!("{}, {}", self.measure.title, about.map_or("", |group| &*group.title))
    }

    /// The figures as far as they may leave the office.
    fn own(&self, page: &Page<'_, '_>) -> Vec<Result<Value, Missing>> {
        let shown = |(year, one): &(YearOf, Figure)| match kept_back::why(page, self.id, self.group, *year) {
            Some(why) if one.reading.value.is_ok() => Err(why),
            _ => one.reading.value.clone(),
        };
        self.years.iter().map(shown).collect()
    }

    /// How many pupils the figure of the year judged is of, as far as it may leave the office; `None` where the measure
    /// counts none.
    fn pupils(&self, page: &Page<'_, '_>) -> Option<Result<Value, Missing>> {
        let cohort = self.measure.cohort?;
        Some(match kept_back::why(page, self.id, self.group, YearOf::Judged) {
            Some(why) => Err(why),
            None => read(page, cohort, self.group, YearOf::Judged).reading.value,
        })
    }

    /// Whether any of its cells has a number.
    fn is_shown(&self, page: &Page<'_, '_>) -> bool {
        self.own(page).iter().any(Result::is_ok) || self.pupils(page).is_some_and(|pupils| pupils.is_ok())
    }
}

fn cells<'a>(page: &Page<'a, '_>, row: &Row<'_>, reasons: &mut Reasons) -> Vec<Cell<'a>> {
    let context = page.maker.context;
    let Row { id, measure, group, .. } = *row;
    let mut cells = vec![Cell::text(row.title(page)).looking(Look::of(Role::Body).wrapped())];
    let own = row.own(page);
    cells.extend(own.iter().map(|value| figure(context, value, Some(measure), reasons)));
    cells.push(match row.pupils(page) {
        Some(pupils) => {
            let cohort = measure.cohort.and_then(|cohort| context.rulebook().measure(cohort));
            figure(context, &pupils, cohort, reasons)
        }
        None => Cell::BLANK.looking(Look::of(Role::Body)),
    });
    // beside all pupils and their number, the others' figure would give a suppressed one away
    let suppressed = own.last().is_some_and(|own| matches!(own, Err(Missing::Marker(_) | Missing::Bound(_))));
    if suppressed || kept_back::why(page, id, group, YearOf::Judged).is_some() {
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
