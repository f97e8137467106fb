//! Strong schools proposed as partners.

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::advice::Line;
use crate::judge::advise::{PartnerAsked, PartnerProposal, SchoolAdvice};
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow};

/// A school's rows, one for each partner proposed.
pub(super) fn lines<'a>(
    context: &'a Context<'a>,
    row: SchoolRow<'a>,
    advice: &'a SchoolAdvice,
) -> impl Iterator<Item = Line<'a>> {
    advice.partners.iter().map(move |proposal| {
        let partner = context.inputs.dataset.schools.get(proposal.partner);
        Line {
            kind: "advice.partner",
            strand: context.strand_short(proposal.strand).to_owned(),
            subject: partner.map_or_else(String::new, |school| school.identity.name.to_string()),
            why: [&[proposal.why.clone()][..], &proposal.reasons].concat().join(" "),
            detail: load(context, proposal.partner),
            place: proposal.place.to_string(),
            ..Line::new(row, asked(context, row, proposal))
        }
    })
}

/// How many schools are named for each that is said.
const NAMED: usize = 3;

/// How often a school is asked.
fn load(context: &Context<'_>, partner: usize) -> String {
    let asked = context.inputs.advice.partnered.asked.iter().find(|asked| asked.partner == partner);
    let Some(asked) = asked else { return String::new() };
    let count = |number: usize| ("n", number.to_string());
    let Some(most) = bound(context) else {
        return context.words.fill("partners.load", &[count(times(asked))]);
    };
    let load = context.words.fill("partners.load-of", &[count(times(asked)), ("most", most.to_string())]);
    if asked.wanted <= most {
        return load;
    }
    format!("{load} {}", context.words.fill("partners.wanted", &[count(asked.wanted)]))
}

fn times(asked: &PartnerAsked) -> usize {
    asked.accepted + asked.proposed
}

fn bound(context: &Context<'_>) -> Option<usize> {
    context.rulebook().partnering.as_ref()?.load
}

/// Who is asked how often, who would be asked beyond the bound, and how many needs are left; nothing where the rulebook does not
/// say how partners are shared.
pub(in crate::review::book) fn shared(context: &Context<'_>) -> Option<String> {
    context.rulebook().partnering.as_ref()?;
    let partnered = &context.inputs.advice.partnered;
    let mut said = vec![named(context, "partners.asked", times, 0)];
    if let Some(most) = bound(context) {
        said.push(named(context, "partners.over", |asked| asked.accepted, most));
        said.push(named(context, "partners.beyond", |asked| asked.wanted, most));
    }
    let without = partnered.without.len();
    said.push((without > 0).then(|| context.words.fill("partners.without", &[("n", without.to_string())])));
    Some(said.into_iter().flatten().collect::<Vec<_>>().join(" ")).filter(|said| !said.is_empty())
}

/// The schools of which a number is more than another, those with the highest first.
fn named(context: &Context<'_>, say: &str, of: fn(&PartnerAsked) -> usize, than: usize) -> Option<String> {
    let mut all: Vec<&PartnerAsked> =
        context.inputs.advice.partnered.asked.iter().filter(|one| of(one) > than).collect();
    all.sort_by_key(|one| std::cmp::Reverse(of(one)));
    let name = |one: &&PartnerAsked| {
        let school = context.inputs.dataset.schools.get(one.partner).map_or("", |school| &*school.identity.name);
        context.words.fill("partners.times", &[("school", school.to_owned()), ("n", of(one).to_string())])
    };
    let mut names: Vec<String> = all.iter().take(NAMED).map(name).collect();
    let left = all.len().checked_sub(names.len()).filter(|left| *left > 0);
    names.extend(left.map(|left| context.words.fill("and-more", &[("n", left.to_string())])));
    let with = [("names", names.join(", ")), ("most", than.to_string())];
    (!all.is_empty()).then(|| context.words.fill(say, &with))
}

/// What is asked of a proposed partner.
pub(in crate::review::book) fn asked(context: &Context<'_>, row: SchoolRow<'_>, proposal: &PartnerProposal) -> Asked {
    let (evidence, evidence_before) =
        prints(|print| print.about(context, &proposal.id).words(&proposal.why).grades(context, row, proposal.strand));
    let partner = context.inputs.dataset.schools.get(proposal.partner).map_or("", |school| &*school.identity.name);
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: proposal.id.clone() },
        title: format!("{partner}, {}", context.strand(proposal.strand)),
        evidence,
        evidence_before,
        words: proposal.why.clone(),
    }
}
