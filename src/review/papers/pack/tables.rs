//! The tables of a pack: each with the columns in which officers decide, under the keys of the review.

use std::borrow::Cow;

use super::super::Maker;
use super::super::contents::Listed;
use super::concerned::{Concerned, changed};
use crate::judge::advise::{ProgressAsked, TriggerAdvice};
use crate::judge::evaluate::StrandGrades;
use crate::judge::lives::ProgressAt;
use crate::review::book::sheets::{advice, grades, plans, progress as book_progress, schools};
use crate::review::book::{Asked, deciding, keys};
use crate::review::context::{Context, SchoolRow, cut};
use crate::review::{lives, reason, targets, visits};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Measure, PaperSection, Rule, RuleKind, Shows, Unit};
use schools::league;
use workbook::write::{Cell, Column, Look, Printed, Role, Row, Shown, TableKind, TablePlan};

/// Letters of what cannot be ruled out, on a page that is printed: the review has all of it.
const LONG: usize = 130;
/// How wide a column of a figure is, and one of words. All columns together are as wide as a page on its side has room for.
const MEASURE: f64 = 10.0;
const WORDS: f64 = 16.0;

/// What a table is made of: its columns before those in which officers decide, and its rows.
struct Made<'a> {
    own: Vec<Column<'a>>,
    /// whether a grade may be agreed in it
    graded: bool,
    rows: Vec<Row<'a>>,
    /// columns that stand behind the others and are not printed
    aside: Vec<Column<'a>>,
}

/// The table of a section, and its line in the order of business.
pub(super) fn plan<'a>(maker: &Maker<'a>, part: &'a PaperSection) -> (TablePlan<'a>, Listed<'a>) {
    let context = maker.context;
    let words = context.words;
    let here = Concerned::of(maker, part);
    let made = match part.shows {
        Shows::GradesProposed => proposed(context, &here.rows),
        Shows::RiskPicture => risks(maker, part, &here.rows),
        Shows::Progress => progress(maker, &here.rows),
        _ => changes(maker, &here.rows),
    };
    let event = maker.event().map_or("", |(_, event)| &*event.title);
    let title = part.title.as_deref().unwrap_or(event);
    let name = maker.sheet_name(title);
    let many = words.fill("paper.pack-rows", &[("n", made.rows.len().to_string())]);
    let wrapped = Look::of(Role::Body).wrapped();
    let listed = Listed {
        title: title.to_owned(),
        sheet: Some(name.clone()),
        beside: [many, part.say.as_deref().unwrap_or_default().to_owned()]
            .map(|text| Cell::text(text).looking(wrapped)),
    };
    let about = [part.say.as_deref().map(ToOwned::to_owned), here.unsure(maker)];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut columns = all_columns(context, made.own, made.graded);
    columns.extend(made.aside);
    if part.shows == Shows::Progress {
        let behind = columns.iter().position(|column| column.id == keys::NOTE).map_or(columns.len(), |at| at + 1);
        // beside what is printed: a page has room for no more
        columns.splice(behind..behind, deciding::plan_columns(context));
        columns = columns.into_iter().map(|column| advice::with_ends(context, column)).collect();
    }
    let to = columns.iter().position(|column| column.id == keys::NOTE).and_then(|to| u16::try_from(to).ok());
    let plan = TablePlan {
        about: Cow::Owned(about),
        hint: words.text("paper.pack-hint"),
        none: words.text("paper.pack-none"),
        frozen: 2,
        kind: TableKind::Decisions,
        tab: context.palette.ink("input"),
        printed: to.map(|to| Printed { rows: made.rows.len().max(1), to }),
        ..TablePlan::new(&name, format!("{event}: {title}"), columns)
    };
    (plan.with_rows(made.rows), listed)
}

/// Whose a row is, the table's own columns, and those in which officers decide.
fn all_columns<'a>(context: &Context<'a>, own: Vec<Column<'a>>, graded: bool) -> Vec<Column<'a>> {
    let words = context.words;
    let mut columns = vec![
        deciding::hidden(keys::KEY),
        deciding::school(context, 24.0),
        Column::new(words.text("column.urn"), 7.5).looking(Look::of(Role::Body).centred()),
    ];
    columns.extend(own);
    if graded {
        columns.push(deciding::agreed(context));
    }
    columns.extend(deciding::columns(context).into_iter().map(advice::narrow));
    columns
}

/// The cells of whose a row is.
fn whose<'a>(row: SchoolRow<'a>, asked: &Asked) -> Row<'a> {
    let name = Cell::text(row.name()).looking(Look::of(Role::Strong).wrapped());
    vec![Cell::text(keys::written(&asked.key)), name, row.urn()]
}

/// A row for each school and strand: whose grade says what, and why.
fn proposed<'a>(context: &'a Context<'a>, rows: &[SchoolRow<'a>]) -> Made<'a> {
    let words = context.words;
    let mut own = vec![Column::new(words.text("column.strand"), 12.0).wrapped()];
    let sides = ["grade.self-evaluated", "grade.inspected", "grade.indicated"];
    let centred = Look::of(Role::Body).centred();
    own.extend(sides.map(|side| Column::new(words.text(side), 9.0).looking(centred)));
    own.push(Column::new(words.text("column.worked-with"), 16.0).looking(centred.wrapped()));
    own.push(Column::new(words.text("column.why"), 60.0).wrapped());
    let all = rows.iter().flat_map(|row| row.findings.grades.iter().map(move |grades| (*row, grades)));
    let cells = |(row, grades): (SchoolRow<'a>, &'a StrandGrades)| {
        let asked = grades::asked(context, row, grades);
        let mut cells = whose(row, &asked);
        cells.push(Cell::text(context.strand_short(grades.strand)));
        cells.extend([&grades.self_evaluated, &grades.inspected, &grades.indicated].map(|side| context.graded(side)));
        let worked_with = grades::worked_with(context, grades);
        cells.push(worked_with.looking(centred.wrapped()));
        let evidence = grades::evidence_in_brief(context, row, grades);
        let why = grades.differ.iter().flat_map(|differ| differ.lines()).chain(evidence.lines());
        cells.push(Cell::text(why.map(|line| cut(line, 2 * LONG)).collect::<Vec<_>>().join("\n")));
        let strand = context.rulebook().strand(grades.strand).map(|strand| &*strand.id);
        cells.extend(advice::decided(context, asked, strand));
        cells
    };
    Made { own, graded: true, rows: all.map(cells).collect(), aside: Vec::new() }
}

/// A row for each school: where it stands, its grades and risks, what is known of them and what changed.
fn risks<'a>(maker: &Maker<'a>, part: &PaperSection, rows: &[SchoolRow<'a>]) -> Made<'a> {
    let context = maker.context;
    let words = context.words;
    let strands = || context.rulebook().numbered_strands();
    let risks: Vec<(RuleId, &Rule)> =
        context.rulebook().numbered_rules().filter(|(_, rule)| matches!(rule.kind, RuleKind::Risk)).collect();
    let upright = |title: Cow<'a, str>, width: f64| Column {
        upright: true,
        ..Column::new(title, width).looking(Look::of(Role::Body).centred())
    };
    let mut own = vec![Column::new(words.text("column.status"), 18.0).wrapped()];
    own.extend(strands().map(|(_, strand)| upright(Cow::Borrowed(&*strand.short), context.grade_width(4.2))));
    own.extend(risks.iter().map(|(_, rule)| upright(Cow::Borrowed(league::risk_name(context.rulebook(), rule)), 3.4)));
    // figures that are shown besides take their room from the words
    let measures = || part.measures.iter().filter_map(|id| context.rulebook().measure(*id));
    let wide = |measure: &Measure| if measure.unit == Unit::Words { WORDS } else { MEASURE };
    let taken: f64 = measures().map(wide).sum();
    own.push(Column::new(words.text("column.what-is-known"), (48.0 - taken).max(26.0)).wrapped());
    own.extend(measures().map(|measure| Column::new(&*measure.title, wide(measure)).wrapped()));
    own.push(Column::new(words.text("column.changed"), if taken > 0.0 { 14.0 } else { 18.0 }).wrapped());
    let changes = changed(maker);
    let cells = |row: &SchoolRow<'a>| {
        let asked = schools::asked(context, *row);
        let mut cells = whose(*row, &asked);
        cells.push(context.status(row.findings.status.rule));
        cells.extend(strands().map(|(id, _)| league::worked_with(context, row.grades(id))));
        cells.extend(risks.iter().map(|(risk, _)| league::risk(context, row.findings.of(*risk))));
        cells.push(Cell::text(known(context, *row)));
        cells.extend(part.measures.iter().map(|id| schools::measured(context, *row, *id)));
        let changed = changes.get(&*row.school.identity.key.0).map_or(String::new(), |(what, _)| what.join("\n"));
        cells.push(Cell::text(changed));
        cells.extend(deciding::cells(context, asked));
        cells
    };
    Made { own, graded: false, rows: rows.iter().map(cells).collect(), aside: Vec::new() }
}

/// Why the school stands where it stands, with the figures of each risk in a word or two; what has come to be known since,
/// and what worse cannot be ruled out. A row is a line or two high: the evidence has it at length.
fn known(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let beyond = context.beyond_in_brief(row).into_iter().chain(visits::denied_in_words(context, row));
    let beyond = beyond.map(|line| cut(&line, LONG));
    std::iter::once(reason::in_full(context, row)).chain(beyond).collect::<Vec<_>>().join("\n")
}

/// What is asked at the meeting of a plan that is under way: how it comes on.
fn under_way(maker: &Maker<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> Option<Asked> {
    let context = maker.context;
    let under_way = plan.life.as_ref().zip(maker.event()).filter(|(life, (step, event))| {
        let kind = context.rulebook().plans.as_ref().and_then(|plans| plans.reviewed_at.as_deref());
        let begun = life.begun.is_some_and(|day| day < step.time.from);
        begun && life.ended.is_none() && kind == Some(&*event.kind)
    });
    let (_, (step, event)) = under_way?;
    let (year, number) = (step.time.year, step.time.number);
    let id = ProgressAt { event: &event.id, year, number, plan: &plan.id }.about();
    let asked = ProgressAsked { id, event: step.event, year, number, open: true };
    Some(book_progress::asked(context, row, plan, &asked))
}

/// A row for each plan: what calls for it, what has to be done, how it came on, and what is known of its strand now.
fn progress<'a>(maker: &Maker<'a>, rows: &[SchoolRow<'a>]) -> Made<'a> {
    let context = maker.context;
    let words = context.words;
    let own = vec![
        Column::new(words.text("column.plan"), 28.0).wrapped(),
        Column::new(words.text("column.strand"), 12.0).wrapped(),
        Column::new(words.text("column.why"), 18.0).wrapped(),
        Column::new(words.text("column.what-is-known"), 54.0).wrapped(),
        Column::new(words.text("column.next-meeting"), 11.5).looking(Look::of(Role::Body).shown(Shown::Day)),
    ];
    let all = rows.iter().filter_map(|row| Some((*row, row.advice?)));
    let all = all.flat_map(|(row, advice)| advice.triggers.iter().map(move |plan| (row, plan)));
    let cells = |(row, plan): (SchoolRow<'a>, &'a TriggerAdvice)| {
        let called = plans::asked(context, row, plan);
        let why = plans::why(context, plan, &called);
        let asked = under_way(maker, row, plan).unwrap_or(called);
        let mut cells = whose(row, &asked);
        let strand = plan.strand.map_or("", |strand| context.strand_short(strand));
        let grades = plan.strand.and_then(|strand| row.grades(strand));
        let known = grades.map_or_else(|| context.why_in_brief(row), |of| grades::evidence_in_brief(context, row, of));
        let [lived, _] = lives::in_words(context, row, plan);
        // a row that asks how it comes on has no cell for it
        let target = targets::as_typed(context, row, plan).filter(|_| ProgressAt::of(&asked.key.about).is_some());
        let known = target.iter().chain(&lived).map(String::as_str).chain(known.lines());
        let known = known.map(|line| cut(line, 2 * LONG)).collect::<Vec<_>>().join("\n");
        cells.extend([
            Cell::text(&*plan.title),
            Cell::text(strand),
            Cell::text(why),
            Cell::text(known),
            Cell::date(plan.meetings.iter().min().copied()),
        ]);
        let of_plan = advice::of_plan(context, &asked);
        let mut decided = deciding::cells(context, asked);
        decided.splice(deciding::WRITTEN..deciding::WRITTEN, of_plan);
        cells.extend(decided);
        cells.push(Cell::text(&*plan.requires));
        cells
    };
    // the same words for every plan of a kind: they would only make each row higher
    let aside = vec![Column::new(words.text("column.requires"), 90.0)];
    Made { own, graded: false, rows: all.map(cells).collect(), aside }
}

/// A row for each school for which something changed: what and why, and its overall grade to adjust; where the rulebook has
/// none, where it stands.
fn changes<'a>(maker: &Maker<'a>, rows: &[SchoolRow<'a>]) -> Made<'a> {
    let context = maker.context;
    let words = context.words;
    let overall = context.rulebook().judgements.overall;
    let mut own = vec![
        Column::new(words.text("column.status"), 20.0).wrapped(),
        Column::new(words.text("column.changed"), 46.0).wrapped(),
        Column::new(words.text("column.why"), 16.0).wrapped(),
    ];
    if overall.is_some() {
        own.push(Column::new(words.text("column.strand"), 18.0).wrapped());
        own.push(Column::new(words.text("column.worked-with"), 12.0).looking(Look::of(Role::Body).centred().wrapped()));
    }
    let all = changed(maker);
    let with = rows.iter().filter_map(|row| Some((*row, all.get(&*row.school.identity.key.0)?)));
    let cells = |(row, (what, why)): (SchoolRow<'a>, &(Vec<&'a str>, std::collections::BTreeSet<&'a str>))| {
        let grades = overall.and_then(|overall| row.grades(overall));
        let asked = grades.map_or_else(|| schools::asked(context, row), |of| grades::asked(context, row, of));
        let mut cells = whose(row, &asked);
        let why = why.iter().copied().collect::<Vec<_>>().join("\n");
        cells.extend([context.status(row.findings.status.rule), Cell::text(what.join("\n")), Cell::text(why)]);
        let Some(overall) = overall else {
            cells.extend(deciding::cells(context, asked));
            return cells;
        };
        cells.push(Cell::text(if grades.is_some() { context.strand(overall) } else { Cow::Borrowed("") }));
        cells.push(grades.map_or(Cell::BLANK, |of| grades::worked_with(context, of)));
        let strand = grades.and_then(|_| context.rulebook().strand(overall)).map(|strand| &*strand.id);
        cells.extend(advice::decided(context, asked, strand));
        cells
    };
    Made { own, graded: overall.is_some(), rows: with.map(cells).collect(), aside: Vec::new() }
}
