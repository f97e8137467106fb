//! How many schools: by phase, by status, by the words or grades of a measure.

use super::super::Maker;
use super::super::leaf::{self, Leaf};
use crate::domain::Value;
use crate::review::book::about::counts::{Phase, counted, phases};
use crate::review::context::SchoolRow;
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::PaperSection;
use workbook::write::{Cell, ChartBar, ChartPlan, Look, Role, Shown};

/// More kinds than this stand below one another, with the phases across.
const MOST_KINDS: usize = 6;

/// A line of a table: a phase, or all of them, with its schools.
struct Line<'a> {
    title: String,
    rows: Vec<SchoolRow<'a>>,
    all: bool,
}

/// The phases, and all of them together.
fn lines<'a>(maker: &Maker<'a>) -> Vec<Line<'a>> {
    let context = maker.context;
    let of = |phase: &Phase| {
        context.schools.iter().copied().filter(|row| phase.holds(&context.phase(row.at))).collect::<Vec<_>>()
    };
    let each = phases(context).into_iter();
    let mut lines: Vec<Line<'a>> =
        each.map(|phase| Line { rows: of(&phase), title: phase.title, all: false }).collect();
    let title = context.words.say("column.all").to_owned();
    lines.push(Line { title, rows: context.schools.clone(), all: true });
    lines
}

fn role(line: &Line<'_>) -> Role {
    if line.all { Role::Strong } else { Role::Body }
}

fn value(maker: &Maker<'_>, row: SchoolRow<'_>, measure: MeasureId) -> Option<Value> {
    maker.inputs.report.values.value(row.at, measure)?.ok()
}

/// Schools, and the sum of each measure over those of which it is known.
pub(super) fn schools<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let words = maker.context.words;
    let mut shares = vec![8, 4];
    let mut titles = vec![words.say("column.phase").to_owned(), words.say("column.schools").to_owned()];
    for measure in &part.measures {
        shares.extend([5, 5]);
        let title = maker.context.rulebook().measure(*measure).map_or("", |measure| &*measure.title);
        titles.extend([title.to_owned(), words.say("paper.known-of").to_owned()]);
    }
    leaf.headings(&shares, titles);
    for line in lines(maker) {
        let look = Look::of(role(&line)).centred();
        let mut cells = vec![Cell::text(line.title.clone()).looking(Look::of(role(&line)).wrapped())];
        cells.push(counted(line.rows.len(), role(&line)));
        for measure in &part.measures {
            let known: Vec<f64> = line.rows.iter().filter_map(|row| value(maker, *row, *measure)?.number()).collect();
            let sum = if known.is_empty() { Cell::BLANK } else { Cell::number(known.iter().sum()) };
            cells.push(sum.looking(look.shown(Shown::Decimals(0))));
            let with = [("n", known.len().to_string()), ("of", line.rows.len().to_string())];
            let of = words.fill("paper.n-of", &with);
            cells.push(Cell::text(of).looking(Look::of(Role::Quiet).centred()));
        }
        leaf.cells(&shares, cells);
    }
}

/// Where schools stand: a row for each status, a column for each phase; and a chart.
pub(super) fn statuses<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let context = maker.context;
    let lines = lines(maker);
    let mut shares = vec![7];
    shares.extend(lines.iter().map(|_| 3));
    let mut titles = vec![context.words.say("column.status").to_owned()];
    titles
        .extend(lines.iter().rev().take(1).chain(lines.iter().filter(|line| !line.all)).map(|line| line.title.clone()));
    leaf.headings(&shares, titles);
    let statuses = context.rulebook().statuses_worst_first();
    let (first, mut alt) = (leaf.row, Vec::new());
    for status in &statuses {
        let many = |line: &Line<'_>| line.rows.iter().filter(|row| row.findings.status.rule == *status).count();
        let mut cells = vec![context.status(*status)];
        let all = lines.last().map_or(0, many);
        cells.push(counted(all, Role::Strong));
        cells.extend(lines.iter().filter(|line| !line.all).map(|line| counted(many(line), Role::Body)));
        leaf.cells(&shares, cells);
        alt.push(format!("{} {all}", context.rule_title(*status)));
    }
    let (Some(title), false) = (&part.chart, statuses.is_empty()) else { return };
    let bars: Vec<ChartBar> = statuses.iter().map(|status| ChartBar { ink: context.status_ink(*status) }).collect();
    let columns = leaf.columns(&shares);
    let (names, values) = (columns.first().map_or(0, |at| at.0), columns.get(1).map_or(0, |at| at.0));
    let plan = ChartPlan {
        at: (leaf.row, 0),
        size: (leaf::CHART, 60 + 28 * u32::try_from(bars.len()).unwrap_or(8)),
        title: title.to_string(),
        alt: format!("{title}: {}", alt.join(", ")),
        names: (names, first, leaf.row.saturating_sub(1)),
        values,
        bars,
    };
    leaf.row += plan.size.1 / 20 + 1;
    leaf.page.chart = Some(plan);
}

/// Schools by the words of each measure.
pub(super) fn contexts<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let context = maker.context;
    for id in &part.measures {
        let Some(measure) = context.rulebook().measure(*id) else { continue };
        let mut kinds: Vec<String> = measure.categories.iter().map(|category| category.id.to_string()).collect();
        let said = |row: &SchoolRow<'_>| match value(maker, *row, *id)? {
            Value::Text(text) => Some(text.to_string()),
            other => Some(other.to_string()),
        };
        let mut met: Vec<String> = context.schools.iter().filter_map(said).collect();
        met.sort();
        met.dedup();
        // those that some school has, in the rulebook's order, then others
        kinds.retain(|kind| met.contains(kind));
        kinds.extend(met.iter().filter(|kind| !measure.categories.iter().any(|known| *known.id == ***kind)).cloned());
        let kinds: Vec<String> = kinds.into_iter().fold(Vec::new(), |mut all, kind| {
            if !all.contains(&kind) {
                all.push(kind);
            }
            all
        });
        let titles = kinds.iter().map(|kind| context.words.shown(kind)).collect();
        let counts = |rows: &[SchoolRow<'_>]| {
            let each = kinds.iter().map(|kind| rows.iter().filter(|row| said(row).as_deref() == Some(kind)).count());
            each.collect::<Vec<usize>>()
        };
        counted_table(maker, leaf, &measure.title, titles, &counts);
    }
}

/// Schools by the grades of each measure.
pub(super) fn inspections<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let context = maker.context;
    let grades = &context.rulebook().judgements.grades;
    for id in &part.measures {
        let Some(measure) = context.rulebook().measure(*id) else { continue };
        let titles = grades.iter().map(|grade| format!("{} {}", grade.id, grade.title)).collect();
        let counts = |rows: &[SchoolRow<'_>]| {
            let known: Vec<f64> = rows.iter().filter_map(|row| value(maker, *row, *id)?.number()).collect();
            let of = |grade: f64| known.iter().filter(|number| (**number - grade).abs() < f64::EPSILON).count();
            grades.iter().map(|grade| of(grade.value)).collect::<Vec<usize>>()
        };
        counted_table(maker, leaf, &measure.title, titles, &counts);
    }
}

/// A row for each phase, a column for each kind, and those of which it is not known.
fn counted_table<'a>(
    maker: &Maker<'a>,
    leaf: &mut Leaf<'a>,
    title: &str,
    kinds: Vec<String>,
    counts: &dyn Fn(&[SchoolRow<'_>]) -> Vec<usize>,
) {
    if kinds.len() > MOST_KINDS {
        return turned_table(maker, leaf, title, kinds, counts);
    }
    let words = maker.context.words;
    let mut shares = vec![8];
    shares.extend(kinds.iter().map(|_| 3));
    shares.extend([3, 3]);
    let mut titles = vec![title.to_owned()];
    titles.extend(kinds);
    titles.extend(["phase.unknown", "column.schools"].map(|name| words.say(name).to_owned()));
    leaf.headings(&shares, titles);
    for line in lines(maker) {
        let each = counts(&line.rows);
        let unknown = line.rows.len().saturating_sub(each.iter().sum());
        let mut cells = vec![Cell::text(line.title.clone()).looking(Look::of(role(&line)).wrapped())];
        cells.extend(each.into_iter().map(|many| counted(many, role(&line))));
        cells.push(counted(unknown, Role::Quiet));
        cells.push(counted(line.rows.len(), Role::Strong));
        leaf.cells(&shares, cells);
    }
    leaf.row += 1;
}

/// A row for each kind, a column for each phase.
fn turned_table<'a>(
    maker: &Maker<'a>,
    leaf: &mut Leaf<'a>,
    title: &str,
    mut kinds: Vec<String>,
    counts: &dyn Fn(&[SchoolRow<'_>]) -> Vec<usize>,
) {
    let lines = lines(maker);
    let mut shares = vec![7];
    shares.extend(lines.iter().map(|_| 3));
    let mut titles = vec![title.to_owned()];
    titles.extend(lines.iter().map(|line| line.title.clone()));
    leaf.headings(&shares, titles);
    let each: Vec<Vec<usize>> = lines
        .iter()
        .map(|line| {
            let mut known = counts(&line.rows);
            known.push(line.rows.len().saturating_sub(known.iter().sum()));
            known
        })
        .collect();
    kinds.push(maker.context.words.say("phase.unknown").to_owned());
    for (at, kind) in kinds.into_iter().enumerate() {
        let mut cells = vec![Cell::text(kind).looking(Look::of(Role::Body).wrapped())];
        let of = |(line, known): (&Line<'_>, &Vec<usize>)| counted(known.get(at).copied().unwrap_or(0), role(line));
        cells.extend(lines.iter().zip(&each).map(of));
        leaf.cells(&shares, cells);
    }
    leaf.row += 1;
}
