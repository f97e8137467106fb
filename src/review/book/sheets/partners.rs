//! Strong schools proposed as partners.

use super::super::asked::Asked;
use super::super::deciding;
use super::super::evidence_print::prints;
use crate::judge::advise::PartnerProposal;
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow};
use workbook::write::{Cell, Column, Look, Role, Row, TablePlan};

/// The plan of the sheet; none where the rulebook proposes no partners.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    if context.rulebook().partners.is_empty() {
        return None;
    }
    let words = context.words;
    let all = || context.advised();
    let rows =
        all().flat_map(move |(row, advice)| advice.partners.iter().map(move |partner| cells(context, row, partner)));
    Some(TablePlan {
        about: words.text("partners.about"),
        none: words.text("partners.none"),
        count: all().map(|(_, advice)| advice.partners.len()).sum(),
        rows: Box::new(rows),
        ..deciding::sheet(context, "tab.partners", "partners.title", columns(context))
    })
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let own = vec![
        Column::new(words.text("column.strand"), 26.0).wrapped(),
        Column::new(words.text("column.partner"), 28.0).wrapped(),
        Column::new(words.text("column.why"), 56.0).wrapped(),
        Column::new(words.text("column.rule-place"), 18.0).looking(Look::of(Role::Quiet)),
    ];
    deciding::row_columns(context, own)
}

fn cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, proposal: &'a PartnerProposal) -> Row<'a> {
    let asked = asked(context, row, proposal);
    let partner = context.inputs.dataset.schools.get(proposal.partner);
    let own = vec![
        Cell::text(context.strand(proposal.strand)),
        Cell::maybe(partner.map(|school| &*school.identity.name)),
        Cell::text(&*proposal.why),
        Cell::text(proposal.place.to_string()),
    ];
    deciding::row_cells(context, row, asked, own)
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
