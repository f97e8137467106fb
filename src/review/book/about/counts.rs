//! Where schools stand: a small table by status and phase.

use std::collections::BTreeMap;

use super::{About, LAST};
use crate::review::context::Context;
use workbook::write::{Cell, Look, Role};

/// Phases with a column of their own; further ones are counted together.
const PHASES: usize = 7;

/// Puts the table on the page.
pub(super) fn put(about: &mut About<'_>) {
    about.section("front.counts");
    let context = about.context;
    let statuses = context.rulebook().statuses_worst_first();
    let phases = phases(context);
    headings(about, &phases);
    for status in &statuses {
        let rows = context.schools.iter().filter(|row| row.findings.status.rule == *status);
        let of_status: Vec<String> = rows.map(|row| context.phase(row.at)).collect();
        about.page.put(about.row, 0, context.status(*status));
        about.page.put(about.row, 1, counted(of_status.len(), Role::Strong));
        for (column, phase) in (2_u16..).zip(&phases) {
            let many = of_status.iter().filter(|of| phase.holds(of)).count();
            about.page.put(about.row, column, counted(many, Role::Body));
        }
        about.row += 1;
    }
}

/// A column of the table: one phase, or all that have no column of their own.
pub(in crate::review) struct Phase {
    /// its heading
    pub title: String,
    of: Vec<String>,
}

impl Phase {
    /// Whether a school of this phase counts in it.
    pub fn holds(&self, phase: &str) -> bool {
        self.of.iter().any(|of| of == phase)
    }
}

/// Phases by how many schools they have; the smallest together where there are too many.
pub(in crate::review) fn phases(context: &Context<'_>) -> Vec<Phase> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in &context.schools {
        *counts.entry(context.phase(row.at)).or_default() += 1;
    }
    let mut all: Vec<(String, usize)> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let unknown = context.words.say("phase.unknown");
    let titled = |name: &String| if name.is_empty() { unknown.to_owned() } else { name.clone() };
    let own = if all.len() > PHASES { PHASES - 1 } else { all.len() };
    let mut columns: Vec<Phase> =
        all.iter().take(own).map(|(name, _)| Phase { title: titled(name), of: vec![name.clone()] }).collect();
    let rest: Vec<String> = all.iter().skip(own).map(|(name, _)| name.clone()).collect();
    if !rest.is_empty() {
        columns.push(Phase { title: context.words.say("phase.others").to_owned(), of: rest });
    }
    columns
}

fn headings(about: &mut About<'_>, phases: &[Phase]) {
    let look = Look::of(Role::Heading);
    let status = Cell::text(about.say("column.status")).looking(look);
    let all = Cell::text(about.say("column.all")).looking(look.centred());
    about.page.put(about.row, 0, status);
    about.page.put(about.row, 1, all);
    for (column, phase) in (2_u16..=LAST).zip(phases) {
        about.page.put(about.row, column, Cell::text(phase.title.clone()).looking(look.centred().wrapped()));
    }
    about.row += 1;
}

/// A count; none is left quiet.
pub(in crate::review) fn counted<'a>(many: usize, role: Role) -> Cell<'a> {
    let role = if many == 0 { Role::Quiet } else { role };
    Cell::count(many).looking(Look::of(role).centred())
}
