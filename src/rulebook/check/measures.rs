//! Measures: what is known of a school.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::data::headings;
use super::desk::{Desk, all_words, maybe_words, words};
use super::sections::{Entry, Sections};
use crate::domain::Value;
use crate::rulebook::diagnostic::Code;
use crate::rulebook::expression::{Kind, ValueKind};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Category, Heading, Measure};
use crate::rulebook::raw::{RawBetter, RawMeasure, RawUnit};
use crate::rulebook::yaml::Place;

/// Decimals beyond which a figure says nothing more.
const MOST_DECIMALS: u8 = 6;

/// A marker of a measure's own, as it is looked up, and what it means.
fn own_marker((written, means): (&String, &String)) -> (Arc<str>, Arc<str>) {
    (written.trim().to_lowercase().into(), words(means))
}

impl Desk<'_> {
    pub(super) fn measures(&mut self, sections: &Sections<'_>) -> Vec<Measure> {
        let phases: Vec<&str> = match self.names.measures.get("phase") {
            Some(phase) => self.names.categories.get(usize::from(phase.0)).cloned().unwrap_or_default(),
            None => Vec::new(),
        };
        sections.measures.iter().map(|entry| self.one_measure(*entry, &phases)).collect()
    }

    fn one_measure(&mut self, entry: Entry<'_, RawMeasure>, phases: &[&str]) -> Measure {
        let Entry { raw, place } = entry;
        self.suits_its_unit(entry);
        for (number, phase) in raw.phase.iter().enumerate() {
            if !phases.is_empty() && !phases.contains(&phase.as_str()) {
                self.unknown(place.field("phase").item(number).span(), phase, "phase", phases);
            }
        }
        let from_areas = self.given_by_areas(entry, phases);
        let cohort = raw.cohort.as_deref().and_then(|cohort| self.cohort(entry, cohort));
        let dated_by = raw.dated_by.as_deref().and_then(|by| self.dated_by(entry, by));
        let years = self.years(place.field("years"), raw.years.as_ref()).unwrap_or_default();
        let categories = self.categories(entry);
        self.own_markers(entry);
        let computed = match (&raw.computed, &raw.table) {
            (_, Some(table)) => self.table(entry, table),
            (Some(text), None) => self.computed(entry, place.field("computed"), text),
            (None, None) => None,
        };
        Measure {
            id: words(&raw.id),
            title: words(&raw.title),
            unit: raw.unit,
            better: raw.better.unwrap_or(RawBetter::Neither),
            phases: all_words(&raw.phase),
            headings: self.measure_headings(entry),
            in_tables_with: all_words(&raw.in_tables_with),
            years,
            from_areas,
            cohort,
            counts_pupils: raw.counts_pupils.unwrap_or(true),
            range: raw.range.filter(|[low, high]| low < high).map(|[low, high]| (low, high)),
            decimals: raw.decimals.unwrap_or(0),
            near_miss: raw.near_miss,
            undated: raw.undated,
            dated_by,
            stays_for_years: raw.stays_for_years.unwrap_or(0),
            categories,
            asked_words: Vec::new(),
            own_markers: raw.markers.iter().map(own_marker).collect(),
            blank: maybe_words(raw.blank.as_ref()),
            computed,
            source: maybe_words(raw.source.as_ref()),
            note: maybe_words(raw.note.as_ref()),
            span: place.field("id").span(),
        }
    }

    /// The measure and the phase whose rows give it for areas.
    fn given_by_areas(&mut self, entry: Entry<'_, RawMeasure>, phases: &[&str]) -> Option<(MeasureId, Arc<str>)> {
        let (from, place) = (entry.raw.from_areas.as_ref()?, entry.place.field("from areas"));
        if !phases.is_empty() && !phases.contains(&from.phase.as_str()) {
            self.unknown(place.field("phase").span(), &from.phase, "phase", phases);
        }
        Some((self.measure(place.field("measure"), &from.measure)?, words(&from.phase)))
    }

    /// What is said of a measure must make sense for what it holds.
    fn suits_its_unit(&mut self, entry: Entry<'_, RawMeasure>) {
        let Entry { raw, place } = entry;
        if let Some([low, high]) = raw.range.filter(|[low, high]| low >= high) {
            let message = format!("the range from {low} to {high} has nothing in it");
            self.error(Code::BadRange, place.field("range").span(), message, "write the smaller number first");
        }
        if raw.decimals.is_some_and(|decimals| decimals > MOST_DECIMALS) {
            let message = format!("at most {MOST_DECIMALS} decimals can be shown");
            self.error(Code::BadRange, place.field("decimals").span(), message, "write a smaller number");
        }
        let number = super::collect::kind(raw.unit) == ValueKind::Number;
        let needs_number =
            [("range", raw.range.is_some()), ("cohort", raw.cohort.is_some()), ("near miss", raw.near_miss.is_some())];
        for (field, _) in needs_number.iter().filter(|(_, given)| *given && !number) {
            let message = format!("`{field}` is for numbers, and `{}` holds none", raw.id);
            self.error(Code::WrongKind, place.field(field).key_span(), message, "take the line out, or correct `unit`");
        }
        if raw.unit != RawUnit::Words {
            let needs_words = [("categories", !raw.categories.is_empty()), ("implies", !raw.implies.is_empty())];
            for (field, _) in needs_words.iter().filter(|(_, given)| *given) {
                let message = format!("`{field}` is for measures whose unit is `words`");
                let help = "take the lines out, or write `unit: words`";
                self.error(Code::WrongKind, place.field(field).key_span(), message, help);
            }
        }
        if raw.undated && raw.dated_by.is_some() {
            let message = "a measure that does not change with the year cannot have its year decided by another";
            self.error(
                Code::WrongKind,
                place.field("dated by").key_span(),
                message,
                "take `undated` or `dated by` out",
            );
        }
    }

    fn cohort(&mut self, entry: Entry<'_, RawMeasure>, cohort: &str) -> Option<MeasureId> {
        let place = entry.place.field("cohort");
        let measure = self.measure(place, cohort)?;
        if self.names.kind(measure) != ValueKind::Number {
            let message = format!("`{cohort}` does not count anything: it holds {}", self.names.kind(measure).words());
            self.error(Code::WrongKind, place.span(), message, "name the measure that counts the pupils");
        }
        Some(measure)
    }

    fn dated_by(&mut self, entry: Entry<'_, RawMeasure>, by: &str) -> Option<MeasureId> {
        let place = entry.place.field("dated by");
        let measure = self.measure(place, by)?;
        if self.names.kind(measure) != ValueKind::Date {
            let message = format!("`{by}` is not a date: it holds {}", self.names.kind(measure).words());
            self.error(Code::WrongKind, place.span(), message, "name a measure whose unit is `date`");
        }
        Some(measure)
    }

    /// Headings of the measure itself and of its groups.
    fn measure_headings(&mut self, entry: Entry<'_, RawMeasure>) -> Vec<(GroupId, Heading)> {
        let own = headings(entry.place.field("headings"), &entry.raw.headings);
        let mut all: Vec<_> = own.into_iter().map(|heading| (GroupId::ALL, heading)).collect();
        for (name, texts) in &entry.raw.groups {
            let place = entry.place.field("groups").field(name);
            let Some(group) = self.names.groups.get(name.as_str()).copied() else {
                let names: Vec<&str> = self.names.groups.keys().copied().collect();
                self.unknown(place.key_span(), name, "group", &names);
                continue;
            };
            all.extend(headings(place, texts).into_iter().map(|heading| (group, heading)));
        }
        all
    }

    fn categories(&mut self, entry: Entry<'_, RawMeasure>) -> Vec<Category> {
        let raw = entry.raw;
        let place = entry.place.field("implies");
        for name in raw.implies.keys().filter(|name| !raw.categories.contains_key(*name)) {
            let names: Vec<&str> = raw.categories.keys().map(String::as_str).collect();
            self.unknown(place.field(name).key_span(), name, "category", &names);
        }
        let mut all = Vec::new();
        for (id, written) in &raw.categories {
            let mut implies = Vec::new();
            for (target, value) in raw.implies.get(id).into_iter().flatten() {
                let place = place.field(id).field(target);
                let Some(measure) = self.names.measures.get(target.as_str()).copied() else {
                    let names: Vec<&str> = self.names.measures.keys().copied().collect();
                    self.unknown(place.key_span(), target, "measure", &names);
                    continue;
                };
                implies.extend(self.implied(place, measure, value).map(|value| (measure, value)));
            }
            let at = entry.place.field("categories").field(id).key_span();
            all.push(((at.line, at.column), Category { id: words(id), written: all_words(written), implies }));
        }
        // in the order in which they are written: `low, medium, high` is no order of the alphabet
        all.sort_by_key(|(at, _)| *at);
        self.words_of_one_category(entry, all.iter().map(|(_, category)| category));
        all.into_iter().map(|(_, category)| category).collect()
    }

    /// A word means one category: which of two is meant could not be told.
    fn words_of_one_category<'c>(&mut self, entry: Entry<'_, RawMeasure>, all: impl Iterator<Item = &'c Category>) {
        let mut meant: BTreeMap<String, &str> = BTreeMap::new();
        for category in all {
            let place = entry.place.field("categories").field(&category.id);
            for (number, word) in category.written.iter().enumerate() {
                let first = *meant.entry(words(word).to_lowercase()).or_insert(&category.id);
                if first != &*category.id {
                    let message = format!("`{word}` stands for `{first}` already");
                    let help = format!("a word means one category: take it out of `{first}` or of `{}`", category.id);
                    self.error(Code::Heading, place.item(number).span(), message, help);
                }
            }
        }
    }

    /// What a category sets another measure to: a category of it, or yes or no.
    fn implied(&mut self, place: Place<'_>, measure: MeasureId, value: &str) -> Option<Value> {
        let value = value.trim();
        match self.names.kind(measure) {
            ValueKind::Flag => {
                let flag = yes_or_no(value);
                if flag.is_none() {
                    let message = format!("`{value}` is neither yes nor no");
                    self.error(Code::BadWord, place.span(), message, "write \"yes\" or \"no\"");
                }
                flag.map(Value::Flag)
            }
            ValueKind::Text => {
                let allowed = self.names.categories.get(usize::from(measure.0)).cloned().unwrap_or_default();
                if !allowed.is_empty() && !allowed.contains(&value) {
                    self.unknown(place.span(), value, "category", &allowed);
                }
                Some(Value::Text(value.into()))
            }
            ValueKind::Number => {
                let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
                if number.is_none() {
                    let message = format!("`{value}` is not a number, and the measure holds one");
                    self.error(Code::WrongKind, place.span(), message, "write it in digits");
                }
                number.map(Value::Number)
            }
            ValueKind::Date => self.day(place, value).map(Value::Date),
        }
    }

    /// What markers and blanks mean for this measure alone: another marker, or one of its categories.
    fn own_markers(&mut self, entry: Entry<'_, RawMeasure>) {
        let raw = entry.raw;
        let mut means: Vec<(Place<'_>, &str)> = Vec::new();
        means.extend(
            raw.markers.iter().map(|(written, means)| (entry.place.field("markers").field(written), means.as_str())),
        );
        means.extend(raw.blank.as_deref().map(|blank| (entry.place.field("blank"), blank)));
        for (place, means) in means {
            let known: Vec<&str> =
                self.names.markers.iter().copied().chain(raw.categories.keys().map(String::as_str)).collect();
            let flag = raw.unit == RawUnit::YesNo && yes_or_no(means).is_some();
            if !known.contains(&means) && !flag {
                self.unknown(place.span(), means, "marker or category", &known);
            }
        }
    }

    pub(super) fn computed(
        &mut self,
        entry: Entry<'_, RawMeasure>,
        place: Place<'_>,
        text: &str,
    ) -> Option<crate::rulebook::expression::Expression> {
        let raw = entry.raw;
        let expression = self.expression(place, text)?;
        let kind = super::collect::kind(raw.unit);
        if let Kind::One(found) = expression.root.kind
            && found != kind
        {
            let message = format!("this gives {}, and `{}` holds {}", found.words(), raw.id, kind.words());
            self.error(Code::WrongKind, place.span(), message, "correct the expression, or `unit`");
        }
        if let Some(at) = expression.asks_all_schools() {
            let message = "a measure is of one school, and this asks all of them";
            let help = "only rules with `scope: authority` can ask all schools; compare with a comparator instead";
            self.error(Code::Expression, place.inside(at.offset, at.len), message, help);
        }
        Some(expression)
    }
}

/// Yes or no as officers write it.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}
