//! Slips of writing that leave something right: a name in round brackets, headings parted by `;`, two cases of one name.

use std::collections::BTreeMap;

use crate::rulebook::check::sections::Sections;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::Piece;
use crate::rulebook::model::{Rule, Rulebook};

pub(super) fn warn(rulebook: &Rulebook, sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    for rule in &rulebook.rules {
        out.extend(in_other_brackets(rule, rulebook));
        one_name(rule, out);
    }
    for entry in &sections.measures {
        let place = entry.place.field("headings");
        for (number, heading) in entry.raw.headings.iter().enumerate().filter(|(_, heading)| heading.contains("; ")) {
            let message = format!("`{heading}` is one heading with `;` in it");
            let help = "write commas between headings: `[Books lost, Lost books]`";
            out.push(Diagnostic::warning(Code::Heading, place.item(number).span(), message).help(help));
        }
    }
}

/// A sentence that says the name of a measure where its figure was meant: in round brackets, or in square ones.
fn in_other_brackets(rule: &Rule, rulebook: &Rulebook) -> Option<Diagnostic> {
    let is_measure = |name: &str| name.contains('.') && rulebook.measure_named(name).is_some();
    let says = [&rule.says.holds, &rule.says.does_not_hold, &rule.says.unknown];
    let mut pieces = says.into_iter().flatten().flat_map(|say| &say.pieces);
    let name = pieces.find_map(|piece| match piece {
        Piece::Words(words) => {
            let inside = words.split('(').skip(1).filter_map(|rest| rest.split_once(')'));
            inside.map(|(name, _)| name).find(|name| is_measure(name))
        }
        Piece::Clause(inner) => match inner.as_slice() {
            [Piece::Words(name)] if is_measure(name) => Some(name.as_str()),
            _ => None,
        },
        _ => None,
    })?;
    let message = format!("a sentence of `{}` says `{name}` as it is written", rule.id);
    let help = format!("for the figure write `{{{name}}}`");
    Some(Diagnostic::warning(Code::Sentence, rule.span.clone(), message).help(help))
}

fn one_name(rule: &Rule, out: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    for case in &rule.cases {
        let Some(name) = &case.name else { continue };
        let Some(first) = seen.insert((name, case.year), &case.span) else { continue };
        let message = format!("two cases of `{}` are called `{name}`", rule.id);
        let told = Diagnostic::warning(Code::Case, case.span.clone(), message).here("also here");
        out.push(told.also(first.clone(), "here").help("say in each what it shows, or take one out"));
    }
}
