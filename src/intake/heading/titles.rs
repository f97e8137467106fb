//! A measure's own title as a heading: what the review prints for a measure is copied into workbooks.

use std::collections::HashMap;
use std::sync::Arc;

use super::compose::trimmed;
use super::{HeadingIndex, Known, Meaning};
use crate::intake::words::key;
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::Rulebook;

/// Titles by their plain form.
#[derive(Debug, Default)]
pub(super) struct Titles(HashMap<String, Meaning>);

impl Titles {
    pub(super) fn of(known: &[Known]) -> Self {
        Self(known.iter().map(|title| (title.key.clone(), title.meaning)).collect())
    }

    pub(super) fn get(&self, key: &str) -> Option<Meaning> {
        self.0.get(key).copied()
    }
}

impl HeadingIndex {
    /// The measure whose title the words are, or whose title they are beside a group's words.
    pub(super) fn by_title(&self, words: &[String]) -> Option<Meaning> {
        self.titles.get(&words.join(" ")).or_else(|| {
            let ways = self.without_group(words).into_iter();
            ways.filter_map(|(rest, group)| match self.titles.get(&trimmed(&rest).join(" "))? {
                Meaning::Measure(measure, GroupId::ALL) => Some(Meaning::Measure(measure, group)),
                _ => None,
            })
            .next()
        })
    }
}

/// The titles of measures that workbooks give, where they are no headings already and no two measures have one.
pub(super) fn known(rulebook: &Rulebook, headings: &HashMap<String, Vec<Meaning>>) -> Vec<Known> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for measure in &rulebook.measures {
        *times.entry(key(&measure.title)).or_default() += 1;
    }
    let measures = rulebook.measures.iter().zip(0_u16..);
    let titles = measures.filter_map(|(measure, number)| {
        let (_, heading) = measure.headings.first()?;
        Some(Known {
            text: Arc::clone(&measure.title),
            key: key(&measure.title),
            meaning: Meaning::Measure(MeasureId(number), GroupId::ALL),
            file: Arc::clone(&heading.span.file),
        })
    });
    titles
        .filter(|title| !title.key.is_empty() && !headings.contains_key(&title.key))
        .filter(|title| times.get(&title.key) == Some(&1))
        .collect()
}
