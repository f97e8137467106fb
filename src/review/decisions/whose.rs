//! Brings decisions to the schools of today: a school that has converted has another number and is the same school.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::copies::beside;
use super::entry::stands_alone;
use super::{Closed, DecisionKey, Entries, Entry};
use crate::intake::record::{Dataset, SchoolKey};
use crate::review::book::keys;
use crate::review::words::Words;

/// What was known of a school at an earlier run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSchool {
    /// its key then
    pub key: String,
    /// its name then
    pub name: String,
    /// its LAESTAB then
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub laestab: Option<String>,
}

/// The schools of today, by everything they were ever known by.
#[derive(Clone, Debug, Default)]
pub struct Whose {
    keys: BTreeMap<Arc<str>, SchoolKey>,
    /// by plain name; `None` where several have it
    names: BTreeMap<String, Option<SchoolKey>>,
    before: Before,
}

/// The schools that were known before today.
#[derive(Clone, Debug, Default)]
struct Before {
    keys: BTreeSet<Arc<str>>,
    /// by plain name
    names: BTreeMap<String, BTreeSet<Arc<str>>>,
}

/// Decisions under the keys of today.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// the decisions
    pub entries: Entries,
    /// keys then and now
    pub moved: Vec<(DecisionKey, DecisionKey)>,
}

impl Whose {
    /// From the schools read now, and what was known of schools before.
    #[must_use]
    pub fn new(dataset: &Dataset, before: &[KnownSchool]) -> Self {
        let mut whose = Self::default();
        for school in &dataset.schools {
            let who = &school.identity;
            whose.keys.insert(who.key.0.clone(), who.key.clone());
            let slot = whose.names.entry(plain(&who.name)).or_insert_with(|| Some(who.key.clone()));
            if slot.as_ref() != Some(&who.key) {
                *slot = None;
            }
        }
        // what a school is now comes before what another one was
        for school in &dataset.schools {
            let who = &school.identity;
            let urns = who.predecessors.iter().chain(&who.urn).map(|urn| format!("urn:{urn}"));
            for other in urns.chain(who.laestab.map(|number| format!("laestab:{number}"))) {
                whose.keys.entry(other.into()).or_insert_with(|| who.key.clone());
            }
        }
        whose.before = Before::of(before.iter().map(|known| (known.key.as_str(), known.name.as_str())));
        for known in before {
            let laestab = known.laestab.as_ref().and_then(|number| whose.keys.get(&*format!("laestab:{number}")));
            let now = laestab.cloned().or_else(|| whose.named(&known.name, &known.key));
            if let Some(now) = now {
                whose.keys.entry(known.key.as_str().into()).or_insert(now);
            }
        }
        whose
    }

    /// The school of today that a key of any day means; its name then helps where the key does not.
    #[must_use]
    pub fn now(&self, key: &SchoolKey, name: &str) -> Option<SchoolKey> {
        let by_name = || self.named(name, &key.0).or_else(|| self.named(key.0.strip_prefix("name:")?, &key.0));
        self.keys.get(&key.0).cloned().or_else(by_name)
    }

    /// The same, with other schools known before, by key and name.
    #[must_use]
    pub fn knowing<'k>(&self, before: impl Iterator<Item = (&'k str, &'k str)>) -> Self {
        Self { before: Before::of(before), ..self.clone() }
    }

    /// The school of today that alone has a name. Two schools may have the same one: it does not stand for a school
    /// that was there beside the one meant, nor where several others had it.
    fn named(&self, name: &str, was: &str) -> Option<SchoolKey> {
        let name = plain(name);
        let now = self.names.get(&name).cloned().flatten()?;
        let there_before = numbered(was) && numbered(&now.0) && self.before.keys.contains(&now.0);
        let another = |key: &Arc<str>| {
            let today = self.keys.get(key).map_or(key, |today| &today.0);
            numbered(key) && **key != *was && *today != now.0
        };
        let several = self.before.names.get(&name).is_some_and(|keys| keys.iter().any(another));
        (!there_before && !several).then_some(now)
    }

    /// The key of today for a decision of any day; a proposed partner is a school, too.
    fn settled(&self, key: &DecisionKey, entry: &Entry) -> DecisionKey {
        let school = self.now(&key.school, &entry.school).unwrap_or_else(|| key.school.clone());
        let about = self.partner(&key.about).unwrap_or_else(|| key.about.clone());
        DecisionKey { school, about }
    }

    /// What a row of an earlier review is about, in the numbers that schools have today.
    #[must_use]
    pub fn about(&self, about: &str) -> Option<String> {
        Some(keys::written(&self.settled(&keys::read(about)?, &Entry::default())))
    }

    fn partner(&self, about: &Arc<str>) -> Option<Arc<str>> {
        about.strip_prefix("partner:")?;
        let at = ["urn:", "laestab:", "name:"].iter().filter_map(|kind| about.find(&format!(":{kind}"))).min()?;
        let (before, school) = (about.get(..=at)?, about.get(at + 1..)?);
        let now = self.now(&SchoolKey(school.into()), "")?;
        (&*now.0 != school).then(|| format!("{before}{now}").into())
    }

    /// All decisions under the keys of today. Where two come to one key, the one that had it stands and the other is
    /// kept beside it.
    #[must_use]
    pub fn settle(&self, entries: Entries, words: Words<'_>, today: chrono::NaiveDate) -> Settled {
        let mut settled = Settled::default();
        let mut moving = Vec::new();
        for (key, entry) in entries {
            let now = if stands_alone(&key.about) { key.clone() } else { self.settled(&key, &entry) };
            if now == key {
                settled.entries.insert(key, entry);
            } else {
                moving.push((key, now, entry));
            }
        }
        // the latest decision first: it stands where several schools have become one
        moving.sort_by(|(one, _, a), (other, _, b)| b.seen.cmp(&a.seen).then_with(|| one.cmp(other)));
        for (was, now, mut entry) in moving {
            let taken = settled.entries.get(&now).is_some_and(|there| !there.fields.is_blank());
            let now = if taken && !entry.fields.is_blank() {
                let reason = words.say("lapsed.one-school").into();
                entry.closed = Some(Closed { since: Some(today), reason });
                beside(&now, &entry.fields)
            } else if taken {
                continue;
            } else {
                now
            };
            settled.entries.insert(now.clone(), entry);
            settled.moved.push((was, now));
        }
        settled
    }
}

impl Before {
    fn of<'k>(schools: impl Iterator<Item = (&'k str, &'k str)>) -> Self {
        let mut before = Self::default();
        for (key, name) in schools {
            let key: Arc<str> = key.into();
            before.keys.insert(Arc::clone(&key));
            before.names.entry(plain(name)).or_default().insert(key);
        }
        before
    }
}

/// Whether a key is a number, and not itself a name.
fn numbered(key: &str) -> bool {
    !key.starts_with("name:")
}

/// A name in small letters, without marks.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '\'' | '’' | '.'));
    let spaced: String = letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
