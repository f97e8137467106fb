//! Numbers in conditions.

use std::ops::Range;
use std::sync::Arc;

use super::gather::unit;
use super::leaf::Here;
use super::value::{Sheet, Sort, Value};
use crate::rulebook::Span;
use crate::rulebook::expression::{Condition, Expr, Expression, Node as Part};
use crate::rulebook::model::{RuleKind, Rulebook};
use crate::rulebook::yaml::{FileText, Node, Place};

/// A condition and the rule it belongs to.
struct Asked<'r> {
    title: &'r str,
    years: String,
    source: &'r str,
    note: &'r str,
    condition: &'r Condition,
}

pub(super) fn thresholds(files: &[(&FileText, Node)], rulebook: &Rulebook) -> Vec<Value> {
    let mut found = Vec::new();
    for (file, root) in files {
        let leaves = Here::top(root).leaves();
        for asked in all(rulebook) {
            for (expression, span) in asked.condition.expressions().filter(|(_, span)| span.file == *file.name()) {
                let leaf = leaves.iter().find(|leaf| holds(leaf.node, span));
                found.extend(leaf.into_iter().flat_map(|leaf| of_one(file, leaf, expression, &asked, rulebook)));
            }
        }
    }
    found
}

/// Every condition of the rulebook.
fn all(rulebook: &Rulebook) -> Vec<Asked<'_>> {
    let mut all = Vec::new();
    for rule in &rulebook.rules {
        let own = match &rule.kind {
            RuleKind::Structure { can_apply, .. } => can_apply.as_ref(),
            _ => None,
        };
        for condition in [rule.applies.as_ref(), rule.when.as_ref(), own].into_iter().flatten() {
            let source = rule.source.as_deref().unwrap_or_default();
            let note = rule.note.as_deref().unwrap_or_default();
            all.push(Asked { title: &rule.title, years: rule.years.to_string(), source, note, condition });
        }
    }
    let mut more = |title, source, condition: Option<_>| {
        all.extend(condition.map(|condition| Asked { title, years: String::new(), source, note: "", condition }));
    };
    for one in &rulebook.partners {
        more(&one.title, &one.source, Some(&one.partner_when));
        more(&one.title, &one.source, Some(&one.needed_when));
    }
    rulebook.cycle.iter().for_each(|one| more(&one.title, &one.source, one.for_schools.as_ref()));
    rulebook.players.iter().for_each(|one| more(&one.title, &one.source, one.for_schools.as_ref()));
    rulebook.comparators.iter().for_each(|one| more(&one.title, "", one.which.as_ref()));
    all
}

fn holds(node: &Node, span: &Span) -> bool {
    node.range.contains(&span.offset)
}

/// The numbers of one expression.
fn of_one(
    file: &FileText,
    leaf: &Here<'_>,
    expression: &Expression,
    asked: &Asked<'_>,
    rulebook: &Rulebook,
) -> Vec<Value> {
    let text = leaf.node.text().unwrap_or_default();
    let Some(base) = text.find(&*expression.text) else { return Vec::new() };
    let mut found = Vec::new();
    for (number, other, compared) in numbers(expression) {
        let piece = base + number.start..base + number.end;
        let Some(written) = text.get(piece.clone()) else { continue };
        let measure = other.and_then(|read| rulebook.measure(read.measure));
        found.push(Value {
            sheet: Sheet::Thresholds,
            file: Arc::clone(file.name()),
            line: Place::root(file, leaf.node).inside(piece.start, piece.len()).line,
            way: format!("{}, number {}", leaf.way, found.len() + 1),
            about: vec![asked.title.to_owned(), asked.years.clone(), part(&leaf.way), compared],
            unit: measure.map_or("", |measure| unit(measure.unit)).to_owned(),
            source: asked.source.to_owned(),
            note: asked.note.split_whitespace().collect::<Vec<_>>().join(" "),
            sort: Sort::Number(measure.and_then(|measure| measure.range)),
            written: written.to_owned(),
            within: Some(text.to_owned()),
            steps: leaf.steps.clone(),
            piece: Some(piece),
        });
    }
    found
}

/// Each number that is compared with: its bytes, the reading on the other side where it is one, and the comparison.
fn numbers(expression: &Expression) -> Vec<(Range<usize>, Option<crate::rulebook::expression::Read>, String)> {
    let text = &expression.text;
    let bytes = |part: &Part| part.at.offset..part.at.offset + part.at.len;
    let is_number = |part: &Part| text.get(bytes(part)).is_some_and(|text| text.parse::<f64>().is_ok());
    let mut found = Vec::new();
    for node in expression.nodes() {
        let Expr::Compare { sides, .. } = &node.expr else { continue };
        let (number, other) = match (is_number(&sides.0), is_number(&sides.1)) {
            (false, true) => (&sides.1, &sides.0),
            (true, false) => (&sides.0, &sides.1),
            _ => continue,
        };
        let read = if let Expr::Read(read) = &other.expr { Some(*read) } else { None };
        let compared = text.get(bytes(node)).unwrap_or_default();
        found.push((bytes(number), read, compared.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    found
}

/// The part of the rule: `below when`.
fn part(way: &str) -> String {
    way.split(", ").find(|word| word.ends_with("when")).unwrap_or_default().to_owned()
}
