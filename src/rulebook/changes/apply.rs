//! A rulebook with some edits done, put together again as files.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_yaml::{Mapping, Value};

use super::parts::{Part, Parts, SCRIPTS, Stands};
use super::{Became, Edit};
use crate::rulebook::source::RuleSource;

impl Parts {
    /// These parts with some edits done on the way to `after`.
    #[must_use]
    pub fn with(&self, after: &Self, edits: &[&Edit]) -> Self {
        let mut done = self.clone();
        for edit in edits {
            match edit.became {
                Became::Changed => done.replace(edit, after),
                Became::Removed => done.parts.retain(|part| part.section != edit.section || part.id != edit.id),
                Became::Added => done.insert(edit, after),
                Became::Reordered => done.reorder(&edit.section, after),
            }
        }
        done
    }

    /// The same with another value in one field of an entry; `None` where there is no such entry.
    #[must_use]
    pub fn with_value(&self, section: &str, id: &str, field: &str, value: f64) -> Option<Self> {
        let mut done = self.clone();
        let at = done.position(section, id)?;
        let part = done.parts.get_mut(at)?;
        let Value::Mapping(fields) = &mut part.value else { return None };
        *fields.get_mut(field)? = Value::Number(value.into());
        Some(done)
    }

    fn replace(&mut self, edit: &Edit, after: &Self) {
        let new = after.find(&edit.section, &edit.id);
        let at = self.position(&edit.section, edit.was.as_ref().unwrap_or(&edit.id));
        if let (Some(new), Some(old)) = (new, at.and_then(|at| self.parts.get_mut(at))) {
            old.value = new.value.clone();
            old.id.clone_from(&new.id);
        }
    }

    /// A new entry stands behind the one behind which it stands in `after`.
    fn insert(&mut self, edit: &Edit, after: &Self) {
        let Some(there) = after.position(&edit.section, &edit.id) else { return };
        let Some(new) = after.parts.get(there) else { return };
        let earlier = after.parts.iter().take(there).rev().filter(|part| part.section == edit.section);
        let at = earlier.filter_map(|part| self.position(&part.section, &part.id)).next();
        let file = at.and_then(|at| self.parts.get(at)).map(|part| Arc::clone(&part.file));
        let mut new = new.clone();
        if edit.section != SCRIPTS
            && let Some(file) = file
        {
            new.file = file;
        }
        self.parts.insert(at.map_or(0, |at| at + 1), new);
    }

    fn reorder(&mut self, section: &str, after: &Self) {
        let (mut those, others): (Vec<Part>, Vec<Part>) =
            std::mem::take(&mut self.parts).into_iter().partition(|part| part.section == section);
        those.sort_by_key(|part| after.position(section, &part.id).unwrap_or(usize::MAX));
        // in one file, so that the order of the files' names does not undo it
        if let Some(file) = those.first().map(|part| Arc::clone(&part.file)) {
            those.iter_mut().for_each(|part| part.file = Arc::clone(&file));
        }
        self.parts = those;
        self.parts.extend(others);
    }

    /// The parts as files again. Layout, comments and cases are not kept: it is for judging, not for reading.
    #[must_use]
    pub fn to_source(&self) -> RuleSource {
        let mut files: BTreeMap<&str, Mapping> = BTreeMap::new();
        let mut texts: Vec<(&str, String)> = Vec::new();
        for part in self.parts.iter().filter(|part| part.section != "cases") {
            if part.section == SCRIPTS {
                texts.push((&part.file, part.value.as_str().unwrap_or("").to_owned()));
                continue;
            }
            put(files.entry(&part.file).or_default(), part);
        }
        for (name, file) in files {
            texts.push((name, serde_yaml::to_string(&Value::Mapping(file)).unwrap_or_default()));
        }
        RuleSource::from_texts(texts.iter().map(|(name, text)| (*name, text.as_str())))
    }
}

fn put(file: &mut Mapping, part: &Part) {
    let section = Value::String(part.section.clone());
    match &part.stands {
        Stands::Item => {
            let mut value = part.value.clone();
            if let Value::Mapping(fields) = &mut value {
                fields.remove("cases");
            }
            if let Value::Sequence(items) = file.entry(section).or_insert_with(|| Value::Sequence(Vec::new())) {
                items.push(value);
            }
        }
        Stands::Field(path) => {
            let mut names = vec![section];
            names.extend(path.iter().cloned().map(Value::String));
            put_under(file, &names, &part.value);
        }
    }
}

fn put_under(map: &mut Mapping, names: &[Value], value: &Value) {
    let Some((name, rest)) = names.split_first() else { return };
    if rest.is_empty() {
        map.insert(name.clone(), value.clone());
    } else if let Value::Mapping(inner) = map.entry(name.clone()).or_insert_with(|| Value::Mapping(Mapping::new())) {
        put_under(inner, rest, value);
    }
}
