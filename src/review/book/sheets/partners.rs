//! Strong schools proposed as partners.

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::advice::Line;
use crate::judge::advise::{PartnerProposal, SchoolAdvice};
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
            why: proposal.why.to_string(),
            place: proposal.place.to_string(),
            ..Line::new(row, asked(context, row, proposal))
        }
    })
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
