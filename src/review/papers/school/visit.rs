//! The visit that a page is for: when, with whom, its focus and purposes; what the last one left; and lines to say who came.

use super::super::Maker;
use super::super::leaf::Leaf;
use super::{Page, room_to_write};
use crate::review::context::listed;
use crate::review::visits;
use crate::rulebook::model::PaperSection;
use workbook::write::{Cell, Look, Role};

const SHARES: [u16; 2] = [5, 19];

pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let context = page.maker.context;
    event(page.maker, leaf);
    if let Some(visit) = visits::last(context, &page.row.school.identity.key) {
        let steps = visits::steps(visit).join("\n");
        lines(page.maker, leaf, [("paper.last-visit", visits::head(context, visit)), ("paper.agreed-then", steps)]);
    }
    for name in &part.rows {
        let label = Cell::text(&**name).looking(Look::of(Role::Strong).wrapped());
        leaf.cells(&SHARES, std::iter::once(label).chain(room_to_write(1)).collect());
    }
}

/// An event of the cycle: when, who takes part, focus, purposes, and to whom it is reported.
pub(in crate::review::papers) fn event<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>) {
    let Some((step, event)) = maker.event() else { return };
    let rows = [
        ("column.event", event.title.to_string()),
        ("paper.when", maker.context.words.when(step.time.from, step.time.to)),
        ("column.takes-part", event.who.join(", ")),
        ("column.focus", event.focus.as_ref().map_or(String::new(), ToString::to_string)),
        ("column.purpose", listed(&event.purpose)),
        ("column.reported-to", event.reported_to.join(", ")),
    ];
    lines(maker, leaf, rows);
}

fn lines<'a, const N: usize>(maker: &Maker<'a>, leaf: &mut Leaf<'a>, rows: [(&str, String); N]) {
    for (title, text) in rows.into_iter().filter(|(_, text)| !text.is_empty()) {
        let cells = vec![
            Cell::text(maker.context.words.say(title).to_owned()).looking(Look::of(Role::Quiet).wrapped()),
            Cell::text(text).looking(Look::of(Role::Body).wrapped()),
        ];
        leaf.cells(&SHARES, cells);
    }
}
