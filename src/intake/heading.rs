//! Which heading means what: an index of the rulebook's headings, made once, asked once for each column.
//!
//! A heading is compared in steps, and the first step that finds something decides: the words as they are; the same
//! words in another order; without a sign for a unit; a measure's words together with a group's; without what looks
//! like the digit of a footnote. A year in a heading is taken out and kept. Knows no sheet and no cell.

mod areas;
mod compose;
mod footnote;
mod nearest;
mod of_years;
mod titles;

pub(super) use areas::OfArea;
pub(super) use footnote::FootnoteDigits;
pub(super) use nearest::Near;
pub(super) use of_years::Named;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::words::{key, squash_into, tokens};
use super::year::{self, YearMention};
use crate::domain::YearBegins;
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Heading, Rulebook, Unit, Years};

/// What a column says of the row's identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum IdentityKind {
    Urn,
    Laestab,
    Name,
    LaNumber,
    LaName,
    Establishment,
    Year,
    Group,
    /// it names the measure of each row
    Measure,
    /// it holds the value of the measure that the row names
    Value,
    Predecessor,
    Successor,
}

/// What a heading can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Meaning {
    Identity(IdentityKind),
    Measure(MeasureId, GroupId),
}

/// How exactly a heading fits; a smaller one fits better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    AsListed,
    OtherOrder,
    /// it is the measure's own title, which no heading lists
    AsTitle,
    WithoutUnit,
    WithGroup,
    WithoutFootnote,
    /// the words above it were left out
    WithoutBanner,
}

/// What was found for a heading.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    /// several where the rulebook lists the heading more than once; none where the heading is only a year
    pub meanings: Vec<Meaning>,
    pub fit: Fit,
    pub year: Option<YearMention>,
    /// how many years before the others its column is
    pub years_back: u8,
    /// the measures that it means by year, of which the first stands in `meanings`; `None` where it means one in every year
    pub of_years: Option<Vec<MeasureId>>,
    /// the area that its column is of, where its code says so
    pub of: Option<OfArea>,
    /// what should be said of it
    pub remark: Option<String>,
}

/// A heading of the rulebook.
#[derive(Clone, Debug)]
struct Known {
    text: Arc<str>,
    key: String,
    meaning: Meaning,
    file: Arc<str>,
}

/// The headings of a rulebook, ready to be asked.
#[derive(Debug)]
pub struct HeadingIndex {
    exact: HashMap<String, Vec<Meaning>>,
    bags: HashMap<String, Vec<Meaning>>,
    unitless: HashMap<String, Vec<Meaning>>,
    groups: Vec<(Vec<String>, GroupId)>,
    identity_sieve: HashSet<String>,
    known: Vec<Known>,
    pairs: Vec<nearest::LetterPairs>,
    units: Vec<Unit>,
    /// words that tell kinds of figures apart: provisional, final
    figures: HashSet<String>,
    /// the measures' own titles, where they are no headings
    titles: titles::Titles,
    /// the parts of codes that mean an earlier year, or this one, longest first
    years_back: Vec<(Vec<String>, u8)>,
    area_codes: areas::AreaCodes,
    /// words that say of sums of money that they are no whole pounds
    not_whole_pounds: Vec<Arc<str>>,
    /// the years in which the headings of each measure are its own
    years: Vec<Years>,
    /// the words that say in a heading how such a measure is counted, whatever its year
    shares: BTreeMap<MeasureId, BTreeSet<String>>,
    /// when the years of the rulebook begin
    pub(super) begins: YearBegins,
}

impl HeadingIndex {
    /// The index of a rulebook's headings.
    #[must_use]
    pub fn new(rulebook: &Rulebook) -> Self {
        let known = known_headings(rulebook);
        let mut index = Self {
            exact: HashMap::new(),
            bags: HashMap::new(),
            unitless: HashMap::new(),
            groups: group_words(rulebook),
            identity_sieve: HashSet::new(),
            pairs: Vec::new(),
            known: Vec::new(),
            units: rulebook.measures.iter().map(|measure| measure.unit).collect(),
            titles: titles::Titles::default(),
            years_back: years_back(rulebook),
            area_codes: areas::AreaCodes::new(rulebook),
            not_whole_pounds: rulebook.identity.not_whole_pounds.clone(),
            years: rulebook.measures.iter().map(|measure| measure.years).collect(),
            shares: of_years::shares(rulebook),
            begins: rulebook.year_begins,
            figures: rulebook.precedence.iter().flat_map(|kind| &kind.words).map(|word| key(word)).collect(),
        };
        let mut squashed = String::new();
        for heading in &known {
            let words = tokens(&heading.text);
            add(&mut index.exact, heading.key.clone(), heading.meaning);
            add(&mut index.bags, bag(&words), heading.meaning);
            add(&mut index.unitless, unitless_bag(&words), heading.meaning);
            if matches!(heading.meaning, Meaning::Identity(_)) && squash_into(&heading.text, &mut squashed) {
                index.identity_sieve.insert(squashed.clone());
            }
        }
        let titles = titles::known(rulebook, &index.exact);
        index.titles = titles::Titles::of(&titles);
        index.known = known.into_iter().chain(titles).collect();
        index.pairs = index.known.iter().map(|known| nearest::LetterPairs::of(&known.key)).collect();
        index
    }

    /// A quick test whether a cell's text may be a heading of identity. `scratch` saves making a new text each time.
    pub(super) fn may_be_identity(&self, text: &str, scratch: &mut String) -> bool {
        squash_into(text, scratch)
            && (self.identity_sieve.contains(scratch.as_str())
                || scratch.ends_with(|c: char| c.is_ascii_digit())
                    && self.identity_sieve.contains(scratch.trim_end_matches(|c: char| c.is_ascii_digit())))
    }

    /// What an identity heading says, if the text is one.
    pub(super) fn identity(&self, text: &str) -> Option<IdentityKind> {
        let found = self.find(text, &FootnoteDigits::default())?;
        found.meanings.iter().find_map(|meaning| match meaning {
            Meaning::Identity(kind) if found.fit <= Fit::OtherOrder || found.fit == Fit::WithoutFootnote => Some(*kind),
            _ => None,
        })
    }

    /// What a heading means.
    pub(super) fn find(&self, text: &str, footnotes: &FootnoteDigits) -> Option<Match> {
        let found = self.known_as(text, footnotes)?;
        let of_years = found.of_years.or_else(|| self.of_its_years(&found.meanings, text));
        Some(Match { of_years, ..found })
    }

    fn known_as(&self, text: &str, footnotes: &FootnoteDigits) -> Option<Match> {
        let found = year::mentions(text, self.begins);
        if let Some(meanings) = self.exact.get(&key(text)) {
            return Some(self.matched(meanings.clone(), Fit::AsListed, found.into_iter().next(), None));
        }
        if let Some(meaning) = self.titles.get(&key(text)) {
            return Some(self.matched(vec![meaning], Fit::AsTitle, None, None));
        }
        if let Some(found) = self.of_an_earlier_year(text) {
            return Some(found);
        }
        let one = year::one_year(std::iter::once(text), self.begins);
        if one.is_none() && !found.is_empty() {
            return None;
        }
        let rest = year::without(text, &found);
        let words = tokens(&rest);
        if words.is_empty() {
            return one.map(|year| self.matched(Vec::new(), Fit::AsListed, Some(year), None));
        }
        if let Some((meanings, fit)) = self.by_words(&words) {
            return Some(self.matched(meanings, fit, one, None));
        }
        if let Some(meaning) = self.by_title(&words) {
            return Some(self.matched(vec![meaning], Fit::AsTitle, one, None));
        }
        if let Some(found) = self.without_sayings(&words, one.as_ref()) {
            return Some(found);
        }
        footnotes.variants(&rest).into_iter().find_map(|variant| {
            let (meanings, _) = self.by_words(&tokens(&variant.text))?;
            Some(self.matched(meanings, Fit::WithoutFootnote, one.clone(), variant.remark))
        })
    }

    /// A known code with a part that means an earlier year: `ATT8SCR_PREV`, `Attainment8_Tot_Previous2_Num`. In a
    /// heading of words, "previous" means something else: the inspection before.
    fn of_an_earlier_year(&self, text: &str) -> Option<Match> {
        if text.trim().contains(super::words::is_blank) {
            return None;
        }
        let words = tokens(text);
        self.years_back.iter().find_map(|(part, back)| {
            // Previous_Category is the category given at the inspection before
            let plain = compose::without_slice(&words, part).into_iter().filter(|plain| plain.first() == words.first());
            let meanings = plain.into_iter().find_map(|plain| self.exact.get(&plain.join(" ")))?;
            let found = self.matched(meanings.clone(), Fit::AsListed, None, None);
            Some(Match { years_back: *back, ..found })
        })
    }

    /// Without words that say when in the year something was counted, or what kind of figures these are.
    fn without_sayings(&self, words: &[String], year: Option<&YearMention>) -> Option<Match> {
        let kinds = |word: &String| self.figures.contains(word);
        let plain: Vec<String> =
            words.iter().filter(|word| !(year.is_some() && compose::is_season(word) || kinds(word))).cloned().collect();
        if plain.len() == words.len() {
            return None;
        }
        let (meanings, fit) = match plain.is_empty() {
            true => (Vec::new(), Fit::AsListed),
            false => self.by_words(&plain)?,
        };
        let known = !plain.is_empty() || year.is_some();
        let remark = words.iter().find(|word| kinds(word)).map(|word| format!("“{word}” is no part of the name"));
        known.then(|| self.matched(meanings, fit, year.cloned(), remark))
    }

    fn matched(&self, meanings: Vec<Meaning>, fit: Fit, year: Option<YearMention>, remark: Option<String>) -> Match {
        // identity stands above measures: a column of names is not a measure as well
        let identity: Vec<Meaning> =
            meanings.iter().filter(|meaning| matches!(meaning, Meaning::Identity(_))).copied().collect();
        let of_years = self.by_years(&meanings);
        let meanings = if of_years.is_none() { meanings } else { meanings.into_iter().take(1).collect() };
        let meanings = if identity.is_empty() { meanings } else { identity };
        Match { meanings, fit, year, years_back: 0, of_years, of: None, remark }
    }

    /// The words as they are, in another order, without a unit, or as a measure's and a group's.
    fn by_words(&self, words: &[String]) -> Option<(Vec<Meaning>, Fit)> {
        if let Some(meanings) = self.exact.get(&words.join(" ")) {
            return Some((meanings.clone(), Fit::AsListed));
        }
        if let Some(found) = self.loosely(words) {
            return Some(found);
        }
        let composed = self.composed(words);
        (!composed.is_empty()).then_some((composed, Fit::WithGroup))
    }

    fn loosely(&self, words: &[String]) -> Option<(Vec<Meaning>, Fit)> {
        if let Some(meanings) = self.bags.get(&bag(words)) {
            return Some((meanings.clone(), Fit::OtherOrder));
        }
        let found = self.unitless.get(&unitless_bag(words))?;
        let fits = |meaning: &&Meaning| match meaning {
            Meaning::Identity(_) => false,
            Meaning::Measure(measure, _) => {
                let unit = self.units.get(usize::from(measure.0));
                let says = |sign: &str| words.iter().any(|word| word == sign);
                (!says("%") || matches!(unit, Some(Unit::Percent | Unit::Points)))
                    && (!says("£") || unit.is_some_and(|unit| unit.is_money()))
            }
        };
        let meanings: Vec<Meaning> = found.iter().filter(fits).copied().collect();
        (!meanings.is_empty()).then_some((meanings, Fit::WithoutUnit))
    }

    /// The group that a text names as a whole.
    pub(super) fn group_named(&self, text: &str) -> Option<GroupId> {
        let words = tokens(text);
        self.groups.iter().find(|(group, _)| *group == words).map(|(_, id)| *id)
    }
}

fn years_back(rulebook: &Rulebook) -> Vec<(Vec<String>, u8)> {
    let endings = rulebook.identity.years_back.iter();
    let mut all: Vec<_> = endings.map(|(ending, years)| (tokens(ending), *years)).collect();
    all.retain(|(ending, _)| !ending.is_empty());
    all.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
    all
}

fn add(map: &mut HashMap<String, Vec<Meaning>>, key: String, meaning: Meaning) {
    if key.is_empty() {
        return;
    }
    let meanings = map.entry(key).or_default();
    if !meanings.contains(&meaning) {
        meanings.push(meaning);
    }
}

fn bag(words: &[String]) -> String {
    let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted.join(" ")
}

fn unitless_bag(words: &[String]) -> String {
    let mut sorted: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !matches!(*word, "%" | "£" | "of" | "the")).collect();
    sorted.sort_unstable();
    sorted.join(" ")
}

fn known_headings(rulebook: &Rulebook) -> Vec<Known> {
    let identity = &rulebook.identity;
    let kinds: [(&[Heading], IdentityKind); 12] = [
        (&identity.urn, IdentityKind::Urn),
        (&identity.laestab, IdentityKind::Laestab),
        (&identity.name, IdentityKind::Name),
        (&identity.la_number, IdentityKind::LaNumber),
        (&identity.la_name, IdentityKind::LaName),
        (&identity.establishment_number, IdentityKind::Establishment),
        (&identity.year, IdentityKind::Year),
        (&identity.group, IdentityKind::Group),
        (&identity.measure, IdentityKind::Measure),
        (&identity.value, IdentityKind::Value),
        (&identity.predecessor, IdentityKind::Predecessor),
        (&identity.successor, IdentityKind::Successor),
    ];
    let known = |heading: &Heading, meaning: Meaning| Known {
        text: Arc::clone(&heading.text),
        key: key(&heading.text),
        meaning,
        file: Arc::clone(&heading.span.file),
    };
    let of_identity = kinds
        .into_iter()
        .flat_map(|(headings, kind)| headings.iter().map(move |heading| known(heading, Meaning::Identity(kind))));
    let of_measures = rulebook.measures.iter().zip(0_u16..).flat_map(|(measure, number)| {
        let meaning = move |group: GroupId| Meaning::Measure(MeasureId(number), group);
        measure.headings.iter().map(move |(group, heading)| known(heading, meaning(*group)))
    });
    of_identity.chain(of_measures).collect()
}

/// The words of every group, longest first; the group of all pupils is also called "all" and "all pupils".
fn group_words(rulebook: &Rulebook) -> Vec<(Vec<String>, GroupId)> {
    let mut words: Vec<(Vec<String>, GroupId)> = Vec::new();
    for (group, number) in rulebook.groups.iter().zip(0_u8..) {
        let titles = group.headings.iter().map(|heading| &**heading).chain(std::iter::once(&*group.title));
        words.extend(titles.map(|text| (tokens(text), GroupId(number))));
    }
    for all in ["all", "all pupils", "all children"] {
        words.push((tokens(all), GroupId::ALL));
    }
    words.retain(|(group, _)| !group.is_empty());
    words.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}
