//! Who needs us first: one line a school, with its grades, why in figures, what changed for it, and the next step; and
//! below it, from whom others can learn.

use super::{Front, name_of, next};
use crate::review::context::{Context, SchoolRow};
use crate::review::verdict::needing;
use crate::review::{reason, strengths, tally};
use workbook::write::{Cell, Look, Role};

/// Schools named.
const FIRST: usize = 12;

/// Puts them on the page.
pub(super) fn put(front: &mut Front<'_>) {
    front.section("front.first", front.shape.last());
    let first = needing(front.context);
    if first.is_empty() {
        front.line(front.say("front.first.none"), Look::of(Role::Plain));
        return to_learn_from(front);
    }
    // nobody wants to turn a page for one or two more
    let shown = if first.len() <= FIRST + 3 { first.len() } else { FIRST };
    let steps: Vec<String> = first.iter().take(shown).map(|row| next::step(front, *row)).collect();
    let any_step = steps.iter().any(|step| !step.is_empty());
    headings(front, any_step);
    for (row, step) in first.iter().zip(steps) {
        school(front, *row, any_step.then_some(step));
    }
    if first.len() > shown {
        let text = front.context.words.fill("front.first.more", &[("n", (first.len() - shown).to_string())]);
        front.line(text, Look::of(Role::Lead));
    }
    to_learn_from(front);
}

/// The headings; one for the next step only where a school has one.
fn headings(front: &mut Front<'_>, next: bool) {
    let sides: Vec<&str> = front.shape.sides.iter().map(|(title, _)| *title).collect();
    let before = ["column.school", "column.status"].into_iter().chain(sides);
    let heads = before.chain(["column.why", "front.changed"]).chain(next.then_some("front.next"));
    for (column, title) in (0..).zip(heads.collect::<Vec<_>>()) {
        front.page.put(front.row, column, Cell::text(front.say(title)).looking(Look::of(Role::Heading)));
    }
    front.row += 1;
}

/// In a line, schools that others can learn from, and in what; nothing where no rule says of any that it is strong.
fn to_learn_from(front: &mut Front<'_>) {
    let words = front.context.words;
    let one = |(row, what): &(SchoolRow<'_>, Vec<&str>)| {
        words.fill("front.learn.one", &[("school", row.name().into_owned()), ("what", what.join(", "))])
    };
    let schools: Vec<String> = strengths::to_learn_from(front.context).iter().map(one).collect();
    if !schools.is_empty() {
        let text = words.fill("front.learn", &[("schools", schools.join("; "))]);
        let ink = front.context.mark_ink("strength");
        front.line(front.context.palette.signed(ink, &text), Look::of(Role::Plain).inked(ink).wrapped());
    }
}

fn school<'a>(front: &mut Front<'a>, row: SchoolRow<'a>, next: Option<String>) {
    let context = front.context;
    let body = Look::of(Role::Body).wrapped();
    let mut cells = vec![name_of(context, row), context.status(row.findings.status.rule)];
    let of = |which| tally::summed_up(context.rulebook(), row.findings.grades, which);
    cells.extend(
        front
            .shape
            .sides
            .iter()
            .map(|(_, which)| of(*which).map_or(Cell::BLANK.looking(body), |grade| wrapped(context.graded(grade)))),
    );
    cells.push(Cell::text(reason::in_brief(context, row)).looking(body));
    let changed: Vec<&str> = changes(context, row).collect();
    cells.push(Cell::text(changed.join("; ")).looking(body));
    cells.extend(next.map(|step| Cell::text(step).looking(body)));
    for (column, cell) in (0..).zip(cells) {
        let look = cell.look.unwrap_or(body);
        front.page.put(front.row, column, cell.looking(look));
    }
    front.row += 1;
}

/// A grade may be two words.
fn wrapped(cell: Cell<'_>) -> Cell<'_> {
    let look = cell.look.unwrap_or(Look::of(Role::Body)).wrapped();
    cell.looking(look)
}

/// What changed for the school since the last run.
pub(super) fn changes<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> impl Iterator<Item = &'a str> {
    let changes = context.inputs.changes.unwrap_or_default().iter();
    let own = changes.filter(move |change| change.school.as_ref() == Some(&row.school.identity.key));
    own.map(|change| change.what.as_str())
}
