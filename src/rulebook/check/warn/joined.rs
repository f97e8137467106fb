//! Measures that take the headings by which schools are known.

use super::Sections;
use crate::rulebook::check::data::lists;
use crate::rulebook::check::headings::plain;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::model::Rulebook;

/// What joins a row to its school.
const JOINED_BY: [&str; 3] = ["urn", "laestab", "name"];

/// A heading that the program knows schools by, and that a measure takes from it: the tables that have it are joined
/// without it then, and in silence.
pub(super) fn warn(rulebook: &Rulebook, sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    let underneath = sections.identity.iter().filter(|part| part.is_underneath());
    let known: Vec<(&str, String)> = underneath
        .flat_map(|part| lists(part.raw))
        .filter(|(by, _)| JOINED_BY.contains(by))
        .flat_map(|(by, texts)| texts.iter().map(move |text| (by, plain(text))))
        .collect();
    for measure in &rulebook.measures {
        let headings = measure.headings.iter().map(|(_, heading)| heading);
        let taken = headings.filter_map(|heading| {
            let (by, _) = known.iter().find(|(_, text)| *text == plain(&heading.text))?;
            Some((heading, *by))
        });
        for (heading, by) in taken {
            let message = format!(
                "the measure `{}` takes the heading `{}`, by which schools are known (`{by}` of `identity`)",
                measure.id, heading.text
            );
            let help = "take it out of the measure: the rows of a table with this heading find no school by it";
            out.push(Diagnostic::warning(Code::Heading, heading.span.clone(), message).help(help));
        }
    }
}
