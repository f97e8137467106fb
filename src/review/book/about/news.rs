//! What has come to be known after the year judged, school by school: bad news first.

use super::{About, FIRST, LAST};
use crate::judge::evaluate::Finding;
use crate::review::context::SchoolRow;
use crate::rulebook::model::{RuleKind, Tone};
use workbook::write::{Cell, Look, Role};

/// Puts the section on the page; none where there is no news.
pub(super) fn put<'a>(about: &mut About<'a>) {
    let context = about.context;
    let mut news: Vec<(SchoolRow<'a>, Tone, &'a Finding<'a>)> = context
        .schools
        .iter()
        .flat_map(|row| context.news(*row).map(move |(rule, finding)| (*row, rule, finding)))
        .filter_map(|(row, rule, finding)| match rule.kind {
            RuleKind::Watch { tone, .. } => Some((row, tone, finding)),
            _ => None,
        })
        .collect();
    if news.is_empty() {
        return;
    }
    // a stable sort keeps the order of schools, worst status first
    news.sort_by_key(|(_, tone, _)| order(*tone));
    about.section("front.news");
    let more = news.len().saturating_sub(FIRST);
    for (row, tone, finding) in news.into_iter().take(FIRST) {
        about.page.put(about.row, 0, about.name_of(row));
        let ink = mark(tone).and_then(|mark| context.mark_ink(mark));
        let text = context.palette.signed(ink, &finding.sentence);
        about.page.put_across(about.row, 1, LAST, Cell::text(text).looking(Look::of(Role::Body).inked(ink).wrapped()));
        about.row += 1;
    }
    if more > 0 {
        let tab = ("sheet", context.tab("tab.watch"));
        let text = context.words.fill("front.news.more", &[("n", more.to_string()), tab]);
        about.line(text, Look::of(Role::Lead));
    }
}

fn order(tone: Tone) -> u8 {
    match tone {
        Tone::Concern => 0,
        Tone::Strength => 1,
        Tone::Figure => 2,
    }
}

/// The mark in whose colour and with whose sign it is said.
fn mark(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Concern => Some("holds"),
        Tone::Strength => Some("strength"),
        Tone::Figure => None,
    }
}
