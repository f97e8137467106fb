//! Words of what is written, and which colours there are.

use std::collections::{BTreeMap, BTreeSet};

use super::defaults::underneath;
use super::desk::{Desk, all_words, words};
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::nearest;
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::{Measure, Renames, ReportWords, Rule, Scope, Unit};
use crate::rulebook::raw::{RawIdentity, RawReport};
use crate::rulebook::yaml::Place;

/// Words that name a file end so.
const FILE: &str = ".file";
/// Words that begin so say what a measure, a risk or a status is called where there is no room.
pub(super) const IN_BRIEF: &str = "brief.";
/// Columns of measures in the table of schools where the rulebook names none: more make it too wide to print.
const MOST_HEADLINES: usize = 8;

impl Desk<'_> {
    /// Words, colours and order: the program's own, with what the rulebook says instead.
    pub(super) fn report(&mut self, sections: &Sections<'_>, measures: &[Measure], rules: &[Rule]) -> ReportWords {
        let parts = &sections.report;
        let known: Vec<&str> = parts.iter().flat_map(|part| part.raw.colours.keys()).map(String::as_str).collect();
        let mut report = ReportWords::default();
        self.named_colours(sections, &known, &mut report.colours);
        let mut places = BTreeMap::new();
        for part in parts.iter().filter(|part| part.is_underneath()) {
            self.report_part(part, &known, &mut report);
        }
        let usual = std::mem::take(&mut report.decisions);
        for part in parts.iter().filter(|part| !part.is_underneath()) {
            self.said_once(part, &mut places);
            self.report_part(part, &known, &mut report);
        }
        if report.decisions.is_empty() {
            report.decisions = usual;
        }
        if report.headline_measures.is_empty() {
            report.headline_measures = most_asked_for(measures, rules);
        }
        if let Some(number) = own_number(sections) {
            report.words.insert("column.urn".into(), words(number));
        }
        self.brief_words_follow(&mut report);
        report
    }

    /// What has another name is called in brief by the words of the name before, where it has none of its own.
    fn brief_words_follow(&self, report: &mut ReportWords) {
        for (old, now) in [Renames::Rule, Renames::Measure].into_iter().flat_map(|sort| self.names.renamed.all(sort)) {
            let [old, now] = [old, now].map(|name| format!("{IN_BRIEF}{name}"));
            if let Some(text) = report.words.get(old.as_str()).cloned() {
                report.words.entry(now.into()).or_insert(text);
            }
        }
    }

    /// Words and colours may stand in several files, each of them once.
    fn said_once<'a>(
        &mut self,
        part: &Entry<'a, RawReport>,
        places: &mut BTreeMap<(&'static str, &'a str), Place<'a>>,
    ) {
        let colours = part.raw.colours.keys().map(|name| ("colours", name));
        let names = colours.chain(part.raw.words.keys().map(|name| ("words", name)));
        for (sort, name) in names {
            let place = part.place.field(sort).field(name);
            if let Some(first) = places.insert((sort, name.as_str()), place) {
                let message = format!("`{name}` stands in two files");
                let again = Diagnostic::error(Code::OnlyOnce, place.key_span(), message).here("again here");
                self.say(again.also(first.key_span(), "first here").help("keep one of them"));
            }
        }
    }

    fn report_part(&mut self, part: &Entry<'_, RawReport>, known: &[&str], report: &mut ReportWords) {
        let Entry { raw, place } = part;
        for (name, colour) in &raw.colours {
            let colour = self.colour(place.field("colours").field(name), colour);
            report.colours.insert(words(name), colour);
        }
        report.strengths_in_workbooks = raw.strengths_in_workbooks.unwrap_or(report.strengths_in_workbooks);
        for (mark, colour) in &raw.marks {
            if !known.contains(&colour.as_str()) {
                self.no_such_colour(place.field("marks").field(mark), colour, known);
            }
            report.marks.insert(words(mark), words(colour));
        }
        for (name, text) in raw.words.iter().filter(|(name, _)| name.ends_with(FILE)) {
            self.is_a_name(place.field("words").field(name), text);
        }
        if !part.is_underneath() {
            raw.words.iter().for_each(|(name, text)| self.is_filled(place.field("words").field(name), name, text));
        }
        report.words.extend(raw.words.iter().map(|(name, text)| (words(name), words(text))));
        for (number, name) in raw.headline_measures.iter().enumerate() {
            report.headline_measures.extend(self.measure(place.field("headline measures").item(number), name));
        }
        for (number, name) in raw.at_a_glance.iter().enumerate() {
            report.at_a_glance.extend(self.measure(place.field("at a glance").item(number), name));
        }
        let first_by = raw.first_by.as_ref().and_then(|name| self.measure(place.field("first by"), name));
        report.first_by = first_by.or(report.first_by);
        report.moved_by = raw.moved_by.unwrap_or(report.moved_by);
        report.weekdays_of_holidays = raw.weekdays_of_holidays.unwrap_or(report.weekdays_of_holidays);
        report.due_within = raw.due_within.map_or(report.due_within, |years| [years.back, years.ahead]);
        report.begun_within = raw.begun_within.map_or(report.begun_within, |years| [years.back, years.ahead]);
        let good = raw.good_schools.as_ref();
        report.good_schools =
            good.and_then(|name| self.measure(place.field("good schools"), name)).or(report.good_schools);
        report.decisions.extend(all_words(&raw.decisions));
    }
}

impl Desk<'_> {
    /// What stands in braces must be something that is filled in there, or it is printed as it stands.
    fn is_filled(&mut self, place: Place<'_>, name: &str, text: &str) {
        // the name of a measure stands in other words, and has none of its own filled in
        let of_measure = name.strip_prefix(IN_BRIEF).is_some_and(|name| self.names.measures.contains_key(name));
        let Some(known) = filled_in(name).map(|known| if of_measure { BTreeSet::new() } else { known }) else { return };
        for asked in in_braces(text).filter(|asked| !known.contains(asked)) {
            let message = format!("`{name}` has nothing to fill in for `{{{asked}}}`");
            let all: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
            let help = match nearest(asked, known.iter().copied()).first() {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None if all.is_empty() => "take the braces out".to_owned(),
                None => format!("it can be {}", all.join(", ")),
            };
            self.error(Code::Sentence, place.span(), message, help);
        }
    }
}

/// What is filled into words beside what the program's own ask for.
const ALSO: [(&str, &[&str]); 7] = [
    ("front.changes.gone", &["n"]),
    ("front.due.step", &["from", "to"]),
    ("front.unread", &["n"]),
    ("paper.visit-not-for", &["visit"]),
    ("paper.visits-before", &["n"]),
    ("paper.visits-missing", &["day"]),
    ("paper.visits-of-other-years", &["n", "day"]),
];

/// What is filled into words: what the program's own of that name ask for, or those of the same with an ending more or less;
/// nothing is known of words that the program does not have.
fn filled_in(name: &str) -> Option<BTreeSet<&'static str>> {
    const OF_A_FINDING: [&str; 4] = ["value", "change", "text", "against"];
    if name.starts_with(IN_BRIEF) {
        return Some(OF_A_FINDING.into());
    }
    let words = || underneath().iter().filter_map(|file| file.raw.report.as_ref()).flat_map(|report| &report.words);
    let same =
        |one: &str, other: &str| one.strip_prefix(other).is_some_and(|end| end.is_empty() || end.starts_with('-'));
    words().any(|(known, _)| known == name).then(|| {
        let alike = words().filter(|(known, _)| same(known, name) || same(name, known));
        let also = ALSO.iter().filter(|(also, _)| same(name, also)).flat_map(|(_, names)| names.iter().copied());
        alike.flat_map(|(_, text)| in_braces(text)).chain(also).collect()
    })
}

fn in_braces(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// What a school's number is called where it is none of six digits: by the first of its headings, unless the rulebook's words
/// call it otherwise.
fn own_number<'a>(sections: &Sections<'a>) -> Option<&'a str> {
    let said = |part: &Entry<'_, RawReport>| !part.is_underneath() && part.raw.words.contains_key("column.urn");
    let own = |part: &&Entry<'a, RawIdentity>| part.raw.urn_pattern.is_some() || part.raw.urn_digits.is_some();
    let first = sections.identity.iter().filter(|part| !part.is_underneath()).find(own)?.raw.urn.first()?;
    let plain = first.chars().all(|letter| letter.is_alphanumeric() || letter == ' ');
    (plain && !sections.report.iter().any(said)).then_some(first)
}

/// The numbers that conditions of rules read of each school, in the order of the measures: a rulebook that does not say
/// which measures are worth a column has rules that do.
fn most_asked_for(measures: &[Measure], rules: &[Rule]) -> Vec<MeasureId> {
    let conditions = rules.iter().filter(|rule| rule.scope == Scope::School).filter_map(|rule| rule.when.as_ref());
    let read = conditions.flat_map(|condition| condition.expressions()).flat_map(|(expression, _)| expression.reads());
    let read: BTreeSet<MeasureId> = read.map(|read| read.measure).collect();
    let number = |id: &MeasureId| {
        let unit = measures.get(usize::from(id.0)).map(|measure| measure.unit);
        unit.is_some_and(|unit| !matches!(unit, Unit::Words | Unit::YesNo | Unit::Date))
    };
    read.into_iter().filter(number).take(MOST_HEADLINES).collect()
}
