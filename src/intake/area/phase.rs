//! Words for phases in the names of areas, in section rows and titles: `Primary schools`.

use std::sync::Arc;

use crate::intake::words::tokens;
use crate::rulebook::model::{Measure, Rulebook, Unit};

/// How the rulebook's phases are written.
#[derive(Debug, Default)]
pub(in crate::intake) struct PhaseWords {
    words: Vec<(Vec<String>, Arc<str>)>,
    measures: Vec<Arc<str>>,
}

impl PhaseWords {
    /// From the measure `phase`, and from those that share its categories.
    pub(in crate::intake) fn new(rulebook: &Rulebook) -> Self {
        let Some((_, phase)) = rulebook.measure_named("phase") else { return Self::default() };
        let ids: Vec<&Arc<str>> = phase.categories.iter().map(|category| &category.id).collect();
        let shares = |measure: &&Measure| {
            let shared = measure.categories.iter().filter(|category| ids.contains(&&category.id)).count();
            measure.unit == Unit::Words && shared >= 2
        };
        let mut words: Vec<(Vec<String>, Arc<str>)> = Vec::new();
        let mut measures = Vec::new();
        for measure in rulebook.measures.iter().filter(shares) {
            measures.push(Arc::clone(&measure.id));
            for category in measure.categories.iter().filter(|category| ids.contains(&&category.id)) {
                let written = category.written.iter().chain(std::iter::once(&category.id));
                words.extend(written.map(|text| (tokens(&text.replace('_', " ")), Arc::clone(&category.id))));
            }
        }
        // short codes are words of other things in a running text
        words.retain(|(word, _)| word.iter().any(|part| part.len() >= 3));
        words.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        words.dedup();
        Self { words, measures }
    }

    /// Whether a measure states the phase.
    pub(in crate::intake) fn states(&self, measure: &Measure) -> bool {
        self.measures.contains(&measure.id)
    }

    /// The one phase that a text names.
    pub(in crate::intake) fn in_text(&self, text: &str) -> Option<Arc<str>> {
        let words = tokens(text);
        let mut rest = words.as_slice();
        let mut found: Option<&Arc<str>> = None;
        while !rest.is_empty() {
            let here = self.words.iter().find(|(word, _)| rest.starts_with(word));
            match (here, found) {
                (Some((_, id)), Some(other)) if id != other => return None,
                (Some((_, id)), _) => found = Some(id),
                (None, _) => {}
            }
            rest = rest.get(here.map_or(1, |(word, _)| word.len())..).unwrap_or(&[]);
        }
        found.map(Arc::clone)
    }

    /// The one phase that a title is about: `Primary schools: absence`, not `special educational needs`.
    pub(in crate::intake) fn in_title(&self, title: &str) -> Option<Arc<str>> {
        let words = tokens(title);
        let about = words.windows(2).any(|pair| {
            let schools = pair.last().is_some_and(|word| matches!(word.as_str(), "schools" | "school" | "phase"));
            schools && self.words.iter().any(|(phase, _)| phase.last() == pair.first())
        });
        about.then(|| self.in_text(title))?
    }

    /// Whether a text is a phase and nothing else, "schools" apart.
    pub(in crate::intake) fn is_whole(&self, text: &str) -> bool {
        let words: Vec<String> =
            tokens(text).into_iter().filter(|word| !matches!(word.as_str(), "schools" | "school" | "pupils")).collect();
        self.words.iter().any(|(phase, _)| *phase == words)
    }

    /// The text without its word for a phase, and without "schools"; `None` where it has none.
    pub(in crate::intake) fn without(&self, text: &str) -> Option<String> {
        let words = tokens(text);
        let at = (0..words.len()).find_map(|at| {
            let rest = words.get(at..)?;
            self.words.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, _)| (at, word.len()))
        });
        let (at, length) = at?;
        let kept = words.iter().take(at).chain(words.iter().skip(at + length));
        let kept: Vec<&str> =
            kept.map(String::as_str).filter(|word| !matches!(*word, "schools" | "school" | "pupils")).collect();
        (!kept.is_empty()).then(|| kept.join(" "))
    }
}
