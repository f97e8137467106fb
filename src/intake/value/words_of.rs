//! The words that a measure knows: its categories, its own markers, grades, and ways to say yes and no.

use std::collections::HashMap;
use std::sync::Arc;

use strsim::normalized_damerau_levenshtein;

use super::Markers;
use crate::domain::{Missing, Value};
use crate::intake::words::{key, tidy};
use crate::rulebook::model::{Measure, Rulebook, Unit};

/// Words and what they mean for one measure.
#[derive(Clone, Debug)]
pub(in crate::intake) struct Choices {
    unit: Unit,
    own_markers: HashMap<String, Arc<str>>,
    categories: HashMap<String, Arc<str>>,
    grades: HashMap<String, f64>,
    any_grade: bool,
}

impl Choices {
    pub(super) fn new(measure: &Measure, rulebook: &Rulebook) -> Self {
        let mut categories = HashMap::new();
        for category in &measure.categories {
            for written in category.written.iter().chain(std::iter::once(&category.id)) {
                categories.entry(form(written)).or_insert_with(|| Arc::clone(&category.id));
            }
        }
        let own = measure.own_markers.iter().map(|(written, id)| (tidy(written).to_lowercase(), Arc::clone(id)));
        let mut grades = HashMap::new();
        for grade in &rulebook.judgements.grades {
            let number = Value::Number(grade.value).to_string();
            let titles = grade.frameworks.iter().map(|(_, title)| &**title);
            for word in [&*grade.id, &number, &*grade.title].into_iter().chain(titles) {
                grades.entry(form(word)).or_insert(grade.value);
            }
        }
        let any_grade = grades.is_empty();
        Self { unit: measure.unit, own_markers: own.collect(), categories, grades, any_grade }
    }

    /// What a word of the measure's own markers means.
    pub(super) fn own_marker(&self, plain: &str, markers: &Markers) -> Option<Result<Value, Missing>> {
        if self.own_markers.is_empty() {
            return None;
        }
        let id = self.own_markers.get(&plain.to_lowercase())?;
        self.meaning(id, markers, plain)
    }

    /// What an id stands for: a category of the measure, a grade, yes or no, or a marker.
    pub(super) fn meaning(&self, id: &str, markers: &Markers, written: &str) -> Option<Result<Value, Missing>> {
        match self.unit {
            Unit::Words if self.categories.values().any(|category| **category == *id) => {
                return Some(Ok(Value::Text(Arc::from(id))));
            }
            Unit::YesNo if self.yes_no(id).is_some() => return self.yes_no(id).map(|flag| Ok(Value::Flag(flag))),
            _ => {}
        }
        markers.named(id, written).or_else(|| match self.unit {
            Unit::Grade => self.grade(id).map(Ok),
            Unit::Words => None,
            _ => id.parse().ok().map(|number| Ok(Value::Number(number))),
        })
    }

    /// The category that a word stands for.
    pub(super) fn category(&self, word: &str) -> Option<Arc<str>> {
        self.categories.get(&form(word)).map(Arc::clone)
    }

    /// The number of the grade that a word or number stands for.
    pub(super) fn grade(&self, word: &str) -> Option<Value> {
        let word = form(word);
        let category = self.categories.get(&word).map(|id| form(id));
        let known = self.grades.get(category.as_ref().unwrap_or(&word)).copied();
        known.or_else(|| if self.any_grade { word.parse().ok() } else { None }).map(Value::Number)
    }

    /// Yes or no, however it is ticked.
    pub(super) fn yes_no(&self, word: &str) -> Option<bool> {
        if let Some(category) = self.categories.get(&form(word)).filter(|category| !category.eq_ignore_ascii_case(word))
        {
            return self.yes_no(category);
        }
        yes_or_no(word)
    }

    /// The written form of a category nearest to an unknown word.
    pub(super) fn nearest(&self, word: &str) -> Option<Arc<str>> {
        let word = form(word);
        let near = self.categories.iter().map(|(written, id)| (normalized_damerau_levenshtein(&word, written), id));
        let best =
            near.filter(|(nearness, _)| *nearness >= 0.6).max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        best.map(|(_, id)| Arc::clone(id))
    }
}

/// Yes or no, as people write them.
pub(in crate::intake) fn yes_or_no(word: &str) -> Option<bool> {
    match word.trim().to_lowercase().as_str() {
        "yes" | "y" | "1" | "true" | "✓" | "✔" | "☑" | "✅" => Some(true),
        "no" | "n" | "0" | "false" | "✗" | "✘" | "☐" | "❌" => Some(false),
        _ => None,
    }
}

/// A word as it is compared; signs alone, such as ✓, stay as they are.
fn form(word: &str) -> String {
    let plain = key(word);
    if plain.is_empty() { tidy(word) } else { plain }
}
