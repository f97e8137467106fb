//! Numbers in conditions.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::gather::unit;
use super::leaf::{Here, Step};
use super::value::{Sheet, Sort, Value};
use crate::rulebook::Span;
use crate::rulebook::expression::{Condition, Expr, Expression, Node as Part};
use crate::rulebook::model::{Measure, RuleKind, Rulebook};
use crate::rulebook::rows::{FOR_ALL, Filled, LINE, ROWS, STRAND, VALUES, of_all_rows, with_values};
use crate::rulebook::yaml::{FileText, Kind, Node, Place};

/// How often a shared value may name another.
const MOST_NAMES: usize = 4;

/// A condition and the rule it belongs to.
struct Asked<'r> {
    title: &'r str,
    /// where the rule stands: at its row, where it has one
    place: Option<&'r Span>,
    years: String,
    source: &'r str,
    note: &'r str,
    condition: &'r Condition,
}

pub(super) fn thresholds(files: &[(&FileText, Node)], rulebook: &Rulebook) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for (file, root) in files {
        let top = Here::top(root);
        let leaves = top.leaves();
        for asked in all(rulebook) {
            for (expression, span) in asked.condition.expressions().filter(|(_, span)| span.file == *file.name()) {
                let Some(leaf) = leaves.iter().find(|leaf| holds(leaf.node, span)) else { continue };
                let spot = Spot { file, top: &top, leaf, asked: &asked, rulebook };
                for value in spot.of_one(expression) {
                    // what is said for several rules, or several times by a row, is one value
                    if !found.iter().any(|known| known.file == value.file && known.way == value.way) {
                        found.push(value);
                    }
                }
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
            let (title, place) = (&*rule.title, Some(&rule.span));
            all.push(Asked { title, place, years: rule.years.to_string(), source, note, condition });
        }
    }
    let mut more = |title, source, condition: Option<_>| {
        let asked = |condition| Asked { title, place: None, years: String::new(), source, note: "", condition };
        all.extend(condition.map(asked));
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

/// One scalar with a condition, and where it lies.
struct Spot<'a> {
    file: &'a FileText,
    top: &'a Here<'a>,
    leaf: &'a Here<'a>,
    asked: &'a Asked<'a>,
    rulebook: &'a Rulebook,
}

impl Spot<'_> {
    /// The numbers of one expression: those that stand in it, and those that a row gives it.
    fn of_one(&self, expression: &Expression) -> Vec<Value> {
        let text = self.leaf.node.text().unwrap_or_default();
        let row = self.row();
        let shared = self.shared(row.as_ref());
        let of_row = |name: &str| row.as_ref()?.value(name)?.node.text();
        let values = |name: &str| of_row(name).or_else(|| shared.get(name).map(String::as_str));
        let of_strand = |strand: Option<&'_ str>| {
            let filled = with_values(text, |name| match name {
                "row" => row.as_ref().map(|row| row.name),
                STRAND => strand.or_else(|| values(name)),
                _ => values(name),
            });
            Some((filled.0.find(&*expression.text)?, filled.1))
        };
        // what is said for every strand is one number
        let strands = self.rulebook.judgements.strands.iter().map(|strand| Some(&*strand.id));
        let Some((base, names)) = std::iter::once(None).chain(strands).find_map(of_strand) else { return Vec::new() };
        let (mut found, mut own) = (Vec::new(), 0);
        let mut inside: BTreeMap<usize, usize> = BTreeMap::new();
        for (number, other, compared) in numbers(expression) {
            let piece = base + number.start..base + number.end;
            let measure = other.and_then(|read| self.rulebook.measure(read.measure));
            if let Some((at, name)) = names.iter().find(|(at, _)| at.start <= piece.start && piece.end <= at.end) {
                let find = |name: &str| row.as_ref().and_then(|row| row.value(name)).or_else(|| self.said_once(name));
                let Some(mut given) = find(name) else { continue };
                // one that only names another is that one
                for _ in 0..MOST_NAMES {
                    let other = given.node.text().and_then(|text| text.trim().strip_prefix('$')).and_then(find);
                    given = other.unwrap_or(given);
                }
                let number = inside.entry(at.start).or_default();
                *number += 1;
                // what a calculation takes from the row is the row's
                let said = with_values(given.node.text().unwrap_or_default(), values).1;
                let part = without_values(&said, &(piece.start - at.start..piece.end - at.start));
                found.extend(match part {
                    _ if *at == piece => self.value(&given, None, measure, compared),
                    Some(part) => self.value(&given, Some((part, *number)), measure, compared),
                    None => None,
                });
                continue;
            }
            // half of it from a row and half from the rule: it is changed in the file itself
            let Some(piece) = without_values(&names, &piece) else { continue };
            own += 1;
            found.extend(self.value(self.leaf, Some((piece, own)), measure, compared));
        }
        found
    }

    fn value(
        &self,
        here: &Here<'_>,
        piece: Option<(Range<usize>, usize)>,
        measure: Option<&Measure>,
        compared: String,
    ) -> Option<Value> {
        let text = here.node.text().unwrap_or_default();
        let (piece, number) = piece.unzip();
        let written = piece.clone().map_or(Some(text), |piece| text.get(piece))?;
        let place = Place::root(self.file, here.node);
        let span = piece.as_ref().map_or_else(|| place.span(), |piece| place.inside(piece.start, piece.len()));
        let (title, years) = self.of_what(here);
        Some(Value {
            sheet: Sheet::Thresholds,
            file: Arc::clone(self.file.name()),
            line: span.line,
            way: number.map_or_else(|| here.way.clone(), |number| format!("{}, number {number}", here.way)),
            about: vec![title, years, part(&self.leaf.way), compared],
            unit: measure.map_or("", |measure| unit(measure.unit)).to_owned(),
            source: self.asked.source.to_owned(),
            note: self.asked.note.split_whitespace().collect::<Vec<_>>().join(" "),
            sort: Sort::Number(measure.and_then(Measure::bounds)),
            written: written.to_owned(),
            within: piece.is_some().then(|| text.to_owned()),
            steps: here.steps.clone(),
            piece,
        })
    }

    /// The rule and its years, as far as a value that stands here belongs to one alone.
    fn of_what(&self, here: &Here<'_>) -> (String, String) {
        let item = self.item();
        let has_rows = item.as_ref().is_some_and(|item| item.field(ROWS).is_some());
        match (here.steps.first(), item) {
            (Some(Step::Field(name)), _) if name == FOR_ALL => (self.every_rule(), String::new()),
            (_, Some(item)) if has_rows && !here.steps.contains(&Step::Field(ROWS.to_owned())) => {
                (of_all_rows(item.say("title")), "every row".to_owned())
            }
            _ => (self.asked.title.to_owned(), self.asked.years.clone()),
        }
    }

    /// What all rules of the file are called, where it says so once.
    fn every_rule(&self) -> String {
        let title = self.top.field(FOR_ALL).map(|all| all.say("title")).unwrap_or_default();
        let every = "every rule of this file".to_owned();
        if title.is_empty() { every } else { format!("{}: {every}", of_all_rows(title)) }
    }

    /// The entry in which the condition stands, or for which it was written above all.
    fn item(&self) -> Option<Here<'_>> {
        let at = self.asked.place?.offset;
        let inside = |here: &Here<'_>| here.node.range.contains(&at);
        let section = self.top.fields().into_iter().map(|(_, section)| section).find(inside)?;
        section.items().into_iter().find(inside)
    }

    /// What the rule, or the file for all, says by `values` in each row.
    fn shared(&self, row: Option<&Row<'_>>) -> BTreeMap<String, String> {
        let mut shared = BTreeMap::new();
        let values = self.values();
        for (name, value) in values.iter().flat_map(Here::fields) {
            let said = with_values(value.node.text().unwrap_or_default(), |name| match name {
                "row" => row.map(|row| row.name),
                _ => row.and_then(|row| row.value(name)?.node.text()).or_else(|| shared.get(name).map(String::as_str)),
            });
            let said = said.0;
            shared.insert(name.to_owned(), said);
        }
        shared
    }

    /// What the rule, or the file for all, says by `values`.
    fn values(&self) -> Option<Here<'_>> {
        let values = self.item().and_then(|item| item.field(VALUES));
        values.or_else(|| self.top.field(FOR_ALL)?.field(VALUES))
    }

    /// One of them.
    fn said_once(&self, name: &str) -> Option<Here<'_>> {
        self.values()?.field(name)
    }

    /// The row from which the rule was made.
    fn row(&self) -> Option<Row<'_>> {
        let at = self.asked.place?.offset;
        let rows = self.item()?.field(ROWS)?;
        let Kind::Map(entries) = &rows.node.kind else { return None };
        let name = entries.iter().find(|entry| entry.key.range.contains(&at))?.key.text.as_str();
        Some(Row { name, here: rows.field(name)? })
    }
}

/// A row of a rule.
struct Row<'n> {
    name: &'n str,
    here: Here<'n>,
}

impl<'n> Row<'n> {
    fn value(&self, name: &str) -> Option<Here<'n>> {
        match &self.here.node.kind {
            Kind::Scalar { .. } => (name == LINE).then(|| self.here.clone()),
            _ => self.here.field(name),
        }
    }
}

/// Where a piece of a filled text stands in the text with the names still in it; `None` where a value is part of it.
fn without_values(names: &[Filled<'_>], piece: &Range<usize>) -> Option<Range<usize>> {
    if names.iter().any(|(at, _)| at.start < piece.end && piece.start < at.end) {
        return None;
    }
    let before = names.iter().filter(|(at, _)| at.end <= piece.start);
    let (as_names, as_values) =
        before.fold((0, 0), |(as_names, as_values), (at, name)| (as_names + 1 + name.len(), as_values + at.len()));
    let start = piece.start + as_names - as_values;
    Some(start..start + piece.len())
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
