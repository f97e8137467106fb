//! The grades by strand, each as every side sees it; and where they differ.

use super::super::leaf::Leaf;
use super::{Page, last_visit, room_to_write};
use crate::intake::record::Visit;
use crate::review::book::long_day;
use crate::review::book::sheets::grades;
use crate::review::visits;
use crate::rulebook::model::{PaperSection, Reads};
use workbook::write::{Cell, Look, Role};

/// The four grades, in the order of their columns.
const GRADES: [&str; 4] = ["grade.self-evaluated", "grade.inspected", "grade.indicated", "grade.agreed"];

/// How wide a grade is that is a letter, a number or a short word: one of longer words takes room from the strand's name.
const LETTER: f64 = 8.0;

/// A row for each strand; columns to write in at the right.
pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let context = page.maker.context;
    let all = page.row.findings.grades;
    if all.is_empty() {
        return page.say(leaf, "paper.no-grades");
    }
    let side = if context.grade_width(0.0) > LETTER { 4 } else { 3 };
    let mut shares = vec![22 - 4 * side, side, side, side, side];
    let mut titles = vec![page.text("column.strand")];
    titles.extend(GRADES.iter().map(|name| page.text(name)));
    if part.columns.is_empty() {
        shares.push(4);
        titles.push(page.text("column.worked-with"));
    }
    let key = &page.row.school.identity.key;
    let partner = |strand| visits::partner_grade(context, key, strand);
    let of_last = |visit: &Visit| visits::last(context, key).is_some_and(|last| last.as_of == visit.as_of);
    let reads = part.reads.values().any(|reads| *reads == Reads::PartnerGrade);
    let last = reads && all.iter().any(|grades| partner(grades.strand).is_some());
    if last {
        shares.push(3);
        titles.push(page.text("paper.partner-last"));
    }
    shares.extend(part.columns.iter().map(|_| 4));
    titles.extend(part.columns.iter().map(|title| title.to_string()));
    leaf.headings(&shares, titles);
    for grades in all {
        let sides = [&grades.self_evaluated, &grades.inspected, &grades.indicated, &grades.agreed];
        let strand = context.strand(grades.strand).into_owned();
        let mut cells = vec![Cell::text(strand).looking(Look::of(Role::Strong).wrapped())];
        cells.extend(sides.map(|side| {
            let cell = context.graded(side);
            let look = cell.look.unwrap_or(Look::of(Role::Body)).wrapped();
            cell.looking(look)
        }));
        if part.columns.is_empty() {
            cells.push(grades::worked_with(context, grades).looking(Look::of(Role::Body).wrapped().centred()));
        }
        if last {
            // one of a visit before says of when it is
            let grade = partner(grades.strand).map(|(visit, grade)| match of_last(visit) {
                true => grade.to_string(),
                false => format!("{grade}\n{}", visit.as_of.format("%b %Y")),
            });
            cells.push(Cell::maybe(grade).looking(Look::of(Role::Body).wrapped().centred()));
        }
        cells.extend(room_to_write(part.columns.len()));
        leaf.cells(&shares, cells);
    }
}

/// Where the grades of a strand differ, in the rulebook's words.
pub(super) fn discuss<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let prompts = page.row.findings.grades.iter().filter_map(|grades| {
        let strand = page.maker.context.rulebook().strand(grades.strand)?;
        Some(format!("{}: {}", strand.title, grades.differ.as_ref()?))
    });
    let prompts: Vec<String> = prompts.collect();
    let last = part.reads.values().any(|reads| *reads == Reads::Said).then(|| last_said(page)).flatten();
    if prompts.is_empty() && part.columns.is_empty() {
        return page.say(leaf, "paper.grades-agree");
    }
    // there is always room to write
    let prompts = if prompts.is_empty() { vec![page.text("paper.grades-agree")] } else { prompts };
    let mut shares = vec![14];
    shares.extend(part.columns.iter().map(|_| 10));
    if !part.columns.is_empty() {
        let mut titles = vec![page.text("column.discuss")];
        titles.extend(part.columns.iter().map(|title| title.to_string()));
        leaf.headings(&shares, titles);
    }
    if let Some(said) = last {
        leaf.cells(&[5, 19], last_visit(page, said));
    }
    for prompt in prompts {
        let mut cells = vec![Cell::text(prompt).looking(Look::of(Role::Body).wrapped())];
        cells.extend(room_to_write(part.columns.len()));
        leaf.cells(&shares, cells);
    }
}

/// What was said at the last visit at which anything was.
fn last_said(page: &Page<'_, '_>) -> Option<String> {
    let mut visits = page.maker.context.inputs.dataset.visits_of(&page.row.school.identity.key);
    let visit = visits.find(|visit| !visit.said.is_empty())?;
    Some(format!("{}. {}", long_day(visit.as_of), visits::said(visit).join("\n")))
}
