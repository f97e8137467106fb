//! Headings made of a measure's words and a group's: `% L4+ English and maths / FSM`.

use super::{Fit, HeadingIndex, Meaning};
use crate::rulebook::ids::GroupId;

/// Words that may stand between a group's words and a measure's and say nothing.
const FILLERS: [&str; 9] = ["pupils", "children", "only", "for", "of", "who", "are", "the", "by"];

/// Whether a word says when in a year something was counted.
pub(super) fn is_season(word: &str) -> bool {
    matches!(word, "spring" | "summer" | "autumn" | "term" | "academic" | "year")
        || crate::intake::value::months::month_number(word).is_some()
}

impl HeadingIndex {
    /// Measure and group of words that are a group's and, without them, a measure's.
    pub(super) fn composed(&self, words: &[String]) -> Vec<Meaning> {
        for (group_words, group) in &self.groups {
            for rest in without_slice(words, group_words) {
                let found = self.of_all_pupils(&rest, *group);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    fn of_all_pupils(&self, rest: &[String], group: GroupId) -> Vec<Meaning> {
        let plain: Vec<String> = trimmed(rest).to_vec();
        for words in [rest, &plain] {
            if words.is_empty() {
                continue;
            }
            let exact = self.exact.get(&words.join(" ")).map(|meanings| (meanings.clone(), Fit::AsListed));
            let Some((meanings, _)) = exact.or_else(|| self.loosely(words)) else { continue };
            let of_group: Vec<Meaning> = meanings
                .iter()
                .filter_map(|meaning| match meaning {
                    Meaning::Measure(measure, GroupId::ALL) => Some(Meaning::Measure(*measure, group)),
                    _ => None,
                })
                .collect();
            if !of_group.is_empty() {
                return of_group;
            }
        }
        Vec::new()
    }

    /// The words without those of a group, and the group; once for each way to take one out.
    pub(in crate::intake) fn without_group(&self, words: &[String]) -> Vec<(Vec<String>, GroupId)> {
        let ways = self.groups.iter().filter(|(_, group)| *group != GroupId::ALL);
        ways.flat_map(|(of_group, group)| without_slice(words, of_group).into_iter().map(|rest| (rest, *group)))
            .collect()
    }
}

/// The words without one occurrence of `slice`, once for each occurrence.
pub(super) fn without_slice(words: &[String], slice: &[String]) -> Vec<Vec<String>> {
    if words.len() <= slice.len() {
        return Vec::new();
    }
    words
        .windows(slice.len())
        .zip(0..)
        .filter(|(window, _)| *window == slice)
        .map(|(_, at): (_, usize)| words.iter().take(at).chain(words.iter().skip(at + slice.len())).cloned().collect())
        .collect()
}

/// The words without fillers at both ends.
pub(super) fn trimmed(mut words: &[String]) -> &[String] {
    let is_filler = |word: &String| FILLERS.contains(&word.as_str());
    while let Some((_, rest)) = words.split_first().filter(|(first, _)| is_filler(first)) {
        words = rest;
    }
    while let Some((_, rest)) = words.split_last().filter(|(last, _)| is_filler(last)) {
        words = rest;
    }
    words
}
