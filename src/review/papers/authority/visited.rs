//! What came of visits, school by school: of those since the last report of the kind, and of those whose templates came after
//! it. Who was reported before, and who was not visited yet, is named below.

use chrono::{Days, Months, NaiveDate};

use super::super::Maker;
use super::super::leaf::Leaf;
use super::super::long_day;
use crate::domain::Truth;
use crate::intake::record::{Visit, VisitRisk};
use crate::judge::advise::times;
use crate::review::context::SchoolRow;
use crate::review::visits;
use workbook::write::{Cell, Look, Role};

const SHARES: [u16; 4] = [6, 5, 6, 8];

/// A row for each visit, schools that need us first.
pub(super) fn put<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>) {
    let Some((since, until)) = since_until(maker) else { return };
    let context = maker.context;
    let words = context.words;
    let (mut rows, mut before, mut never, mut old) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in concerned(maker) {
        // where the report is made again later, what came after it is of the next one
        let known = context.inputs.dataset.visits_of(&row.school.identity.key).filter(|visit| visit.as_of <= until);
        let (of_this, earlier): (Vec<&Visit>, Vec<&Visit>) = known
            .partition(|visit| visit.as_of >= since || of_this_year(maker, visit) && !was_known(maker, row, visit));
        let told = earlier.iter().any(|visit| of_this_year(maker, visit));
        let came_since = || {
            let mut all = context.inputs.dataset.visits_of(&row.school.identity.key);
            all.any(|visit| visit.as_of > until && of_this_year(maker, visit))
        };
        if of_this.is_empty() && (told || !came_since()) {
            let names = if told { &mut before } else { &mut never };
            names.push(row.name().into_owned());
        }
        if earlier.iter().any(|visit| !of_this_year(maker, visit) && came_late(maker, row, visit)) {
            old.push(row.name().into_owned());
        }
        rows.extend(of_this.into_iter().map(|visit| (row, visit)));
    }
    if rows.is_empty() && before.is_empty() {
        never.clear();
    }
    if rows.is_empty() {
        leaf.quiet(words.fill("paper.visits-none", &[("day", long_day(since))]));
    } else {
        let names = ["column.school", "paper.visit-grades", "paper.visit-priorities", "paper.visit-outcome"];
        leaf.headings(&SHARES, names.map(|name| words.say(name).to_owned()).to_vec());
    }
    for (row, visit) in rows {
        let late = visit.as_of < since && came_late(maker, row, visit);
        leaf.cells(&SHARES, cells(maker, row, visit, late));
        leaf.may_part_here();
    }
    for (name, schools) in
        [("paper.visits-before", before), ("paper.visits-of-other-years", old), ("paper.visits-missing", never)]
    {
        if !schools.is_empty() {
            let with = [("n", schools.len().to_string()), ("names", schools.join(", ")), ("day", long_day(since))];
            leaf.quiet(words.fill(name, &with));
        }
    }
}

/// Whether a visit falls into the year of the report.
fn of_this_year(maker: &Maker<'_>, visit: &Visit) -> bool {
    let year = |day| maker.context.rulebook().year_begins.year_of(day);
    maker.event().is_some_and(|(step, _)| year(visit.as_of) == year(step.time.from))
}

/// Whether a visit was known when the report before this one was due; none where no run tells.
fn knew(maker: &Maker<'_>, row: SchoolRow<'_>, visit: &Visit) -> Option<bool> {
    let identity = &row.school.identity;
    let before = identity.predecessors.iter().map(|urn| format!("urn:{urn}"));
    let keys = std::iter::once(identity.key.to_string()).chain(before);
    let known = maker.inputs.visits_known?;
    let of_school: Vec<_> = keys.filter_map(|key| known.get(&key)).collect();
    (!of_school.is_empty()).then(|| of_school.iter().any(|visits| visits.contains(&visit.name())))
}

/// What nobody can have reported is not left out: where no run tells what was known, it stands in this report.
fn was_known(maker: &Maker<'_>, row: SchoolRow<'_>, visit: &Visit) -> bool {
    knew(maker, row, visit) == Some(true)
}

fn came_late(maker: &Maker<'_>, row: SchoolRow<'_>, visit: &Visit) -> bool {
    knew(maker, row, visit) == Some(false)
}

/// The schools that the report is about, those of which it cannot be said among them.
fn concerned<'a>(maker: &Maker<'a>) -> Vec<SchoolRow<'a>> {
    let Some((step, _)) = maker.event() else { return Vec::new() };
    let is_for = |row: &SchoolRow<'_>| step.schools.contains(&row.at) || step.unsure.contains(&row.at);
    let has_a_place = |row: &SchoolRow<'_>| {
        let of_paper = maker.paper.for_schools.as_ref();
        of_paper.is_none_or(|condition| maker.inputs.views.school(row.at, condition) != Truth::DoesNotHold)
    };
    maker.context.schools.iter().copied().filter(is_for).filter(has_a_place).collect()
}

/// The day after the last time before this one at which the paper was due, and the last day of this time.
fn since_until(maker: &Maker<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let (step, _) = maker.event()?;
    let rulebook = maker.context.rulebook();
    let first = step.time.from.checked_sub_months(Months::new(13))?;
    let due = times(rulebook, first, Some(step.time.from)).into_iter();
    let before = due.filter(|(event, time)| maker.paper.events.contains(event) && time.to < step.time.from);
    let last = before.map(|(_, time)| time.to).max();
    let since = last.and_then(|day| day.checked_add_days(Days::new(1))).unwrap_or(first);
    Some((since, step.time.to))
}

fn cells<'a>(maker: &Maker<'a>, row: SchoolRow<'a>, visit: &Visit, late: bool) -> Vec<Cell<'a>> {
    let body = Look::of(Role::Body).wrapped();
    let context = maker.context;
    let status = context.rule_title(row.findings.status.rule).into_owned();
    let who = visit.who.as_ref().map(|who| visits::flat(&who.text));
    let late = late.then(|| context.words.say("paper.visit-late").to_owned());
    let head = [Some(row.name().into_owned()), Some(status), Some(visits::day(context, visit)), late, who];
    let head = head.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    let cells = [grades(maker, visit), priorities(visit), outcome(maker, row, visit)];
    let cells = cells.into_iter().map(|lines| Cell::text(lines.join("\n")).looking(body));
    std::iter::once(Cell::text(head).looking(Look::of(Role::Strong).wrapped())).chain(cells).collect()
}

/// `Achievement: 3, 4`, the school's and that of who came.
fn grades(maker: &Maker<'_>, visit: &Visit) -> Vec<String> {
    let context = maker.context;
    let of = |grade: &Option<_>| match grade.as_ref().and_then(|grade| visits::graded(context, grade)) {
        Some(grade) => grade.to_string(),
        None => "–".to_owned(),
    };
    let strands = context.rulebook().numbered_strands();
    let given = strands.filter_map(|(id, strand)| Some((strand, visit.grade(id)?)));
    given.map(|(strand, grade)| format!("{}: {}, {}", strand.short, of(&grade.school), of(&grade.partner))).collect()
}

fn priorities(visit: &Visit) -> Vec<String> {
    let all = visit.priorities.iter().filter_map(|one| {
        let [what, impact] =
            [&one.priority, &one.impact].map(|noted| noted.as_ref().map(|noted| visits::flat(&noted.text)));
        Some(match (what, impact) {
            (Some(what), Some(impact)) => format!("{what}: {impact}"),
            (one, other) => one.or(other)?,
        })
    });
    all.map(|one| format!("• {one}")).collect()
}

/// What was said, how plans came on, what was stated of risks, and what was agreed.
fn outcome(maker: &Maker<'_>, row: SchoolRow<'_>, visit: &Visit) -> Vec<String> {
    let words = maker.context.words;
    let risk = |risk: &VisitRisk| {
        let title = maker.context.findings(row).find(|(rule, _)| *rule.id == *risk.rule)?.0.title.to_string();
        let said = [risk.present.as_ref().map(|(_, noted)| noted), risk.changed.as_ref()];
        let said: Vec<String> = said.into_iter().flatten().map(|noted| visits::flat(&noted.text)).collect();
        Some(format!("{title}: {}", said.join("; ")))
    };
    let agreed = visits::steps(visit);
    let agreed = (!agreed.is_empty()).then(|| words.fill("school-card.agreed", &[("said", agreed.join("; "))]));
    let lines = visits::said(visit).into_iter().chain(visits::of_plans(visit));
    lines.chain(visit.risks.iter().filter_map(risk)).chain(agreed).collect()
}
