//! Strong schools proposed as partners for others.

use crate::domain::{Truth, Value};
use crate::evaluate::Views;
use crate::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Better, Partner, Rulebook};

use super::PartnerProposal;

/// For each of the rulebook's ways to find partners: the schools that can be one, best first.
pub(super) struct Candidates {
    by_rule: Vec<Vec<usize>>,
}

impl Candidates {
    pub fn new(rulebook: &Rulebook, views: &Views<'_>) -> Self {
        let by_rule = rulebook.partners.iter().map(|rule| {
            let all = 0..views.len();
            let mut strong: Vec<usize> =
                all.filter(|school| views.school(*school, &rule.partner_when) == Truth::Holds).collect();
            order(rulebook, views, rule, &mut strong);
            strong
        });
        Self { by_rule: by_rule.collect() }
    }

    /// The partners proposed for a school.
    pub fn of(&self, rulebook: &Rulebook, views: &Views<'_>, school: usize) -> Vec<PartnerProposal> {
        let rules = rulebook.partners.iter().zip(&self.by_rule);
        let needed = rules.filter(|(rule, _)| views.school(school, &rule.needed_when) == Truth::Holds);
        needed.flat_map(|(rule, strong)| propose(rulebook, views, rule, strong, school)).collect()
    }
}

fn propose(
    rulebook: &Rulebook,
    views: &Views<'_>,
    rule: &Partner,
    strong: &[usize],
    school: usize,
) -> Vec<PartnerProposal> {
    let alike = |partner: &usize| rule.same.iter().all(|measure| same(views, *measure, school, *partner));
    let partners = strong.iter().copied().filter(|partner| *partner != school).filter(alike);
    let strand = rulebook.strand(rule.strand).map_or("", |strand| &strand.id);
    let proposal = |partner: usize| PartnerProposal {
        id: format!("partner:{strand}:{}", views.key(partner)).into(),
        partner,
        strand: rule.strand,
        why: views.partner_sentence(rule, partner, school),
        place: rule.span.clone(),
    };
    partners.take(rule.at_most as usize).map(proposal).collect()
}

fn read(measure: MeasureId) -> Read {
    Read { measure, group: GroupId::ALL, year: YearOf::Judged, of: Of::Subject }
}

/// Whether both are known and the same.
fn same(views: &Views<'_>, measure: MeasureId, one: usize, other: usize) -> bool {
    let value = |school| views.value(school, &read(measure)).ok();
    value(one).is_some_and(|known| value(other) == Some(known))
}

/// Best first by the rule's measure; schools without a value last; then in the dataset's order.
fn order(rulebook: &Rulebook, views: &Views<'_>, rule: &Partner, schools: &mut [usize]) {
    let Some(measure) = rule.order_by else { return };
    let lower_is_better = rulebook.measure(measure).is_some_and(|measure| measure.better == Better::Lower);
    let key = |school: usize| match views.value(school, &read(measure)) {
        Ok(Value::Number(number)) if lower_is_better => number,
        Ok(Value::Number(number)) => -number,
        _ => f64::INFINITY,
    };
    schools.sort_by(|one, other| key(*one).total_cmp(&key(*other)));
}
