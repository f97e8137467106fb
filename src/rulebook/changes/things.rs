//! What a rulebook names besides its rules, each thing by itself, for those who look for one: a team, a measure, a meeting.

use std::sync::Arc;

use serde_yaml::Value;

use super::Parts;
use super::parts::{Part, SCRIPTS, Stands, plain, singular};
use crate::rulebook::naming;

/// Something with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// what it is: `measure`, `meeting`
    pub sort: String,
    /// its name
    pub id: String,
    /// as shown
    pub title: String,
    /// what else it says, in words
    pub fields: Vec<(String, String)>,
    /// the file in which it stands
    pub file: Arc<str>,
    /// and the line
    pub line: u32,
}

impl Parts {
    /// The things of all sections that are lists.
    #[must_use]
    pub fn things(&self) -> Vec<Thing> {
        self.parts.iter().filter(|part| part.stands == Stands::Item && part.section != SCRIPTS).map(thing).collect()
    }
}

fn thing(part: &Part) -> Thing {
    let what = naming::all().find(|naming| naming.section == part.section).map_or("", |naming| naming.what);
    let kind = part.value.get("kind").and_then(Value::as_str).filter(|_| part.section == "cycle");
    let what = what.strip_prefix("an ").or_else(|| what.strip_prefix("a ")).unwrap_or(what);
    let sort = kind.or(Some(what).filter(|what| !what.is_empty())).unwrap_or_else(|| singular(&part.section));
    let own = ["title", "kind", naming::of(&part.section).unwrap_or_default()];
    let named = |(name, value): (&Value, &Value)| {
        name.as_str().filter(|name| !own.contains(name)).map(|name| (name.to_owned(), plain(value)))
    };
    Thing {
        sort: sort.to_owned(),
        id: part.id.clone(),
        title: part.title.clone(),
        fields: part.value.as_mapping().into_iter().flatten().filter_map(named).collect(),
        file: Arc::clone(&part.file),
        line: part.place.line,
    }
}
