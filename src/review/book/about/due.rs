//! What is due: the first steps of the annual cycle from the stated day on.

use super::{About, LAST};
use crate::review::words::long_day;
use workbook::write::{Cell, Link, Look, Role};

/// Steps on this page; the sheet has all of them.
const STEPS: usize = 4;

/// Puts the steps that come first on the page; nothing where the rulebook has no cycle.
pub(super) fn put(about: &mut About<'_>) {
    let context = about.context;
    let steps = &context.inputs.advice.cycle;
    if steps.is_empty() {
        return;
    }
    about.section("front.due");
    for step in steps.iter().take(STEPS) {
        let Some(event) = context.rulebook().cycle.get(step.event) else { continue };
        let link = Link::Here(context.tab("tab.cycle").into(), "A1".to_owned());
        about.page.put(about.row, 0, Cell::link(&*event.title, link).looking(Look::of(Role::Strong).wrapped()));
        let with = [
            ("when", context.words.when(step.time.from, step.time.to)),
            // as rulebooks of 0.1.0 say it
            ("from", long_day(step.time.from)),
            ("to", long_day(step.time.to)),
            ("n", step.schools.len().to_string()),
            ("papers", event.papers.join(", ")),
        ];
        let words = if event.papers.is_empty() { "front.due.step" } else { "front.due.step-papers" };
        let text = context.words.fill(words, &with);
        about.page.put_across(about.row, 1, LAST, Cell::text(text).looking(Look::of(Role::Body).wrapped()));
        about.row += 1;
    }
}
