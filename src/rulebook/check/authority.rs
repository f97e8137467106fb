//! The authority, put together from all files that say something of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::desk::{Desk, all_words, maybe_words};
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::Code;
use crate::rulebook::ids::MeasureId;
use crate::rulebook::raw::RawAuthority;

/// What is said of the authority.
#[derive(Default)]
pub(super) struct Authority {
    pub(super) name: Option<Arc<str>>,
    pub(super) number: Option<u32>,
    pub(super) earlier_numbers: Vec<u32>,
    pub(super) names: Vec<Arc<str>>,
    /// names of authorities by their numbers
    pub(super) others: BTreeMap<u32, Arc<str>>,
    pub(super) not_judged: Vec<(MeasureId, Vec<Arc<str>>)>,
    pub(super) about: Option<Arc<str>>,
}

impl Desk<'_> {
    /// What the files say of the authority.
    pub(super) fn authority(&mut self, sections: &Sections<'_>) -> Authority {
        let mut all = Authority::default();
        for entry in &sections.authority {
            let raw = entry.raw;
            all.name = all.name.or_else(|| maybe_words(raw.name.as_ref()));
            all.number = all.number.or(raw.number);
            all.earlier_numbers.extend(&raw.earlier_numbers);
            all.names.extend(all_words(&raw.also_known_as));
            for (number, name) in &raw.others {
                let Ok(number) = number.parse::<u32>() else {
                    let place = entry.place.field("others").field(number);
                    let message = format!("`{number}` is no number of an authority");
                    self.error(Code::WrongKind, place.key_span(), message, "write its three digits, such as \"882\"");
                    continue;
                };
                // the rulebook's own words come before those underneath
                all.others.entry(number).or_insert_with(|| name.trim().into());
            }
            all.not_judged.extend(self.not_judged(entry, sections));
            all.about = all.about.or_else(|| maybe_words(raw.about.as_ref()));
        }
        all
    }

    /// The kinds of schools that are not judged.
    fn not_judged(
        &mut self,
        entry: &Entry<'_, RawAuthority>,
        sections: &Sections<'_>,
    ) -> Vec<(MeasureId, Vec<Arc<str>>)> {
        let mut all = Vec::new();
        for (name, categories) in &entry.raw.not_judged {
            let place = entry.place.field("not judged").field(name);
            let Some(measure) = self.names.measures.get(name.as_str()).copied() else {
                let names: Vec<&str> = self.names.measures.keys().copied().collect();
                self.unknown(place.key_span(), name, "measure", &names);
                continue;
            };
            if sections.measures.iter().any(|known| known.raw.id == *name && !known.raw.undated) {
                let message =
                    format!("`{name}` changes with the year, and a school is judged or not whatever the year");
                self.error(Code::WrongKind, place.key_span(), message, "name a measure that says `undated: true`");
            }
            let known = self.names.categories.get(usize::from(measure.0)).cloned().unwrap_or_default();
            for (at, category) in categories.iter().enumerate() {
                if !known.contains(&category.trim()) {
                    self.unknown(place.item(at).span(), category, "category", &known);
                }
            }
            all.push((measure, all_words(categories)));
        }
        all
    }
}
