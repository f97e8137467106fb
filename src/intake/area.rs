//! Rows that are not schools: the authority, the nation, totals and averages, as the rulebook names them.

mod phase;

pub(super) use phase::PhaseWords;

use std::sync::Arc;

use super::words::key;
use super::year;
use crate::rulebook::ids::AreaId;
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

/// What a row's name or code says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AreaFound {
    /// an area whose values are used
    Used(AreaId),
    /// a total or average that is not used
    Ignored,
}

/// A pattern of a row's whole name: pieces that follow one another.
#[derive(Clone, Debug)]
struct Pattern {
    pieces: Vec<String>,
    open_start: bool,
    open_end: bool,
}

/// A code in a column.
#[derive(Clone, Debug)]
struct Mark {
    heading: String,
    says: Vec<String>,
    tables_with: Vec<String>,
    found: AreaFound,
}

/// The rulebook's areas, ready to be asked.
#[derive(Debug)]
pub(super) struct Areas {
    patterns: Vec<(Pattern, AreaFound)>,
    marks: Vec<Mark>,
    own: Option<AreaId>,
    own_names: Vec<Vec<String>>,
    own_number: Option<u32>,
    pub(super) phases: PhaseWords,
}

impl Areas {
    pub(super) fn new(rulebook: &Rulebook) -> Self {
        let mut patterns = Vec::new();
        let mut marks = Vec::new();
        let mut own = None;
        for (area, number) in rulebook.areas.iter().zip(0_u8..) {
            let found = if area.used { AreaFound::Used(AreaId(number)) } else { AreaFound::Ignored };
            patterns.extend(area.rows.iter().map(|row| (Pattern::of(row), found)));
            marks.extend(area.marks.iter().map(|mark| Mark::of(&mark.column, &mark.says, &mark.in_tables_with, found)));
            marks.extend(area.columns.iter().map(|(column, says)| Mark::of(column, says, &[], found)));
            if area.own && own.is_none() {
                own = Some(AreaId(number));
            }
        }
        let names = rulebook.authority_names.iter().chain(std::iter::once(&rulebook.authority));
        let own_names = names.map(|name| super::words::tokens(name)).filter(|name| !name.is_empty()).collect();
        let phases = PhaseWords::new(rulebook);
        Self { patterns, marks, own, own_names, own_number: rulebook.authority_number, phases }
    }

    /// The authority's own area.
    pub(super) fn own(&self) -> Option<AreaId> {
        self.own
    }

    /// The authority's own number.
    pub(super) fn own_number(&self) -> Option<u32> {
        self.own_number
    }

    /// The area a row is, by its name.
    pub(super) fn named(&self, name: &str) -> Option<AreaFound> {
        let name = year::without(name, &year::mentions(name));
        let text = key(&name);
        if text.is_empty() {
            return None;
        }
        if let Some(own) = self.own.filter(|_| self.names_own(&text)) {
            return Some(AreaFound::Used(own));
        }
        self.patterns.iter().find(|(pattern, _)| pattern.fits(&text)).map(|(_, found)| *found)
    }

    /// The area a row is by its name, and the phase where the name goes on with one: `England primary`.
    pub(super) fn named_with_phase(&self, name: &str) -> Option<(AreaFound, Option<Arc<str>>)> {
        if let Some(found) = self.named(name) {
            return Some((found, self.phases.in_text(name)));
        }
        let rest = self.phases.without(name)?;
        self.named(&rest).map(|found| (found, self.phases.in_text(name)))
    }

    /// Whether the words are the authority's name, alone or with words for all of it.
    fn names_own(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split(' ').collect();
        self.own_names.iter().any(|name| {
            let starts = words.iter().zip(name).filter(|(word, own)| **word == own.as_str()).count() == name.len();
            starts && words.len() >= name.len() && words.iter().skip(name.len()).all(|word| OF_ALL.contains(word))
        })
    }

    /// The marks that count in a table with these headings, each with its column's place among them.
    pub(super) fn marks_in(&self, headings: &[String]) -> Vec<(usize, Vec<String>, AreaFound)> {
        let counts =
            |mark: &&Mark| mark.tables_with.is_empty() || mark.tables_with.iter().any(|with| headings.contains(with));
        self.marks
            .iter()
            .filter(counts)
            .filter_map(|mark| {
                let at = headings.iter().position(|heading| *heading == mark.heading)?;
                Some((at, mark.says.clone(), mark.found))
            })
            .collect()
    }
}

impl Mark {
    fn of(column: &str, says: &[Arc<str>], tables_with: &[Arc<str>], found: AreaFound) -> Self {
        let keys = |texts: &[Arc<str>]| texts.iter().map(|text| key(text)).collect();
        Self { heading: key(column), says: keys(says), tables_with: keys(tables_with), found }
    }
}

impl Pattern {
    /// `*` stands for any words; a blank beside it keeps the words apart.
    fn of(row: &str) -> Self {
        let parts: Vec<&str> = row.split('*').collect();
        let last = parts.len().saturating_sub(1);
        let pieces = parts.iter().enumerate().map(|(at, part)| {
            let plain = key(part);
            let before = if at == 0 || part.starts_with(' ') { " " } else { "" };
            let after = if at == last || part.ends_with(' ') { " " } else { "" };
            if plain.is_empty() { String::new() } else { format!("{before}{plain}{after}") }
        });
        let (open_start, open_end) = (row.starts_with('*'), row.ends_with('*'));
        Self { pieces: pieces.filter(|piece| !piece.is_empty()).collect(), open_start, open_end }
    }

    fn fits(&self, text: &str) -> bool {
        let text = format!(" {text} ");
        let mut rest = text.as_str();
        for (at, piece) in self.pieces.iter().enumerate() {
            let found = if at == 0 && !self.open_start {
                rest.starts_with(piece.as_str()).then_some(0)
            } else if at + 1 == self.pieces.len() && !self.open_end {
                rest.ends_with(piece.as_str()).then(|| rest.len() - piece.len())
            } else {
                rest.find(piece.as_str())
            };
            let Some(from) = found else { return false };
            // a blank may close one word and open the next
            let past = from + piece.trim_end_matches(' ').len();
            rest = rest.get(past..).unwrap_or("");
        }
        !self.pieces.is_empty() && (self.open_end || rest.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_a_rows_whole_name() {
        for (pattern, name, fits) in [
            ("England*", "England (all schools)", true),
            ("England*", "England", true),
            ("England", "New England Primary School", false),
            ("* (all schools)", "Southend-on-Sea (all schools)", true),
            ("* LA", "Eastmere LA", true),
            ("* LA", "Isla", false),
            ("Simple average*", "Simple average of schools", true),
            ("LA*average", "LA primary average", true),
            ("Total", "Total", true),
            ("Total", "Total Learning Academy", false),
            ("Total *", "Total of maintained schools", true),
        ] {
            assert_eq!(Pattern::of(pattern).fits(&key(name)), fits, "{pattern} / {name}");
        }
    }
}
