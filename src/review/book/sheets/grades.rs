//! One row for each school and strand: whose grade says what, where they differ, and the grade agreed.

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::super::keys;
use super::advice::Line;
use crate::judge::decided::DecisionKey;
use crate::judge::evaluate::{Finding, GradeEvidence, GradeSource, Outcome, StrandGrades};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::model::Renames;
use workbook::write::Cell;

/// A school's rows, one for each strand.
pub(super) fn lines<'a>(context: &'a Context<'a>, row: SchoolRow<'a>) -> impl Iterator<Item = Line<'a>> {
    row.findings.grades.iter().map(move |grades| {
        let asked = asked(context, row, grades);
        let why = [Some(asked.words.clone()), grades.differ.as_deref().map(ToOwned::to_owned)];
        let strand = context.rulebook().strand(grades.strand);
        Line {
            kind: "advice.grade",
            strand: context.strand_short(grades.strand).to_owned(),
            subject: context.strand(grades.strand).into_owned(),
            why: why.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            detail: evidence(context, row, grades),
            graded: strand.map(|strand| &*strand.id),
            ..Line::new(row, asked)
        }
    })
}

/// The sentences of the rules that indicate the grade, and those that cannot say: of those that wait for the same, in one.
fn evidence(context: &Context<'_>, row: SchoolRow<'_>, grades: &StrandGrades) -> String {
    let mut waiting: Vec<(String, Vec<String>)> = Vec::new();
    for finding in unsure(row, grades) {
        // the evidence has it at length, with files and cells
        let reason = context.reason_in_brief(finding).unwrap_or_default();
        let title = context.rule_title(finding.rule).into_owned();
        match waiting.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, titles)) => titles.push(title),
            None => waiting.push((reason, vec![title])),
        }
    }
    let unsure = waiting.into_iter().map(|(reason, titles)| {
        context.words.fill("grade.cannot-say-whether", &[("rule", titles.join("; ")), ("reason", reason)])
    });
    said(context, row, grades).chain(unsure).collect::<Vec<_>>().join("\n")
}

/// The same where there is little room: of rules that cannot say, how many they are, and what the first of them waits for.
pub(in crate::review) fn evidence_in_brief(context: &Context<'_>, row: SchoolRow<'_>, grades: &StrandGrades) -> String {
    let many = unsure(row, grades).count();
    let first = unsure(row, grades).next();
    let unsure = first.map(|first| {
        let why = context.reason_in_brief(first).unwrap_or_default();
        context.words.fill("grade.cannot-say-many", &[("n", many.to_string()), ("why", why)])
    });
    said(context, row, grades).chain(unsure).collect::<Vec<_>>().join("\n")
}

fn said<'a>(
    context: &'a Context<'_>,
    row: SchoolRow<'a>,
    grades: &'a StrandGrades,
) -> impl Iterator<Item = String> + 'a {
    let indicating = grades.indicated.rules.iter().filter_map(move |rule| row.findings.of(*rule));
    indicating.filter_map(|finding| Some(finding.said(context.rule(finding.rule)?).to_owned()))
}

fn unsure<'a>(row: SchoolRow<'a>, grades: &'a StrandGrades) -> impl Iterator<Item = &'a Finding<'a>> + 'a {
    let unsure = grades.indicated.unsure.iter().filter_map(move |rule| row.findings.of(*rule));
    unsure.filter(|finding| finding.outcome == Outcome::CannotSay)
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

/// What is asked of a strand's grade.
pub(in crate::review) fn asked(context: &Context<'_>, row: SchoolRow<'_>, grades: &StrandGrades) -> Asked {
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
