//! What cannot be said: how many schools have no certain place, what would settle most of them, and what no cell settles.

use std::borrow::Cow;

use super::settle::{Gap, Settling, Step, settling};
use super::{About, LAST};
use crate::review::book::sheets::cannot_say::things;
use workbook::write::{Cell, CellValue, Look, Role};

/// Schools named beside what settles them.
const NAMED: usize = 4;

/// Puts the section on the page.
pub(super) fn put(about: &mut About<'_>) {
    about.section("front.cannot-say");
    let settling = settling(about.context);
    if settling.schools == 0 {
        about.line(about.say("front.cannot-say.none"), Look::of(Role::Plain).wrapped());
    } else {
        schools(about, &settling);
        for step in &settling.steps {
            put_step(about, step);
        }
    }
    // a national review has no sheet that lists them, and to count them takes the account of every answer
    let things = if about.context.inputs.is_national() { 0 } else { things(about.context) };
    if things > 0 {
        let tab = ("sheet", about.context.tab("tab.cannot-say"));
        let text = about.context.words.fill("front.cannot-say.things", &[("n", things.to_string()), tab]);
        about.line(text, Look::of(Role::Plain).wrapped());
    }
}

/// How many schools, how many of them stand above all the same, and how many can be settled.
fn schools(about: &mut About<'_>, settling: &Settling<'_>) {
    let words = about.context.words;
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
    about.line(sentences.join(" "), Look::of(Role::Plain).wrapped());
}

/// One line for each gap; what they settle stands beside the last, when all of them are filled.
fn put_step<'a>(about: &mut About<'a>, step: &Step<'a>) {
    for (number, (gap, what)) in step.gaps.iter().enumerate() {
        let cell = cell_of(about, gap, what).looking(Look::of(Role::Body).wrapped());
        about.page.put_across(about.row, 0, 4, cell);
        let text = match (number + 1 == step.gaps.len(), step.gaps.len()) {
            (false, _) => about.context.words.say("front.settles.with").to_owned(),
            (true, 1) => settles(about, "front.settles", step),
            (true, _) => settles(about, "front.settles.together", step),
        };
        about.page.put_across(about.row, 5, LAST, Cell::text(text).looking(Look::of(Role::Body).wrapped()));
        about.row += 1;
    }
}

fn settles<'a>(about: &About<'a>, words: &'a str, step: &Step<'a>) -> String {
    let mut names = step.settles.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if step.settles.len() > NAMED {
        let more = (step.settles.len() - NAMED).to_string();
        names = format!("{names} {}", about.context.words.fill("and-more", &[("n", more)]));
    }
    let with = [("n", step.settles.len().to_string()), ("schools", names)];
    about.context.words.fill(words, &with)
}

/// What is to be filled: the cell, with a link to it and what it should say, or the figure by its name.
fn cell_of<'a>(about: &About<'a>, gap: &Gap<'a>, what: &str) -> Cell<'a> {
    match gap {
        Gap::Cell(place) => {
            let mut cell = about.context.place(place);
            if let CellValue::Link(text, _) = &mut cell.value {
                *text = Cow::Owned(format!("{place}: {what}"));
            }
            cell
        }
        Gap::Value(title) => Cell::text(title.to_string()),
        Gap::Row(school, title) => Cell::text(format!("{school}: {title}")),
    }
}
