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

/// The note of a cell: its most serious reason, and the titles of the others as far as there is room.
pub(super) fn text(context: &Context<'_>, marks: &[Mark<'_>]) -> String {
    let Some((first, others)) = marks.split_first() else { return String::new() };
    let words = context.words;
    let sign = context.mark_ink(first.kind.name());
    let text = cut(&context.palette.signed(sign, &of(context, first)), LETTERS - ROOM);
    let mut titles: Vec<&str> = Vec::new();
    let mut left = 0;
    for title in others.iter().map(|mark| title(mark)).filter(|title| *title != self::title(first)) {
        if titles.contains(&title) {
            continue;
        }
        let with = words.fill("note.also", &[("titles", [titles.as_slice(), &[title]].concat().join("; "))]);
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

/// The rule and by how much; where there is no such figure, what it says.
fn of_finding(context: &Context<'_>, kind: MarkKind, rule: &Rule, finding: &Finding, at: usize) -> String {
    let figures = if kind == MarkKind::CannotSay { None } else { line(context, finding, at) };
    let first = figures.map_or_else(
        || said(context, kind, rule, finding, at),
        |figures| context.words.fill("note.says", &[("title", rule.title.to_string()), ("sentence", figures)]),
    );
    let careful = finding.guarded.iter().chain(&finding.near_miss).cloned();
    std::iter::once(first).chain(careful).collect::<Vec<_>>().join("\n")
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

/// Value, line and margin, in points and in pupils; of a gap or a change, what was worked out against its line. A line of
/// nought says only that something rose or fell, which the sentence has said with its years.
fn line(context: &Context<'_>, finding: &Finding, at: usize) -> Option<String> {
    let own = Reckoned::of_reading(context, finding, at);
    let worked_out = || {
        let tests = finding.tests.iter().filter(|test| test.readings.contains(&at));
        let mut found = tests.filter_map(|test| Reckoned::of(context, finding, test));
        found.find(|reckoned| reckoned.at.is_none() && reckoned.line != 0.0)
    };
    own.or_else(worked_out).map(|reckoned| reckoned.in_words(context))
}
