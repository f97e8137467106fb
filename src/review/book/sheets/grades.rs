//! One row for each school and strand: whose grade says what, where they differ, and the grade agreed.

use super::super::asked::Asked;
use super::super::deciding::MadeOn;
use super::super::evidence_print::prints;
use super::super::{deciding, keys};
use crate::judge::decided::DecisionKey;
use crate::judge::evaluate::{GradeEvidence, GradeSource, Outcome, StrandGrades};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::model::Renames;
use workbook::write::{Cell, Choice, Column, Look, Role, Row, TablePlan};

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let rows = context
        .schools
        .iter()
        .flat_map(move |row| row.findings.grades.iter().map(move |grades| cells(context, *row, grades)));
    TablePlan {
        about: words.text("grades.about"),
        none: words.text("grades.none"),
        count: context.schools.iter().map(|row| row.findings.grades.len()).sum(),
        rows: Box::new(rows),
        ..deciding::sheet(context, "tab.grades", "grades.title", columns(context))
    }
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let grade = |title| Column::new(words.text(title), 11.0).looking(Look::of(Role::Body).centred());
    let grades = context.rulebook().judgements.grades.iter().map(|grade| grade.id.to_string()).collect();
    let mut agreed = deciding::input(keys::AGREED, words.text("grade.agreed"), 10.0, Some(Choice::OneOf(grades)));
    agreed.look = agreed.look.centred();
    let mut note = deciding::input(keys::NOTE, words.text("column.note"), 34.0, None);
    note.look = note.look.wrapped();
    let own = vec![
        Column::new(words.text("column.strand"), 28.0).wrapped(),
        grade("grade.self-evaluated"),
        grade("grade.inspected"),
        grade("grade.indicated"),
        Column::new(words.text("column.indicated-by"), 52.0).wrapped(),
        Column::new(words.text("column.worked-with"), 18.0).wrapped(),
        Column::new(words.text("column.discuss"), 38.0).wrapped(),
        Column::new(words.text("column.self-evaluated-cell"), 20.0),
        Column::new(words.text("column.inspected-cell"), 20.0),
        agreed,
        note,
    ];
    deciding::whose(context).into_iter().chain(own).chain(deciding::again(context)).collect()
}

fn cells<'a>(context: &'a Context<'a>, row: SchoolRow<'a>, grades: &'a StrandGrades) -> Row<'a> {
    let strand = context.rulebook().strand(grades.strand);
    let id = strand.map_or("", |strand| &*strand.id);
    let asked = asked(context, row, grades);
    let place = |evidence: &'a GradeEvidence| evidence.place.as_ref().map_or(Cell::BLANK, |at| context.place(at));
    let own = vec![
        Cell::text(context.strand(grades.strand)),
        context.graded(&grades.self_evaluated),
        context.graded(&grades.inspected),
        context.graded(&grades.indicated),
        Cell::text(evidence(context, row, grades)),
        worked_with(context, grades),
        Cell::maybe(grades.differ.as_deref()),
        place(&grades.self_evaluated),
        place(&grades.inspected),
    ];
    deciding::whose_cells(context, row, &asked).into_iter().chain(own).chain(decided(context, asked, id)).collect()
}

/// The sentences of the rules that indicate the grade, and those that cannot say.
fn evidence(context: &Context<'_>, row: SchoolRow<'_>, grades: &StrandGrades) -> String {
    let said = grades.indicated.rules.iter().filter_map(|rule| row.findings.of(*rule)).map(|finding| {
        let title = context.rule_title(finding.rule);
        if finding.sentence.is_empty() { title.into_owned() } else { finding.sentence.clone() }
    });
    let unsure = grades.indicated.unsure.iter().filter_map(|rule| row.findings.of(*rule));
    let unsure = unsure.filter(|finding| finding.outcome == Outcome::CannotSay).map(|finding| {
        let reason = finding.reason.clone().unwrap_or_default();
        context.words.fill(
            "grade.cannot-say-whether",
            &[("rule", context.rule_title(finding.rule).into_owned()), ("reason", reason)],
        )
    });
    said.chain(unsure).collect::<Vec<_>>().join("\n")
}

/// The grade worked with and whose it is.
pub(in crate::review) fn worked_with<'a>(context: &Context<'a>, grades: &StrandGrades) -> Cell<'a> {
    let Some((place, source)) = grades.working else { return Cell::BLANK };
    let whose = context.words.say(match source {
        GradeSource::Agreed => "grade.agreed",
        GradeSource::SelfEvaluated => "grade.self-evaluated",
        GradeSource::Inspected => "grade.inspected",
        GradeSource::Indicated => "grade.indicated",
    });
    let grade = context.rulebook().judgements.grades.get(usize::from(place)).map_or("", |grade| &*grade.id);
    let with = [("grade", grade.to_owned()), ("whose", whose.to_lowercase())];
    Cell::text(context.words.fill("grade.worked-with", &with))
}

/// Agreed grade, note, and what comes with every decision.
fn decided<'a>(context: &Context<'a>, asked: Asked, strand: &str) -> Row<'a> {
    let inputs = context.inputs;
    let agreed = inputs.decisions.grades.get(&(asked.key.school.clone(), strand.into()));
    let decision = inputs.decisions.decisions.get(&asked.key);
    let grade = agreed.map(|agreed| &*agreed.grade);
    let entered = grade.map_or(Cell::BLANK, |grade| {
        let cell = grade.parse::<f64>().map_or_else(|_| Cell::text(grade), Cell::number);
        cell.looking(Look::of(Role::Input).centred())
    });
    let made = agreed.map_or_else(
        || MadeOn::of(decision),
        |agreed| MadeOn { print: agreed.made_on.as_deref(), words: agreed.made_on_words.as_deref(), seen: agreed.seen },
    );
    let carried = keys::carried(grade, decision);
    let mut cells = vec![entered, Cell::maybe(decision.and_then(|decision| decision.note.as_deref()))];
    cells.extend(deciding::again_cells(context, asked, made, carried));
    cells
}

/// What is asked of a strand's grade.
pub(in crate::review::book) fn asked(context: &Context<'_>, row: SchoolRow<'_>, grades: &StrandGrades) -> Asked {
    let id = context.rulebook().strand(grades.strand).map_or("", |strand| &*strand.id);
    let first = context.rulebook().renamed.first_name(Renames::Strand, id);
    let (evidence, evidence_before) = prints(|print| print.words(first).grades(context, row, grades.strand));
    let given = |evidence: &GradeEvidence| {
        let place = evidence.grade.as_ref().ok().map(|place| usize::from(*place));
        place
            .and_then(|place| context.rulebook().judgements.grades.get(place))
            .map_or("–", |grade| &*grade.id)
            .to_owned()
    };
    let with = [
        ("self", given(&grades.self_evaluated)),
        ("inspected", given(&grades.inspected)),
        ("indicated", given(&grades.indicated)),
    ];
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: keys::grade_of(id) },
        title: context.words.fill("decision.about-grade", &[("strand", context.strand(grades.strand).into_owned())]),
        evidence,
        evidence_before,
        words: context.words.fill("decision.on-grades", &with),
    }
}
