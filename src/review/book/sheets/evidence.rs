//! Evidence: every finding with every value it read, each leading to its cell.

use std::borrow::Cow;

use super::near::is_near;
use crate::domain::Truth;
use crate::judge::evaluate::{Finding, Outcome, Reading, Test};
use crate::review::Reckoned;
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::model::Rule;
use workbook::write::{Cell, Column, DATA_ROW, Look, MOST_ROWS, Role, Row, TablePlan};

/// Up to so many findings all are listed, which is twice as many rows; beyond it, unless it is asked for, those that hold,
/// cannot be said, or nearly turned: nobody goes through more. Findings are counted, not rows, since rows would take the
/// account of each.
const EVERYTHING_UP_TO: usize = 25_000;

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

    /// Whether a reading has a row. A shortened list has what an answer rests on: what is there, and what is missing where a
    /// comparison was settled by that (`not x.known`). Of what cannot be said it has the cells to blame; what stands in no
    /// cell is named in the reason.
    fn shows(self, finding: &Finding, (at, reading): (usize, &Reading)) -> bool {
        let settled = |test: &Test| test.truth != Truth::CannotSay && test.readings.contains(&at);
        match (self, finding.outcome) {
            (Self::Everything, _) => true,
            (_, Outcome::CannotSay) => reading.place.is_some() && finding.blame.contains(&at),
            _ => reading.value.is_ok() || finding.tests.iter().any(settled),
        }
    }
}

/// How many rows the findings take: counted once for all sheets that lead to them.
pub(crate) struct EvidenceRows {
    listing: Listing,
    of_authority: usize,
    of_schools: Vec<usize>,
}

impl EvidenceRows {
    pub(crate) fn of(context: &Context<'_>) -> Self {
        let listing = listing(context);
        let of_schools = context.schools.iter().map(|row| rows_of_school(context, *row, listing)).collect();
        let authority = &context.inputs.evaluation.authority;
        let of_authority = authority.iter().map(|finding| rows_of(context, finding, listing)).sum();
        Self { listing, of_authority, of_schools }
    }

    /// The first row of each school on the sheet, in the order of the review; `None` where it has none.
    pub(crate) fn first(&self) -> impl Iterator<Item = Option<u32>> {
        self.of_schools.iter().scan(self.of_authority, |next, many| {
            let listed = *many > 0 && *next < MOST_ROWS;
            let start = u32::try_from(*next).ok().filter(|_| listed).map(|at| at + DATA_ROW);
            *next += many;
            Some(start)
        })
    }
}

fn listing(context: &Context<'_>) -> Listing {
    let findings = context.schools.iter().flat_map(|row| &row.findings.findings);
    match context.inputs {
        inputs if inputs.is_national() => Listing::WhatHolds,
        inputs if inputs.in_full => Listing::Everything,
        _ if findings.filter(|one| Listing::Everything.takes(one)).count() > EVERYTHING_UP_TO => Listing::WhatMatters,
        _ => Listing::Everything,
    }
}

/// One row for each reading, and one for each figure worked out from several: a gap, a change.
fn rows_of(context: &Context<'_>, finding: &Finding, listing: Listing) -> usize {
    let readings = finding.readings.iter().enumerate().filter(|one| listing.shows(finding, *one)).count();
    (readings + reckoned(context, finding).filter(worked_out).count()).max(1)
}

/// Comparisons in numbers as they are printed.
fn reckoned<'a, 'f>(
    context: &'f Context<'a>,
    finding: &'f Finding,
) -> impl Iterator<Item = (&'f Test, Reckoned<'a>)> + use<'a, 'f> {
    finding.tests.iter().filter_map(move |test| Some((test, Reckoned::of(context, finding, test)?)))
}

/// Whether what is compared was worked out from several readings.
fn worked_out((_, reckoned): &(&Test, Reckoned<'_>)) -> bool {
    reckoned.at.is_none()
}

fn rows_of_school(context: &Context<'_>, row: SchoolRow<'_>, listing: Listing) -> usize {
    let listed = row.findings.findings.iter().filter(|finding| listing.takes(finding));
    listed.map(|finding| rows_of(context, finding, listing)).sum()
}

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let counted = context.evidence_rows();
    let listing = counted.listing;
    let authority = &context.inputs.evaluation.authority;
    let rows = authority
        .iter()
        .flat_map(move |finding| context.rule(finding.rule).map(|rule| cells(context, None, (rule, finding), listing)))
        .flatten()
        .chain(context.schools.iter().flat_map(move |row| {
            let findings = context.findings(*row).filter(move |(_, finding)| listing.takes(finding));
            findings.flat_map(move |(rule, finding)| cells(context, Some(*row), (rule, finding), listing))
        }));
    TablePlan {
        about: words.text("evidence.about"),
        hint: hint(context, listing),
        none: words.text("evidence.none"),
        frozen: 1,
        count: counted.of_authority + counted.of_schools.iter().sum::<usize>(),
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
    (rule, finding): (&'a Rule, &'a Finding<'a>),
    listing: Listing,
) -> Vec<Row<'a>> {
    let reckoned: Vec<(&Test, Reckoned<'_>)> = reckoned(context, finding).collect();
    let of_reading = |at: usize| reckoned.iter().find(|(_, one)| one.at == Some(at)).map(|(_, one)| *one);
    let mut rows: Vec<Row<'a>> = finding
        .readings
        .iter()
        .enumerate()
        .filter(|one| listing.shows(finding, *one))
        .map(|(at, reading)| {
            let mut cells = finding_cells(context, row, rule, finding);
            cells.extend(reading_cells(context, reading, of_reading(at)));
            let test = finding.tests.iter().find(|test| test.readings.contains(&at));
            cells.push(Cell::text(test.map_or(&rule.span, |test| &test.place).to_string()));
            cells
        })
        .collect();
    rows.extend(reckoned.iter().filter(|one| worked_out(one)).map(|(test, reckoned)| {
        let mut cells = finding_cells(context, row, rule, finding);
        let [value, line, margin, pupils] = reckoned.cells(context);
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
    let mark = match finding.outcome {
        Outcome::CannotSay => "cannot-say",
        _ if is_near(finding) => "near",
        _ => "",
    };
    let ink = context.mark_ink(mark);
    let outcome = context.palette.signed(ink, context.outcome(finding.outcome));
    vec![
        Cell::text(row.map_or(context.words.text("scope.authority"), SchoolRow::name)),
        row.map_or(Cell::BLANK, SchoolRow::urn),
        Cell::text(&*rule.title),
        Cell::text(outcome).looking(Look::of(Role::Body).inked(ink)),
        Cell::text(said(finding)),
    ]
}

/// The rule's sentence, else its reason; what cannot be said has both, where the sentence does not tell the reason.
fn said<'a>(finding: &'a Finding<'_>) -> Cow<'a, str> {
    match (finding.sentence.as_str(), finding.reason.as_deref()) {
        ("", reason) => Cow::Borrowed(reason.unwrap_or_default()),
        (sentence, Some(reason)) if finding.outcome == Outcome::CannotSay && !sentence.contains(reason) => {
            Cow::Owned(format!("{sentence} ({reason})"))
        }
        (sentence, _) => Cow::Borrowed(sentence),
    }
}

fn reading_cells<'a>(context: &Context<'a>, reading: &'a Reading, reckoned: Option<Reckoned<'_>>) -> Row<'a> {
    let place = reading.place.as_ref();
    let (workbook, cell) = match (place, &reading.origin) {
        (Some(place), _) => (Cell::text(&*place.workbook), context.place(place)),
        (None, Some(origin)) => (Cell::text(&**origin).looking(Look::of(Role::Quiet)), Cell::BLANK),
        (None, None) => (Cell::BLANK, Cell::BLANK),
    };
    let blank = || [context.reading(reading), Cell::BLANK, Cell::BLANK, Cell::BLANK];
    let [value, line, margin, pupils] = reckoned.map_or_else(blank, |reckoned| reckoned.cells(context));
    let year = Cell::maybe(reading.year.map(|year| year.to_string()));
    vec![Cell::text(&*reading.title), value, year, line, margin, pupils, workbook, cell]
}
