//! The text of a note: what was judged, in the rulebook's words, and by which rule and line.

use super::gather::{Ground, Mark, MarkKind};
use crate::judge::evaluate::Finding;
use crate::review::Reckoned;
use crate::review::context::Context;
use crate::rulebook::model::Rule;

/// Reasons written out in one note; all of them are on the sheet of marks.
const MOST: usize = 5;

/// The note of a cell.
pub(super) fn text(context: &Context<'_>, marks: &[Mark<'_>]) -> String {
    let mut parts: Vec<String> = marks.iter().take(MOST).map(|mark| of(context, mark)).collect();
    if marks.len() > MOST {
        parts.push(context.words.fill("and-more", &[("n", (marks.len() - MOST).to_string())]));
    }
    parts.join("\n\n")
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

fn of_finding(context: &Context<'_>, kind: MarkKind, rule: &Rule, finding: &Finding, at: usize) -> String {
    let words = context.words;
    let mut lines = vec![said(context, kind, rule, finding, at)];
    lines.extend(line(context, finding, at));
    lines.extend(finding.guarded.clone());
    lines.extend(finding.near_miss.clone());
    let place = finding.tests.iter().find(|test| test.readings.contains(&at)).map_or(&rule.span, |test| &test.place);
    lines.push(words.fill("note.rule", &[("rule", rule.id.to_string()), ("place", place.to_string())]));
    lines.join("\n")
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
