//! Near misses and guarded answers: where little would have turned the answer.

use crate::judge::evaluate::Finding;
use crate::review::context::{Context, SchoolRow};
use crate::review::{Reckoned, nearest};
use crate::rulebook::model::{Rule, RuleKind};
use workbook::write::{Cell, Column, Look, Role, Row, TablePlan};

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let near = move |row: SchoolRow<'a>| context.findings(row).filter(|(_, finding)| is_near(finding));
    let cells_of = move |row: SchoolRow<'a>| near(row).map(move |(rule, finding)| cells(context, row, rule, finding));
    TablePlan {
        about: words.text("near.about"),
        none: words.text("near.none"),
        frozen: 1,
        count: context.schools.iter().map(|row| near(*row).count()).sum(),
        rows: Box::new(context.schools.iter().flat_map(move |row| cells_of(*row))),
        ..TablePlan::new(&context.tab("tab.near"), words.say("near.title"), columns(context))
    }
}

/// Whether little would have turned the answer.
pub(crate) fn is_near(finding: &Finding) -> bool {
    finding.near().is_some()
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    vec![
        Column::new(words.text("column.school"), 30.0).wrapped(),
        Column::new(words.text("column.phase"), 14.0).wrapped(),
        Column::new(words.text("column.rule"), 40.0).wrapped(),
        Column::new(words.text("column.outcome"), 16.0),
        Column::new(words.text("column.how-near"), 44.0).wrapped(),
        Column::new(words.text("column.value"), 11.0),
        Column::new(words.text("column.threshold"), 11.0),
        Column::new(words.text("column.margin"), 10.0),
        Column::new(words.text("column.margin-pupils"), 10.0),
        Column::new(words.text("column.cell"), 26.0),
        Column::new(words.text("column.rule-place"), 18.0).looking(Look::of(Role::Quiet)),
    ]
}

fn cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, rule: &'a Rule, finding: &'a Finding<'a>) -> Row<'a> {
    let test = nearest(finding);
    let reckoned = test.and_then(|test| Reckoned::of(context, finding, test));
    let first = || test.and_then(|test| test.readings.first().copied());
    let reading = reckoned.and_then(|reckoned| reckoned.at).or_else(first).and_then(|at| finding.readings.get(at));
    let how = finding.guarded.as_deref().or(finding.near_miss.as_deref());
    let place = reading.and_then(|reading| reading.place.as_ref());
    let mut cells = vec![
        Cell::text(row.name()).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(context.phase(row.at)),
        Cell::text(&*rule.title),
        outcome(context, rule, finding),
        Cell::maybe(how),
    ];
    cells.extend(reckoned.map_or([const { Cell::BLANK }; 4], |reckoned| reckoned.cells(context)));
    cells.push(place.map_or(Cell::BLANK, |place| context.place(place)));
    cells.push(Cell::text(rule.span.to_string()));
    cells
}

/// The outcome in the words of its kind of rule.
fn outcome<'a>(context: &Context<'a>, rule: &Rule, finding: &Finding) -> Cell<'a> {
    let floor = matches!(rule.kind, RuleKind::Floor { .. });
    Cell::text(match finding.outcome {
        crate::judge::evaluate::Outcome::Holds if floor => context.words.say("floor.holds"),
        crate::judge::evaluate::Outcome::DoesNotHold if floor => context.words.say("floor.does-not-hold"),
        other => context.outcome(other),
    })
}
