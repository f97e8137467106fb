//! What schools are compared with: comparators, and figures known for whole areas.

use std::collections::BTreeMap;

use super::desk::{Desk, words};
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::Code;
use crate::rulebook::expression::{Statistic, ValueKind};
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::{Comparator, Figure};
use crate::rulebook::raw::{RawComparator, RawFigure};

/// The words for statistics in `figures`.
const STATISTICS: [(&str, Statistic); 4] = [
    ("mean", Statistic::Mean),
    ("median", Statistic::Median),
    ("upper-quartile", Statistic::UpperQuartile),
    ("lower-quartile", Statistic::LowerQuartile),
];

impl Desk<'_> {
    pub(super) fn comparators(&mut self, sections: &Sections<'_>) -> Vec<Comparator> {
        sections.comparators.iter().map(|entry| self.comparator(*entry)).collect()
    }

    fn comparator(&mut self, entry: Entry<'_, RawComparator>) -> Comparator {
        let Entry { raw, place } = entry;
        let area =
            raw.area.as_deref().and_then(|area| self.find(place.field("area"), area, "area", |names| &names.areas));
        if raw.area.is_none() && !raw.computed {
            let message = format!("nothing says where the figures of the comparator `{}` come from", raw.id);
            let help = "write `area:` for figures that are given, `computed: true` for figures worked out, or both";
            self.error(Code::MissingField, place.field("id").span(), message, help);
        }
        let same = raw.same.iter().enumerate();
        let same: Vec<_> = same.map(|(number, name)| self.measure(place.field("same").item(number), name)).collect();
        let which = self.maybe_condition(place.field("where"), raw.which.as_ref());
        Comparator {
            id: words(&raw.id),
            title: words(&raw.title),
            area,
            computed: raw.computed,
            same: same.into_iter().flatten().collect(),
            which: which.flatten(),
            at_least: raw.at_least.unwrap_or(1),
            known_only: raw.known_only,
            span: place.field("id").span(),
        }
    }

    pub(super) fn figures(&mut self, sections: &Sections<'_>) -> Vec<Figure> {
        let figures: Vec<Option<Figure>> = sections.figures.iter().map(|entry| self.figure(*entry)).collect();
        figures.into_iter().flatten().collect()
    }

    fn figure(&mut self, entry: Entry<'_, RawFigure>) -> Option<Figure> {
        let Entry { raw, place } = entry;
        let area = self.find(place.field("area"), &raw.area, "area", |names| &names.areas);
        let measure = self.measure(place.field("measure"), &raw.measure);
        let group = raw
            .group
            .as_deref()
            .map_or(Some(GroupId::ALL), |group| self.find(place.field("group"), group, "group", |names| &names.groups));
        let statistic = self.statistic(entry);
        if let Some(measure) = measure
            && self.names.kind(measure) != ValueKind::Number
        {
            let message =
                format!("`{}` holds {}, and a figure is a number", raw.measure, self.names.kind(measure).words());
            self.error(Code::WrongKind, place.field("measure").span(), message, "name a measure that holds numbers");
        }
        if let (Some(phase), Some(measure)) = (&raw.phase, self.names.measures.get("phase").copied()) {
            let phases = self.names.categories.get(usize::from(measure.0)).cloned().unwrap_or_default();
            if !phases.is_empty() && !phases.contains(&phase.as_str()) {
                self.unknown(place.field("phase").span(), phase, "phase", &phases);
            }
        }
        let mut years = BTreeMap::new();
        for (text, value) in &raw.years {
            let place = place.field("years").field(text);
            if let Some(year) = self.year_key(place, text) {
                years.insert(year, (*value, place.span()));
            }
        }
        Some(Figure {
            area: area?,
            measure: measure?,
            group: group?,
            statistic: statistic?,
            phase: raw.phase.as_deref().map(words),
            years,
            source: words(&raw.source),
        })
    }

    fn statistic(&mut self, entry: Entry<'_, RawFigure>) -> Option<Statistic> {
        let Some(word) = entry.raw.statistic.as_deref() else { return Some(Statistic::Mean) };
        let found = STATISTICS.iter().find(|(name, _)| *name == word).map(|(_, statistic)| *statistic);
        if found.is_none() {
            let names = STATISTICS.map(|(name, _)| name);
            self.unknown(entry.place.field("statistic").span(), word, "statistic", &names);
        }
        found
    }
}
