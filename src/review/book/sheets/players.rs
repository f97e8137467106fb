//! Who has what part in school improvement, and for which schools.

use super::cycle::which;
use crate::review::context::{Context, listed};
use workbook::write::{Cell, Column, Look, Role, TablePlan};

/// The plan of the sheet; none where the rulebook names nobody.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    let players = &context.rulebook().players;
    if players.is_empty() {
        return None;
    }
    let words = context.words;
    let columns = vec![
        Column::new(words.text("column.player"), 40.0).wrapped(),
        Column::new(words.text("column.responsibilities"), 80.0).wrapped(),
        Column::new(words.text("column.schools"), 9.0).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.which-schools"), 46.0).wrapped(),
        Column::new(words.text("column.source"), 40.0).wrapped(),
    ];
    let parts = context.inputs.advice.parts.iter();
    let rows = parts.filter_map(|part| {
        let player = players.get(part.player)?;
        Some(vec![
            Cell::text(&*player.title).looking(Look::of(Role::Strong).wrapped()),
            Cell::text(listed(&player.responsibilities)),
            Cell::count(part.schools.len()),
            Cell::text(which(context, &part.schools, &part.unsure, usize::MAX)),
            Cell::text(&*player.source),
        ])
    });
    let plan = TablePlan {
        about: words.text("players.about"),
        ..TablePlan::new(&context.tab("tab.players"), words.say("players.title"), columns)
    };
    Some(plan.with_rows(rows.collect()))
}
