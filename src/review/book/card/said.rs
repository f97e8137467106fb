//! What the card says of a school, in few words: it has room for so many and no more.

use crate::judge::decided::of_school;
use crate::judge::evaluate::{GradeEvidence, Outcome, StrandGrades};
use crate::review::book::sheets::{grades, schools};
use crate::review::context::{Context, SchoolRow, cut};
use crate::review::words::long_day;
use crate::review::{lives, strengths, visits};
use crate::rulebook::model::{Rule, RuleKind, Tone};
use workbook::write::{Cell, CellValue};

/// Items named under a heading.
const NAMED: usize = 5;
/// Letters of an item that is a list.
const LONG: usize = 105;
/// Letters under a heading that has half of the width: an item that does not fit is counted, and none is cut.
const HALF: usize = 420;
/// Letters beside a grade.
const TWO_LINES: usize = 118;

/// Its number and phase.
pub(super) fn who(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let urn = row.school.identity.urn.map(|urn| format!("{} {urn}", context.words.say("column.urn")));
    let parts = [urn.unwrap_or_default(), context.phase(row.at)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The floor that bears on it, with value and line.
pub(super) fn floor(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let [answer, against] = schools::floor(context, row).map(|cell| words_of(&cell).replace('\n', "; "));
    let said = if against.is_empty() { answer } else { format!("{answer}: {against}") };
    context.words.fill("school-card.floor", &[("said", said)])
}

/// A grade as one side gives it; blank where it gives none.
pub(super) fn grade(context: &Context<'_>, evidence: Option<&GradeEvidence>) -> String {
    evidence.map_or_else(String::new, |evidence| words_of(&context.graded(evidence)))
}

/// What indicates a grade, else where those of a strand differ.
pub(super) fn grade_why(context: &Context<'_>, row: SchoolRow<'_>, of: Option<&StrandGrades>) -> String {
    let Some(of) = of else { return String::new() };
    // what each side says stands beside it
    let evidence = grades::evidence_in_brief(context, row, of);
    let said = if evidence.is_empty() { of.differ.clone().unwrap_or_default() } else { evidence };
    let sentences: Vec<String> = said.lines().map(ToOwned::to_owned).collect();
    whole(context, &sentences, " ", TWO_LINES)
}

/// What is strong, the strongest first.
pub(super) fn strengths(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    const STRONG: usize = 3;
    let all = strengths::of(context, row);
    let lines = all.iter().take(STRONG).map(|strength| format!("• {}", strength.said()));
    or_none(context, lines.collect())
}

/// Concerns that are watched for and found.
pub(super) fn concerns(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let concern = |rule: &Rule| matches!(rule.kind, RuleKind::Watch { tone: Tone::Concern, .. });
    holding(context, row, concern)
}

/// Risks found; and how many cannot be said.
pub(super) fn risks(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let unknown = context
        .findings(row)
        .filter(|(rule, finding)| matches!(rule.kind, RuleKind::Risk) && finding.outcome == Outcome::CannotSay);
    let mut said = holding(context, row, |rule| matches!(rule.kind, RuleKind::Risk));
    let unknown = unknown.count();
    if unknown > 0 {
        said.push('\n');
        said.push_str(&context.words.fill("risks.unknown", &[("n", unknown.to_string())]));
    }
    said.trim_start().to_owned()
}

/// Rules of a kind that hold, in their sentences.
fn holding(context: &Context<'_>, row: SchoolRow<'_>, wanted: impl Fn(&Rule) -> bool) -> String {
    let holds = context.findings(row).filter(|(rule, finding)| finding.outcome == Outcome::Holds && wanted(rule));
    listed(context, holds.map(|(rule, finding)| finding.said(rule).to_owned()).collect())
}

/// Teams, each with its strands and forms.
pub(super) fn support(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let mut teams: Vec<(String, Vec<String>)> = Vec::new();
    for one in row.advice.map_or(&[][..], |advice| &advice.support) {
        let forms: Vec<String> = one.forms.iter().map(ToString::to_string).collect();
        let team = format!("{}: {}", one.team, whole(context, &forms, "; ", LONG - one.team.len().min(LONG / 2)));
        let strand = one.strand.map_or_else(String::new, |strand| context.strand_short(strand).to_owned());
        match teams.iter_mut().find(|(known, _)| *known == team) {
            Some((_, strands)) => strands.push(strand),
            None => teams.push((team, vec![strand])),
        }
    }
    let said = teams.into_iter().map(|(team, strands)| match strands.join(", ") {
        strands if strands.is_empty() => team,
        strands => format!("{strands}: {team}"),
    });
    listed(context, said.collect())
}

/// Plans called for, each with its next meetings.
pub(super) fn plans(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let going_on = row.advice.map_or(&[][..], |advice| &advice.triggers).iter().filter(|plan| lives::goes_on(plan));
    let said = going_on.map(|plan| {
        let title = context.plan_title(plan);
        let days = plan.meetings.iter().take(2).map(|day| long_day(*day)).collect::<Vec<_>>();
        let agreed_at = plan.life.as_ref().and_then(|life| lives::agreed_at(context, life));
        match (days.is_empty(), agreed_at) {
            (false, _) => format!("{title} ({})", days.join(", ")),
            (true, Some((event, when))) => {
                let with = [("plan", title), ("event", event), ("when", when)];
                context.words.fill("front.next.agree", &with)
            }
            (true, None) => title,
        }
    });
    listed(context, said.collect())
}

/// Options to discuss, each with what to consider.
pub(super) fn options(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let options = row.advice.map_or(&[][..], |advice| &advice.options);
    let said = options.iter().map(|option| {
        let title = context.option_title(option);
        let factors: Vec<String> = option.factors.iter().map(ToString::to_string).collect();
        let factors = whole(context, &factors, "; ", 2 * LONG - title.len().min(LONG));
        format!("• {title}: {factors}")
    });
    or_none(context, said.collect())
}

/// The last visit: when, by whom, priorities, what was agreed and said, how plans came on, the partner's grades, and where
/// it says no to a risk that figures show.
pub(super) fn visit(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let key = &row.school.identity.key;
    let Some(visit) = visits::last(context, key) else { return or_none(context, Vec::new()) };
    let priorities = visits::priorities(context, key).into_iter();
    let priorities =
        priorities.filter_map(|one| one.priority).map(|noted| visits::flat(&noted.text)).collect::<Vec<_>>();
    let grades: Vec<String> = context
        .rulebook()
        .numbered_strands()
        .filter_map(|(id, strand)| {
            let (given, grade) = visits::partner_grade(context, key, id)?;
            // one of a visit before says of when it is
            let of = if given.as_of == visit.as_of { String::new() } else { format!(" ({})", long_day(given.as_of)) };
            Some(format!("{} {grade}{of}", strand.short))
        })
        .collect();
    let parts = [
        ("school-card.priorities", priorities),
        ("school-card.agreed", visits::steps(visit)),
        ("school-card.said", visits::said(visit)),
        ("school-card.of-plans", visits::of_plans(visit)),
        ("school-card.partner-grades", grades),
    ];
    let said = parts.into_iter().filter(|(_, said)| !said.is_empty());
    // the whole of a long one is in the visit's own workbook
    let brief = |said: Vec<String>| cut(&whole(context, &said, "; ", 2 * LONG), HALF);
    let said = said.map(|(name, said)| context.words.fill(name, &[("said", brief(said))]));
    let said = said.chain(visits::denied_in_words(context, row));
    std::iter::once(visits::head(context, visit)).chain(said).collect::<Vec<_>>().join("\n")
}

/// What was decided about it.
pub(super) fn decided(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let of_school = of_school(&context.inputs.decisions.decisions, &row.school.identity.key);
    let said = of_school.filter_map(|(_, one)| {
        let due = one.due.map(|day| long_day(day).into());
        let parts: Vec<String> =
            [&one.decision, &one.owner, &due, &one.note].into_iter().flatten().map(ToString::to_string).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    });
    listed(context, said.collect())
}

/// As many items as there is room for, one a line.
fn listed(context: &Context<'_>, items: Vec<String>) -> String {
    let mut room = HALF;
    let fits = |item: &&String| {
        let left = room.checked_sub(item.chars().count());
        room = left.unwrap_or(0);
        left.is_some()
    };
    // one that is longer than all the room stands alone, as far as there is room: a row is as high on every card
    let shown = items.iter().take(NAMED).take_while(fits).count().max(1).min(items.len());
    let mut lines: Vec<String> = items.iter().take(shown).map(|item| format!("• {}", cut(item, HALF))).collect();
    if items.len() > shown {
        lines.push(context.words.fill("school-card.more", &[("n", (items.len() - shown).to_string())]));
    }
    or_none(context, lines)
}

/// As many parts as so many letters hold, the first in any case, and how many more there are: what is cut in the middle
/// says something else.
fn whole(context: &Context<'_>, parts: &[String], between: &str, longest: usize) -> String {
    let said = |shown: usize| {
        let left = parts.len() - shown;
        let more = (left > 0).then(|| context.words.fill("and-more", &[("n", left.to_string())]));
        parts.iter().take(shown).cloned().chain(more).collect::<Vec<_>>().join(between)
    };
    let fitting = (1..=parts.len()).rev().map(said).find(|said| said.chars().count() <= longest);
    fitting.unwrap_or_else(|| said(parts.len().min(1)))
}

fn or_none(context: &Context<'_>, lines: Vec<String>) -> String {
    if lines.is_empty() { context.words.say("school-card.none").to_owned() } else { lines.join("\n") }
}

/// What a cell says.
fn words_of(cell: &Cell<'_>) -> String {
    match &cell.value {
        CellValue::Text(text) | CellValue::Link(text, _) => text.to_string(),
        CellValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
