//! The text of a note: what was judged, in the rulebook's words, and by which rule and line.

use super::gather::{Ground, Mark, MarkKind};
use crate::judge::evaluate::Finding;
use crate::review::Reckoned;
use crate::review::context::{Context, cut};
use crate::rulebook::model::Rule;

/// Letters of a note: what is read at a glance. All of it is on the sheet of marks.
const LETTERS: usize = 200;
/// Letters kept free for how many more there are, and for the sign that a text was cut.
const ROOM: usize = 18;
/// Letters of the sign before it.
const SIGN: usize = 2;

/// The note of a cell: its most serious reason, and the titles of the others as far as there is room.
pub(super) fn text(context: &Context<'_>, marks: &[Mark<'_>]) -> String {
    let Some((first, others)) = marks.split_first() else { return String::new() };
    let words = context.words;
    let sign = context.mark_ink(first.kind.name());
    let text = cut(&context.palette.signed(sign, &of(context, first)), LETTERS - ROOM);
    let mut titles: Vec<String> = Vec::new();
    let mut left = 0;
    for mark in others.iter().filter(|mark| title(mark) != title(first)) {
        // what is another sort of mark has its own sign: near a line is not below it
        let own = (mark.kind != first.kind).then(|| context.mark_ink(mark.kind.name())).flatten();
        let title = context.palette.signed(own, title(mark));
        if titles.contains(&title) {
            continue;
        }
        let all = titles.iter().chain([&title]).map(String::as_str).collect::<Vec<_>>();
        let with = words.fill("note.also", &[("titles", all.join("; "))]);
        if left == 0 && text.chars().count() + with.chars().count() + ROOM <= LETTERS {
            titles.push(title);
        } else {
            left += 1;
        }
    }
    let also = (!titles.is_empty()).then(|| words.fill("note.also", &[("titles", titles.join("; "))]));
    let more = (left > 0).then(|| words.fill("and-more", &[("n", left.to_string())]));
    [Some(text), also, more].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn title<'a>(mark: &Mark<'a>) -> &'a str {
    match mark.ground {
        Ground::Finding(rule, ..) => &rule.title,
        Ground::Doubt(doubt) => &doubt.what,
    }
}

fn of(context: &Context<'_>, mark: &Mark<'_>) -> String {
    match mark.ground {
        Ground::Finding(rule, finding, at) => of_finding(context, mark.kind, rule, finding, at),
        Ground::Doubt(doubt) => {
            let advice = doubt
                .advice
                .as_deref()
                .map(|advice| context.words.fill("note.advice", &[("advice", advice.to_owned())]));
            [Some(context.words.fill("note.doubt", &[("what", doubt.what.clone())])), advice]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("\n")
        }
    }
}

/// The rule and by how much; where there is no such figure, what it says. A word of care is never cut off.
fn of_finding(context: &Context<'_>, kind: MarkKind, rule: &Rule, finding: &Finding, at: usize) -> String {
    let own = || Reckoned::of_reading(context, finding, at).map(|reckoned| reckoned.in_words(context));
    let known = kind != MarkKind::CannotSay;
    let figures = known.then(|| own().or_else(|| worked_out(context, finding, at))).flatten();
    let sentence = figures.is_none() && known && figured(finding);
    let first = figures.map_or_else(
        || said(context, kind, rule, finding, at),
        |figures| context.words.fill("note.says", &[("title", rule.title.to_string()), ("sentence", figures)]),
    );
    let careful: String = finding.guarded.iter().chain(&finding.near_miss).map(|care| format!("\n{care}")).collect();
    let room = (LETTERS - ROOM - SIGN).saturating_sub(careful.chars().count()).max(LETTERS / 4);
    // figures are worth more than the title
    let first = if first.chars().count() > room && sentence { finding.sentence.clone() } else { first };
    cut(&first, room) + careful.as_str()
}

/// Whether the rule's own sentence has figures.
fn figured(finding: &Finding) -> bool {
    finding.sentence.chars().any(|letter| letter.is_ascii_digit())
}

/// What the rule says, with its title; where it cannot say, what is wrong with this value.
pub(super) fn said(context: &Context<'_>, kind: MarkKind, rule: &Rule, finding: &Finding, at: usize) -> String {
    let title = ("title", rule.title.to_string());
    if kind == MarkKind::CannotSay {
        let own = finding.readings.get(at).and_then(|reading| reading.value.as_ref().err()).map(ToString::to_string);
        let reason = own.or_else(|| finding.reason.clone()).unwrap_or_default();
        return context.words.fill("note.cannot-say", &[title, ("reason", reason)]);
    }
    if finding.sentence.is_empty() {
        return rule.title.to_string();
    }
    context.words.fill("note.says", &[title, ("sentence", finding.sentence.clone())])
}

/// What was worked out from several values against its line: a gap, a change. The rule's own sentence says it better
/// where it has figures: both sides of a gap and their difference. A line of nought says only that something rose or fell.
fn worked_out(context: &Context<'_>, finding: &Finding, at: usize) -> Option<String> {
    if figured(finding) {
        return None;
    }
    let tests = finding.tests.iter().filter(|test| test.readings.contains(&at));
    let mut found = tests.filter_map(|test| Reckoned::of(context, finding, test));
    let found = found.find(|reckoned| reckoned.at.is_none() && reckoned.line != 0.0);
    found.map(|reckoned| reckoned.in_words(context))
}
