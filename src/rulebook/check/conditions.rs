//! Conditions of rules: expressions joined by words, each part at its place in the file.

use super::desk::Desk;
use crate::rulebook::diagnostic::Code;
use crate::rulebook::expression::{Condition, ConditionKind, parse_condition};
use crate::rulebook::model::Renames;
use crate::rulebook::raw::{RawCondition, RawJoined};
use crate::rulebook::yaml::Place;

/// Holds if a rule indicates one of some grades.
const ANY_INDICATION: &str = "any indication";

impl Desk<'_> {
    /// Reads a condition, its parts wherever they stand.
    pub(super) fn condition(&mut self, place: Place<'_>, raw: &RawCondition) -> Option<Condition> {
        let kind = match raw {
            RawCondition::Always(always) => ConditionKind::Always(*always),
            RawCondition::Test(text) => {
                let read = parse_condition(text, &self.names);
                ConditionKind::Test(self.read(place, text, read)?)
            }
            RawCondition::List(parts) => ConditionKind::All(self.parts(place, parts)?),
            RawCondition::Joined(joined) => self.joined(place, joined)?,
        };
        Some(Condition { kind, place: place.text_span() })
    }

    /// Conditions joined by one word.
    fn joined(&mut self, place: Place<'_>, joined: &RawJoined) -> Option<ConditionKind> {
        if let Some(grades) = indications_alone(joined) {
            return Some(ConditionKind::Any(self.indications(place.field(ANY_INDICATION), grades)?));
        }
        if joined.any_indication.is_some() {
            let message = "`any indication` stands beside another form of condition here";
            let help = "leave one of them here, and put the other inside its list: `- any indication: […]`";
            self.error(Code::Expression, place.field(ANY_INDICATION).span(), message, help);
            return None;
        }
        let count = (joined.at_least, &joined.of);
        Some(match (&joined.all, &joined.any, &joined.not, &joined.most_of, count) {
            (Some(parts), None, None, None, (None, None)) => ConditionKind::All(self.parts(place.field("all"), parts)?),
            (None, Some(parts), None, None, (None, None)) => ConditionKind::Any(self.any(place.field("any"), parts)?),
            (None, None, Some(part), None, (None, None)) => {
                ConditionKind::Not(Box::new(self.condition(place.field("not"), part)?))
            }
            (None, None, None, Some(parts), (None, None)) => {
                ConditionKind::AtLeast(parts.len() / 2 + 1, self.parts(place.field("most of"), parts)?)
            }
            (None, None, None, None, (Some(least), Some(parts))) => self.at_least(place, least, parts)?,
            (None, None, None, None, (None, None)) => {
                // what was written there is named already where it did not fit
                if !self.told_within(place) {
                    let help = "write conditions after `all:`, `any:` or `not:`";
                    self.error(Code::Expression, place.span(), "this asks nothing", help);
                }
                return None;
            }
            (None, None, None, None, _) => {
                let help = "write `at least: 2` and under it `of: […]`";
                self.error(Code::Expression, place.span(), "`at least` and `of` belong together", help);
                return None;
            }
            _ => {
                let help = "leave one of them here, and put the other inside its list: `- any: […]`";
                let message = "two of `all`, `any` and `not` stand side by side here";
                self.error(Code::Expression, place.span(), message, help);
                return None;
            }
        })
    }

    fn at_least(&mut self, place: Place<'_>, least: usize, parts: &[RawCondition]) -> Option<ConditionKind> {
        if least == 0 || least > parts.len() {
            let message = format!("{least} of {} conditions says nothing", parts.len());
            let help = "write a number from 1 to as many as there are";
            self.error(Code::BadRange, place.field("at least").span(), message, help);
        }
        Some(ConditionKind::AtLeast(least, self.parts(place.field("of"), parts)?))
    }

    /// The parts of an `any`; the rules of an `any indication` among them are parts like the others.
    fn any(&mut self, place: Place<'_>, parts: &[RawCondition]) -> Option<Vec<Condition>> {
        if parts.is_empty() {
            return self.parts(place, parts);
        }
        let mut read = |(number, part): (usize, &RawCondition)| {
            let item = place.item(number);
            let grades = match part {
                RawCondition::Joined(joined) => indications_alone(joined),
                _ => None,
            };
            match grades {
                Some(grades) => self.indications(item.field(ANY_INDICATION), grades),
                None => self.condition(item, part).map(|one| vec![one]),
            }
        };
        let read: Vec<Option<Vec<Condition>>> = parts.iter().enumerate().map(&mut read).collect();
        Some(read.into_iter().collect::<Option<Vec<_>>>()?.concat())
    }

    /// The rules that indicate one of these grades in a strand but the overall one, strand by strand.
    fn indications(&mut self, place: Place<'_>, grades: &[String]) -> Option<Vec<Condition>> {
        let known = self.grade_places(place, grades).len();
        let names = &self.names;
        // a rule may call its strand by the name before
        let strand = |strand: &str| {
            let now = names.renamed.now(Renames::Strand, strand).unwrap_or(strand);
            names.strands.get(now).map(|strand| strand.0)
        };
        let overall = names.overall.and_then(strand);
        let wanted = |grade: &str| grades.iter().any(|wanted| wanted.trim() == grade);
        let rules = names.indications.iter().map(|(rule, of, grade)| (strand(of), *rule, *grade));
        let rules = rules.filter(|(of, _, grade)| (overall.is_none() || *of != overall) && wanted(grade));
        let mut rules: Vec<(Option<u8>, &str)> = rules.map(|(of, rule, _)| (of, rule)).collect();
        rules.sort_by_key(|(strand, _)| *strand);
        if rules.is_empty() {
            if known > 0 {
                let help = "write rules under `indications`, or ask something else here";
                self.error(Code::Expression, place.span(), "no rule indicates one of these grades in a strand", help);
            }
            return None;
        }
        let rule = |(_, rule): (Option<u8>, &str)| {
            let text = format!("rule(\"{rule}\")");
            let read = parse_condition(&text, &self.names);
            Some(Condition { kind: ConditionKind::Test(self.read(place, &text, read)?), place: place.text_span() })
        };
        rules.into_iter().map(rule).collect()
    }

    fn parts(&mut self, place: Place<'_>, parts: &[RawCondition]) -> Option<Vec<Condition>> {
        if parts.is_empty() {
            self.error(Code::Expression, place.span(), "this list of conditions is empty", "write a condition into it");
            return None;
        }
        let read: Vec<Option<Condition>> =
            parts.iter().enumerate().map(|(number, part)| self.condition(place.item(number), part)).collect();
        read.into_iter().collect()
    }

    /// Reads a condition that may be absent; the outer `None` means that it cannot be read.
    pub(super) fn maybe_condition(
        &mut self,
        place: Place<'_>,
        raw: Option<&RawCondition>,
    ) -> Option<Option<Condition>> {
        raw.map_or(Some(None), |raw| self.condition(place, raw).map(Some))
    }
}

/// The grades of an `any indication`, where nothing else stands beside it.
fn indications_alone(joined: &RawJoined) -> Option<&[String]> {
    match joined {
        RawJoined {
            any_indication: Some(grades),
            all: None,
            any: None,
            not: None,
            at_least: None,
            of: None,
            most_of: None,
            any_strand: None,
            every_strand: None,
        } => Some(grades),
        _ => None,
    }
}
