//! Teams, strands and grades that are declared and that nothing gives, names or asks for.

use std::collections::BTreeSet;

use crate::rulebook::check::sections::Sections;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::{RuleKind, Rulebook};

pub(super) fn warn(rulebook: &Rulebook, sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    teams(rulebook, sections, out);
    strands(rulebook, out);
    grades(rulebook, out);
}

fn teams(rulebook: &Rulebook, sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    let of_models = rulebook.support.iter().flat_map(|model| &model.teams);
    let of_rules = rulebook.rules.iter().flat_map(|rule| match &rule.kind {
        RuleKind::SupportWhen { teams, .. } => teams.as_slice(),
        _ => &[],
    });
    let deployed: BTreeSet<&str> = of_models.chain(of_rules).map(|team| &*team.id).collect();
    for entry in &sections.teams {
        let name = entry.raw.team.trim();
        if !deployed.contains(name) {
            let message = format!("no support names the team `{name}`");
            let help = "name it under `support` or `support when`, or take it out";
            out.push(Diagnostic::warning(Code::Unused, entry.place.field("team").span(), message).help(help));
        }
    }
}

/// A strand in which no grade is ever given or called for. The one that sums up the others, or that is alone, stands for the
/// school.
fn strands(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    let judgements = &rulebook.judgements;
    if judgements.strands.len() < 2 {
        return;
    }
    let mut used: BTreeSet<StrandId> = judgements.overall.into_iter().collect();
    used.extend(rulebook.support.iter().map(|model| model.strand));
    used.extend(rulebook.triggers.iter().flat_map(|trigger| &trigger.strands));
    used.extend(rulebook.rules.iter().filter_map(|rule| match &rule.kind {
        RuleKind::Indication { strand, .. } => Some(*strand),
        RuleKind::Floor { strand, .. } | RuleKind::Watch { strand, .. } | RuleKind::SupportWhen { strand, .. } => {
            *strand
        }
        _ => None,
    }));
    for (id, strand) in rulebook.numbered_strands() {
        if strand.self_evaluated.is_none() && strand.inspected.is_none() && !used.contains(&id) {
            let message = format!("no measure and no rule gives the strand `{}` a grade", strand.id);
            let help =
                "say where its grades stand (`self evaluated`, `inspected`), write a rule for it, or take it out";
            out.push(Diagnostic::warning(Code::Unused, strand.span.clone(), message).help(help));
        }
    }
}

/// A grade that no rule indicates and that calls for nothing, where others do.
fn grades(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    let indicated = rulebook.rules.iter().filter_map(|rule| match rule.kind {
        RuleKind::Indication { grade, .. } => Some(grade),
        _ => None,
    });
    let mut used: BTreeSet<u8> = indicated.collect();
    if used.is_empty() {
        return;
    }
    used.extend(rulebook.support.iter().flat_map(|model| &model.grades));
    used.extend(rulebook.triggers.iter().flat_map(|trigger| &trigger.grades));
    // the best may be given by people alone
    let best = used.first().copied().unwrap_or_default();
    for (grade, place) in rulebook.judgements.grades.iter().zip(0_u8..) {
        if place > best && !used.contains(&place) {
            let message = format!("no rule indicates the grade `{}`, and it calls for nothing", grade.id);
            let help = "write a rule that indicates it, list it where support is given, or take it out";
            out.push(Diagnostic::warning(Code::Unused, grade.span.clone(), message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rulebook::diagnostic::compact;
    use crate::rulebook::{RuleSource, load};

    #[test]
    fn what_is_declared_and_nothing_uses_is_told() {
        let rules = "authority: {name: Eastmere}
measures:
  - {id: met, title: Met, unit: percent, headings: [Met]}
judgements:
  grades: [{grade: A, title: a}, {grade: B, title: b}, {grade: C, title: c}]
  strands: [{strand: results, title: Results}, {strand: wellbeing, title: Wellbeing}]
  working grade: {take: worst, from: [indicated]}
indications:
  - {indication: low, grade: B, title: Low, strand: results, when: met < 40, source: ours}
  - {indication: high, grade: A, title: High, strand: results, when: met >= 80, source: ours}
teams:
  - {team: ours, title: Ours}
  - {team: nobody, title: Nobody}
support:
  - {strand: results, grades: [B], teams: [{team: ours, forms: [Visits]}], source: ours}
";
        let loaded = load(&RuleSource::from_texts([("a.yaml", rules)]));
        assert!(loaded.rulebook.is_some(), "{:?}", loaded.diagnostics);
        let said: Vec<String> = loaded.diagnostics.iter().map(compact).collect();
        for wanted in ["the team `nobody`", "the strand `wellbeing`", "the grade `C`"] {
            assert_eq!(said.iter().filter(|one| one.contains(wanted)).count(), 1, "{wanted}: {said:#?}");
        }
        for fine in ["`ours`", "`results`", "the grade `A`", "the grade `B`"] {
            assert!(!said.iter().any(|one| one.contains(fine)), "{fine}: {said:#?}");
        }
    }
}
