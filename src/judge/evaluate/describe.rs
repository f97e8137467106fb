//! Readings as they are shown: named as rules write them, titled as officers say them.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::Reading;
use super::world::World;
use crate::domain::AcademicYear;
use crate::rulebook::expression::{self, Behind, Derived, GradeKind, Of, Statistic, What};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::Rulebook;

/// Name and title of everything that was read so far: they are the same for all schools.
#[derive(Debug, Default)]
pub(super) struct Names(RwLock<FxHashMap<Key, Named>>);

/// A measure as it is read in a year: measure, group, the value's year, of whom, the year judged.
type Key = (MeasureId, GroupId, AcademicYear, Of, AcademicYear);

type Named = (Arc<str>, Arc<str>);

impl Names {
    fn of(&self, read: &Measured<'_>) -> Named {
        let key = (read.measure, read.group, read.year, read.of, read.judged);
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let named = (read.name(), read.title());
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, named.clone());
        named
    }
}

/// A reading of a condition, made ready for the report.
pub(super) fn reading(world: &World<'_>, judged: AcademicYear, read: &expression::Reading) -> Reading {
    let rulebook = world.rulebook;
    match &read.what {
        What::Measure { measure, group, year, of, schools } => {
            let read_as = Measured { rulebook, judged, measure: *measure, group: *group, year: *year, of: *of };
            let (name, title) = world.columns.names.of(&read_as);
            Reading {
                name,
                title,
                measure: Some(*measure),
                group: *group,
                year: Some(*year),
                value: read.value.clone(),
                place: read.place.clone(),
                compared: matches!(of, Of::Comparator(..)),
                origin: origin(rulebook, read, *of, *schools),
                of_other: None,
            }
        }
        What::Derived(derived) => {
            let (name, title) = derived_names(rulebook, derived, judged);
            plain(name, title, read, None)
        }
        What::Schools { aggregate, known, unknown, .. } => {
            let of = format!("{known} schools of which it is known, {unknown} of which it is not");
            plain(aggregate.word().to_owned(), format!("{} over schools", aggregate.word()), read, Some(of.into()))
        }
    }
}

fn plain(name: String, title: String, read: &expression::Reading, origin: Option<Arc<str>>) -> Reading {
    Reading {
        name: name.into(),
        title: title.into(),
        measure: None,
        group: GroupId::ALL,
        year: None,
        value: read.value.clone(),
        place: read.place.clone(),
        compared: false,
        origin,
        of_other: None,
    }
}

/// A measure as a condition reads it.
struct Measured<'r> {
    rulebook: &'r Rulebook,
    judged: AcademicYear,
    measure: MeasureId,
    group: GroupId,
    year: AcademicYear,
    of: Of,
}

impl Measured<'_> {
    /// As rules write it.
    fn name(&self) -> Arc<str> {
        let rulebook = self.rulebook;
        let mut name = rulebook.measure(self.measure).map_or(String::new(), |measure| measure.id.to_string());
        if self.group != GroupId::ALL {
            let group = rulebook.group(self.group).map_or("", |group| &group.id);
            name.push_str(&format!(".{group}"));
        }
        if self.year != self.judged {
            name.push_str(&format!(".at(\"{}\")", self.year));
        }
        if let Of::Comparator(comparator, statistic) = self.of {
            let comparator = rulebook.comparator(comparator).map_or("", |comparator| &comparator.id);
            name.push_str(&format!(".{comparator}"));
            if let Some((word, _)) = Statistic::WORDS.iter().find(|(_, known)| *known == statistic) {
                name.push_str(&format!(".{word}"));
            }
        }
        name.into()
    }

    /// As officers say it.
    fn title(&self) -> Arc<str> {
        let rulebook = self.rulebook;
        let mut parts = vec![rulebook.measure(self.measure).map_or(String::new(), |measure| measure.title.to_string())];
        if self.group != GroupId::ALL {
            parts.extend(rulebook.group(self.group).map(|group| group.title.to_string()));
        }
        if let Of::Comparator(comparator, statistic) = self.of {
            let comparator = rulebook.comparator(comparator).map_or("", |comparator| &comparator.title);
            parts.push(format!("{} ({comparator})", statistic_words(statistic)));
        }
        if self.year != self.judged {
            parts.push(self.year.to_string());
        }
        parts.join(", ").into()
    }
}

fn statistic_words(statistic: Statistic) -> &'static str {
    match statistic {
        Statistic::Mean => "mean",
        Statistic::Median => "median",
        Statistic::UpperQuartile => "upper quartile",
        Statistic::LowerQuartile => "lower quartile",
        Statistic::Rank => "place, 1 is best",
        Statistic::RankFromLast => "place from the end, 1 is last",
        Statistic::Percentile => "better than so many in a hundred",
        Statistic::Count => "schools compared",
    }
}

fn origin(rulebook: &Rulebook, read: &expression::Reading, of: Of, schools: Option<Behind>) -> Option<Arc<str>> {
    match of {
        _ if read.place.is_some() || read.value.is_err() => None,
        Of::Comparator(comparator, statistic) => {
            let title = rulebook.comparator(comparator).map_or("", |comparator| &comparator.title);
            Some(match schools {
                Some(schools) => format!("{} of {}: {title}", statistic_words(statistic), schools_of(schools)).into(),
                None => format!("figure of the rulebook for {title}").into(),
            })
        }
        Of::Subject => match schools {
            Some(schools) => Some(format!("mean of {}", schools_of(schools)).into()),
            None => read.worked_out.then(|| "computed".into()),
        },
    }
}

/// `12 schools`; where it is not known of all, `8 of 12 schools`.
pub(super) fn schools_of(behind: Behind) -> String {
    let Behind { known, of } = behind;
    if known == of { format!("{of} schools") } else { format!("{known} of {of} schools") }
}

fn derived_names(rulebook: &Rulebook, derived: &Derived, judged: AcademicYear) -> (String, String) {
    match derived {
        Derived::Grade(kind, strand) => {
            let strand = rulebook.strand(*strand);
            let word = GradeKind::WORDS.iter().find(|(_, known)| known == kind).map_or("grade", |(word, _)| word);
            let title = strand.map_or("", |strand| &strand.title);
            (
                format!("{word}.{}", strand.map_or("", |strand| &strand.id)),
                format!("{} grade: {title}", grade_words(*kind)),
            )
        }
        Derived::Rule(rule) => {
            let title = rulebook.rule_named(&rule.0).map_or(rule.0.to_string(), |(_, rule)| rule.title.to_string());
            (format!("rule(\"{}\")", rule.0), title)
        }
        Derived::FloorBelow => ("floor.below".to_owned(), "below a floor standard".to_owned()),
        Derived::FloorInForce => ("floor.in_force".to_owned(), "a floor standard is in force".to_owned()),
        Derived::RiskCount => ("risk.count".to_owned(), "risk characteristics present".to_owned()),
        Derived::Status => ("status".to_owned(), "status".to_owned()),
        Derived::PlanBehind => ("plan.behind".to_owned(), "meetings running at which a plan was behind".to_owned()),
        Derived::Before(asked, years) => {
            let year = judged.before(*years);
            let (name, title) = derived_names(rulebook, asked, year);
            (format!("{name}.before({years})"), format!("{title}, {year}"))
        }
    }
}

fn grade_words(kind: GradeKind) -> &'static str {
    match kind {
        GradeKind::Working => "working",
        GradeKind::SelfEvaluated => "self-evaluated",
        GradeKind::Inspected => "inspected",
        GradeKind::Indicated => "indicated",
        GradeKind::Agreed => "agreed",
    }
}
