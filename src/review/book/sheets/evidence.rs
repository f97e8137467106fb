//! Evidence: every finding with every value it read, each leading to its cell.

use std::borrow::Cow;

use super::near::is_near;
use crate::judge::evaluate::{Finding, Outcome, Reading, Test};
use crate::review::Reckoned;
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::model::Rule;
use workbook::write::{Cell, Column, DATA_ROW, Look, MOST_ROWS, Role, Row, TablePlan};

/// Up to so many rows every finding is listed; beyond it, those that hold, cannot be said, or nearly turned.
const EVERYTHING_UP_TO: usize = 250_000;

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// every finding of a rule that applies
    Everything,
    /// findings that hold, cannot be said, or nearly turned
    WhatMatters,
    /// findings that hold
    WhatHolds,
}

impl Listing {
    fn takes(self, finding: &Finding) -> bool {
        match self {
            Self::Everything => finding.outcome != Outcome::NotApplicable,
            Self::WhatMatters => matches!(finding.outcome, Outcome::Holds | Outcome::CannotSay) || is_near(finding),
            Self::WhatHolds => finding.outcome == Outcome::Holds,
        }
    }
}

/// One row for each reading, and one for each figure worked out from several: a gap, a change.
fn rows_of(context: &Context<'_>, finding: &Finding) -> usize {
    (finding.readings.len() + worked_out(context, finding).count()).max(1)
}

/// Comparisons of what was worked out from several readings.
fn worked_out<'a, 'f>(
    context: &'f Context<'a>,
    finding: &'f Finding,
) -> impl Iterator<Item = (&'f Test, Reckoned<'a>)> + use<'a, 'f> {
    let reckoned = finding.tests.iter().filter_map(move |test| Some((test, Reckoned::of(context, finding, test)?)));
    reckoned.filter(|(_, reckoned)| reckoned.at.is_none())
}

fn rows_of_school(context: &Context<'_>, row: SchoolRow<'_>, listing: Listing) -> usize {
    let listed = row.findings.findings.iter().filter(|finding| listing.takes(finding));
    listed.map(|finding| rows_of(context, finding)).sum()
}

fn listing(context: &Context<'_>) -> Listing {
    if context.inputs.is_national() {
        return Listing::WhatHolds;
    }
    let all: usize = context.schools.iter().map(|row| rows_of_school(context, *row, Listing::Everything)).sum();
    if all > EVERYTHING_UP_TO { Listing::WhatMatters } else { Listing::Everything }
}

/// The first row of each school on the sheet, in the order of the review; `None` where it has none.
pub(crate) fn first_rows(context: &Context<'_>) -> Vec<Option<u32>> {
    let listing = listing(context);
    let mut next = context.inputs.evaluation.authority.iter().map(|finding| rows_of(context, finding)).sum::<usize>();
    let mut starts = Vec::with_capacity(context.schools.len());
    for row in &context.schools {
        let many = rows_of_school(context, *row, listing);
        let listed = many > 0 && next < MOST_ROWS;
        starts.push(if listed { u32::try_from(next).ok().map(|at| at + DATA_ROW) } else { None });
        next += many;
    }
    starts
}

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let listing = listing(context);
    let authority = &context.inputs.evaluation.authority;
    let of_authority: usize = authority.iter().map(|finding| rows_of(context, finding)).sum();
    let of_schools: usize = context.schools.iter().map(|row| rows_of_school(context, *row, listing)).sum();
    let rows = authority
        .iter()
        .flat_map(move |finding| context.rule(finding.rule).map(|rule| cells(context, None, rule, finding)))
        .flatten()
        .chain(context.schools.iter().flat_map(move |row| {
            let findings = context.findings(*row).filter(move |(_, finding)| listing.takes(finding));
            findings.flat_map(move |(rule, finding)| cells(context, Some(*row), rule, finding))
        }));
    TablePlan {
        about: words.text("evidence.about"),
        hint: hint(context, listing),
        none: words.text("evidence.none"),
        frozen: 1,
        count: of_authority + of_schools,
        rows: Box::new(rows),
        ..TablePlan::new(&context.tab("tab.evidence"), words.say("evidence.title"), columns(context))
    }
}

/// What was left out, if anything.
fn hint<'a>(context: &Context<'a>, listing: Listing) -> Cow<'a, str> {
    match listing {
        Listing::Everything => Cow::Borrowed(""),
        Listing::WhatMatters => context.words.text("evidence.shortened"),
        Listing::WhatHolds => context.words.text("evidence.holds"),
    }
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    vec![
        Column::new(words.text("column.school"), 30.0),
        Column::new(words.text("column.urn"), 9.0).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.rule"), 42.0),
        Column::new(words.text("column.outcome"), 16.0),
        Column::new(words.text("column.said"), 60.0),
        Column::new(words.text("column.reading"), 44.0),
        Column::new(words.text("column.value"), 14.0),
        Column::new(words.text("column.year"), 10.0),
        Column::new(words.text("column.threshold"), 11.0),
        Column::new(words.text("column.margin"), 10.0),
        Column::new(words.text("column.margin-pupils"), 10.0),
        Column::new(words.text("column.workbook"), 34.0),
        Column::new(words.text("column.cell"), 26.0),
        Column::new(words.text("column.rule-place"), 20.0).looking(Look::of(Role::Quiet)),
    ]
}

/// One row for each reading.
fn cells<'a>(
    context: &Context<'a>,
    row: Option<SchoolRow<'a>>,
    rule: &'a Rule,
    finding: &'a Finding<'a>,
) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = (0..)
        .zip(&finding.readings)
        .map(|(at, reading)| {
            let mut cells = finding_cells(context, row, rule, finding);
            cells.extend(reading_cells(context, reading, Reckoned::of_reading(context, finding, at)));
            let test = finding.tests.iter().find(|test| test.readings.contains(&at));
            cells.push(Cell::text(test.map_or(&rule.span, |test| &test.place).to_string()));
            cells
        })
        .collect();
    rows.extend(worked_out(context, finding).map(|(test, reckoned)| {
        let mut cells = finding_cells(context, row, rule, finding);
        let [value, line, margin, pupils] = reckoned.cells();
        let what = context.words.fill("evidence.worked-out", &[("condition", test.text.to_string())]);
        cells.extend([Cell::text(what), value, Cell::BLANK, line, margin, pupils, Cell::BLANK, Cell::BLANK]);
        cells.push(Cell::text(test.place.to_string()));
        cells
    }));
    if rows.is_empty() {
        let mut cells = finding_cells(context, row, rule, finding);
        cells.extend([const { Cell::BLANK }; 8]);
        cells.push(Cell::text(rule.span.to_string()));
        rows.push(cells);
    }
    rows
}

fn finding_cells<'a>(
    context: &Context<'a>,
    row: Option<SchoolRow<'a>>,
    rule: &'a Rule,
    finding: &'a Finding<'a>,
) -> Row<'a> {
    let said = match (&finding.reason, finding.sentence.is_empty()) {
        (Some(reason), true) => &**reason,
        _ => &*finding.sentence,
    };
    let mark = match finding.outcome {
        Outcome::CannotSay => "cannot-say",
        _ if is_near(finding) => "near",
        _ => "",
    };
    let ink = context.mark_ink(mark);
    let outcome = context.palette.signed(ink, context.outcome(finding.outcome));
    let urn = row.and_then(|row| row.school.identity.urn).and_then(|urn| urn.to_string().parse().ok());
    vec![
        Cell::text(row.map_or(context.words.text("scope.authority"), SchoolRow::name)),
        urn.map_or(Cell::BLANK, Cell::number),
        Cell::text(&*rule.title),
        Cell::text(outcome).looking(Look::of(Role::Body).inked(ink)),
        Cell::text(said),
    ]
}

fn reading_cells<'a>(context: &Context<'a>, reading: &'a Reading, reckoned: Option<Reckoned<'_>>) -> Row<'a> {
    let place = reading.place.as_ref();
    let (workbook, cell) = match (place, &reading.origin) {
        (Some(place), _) => (Cell::text(&*place.workbook), context.place(place)),
        (None, Some(origin)) => (Cell::text(&**origin).looking(Look::of(Role::Quiet)), Cell::BLANK),
        (None, None) => (Cell::BLANK, Cell::BLANK),
    };
    let blank = || [context.reading(reading), Cell::BLANK, Cell::BLANK, Cell::BLANK];
    let [value, line, margin, pupils] = reckoned.map_or_else(blank, |reckoned| reckoned.cells());
    let year = Cell::maybe(reading.year.map(|year| year.to_string()));
    vec![Cell::text(&*reading.title), value, year, line, margin, pupils, workbook, cell]
}
