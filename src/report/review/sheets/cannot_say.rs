//! What cannot be said, and the cell to blame: never turned into a pass or a fail.

use crate::evaluate::{Finding, Outcome, Reading};
use crate::report::context::{Context, SchoolRow};
use crate::report::sheet::{Cell, Column, Look, Role, Row, TablePlan};
use crate::rulebook::model::Rule;

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let open = |(_, finding): &(&Rule, &Finding)| finding.outcome == Outcome::CannotSay;
    let count = |finding: &Finding| finding.blame.len().max(1);
    let authority = || context.inputs.evaluation.authority.iter().filter_map(|f| Some((context.rule(f.rule)?, f)));
    let of_schools: usize = context
        .schools
        .iter()
        .map(|row| context.findings(*row).filter(open).map(|(_, finding)| count(finding)).sum::<usize>())
        .sum();
    let of_authority: usize = authority().filter(open).map(|(_, finding)| count(finding)).sum();
    let rows = context
        .schools
        .iter()
        .flat_map(move |row| {
            context
                .findings(*row)
                .filter(open)
                .flat_map(move |(rule, finding)| cells(context, Some(*row), rule, finding))
        })
        .chain(authority().filter(open).flat_map(move |(rule, finding)| cells(context, None, rule, finding)));
    TablePlan {
        about: words.text("cannot-say.about"),
        none: words.text("cannot-say.none"),
        frozen: 1,
        count: of_schools + of_authority,
        rows: Box::new(rows),
        ..TablePlan::new(&context.tab("tab.cannot-say"), words.say("cannot-say.title"), columns(context))
    }
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    vec![
        Column::new(words.text("column.school"), 30.0).wrapped(),
        Column::new(words.text("column.phase"), 14.0).wrapped(),
        Column::new(words.text("column.rule"), 40.0).wrapped(),
        Column::new(words.text("column.bears-on-status"), 12.0).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.reason"), 56.0).wrapped(),
        Column::new(words.text("column.missing"), 36.0).wrapped(),
        Column::new(words.text("column.why-missing"), 34.0).wrapped(),
        Column::new(words.text("column.workbook"), 32.0),
        Column::new(words.text("column.cell"), 26.0),
        Column::new(words.text("column.rule-place"), 18.0).looking(Look::of(Role::Quiet)),
    ]
}

/// One row for each value to blame.
fn cells<'a>(context: &Context<'a>, row: Option<SchoolRow<'a>>, rule: &'a Rule, finding: &'a Finding) -> Vec<Row<'a>> {
    let words = context.words;
    let bears = row.is_some_and(|row| row.findings.status.doubts.iter().any(|doubt| doubt.rule == finding.rule));
    let blamed: Vec<Option<&Reading>> = match finding.blame.is_empty() {
        true => vec![None],
        false => finding.blame.iter().map(|at| finding.readings.get(*at)).collect(),
    };
    let one = |reading: Option<&'a Reading>| {
        let place = reading.and_then(|reading| reading.place.as_ref());
        vec![
            Cell::text(row.map_or(words.text("scope.authority"), SchoolRow::name))
                .looking(Look::of(Role::Strong).wrapped()),
            Cell::maybe(row.map(|row| context.phase(row.at))),
            Cell::text(&*rule.title),
            if bears { Cell::text(words.text("yes")) } else { Cell::BLANK },
            Cell::maybe(finding.reason.as_deref()),
            Cell::maybe(reading.map(|reading| &*reading.title)),
            Cell::maybe(reading.and_then(|reading| reading.value.as_ref().err()).map(ToString::to_string)),
            Cell::maybe(place.map(|place| &*place.workbook)),
            place.map_or(Cell::BLANK, |place| context.place(place)),
            Cell::text(rule.span.to_string()),
        ]
    };
    blamed.into_iter().map(one).collect()
}
