//! Codes that say whose figure a column holds: `Attainment8_Tot_LA_Num` is the authority's where `Attainment8_Tot_Est_Num` is
//! a school's. A phase may stand in them as well: `Abs_Persistent_Primary_LA_Pct`.

use std::sync::Arc;

use super::{HeadingIndex, Match, Meaning};
use crate::intake::area::PhaseWords;
use crate::intake::words::{is_blank, tokens};
use crate::rulebook::ids::AreaId;
use crate::rulebook::model::Rulebook;

/// The area that a column is of, whatever else its table is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::intake) struct OfArea {
    pub area: AreaId,
    pub phase: Option<Arc<str>>,
}

/// The parts of codes that name areas.
#[derive(Debug, Default)]
pub(super) struct AreaCodes {
    /// the part, the one that schools' codes have in its place, and the area
    parts: Vec<(Vec<String>, Vec<String>, AreaId)>,
    phases: PhaseWords,
}

impl AreaCodes {
    pub(super) fn new(rulebook: &Rulebook) -> Self {
        let areas = rulebook.areas.iter().zip(0_u8..).filter(|(area, _)| area.used);
        let parts = areas.flat_map(|(area, number)| {
            area.in_headings.iter().map(move |(part, of_school)| (tokens(part), tokens(of_school), AreaId(number)))
        });
        let parts = parts.filter(|(part, of_school, _)| !part.is_empty() && !of_school.is_empty());
        Self { parts: parts.collect(), phases: PhaseWords::new(rulebook) }
    }
}

impl HeadingIndex {
    /// What a code means that is an area's.
    pub(in crate::intake) fn of_area(&self, text: &str) -> Option<Match> {
        if text.trim().contains(is_blank) {
            return None;
        }
        let words = tokens(text);
        self.area_codes.parts.iter().find_map(|(part, of_school, area)| {
            let at = words.windows(part.len()).position(|window| window == part)?;
            let (before, rest) = words.split_at_checked(at)?;
            let code = [before, of_school, rest.get(part.len()..)?].concat().join("_");
            let phases = &self.area_codes.phases;
            let of_phase = phases.without(&code).map(|rest| (rest.replace(' ', "_"), phases.in_text(&code)));
            std::iter::once((code.clone(), None)).chain(of_phase).find_map(|(code, phase)| {
                let found = self.of_a_code(&code)?;
                let of_years = found.of_years.or_else(|| self.of_its_years(&found.meanings, &code));
                Some(Match { of: Some(OfArea { area: *area, phase }), of_years, ..found })
            })
        })
    }

    fn of_a_code(&self, code: &str) -> Option<Match> {
        let of_this_year = self.exact.get(&crate::intake::words::key(code));
        let found = match of_this_year {
            Some(meanings) => self.matched(meanings.clone(), super::Fit::AsListed, None, None),
            None => self.of_an_earlier_year(code)?,
        };
        found.meanings.iter().all(|meaning| matches!(meaning, Meaning::Measure(..))).then_some(found)
    }
}
