//! The values to blame for an answer that cannot be given, through the rules it rests on: a status that waits for a floor
//! waits for the figures that the floor waits for.

use crate::judge::evaluate::{Account, Finding, Outcome, Reading};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind};

/// Rules resting on rules resting on rules; the rulebook's order rules out circles, this bounds the walk.
const DEEPEST: usize = 6;

/// Shows each value to blame. Of a whole country the accounts are not kept for it: nobody shows them.
pub(in crate::review::book) fn each<'a>(
    context: &Context<'a>,
    row: SchoolRow<'a>,
    finding: &Finding<'_>,
    show: &mut dyn FnMut(&Reading),
) {
    walk(context, row, finding, DEEPEST, show);
}

fn walk<'a>(
    context: &Context<'a>,
    row: SchoolRow<'a>,
    finding: &Finding<'_>,
    deep: usize,
    show: &mut dyn FnMut(&Reading),
) {
    let mut look = |account: &Account| {
        for reading in account.blame.iter().filter_map(|at| account.readings.get(*at)) {
            let below = if deep == 0 { Vec::new() } else { rests_on(context, row, reading) };
            if below.is_empty() {
                show(reading);
            }
            for finding in below {
                walk(context, row, finding, deep - 1, show);
            }
        }
    };
    if context.inputs.is_national() { finding.in_passing(look) } else { look(finding) }
}

/// The findings that a name such as `floor.below`, `risk.count`, `rule("…")` or `grade.…` rests on, of those without an answer.
fn rests_on<'a>(context: &Context<'a>, row: SchoolRow<'a>, reading: &Reading) -> Vec<&'a Finding<'a>> {
    // what was found of an earlier year is no finding of this one
    if reading.measure.is_some() || reading.place.is_some() || reading.name.contains(".before(") {
        return Vec::new();
    }
    let open = |wanted: &dyn Fn(&Rule) -> bool| -> Vec<&'a Finding<'a>> {
        let all = context.findings(row).filter(|(rule, finding)| finding.outcome == Outcome::CannotSay && wanted(rule));
        all.map(|(_, finding)| finding).collect()
    };
    let (family, rest) = reading.name.split_once(['.', '(']).unwrap_or((&reading.name, ""));
    let named = rest.trim_matches(['"', ')', ' ']);
    match family {
        "floor" => open(&|rule| matches!(rule.kind, RuleKind::Floor { .. })),
        "risk" => open(&|rule| {
            matches!(rule.kind, RuleKind::Risk) && (named == "count" || rule.id.replace('-', "_") == named)
        }),
        "rule" => open(&|rule| &*rule.id == named),
        "grade" | "indicated" => {
            let unsure = unsure_of(context, row, named);
            open(&|rule| unsure.iter().any(|id| context.rule(*id).is_some_and(|of| of.id == rule.id)))
        }
        _ => Vec::new(),
    }
}

/// Rules that could indicate a worse grade for a strand but cannot say.
fn unsure_of(context: &Context<'_>, row: SchoolRow<'_>, strand: &str) -> Vec<RuleId> {
    let of = row.findings.grades.iter().find(|g| context.rulebook().strand(g.strand).is_some_and(|s| &*s.id == strand));
    of.map_or_else(Vec::new, |grades| grades.indicated.unsure.clone())
}
