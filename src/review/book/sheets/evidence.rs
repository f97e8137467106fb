//! Evidence: every finding with every value it read, each leading to its cell.

use std::borrow::Cow;

use super::near::is_near;
use crate::judge::evaluate::{Finding, Outcome, Reading, Test};
use crate::review::context::{Context, SchoolRow, shown};
use crate::review::{in_pupils, margin};
use crate::rulebook::model::Rule;
use workbook::write::{Cell, Column, DATA_ROW, Look, MOST_ROWS, Role, Row, TablePlan};

/// Up to so many rows every finding is listed; beyond it, those that hold, cannot be said, or nearly turned.
const EVERYTHING_UP_TO: usize = 250_000;

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// every finding
    Everything,
    /// findings that hold, cannot be said, or nearly turned
    WhatMatters,
    /// findings that hold
    WhatHolds,
}

impl Listing {
    fn takes(self, finding: &Finding) -> bool {
        match self {
            Self::Everything => true,
            Self::WhatMatters => matches!(finding.outcome, Outcome::Holds | Outcome::CannotSay) || is_near(finding),
            Self::WhatHolds => finding.outcome == Outcome::Holds,
        }
    }
}

fn rows_of(finding: &Finding) -> usize {
    finding.readings.len().max(1)
}

fn rows_of_school(row: SchoolRow<'_>, listing: Listing) -> usize {
    row.findings.findings.iter().filter(|finding| listing.takes(finding)).map(rows_of).sum()
}

fn listing(context: &Context<'_>) -> Listing {
    if context.inputs.is_national() {
        return Listing::WhatHolds;
    }
    let all: usize = context.schools.iter().map(|row| rows_of_school(*row, Listing::Everything)).sum();
    if all > EVERYTHING_UP_TO { Listing::WhatMatters } else { Listing::Everything }
}

/// The first row of each school on the sheet, in the order of the review; `None` where it has none.
pub(crate) fn first_rows(context: &Context<'_>) -> Vec<Option<u32>> {
    let listing = listing(context);
    let mut next = context.inputs.evaluation.authority.iter().map(rows_of).sum::<usize>();
    let mut starts = Vec::with_capacity(context.schools.len());
    for row in &context.schools {
        let many = rows_of_school(*row, listing);
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
    let of_authority: usize = authority.iter().map(rows_of).sum();
    let of_schools: usize = context.schools.iter().map(|row| rows_of_school(*row, listing)).sum();
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
    if finding.readings.is_empty() {
        let mut cells = finding_cells(context, row, rule, finding);
        cells.extend([const { Cell::BLANK }; 8]);
        cells.push(Cell::text(rule.span.to_string()));
        return vec![cells];
    }
    (0..)
        .zip(&finding.readings)
        .map(|(at, reading)| {
            let mut cells = finding_cells(context, row, rule, finding);
            let test = finding.tests.iter().find(|test| test.readings.contains(&at));
            cells.extend(reading_cells(context, reading, test));
            let place = test.map_or(&rule.span, |test| &test.place);
            cells.push(Cell::text(place.to_string()));
            cells
        })
        .collect()
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

fn reading_cells<'a>(context: &Context<'a>, reading: &'a Reading, test: Option<&Test>) -> Row<'a> {
    let measure = context.measure_of(reading);
    let threshold = test.and_then(|test| test.threshold).map_or(Cell::BLANK, |threshold| {
        Cell::number(threshold).looking(Look::of(Role::Body).shown(shown(threshold, measure)))
    });
    let place = reading.place.as_ref();
    let (workbook, cell) = match (place, &reading.origin) {
        (Some(place), _) => (Cell::text(&*place.workbook), context.place(place)),
        (None, Some(origin)) => (Cell::text(&**origin).looking(Look::of(Role::Quiet)), Cell::BLANK),
        (None, None) => (Cell::BLANK, Cell::BLANK),
    };
    vec![
        Cell::text(&*reading.title),
        context.reading(reading),
        Cell::maybe(reading.year.map(|year| year.to_string())),
        threshold,
        margin(test.and_then(|test| test.margin)),
        in_pupils(test),
        workbook,
        cell,
    ]
}
