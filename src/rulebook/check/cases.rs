//! Examples of rules: what is given must be something a rule can read, with a value it can have.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::case_line::{beside_the_line, line_of, of_settings};
use super::desk::{Desk, maybe_words};
use super::measures::yes_or_no;
use super::sections::Sections;
use crate::domain::{AcademicYear, Marked, Missing, Value, Within, tidy};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Derived, Expr, Expression, Of, Read, ValueKind, nearest, parse};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::{Case, CaseExpectation, Given, Renames, Rule, Scope};
use crate::rulebook::raw::{RawCase, RawGiven, RawMarker};
use crate::rulebook::yaml::Place;

/// What a case may expect, in the words in which it is written.
pub(in crate::rulebook) const EXPECTED: [(&str, CaseExpectation); 4] = [
    ("holds", CaseExpectation::Holds),
    ("does not hold", CaseExpectation::DoesNotHold),
    ("cannot say", CaseExpectation::CannotSay),
    ("does not apply", CaseExpectation::NotApplicable),
];

/// A value that was given, or why there is none.
type Told = Result<Value, Missing>;

impl Desk<'_> {
    /// Reads the examples of all rules. A rule without years is tried in `first_year`.
    pub(super) fn cases(&mut self, sections: &Sections<'_>, rules: &mut [Rule], first_year: Option<AcademicYear>) {
        let mut all: Vec<(Arc<str>, Place<'_>, &[RawCase])> = Vec::new();
        macro_rules! cases {
            ($($section:ident $field:ident,)*) => {
                $(for entry in &sections.$section {
                    all.push((entry.raw.$field.as_str().into(), entry.place.field("cases"), &entry.raw.cases));
                })*
            };
        }
        cases! {
            floors floor, aims aim, indications indication, risks risk, watchpoints watch, statuses status,
            support_when support, structure option,
        }
        for part in &sections.cases {
            for (name, cases) in part.raw {
                let place = part.place.field(name);
                all.extend(self.tried(place, name).map(|rule| (rule, place, cases.as_slice())));
            }
        }
        for (name, place, cases) in all {
            let rule = rules.iter_mut().find(|rule| rule.id == name);
            let years = rule.as_ref().map(|rule| rule.years).unwrap_or_default();
            let usual = years.from.or(years.to).or(first_year).or(AcademicYear::starting(2000));
            let read: Vec<Case> = cases
                .iter()
                .enumerate()
                .filter_map(|(number, case)| {
                    let case = self.case(place.item(number), case, (usual, rule.as_deref()), sections)?;
                    self.in_force(place.item(number), &case, years.contains(case.year), rule.is_some());
                    if let Some(rule) = rule.as_deref() {
                        self.read_by_none(place.item(number).field("schools"), &case, rule, sections);
                    }
                    if rule.as_ref().is_some_and(|rule| rule.scope == Scope::School) && !case.schools.is_empty() {
                        let message = "this rule is about one school, so a case gives no others";
                        let place = place.item(number).field("schools");
                        self.error(Code::Case, place.key_span(), message, "write what is given under `given`");
                    }
                    Some(case)
                })
                .collect();
            if let Some(rule) = rule {
                rule.cases.extend(read);
            }
        }
    }

    /// The rule that examples are of which stand apart from it, by the name that it has now.
    fn tried(&mut self, place: Place<'_>, name: &str) -> Option<Arc<str>> {
        if self.names.rules.contains(&name) || self.lost.contains(name) {
            return Some(name.into());
        }
        if let Some(now) = self.names.renamed.now(Renames::Rule, name) {
            return Some(now.into());
        }
        let rules = self.names.rules.clone();
        self.unknown(place.key_span(), name, "rule", &rules);
        None
    }

    fn case(
        &mut self,
        place: Place<'_>,
        raw: &RawCase,
        (usual, rule): (Option<AcademicYear>, Option<&Rule>),
        sections: &Sections<'_>,
    ) -> Option<Case> {
        let year = match &raw.year {
            Some(text) => self.year(place.field("year"), text),
            None => usual,
        };
        let given = self.all_given(place.field("given"), &raw.given, rule, sections);
        let schools: Vec<Vec<Given>> = raw
            .schools
            .iter()
            .enumerate()
            .map(|(number, school)| self.all_given(place.field("schools").item(number), school, rule, sections))
            .collect();
        let expect = EXPECTED.iter().find(|(words, _)| *words == raw.expect.trim()).map(|(_, expect)| *expect);
        if expect.is_none() {
            let words = EXPECTED.map(|(words, _)| words);
            let near = nearest(&raw.expect, words);
            let near = near.first().map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            let message = format!("a case cannot expect `{}`", raw.expect);
            let help = format!("{near}it can be `holds`, `does not hold`, `cannot say` or `does not apply`");
            self.error(Code::Case, place.field("expect").span(), message, help);
        }
        Some(Case {
            name: maybe_words(raw.name.as_ref()),
            year: year?,
            given,
            schools,
            expect: expect?,
            span: place.span(),
        })
    }

    fn all_given(
        &mut self,
        place: Place<'_>,
        raw: &BTreeMap<String, RawGiven>,
        rule: Option<&Rule>,
        sections: &Sections<'_>,
    ) -> Vec<Given> {
        raw.iter().filter_map(|(name, value)| self.given(place.field(name), name, value, rule, sections)).collect()
    }

    /// Tells a comparator that is given to a school, where the rule asks for the authority's alone: it would read nothing.
    /// Where a measure that it asks of schools is worked out, that may read it: then it is only worth a look.
    fn read_by_none(&mut self, place: Place<'_>, case: &Case, rule: &Rule, sections: &Sections<'_>) {
        let expressions = || rule.when.iter().flat_map(|when| when.expressions()).map(|(expression, _)| expression);
        let of_authority: Vec<Read> = expressions().flat_map(Expression::reads_outside_schools).collect();
        let of_schools: Vec<Read> = expressions().flat_map(Expression::reads_of_schools).collect();
        let computed = |read: &Read| {
            sections.measures.get(usize::from(read.measure.0)).is_some_and(|entry| entry.raw.computed.is_some())
        };
        let may_be_read = of_schools.iter().any(computed);
        for (number, school) in case.schools.iter().enumerate() {
            for given in school {
                let compared = |read: &Read| matches!(read.of, Of::Comparator(..));
                let Some(read) = given.target.as_read().filter(|read| compared(read)) else { continue };
                if of_authority.contains(read) && !of_schools.contains(read) {
                    let message =
                        format!("`{}` is given to a school, and this rule asks for the authority's", given.name);
                    let help = "give it in the case's own row (under `given`), and its schools below that";
                    let key = place.item(number).field(&given.name).key_span();
                    let told = if may_be_read { Diagnostic::warning } else { Diagnostic::error };
                    self.say(told(Code::Case, key, message).help(help));
                }
            }
        }
    }

    fn in_force(&mut self, place: Place<'_>, case: &Case, in_force: bool, checked: bool) {
        if in_force || !checked || case.expect == CaseExpectation::NotApplicable {
            return;
        }
        let year = place.field("year");
        let message = format!("in {} the rule is not in force, so this case can never come true", case.year);
        let help = "name a year of the rule, or expect `does not apply`";
        self.error(Code::Case, if year.is_found() { year.span() } else { place.span() }, message, help);
    }

    fn given(
        &mut self,
        place: Place<'_>,
        name: &str,
        raw: &RawGiven,
        rule: Option<&Rule>,
        sections: &Sections<'_>,
    ) -> Option<Given> {
        if let (RawGiven::Blank(()), Some((measure, value))) = (raw, name.trim().rsplit_once(' '))
            && parse(measure.trim(), &self.names).is_ok()
        {
            let message = format!("there is no colon between `{}` and `{value}`", measure.trim());
            self.error(Code::Case, place.key_span(), message, format!("write `{}: {value}`", measure.trim()));
            return None;
        }
        let target = self.target(place, name)?;
        if let RawGiven::Text(text) = raw
            && let Some(told) = self.beside_a_line(place, (name, text), rule, &target)
        {
            let value = Ok(Value::Number(tidy(told?)));
            return Some(Given { name: name.into(), target, value });
        }
        let value = match own_measure(&target) {
            Some(measure) => self.of_measure(place, measure, raw, sections),
            None => self.of_derived(place, &target, raw, sections),
        }?;
        Some(Given { name: name.into(), target, value })
    }

    /// A value that goes with the line of the rule or with a setting, where it is one: then nothing inside where it is wrong.
    fn beside_a_line(
        &mut self,
        place: Place<'_>,
        (name, text): (&str, &str),
        rule: Option<&Rule>,
        target: &Expression,
    ) -> Option<Option<f64>> {
        let wrong = |desk: &mut Self, message: String, help: &str| {
            desk.error(Code::Case, place.span(), message, help);
            Some(None)
        };
        if let Some(number) = of_settings(text, &self.names) {
            let message = || format!("`{text}` is not worked out of settings and numbers alone");
            let help = "write the number itself, or as in `75 - settings.gap_wide` with a setting of this rulebook";
            return number.map_or_else(|| wrong(self, message(), help), |number| Some(Some(number)));
        }
        let beside = beside_the_line(text)?;
        // of a rule with a mistake of its own, nothing more is to be said
        let Some(rule) = rule.filter(|rule| rule.when.is_some() || !self.out.iter().any(Diagnostic::is_error)) else {
            return Some(None);
        };
        let Some(line) = line_of(rule, target) else {
            let message = format!("the rule does not compare `{name}` with one number, so there is no line");
            return wrong(self, message, "write the number itself, or with a setting: `75 - settings.gap_wide`");
        };
        Some(Some(line + beside))
    }

    /// What is given a value: a reading, or what another rule found.
    fn target(&mut self, place: Place<'_>, name: &str) -> Option<Expression> {
        let key = place.key_span();
        match parse(name, &self.names) {
            Ok(target) if matches!(target.root.expr, Expr::Read(_) | Expr::Derived(_) | Expr::Date) => Some(target),
            Ok(_) => {
                let message = format!("`{name}` is worked out, and so cannot be given a value");
                self.error(Code::Case, key, message, "give values to the measures it is worked out from");
                None
            }
            Err(mistakes) => {
                for mistake in mistakes {
                    let word = name.get(mistake.offset..mistake.offset + mistake.len).unwrap_or_default();
                    if !self.is_lost(word) {
                        let told = Diagnostic::error(Code::Case, key.clone(), mistake.message);
                        self.say(told.help_if(mistake.help).about(mistake.missing));
                    }
                }
                None
            }
        }
    }

    fn of_measure(
        &mut self,
        place: Place<'_>,
        measure: MeasureId,
        raw: &RawGiven,
        sections: &Sections<'_>,
    ) -> Option<Told> {
        let RawGiven::Text(text) = raw else { return self.plain(place, self.names.kind(measure), raw) };
        let own = sections.measures.get(usize::from(measure.0)).map(|entry| entry.raw);
        let text = text.trim();
        if let Some(means) = own.and_then(|own| own.markers.iter().find(|(w, _)| w.eq_ignore_ascii_case(text))) {
            return Some(self.marked(means.1, text, sections));
        }
        let categories = self.names.categories.get(usize::from(measure.0)).cloned().unwrap_or_default();
        if categories.contains(&text) {
            return Some(Ok(Value::Text(text.into())));
        }
        if let Some(marker) = marker(text, sections) {
            return Some(told(marker, text));
        }
        match self.names.kind(measure) {
            ValueKind::Text if !categories.is_empty() => {
                self.unknown(place.span(), text, "category", &categories);
                None
            }
            kind => self.plain(place, kind, raw),
        }
    }

    fn marked(&self, means: &str, written: &str, sections: &Sections<'_>) -> Told {
        match sections.markers.iter().find(|entry| entry.raw.id == means) {
            Some(entry) => told(entry.raw, written),
            None => yes_or_no(means).map_or_else(|| Ok(Value::Text(means.into())), |flag| Ok(Value::Flag(flag))),
        }
    }

    /// A value that is neither a marker nor a category.
    fn plain(&mut self, place: Place<'_>, kind: ValueKind, raw: &RawGiven) -> Option<Told> {
        let value = match (raw, kind) {
            (RawGiven::Blank(()), _) => return Some(Err(Missing::Blank)),
            (RawGiven::Number(number), ValueKind::Number) => Some(Value::Number(*number)),
            (RawGiven::Number(number), ValueKind::Text) => Some(Value::Text(number.to_string().into())),
            (RawGiven::Flag(flag), ValueKind::Flag) => Some(Value::Flag(*flag)),
            (RawGiven::Text(text), ValueKind::Flag) => yes_or_no(text).map(Value::Flag),
            (RawGiven::Text(text), ValueKind::Text) => Some(Value::Text(text.trim().into())),
            (RawGiven::Text(text), ValueKind::Date) => return self.day(place, text).map(|day| Ok(Value::Date(day))),
            _ => None,
        };
        if value.is_none() {
            let shown = match raw {
                RawGiven::Flag(flag) => flag.to_string(),
                RawGiven::Number(number) => number.to_string(),
                RawGiven::Text(text) => text.clone(),
                RawGiven::Blank(()) => String::new(),
            };
            let message = format!("`{shown}` is not {}", kind.words());
            let help = match kind {
                ValueKind::Number => match shown.trim().strip_suffix('%').and_then(|plain| plain.parse::<f64>().ok()) {
                    Some(plain) => format!("write `{plain}`; percentages are plain numbers from 0 to 100"),
                    None => "write a number in digits, or a marker of the rulebook".to_owned(),
                },
                ValueKind::Flag => "write `true` or `false`".to_owned(),
                ValueKind::Date => "write a day, as in `2012-09-01`".to_owned(),
                ValueKind::Text => "write words".to_owned(),
            };
            self.error(Code::Case, place.span(), message, help);
        }
        value.map(Ok)
    }

    /// What another rule is taken to have found.
    fn of_derived(
        &mut self,
        place: Place<'_>,
        target: &Expression,
        raw: &RawGiven,
        sections: &Sections<'_>,
    ) -> Option<Told> {
        if let RawGiven::Text(text) = raw {
            if let Some(marker) = marker(text, sections) {
                return Some(told(marker, text));
            }
            let now = || self.names.renamed.now(Renames::Rule, text);
            let status = matches!(&target.root.expr, Expr::Derived(derived) if *derived.asked() == Derived::Status);
            if let Some(now) = now().filter(|now| status && self.names.statuses.contains(now)) {
                return Some(Ok(Value::Text(now.into())));
            }
            if status && !self.names.statuses.contains(&text.as_str()) {
                let statuses = self.names.statuses.clone();
                self.unknown(place.span(), text, "status", &statuses);
                return None;
            }
        }
        self.plain(place, target.kind().unwrap_or(ValueKind::Number), raw)
    }
}

/// The measure whose own kind of value is given: not a rank or a count of schools.
fn own_measure(target: &Expression) -> Option<MeasureId> {
    target.as_read().filter(|read| matches!(read.of, Of::Subject)).map(|read| read.measure)
}

/// The marker that is written so, or whose name it is.
fn marker<'a>(text: &str, sections: &Sections<'a>) -> Option<&'a RawMarker> {
    let text = text.trim();
    let markers = || sections.markers.iter().map(|entry| entry.raw);
    let exactly = markers().find(|marker| marker.written.iter().any(|written| written.trim() == text));
    let loosely = || markers().filter(|m| !m.exactly).find(|m| m.written.iter().any(|w| same(w, text)));
    exactly.or_else(loosely).or_else(|| markers().find(|marker| marker.id == text))
}

/// Letter by letter: nearly all differ in the first.
fn same(written: &str, text: &str) -> bool {
    written.trim().chars().flat_map(char::to_lowercase).eq(text.chars().flat_map(char::to_lowercase))
}

fn told(marker: &RawMarker, written: &str) -> Told {
    match marker.value {
        Some(value) => Ok(Value::Number(value)),
        None => Err(Missing::from(Marked {
            id: marker.id.as_str().into(),
            words: marker.title.as_str().into(),
            written: written.into(),
            within: marker.between.map(|[least, most]| Within::new(least, most)),
            no_figure: marker.no_figure,
        })),
    }
}
