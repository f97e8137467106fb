//! Which names there are: numbered before any condition is read, since conditions may name what stands further down.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::ids::Written;
use super::sections::{Entry, Sections};
use crate::domain::Value;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Constant, ValueKind};
use crate::rulebook::ids::{AreaId, ComparatorId, GroupId, MeasureId, SettingId, StrandId};
use crate::rulebook::raw::{RawMeasure, RawSettingValue, RawUnit};
use crate::rulebook::yaml::Place;

impl<'a> Desk<'a> {
    /// Fills in the names of everything that can be named.
    pub(super) fn collect(&mut self, sections: &Sections<'a>) {
        self.collect_measures(&sections.measures);
        self.not_too_many(&sections.groups, "groups");
        self.not_too_many(&sections.comparators, "comparators");
        self.not_too_many(&sections.areas, "areas");
        let groups = self.number(&sections.groups, "id", "a group", Written::Word, |raw| &raw.id);
        // the first group is all pupils, which no rulebook lists
        self.names.groups = numbered(&groups, |number| GroupId(small(number + 1)));
        self.names.groups.insert("all", GroupId::ALL);
        let comparators = self.number(&sections.comparators, "id", "a comparator", Written::Word, |raw| &raw.id);
        self.names.comparators = numbered(&comparators, |number| ComparatorId(small(number)));
        let areas = self.number(&sections.areas, "id", "an area", Written::Word, |raw| &raw.id);
        self.names.areas = numbered(&areas, |number| AreaId(small(number)));
        let markers = self.number(&sections.markers, "id", "a marker", Written::Hyphened, |raw| &raw.id);
        self.names.markers = markers.keys().copied().collect();
        let settings = self.number(&sections.settings, "id", "a setting", Written::Word, |raw| &raw.id);
        for (id, number) in settings {
            let Some(setting) = sections.settings.get(number) else { continue };
            self.names.settings.insert(id, (SettingId(wide(number)), constant(&setting.raw.value)));
        }
        self.names.tells_of_plans = sections.plans.iter().any(|plans| !plans.raw.behind.is_empty());
        self.no_group_is_a_comparator(sections);
        self.collect_judgements(sections);
        self.collect_rules(sections);
        self.collect_renamed(sections);
    }

    /// Names of these sorts are numbered up to 255.
    fn not_too_many<T>(&mut self, entries: &[Entry<'a, T>], sort: &str) {
        if let Some(entry) = entries.get(usize::from(u8::MAX) - 1) {
            let message = format!("these are more than {} {sort}", u8::MAX - 1);
            self.error(Code::BadRange, entry.place.span(), message, "a rulebook cannot hold so many; take some out");
        }
    }

    fn collect_measures(&mut self, measures: &[Entry<'a, RawMeasure>]) {
        let numbers = self.number(measures, "id", "a measure", Written::Dotted, |raw| &raw.id);
        self.names.measures = numbered(&numbers, |number| MeasureId(wide(number)));
        self.names.kinds = measures.iter().map(|measure| kind(measure.raw.unit)).collect();
        let categories = |measure: &Entry<'a, RawMeasure>| measure.raw.categories.keys().map(String::as_str).collect();
        self.names.categories = measures.iter().map(categories).collect();
        let cohorts = measures.iter().map(|measure| {
            let cohort = measure.raw.cohort.as_deref()?;
            self.names.measures.get(cohort).copied()
        });
        self.names.cohorts = cohorts.collect();
        self.names.dated = measures.iter().map(|measure| measure.raw.dated_by.is_some()).collect();
    }

    fn collect_judgements(&mut self, sections: &Sections<'a>) {
        let strands: Vec<_> = sections.strands().collect();
        let numbers = self.number(&strands, "strand", "a strand", Written::Word, |raw| &raw.strand);
        self.names.strands = numbered(&numbers, |number| StrandId(small(number)));
        let grades: Vec<_> = sections.grades().collect();
        self.number(&grades, "grade", "a grade", Written::Free, |raw| &raw.grade);
        self.names.grades = grades.iter().map(|grade| grade.raw.grade.as_str()).collect();
        self.names.grade_values =
            grades.iter().enumerate().map(|(number, grade)| super::judgements::value_of(grade.raw, number)).collect();
        self.names.overall = sections.judgements.iter().find_map(|part| part.raw.overall.as_deref());
        let indications = sections.indications.iter().map(|entry| entry.raw);
        self.names.indications = indications.map(|raw| (&*raw.indication, &*raw.strand, raw.grade.trim())).collect();
    }

    /// The names of rules, which are one list whatever section they stand in: decisions hang on them.
    fn collect_rules(&mut self, sections: &Sections<'a>) {
        let mut all: Vec<(&'a str, Place<'a>)> = Vec::new();
        macro_rules! rules {
            ($($section:ident $field:ident $name:literal,)*) => {
                $(all.extend(sections.$section.iter().map(|rule| (rule.raw.$field.as_str(), rule.place.field($name))));)*
            };
        }
        rules! {
            floors floor "floor",
            aims aim "aim",
            indications indication "indication",
            risks risk "risk",
            watchpoints watch "watch",
            statuses status "status",
            support_when support "support",
            structure option "option",
        }
        let mut seen: BTreeMap<&str, Place<'a>> = BTreeMap::new();
        for (name, place) in &all {
            self.rule_name(*place, name);
            if let Some(first) = seen.get(name) {
                self.twice(*place, *first, name, "every rule");
            } else {
                seen.insert(name, *place);
            }
        }
        self.names.rules = seen.keys().copied().collect();
        self.names.risks = sections.risks.iter().map(|risk| risk.raw.risk.as_str()).collect();
        self.names.statuses = sections.statuses.iter().map(|status| status.raw.status.as_str()).collect();
    }

    /// `ks2.l4_em.fsm` must not be two things.
    fn no_group_is_a_comparator(&mut self, sections: &Sections<'a>) {
        for comparator in &sections.comparators {
            let id = comparator.raw.id.as_str();
            if let Some(group) = sections.groups.iter().find(|group| group.raw.id == id) {
                let message = format!("`{id}` is a group and a comparator, so `.{id}` would mean two things");
                self.say(
                    Diagnostic::error(Code::DuplicateId, comparator.place.field("id").span(), message)
                        .here("the comparator")
                        .also(group.place.field("id").span(), "the group")
                        .help("give one of them another name"),
                );
            }
        }
    }
}

fn numbered<'a, T>(numbers: &BTreeMap<&'a str, usize>, id: impl Fn(usize) -> T) -> BTreeMap<&'a str, T> {
    numbers.iter().map(|(name, number)| (*name, id(*number))).collect()
}

/// Numbers past the end all mean the last; a rulebook with so many is refused.
pub(super) fn small(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

pub(super) fn wide(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

pub(super) fn kind(unit: RawUnit) -> ValueKind {
    match unit {
        RawUnit::Words => ValueKind::Text,
        RawUnit::YesNo => ValueKind::Flag,
        RawUnit::Date => ValueKind::Date,
        RawUnit::Percent
        | RawUnit::Points
        | RawUnit::Pupils
        | RawUnit::Number
        | RawUnit::Pounds
        | RawUnit::PoundsPerPupil
        | RawUnit::Days
        | RawUnit::Grade => ValueKind::Number,
    }
}

fn constant(value: &RawSettingValue) -> Constant {
    match value {
        RawSettingValue::Flag(flag) => Constant::One(Value::Flag(*flag)),
        RawSettingValue::Number(number) => Constant::One(Value::Number(*number)),
        RawSettingValue::Text(text) => Constant::One(Value::Text(text.as_str().into())),
        RawSettingValue::Numbers(numbers) => Constant::List(numbers.iter().copied().map(Value::Number).collect()),
        RawSettingValue::Texts(texts) => {
            Constant::List(texts.iter().map(|text| Value::Text(text.as_str().into())).collect())
        }
    }
}
