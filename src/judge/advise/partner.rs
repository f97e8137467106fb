//! Strong schools proposed as partners for others.

use crate::domain::{Truth, Value};
use crate::judge::evaluate::Views;
use crate::rulebook::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Better, Partner, Rulebook};

use super::PartnerProposal;

/// The values in which a school and its partner have to be alike.
type Alike = Vec<Value>;

/// For each of the rulebook's ways to find partners: the schools that can be one, by what they have to be alike in,
/// best first.
pub(super) struct Candidates {
    by_rule: Vec<Vec<(Alike, Vec<usize>)>>,
}

impl Candidates {
    pub fn new(rulebook: &Rulebook, views: &Views<'_>) -> Self {
        let by_rule = rulebook.partners.iter().map(|rule| {
            let all = 0..views.len();
            let mut strong: Vec<usize> =
                all.filter(|school| views.school(*school, &rule.partner_when) == Truth::Holds).collect();
            order(rulebook, views, rule, &mut strong);
            let mut by_likeness: Vec<(Alike, Vec<usize>)> = Vec::new();
            for school in strong {
                let Some(alike) = alike(views, rule, school) else { continue };
                match by_likeness.iter_mut().find(|(known, _)| *known == alike) {
                    Some((_, schools)) => schools.push(school),
                    None => by_likeness.push((alike, vec![school])),
                }
            }
            by_likeness
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
    strong: &[(Alike, Vec<usize>)],
    school: usize,
) -> Vec<PartnerProposal> {
    let Some(own) = alike(views, rule, school) else { return Vec::new() };
    let of_a_kind = strong.iter().filter(|(known, _)| *known == own).flat_map(|(_, schools)| schools);
    let partners = of_a_kind.copied().filter(|partner| *partner != school);
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

/// The values in which the school and its partner have to be alike; `None` where one is not known.
fn alike(views: &Views<'_>, rule: &Partner, school: usize) -> Option<Alike> {
    rule.same.iter().map(|measure| views.value(school, &read(*measure)).ok()).collect()
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
