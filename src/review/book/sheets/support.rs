//! Support by teams: what is called for in which strand, and why.

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::advice::Line;
use crate::judge::advise::{SchoolAdvice, SupportAdvice};
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::ids::StrandId;

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
        why: without_strand(context, support.strand, &support.why),
        detail: support.forms.join("; "),
        place: support.place.to_string(),
        ..Line::new(row, asked(context, row, support))
    })
}

/// Why, without the name of the strand that it begins with: that stands in a column of its own.
fn without_strand(context: &Context<'_>, strand: Option<StrandId>, why: &str) -> String {
    let strand = strand.map(|strand| context.strand(strand));
    let said = strand.and_then(|strand| why.strip_prefix(&*strand)?.strip_prefix(": "));
    said.map_or_else(|| why.to_owned(), crate::review::words::capital)
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
