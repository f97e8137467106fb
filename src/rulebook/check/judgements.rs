//! Grades, strands, and how a working grade is found.

use super::desk::{Desk, all_words, maybe_words, words};
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::Code;
use crate::rulebook::expression::{Condition, ValueKind};
use crate::rulebook::model::{Grade, Judgements, Strand, WorkingGrade, WorkingGradeFrom};
use crate::rulebook::raw::{RawCondition, RawGrade, RawStrand, RawWorkingGrade};
use crate::rulebook::yaml::Place;

/// Where stands what is said while the school's own grade waits.
const WHILE_OWN_WAITS: &str = "say while own grade waits";
/// Whose grade may be worked with, as officers write it.
const FROM: [(&str, WorkingGradeFrom); 3] = [
    ("self evaluated", WorkingGradeFrom::SelfEvaluated),
    ("inspected", WorkingGradeFrom::Inspected),
    ("indicated", WorkingGradeFrom::Indicated),
];

/// When the inspectors' grade stands before the school's own, as officers write it.
const STANDS: [&str; 2] = ["later", "worse"];

impl Desk<'_> {
    pub(super) fn judgements(&mut self, sections: &Sections<'_>) -> Judgements {
        let parts = &sections.judgements;
        let Some(first) = parts.first() else { return Judgements::default() };
        let grades = sections.grades().enumerate().map(|(number, entry)| self.grade(entry.place, entry.raw, number));
        let grades = grades.collect();
        let strands = sections.strands().map(|entry| self.one_strand(entry.place, entry.raw)).collect();
        let mut judgements = Judgements { grades, strands, ..Judgements::default() };
        let mut working = None;
        for Entry { raw, place } in parts {
            if let Some(overall) = &raw.overall {
                judgements.overall = self.strand(place.field("overall"), overall);
            }
            judgements.status_may_be_decided |= raw.status_may_be_decided;
            working = working.or(raw.working_grade.as_ref().map(|raw| (place.field("working grade"), raw)));
            self.filled_with_grades(place.field("say when they differ"), raw.say_when_they_differ.as_deref());
            let say = maybe_words(raw.say_when_they_differ.as_ref());
            judgements.say_when_they_differ = judgements.say_when_they_differ.or(say);
            if let Some(text) = raw.say_until_agreed.as_deref() {
                self.only_given(place.field("say until agreed"), text, &["grade"]);
            }
            self.filled_with_grades(place.field(WHILE_OWN_WAITS), raw.say_while_own_grade_waits.as_deref());
            let say = maybe_words(raw.say_while_own_grade_waits.as_ref());
            judgements.say_while_own_waits = judgements.say_while_own_waits.or(say);
            judgements.say_until_agreed = judgements.say_until_agreed.or(maybe_words(raw.say_until_agreed.as_ref()));
        }
        match working {
            Some((place, raw)) => judgements.working = self.working_grade(place, raw),
            None if !self.told_within(first.place) => {
                let message = "nothing says which grade is worked with where no person has agreed one";
                let help = "write `working grade:` under it, with `take: worst` and `from: [self evaluated, inspected, indicated]`";
                self.error(Code::MissingField, first.place.key_span(), message, help);
            }
            None => {}
        }
        self.some_of_each(sections, first.place);
        judgements
    }

    /// A scheme without grades, or without strands, judges nothing.
    fn some_of_each(&mut self, sections: &Sections<'_>, place: Place<'_>) {
        for (none, what) in
            [(sections.grades().next().is_none(), "grades"), (sections.strands().next().is_none(), "strands")]
        {
            if none && !self.told_within(place) {
                let help = format!("write `{what}:` under it, each on a line of its own");
                self.error(Code::MissingField, place.key_span(), format!("these judgements have no {what}"), help);
            }
        }
    }

    fn grade(&mut self, place: Place<'_>, raw: &RawGrade, number: usize) -> Grade {
        let mut frameworks: Vec<_> = Vec::new();
        for (number, framework) in raw.frameworks.iter().enumerate() {
            let place = place.field("frameworks").item(number);
            frameworks.extend(self.day(place.field("from"), &framework.from).map(|day| (day, words(&framework.title))));
        }
        frameworks.sort();
        let value = value_of(raw, number);
        Grade {
            id: words(&raw.grade),
            formerly: raw.formerly.as_ref().map(|formerly| all_words(formerly.names())).unwrap_or_default(),
            title: words(&raw.title),
            value,
            frameworks,
            colour: maybe_words(raw.colour.as_ref()),
            good: raw.good,
            span: place.field("grade").span(),
        }
    }

    fn one_strand(&mut self, place: Place<'_>, raw: &RawStrand) -> Strand {
        let mut measure = |field: &str, name: Option<&String>| {
            let measure = self.measure(place.field(field), name?)?;
            if self.names.kind(measure) != ValueKind::Number {
                let message = format!("`{}` holds no grade: it holds {}", name?, self.names.kind(measure).words());
                let help = "name a measure whose unit is `grade`";
                self.error(Code::WrongKind, place.field(field).span(), message, help);
            }
            Some(measure)
        };
        let self_evaluated = measure("self evaluated", raw.self_evaluated.as_ref());
        let inspected = measure("inspected", raw.inspected.as_ref());
        Strand {
            id: words(&raw.strand),
            title: words(&raw.title),
            short: words(raw.short.as_ref().unwrap_or(&raw.title)),
            self_evaluated,
            inspected,
            span: place.field("strand").span(),
        }
    }

    fn working_grade(&mut self, place: Place<'_>, raw: &RawWorkingGrade) -> WorkingGrade {
        if !["worst", "first"].contains(&raw.take.as_str()) {
            let message = format!("`take` cannot be `{}`", raw.take);
            self.error(Code::BadWord, place.field("take").span(), message, "it can be `worst` or `first`");
        }
        let mut from = Vec::new();
        for (number, word) in raw.from.iter().enumerate() {
            match FROM.iter().find(|(name, _)| name == word) {
                Some((_, known)) => from.push(*known),
                None => {
                    let names = FROM.map(|(name, _)| name);
                    self.unknown(place.field("from").item(number).span(), word, "sort of grade", &names);
                }
            }
        }
        let [inspection_when_later, inspection_when_worse] =
            STANDS.map(|word| raw.inspection_stands_when.iter().any(|written| written == word));
        for (number, word) in raw.inspection_stands_when.iter().enumerate() {
            if !STANDS.contains(&word.as_str()) {
                let place = place.field("inspection stands when").item(number);
                self.unknown(place.span(), word, "reason for an inspection to stand", &STANDS);
            }
        }
        let own_waits_when = raw.own_grade_waits_when.as_ref();
        let own_waits_when = own_waits_when.and_then(|raw| self.of_measures(place.field("own grade waits when"), raw));
        WorkingGrade { worst: raw.take == "worst", from, inspection_when_later, inspection_when_worse, own_waits_when }
    }

    /// A condition that asks of measures alone: grades and rules are found out after it.
    fn of_measures(&mut self, place: Place<'_>, raw: &RawCondition) -> Option<Condition> {
        let condition = self.condition(place, raw)?;
        if condition.expressions().any(|(asked, _)| !asked.derived().is_empty()) {
            let help = "ask of measures, such as `inspection.category`";
            self.error(Code::WrongKind, place.span(), "grades and other rules cannot be asked here", help);
            return None;
        }
        Some(condition)
    }

    /// The sentence is filled in with grades, so only its own names may stand in it.
    fn filled_with_grades(&mut self, place: Place<'_>, text: Option<&str>) {
        const GIVEN: [&str; 5] = ["strand", "self", "inspected", "indicated", "school"];
        text.into_iter().for_each(|text| self.only_given(place, text, &GIVEN));
    }

    /// Notes braces in a text that hold none of the names that are filled in.
    pub(super) fn only_given(&mut self, place: Place<'_>, text: &str, given: &[&str]) {
        for (open, _) in text.match_indices('{') {
            let rest = text.get(open + 1..).unwrap_or_default();
            let Some(end) = rest.find('}') else {
                let span = place.inside(open, text.len() - open);
                self.error(Code::Sentence, span, "this brace is never closed", "put `}` where the name ends");
                return;
            };
            let name = rest.get(..end).unwrap_or_default().trim();
            if !given.contains(&name) {
                let span = place.inside(open + 1, end);
                let near = crate::rulebook::expression::nearest(name, given.iter().copied());
                let help = match near.first() {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("here only {} can be filled in", super::desk::and_list(given)),
                };
                self.error(Code::Sentence, span, format!("nothing is filled in for `{name}` here"), help);
            }
        }
    }

    /// The places of grades in the list of them.
    pub(super) fn grade_places(&mut self, place: Place<'_>, names: &[String]) -> Vec<u8> {
        let mut places = Vec::new();
        for (number, name) in names.iter().enumerate() {
            let item = place.item(number);
            places.extend(self.grade_place(if item.is_found() { item } else { place }, name));
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The place of a grade in the list of them.
    pub(super) fn grade_place(&mut self, place: Place<'_>, name: &str) -> Option<u8> {
        let found = self.names.grades.iter().position(|grade| *grade == name.trim());
        if found.is_none() {
            let grades = self.names.grades.clone();
            self.unknown(place.span(), name, "grade", &grades);
        }
        found.map(super::collect::small)
    }

    /// The strand with a name.
    pub(super) fn strand(&mut self, place: Place<'_>, name: &str) -> Option<crate::rulebook::ids::StrandId> {
        self.find(place, name, "strand", |names| &names.strands)
    }

    /// The strand with a name, where one is named; the outer `None` means that there is none of that name.
    pub(super) fn maybe_strand(
        &mut self,
        place: Place<'_>,
        name: Option<&String>,
    ) -> Option<Option<crate::rulebook::ids::StrandId>> {
        name.map_or(Some(None), |name| self.strand(place, name).map(Some))
    }
}

/// A grade's number in rules: what is said, else the grade where it is a number, else its place, counted from 1 as people count.
pub(super) fn value_of(raw: &RawGrade, number: usize) -> f64 {
    let written = raw.grade.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    raw.value.or(written).unwrap_or(f64::from(super::collect::small(number)) + 1.0)
}
