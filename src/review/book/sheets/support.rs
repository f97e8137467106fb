//! Support by teams: what is called for in which strand, and why.

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::advice::Line;
use crate::judge::advise::{SchoolAdvice, SupportAdvice};
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow};

/// A school's rows, one for each strand and team.
pub(super) fn lines<'a>(
    context: &'a Context<'a>,
    row: SchoolRow<'a>,
    advice: &'a SchoolAdvice,
) -> impl Iterator<Item = Line<'a>> {
    advice.support.iter().map(move |support| Line {
        kind: "advice.support",
        strand: support.strand.map_or_else(String::new, |strand| context.strand_short(strand).to_owned()),
        subject: support.team.to_string(),
        why: support.why.clone(),
        detail: support.forms.join("; "),
        place: support.place.to_string(),
        ..Line::new(row, asked(context, row, support))
    })
}

/// What is asked of support by a team.
pub(in crate::review::book) fn asked(context: &Context<'_>, row: SchoolRow<'_>, support: &SupportAdvice) -> Asked {
    let (evidence, evidence_before) = prints(|print| {
        let print = print.about(context, &support.id).rules(context, row, &support.rules);
        match support.strand {
            Some(strand) => print.grades(context, row, strand),
            None => print,
        }
    });
    let strand = support.strand.map_or(String::new(), |strand| format!(", {}", context.strand(strand)));
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: support.id.clone() },
        title: format!("{}{strand}", support.team),
        evidence,
        evidence_before,
        words: support.why.clone(),
    }
}
