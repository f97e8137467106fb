//! Strong schools proposed as partners for others: shared among all that need one, so that nobody is asked by everybody.

mod alike;
mod assign;
mod decided;

use std::collections::btree_map::Entry::Vacant;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Truth, Value};
use crate::judge::decided::{Decisions, PARTNER};
use crate::judge::evaluate::Views;
use crate::rulebook::expression::Read;
use crate::rulebook::model::{Better, Partner, Rulebook};

use super::{PartnerAsked, PartnerProposal, Partnered, Standing};
use alike::Likeness;
use assign::{Choice, assign};
use decided::{Decided, Pair};

/// Of as many needs the best is found that there can be. The work grows with their square: more of them are taken so many at a
/// time, those first that need a partner most.
const TOGETHER: usize = 256;
const AT_A_TIME: usize = 64;

/// Partners for every school, and how often who is asked.
pub(super) struct Shared {
    /// by school
    pub proposals: Vec<Vec<PartnerProposal>>,
    /// how often who is asked
    pub partnered: Partnered,
}

/// The pairs that are proposed, each with its number among the partners of the school in the strand, from 0, and the rule that
/// found it.
type Given = BTreeMap<Pair, (usize, usize)>;
/// The values in which a school and its partner have to be the same.
type Same = Vec<Value>;

/// A school that can be a partner, and what it has to give.
struct Strong {
    school: usize,
    strength: f64,
}

/// A school that needs a partner.
struct Need<'r> {
    school: usize,
    rule: usize,
    of: &'r Partner,
    points: f64,
}

struct Sharing<'a> {
    rulebook: &'a Rulebook,
    views: &'a Views<'a>,
    likeness: Likeness<'a>,
    decided: Decided,
    /// for each rule: the schools that can be one, by what they have to be the same in, best first
    strong: Vec<Vec<(Same, Vec<Strong>)>>,
}

/// Shares the strong schools among those that need one.
pub(super) fn share(rulebook: &Rulebook, views: &Views<'_>, decisions: &Decisions) -> Shared {
    let sharing = Sharing {
        rulebook,
        views,
        likeness: Likeness::new(rulebook, views),
        decided: Decided::new(rulebook, views, decisions),
        strong: rulebook.partners.iter().map(|rule| strong(rulebook, views, rule)).collect(),
    };
    sharing.shared()
}

impl Sharing<'_> {
    fn shared(&self) -> Shared {
        let needs = self.needs();
        let mut asked = self.asked_before();
        self.wanted(&needs, &mut asked);
        let mut given = Given::new();
        let mut without = BTreeSet::new();
        // a second partner is looked for when every school has had its turn for the first
        let most = self.rulebook.partners.iter().map(|rule| rule.at_most as usize).max().unwrap_or_default();
        for number in 0..most.min(self.views.len()) {
            let open: Vec<&Need<'_>> = needs.iter().filter(|need| self.is_open(need, number)).collect();
            for together in open.chunks(if open.len() > TOGETHER { AT_A_TIME } else { TOGETHER }) {
                for (need, partner) in together.iter().zip(self.found(together, &asked, &given)) {
                    let (school, strand) = (need.school, need.of.strand);
                    let Some(partner) = partner else {
                        without.insert((school, strand));
                        continue;
                    };
                    let pair = Pair { school, strand, partner };
                    // two rules of one strand may find the same: it is asked once
                    if let Vacant(free) = given.entry(pair) {
                        free.insert((number, need.rule));
                        asked.get_mut(partner).into_iter().for_each(|asked| asked.proposed += 1);
                    }
                }
            }
        }
        for pair in self.decided.accepted().chain(given.keys().copied()) {
            without.remove(&(pair.school, pair.strand));
        }
        asked.retain(|asked| asked.accepted + asked.proposed + asked.wanted > 0);
        asked.iter_mut().for_each(|asked| asked.wanted += asked.accepted);
        let partnered = Partnered { asked, without: without.into_iter().collect() };
        Shared { proposals: self.proposals(&given), partnered }
    }

    /// How often each school is asked already, by what was accepted.
    fn asked_before(&self) -> Vec<PartnerAsked> {
        let mut asked: Vec<PartnerAsked> = (0..self.views.len()).map(PartnerAsked::of).collect();
        for pair in self.decided.accepted() {
            asked.get_mut(pair.partner).into_iter().for_each(|asked| asked.accepted += 1);
        }
        asked
    }

    /// Every school that needs a partner, those first that need one most.
    fn needs(&self) -> Vec<Need<'_>> {
        let mut needs = Vec::new();
        for (rule, of) in self.rulebook.partners.iter().enumerate() {
            let needing = (0..self.views.len()).filter(|school| self.needed(of, *school));
            needs.extend(needing.map(|school| {
                let points = of.need.as_ref().map_or(0.0, |need| self.views.points(school, need));
                Need { school, rule, of, points }
            }));
        }
        needs.sort_by(|one, other| other.points.total_cmp(&one.points));
        needs
    }

    fn needed(&self, rule: &Partner, school: usize) -> bool {
        self.views.school(school, &rule.needed_when) == Truth::Holds
    }

    /// How many partners a school has accepted in the strand.
    fn accepted(&self, need: &Need<'_>) -> usize {
        let of_need = |pair: &Pair| (pair.school, pair.strand) == (need.school, need.of.strand);
        self.decided.accepted().filter(of_need).count()
    }

    /// Whether a school is still to be given its partner of this number, from 0.
    fn is_open(&self, need: &Need<'_>, number: usize) -> bool {
        number >= self.accepted(need) && number < need.of.at_most as usize
    }

    /// Counts whom each school would have without a bound: the best, as many as it still lacks.
    fn wanted(&self, needs: &[Need<'_>], asked: &mut [PartnerAsked]) {
        for need in needs {
            let lacks = (need.of.at_most as usize).saturating_sub(self.accepted(need));
            for best in self.choices(need, &Given::new()).iter().take(lacks) {
                asked.get_mut(best.partner).into_iter().for_each(|asked| asked.wanted += 1);
            }
        }
    }

    /// One partner for each of these schools, where there is one.
    fn found(&self, needs: &[&Need<'_>], asked: &[PartnerAsked], given: &Given) -> Vec<Option<usize>> {
        let choices: Vec<Vec<Choice>> = needs.iter().map(|need| self.choices(need, given)).collect();
        let Some(load) = self.rulebook.partnering.as_ref().and_then(|partnering| partnering.load) else {
            return choices.iter().map(|choices| choices.first().map(|best| best.partner)).collect();
        };
        let free = |asked: &PartnerAsked| load.saturating_sub(asked.accepted + asked.proposed);
        let free = |partner: usize| asked.get(partner).map_or(0, free);
        assign(&choices, free)
    }

    /// Who could be the partner of a school, best first.
    fn choices(&self, need: &Need<'_>, given: &Given) -> Vec<Choice> {
        let Some(own) = same(self.views, need.of, need.school) else { return Vec::new() };
        let of_a_kind = self.strong.get(need.rule).into_iter().flatten().filter(|(known, _)| *known == own);
        let mut choices = Vec::new();
        for (rank, strong) in of_a_kind.flat_map(|(_, schools)| schools).enumerate() {
            let pair = Pair { school: need.school, strand: need.of.strand, partner: strong.school };
            if strong.school != need.school && self.decided.leaves(pair) && !given.contains_key(&pair) {
                let points = need.points + strong.strength + self.likeness.points(strong.school, need.school);
                choices.push(Choice { partner: strong.school, worth: worth(points, rank) });
            }
        }
        choices.sort_by_key(|choice| std::cmp::Reverse(choice.worth));
        choices
    }

    /// The proposals of every school: what was accepted, what is proposed, what was refused.
    fn proposals(&self, given: &Given) -> Vec<Vec<PartnerProposal>> {
        let mut proposals = vec![Vec::new(); self.views.len()];
        let decided = self.decided.all().map(|(pair, standing)| (pair, standing, 0, None));
        let new = given.iter().map(|(pair, (at, rule))| (*pair, Standing::Proposed, *at, Some(*rule)));
        for (pair, standing, at, by) in decided.chain(new) {
            let of_strand = || self.rulebook.partners.iter().enumerate().filter(|(_, rule)| rule.strand == pair.strand);
            let found_by = |(rule, _): &(usize, &Partner)| by.is_none_or(|by| by == *rule);
            // what was found by a rule is needed by it
            let needed = of_strand().filter(found_by).find(|(_, rule)| by.is_some() || self.needed(rule, pair.school));
            let Some((rule_at, rule)) = needed.or_else(|| of_strand().next()) else { continue };
            let proposal = self.proposal(rule, pair, standing, needed.is_some());
            proposals
                .get_mut(pair.school)
                .into_iter()
                .for_each(|of| of.push(((standing, rule_at, at), proposal.clone())));
        }
        let in_order = |mut of: Vec<(_, PartnerProposal)>| {
            of.sort_by_key(|(order, _)| *order);
            of.into_iter().map(|(_, proposal)| proposal).collect()
        };
        proposals.into_iter().map(in_order).collect()
    }

    fn proposal(&self, rule: &Partner, pair: Pair, standing: Standing, needed: bool) -> PartnerProposal {
        let Pair { school, strand, partner } = pair;
        // why it is needed stands with the support of its strand
        let not_needed = (!needed).then(|| self.rulebook.words("advice.partner.not-needed").to_owned());
        let mut reasons: Vec<String> = not_needed.into_iter().collect();
        reasons.extend(self.likeness.told(partner, school));
        let strand_id = self.rulebook.strand(strand).map_or("", |strand| &strand.id);
        PartnerProposal {
            id: format!("{PARTNER}{strand_id}:{}", self.views.key(partner)).into(),
            partner,
            strand,
            why: self.views.partner_sentence(rule, partner, school),
            reasons,
            standing,
            place: rule.span.clone(),
        }
    }
}

/// The schools that can be a partner, by what they have to be the same in: best first by the rule's measure, schools without a
/// value last, then in the dataset's order.
fn strong(rulebook: &Rulebook, views: &Views<'_>, rule: &Partner) -> Vec<(Same, Vec<Strong>)> {
    let can = |school: &usize| views.school(*school, &rule.partner_when) == Truth::Holds;
    let mut schools: Vec<usize> = (0..views.len()).filter(can).collect();
    if let Some(measure) = rule.order_by {
        let lower_is_better = rulebook.measure(measure).is_some_and(|measure| measure.better == Better::Lower);
        let key = |school: usize| match views.value(school, &Read::own(measure)) {
            Ok(Value::Number(number)) if lower_is_better => number,
            Ok(Value::Number(number)) => -number,
            _ => f64::INFINITY,
        };
        schools.sort_by(|one, other| key(*one).total_cmp(&key(*other)));
    }
    let mut by_kind: Vec<(Same, Vec<Strong>)> = Vec::new();
    for school in schools {
        let Some(same) = same(views, rule, school) else { continue };
        let strength = rule.strength.as_ref().map_or(0.0, |strength| views.points(school, strength));
        let one = Strong { school, strength };
        match by_kind.iter_mut().find(|(known, _)| *known == same) {
            Some((_, schools)) => schools.push(one),
            None => by_kind.push((same, vec![one])),
        }
    }
    by_kind
}

/// The values in which the school and its partner have to be the same; `None` where one is not known.
fn same(views: &Views<'_>, rule: &Partner, school: usize) -> Option<Same> {
    rule.same.iter().map(|measure| views.value(school, &Read::own(*measure)).ok()).collect()
}

/// What a pair is worth, more than nothing: thousandths of its points; where those are as many, its rank decides.
fn worth(points: f64, rank: usize) -> i64 {
    const RANKS: i64 = 1 << 20;
    const LAST: i64 = 1 << 11;
    #[expect(clippy::cast_possible_truncation, reason = "held in bounds")]
    let thousandths = (points * 1000.0).round().clamp(0.0, 1e9) as i64;
    thousandths * RANKS + (LAST - i64::try_from(rank).unwrap_or(LAST)).max(1)
}
