//! Where schools stand: a small table by status and phase, and one chart.

use std::collections::BTreeMap;

use super::{Front, LAST};
use crate::review::context::Context;
use workbook::write::{Cell, ChartBar, ChartPlan, Look, Role};

/// Phases with a column of their own; further ones are counted together.
const PHASES: usize = 7;

/// Puts table and chart on the page.
pub(super) fn put(front: &mut Front<'_>) {
    front.section("front.counts");
    let context = front.context;
    let statuses = context.rulebook().statuses_worst_first();
    let phases = phases(context);
    headings(front, &phases);
    let first = front.row;
    for status in &statuses {
        let rows = context.schools.iter().filter(|row| row.findings.status.rule == *status);
        let of_status: Vec<String> = rows.map(|row| context.phase(row.at)).collect();
        front.page.put(front.row, 0, context.status(*status));
        front.page.put(front.row, 1, counted(of_status.len(), Role::Strong));
        for (column, phase) in (2_u16..).zip(&phases) {
            let many = of_status.iter().filter(|of| phase.holds(of)).count();
            front.page.put(front.row, column, counted(many, Role::Body));
        }
        front.row += 1;
    }
    if !statuses.is_empty() {
        let bars = statuses.iter().map(|status| ChartBar { ink: context.status_ink(*status) }).collect();
        chart(front, first, bars);
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

fn headings(front: &mut Front<'_>, phases: &[Phase]) {
    let look = Look::of(Role::Heading);
    let status = Cell::text(front.say("column.status")).looking(look);
    let all = Cell::text(front.say("column.all")).looking(look.centred());
    front.page.put(front.row, 0, status);
    front.page.put(front.row, 1, all);
    for (column, phase) in (2_u16..=LAST).zip(phases) {
        front.page.put(front.row, column, Cell::text(phase.title.clone()).looking(look.centred().wrapped()));
    }
    front.row += 1;
}

/// A count; none is left quiet.
pub(in crate::review) fn counted<'a>(many: usize, role: Role) -> Cell<'a> {
    let role = if many == 0 { Role::Quiet } else { role };
    Cell::count(many).looking(Look::of(role).centred())
}

/// The chart stands below its table, with rows kept free for it.
fn chart(front: &mut Front<'_>, first: u32, bars: Vec<ChartBar>) {
    const ROW_PIXELS: u32 = 20;
    let words = front.context.words;
    let height = 60 + 30 * u32::try_from(bars.len()).unwrap_or(8);
    let last = front.row.saturating_sub(1);
    let parts: Vec<String> = front
        .page
        .cells
        .iter()
        .filter(|placed| placed.row >= first && placed.row <= last && placed.column < 2)
        .filter_map(|placed| match &placed.cell.value {
            workbook::write::CellValue::Text(text) => Some(text.to_string()),
            workbook::write::CellValue::Number(number) => Some(number.to_string()),
            _ => None,
        })
        .collect();
    front.page.chart = Some(ChartPlan {
        at: (front.row, 0),
        size: (1_050, height),
        title: words.say("front.chart").to_owned(),
        alt: format!("{}: {}", words.say("front.chart"), parts.join(" ")),
        names: (0, first, last),
        values: 1,
        bars,
    });
    front.row += height / ROW_PIXELS + 1;
}
