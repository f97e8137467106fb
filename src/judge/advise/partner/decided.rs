//! What officers decided about partners: accepted ones stay and count, refused ones are not proposed again.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Standing;
use crate::intake::record::SchoolKey;
use crate::judge::decided::{Decisions, PARTNER};
use crate::judge::evaluate::Views;
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::Rulebook;
use crate::rulebook::model::among;

/// A partner for a school in a strand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    /// the school
    pub school: usize,
    /// the strand
    pub strand: StrandId,
    /// the partner
    pub partner: usize,
}

/// All pairs on which there is a decision that counts.
#[derive(Default)]
pub(super) struct Decided {
    pairs: BTreeMap<Pair, Standing>,
    refused: BTreeSet<(usize, usize)>,
}

impl Decided {
    pub fn new(rulebook: &Rulebook, views: &Views<'_>, decisions: &Decisions) -> Self {
        let Some(partnering) = &rulebook.partnering else { return Self::default() };
        let schools: BTreeMap<&SchoolKey, usize> = (0..views.len()).map(|school| (views.key(school), school)).collect();
        let mut decided = Self::default();
        for (key, decision) in &decisions.decisions {
            let Some((strand, partner)) = key.about.strip_prefix(PARTNER).and_then(|rest| rest.split_once(':')) else {
                continue;
            };
            let strand = rulebook.numbered_strands().find(|(_, known)| &*known.id == strand);
            let partner = schools.get(&SchoolKey(partner.into()));
            let (Some((strand, _)), Some(school), Some(partner)) = (strand, schools.get(&key.school), partner) else {
                continue;
            };
            let typed = decision.decision.as_deref().unwrap_or_default();
            let standing = if among(&partnering.accepted_by, typed).is_some() {
                Standing::Accepted
            } else if among(&partnering.refused_by, typed).is_some() {
                decided.refused.insert((*school, *partner));
                Standing::Refused
            } else {
                continue;
            };
            decided.pairs.insert(Pair { school: *school, strand, partner: *partner }, standing);
        }
        decided
    }

    /// Every pair, with what was decided.
    pub fn all(&self) -> impl Iterator<Item = (Pair, Standing)> {
        self.pairs.iter().map(|(pair, standing)| (*pair, *standing))
    }

    /// The pairs that were accepted.
    pub fn accepted(&self) -> impl Iterator<Item = Pair> {
        self.all().filter(|(_, standing)| *standing == Standing::Accepted).map(|(pair, _)| pair)
    }

    /// Whether a partner can be proposed to a school: one that it has refused, for whatever strand, cannot, nor one that it has
    /// in this.
    pub fn leaves(&self, pair: Pair) -> bool {
        !self.refused.contains(&(pair.school, pair.partner)) && !self.pairs.contains_key(&pair)
    }
}
