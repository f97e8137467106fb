//! Rows that are not schools: the authority, the nation, totals and averages, as the rulebook names them.

mod phase;

pub(super) use phase::PhaseWords;

use std::sync::Arc;

use super::authority::Wanted;
use super::words::key;
use super::year;
use crate::rulebook::ids::AreaId;
use crate::rulebook::model::Rulebook;

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
    wanted: Wanted,
    pub(super) phases: PhaseWords,
}

impl Areas {
    pub(super) fn new(rulebook: &Rulebook, wanted: Wanted) -> Self {
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
        let phases = PhaseWords::new(rulebook);
        Self { patterns, marks, own, wanted, phases }
    }

    /// The authority's own area.
    pub(super) fn own(&self) -> Option<AreaId> {
        self.own
    }

    /// The authority wanted.
    pub(super) fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// The area a row is, by its name.
    pub(super) fn named(&self, name: &str) -> Option<AreaFound> {
        let name = year::left_out(name);
        let text = key(&name);
        if text.is_empty() {
            return None;
        }
        if let Some(own) = self.own.filter(|_| self.wanted.is_named(&text.split(' ').collect::<Vec<_>>())) {
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

    /// Whether a column holds codes for areas, as far as its heading tells.
    pub(super) fn is_code_column(&self, heading: &str) -> bool {
        self.marks.iter().any(|mark| mark.heading == heading)
    }

    /// Whether a text mentions the authority: by its name, or by a word for its own rows such as "LA".
    pub(super) fn mentions_own(&self, text: &str) -> bool {
        let words = super::words::tokens(text);
        let says = |name: &[String]| !name.is_empty() && words.windows(name.len()).any(|window| window == name);
        let own = |found: &AreaFound| self.own.is_some_and(|own| *found == AreaFound::Used(own));
        let rows =
            self.patterns.iter().filter(|(pattern, found)| own(found) && !pattern.open_start && !pattern.open_end);
        self.wanted.names.iter().any(|name| says(name))
            || rows.flat_map(|(pattern, _)| &pattern.pieces).any(|piece| says(&super::words::tokens(piece)))
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
