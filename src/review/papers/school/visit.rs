//! The visit that a page is for: when, with whom, its focus and purposes.

use super::super::Maker;
use super::super::leaf::Leaf;
use super::Page;
use crate::review::context::listed;
use workbook::write::{Cell, Look, Role};

const SHARES: [u16; 2] = [5, 19];

pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>) {
    event(page.maker, leaf);
}

/// An event of the cycle: when, who takes part, focus, purposes, and to whom it is reported.
pub(in crate::review::papers) fn event<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>) {
    let Some((step, event)) = maker.event() else { return };
    let words = maker.context.words;
    let when = words.when(step.time.from, step.time.to);
    let rows = [
        ("column.event", event.title.to_string()),
        ("paper.when", when),
        ("column.takes-part", event.who.join(", ")),
        ("column.focus", event.focus.as_ref().map_or(String::new(), ToString::to_string)),
        ("column.purpose", listed(&event.purpose)),
        ("column.reported-to", event.reported_to.join(", ")),
    ];
    for (title, text) in rows.into_iter().filter(|(_, text)| !text.is_empty()) {
        let cells = vec![
            Cell::text(words.say(title).to_owned()).looking(Look::of(Role::Quiet).wrapped()),
            Cell::text(text).looking(Look::of(Role::Body).wrapped()),
        ];
        leaf.cells(&SHARES, cells);
    }
}
