//! The run of an aim's figure over the years at hand.

use super::AimProgress;
use super::authority_facts::AuthorityFacts;
use super::world::World;
use crate::rulebook::expression;
use crate::rulebook::model::{RuleKind, Scope};

/// For every aim of the authority with a figure: its value in each year for which anything is known.
pub(super) fn of_aims(world: &World<'_>, facts: &AuthorityFacts<'_>) -> Vec<AimProgress> {
    let mut all = Vec::new();
    for (id, rule) in world.rulebook.numbered_rules().filter(|(_, rule)| rule.scope == Scope::Authority) {
        let RuleKind::Aim { progress: Some(figure), .. } = &rule.kind else { continue };
        let points = world.dataset.years.iter().filter(|year| **year <= facts.year).map(|year| {
            let then = AuthorityFacts { year: *year, ..*facts };
            (*year, expression::value(figure, &then))
        });
        all.push(AimProgress { rule: id, points: points.collect() });
    }
    all
}
