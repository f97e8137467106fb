//! Finding tables by their headings of identity.

use std::sync::Arc;

use super::{Table, block, cells_between, holds_figure, is_empty};
use crate::intake::heading::{FootnoteDigits, HeadingIndex, IdentityKind};
use workbook::read::{Content, Row, Sheet};

/// Headings do not stand further down than this where nothing but codes tells them.
const MOST_TITLES: usize = 60;

/// A cell with a heading of identity.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub column: u32,
    pub kind: IdentityKind,
}

/// A row of headings and the stretch of columns one table takes of it.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub row: u32,
    pub span: (u32, u32),
    pub anchors: Vec<Anchor>,
}

/// All tables of schools that a sheet may hold, from top to bottom and left to right.
pub(in crate::intake) fn find(sheet: &Sheet, index: &HeadingIndex) -> Vec<Table> {
    let mut segments = segments(sheet, index);
    if segments.is_empty() {
        segments.extend(of_areas(sheet, index));
    }
    if segments.is_empty() {
        return Vec::new();
    }
    let footnotes = Arc::new(footnotes(sheet));
    let last = sheet.rows.last().map_or(0, |row| row.index);
    let mut tables: Vec<Table> = Vec::new();
    for segment in &segments {
        // a row inside the heading rows of the table before is not another table
        let inside = |table: &Table| segment.row <= table.heading_row && overlaps(table.span, segment.span);
        if tables.iter().any(inside) || tables.iter().any(|table| names_a_section(sheet, segment, table)) {
            continue;
        }
        let beside = |other: &&Segment| other.row == segment.row;
        let left = segments.iter().filter(beside).map(|other| other.span.1).filter(|end| *end < segment.span.0).max();
        let right =
            segments.iter().filter(beside).map(|other| other.span.0).filter(|from| *from > segment.span.1).min();
        let room = (left.map_or(0, |end| end + 1), right.map_or(u32::MAX, |from| from - 1));
        tables.push(block::table(sheet, segment, room, &footnotes, last));
    }
    let heads: Vec<(u32, (u32, u32))> = tables.iter().map(|table| (table.first_heading_row, table.span)).collect();
    for table in &mut tables {
        let below = heads.iter().filter(|(row, span)| *row > table.heading_row && overlaps(*span, table.span));
        if let Some((row, _)) = below.min() {
            table.last_row = row.saturating_sub(1);
        }
        table.titles = super::above(sheet, table);
    }
    inherit_titles(sheet, &mut tables);
    tables
}

/// Headings of a table whose rows are told by a number of which no heading says what it is, where the codes over its figures
/// say that they are an area's: its first column tells which.
fn of_areas(sheet: &Sheet, index: &HeadingIndex) -> Option<Segment> {
    sheet.rows.iter().take(MOST_TITLES).find_map(|row| {
        let filled = || row.cells.iter().filter(|cell| !is_empty(cell));
        let of_area = |content: &Content| matches!(content, Content::Text(text) if index.of_area(text).is_some());
        let (first, last) = (filled().next()?, filled().next_back()?);
        let heads = !of_area(&first.content) && !row.cells.iter().any(holds_figure);
        let anchors = vec![Anchor { column: first.column, kind: IdentityKind::LaNumber }];
        let segment = || Segment { row: row.index, span: (first.column, last.column), anchors };
        (heads && filled().any(|cell| of_area(&cell.content))).then(segment)
    })
}

/// Whether a heading of identity stands alone in the rows of a table, with figures right below: `Schools` over some of them.
fn names_a_section(sheet: &Sheet, segment: &Segment, table: &Table) -> bool {
    let cells = |row: u32| sheet.row(row).map_or(&[][..], |row| table.cells(row));
    let lone = cells(segment.row).iter().filter(|cell| !is_empty(cell)).count() == 1;
    lone && table.span.1 > table.span.0
        && overlaps(table.span, segment.span)
        && cells(segment.row + 1).iter().any(holds_figure)
}

/// Headings repeated at the top of every printed page stand under the title of the first.
fn inherit_titles(sheet: &Sheet, tables: &mut [Table]) {
    for at in 1..tables.len() {
        let (before, rest) = tables.split_at_mut(at);
        let Some(table) = rest.first_mut().filter(|table| table.titles.is_empty()) else { continue };
        let same = |other: &&Table| other.span == table.span && headings(sheet, other) == headings(sheet, table);
        if let Some(first) = before.iter().find(same) {
            table.titles.clone_from(&first.titles);
        }
    }
}

/// The contents of a table's last heading row.
fn headings<'a>(sheet: &'a Sheet, table: &Table) -> Vec<&'a Content> {
    let row = sheet.row(table.heading_row);
    row.map_or_else(Vec::new, |row| table.cells(row).iter().map(|cell| &cell.content).collect())
}

fn overlaps(a: (u32, u32), b: (u32, u32)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

/// The stretches of heading rows in which identity stands.
fn segments(sheet: &Sheet, index: &HeadingIndex) -> Vec<Segment> {
    let mut scratch = String::new();
    let mut segments = Vec::new();
    for row in &sheet.rows {
        let anchors = anchors(row, index, &mut scratch);
        if !anchors.is_empty() && identifies(&anchors) {
            segments.extend(split(row, &anchors));
        }
    }
    segments
}

fn anchors(row: &Row, index: &HeadingIndex, scratch: &mut String) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for cell in &row.cells {
        let Content::Text(text) = &cell.content else { continue };
        if index.may_be_identity(text, scratch)
            && let Some(kind) = index.identity(text)
            // what long tables are headed by tells no school from another
            && !matches!(kind, IdentityKind::Measure | IdentityKind::Value)
        {
            anchors.push(Anchor { column: cell.column, kind });
        }
    }
    anchors
}

/// Whether these headings are enough to tell one school from another, or one authority.
fn identifies(anchors: &[Anchor]) -> bool {
    let has = |kind: IdentityKind| anchors.iter().any(|anchor| anchor.kind == kind);
    has(IdentityKind::Urn)
        || has(IdentityKind::Laestab)
        || has(IdentityKind::Name)
        || has(IdentityKind::Predecessor)
        || has(IdentityKind::Successor)
        || has(IdentityKind::LaNumber) && has(IdentityKind::Establishment)
        // a table with a row for each authority
        || has(IdentityKind::LaName) && (has(IdentityKind::LaNumber) || has(IdentityKind::Year))
}

/// Splits a row into the stretches of single tables: at blank columns before further headings of identity, and where
/// the headings of identity begin anew.
fn split(row: &Row, anchors: &[Anchor]) -> Vec<Segment> {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for cell in row.cells.iter().filter(|cell| !is_empty(cell)) {
        match parts.last_mut() {
            Some((_, last)) if cell.column <= last.saturating_add(1) => *last = cell.column,
            _ => parts.push((cell.column, cell.column)),
        }
    }
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for part in parts.into_iter().flat_map(|part| at_repeats(part, anchors)) {
        let within: Vec<Anchor> = anchors_in(anchors, part);
        match spans.last_mut() {
            Some(last) if !identifies(&within) || !identifies(&anchors_in(anchors, *last)) => last.1 = part.1,
            // identity over several columns with narrow blank ones between them
            Some(last) if identity_goes_on(row, *last, &within, anchors) => last.1 = part.1,
            _ => spans.push(part),
        }
    }
    spans
        .into_iter()
        .filter_map(|span| {
            let anchors = anchors_in(anchors, span);
            let figures = cells_between(row, span.0, span.1).iter().filter(|cell| holds_figure(cell)).count();
            (identifies(&anchors) && figures == 0).then_some(Segment { row: row.index, span, anchors })
        })
        .collect()
}

/// Whether there are only headings of identity so far, and those that follow are of other kinds.
fn identity_goes_on(row: &Row, so_far: (u32, u32), next: &[Anchor], anchors: &[Anchor]) -> bool {
    let known = anchors_in(anchors, so_far);
    let filled = cells_between(row, so_far.0, so_far.1).iter().filter(|cell| !is_empty(cell)).count();
    filled == known.len() && next.iter().all(|anchor| known.iter().all(|other| other.kind != anchor.kind))
}

fn anchors_in(anchors: &[Anchor], span: (u32, u32)) -> Vec<Anchor> {
    anchors.iter().filter(|anchor| (span.0..=span.1).contains(&anchor.column)).copied().collect()
}

/// Two tables that touch: the second begins where the kind of the first's first heading of identity comes again after
/// other headings.
fn at_repeats(part: (u32, u32), anchors: &[Anchor]) -> Vec<(u32, u32)> {
    let within = anchors_in(anchors, part);
    let Some(first) = within.first() else { return vec![part] };
    let mut cuts: Vec<u32> = Vec::new();
    for (anchor, before) in within.iter().skip(1).zip(&within) {
        if anchor.kind == first.kind && anchor.column > before.column.saturating_add(1) {
            cuts.push(anchor.column);
        }
    }
    let mut spans = Vec::new();
    let mut from = part.0;
    for cut in cuts {
        spans.push((from, cut.saturating_sub(1)));
        from = cut;
    }
    spans.push((from, part.1));
    spans
}

/// The digits with which notes on the sheet begin.
fn footnotes(sheet: &Sheet) -> FootnoteDigits {
    let mut digits = FootnoteDigits::default();
    for row in sheet.rows.iter().filter(|row| row.cells.len() <= 2) {
        for cell in &row.cells {
            if let Content::Text(text) = &cell.content {
                digits.notice(text);
            }
        }
    }
    digits
}
