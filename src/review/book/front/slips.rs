//! What was typed and takes no part, each with the cell it stands in. Nothing of it on the page where there is none.

use std::borrow::Cow;

use super::super::slips::{self, Slip};
use super::Front;
use workbook::write::{Cell, Link, Look, Role};

/// Slips listed.
const SHOWN: usize = 12;

/// Puts them on the page.
pub(super) fn put(front: &mut Front<'_>) {
    let slips = slips::found(front.context);
    if slips.is_empty() {
        return;
    }
    let ink = front.context.mark_ink("doubt");
    front.row += 1;
    let head = front.context.palette.signed(ink, front.context.words.say("front.slips"));
    front.line(head, Look::of(Role::Notice).inked(ink));
    // nobody wants to turn a page for one or two more
    let shown = if slips.len() <= SHOWN + 2 { slips.len() } else { SHOWN };
    let more = slips.len() - shown;
    for slip in slips.into_iter().take(shown) {
        one(front, slip);
    }
    if more > 0 {
        let text = front.context.words.fill("front.slips.more", &[("n", more.to_string())]);
        front.line(text, Look::of(Role::Lead));
    }
}

fn one(front: &mut Front<'_>, slip: Slip) {
    let Slip { sheet, cell, school, about, sentence } = slip;
    let place = format!("{sheet}!{cell}");
    let link = Cell::link(place, Link::Here(Cow::Owned(sheet), cell));
    front.page.put(front.row, 0, link.looking(Look::of(Role::Strong).wrapped()));
    let body = Look::of(Role::Body).wrapped();
    let (why, last) = (front.shape.why(), front.shape.last());
    front.page.put_across(front.row, 1, why - 1, Cell::text(format!("{school}: {about}")).looking(body));
    front.page.put_across(front.row, why, last, Cell::text(sentence).looking(body));
    front.row += 1;
}
