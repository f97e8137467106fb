//! The road to the aims: for each aim of the authority where it stands, the figure needed, the pupils still missing, and how
//! far chance alone reaches; and the same school by school. Both are tables with formulas: a target or a school's figure
//! is changed, and the aim is seen.

mod aims;
mod formulas;
mod schools;

use super::super::Maker;
use crate::domain::{AcademicYear, Missing, Value};
use crate::judge::evaluate::{AimProgress, Finding, Test};
use crate::review::Reckoned;
use crate::review::targets::titled;
use crate::rulebook::expression::{Of, Operator, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{PaperSection, Rule, RuleKind, Unit};
use formulas::Wanted;
use workbook::write::TablePlan;

/// The figure of an aim that is held against a line.
struct Way<'a> {
    /// its number in the plan
    number: Option<u32>,
    rule: &'a Rule,
    finding: &'a Finding<'static>,
    /// what is held against the line: the measure's title, else the comparison as the rule writes it
    what: String,
    /// the share of pupils that it is, where it is one
    measure: Option<(MeasureId, GroupId)>,
    /// whether it is a share of pupils, so that pupils can be counted
    of_pupils: bool,
    /// value and line; none where the aim has none
    figures: Option<(f64, f64, Wanted)>,
    /// the figure by year, oldest first, the year judged left out
    before: Vec<Option<f64>>,
}

/// The road under way.
struct Road<'a, 'm> {
    maker: &'m Maker<'a>,
    ways: Vec<Way<'a>>,
    /// the years before the one judged, oldest first
    years: Vec<AcademicYear>,
    /// the years to come until the last of the aims
    ahead: Vec<AcademicYear>,
    /// how many standard errors chance is told with; none where the rulebook says nothing of it
    z: Option<f64>,
    blocks: Vec<schools::Block>,
    aims_sheet: String,
    schools_sheet: String,
}

/// The tables of the road: of the authority, and by school. None where the rulebook has no aims of the authority.
pub(super) fn tables<'a>(maker: &Maker<'a>, part: &'a PaperSection) -> Vec<TablePlan<'a>> {
    let judged = maker.inputs.views.year();
    let years: Vec<AcademicYear> = (1..part.years).rev().map(|back| judged.before(back)).collect();
    let ways = ways(maker, &years);
    if ways.is_empty() {
        return Vec::new();
    }
    let last = ways.iter().filter_map(|way| way.rule.years.to).max().unwrap_or(judged);
    let ahead = std::iter::successors(Some(judged.next()), |year| Some(year.next())).take_while(|year| *year <= last);
    let percent = maker.context.rulebook().small_numbers.chance_percent;
    let words = maker.context.words;
    let own = part.sheet.as_deref().unwrap_or_else(|| words.say("paper.road-aims"));
    let mut road = Road {
        maker,
        ways,
        years,
        ahead: ahead.collect(),
        z: (percent > 0.0).then(|| crate::domain::standard_errors(percent)),
        blocks: Vec::new(),
        aims_sheet: maker.sheet_name(own),
        schools_sheet: maker.sheet_name(words.say("paper.road-schools")),
    };
    road.blocks = schools::blocks(&road);
    let mut tables = vec![aims::plan(&road, part)];
    tables.extend(schools::plan(&road));
    tables
}

/// A way for each comparison of an aim that has numbers; one for the aim as a whole where none has.
fn ways<'a>(maker: &Maker<'a>, years: &[AcademicYear]) -> Vec<Way<'a>> {
    let context = maker.context;
    let report = maker.inputs.report;
    let mut aims: Vec<(Option<u32>, &Rule, &Finding<'static>)> = Vec::new();
    for finding in &report.evaluation.authority {
        let Some(rule) = report.rulebook.rule(finding.rule) else { continue };
        if let RuleKind::Aim { number, .. } = rule.kind {
            aims.push((number, rule, finding));
        }
    }
    aims.sort_by_key(|(number, _, finding)| (number.unwrap_or(u32::MAX), finding.rule));
    let mut all = Vec::new();
    for (number, rule, finding) in aims {
        let run = report.evaluation.progress.iter().find(|run| run.rule == finding.rule);
        let of_aim = |year: &AcademicYear| {
            let (_, value) = run?.points.iter().find(|(at, _)| at == year)?;
            value.as_ref().ok()?.number()
        };
        let way = |what: String, measure, of_pupils, figures, before| Way {
            number,
            rule,
            finding,
            what,
            measure,
            of_pupils,
            figures,
            before,
        };
        // what an aim without a figure counts only guards it: `count(inspection.overall.known) > 0`
        let mut compared = all_compared(context, finding);
        compared.retain(|one| one.measure.is_some() || of_aim(&report.evaluation.year).is_some());
        if compared.is_empty() {
            let figure = |year| of_aim(&year);
            all.push(way(String::new(), None, false, None, years.iter().copied().map(figure).collect()));
        }
        for one in compared {
            let alone = one.measure.is_none() && finding.tests.len() == 1;
            let moved = run.filter(|_| alone).and_then(|run| counted_from(run, report.evaluation.year, one.figures));
            let before = years.iter().map(|year| match one.measure {
                Some((measure, group)) => of_authority(maker, measure, group, *year),
                None => of_aim(year).filter(|_| moved.is_some()),
            });
            let before = before.collect();
            all.push(way(one.what, one.measure, one.of_pupils, Some(moved.unwrap_or(one.figures)), before));
        }
    }
    all
}

/// Value and line of an aim in the quantity of its figure, that stands beside them by year: where what is compared is how far
/// the figure has moved since a year (`gap_change(…) < 0`), the figure itself, and the line counted from that year's. None
/// where it is something else than the figure: then the two do not stand in one row.
fn counted_from(
    run: &AimProgress,
    judged: AcademicYear,
    (value, line, wanted): (f64, f64, Wanted),
) -> Option<(f64, f64, Wanted)> {
    const CLOSE: f64 = 1e-6;
    let known = |(_, value): &(_, Result<Value, Missing>)| value.as_ref().ok().and_then(Value::number);
    let now = run.points.iter().find(|(year, _)| *year == judged).and_then(known)?;
    if (now - value).abs() < CLOSE {
        return Some((value, line, wanted));
    }
    let earlier = run.points.iter().rev().filter(|(year, _)| *year < judged).filter_map(known);
    let then = earlier.into_iter().find(|then| (now - then - value).abs() < CLOSE)?;
    Some((now, then + line, wanted))
}

/// Every comparison of an aim that is in numbers.
fn all_compared(context: &crate::review::context::Context<'_>, finding: &Finding<'static>) -> Vec<Compared> {
    let compared = finding.tests.iter().filter_map(|test| Some((test, compared(context, finding, test)?)));
    let mut compared: Vec<(&Test, Compared)> = compared.collect();
    if compared.len() > 1 {
        // the title of the aim does not tell them apart
        let first = |test: &Test| Some(finding.readings.get(*test.readings.first()?)?.title.to_string());
        for (test, one) in compared.iter_mut().filter(|(_, one)| one.what.is_empty()) {
            one.what = first(test).unwrap_or_default();
        }
    }
    compared.into_iter().map(|(_, one)| one).collect()
}

/// A comparison in numbers.
struct Compared {
    what: String,
    measure: Option<(MeasureId, GroupId)>,
    of_pupils: bool,
    figures: (f64, f64, Wanted),
}

fn compared(
    context: &crate::review::context::Context<'_>,
    finding: &Finding<'static>,
    test: &Test,
) -> Option<Compared> {
    let wanted = Wanted::by(test.operator?)?;
    let (value, line, at) = match Reckoned::of(context, finding, test) {
        Some(reckoned) => (reckoned.value, reckoned.line, reckoned.at),
        None => against_itself(finding, test)?,
    };
    let reading = at.and_then(|at| finding.readings.get(at));
    let measure = reading.and_then(|reading| Some((reading.measure?, reading.group)));
    let rulebook = context.rulebook();
    let known = measure.and_then(|(id, _)| rulebook.measure(id));
    Some(Compared {
        what: measure.map_or_else(String::new, |of| titled(rulebook, of)),
        measure,
        of_pupils: known.is_some_and(|measure| measure.unit == Unit::Percent && measure.pupils().is_some()),
        figures: (value, line, wanted),
    })
}

/// A figure held against an earlier one of its own: `ks2.l4_em > ks2.l4_em.at("2010-11")`.
fn against_itself(finding: &Finding<'static>, test: &Test) -> Option<(f64, f64, Option<usize>)> {
    let margin = test.margin?;
    let known = test.readings.iter().map(|at| finding.readings.get(*at)?.value.as_ref().ok().and_then(Value::number));
    let numbers: Option<Vec<f64>> = known.collect();
    match numbers?.as_slice() {
        [now, then] if (now - then - margin).abs() < 1e-9 => Some((*now, *then, test.readings.first().copied())),
        _ => None,
    }
}

fn of_authority(maker: &Maker<'_>, measure: MeasureId, group: GroupId, year: AcademicYear) -> Option<f64> {
    let read = Read { measure, group, year: YearOf::At(year), of: Of::Subject };
    maker.inputs.views.authority_value(&read).ok()?.number()
}

impl Way<'_> {
    /// Whether the figure is counted in pupils and known by school.
    fn is_of_schools(&self) -> bool {
        self.of_pupils && self.measure.is_some() && self.figures.is_some()
    }
}

impl Wanted {
    /// What a comparison wants of the figure on its left; none where it wants no more or less.
    fn by(operator: Operator) -> Option<Self> {
        let (more, strictly) = match operator {
            Operator::More => (true, true),
            Operator::AtLeast => (true, false),
            Operator::Less => (false, true),
            Operator::AtMost => (false, false),
            Operator::Equal | Operator::Differs | Operator::In => return None,
        };
        Some(Self { more, strictly })
    }
}
