//! Banners over headings: `Key stage 2` over reading, writing and maths.

use std::collections::{BTreeMap, HashSet};

use super::money::is_money;
use super::parts::Parts;
use crate::intake::doubts::Doubts;
use crate::intake::heading::{Fit, HeadingIndex, Match, Meaning};
use crate::intake::record::DoubtKind;
use crate::intake::table::Table;
use crate::intake::words::{list, named_of, tokens};
use crate::intake::year;
use crate::rulebook::model::Rulebook;
use workbook::place::column_letters;

/// Words in a banner that do not change what is under it.
const PLAIN_WORDS: [&str; 13] = [
    "results",
    "result",
    "school",
    "schools",
    "pupils",
    "children",
    "data",
    "attainment",
    "all",
    "of",
    "the",
    "and",
    "figures",
];

/// Headings that were not found as a whole: their lower rows alone may be known, under a banner that only names the
/// topic. A banner that may change the meaning is said.
pub(super) fn without_banners(
    found: &mut [(Parts, Option<Match>)],
    index: &HeadingIndex,
    rulebook: &Rulebook,
    table: &Table,
    doubts: &mut Doubts,
) {
    let matched = found.iter().filter_map(|(_, found)| found.as_ref());
    let taken: HashSet<Meaning> = matched.flat_map(|matched| matched.meanings.clone()).collect();
    let mut strange: BTreeMap<String, Vec<(usize, Match)>> = BTreeMap::new();
    for (at, (parts, matched)) in found.iter_mut().enumerate().filter(|(_, (_, matched))| matched.is_none()) {
        let Some((alone, banner)) = lower_alone(parts, index, table) else { continue };
        let words = tokens(&year::left_out(&banner));
        // under "Predicted" stand no results, and under "£000" no pounds
        let money = alone.meanings.iter().any(|meaning| is_money(*meaning, rulebook));
        if named_of(&words, &rulebook.identity.not_results).is_some()
            || money && named_of(&words, &rulebook.identity.not_whole_pounds).is_some()
        {
            continue;
        }
        if says_nothing(&words, &alone.meanings, rulebook) {
            *matched = Some(alone);
        } else if alone.meanings.iter().all(|meaning| !taken.contains(meaning)) {
            strange.entry(banner).or_default().push((at, alone));
        }
    }
    for (banner, columns) in strange {
        let different: HashSet<&Vec<Meaning>> = columns.iter().map(|(_, matched)| &matched.meanings).collect();
        if columns.len() < 2 || different.len() < columns.len() {
            continue;
        }
        say_left_out(&banner, &columns, found, doubts);
        for (at, matched) in columns {
            if let Some((_, slot)) = found.get_mut(at) {
                *slot = Some(matched);
            }
        }
    }
}

/// What the lower rows of a heading mean by themselves, and what stands above them.
fn lower_alone(parts: &Parts, index: &HeadingIndex, table: &Table) -> Option<(Match, String)> {
    parts.lower().into_iter().find_map(|(lower, banner)| {
        let mut alone = index.find(&lower, &table.footnotes).filter(|found| !found.meanings.is_empty())?;
        if alone.year.is_none() {
            alone.year = year::one_year(std::iter::once(banner.as_str()), index.begins);
        }
        alone.fit = Fit::WithoutBanner;
        Some((alone, banner))
    })
}

fn say_left_out(banner: &str, columns: &[(usize, Match)], found: &[(Parts, Option<Match>)], doubts: &mut Doubts) {
    let at: Vec<u32> = columns.iter().filter_map(|(at, _)| found.get(*at)).map(|(parts, _)| parts.column).collect();
    let letters: Vec<String> = at.iter().map(|column| column_letters(*column)).collect();
    doubts.add(
        DoubtKind::Heading,
        format!(
            "“{banner}” over columns {} is no heading, group or year that the rulebook knows; what stands under it was read without it",
            list(&letters, 12)
        ),
        Some("if it names a group of pupils, add it to that group's headings; if it only names the topic, leave it".into()),
        &at,
    );
}

/// Whether all words of a banner are plain, or words that the measure itself has in its names.
pub(in crate::intake) fn says_nothing(banner: &[String], meanings: &[Meaning], rulebook: &Rulebook) -> bool {
    let mut own: HashSet<String> = PLAIN_WORDS.iter().map(|word| (*word).to_owned()).collect();
    for meaning in meanings {
        let Meaning::Measure(measure, _) = meaning else { continue };
        let Some(measure) = rulebook.measure(*measure) else { continue };
        own.extend(tokens(&measure.title));
        own.extend(tokens(&measure.id));
        own.extend(measure.headings.iter().flat_map(|(_, heading)| tokens(&heading.text)));
    }
    own.extend(rulebook.precedence.iter().flat_map(|kind| kind.words.iter().flat_map(|word| tokens(word))));
    own.extend(tokens(&rulebook.authority));
    own.extend(rulebook.authority_names.iter().flat_map(|name| tokens(name)));
    banner.iter().all(|word| own.contains(word))
}
