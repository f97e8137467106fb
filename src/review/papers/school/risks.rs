//! The risk characteristics: stated or found, with what is known of each.

use super::super::leaf::Leaf;
use super::unsaid::asks_what_is_nowhere;
use super::{Page, room_to_write};
use crate::judge::evaluate::Outcome;
use crate::review::book::sheets::risks::mark;
use crate::review::context::cut;
use crate::review::visits;
use crate::review::words::long_day;
use crate::rulebook::model::{PaperSection, Reads, RuleKind};
use workbook::write::{Cell, Look, Role};

/// The longest reason given.
const LONGEST: usize = 110;

/// A row for each characteristic; columns to write in at the right.
pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let context = page.maker.context;
    let risks = context.findings(page.row).filter(|(rule, _)| matches!(rule.kind, RuleKind::Risk));
    let mut shares = vec![10, 3, 12];
    if !part.columns.is_empty() {
        shares = vec![8, 3, 8];
        // yes or no takes less room than words
        let wide = |title| if part.reads.get(title) == Some(&Reads::Present) { 4 } else { 7 };
        shares.extend(part.columns.iter().map(wide));
    }
    let mut titles = ["paper.risk", "column.outcome", "column.what-is-known"].map(|name| page.text(name)).to_vec();
    titles.extend(part.columns.iter().map(|title| title.to_string()));
    leaf.headings(&shares, titles);
    for (rule, finding) in risks.filter(|(_, finding)| finding.outcome != Outcome::NotApplicable) {
        let known = match finding.outcome {
            Outcome::Holds => Some(finding.sentence.clone()),
            Outcome::CannotSay if asks_what_is_nowhere(finding) => Some(page.text("paper.not-in-workbooks")),
            Outcome::CannotSay => context.reason_in_brief(finding).map(|reason| cut(&reason, LONGEST)),
            _ => None,
        };
        let stated =
            part.reads.values().any(|reads| *reads == Reads::Present).then(|| stated(page, &rule.id)).flatten();
        let known = [known, stated].into_iter().flatten().reduce(|one, other| format!("{one}\n{other}"));
        let mut cells = vec![
            Cell::text(&*rule.title).looking(Look::of(Role::Strong).wrapped()),
            mark(context, Some(finding)),
            Cell::maybe(known).looking(Look::of(Role::Body).wrapped()),
        ];
        cells.extend(room_to_write(part.columns.len()));
        leaf.cells(&shares, cells);
    }
}

/// What was last stated of a characteristic, and what had changed.
fn stated(page: &Page<'_, '_>, rule: &str) -> Option<String> {
    let context = page.maker.context;
    let (visit, risk) = visits::risk(context, &page.row.school.identity.key, rule)?;
    let said = [risk.present.as_ref().map(|(_, noted)| noted), risk.changed.as_ref()];
    let said: Vec<String> = said.into_iter().flatten().map(|noted| visits::flat(&noted.text)).collect();
    let with = [("date", long_day(visit.as_of)), ("said", cut(&said.join("; "), LONGEST))];
    Some(context.words.fill("paper.stated", &with))
}
