//! A heading means one thing: no two measures, or a measure and a school's identity, can claim it.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::sections::Sections;
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::{Heading, IdentityHeadings, Measure, Unit, Years};

/// Who claims a heading.
struct Claim<'m> {
    /// for messages: ``the measure `x` ``, with its group
    by: String,
    /// of which group; the same claim may be made twice, by another way to write the heading
    group: GroupId,
    measure: Option<&'m Measure>,
    only_beside: Vec<String>,
    /// in which years
    years: Years,
    /// the words that can stand under it, where only words of its categories can
    words: Vec<String>,
    heading: &'m Heading,
}

impl Desk<'_> {
    /// Notes every heading that two claim and that a table cannot tell apart.
    pub(super) fn headings_mean_one_thing(&mut self, measures: &[Measure], identity: &IdentityHeadings) {
        let mut claims: BTreeMap<String, Vec<Claim<'_>>> = BTreeMap::new();
        for (kind, heading) in of_identity(identity) {
            let claim = Claim {
                by: format!("`{kind}` of `identity`"),
                group: GroupId::ALL,
                measure: None,
                only_beside: Vec::new(),
                years: Years::default(),
                words: Vec::new(),
                heading,
            };
            claims.entry(plain(&heading.text)).or_default().push(claim);
        }
        for measure in measures {
            for (group, heading) in &measure.headings {
                let claim = Claim {
                    by: format!("the measure `{}`", measure.id),
                    group: *group,
                    measure: Some(measure),
                    only_beside: measure.in_tables_with.iter().map(|heading| plain(heading)).collect(),
                    years: measure.years,
                    words: words_of(measure),
                    heading,
                };
                claims.entry(plain(&heading.text)).or_default().push(claim);
            }
        }
        let mut unlike = BTreeSet::new();
        for claims in claims.values() {
            let Some((first, others)) = claims.split_first() else { continue };
            for (one, other, what) in others.iter().filter_map(|other| read_otherwise(first, other)) {
                // said of one heading, whichever others they share
                if unlike.insert((&one.id, &other.id)) {
                    self.say(unlike_by_years(one, other, what));
                }
            }
            if let Some(other) = others.iter().find(|other| cannot_be_told_apart(first, other)) {
                self.say(clash(first, other));
            }
        }
    }

    /// A heading that is nothing but signs would fit everything.
    pub(super) fn headings_have_words(&mut self, sections: &Sections<'_>) {
        for entry in &sections.measures {
            let place = entry.place.field("headings");
            for (number, heading) in entry.raw.headings.iter().enumerate() {
                if plain(heading).is_empty() {
                    let message = format!("`{heading}` has no words in it to be found by");
                    self.error(Code::Heading, place.item(number).span(), message, "take it out");
                }
            }
        }
    }
}

fn cannot_be_told_apart(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    if one.by == other.by && one.group == other.group {
        return false;
    }
    let apart = |one: &[String], other: &[String]| {
        !one.is_empty() && !other.is_empty() && !one.iter().any(|text| other.contains(text))
    };
    // by what stands beside it, or by the words below it, of which each has some of its own
    let own = |one: &[String], other: &[String]| one.iter().any(|word| !other.contains(word));
    let by_words = own(&one.words, &other.words) && own(&other.words, &one.words);
    let both = !one.words.is_empty() && !other.words.is_empty();
    let by_years = one.group == other.group && !one.years.overlap(&other.years);
    !(apart(&one.only_beside, &other.only_beside) || both && by_words || by_years)
}

/// Two measures that one heading means by years, and what of them is read otherwise in one: whichever year a column of both
/// is of, its cells are read once.
fn read_otherwise<'m>(one: &Claim<'m>, other: &Claim<'m>) -> Option<(&'m Measure, &'m Measure, &'static str)> {
    let (first, second) = one.measure.zip(other.measure)?;
    let differs = [
        ("unit", first.unit != second.unit),
        ("range", first.believable() != second.believable()),
        ("markers", first.own_markers != second.own_markers || first.blank != second.blank),
    ];
    let (what, _) = differs.into_iter().find(|(_, differs)| *differs)?;
    (one.group == other.group && !first.years.overlap(&second.years)).then_some((first, second, what))
}

fn unlike_by_years(one: &Measure, other: &Measure, what: &str) -> Diagnostic {
    let message = format!("`{}` and `{}` share headings by their `years`, but not their {what}", one.id, other.id);
    let unlike = Diagnostic::error(Code::Heading, other.span.clone(), message).here("here");
    let help = format!("give both the same {what}, or headings of their own");
    unlike.also(one.span.clone(), "and here").help(help)
}

/// Every word of a measure's categories.
fn words_of(measure: &Measure) -> Vec<String> {
    let categories = measure.categories.iter().filter(|_| measure.unit == Unit::Words);
    categories.flat_map(|category| category.written.iter().chain([&category.id])).map(|word| plain(word)).collect()
}

fn clash(first: &Claim<'_>, other: &Claim<'_>) -> Diagnostic {
    let message = format!("the heading `{}` is claimed by {} and {}", other.heading.text, first.by, other.by);
    let place: Span = other.heading.span.clone();
    let help = if first.measure.is_some() && other.measure.is_some() {
        "take it out of one of them; where tables tell them apart, say by which headings: `in tables with: […]` in both"
    } else {
        "take it out of one of them"
    };
    let clash = Diagnostic::error(Code::Heading, place, message).here("also here");
    clash.also(first.heading.span.clone(), "here").help(help)
}

fn of_identity(identity: &IdentityHeadings) -> Vec<(&'static str, &Heading)> {
    let kinds: [(&'static str, &[Heading]); 12] = [
        ("urn", &identity.urn),
        ("laestab", &identity.laestab),
        ("la number", &identity.la_number),
        ("la name", &identity.la_name),
        ("establishment number", &identity.establishment_number),
        ("name", &identity.name),
        ("year", &identity.year),
        ("group", &identity.group),
        ("measure", &identity.measure),
        ("value", &identity.value),
        ("predecessor", &identity.predecessor),
        ("successor", &identity.successor),
    ];
    kinds.into_iter().flat_map(|(kind, headings)| headings.iter().map(move |heading| (kind, heading))).collect()
}

/// A heading without what does not matter: capitals, blanks, line breaks, footnote marks, punctuation.
pub(super) fn plain(heading: &str) -> String {
    let kept: String = heading
        .chars()
        .filter(|c| !matches!(c, '*' | '†' | '‡' | '§' | '¹' | '²' | '³' | '⁴'..='⁹'))
        .map(|c| if c.is_alphanumeric() || matches!(c, '%' | '£' | '+' | '<' | '>') { c } else { ' ' })
        .collect();
    kept.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_matter_in_a_heading_is_taken_away() {
        for (heading, expected) in [
            ("% L4+  English\nand Maths*", "% l4+ english and maths"),
            ("Pupils\u{a0}(number)²", "pupils number"),
            ("---", ""),
        ] {
            assert_eq!(plain(heading), expected);
        }
    }
}
