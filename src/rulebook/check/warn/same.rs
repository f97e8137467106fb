//! What a rulebook says again as it lies underneath, so that it can go; and words that nothing shows.

use std::collections::{BTreeMap, BTreeSet};

use super::by_file;
use crate::rulebook::Span;
use crate::rulebook::check::defaults::underneath;
use crate::rulebook::check::report::IN_BRIEF;
use crate::rulebook::check::sections::{Entry, Sections};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::nearest;
use crate::rulebook::model::{Renames, Rulebook};
use crate::rulebook::raw::{RawArea, RawColour, RawMarker, RawReport};

/// Names of words that are there for a value of the data: a rulebook's own.
const OF_A_VALUE: &str = "shown.";

/// What is there underneath, by name.
#[derive(Default)]
struct Ours {
    words: BTreeMap<&'static str, &'static str>,
    colours: BTreeMap<&'static str, &'static RawColour>,
    marks: BTreeMap<&'static str, &'static str>,
    markers: BTreeMap<&'static str, &'static RawMarker>,
    areas: BTreeMap<&'static str, &'static RawArea>,
}

impl Ours {
    fn all() -> Self {
        let mut ours = Self::default();
        for raw in underneath().iter().map(|file| &file.raw) {
            ours.markers.extend(raw.markers.iter().map(|marker| (marker.id.as_str(), marker)));
            ours.areas.extend(raw.areas.iter().map(|area| (area.id.as_str(), area)));
            let Some(report) = &raw.report else { continue };
            ours.words.extend(report.words.iter().map(|(name, text)| (name.as_str(), text.as_str())));
            ours.colours.extend(report.colours.iter().map(|(name, colour)| (name.as_str(), colour)));
            ours.marks.extend(report.marks.iter().map(|(name, colour)| (name.as_str(), colour.as_str())));
        }
        ours
    }
}

pub(super) fn warn(rulebook: &Rulebook, sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    let ours = Ours::all();
    let mut same: Vec<(&str, Span)> = Vec::new();
    for part in sections.report.iter().filter(|part| !part.is_underneath()) {
        same.extend(same_in_report(*part, &ours));
        words_are_shown(*part, rulebook, &ours, out);
    }
    let markers = sections.markers.iter().filter(|entry| !entry.is_underneath());
    let markers = markers.filter(|entry| ours.markers.get(entry.raw.id.as_str()) == Some(&entry.raw));
    same.extend(markers.map(|entry| (entry.raw.id.as_str(), entry.place.field("id").span())));
    let areas = sections.areas.iter().filter(|entry| !entry.is_underneath());
    let areas = areas.filter(|entry| ours.areas.get(entry.raw.id.as_str()) == Some(&entry.raw));
    same.extend(areas.map(|entry| (entry.raw.id.as_str(), entry.place.field("id").span())));
    out.extend(by_file(same.into_iter()).into_iter().map(|(names, place)| {
        Diagnostic::warning(Code::Unused, place, format!("the program itself says the same of {names}"))
            .help("take it out: a rulebook holds only what differs")
    }));
}

fn same_in_report<'a>(part: Entry<'a, RawReport>, ours: &Ours) -> Vec<(&'a str, Span)> {
    let Entry { raw, place } = part;
    let words = raw.words.iter().filter(|(name, text)| ours.words.get(name.as_str()) == Some(&text.as_str()));
    let marks = raw.marks.iter().filter(|(name, colour)| ours.marks.get(name.as_str()) == Some(&colour.as_str()));
    let colours = raw.colours.iter().filter(|(name, colour)| ours.colours.get(name.as_str()) == Some(colour));
    let words = words.map(|(name, _)| ("words", name.as_str()));
    let marks = marks.map(|(name, _)| ("marks", name.as_str()));
    let all = words.chain(marks).chain(colours.map(|(name, _)| ("colours", name.as_str())));
    all.map(|(sort, name)| (name, place.field(sort).field(name).key_span())).collect()
}

/// A word that another version of the program showed, or whose name is misspelt, changes nothing.
fn words_are_shown(part: Entry<'_, RawReport>, rulebook: &Rulebook, ours: &Ours, out: &mut Vec<Diagnostic>) {
    let in_brief = names_in_brief(rulebook, part.raw);
    let known = |name: &str| name.starts_with(OF_A_VALUE) || in_brief.contains(name) || ours.words.contains_key(name);
    for name in part.raw.words.keys().filter(|name| !known(name)) {
        let place = part.place.field("words").field(name).key_span();
        let said = Diagnostic::warning(Code::Words, place, format!("nothing shows the words `{name}`"));
        let names = ours.words.keys().copied().chain(in_brief.iter().map(String::as_str));
        out.push(said.help(match nearest(name, names).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None if name.starts_with(IN_BRIEF) => {
                format!("name a rule or a measure behind `{IN_BRIEF}`, or take them out")
            }
            None => "take them out; `yardstick rules export` lists all words that are shown".to_owned(),
        }));
    }
}

/// The words in brief that something shows: of each rule and measure, by its name, or by one before where its own has none.
fn names_in_brief(rulebook: &Rulebook, raw: &RawReport) -> BTreeSet<String> {
    let named = |name: &str| format!("{IN_BRIEF}{name}");
    let own = rulebook.rules.iter().map(|rule| &rule.id).chain(rulebook.measures.iter().map(|measure| &measure.id));
    let renamed = [Renames::Rule, Renames::Measure].into_iter().flat_map(|sort| rulebook.renamed.all(sort));
    let before = renamed.filter(|(_, now)| !raw.words.contains_key(&named(now))).map(|(old, _)| old);
    own.map(|name| named(name)).chain(before.map(named)).collect()
}
