//! Sums of money that are no whole pounds: pounds for each pupil, or thousands, as a title, a sheet or a file says.

use super::parts::Parts;
use crate::intake::doubts::Doubts;
use crate::intake::heading::{FootnoteDigits, HeadingIndex, Match, Meaning};
use crate::intake::record::DoubtKind;
use crate::intake::words::{list, named_of, tokens};
use crate::rulebook::model::{Rulebook, Unit};

/// Whether a meaning is one of whole pounds.
pub(super) fn is_money(meaning: Meaning, rulebook: &Rulebook) -> bool {
    let Meaning::Measure(measure, _) = meaning else { return false };
    rulebook.measure(measure).is_some_and(|measure| measure.unit == Unit::Pounds)
}

/// Headings of pounds in a table whose texts say that its sums are none: read as the heading with these words in it, where
/// a measure has one; else they are asked about, and their columns given back. Where headings of the table say it themselves,
/// its texts are of those.
pub(super) fn settle(
    found: &mut [(Parts, Option<Match>)],
    index: &HeadingIndex,
    rulebook: &Rulebook,
    texts: &[String],
    doubts: &mut Doubts,
) -> Vec<u32> {
    let said_by = &rulebook.identity.not_whole_pounds;
    let said = texts.iter().find_map(|text| Some((text, named_of(&tokens(text), said_by)?)));
    let Some((text, word)) = said else { return Vec::new() };
    let own = |parts: &Parts| named_of(&tokens(&parts.heading()), said_by);
    if found.iter().any(|(parts, _)| own(parts) == Some(word)) {
        return Vec::new();
    }
    let of_money = |found: &Match| found.meanings.iter().any(|meaning| is_money(*meaning, rulebook));
    let (mut columns, mut headings) = (Vec::new(), Vec::new());
    // a heading that says something else of itself is that
    let asked =
        |(parts, matched): &&mut (Parts, Option<Match>)| matched.as_ref().is_some_and(of_money) && own(parts).is_none();
    for (parts, matched) in found.iter_mut().filter(asked) {
        let with_word = parts.wholes().into_iter().map(|whole| format!("{whole} {word}"));
        let mut as_said = with_word.filter_map(|heading| index.find(&heading, &FootnoteDigits::default()));
        if let Some(as_said) = as_said.find(|found| !found.meanings.is_empty() && !of_money(found)) {
            *matched = Some(as_said);
        } else {
            columns.push(parts.column);
            headings.push(format!("“{}”", parts.heading()));
        }
    }
    if !columns.is_empty() {
        doubts.add(
            DoubtKind::Heading,
            format!("not read: “{word}” in “{text}” says that these are no whole pounds: {}", list(&headings, 6)),
            Some(
                "if they are, take the words out of the title, or write into each heading what its figures are".into(),
            ),
            &columns,
        );
    }
    columns
}
