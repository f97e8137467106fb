//! A name that many places ask for and nothing has: one problem, and not one for each place. Mostly something has a new
//! name, and a line of `formerly:` mends them all.

use std::collections::BTreeMap;

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
