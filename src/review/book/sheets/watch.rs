//! Everything worth pointing at, by topic: concerns and strengths, of schools and of the authority.

use crate::judge::evaluate::{Finding, Outcome};
use crate::review::context::Context;
use crate::rulebook::model::{Rule, RuleKind, Tone};
use workbook::write::{Cell, Column, Look, Role, Row, TablePlan};

/// The plan of the sheet; none where the rulebook has no watchpoints.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    if !context.rulebook().rules.iter().any(|rule| matches!(rule.kind, RuleKind::Watch { .. })) {
        return None;
    }
    let words = context.words;
    let mut rows: Vec<((Option<&str>, usize), Row<'a>)> = Vec::new();
    for finding in &context.inputs.evaluation.authority {
        if let Some((topic, cells)) = context.rule(finding.rule).and_then(|rule| watched(context, rule, finding, None))
        {
            rows.push(((topic, 0), cells));
        }
    }
    for (at, row) in context.schools.iter().enumerate() {
        let holds = |(rule, finding): &(&Rule, &Finding<'_>)| {
            matches!(rule.kind, RuleKind::Watch { .. }) && finding.outcome == Outcome::Holds
        };
        // who it is, phase and all, is only asked for what is shown
        for (rule, finding) in context.findings(*row).filter(holds) {
            let who = Some((row.name(), context.phase(row.at)));
            if let Some((topic, cells)) = watched(context, rule, finding, who) {
                rows.push(((topic, at + 1), cells));
            }
        }
    }
    rows.sort_by_key(|(key, _)| *key);
    let plan = TablePlan {
        about: words.text("watch.about"),
        none: words.text("watch.none"),
        frozen: 2,
        ..TablePlan::new(&context.tab("tab.watch"), words.say("watch.title"), columns(context))
    };
    Some(plan.with_rows(rows.into_iter().map(|(_, cells)| cells).collect()))
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    vec![
        Column::new(words.text("column.topic"), 16.0),
        Column::new(words.text("column.school"), 30.0).wrapped(),
        Column::new(words.text("column.phase"), 14.0).wrapped(),
        Column::new(words.text("column.kind"), 14.0),
        Column::new(words.text("column.watchpoint"), 36.0).wrapped(),
        Column::new(words.text("column.said"), 70.0).wrapped(),
        Column::new(words.text("column.strand"), 26.0).wrapped(),
        Column::new(words.text("column.rule-place"), 18.0).looking(Look::of(Role::Quiet)),
    ]
}

/// A row, with its topic, where the finding is a watchpoint that holds.
fn watched<'a>(
    context: &Context<'a>,
    rule: &'a Rule,
    finding: &'a Finding<'a>,
    who: Option<(std::borrow::Cow<'a, str>, String)>,
) -> Option<(Option<&'a str>, Row<'a>)> {
    let RuleKind::Watch { tone, topic, strand, .. } = &rule.kind else { return None };
    if finding.outcome != Outcome::Holds {
        return None;
    }
    let words = context.words;
    let (kind, ink) = match tone {
        Tone::Strength => ("watch.strength", context.mark_ink("strength")),
        Tone::Concern => ("watch.concern", context.mark_ink("holds")),
        Tone::Figure => ("watch.figure", context.palette.ink("quiet")),
    };
    let sentence = finding.said(rule);
    let said = match &finding.guarded {
        Some(care) => words.fill("with-care", &[("answer", sentence.to_owned()), ("care", care.clone())]),
        None => sentence.to_owned(),
    };
    let (name, phase) = who.unwrap_or((words.text("scope.authority"), String::new()));
    let cells = vec![
        Cell::maybe(topic.as_deref()),
        Cell::text(name).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(phase),
        Cell::text(context.palette.signed(ink, words.say(kind))).looking(Look::of(Role::Body).inked(ink)),
        Cell::text(&*rule.title),
        Cell::text(said),
        Cell::maybe(strand.map(|strand| context.strand(strand))),
        Cell::text(rule.span.to_string()),
    ];
    Some((topic.as_deref(), cells))
}
