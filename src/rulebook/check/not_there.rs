//! A name that many places ask for and nothing has: one problem, and not one for each place. Mostly something has a new
//! name, and a line of `formerly:` mends them all.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::TAKEN;
use super::sections::{Parsed, Sections};
use crate::rulebook::Span;
use crate::rulebook::diagnostic::Diagnostic;
use crate::rulebook::expression::nearest;
use crate::rulebook::yaml::Place;

/// Puts together what is said of one name at several places, and says how a new name takes over from an old one.
pub(super) fn said_once(parsed: &[Parsed], sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    let mut by_name: BTreeMap<(&'static str, String, Option<String>), Vec<usize>> = BTreeMap::new();
    for (number, diagnostic) in out.iter().enumerate() {
        if let Some(missing) = &diagnostic.missing {
            // what `formerly` cannot name may be another thing in each place, as a category is of its measure
            let of_place = diagnostic.help.clone().filter(|_| may_be_renamed(sections, missing.sort).is_empty());
            by_name.entry((missing.sort, missing.name.clone(), of_place)).or_default().push(number);
        }
    }
    let mut told_elsewhere = vec![false; out.len()];
    for ((sort, name, _), numbers) in by_name {
        let stops = |number: &usize| out.get(*number).is_some_and(Diagnostic::stops);
        let Some(first) = numbers.iter().copied().find(stops).or_else(|| numbers.first().copied()) else { continue };
        let named = Named { sort, name: &name, places: numbers.len() };
        let candidates = may_be_renamed(sections, sort);
        if let Some(diagnostic) = out.get_mut(first) {
            named.retell(diagnostic, parsed, &candidates);
        }
        for number in numbers.into_iter().filter(|number| *number != first) {
            told_elsewhere.get_mut(number).into_iter().for_each(|told| *told = true);
        }
    }
    let mut told = told_elsewhere.into_iter();
    out.retain(|_| told.next() != Some(true));
    of_one_cause(sections, out);
}

/// So many names that begin alike are one cause: a file of measures that is not there, or names that begin otherwise now.
const OF_ONE_CAUSE: usize = 5;
/// The same where some that begin so are there: each may be a slip.
const THOUGH_SOME_ARE_THERE: usize = 10;

/// Puts together what is said of measures whose names begin alike, where so many are not there.
fn of_one_cause(sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    let beginning = |name: &str| name.split_once('.').map(|(first, _)| first.to_owned());
    let known: BTreeSet<String> = sections.measures.iter().filter_map(|entry| beginning(&entry.raw.id)).collect();
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, one) in out.iter().enumerate() {
        let name = one.missing.as_ref().filter(|missing| missing.sort == "measure").and_then(|m| beginning(&m.name));
        name.into_iter().for_each(|name| alike.entry(name).or_default().push(number));
    }
    let mut together: BTreeSet<usize> = BTreeSet::new();
    // a setting or a grade is no measure
    for (begins, numbers) in alike.into_iter().filter(|(begins, _)| !TAKEN.contains(&begins.as_str())) {
        let least = if known.contains(&begins) { THOUGH_SOME_ARE_THERE } else { OF_ONE_CAUSE };
        // what keeps the rulebook from being used stands for all of them
        let stops = |number: &usize| out.get(*number).is_some_and(Diagnostic::stops);
        let Some(first) = numbers.iter().find(|number| stops(number)).or_else(|| numbers.first()) else { continue };
        let others = numbers.iter().filter(|number| *number != first);
        let Some(told) = out.get_mut(*first).filter(|_| numbers.len() >= least) else { continue };
        let name = told.missing.as_ref().map_or("", |missing| &missing.name);
        told.message = format!(
            "`{name}` and {} more names that begin with `{begins}.` are not names the rulebook knows",
            numbers.len() - 1
        );
        let near = nearest(&begins, known.iter().map(String::as_str).filter(|known| *known != begins));
        told.help = Some(match near.first() {
            Some(near) => {
                format!("did you mean `{near}.`? Otherwise a file with measures is missing in the rules folder")
            }
            None => "look whether a file with measures is missing in the rules folder".to_owned(),
        });
        together.extend(others);
    }
    let mut number = 0..;
    out.retain(|_| number.next().is_none_or(|number| !together.contains(&number)));
}

/// What has a name, and where it stands.
type Candidate<'a> = (&'a str, Place<'a>);

/// Everything of a sort that `formerly:` can give another name to.
fn may_be_renamed<'a>(sections: &Sections<'a>, sort: &str) -> Vec<Candidate<'a>> {
    macro_rules! named {
        ($section:ident $field:ident $name:literal) => {
            sections.$section.iter().map(|entry| (entry.raw.$field.as_str(), entry.place.field($name))).collect()
        };
    }
    match sort {
        "measure" => named!(measures id "id"),
        "team" => named!(teams team "team"),
        "risk characteristic" => named!(risks risk "risk"),
        "status" => named!(statuses status "status"),
        "strand" => sections.strands().map(|entry| (entry.raw.strand.as_str(), entry.place.field("strand"))).collect(),
        _ => Vec::new(),
    }
}

/// A name that nothing has, and how many places ask for it.
struct Named<'n> {
    sort: &'static str,
    name: &'n str,
    places: usize,
}

impl Named<'_> {
    fn retell(&self, diagnostic: &mut Diagnostic, parsed: &[Parsed], candidates: &[Candidate<'_>]) {
        if self.places > 1 {
            diagnostic.message = format!("{}; {} places name it", diagnostic.message, self.places);
        }
        let formerly = format!("add `formerly: {}`", self.name);
        let near = nearest(self.name, candidates.iter().map(|(name, _)| *name)).first().copied();
        let mut unused = candidates.iter().filter(|(name, _)| uses(parsed, name) < 2);
        let only_unused = unused.next().filter(|_| unused.next().is_none());
        let renamed = match near {
            Some(near) if self.places > 1 => candidates.iter().find(|(name, _)| *name == near),
            // asked for once, it is a slip of the pen, or words without quotes
            Some(_) => None,
            None if self.places == 1 && self.sort == "measure" => None,
            None => only_unused,
        };
        let also = match renamed {
            Some((now, place)) => {
                let place: Span = place.span();
                let (file, line) = (place.file, place.line);
                format!("if `{now}` was called so before, {formerly} to it ({file}, line {line})")
            }
            None if self.places > 1 && near.is_none() && !candidates.is_empty() => {
                format!("if one of them was called so before, {formerly} to it")
            }
            None => return,
        };
        diagnostic.help = Some(match diagnostic.help.take() {
            Some(help) if help.ends_with('?') => format!("{help} {also}"),
            Some(help) if renamed.is_none() => format!("{help}; {also}"),
            _ => also,
        });
    }
}

/// How often a name stands in the rulebook as a word of its own, where it is given included.
fn uses(parsed: &[Parsed], name: &str) -> usize {
    let in_name = |c: char| c.is_alphanumeric() || "_-".contains(c);
    // in conditions the hyphens of a risk are underscores
    let written = name.replace('-', "_");
    let forms: &[&str] = if written == name { &[name] } else { &[name, &written] };
    let alone = |text: &str, at: usize, len: usize| {
        let before = text.get(..at).is_some_and(|before| before.ends_with(in_name));
        !before && !text.get(at + len..).is_some_and(|after| after.starts_with(in_name))
    };
    let in_text = |text: &str| -> usize {
        forms.iter().map(|form| text.match_indices(form).filter(|(at, _)| alone(text, *at, form.len())).count()).sum()
    };
    parsed.iter().map(|one| in_text(one.file.text())).sum()
}
