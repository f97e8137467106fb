//! Every value of a rulebook that can be changed by itself.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::leaf::{Here, tree};
use super::value::{Sheet, Sort, Value};
use super::{sentences, tables, threshold};
use crate::rulebook::model::{Measure, Rulebook, Unit};
use crate::rulebook::source::{RuleSource, underneath};
use crate::rulebook::yaml::{FileText, Node};

/// What is looked through: one file.
pub(super) struct Shelf<'a> {
    pub file: &'a FileText,
    pub rulebook: &'a Rulebook,
    pub out: Vec<Value>,
}

/// What is known of a value beside its place.
#[derive(Default)]
pub(super) struct About<'a> {
    pub words: Vec<String>,
    pub unit: &'a str,
    pub source: &'a str,
    pub note: &'a str,
}

impl Shelf<'_> {
    /// Notes a scalar as a value; what is blank is none.
    pub fn take(&mut self, sheet: Sheet, here: &Here<'_>, sort: Sort, about: About<'_>) {
        let Some(written) = here.node.text().filter(|text| !text.is_empty()) else { return };
        self.out.push(Value {
            sheet,
            file: Arc::clone(self.file.name()),
            line: self.file.span(here.node.range.clone()).line,
            way: here.way.clone(),
            about: about.words,
            unit: about.unit.to_owned(),
            source: about.source.to_owned(),
            note: about.note.split_whitespace().collect::<Vec<_>>().join(" "),
            sort,
            written: written.to_owned(),
            within: None,
            steps: here.steps.clone(),
            piece: None,
        });
    }

    /// The measure with a name.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.rulebook.measure_named(id).map(|(_, measure)| measure)
    }
}

/// The values of a rulebook, file by file, in the order in which they stand.
#[must_use]
pub fn values(source: &RuleSource, rulebook: &Rulebook) -> Vec<Value> {
    let files: Vec<FileText> = source
        .files()
        .filter(|(name, _)| !name.ends_with(".rhai"))
        .map(|(name, text)| FileText::new(Arc::clone(name), Arc::clone(text)))
        .collect();
    let read: Vec<(&FileText, Node)> = files.iter().filter_map(|file| Some((file, tree(file)?))).collect();
    let mut all = threshold::thresholds(&read, rulebook);
    for (file, root) in &read {
        let mut shelf = Shelf { file, rulebook, out: Vec::new() };
        let top = Here::top(root);
        tables::take(&mut shelf, &top);
        sentences::take(&mut shelf, &top);
        // a row's number is known by what it is compared with, where it is
        shelf.out.retain(|value| !all.iter().any(|known| known.file == value.file && known.way == value.way));
        all.append(&mut shelf.out);
    }
    all.extend(words_underneath(rulebook, &all));
    alone(all)
}

/// The program's own words, colours and marks that the rulebook does not say otherwise.
fn words_underneath(rulebook: &Rulebook, said: &[Value]) -> Vec<Value> {
    let said: HashSet<&str> = said.iter().map(|value| value.way.as_str()).collect();
    let files = underneath().map(|(name, text)| FileText::new(name.into(), text.into()));
    let mut all = Vec::new();
    for file in files {
        let Some(root) = tree(&file) else { continue };
        let mut shelf = Shelf { file: &file, rulebook, out: Vec::new() };
        tables::take(&mut shelf, &Here::top(&root));
        all.append(&mut shelf.out);
    }
    all.retain(|value| {
        matches!(value.sheet, Sheet::Words | Sheet::Colours | Sheet::Marks) && !said.contains(value.way.as_str())
    });
    all
}

/// Only values whose way is theirs alone: what two ways in one file share could be put in the wrong place.
fn alone(mut values: Vec<Value>) -> Vec<Value> {
    let mut ways: HashMap<(Arc<str>, String), usize> = HashMap::new();
    for value in &values {
        *ways.entry((Arc::clone(&value.file), value.way.clone())).or_default() += 1;
    }
    values.retain(|value| ways.get(&(Arc::clone(&value.file), value.way.clone())) == Some(&1));
    values.sort_by_key(|value| value.sheet);
    values
}

/// A unit as it stands beside a number.
pub(super) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "%",
        Unit::Points => "points",
        Unit::Pupils => "pupils",
        Unit::Pounds => "£",
        Unit::PoundsPerPupil => "£ a pupil",
        Unit::Days => "days",
        Unit::Grade => "grade",
        Unit::Number | Unit::Words | Unit::YesNo | Unit::Date => "",
    }
}
