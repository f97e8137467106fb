//! What is declared and leads nowhere: a strand without grades or support, a grade that nothing gives or asks for, a team without
//! a school to support.

use std::collections::BTreeSet;

use crate::rulebook::check::sections::Sections;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::{RuleKind, Rulebook};

pub(super) fn warn(rulebook: &Rulebook, sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    strands(rulebook, out);
    grades(rulebook, out);
    teams(rulebook, sections, out);
}

/// The strand and the grade of every rule that indicates one.
fn indicated(rulebook: &Rulebook) -> impl Iterator<Item = (StrandId, u8)> {
    rulebook.rules.iter().filter_map(|rule| match rule.kind {
        RuleKind::Indication { strand, grade } => Some((strand, grade)),
        _ => None,
    })
}

/// A strand that leads nowhere, beside others: one alone is there since a scheme has to have one.
fn strands(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    if rulebook.judgements.strands.len() == 1 {
        return;
    }
    let mut used: BTreeSet<StrandId> = indicated(rulebook).map(|(strand, _)| strand).collect();
    // where nothing is graded, support is listed by strands
    used.extend(rulebook.support.iter().map(|model| model.strand));
    used.extend(rulebook.rules.iter().filter_map(|rule| match rule.kind {
        RuleKind::SupportWhen { strand, .. } => strand,
        _ => None,
    }));
    for (id, strand) in rulebook.numbered_strands() {
        if !used.contains(&id) && strand.self_evaluated.is_none() && strand.inspected.is_none() {
            let message = format!(
                "nothing uses the strand `{}`: no measure grades it, no rule and no support is of it",
                strand.id
            );
            let help =
                "name the measure of its grade as `self evaluated` or `inspected`, or add a rule to `indications`";
            out.push(Diagnostic::warning(Code::Unused, strand.span.clone(), message).help(help));
        }
    }
}

/// A grade that no rule indicates, no plan and no support is for, and that is not good either. Where no rule indicates any,
/// grades are read from workbooks, and which these hold is not known.
fn grades(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    let mut used: BTreeSet<u8> = indicated(rulebook).map(|(_, grade)| grade).collect();
    if used.is_empty() {
        return;
    }
    used.extend(rulebook.triggers.iter().flat_map(|plan| &plan.grades));
    used.extend(rulebook.support.iter().flat_map(|model| &model.grades));
    for (grade, place) in rulebook.judgements.grades.iter().zip(0_u8..) {
        if !grade.good && !used.contains(&place) {
            let message = format!("no rule indicates the grade `{}`, and no plan or support is for it", grade.id);
            let help =
                "add a rule to `indications`, name the grade where plans and support are called for, or take it out";
            out.push(Diagnostic::warning(Code::Unused, grade.span.clone(), message).help(help));
        }
    }
}

/// Teams that are listed and support nobody.
fn teams(rulebook: &Rulebook, sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    let of_rules = rulebook.rules.iter().flat_map(|rule| match &rule.kind {
        RuleKind::SupportWhen { teams, .. } => teams.as_slice(),
        _ => &[],
    });
    let used: BTreeSet<&str> =
        rulebook.support.iter().flat_map(|model| &model.teams).chain(of_rules).map(|team| &*team.id).collect();
    for entry in &sections.teams {
        if !used.contains(entry.raw.team.as_str()) {
            let message = format!("the team `{}` supports nobody: it stands under no strand's support", entry.raw.team);
            let help = "name it under `support` or `support when`, or take it out";
            out.push(Diagnostic::warning(Code::Unused, entry.place.field("team").span(), message).help(help));
        }
    }
}
