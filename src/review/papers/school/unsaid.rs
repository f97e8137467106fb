//! What cannot be said of a school: what bears on where it stands first.

use super::super::leaf::Leaf;
use super::Page;
use crate::domain::Missing;
use crate::judge::evaluate::{Finding, Outcome};
use crate::review::context::{Context, cut};
use crate::rulebook::model::{PaperSection, Rule, RuleKind};
use workbook::write::{Cell, Look, Role};

/// Answers named where the rulebook does not say how many.
const NAMED: usize = 6;
/// The longest reason given.
const LONGEST: usize = 125;

pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let context = page.maker.context;
    // where the school stands has a section of its own
    let open = context.findings(page.row).filter(|(rule, _)| !matches!(rule.kind, RuleKind::Status { .. }));
    let open = open.filter(|(_, finding)| finding.outcome == Outcome::CannotSay);
    // what no workbook has is no question to the school
    let (nowhere, mut open): (Vec<_>, Vec<_>) = open.partition(|(_, finding)| asks_what_is_nowhere(finding));
    if open.is_empty() && nowhere.is_empty() {
        return page.say(leaf, "cannot-say.none");
    }
    let doubts = &page.row.findings.status.doubts;
    open.sort_by_key(|(_, finding)| !doubts.iter().any(|doubt| doubt.rule == finding.rule));
    let open = without_what_follows(context, &open);
    let lines = usize::try_from(part.lines).ok().filter(|lines| *lines > 1).unwrap_or(NAMED);
    for (title, reason) in open.iter().take(lines) {
        let cells = vec![
            Cell::text(title.clone()).looking(Look::of(Role::Body).wrapped()),
            Cell::text(cut(reason, LONGEST)).looking(Look::of(Role::Quiet).wrapped()),
        ];
        leaf.cells(&[11, 14], cells);
    }
    if open.len() > lines {
        leaf.quiet(context.words.fill("and-more", &[("n", (open.len() - lines).to_string())]));
    }
    if !nowhere.is_empty() {
        leaf.quiet(context.words.fill("paper.asked-in-vain", &[("n", nowhere.len().to_string())]));
    }
}

/// Title and reason of each, without those that cannot be said only because another cannot: where a school stands waits
/// for its floor, and so on. One question with several titles is named once.
fn without_what_follows(context: &Context<'_>, open: &[(&Rule, &Finding)]) -> Vec<(String, String)> {
    let reason = |finding: &Finding| finding.reason.clone().unwrap_or_default();
    let reasons: Vec<String> = open.iter().map(|(_, finding)| reason(finding)).collect();
    let follows = |own: &str| reasons.iter().any(|other| !other.is_empty() && own != other && own.ends_with(&**other));
    let mut named: Vec<(String, String)> = Vec::new();
    for ((rule, finding), _) in open.iter().zip(&reasons).filter(|(_, reason)| !follows(reason)) {
        // the evidence has it at length, with files and cells
        let reason = context.reason_in_brief(finding).unwrap_or_default();
        match named.iter_mut().find(|(_, known)| *known == reason) {
            Some((titles, _)) => titles.push_str(&format!("; {}", rule.title)),
            None => named.push((rule.title.to_string(), reason)),
        }
    }
    named
}

/// Whether everything to blame is in no workbook at all.
pub(super) fn asks_what_is_nowhere(finding: &Finding) -> bool {
    let mut blamed = finding.blame.iter().filter_map(|at| finding.readings.get(*at)).peekable();
    blamed.peek().is_some() && blamed.all(|reading| matches!(reading.value, Err(Missing::NoColumn)))
}
