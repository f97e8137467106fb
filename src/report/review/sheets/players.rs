//! Who has what part in school improvement.

use crate::report::context::{Context, listed};
use crate::report::sheet::{Cell, Column, Look, Role, TablePlan};

/// The plan of the sheet; none where the rulebook names nobody.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    let players = &context.rulebook().players;
    if players.is_empty() {
        return None;
    }
    let words = context.words;
    let columns = vec![
        Column::new(words.text("column.player"), 40.0).wrapped(),
        Column::new(words.text("column.responsibilities"), 90.0).wrapped(),
        Column::new(words.text("column.source"), 40.0).wrapped(),
    ];
    let rows = players.iter().map(|player| {
        vec![
            Cell::text(&*player.title).looking(Look::of(Role::Strong).wrapped()),
            Cell::text(listed(&player.responsibilities)),
            Cell::text(&*player.source),
        ]
    });
    let plan = TablePlan {
        about: words.text("players.about"),
        ..TablePlan::new(&context.tab("tab.players"), words.say("players.title"), columns)
    };
    Some(plan.with_rows(rows.collect()))
}
