//! Which authority's rows are read: the one asked for, else the rulebook's, else the only one that it can be.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::str::FromStr;
use std::sync::Arc;

use super::{Authority, Belongs, Seen};
use crate::domain::phrase::counted;
use crate::intake::record::{Doubt, DoubtKind};
use crate::intake::words::{list, tokens};
use crate::rulebook::model::Rulebook;

/// Words that may follow the authority's name in the name of its own row.
const OF_ALL: [&str; 12] = [
    "average",
    "mean",
    "total",
    "all",
    "schools",
    "la",
    "borough",
    "council",
    "overall",
    "pupils",
    "children",
    "maintained",
];

/// Words of an authority's full name that people leave out: Kingston upon Hull, City of.
const LEFT_OUT: [&str; 12] = [
    "city",
    "of",
    "county",
    "upon",
    "kingston",
    "royal",
    "borough",
    "london",
    "the",
    "council",
    "metropolitan",
    "unitary",
];

/// Whose schools are to be judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// the rulebook's authority
    #[default]
    OfRulebook,
    /// every authority's
    Every,
    /// one other authority, by its name or number
    Of(Arc<str>),
}

impl FromStr for Whose {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let text = text.trim();
        Ok(if text.eq_ignore_ascii_case("all") { Self::Every } else { Self::Of(Arc::from(text)) })
    }
}

impl Whose {
    /// Whether schools of an authority with this name may be wanted; one that is asked for by its number may have any.
    #[must_use]
    pub fn may_mean(&self, authority: &str, rulebook: &Rulebook) -> bool {
        let any = match self {
            Self::OfRulebook => false,
            Self::Every => true,
            Self::Of(text) => text.parse::<u32>().is_ok(),
        };
        let same = authority.eq_ignore_ascii_case(&rulebook.authority) && *self == Self::OfRulebook;
        any || same || Wanted::new(rulebook, self).is_named(&tokens(authority))
    }
}

/// The authority wanted, before anything is read.
#[derive(Clone, Debug, Default)]
pub(in crate::intake) struct Wanted {
    /// its numbers
    pub numbers: BTreeSet<u32>,
    /// its names, as words
    pub names: Vec<Vec<String>>,
    shown: String,
    every: bool,
    asked: bool,
}

impl Wanted {
    pub(in crate::intake) fn new(rulebook: &Rulebook, whose: &Whose) -> Self {
        let of_rulebook = Self {
            numbers: rulebook.authority_number.into_iter().chain(rulebook.authority_earlier_numbers.clone()).collect(),
            names: all_tokens(rulebook.authority_names.iter().chain(std::iter::once(&rulebook.authority))),
            shown: rulebook
                .authority_number
                .map_or_else(|| rulebook.authority.to_string(), |number| format!("{} ({number})", rulebook.authority)),
            every: false,
            asked: false,
        };
        match whose {
            Whose::OfRulebook => of_rulebook,
            Whose::Every => Self { every: true, asked: true, ..of_rulebook },
            Whose::Of(text) => {
                let number = text.parse::<u32>().ok();
                let ours = number.is_some_and(|number| of_rulebook.numbers.contains(&number))
                    || number.is_none() && of_rulebook.is_named(&tokens(text));
                if ours {
                    return Self { asked: true, ..of_rulebook };
                }
                let names = if number.is_some() { Vec::new() } else { all_tokens(std::iter::once(text)) };
                let shown = number.map_or_else(|| text.to_string(), |number| format!("authority {number}"));
                Self { numbers: number.into_iter().collect(), names, shown, every: false, asked: true }
            }
        }
    }

    /// Whether the words are the authority's name, alone or with words for all of it.
    pub(in crate::intake) fn is_named<W: AsRef<str>>(&self, words: &[W]) -> bool {
        self.names.iter().any(|name| {
            let starts = words.len() >= name.len() && words.iter().zip(name).all(|(word, own)| word.as_ref() == own);
            starts && words.iter().skip(name.len()).all(|word| OF_ALL.contains(&word.as_ref()))
        })
    }

    /// The same, of an authority that was meant.
    fn meaning(&self, authority: &Authority) -> Self {
        let (numbers, names) = match authority {
            Authority::Number(number) => (BTreeSet::from([*number]), Vec::new()),
            Authority::Name(name) => (BTreeSet::new(), vec![name.split(' ').map(str::to_owned).collect()]),
        };
        Self { numbers, names, ..self.clone() }
    }

    fn is(&self, authority: &Authority) -> bool {
        match authority {
            Authority::Number(number) => self.numbers.contains(number),
            Authority::Name(name) => self.is_named_by(name),
        }
    }

    fn is_named_by(&self, key: &str) -> bool {
        self.is_named(&key.split(' ').collect::<Vec<_>>())
    }
}

fn all_tokens<'t>(texts: impl Iterator<Item = &'t Arc<str>>) -> Vec<Vec<String>> {
    texts.map(|text| tokens(text)).filter(|words| !words.is_empty()).collect()
}

/// Whose rows are read, now that it is known whose there are.
#[derive(Debug, Default)]
pub(in crate::intake) struct Choice {
    /// the numbers of the authority whose rows are read
    own: BTreeSet<u32>,
    /// the authorities whose rows are kept apart
    apart: BTreeSet<Authority>,
    /// whether no row is anybody's who is wanted: then rows that do not say whose they are are not taken for theirs
    nothing: bool,
    /// whether one authority was asked for, and rows say of schools that they are its: then others have to say so too
    told: bool,
    /// whose schools they are, where it is not the rulebook's authority or the workbooks say it better
    pub name: Option<Arc<str>>,
    /// what has to be said of the choice
    pub doubt: Option<Doubt>,
}

impl Choice {
    pub(in crate::intake) fn new(wanted: &Wanted, seen: &Seen) -> Self {
        let mut numbers = seen.numbers_of(|name| wanted.is_named_by(name));
        numbers.extend(&wanted.numbers);
        let is_own = |authority: &Authority| match authority {
            Authority::Number(number) => numbers.contains(number),
            Authority::Name(name) => wanted.is_named_by(name),
        };
        let (own, others): (Vec<&Authority>, Vec<&Authority>) = seen.authorities().partition(|one| is_own(one));
        let apart =
            |kept: Option<&Authority>| others.iter().copied().filter(|one| Some(*one) != kept).cloned().collect();
        if wanted.every {
            return Self::default();
        }
        if let Some(alike) = own.is_empty().then(|| named_in_short(wanted, seen, &others)).flatten() {
            let doubt = Some(taken_for(wanted, seen, alike));
            return Self { doubt, ..Self::new(&wanted.meaning(alike), seen) };
        }
        if wanted.asked {
            let name = own.iter().find_map(|one| seen.name_of(one)).or_else(|| Some(Arc::from(wanted.shown.as_str())));
            let none_of_it = own.is_empty() && !others.is_empty();
            // the authority's own figures alone are no schools
            let no_school = !own.is_empty() && !seen.with_schools().any(is_own) && seen.with_schools().next().is_some();
            let doubt = (none_of_it || no_school).then(|| no_rows(wanted, seen));
            let told = seen.has_school_of(is_own);
            return Self { apart: apart(None), nothing: none_of_it, told, name, doubt, own: numbers };
        }
        if !own.is_empty() || others.is_empty() {
            return Self { apart: apart(None), own: numbers, ..Self::default() };
        }
        let alone = seen.alone();
        let only = if let [only] = others.as_slice() { Some(*only) } else { one_of(&alone) };
        let Some(only) = only else {
            return Self { apart: apart(None), doubt: Some(undecided(wanted, seen)), ..Self::default() };
        };
        let nobody_named = wanted.numbers.is_empty() && matches!(only, Authority::Number(_));
        let shown = seen.name_of(only).unwrap_or_else(|| Arc::from(seen.shown(only)));
        let doubt = (others.len() > 1 || !nobody_named).then(|| taken(wanted, seen, only, others.len() - 1));
        let own = match only {
            Authority::Number(number) => BTreeSet::from([*number]),
            Authority::Name(_) => BTreeSet::new(),
        };
        Self {
            own,
            apart: apart(Some(only)),
            nothing: false,
            told: false,
            name: (!nobody_named).then_some(shown),
            doubt,
        }
    }

    /// Whether an authority's number is that of the one whose rows are read.
    pub(in crate::intake) fn wants(&self, number: u32) -> bool {
        self.own.contains(&number)
    }

    /// Whether a row is one of a school that nothing says whose it is, where it is known of the others.
    pub(in crate::intake) fn is_nobodys(&self, row: &Belongs, seen: &Seen) -> bool {
        self.told && row.urn.is_some() && seen.of(row).is_none()
    }

    /// Whether a row is read. Where authorities were made anew, one file says of a school that it is of the old one and
    /// another that it is of the new: it is ours as soon as one row says so.
    pub(in crate::intake) fn is_ours(&self, row: &Belongs, seen: &Seen) -> bool {
        let is_apart = |authority: &Authority| self.apart.contains(authority);
        !self.nothing
            && (self.apart.is_empty()
                || seen.of(row).is_none_or(|authority| !is_apart(&authority))
                || seen.all_of(row).any(|authority| !is_apart(authority)))
    }
}

fn one_of<'a>(alone: &BTreeSet<&'a Authority>) -> Option<&'a Authority> {
    let mut all = alone.iter();
    all.next().copied().filter(|_| all.next().is_none())
}

/// The one authority whose full name is what was asked for and words that are left out: Hull, Durham, Bristol.
fn named_in_short<'s>(wanted: &Wanted, seen: &Seen, others: &[&'s Authority]) -> Option<&'s Authority> {
    let asked = wanted.names.iter().filter(|_| wanted.asked);
    let asked: Vec<&Vec<String>> = asked.filter(|name| !name.is_empty()).collect();
    let is_short = |authority: &&&Authority| {
        let Some(full) = seen.name_of(authority) else { return false };
        let mut rest = tokens(&full);
        let tells = |name: &&&Vec<String>| name.iter().any(|word| !LEFT_OUT.contains(&word.as_str()));
        asked.iter().filter(tells).any(|name| {
            let Some(at) = rest.windows(name.len()).position(|window| window == name.as_slice()) else { return false };
            rest.drain(at..at + name.len());
            rest.iter().all(|word| LEFT_OUT.contains(&word.as_str()))
        })
    };
    let mut alike = others.iter().filter(is_short);
    alike.next().copied().filter(|_| alike.next().is_none())
}

fn taken_for(wanted: &Wanted, seen: &Seen, authority: &Authority) -> Doubt {
    let what = format!("{}, which was asked for, was taken for {}", wanted.shown, seen.shown(authority));
    about(DoubtKind::Remark, what, &format!("to say it exactly, write {}", asking(seen, authority)))
}

/// Where one other authority accounts for all workbooks of a single authority, it is the one.
fn taken(wanted: &Wanted, seen: &Seen, only: &Authority, others: usize) -> Doubt {
    let shown = seen.shown(only);
    let what = format!("no row is of the rulebook's authority, {}; the schools of {shown} were judged", wanted.shown);
    let (kind, what) = if others == 0 {
        (DoubtKind::Remark, what)
    } else {
        let reason = "the workbooks that hold one authority's rows only are all its own";
        (
            DoubtKind::Identity,
            format!(
                "{what}: {reason}; those of {} were kept apart",
                counted(others, "other authority", "other authorities")
            ),
        )
    };
    about(kind, what, &advice(seen, only))
}

fn undecided(wanted: &Wanted, seen: &Seen) -> Doubt {
    let all = seen.by_rows();
    let what = format!(
        "no row is of the rulebook's authority, {}, and the workbooks hold rows of {} others ({}); none of those was judged",
        wanted.shown,
        all.len(),
        most(seen)
    );
    let first = all.first().map_or_else(String::new, |(authority, _)| advice(seen, authority));
    about(DoubtKind::NotRead, what, &first)
}

fn no_rows(wanted: &Wanted, seen: &Seen) -> Doubt {
    let asked = &wanted.shown;
    // one whose name begins so is likely meant: Southend for Southend-on-Sea
    let begins = |authority: &Authority| tokens(&seen.shown(authority)).starts_with(&tokens(asked));
    let mut by_rows = seen.by_rows();
    let sort = if by_rows.iter().any(|(authority, _)| wanted.is(authority)) { "school with a number" } else { "row" };
    by_rows.retain(|(authority, _)| !wanted.is(authority));
    let likely = by_rows.iter().find(|(authority, _)| begins(authority)).or_else(|| by_rows.first());
    let first = likely.map_or_else(String::new, |(authority, _)| asking(seen, authority));
    let what =
        format!("no {sort} is of {asked}, which was asked for; the workbooks hold rows of {} ({first})", most(seen));
    about(DoubtKind::NotRead, what, &format!("write {first}, or --authority all"))
}

fn most(seen: &Seen) -> String {
    let shown: Vec<String> =
        seen.by_rows().into_iter().map(|(authority, rows)| format!("{}: {rows}", seen.shown(authority))).collect();
    list(&shown, 3)
}

fn advice(seen: &Seen, example: &Authority) -> String {
    format!(
        "set the name and number under `authority` in the rulebook, or add {} (--authority all judges every school)",
        asking(seen, example)
    )
}

fn asking(seen: &Seen, example: &Authority) -> String {
    // by its name where one is known: numbers are for programs
    match (example, seen.name_of(example)) {
        (Authority::Number(number), None) => format!("--authority {number}"),
        (_, Some(name)) => format!("--authority \"{name}\""),
        (Authority::Name(_), None) => format!("--authority \"{}\"", seen.shown(example)),
    }
}

fn about(kind: DoubtKind, what: String, advice: &str) -> Doubt {
    Doubt { kind, what, advice: Some(advice.to_owned()), workbook: None, places: Vec::new(), proposal: None }
}
