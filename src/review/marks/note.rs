//! The text of a note: what was judged, in the rulebook's words, and by which rule and line.

use super::gather::{Ground, Mark, MarkKind};
use crate::judge::evaluate::{Finding, Test};
use crate::review::context::Context;
use crate::review::with_pupils;
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
    if let Some(test) = finding.tests.iter().find(|test| test.readings.contains(&at) && test.threshold.is_some()) {
        lines.extend(line(context, finding, at, test));
    }
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

/// Value, line and margin, in points and in pupils.
fn line(context: &Context<'_>, finding: &Finding, at: usize, test: &Test) -> Option<String> {
    let reading = finding.readings.get(at)?;
    let measure = context.measure_of(reading);
    let value = context.in_words(&reading.value, measure);
    let threshold = context.amount(test.threshold?, measure);
    let against = context.words.fill("against", &[("value", value), ("threshold", threshold)]);
    let Some(margin) = test.margin else { return Some(against) };
    let margin = with_pupils(context, margin, test.margin_pupils);
    Some(context.words.fill("note.margin", &[("against", against), ("margin", margin)]))
}
