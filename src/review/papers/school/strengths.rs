//! What is strong at a school, by the rules.

use super::super::leaf::Leaf;
use super::{Page, kept_back};
use crate::review::strengths;
use crate::rulebook::model::PaperSection;
use workbook::write::{Cell, Look, Role};

/// Strengths named where the rulebook does not say how many.
const NAMED: usize = 5;

/// A line for each, the strongest first. One that rests on a figure which stays in the office is named without it.
pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let all = strengths::of(page.maker.context, page.row);
    if all.is_empty() {
        return page.say(leaf, "paper.no-strengths");
    }
    let lines = usize::try_from(part.lines).ok().filter(|lines| *lines > 1).unwrap_or(NAMED);
    for strength in all.iter().take(lines) {
        let said = if kept_back::any(page, strength.finding) { &*strength.rule.title } else { strength.said() };
        leaf.line(Cell::text(format!("• {said}")).looking(Look::of(Role::Plain).wrapped()));
    }
}
