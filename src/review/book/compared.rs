//! What a school's figures are held against where there is room for little: the part of a school's profile, as the rulebook
//! declares it, that has its figures over the years.

use std::sync::Arc;

use crate::review::context::Context;
use crate::rulebook::expression::YearOf;
use crate::rulebook::ids::{ComparatorId, MeasureId};
use crate::rulebook::model::{PaperFor, Shows};

/// Years shown.
pub(super) const YEARS: u16 = 3;

/// What that part has.
pub(super) struct Declared {
    /// measures shown
    pub measures: Vec<MeasureId>,
    /// what they are compared with
    pub compared_with: Vec<ComparatorId>,
    /// headings of what they are compared with
    pub columns: Vec<Arc<str>>,
}

/// That part; where no paper for each school has one, the headline measures with all they can be compared with; none where
/// there are no such measures.
pub(super) fn declared(context: &Context<'_>) -> Option<Declared> {
    let rulebook = context.rulebook();
    let papers = rulebook.papers.iter().filter(|paper| paper.made_for == PaperFor::EachSchool);
    let part = papers.flat_map(|paper| &paper.sections).find(|part| part.shows == Shows::Figures);
    let of_part = part.map(|part| Declared {
        measures: part.measures.clone(),
        compared_with: part.compared_with.clone(),
        columns: part.columns.clone(),
    });
    let headline = || Declared {
        measures: rulebook.report.headline_measures.clone(),
        compared_with: rulebook.numbered_comparators().map(|(id, _)| id).collect(),
        columns: Vec::new(),
    };
    of_part.or_else(|| Some(headline())).filter(|declared| !declared.measures.is_empty())
}

/// Years, oldest first.
pub(super) fn years() -> impl Iterator<Item = YearOf> {
    (0..YEARS).rev().map(|back| if back == 0 { YearOf::Judged } else { YearOf::Before(back) })
}

/// The first and the last comparison, by their places: those near by, and the nation.
pub(in crate::review) fn near_and_far(with: &[ComparatorId]) -> Vec<(usize, ComparatorId)> {
    let all: Vec<(usize, ComparatorId)> = with.iter().copied().enumerate().collect();
    match all.as_slice() {
        [first, .., last] => vec![*first, *last],
        few => few.to_vec(),
    }
}

/// What lies between those two: schools like this one, which are others for each school.
pub(super) fn between(part: &Declared) -> Vec<(usize, ComparatorId)> {
    let ends = near_and_far(&part.compared_with);
    part.compared_with.iter().copied().enumerate().filter(|one| !ends.contains(one)).collect()
}

/// The heading of a comparison: the part's own, or what the comparison is called.
pub(in crate::review) fn named(context: &Context<'_>, own: &[Arc<str>], (at, with): (usize, ComparatorId)) -> String {
    let own = own.get(at).map(ToString::to_string);
    own.or_else(|| context.rulebook().comparator(with).map(|one| one.title.to_string())).unwrap_or_default()
}
