//! What cannot be said: how many schools have no certain place, what would settle most of them, and what no cell settles.

use std::borrow::Cow;

use super::settle::{Gap, Settling, Step, settling};
use super::{Front, LAST};
use crate::review::book::sheets::cannot_say::things;
use workbook::write::{Cell, CellValue, Look, Role};

/// Schools named beside what settles them.
const NAMED: usize = 4;

/// Puts the section on the page.
pub(super) fn put(front: &mut Front<'_>) {
    front.section("front.cannot-say");
    let settling = settling(front.context);
    if settling.schools == 0 {
        front.line(front.say("front.cannot-say.none"), Look::of(Role::Plain).wrapped());
    } else {
        schools(front, &settling);
        for step in &settling.steps {
            put_step(front, step);
        }
    }
    let things = things(front.context);
    if things > 0 {
        let tab = ("sheet", front.context.tab("tab.cannot-say"));
        let text = front.context.words.fill("front.cannot-say.things", &[("n", things.to_string()), tab]);
        front.line(text, Look::of(Role::Plain).wrapped());
    }
}

/// How many schools, how many of them stand above all the same, and how many can be settled.
fn schools(front: &mut Front<'_>, settling: &Settling<'_>) {
    let words = front.context.words;
    let n = |count: usize| ("n", count.to_string());
    let mut sentences = vec![words.fill("front.cannot-say.schools", &[n(settling.schools)])];
    if settling.placed > 0 {
        sentences.push(words.fill("front.cannot-say.placed", &[n(settling.placed)]));
    }
    if settling.never > 0 {
        sentences.push(words.fill("front.cannot-say.never", &[n(settling.never)]));
    }
    if settling.settled() > 0 {
        let settled = ("settled", settling.settled().to_string());
        sentences.push(words.fill("front.cannot-say.settle", &[n(settling.blanks()), settled]));
    }
    let others = settling.schools.saturating_sub(settling.never + settling.settled());
    if others > 0 {
        sentences.push(words.fill("front.cannot-say.others", &[n(others)]));
    }
    front.line(sentences.join(" "), Look::of(Role::Plain).wrapped());
}

/// One line for each gap; what they settle stands beside the last, when all of them are filled.
fn put_step<'a>(front: &mut Front<'a>, step: &Step<'a>) {
    for (number, (gap, what)) in step.gaps.iter().enumerate() {
        let cell = cell_of(front, *gap, what).looking(Look::of(Role::Body).wrapped());
        front.page.put_across(front.row, 0, 4, cell);
        let text = match (number + 1 == step.gaps.len(), step.gaps.len()) {
            (false, _) => front.context.words.say("front.settles.with").to_owned(),
            (true, 1) => settles(front, "front.settles", step),
            (true, _) => settles(front, "front.settles.together", step),
        };
        front.page.put_across(front.row, 5, LAST, Cell::text(text).looking(Look::of(Role::Body).wrapped()));
        front.row += 1;
    }
}

fn settles<'a>(front: &Front<'a>, words: &'a str, step: &Step<'a>) -> String {
    let mut names = step.settles.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if step.settles.len() > NAMED {
        let more = (step.settles.len() - NAMED).to_string();
        names = format!("{names} {}", front.context.words.fill("and-more", &[("n", more)]));
    }
    let with = [("n", step.settles.len().to_string()), ("schools", names)];
    front.context.words.fill(words, &with)
}

/// What is to be filled: the cell, with a link to it and what it should say, or the figure by its name.
fn cell_of<'a>(front: &Front<'a>, gap: Gap<'a>, what: &str) -> Cell<'a> {
    match gap {
        Gap::Cell(place) => {
            let mut cell = front.context.place(place);
            if let CellValue::Link(text, _) = &mut cell.value {
                *text = Cow::Owned(format!("{place}: {what}"));
            }
            cell
        }
        Gap::Value(title) => Cell::text(title),
        Gap::Row(school, title) => Cell::text(format!("{school}: {title}")),
    }
}
