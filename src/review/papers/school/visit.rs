//! The visit that a page is for: when, with whom, its focus and purposes.

use super::super::leaf::Leaf;
use super::{Page, room_to_write};
use crate::review::context::listed;
use crate::review::visits;
use crate::rulebook::model::PaperSection;
use workbook::write::{Cell, Look, Role};

const SHARES: [u16; 2] = [5, 19];

pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
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
    let last = visits::last(page.maker.context, &page.row.school.identity.key);
    let before = last.map(|visit| {
        let steps = visits::steps(visit).join("\n");
        [("paper.last-visit", visits::head(page.maker.context, visit)), ("paper.agreed-then", steps)]
    });
    for (title, text) in before.into_iter().flatten().filter(|(_, text)| !text.is_empty()) {
        let cells = vec![
            Cell::text(page.text(title)).looking(Look::of(Role::Quiet).wrapped()),
            Cell::text(text).looking(Look::of(Role::Body).wrapped()),
        ];
        leaf.cells(&SHARES, cells);
    }
    for name in &part.rows {
        let label = Cell::text(&**name).looking(Look::of(Role::Strong).wrapped());
        leaf.cells(&SHARES, std::iter::once(label).chain(room_to_write(1)).collect());
    }
}
