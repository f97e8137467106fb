//! What is needed to read workbooks: markers, groups, identity, areas, precedence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::desk::{Desk, all_words, words};
use super::headings::plain;
use super::sections::Sections;
use crate::domain::{UrnPattern, Within};
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::{Area, AreaMark, Group, Heading, IdentityHeadings, Marker, Measure, Precedence};
use crate::rulebook::raw::{RawAreaMark, RawIdentity};
use crate::rulebook::yaml::Place;

impl Desk<'_> {
    /// Markers; one of the program's own gives way where the rulebook means something else by what is written.
    pub(super) fn markers(&mut self, sections: &Sections<'_>) -> Vec<Marker> {
        let mut written: Vec<(String, bool, Place<'_>)> = Vec::new();
        let mut markers = Vec::new();
        for entry in &sections.markers {
            let mut texts = Vec::new();
            for (number, text) in entry.raw.written.iter().enumerate() {
                let place = entry.place.field("written").item(number);
                let taken = || written.iter().any(|(other, ..)| other.eq_ignore_ascii_case(text.trim()));
                if entry.is_underneath() && taken() {
                    continue;
                }
                self.marker_stands_once(text, entry.raw.exactly, place, &written);
                texts.push((text.trim().to_owned(), entry.raw.exactly, place));
            }
            markers.push(Marker {
                id: words(&entry.raw.id),
                title: words(&entry.raw.title),
                written: texts.iter().map(|(text, ..)| words(text)).collect(),
                exactly: entry.raw.exactly,
                value: entry.raw.value,
                between: entry.raw.between.map(|[least, most]| Within::new(least, most)),
                no_figure: entry.raw.no_figure,
                span: entry.place.field("id").span(),
            });
            written.append(&mut texts);
        }
        markers
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
            within: None,
            span: Span::default(),
        };
        let mut groups = vec![all];
        for entry in &sections.groups {
            let raw = entry.raw;
            let peers = raw
                .peers
                .as_deref()
                .and_then(|peers| self.find(entry.place.field("peers"), peers, "group", |names| &names.groups));
            let within = raw.within.as_deref();
            let within =
                within.and_then(|group| self.find(entry.place.field("within"), group, "group", |names| &names.groups));
            groups.push(Group {
                id: words(&raw.id),
                title: words(&raw.title),
                headings: all_words(&raw.headings),
                peers: peers.unwrap_or(GroupId::ALL),
                within,
                span: entry.place.field("id").span(),
            });
        }
        groups
    }

    /// What schools' numbers look like: by a pattern, or by how many digits they have.
    fn urn_pattern(&mut self, sections: &Sections<'_>) -> UrnPattern {
        for part in &sections.identity {
            if let Some(text) = &part.raw.urn_pattern {
                let place = part.place.field("urn pattern");
                if part.raw.urn_digits.is_some() {
                    let message = "`urn digits` and `urn pattern` both say what schools' numbers look like";
                    self.error(Code::OnlyOnce, place.key_span(), message, "keep one of them");
                }
                return UrnPattern::parse(text).unwrap_or_else(|| {
                    let message = format!("`{text}` is no pattern of a school's number");
                    let help = "write A for a letter, 9 for a digit and X for either, 16 at most, as in `AA-999`";
                    self.error(Code::WrongKind, place.span(), message, help);
                    UrnPattern::default()
                });
            }
            if let Some(digits) = part.raw.urn_digits {
                return UrnPattern::of_digits(digits.max(2));
            }
        }
        UrnPattern::default()
    }

    /// Headings of a school's identity: the rulebook's, then those of the program's own that it means nothing else by.
    pub(super) fn identity(&mut self, sections: &Sections<'_>, measures: &[Measure]) -> IdentityHeadings {
        let of_measures =
            measures.iter().flat_map(|measure| &measure.headings).map(|(_, heading)| plain(&heading.text));
        let own = sections.identity.iter().filter(|part| !part.is_underneath());
        let of_identity = own.flat_map(|part| lists(part.raw)).flat_map(|(_, texts)| texts).map(|text| plain(text));
        let taken: BTreeSet<String> = of_measures.chain(of_identity).collect();
        let list = |name: &str| {
            let mut all = Vec::new();
            for part in &sections.identity {
                let texts = lists(part.raw).into_iter().find(|(list, _)| *list == name);
                let texts = headings(part.place.field(name), texts.map_or(&[], |(_, texts)| texts));
                all.extend(texts.into_iter().filter(|one| !part.is_underneath() || !taken.contains(&plain(&one.text))));
            }
            all
        };
        let mut same_words: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
        for (read_as, variants) in sections.identity.iter().flat_map(|part| &part.raw.same_words) {
            for variant in variants {
                same_words.entry(words(variant)).or_insert_with(|| words(read_as));
            }
        }
        let titles = |of: fn(&RawIdentity) -> &[String]| -> Vec<Arc<str>> {
            sections.identity.iter().flat_map(|part| all_words(of(part.raw))).collect()
        };
        let urn_pattern = self.urn_pattern(sections);
        IdentityHeadings {
            urn: list("urn"),
            urn_pattern,
            laestab: list("laestab"),
            la_number: list("la number"),
            la_name: list("la name"),
            establishment_number: list("establishment number"),
            name: list("name"),
            year: list("year"),
            group: list("group"),
            measure: list("measure"),
            value: list("value"),
            years_back: years_back(sections),
            predecessor: list("predecessor"),
            successor: list("successor"),
            trust: list("trust"),
            not_results: titles(|raw| &raw.not_results),
            results: titles(|raw| &raw.results),
            set_against: titles(|raw| &raw.set_against),
            joined_by: titles(|raw| &raw.joined_by),
            to_open: titles(|raw| &raw.to_open),
            not_whole_pounds: titles(|raw| &raw.not_whole_pounds),
            same_words: same_words.into_iter().collect(),
        }
    }

    pub(super) fn areas(&mut self, sections: &Sections<'_>) -> Vec<Area> {
        let mut areas = Vec::new();
        for entry in &sections.areas {
            let raw = entry.raw;
            if raw.rows.is_empty() && raw.columns.is_empty() && raw.marks.is_empty() && raw.in_headings.is_empty() {
                let message = format!("nothing says which rows belong to the area `{}`", raw.id);
                let help = "list whole names under `rows`, or the values of a column under `columns`";
                self.say(Diagnostic::warning(Code::Unused, entry.place.field("id").span(), message).help(help));
            }
            let median_of = raw.median_of.as_deref();
            let median_of = median_of
                .and_then(|area| self.find(entry.place.field("median of"), area, "area", |names| &names.areas));
            areas.push(Area {
                id: words(&raw.id),
                title: words(&raw.title),
                rows: all_words(&raw.rows),
                columns: raw.columns.iter().map(|(heading, values)| (words(heading), all_words(values))).collect(),
                marks: raw.marks.iter().map(mark).collect(),
                in_headings: raw.in_headings.iter().map(|(part, other)| (words(part), words(other))).collect(),
                used: raw.used,
                own: raw.own,
                median_of,
                span: entry.place.field("id").span(),
            });
        }
        areas
    }

    pub(super) fn precedence(&mut self, sections: &Sections<'_>) -> Vec<Precedence> {
        let precedence = sections.precedence.iter().map(|entry| Precedence {
            title: words(&entry.raw.title),
            words: all_words(&entry.raw.words),
            not_in: all_words(&entry.raw.not_in),
            span: entry.place.field("title").span(),
        });
        precedence.collect()
    }
}

fn mark(raw: &RawAreaMark) -> AreaMark {
    AreaMark { column: words(&raw.column), says: all_words(&raw.says), in_tables_with: all_words(&raw.in_tables_with) }
}

/// Parts of codes that mean an earlier year; the rulebook's own go before the program's.
fn years_back(sections: &Sections<'_>) -> BTreeMap<Arc<str>, u8> {
    let mut all = BTreeMap::new();
    for (ending, years) in sections.identity.iter().flat_map(|part| &part.raw.years_back) {
        all.entry(words(ending)).or_insert(*years);
    }
    all
}

/// The lists of headings, by their names.
pub(super) fn lists(raw: &RawIdentity) -> [(&'static str, &[String]); 13] {
    [
        ("urn", &raw.urn),
        ("laestab", &raw.laestab),
        ("la number", &raw.la_number),
        ("la name", &raw.la_name),
        ("establishment number", &raw.establishment_number),
        ("name", &raw.name),
        ("year", &raw.year),
        ("group", &raw.group),
        ("measure", &raw.measure),
        ("value", &raw.value),
        ("predecessor", &raw.predecessor),
        ("successor", &raw.successor),
        ("trust", &raw.trust),
    ]
}

/// Headings with their places.
pub(super) fn headings(place: Place<'_>, texts: &[String]) -> Vec<Heading> {
    let heading = |(number, text): (usize, &String)| Heading { text: words(text), span: place.item(number).span() };
    texts.iter().enumerate().map(heading).collect()
}
