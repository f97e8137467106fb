//! What changed since the last run, each “was → is”, and decisions that are overdue.

use super::Front;
use crate::review::words::long_day;
use workbook::write::{Cell, Look, Role};

/// Changes listed.
const CHANGES: usize = 10;

/// Puts them on the page.
pub(super) fn put(front: &mut Front<'_>) {
    // the chart stands beside it
    let why = front.shape.why();
    front.section("front.changes", why);
    let context = front.context;
    let plain = Look::of(Role::Plain).wrapped();
    match context.inputs.changes {
        None => line(front, front.say("front.changes.first-run").into_owned(), plain),
        Some([]) => line(front, front.say("front.changes.none").into_owned(), plain),
        Some(changes) => {
            let look = Look::of(Role::Body).wrapped();
            for change in changes.iter().take(CHANGES) {
                front.page.put(front.row, 0, Cell::text(&*change.name).looking(Look::of(Role::Strong).wrapped()));
                front.page.put_across(front.row, 1, why - 1, Cell::text(&*change.what).looking(look));
                front.page.put(front.row, why, Cell::text(&*change.why).looking(look));
                front.row += 1;
            }
            if changes.len() > CHANGES {
                let with = [("n", (changes.len() - CHANGES).to_string())];
                line(front, context.words.fill("front.changes.more", &with), Look::of(Role::Lead));
            }
        }
    }
    overdue(front);
    if let Some(since) = context.inputs.changes_since {
        let text = context.words.fill("front.changes.since", &[("day", long_day(since))]);
        line(front, text, Look::of(Role::Lead));
    }
}

/// Decisions whose day has passed.
fn overdue(front: &mut Front<'_>) {
    let inputs = front.context.inputs;
    let past = |due: Option<chrono::NaiveDate>| due.is_some_and(|due| due < inputs.evaluation.date);
    let many = inputs.decisions.decisions.values().filter(|decision| past(decision.due)).count();
    if many > 0 {
        let ink = front.context.mark_ink("doubt");
        let text = front.context.words.fill("front.overdue", &[("n", many.to_string())]);
        line(front, front.context.palette.signed(ink, &text), Look::of(Role::Strong).inked(ink));
    }
}

fn line(front: &mut Front<'_>, text: String, look: Look) {
    front.page.put_across(front.row, 0, front.shape.why(), Cell::text(text).looking(look));
    front.row += 1;
}
