//! The visit that a page is for: when, with whom, its focus and purposes.

use super::super::leaf::Leaf;
use super::Page;
use crate::review::context::listed;
use workbook::write::{Cell, Look, Role};

const SHARES: [u16; 2] = [5, 19];

pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>) {
    let Some((step, event)) = page.maker.event() else { return };
    let words = page.maker.context.words;
    let when = words.when(step.time.from, step.time.to);
    let rows = [
        ("column.event", event.title.to_string()),
        ("paper.when", when),
        ("column.takes-part", event.who.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        ("column.focus", event.focus.as_ref().map_or(String::new(), ToString::to_string)),
        ("column.purpose", listed(&event.purpose)),
    ];
    for (title, text) in rows.into_iter().filter(|(_, text)| !text.is_empty()) {
        let cells = vec![
            Cell::text(page.text(title)).looking(Look::of(Role::Quiet).wrapped()),
            Cell::text(text).looking(Look::of(Role::Body).wrapped()),
        ];
        leaf.cells(&SHARES, cells);
    }
}
