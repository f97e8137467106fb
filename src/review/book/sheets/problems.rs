//! Data problems: what could not be read or was read with a doubt, with the cell and what to do.

use crate::intake::record::{Doubt, DoubtKind};
use crate::review::context::Context;
use workbook::write::{Cell, Column, Look, Printed, Role, Row, TablePlan};

/// Kind, what, what to do, workbook and cell are printed.
const LAST_PRINTED: u16 = 4;

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let mut doubts: Vec<&Doubt> = context.doubts().collect();
    doubts.sort_by_key(|doubt| doubt.kind);
    let for_information = doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Remark).count();
    let scripts = context.inputs.evaluation.problems.iter().map(|problem| {
        let what = format!("{}: {} ({})", context.rule_title(problem.rule), problem.what, problem.school);
        let mut cells = vec![Cell::text(words.text(kind(DoubtKind::Script))), Cell::text(what)];
        cells.push(Cell::text(words.text("problems.script-advice")));
        cells.push(Cell::text(problem.place.to_string()));
        cells.extend([const { Cell::BLANK }; 5]);
        cells
    });
    let rows = scripts.chain(doubts.into_iter().map(|doubt| cells(context, doubt))).collect();
    let plan = TablePlan {
        about: words.text("problems.about"),
        none: words.text("problems.none"),
        frozen: 1,
        ..TablePlan::new(&context.tab("tab.problems"), words.say("problems.title"), columns(context))
    };
    // the line that would settle it is for the screen, where it can be copied; so is what needs no attention
    let mut plan = plan.with_rows(rows);
    plan.printed = Some(Printed { rows: plan.count - for_information, to: LAST_PRINTED });
    plan
}

/// The words for a kind of doubt.
pub(crate) fn kind(kind: DoubtKind) -> &'static str {
    match kind {
        DoubtKind::NotRead => "doubt.not-read",
        DoubtKind::Identity => "doubt.identity",
        DoubtKind::Contradiction => "doubt.contradiction",
        DoubtKind::Value => "doubt.value",
        DoubtKind::Year => "doubt.year",
        DoubtKind::Consistency => "doubt.consistency",
        DoubtKind::Heading => "doubt.heading",
        DoubtKind::Gone => "doubt.gone",
        DoubtKind::Script => "doubt.script",
        DoubtKind::Remark => "doubt.remark",
    }
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    vec![
        Column::new(words.text("column.kind"), 18.0).wrapped(),
        Column::new(words.text("column.what"), 76.0).wrapped(),
        Column::new(words.text("column.to-do"), 58.0).wrapped(),
        Column::new(words.text("column.workbook"), 34.0).wrapped(),
        Column::new(words.text("column.cell"), 26.0),
        Column::new(words.text("column.further-cells"), 40.0),
        Column::new(words.text("column.proposal-file"), 22.0),
        Column::new(words.text("column.proposal-under"), 34.0),
        Column::new(words.text("column.proposal-line"), 60.0),
    ]
}

fn cells<'a>(context: &Context<'a>, doubt: &'a Doubt) -> Row<'a> {
    let place = doubt.places.first();
    let workbook = doubt.workbook.as_deref().or_else(|| place.map(|place| &*place.workbook));
    let further: Vec<String> = doubt
        .places
        .iter()
        .skip(1)
        .take(20)
        .map(|other| match place {
            Some(first) if first.workbook == other.workbook && first.sheet == other.sheet => other.a1(),
            Some(first) if first.workbook == other.workbook => format!("{}!{}", other.sheet, other.a1()),
            _ => other.to_string(),
        })
        .collect();
    let ink = if doubt.kind == DoubtKind::Remark { None } else { context.mark_ink("doubt") };
    let kind = context.palette.signed(ink, context.words.say(kind(doubt.kind)));
    let proposal = doubt.proposal.as_ref();
    vec![
        Cell::text(kind).looking(Look::of(Role::Body).inked(ink).wrapped()),
        Cell::text(&*doubt.what),
        Cell::maybe(doubt.advice.as_deref()),
        Cell::maybe(workbook),
        place.map_or(Cell::BLANK, |place| context.place(place)),
        Cell::text(further.join("; ")),
        Cell::maybe(proposal.map(|proposal| &*proposal.file)),
        Cell::maybe(proposal.map(|proposal| &*proposal.under)),
        Cell::maybe(proposal.map(|proposal| &*proposal.line)),
    ]
}
