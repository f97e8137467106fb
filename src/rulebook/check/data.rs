//! What is needed to read workbooks: markers, groups, identity, areas, precedence.

use std::sync::Arc;

use super::desk::{Desk, all_words, words};
use super::sections::{Entry, Sections};
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Area, AreaMark, Group, Heading, IdentityHeadings, Marker, Precedence};
use crate::rulebook::raw::{RawAreaMark, RawIdentity, RawMarker};
use crate::rulebook::yaml::Place;

impl Desk<'_> {
    pub(super) fn markers(&mut self, sections: &Sections<'_>) -> Vec<Marker> {
        let mut written: Vec<(String, bool, Place<'_>)> = Vec::new();
        for entry in &sections.markers {
            for (number, text) in entry.raw.written.iter().enumerate() {
                let place = entry.place.field("written").item(number);
                self.marker_stands_once(text, entry.raw.exactly, place, &written);
                written.push((text.trim().to_owned(), entry.raw.exactly, place));
            }
        }
        let marker = |entry: &Entry<'_, RawMarker>| Marker {
            id: words(&entry.raw.id),
            title: words(&entry.raw.title),
            written: all_words(&entry.raw.written),
            exactly: entry.raw.exactly,
            value: entry.raw.value,
            span: entry.place.field("id").span(),
        };
        sections.markers.iter().map(marker).collect()
    }

    fn marker_stands_once(
        &mut self,
        text: &str,
        exactly: bool,
        place: Place<'_>,
        before: &[(String, bool, Place<'_>)],
    ) {
        let text = text.trim();
        let same = |(other, other_exactly, _): &&(String, bool, Place<'_>)| {
            if exactly && *other_exactly { other == text } else { other.to_lowercase() == text.to_lowercase() }
        };
        // `c` written exactly so and `C` at large are told apart: the exact one is looked for first
        let clash = before.iter().filter(|(_, other_exactly, _)| *other_exactly == exactly).find(same);
        if let Some((_, _, first)) = clash {
            let message = format!("`{text}` is written for two markers");
            self.say(
                Diagnostic::error(Code::DuplicateId, place.span(), message)
                    .here("again here")
                    .also(first.span(), "first here")
                    .help("take it out of one of them"),
            );
        }
    }

    pub(super) fn groups(&mut self, sections: &Sections<'_>, all_pupils: &str) -> Vec<Group> {
        let all = Group {
            id: "all".into(),
            title: all_pupils.into(),
            headings: Vec::new(),
            peers: GroupId::ALL,
            span: Span::default(),
        };
        let mut groups = vec![all];
        for entry in &sections.groups {
            let raw = entry.raw;
            let peers = raw
                .peers
                .as_deref()
                .and_then(|peers| self.find(entry.place.field("peers"), peers, "group", |names| &names.groups));
            groups.push(Group {
                id: words(&raw.id),
                title: words(&raw.title),
                headings: all_words(&raw.headings),
                peers: peers.unwrap_or(GroupId::ALL),
                span: entry.place.field("id").span(),
            });
        }
        groups
    }

    pub(super) fn identity(&mut self, sections: &Sections<'_>) -> IdentityHeadings {
        let Some(entry) = sections.identity else { return IdentityHeadings::default() };
        let RawIdentity { same_words, .. } = entry.raw;
        let list = |name: &str, texts: &[String]| headings(entry.place.field(name), texts);
        let same_words = same_words
            .iter()
            .flat_map(|(read_as, variants)| variants.iter().map(|variant| (words(variant), words(read_as))));
        IdentityHeadings {
            urn: list("urn", &entry.raw.urn),
            laestab: list("laestab", &entry.raw.laestab),
            la_number: list("la number", &entry.raw.la_number),
            la_name: list("la name", &entry.raw.la_name),
            establishment_number: list("establishment number", &entry.raw.establishment_number),
            name: list("name", &entry.raw.name),
            year: list("year", &entry.raw.year),
            group: list("group", &entry.raw.group),
            years_back: entry.raw.years_back.iter().map(|(ending, years)| (words(ending), *years)).collect(),
            predecessor: list("predecessor", &entry.raw.predecessor),
            successor: list("successor", &entry.raw.successor),
            same_words: same_words.collect(),
        }
    }

    /// The kinds of schools that are not judged.
    pub(super) fn not_judged(&mut self, sections: &Sections<'_>) -> Vec<(MeasureId, Vec<Arc<str>>)> {
        let Some(entry) = sections.authority else { return Vec::new() };
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

    pub(super) fn areas(&mut self, sections: &Sections<'_>) -> Vec<Area> {
        let mut areas = Vec::new();
        for entry in &sections.areas {
            let raw = entry.raw;
            if raw.rows.is_empty() && raw.columns.is_empty() && raw.marks.is_empty() {
                let message = format!("nothing says which rows belong to the area `{}`", raw.id);
                let help = "list whole names under `rows`, or the values of a column under `columns`";
                self.say(Diagnostic::warning(Code::Unused, entry.place.field("id").span(), message).help(help));
            }
            areas.push(Area {
                id: words(&raw.id),
                title: words(&raw.title),
                rows: all_words(&raw.rows),
                columns: raw.columns.iter().map(|(heading, values)| (words(heading), all_words(values))).collect(),
                marks: raw.marks.iter().map(mark).collect(),
                used: raw.used,
                own: raw.own,
                span: entry.place.field("id").span(),
            });
        }
        areas
    }

    pub(super) fn precedence(&mut self, sections: &Sections<'_>) -> Vec<Precedence> {
        let precedence = sections.precedence.iter().map(|entry| Precedence {
            title: words(&entry.raw.title),
            words: all_words(&entry.raw.words),
            span: entry.place.field("title").span(),
        });
        precedence.collect()
    }
}

fn mark(raw: &RawAreaMark) -> AreaMark {
    AreaMark { column: words(&raw.column), says: all_words(&raw.says), in_tables_with: all_words(&raw.in_tables_with) }
}

/// Headings with their places.
pub(super) fn headings(place: Place<'_>, texts: &[String]) -> Vec<Heading> {
    let heading = |(number, text): (usize, &String)| Heading { text: words(text), span: place.item(number).span() };
    texts.iter().enumerate().map(heading).collect()
}
