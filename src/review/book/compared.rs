//! What a school's figures are held against where there is room for little: the part of a school's profile, as the rulebook
//! declares it, that has its figures over the years.

use crate::review::context::Context;
use crate::rulebook::expression::YearOf;
use crate::rulebook::ids::ComparatorId;
use crate::rulebook::model::{PaperFor, PaperSection, Shows};

/// Years shown.
pub(super) const YEARS: u16 = 3;

/// That part; none where no paper for each school has one.
pub(super) fn declared<'a>(context: &Context<'a>) -> Option<&'a PaperSection> {
    let papers = context.rulebook().papers.iter().filter(|paper| paper.made_for == PaperFor::EachSchool);
    papers.flat_map(|paper| &paper.sections).find(|part| part.shows == Shows::Figures)
}

/// Years, oldest first.
pub(super) fn years() -> impl Iterator<Item = YearOf> {
    (0..YEARS).rev().map(|back| if back == 0 { YearOf::Judged } else { YearOf::Before(back) })
}

/// The first and the last comparison, by their places: those near by, and the nation.
pub(super) fn near_and_far(part: &PaperSection) -> Vec<(usize, ComparatorId)> {
    let all: Vec<(usize, ComparatorId)> = part.compared_with.iter().copied().enumerate().collect();
    match all.as_slice() {
        [first, .., last] => vec![*first, *last],
        few => few.to_vec(),
    }
}

/// The heading of a comparison.
pub(super) fn named(context: &Context<'_>, part: &PaperSection, (at, with): (usize, ComparatorId)) -> String {
    let own = part.columns.get(at).map(ToString::to_string);
    own.or_else(|| context.rulebook().comparator(with).map(|one| one.title.to_string())).unwrap_or_default()
}
