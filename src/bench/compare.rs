//! Two judgements of the same schools, and which change of the rules (or of the results) made each difference.
//!
//! Pure: rulebooks and workbooks that were read in, differences out. It knows no files and prints nothing.

mod cause;
mod judged;
pub mod sheets;
mod standing;
mod years;

pub use cause::{Because, Compared, compare_rulebooks};
pub use judged::Asked;
use judged::judge;
pub use standing::{Aspect, Held, Item, SchoolStanding, Standings};
pub use years::compare_years;
pub(in crate::bench) use years::same_day;

use std::sync::Arc;

use crate::intake::record::SchoolKey;

/// One thing about one school that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// the school
    pub school: SchoolKey,
    /// its name
    pub name: Arc<str>,
    /// what differs
    pub item: Item,
    /// as shown: `Achievement: Learning and Improvement`
    pub title: String,
    /// what it was; nothing where there was none
    pub before: Option<String>,
    /// what it is; nothing where there is none
    pub after: Option<String>,
    /// what made the difference
    pub because: Because,
}

/// Every thing in which two judgements differ, school by school.
fn differences(before: &Standings, after: &Standings) -> Vec<(SchoolKey, Arc<str>, Item)> {
    let mut all = Vec::new();
    let keys = before.schools.keys().chain(after.schools.keys().filter(|key| !before.schools.contains_key(*key)));
    for key in keys {
        let (old, new) = (before.schools.get(key), after.schools.get(key));
        let Some(name) = new.or(old).map(|school| Arc::clone(&school.name)) else { continue };
        let items = |school: Option<&SchoolStanding>| -> Vec<Item> {
            school.map_or_else(Vec::new, |school| school.items.keys().cloned().collect())
        };
        let mut items: Vec<Item> = items(old).into_iter().chain(items(new)).collect();
        items.sort();
        items.dedup();
        items.retain(|item| before.value(key, item) != after.value(key, item));
        all.extend(items.into_iter().map(|item| (key.clone(), Arc::clone(&name), item)));
    }
    all.sort_by(|a, b| (&a.1, &a.0, &a.2).cmp(&(&b.1, &b.0, &b.2)));
    all
}

/// A difference with what it was and is.
fn change(before: &Standings, after: &Standings, found: (SchoolKey, Arc<str>, Item), because: Because) -> Change {
    let (school, name, item) = found;
    let (old, new) = (before.held(&school, &item), after.held(&school, &item));
    let title = new.or(old).map_or(String::new(), |held| held.title.clone());
    let shown = |held: Option<&Held>| held.map(|held| held.shown.clone());
    Change { before: shown(old), after: shown(new), school, name, item, title, because }
}
