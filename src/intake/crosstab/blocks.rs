//! Blocks of figures on a sheet: headings over columns, labels beside rows, titles above.

use crate::domain::YearBegins;
use crate::intake::columns::heading_text;
use crate::intake::table::{cells_between, holds_figure, is_empty, words_of};
use crate::intake::words::is_footnote_mark;
use crate::intake::year;
use workbook::read::{Row, Sheet};

/// A row of figures and the labels beside it.
#[derive(Clone, Debug)]
pub(super) struct LabelledRow {
    pub index: u32,
    /// texts beside the figures, and the section the row stands in
    pub labels: Vec<String>,
}

/// A block of figures.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub heading_rows: (u32, u32),
    /// first column of figures, and the last
    pub figures: (u32, u32),
    /// headings of the columns of figures, each in its parts
    pub headings: Vec<(u32, Vec<String>)>,
    pub rows: Vec<LabelledRow>,
    pub titles: Vec<String>,
}

impl Block {
    pub(super) fn holds(&self, column: u32) -> bool {
        (self.figures.0..=self.figures.1).contains(&column)
    }

    /// What a note on the sheet says of a figure: the one with the mark that its heading or its label ends with.
    pub(super) fn note_at(&self, sheet: &Sheet, row: u32, column: u32) -> Option<String> {
        let over = self.headings.iter().filter(|(at, _)| *at == column).flat_map(|(_, parts)| parts);
        let beside = self.rows.iter().filter(|one| one.index == row).flat_map(|one| &one.labels);
        // `**` is another mark than `*`
        let marks = over.chain(beside).filter_map(|text| {
            let text = text.trim_end();
            text.get(text.trim_end_matches(is_footnote_mark).len()..).filter(|mark| !mark.is_empty())
        });
        let marks: Vec<&str> = marks.collect();
        let notes = sheet.rows.iter().filter(|row| filled(row).count() == 1).flat_map(|row| texts(&row));
        notes.into_iter().find_map(|text| {
            let note = text.trim_start().trim_start_matches(is_footnote_mark);
            let mark = text.trim_start().strip_suffix(note).filter(|mark| marks.contains(mark))?;
            let note = note.trim().trim_end_matches('.');
            (!mark.is_empty() && !note.is_empty()).then(|| note.to_owned())
        })
    }
}

/// Blocks are small; larger ones are something else.
const MOST_ROWS: usize = 400;
const MOST_COLUMNS: u32 = 60;
const MOST_HEADING_ROWS: usize = 3;
/// A sheet of more blocks than this is no report.
const MOST_BLOCKS: usize = 40;

/// The blocks of a sheet.
pub(super) fn find(sheet: &Sheet) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    // headings that stand apart from their figures, and whether figures under them were found
    let mut apart: (Vec<&Row>, bool) = (Vec::new(), false);
    for run in runs(sheet) {
        let lone = run.iter().take_while(|row| filled(row).count() <= 1).count();
        let rest = run.get(lone..).unwrap_or(&[]);
        let headed = rest.first().is_some_and(|row| is_head(row));
        let under_apart = !rest.is_empty() && !headed && !apart.0.is_empty() && (lone > 0 || !apart.1);
        let rows: Vec<&Row> =
            if under_apart { apart.0.iter().copied().chain(run.iter().copied()).collect() } else { rest.to_vec() };
        if !under_apart {
            titles.extend(run.iter().take(lone).flat_map(texts));
        }
        if headed {
            apart = (rest.iter().take_while(|row| is_head(row)).take(MOST_HEADING_ROWS).copied().collect(), false);
        }
        if let Some(block) = block(sheet, &rows, &titles).filter(|_| blocks.len() < MOST_BLOCKS) {
            blocks.push(block);
            apart.1 = true;
        }
    }
    blocks
}

/// Whether a row can be one of headings: several words or years, no figures.
fn is_head(row: &Row) -> bool {
    filled(row).all(|cell| !holds_figure(cell)) && filled(row).count() > 1
}

/// Stretches of rows without a blank one between them.
fn runs(sheet: &Sheet) -> Vec<Vec<&Row>> {
    let mut runs: Vec<Vec<&Row>> = Vec::new();
    for row in sheet.rows.iter().filter(|row| filled(row).next().is_some()) {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.index + 1 == row.index) => run.push(row),
            _ => runs.push(vec![row]),
        }
    }
    runs
}

fn filled(row: &Row) -> impl Iterator<Item = &workbook::read::Cell> {
    row.cells.iter().filter(|cell| !is_empty(cell))
}

fn texts(row: &&Row) -> Vec<String> {
    filled(row).filter_map(words_of).collect()
}

fn block(sheet: &Sheet, run: &[&Row], titles: &[String]) -> Option<Block> {
    let heads = run.iter().take_while(|row| is_head(row)).take(MOST_HEADING_ROWS).count();
    // a first row of data may hold markers only; the headings are then those above it
    let heads = heads.min(run.len().saturating_sub(1));
    let data = run.get(heads..).filter(|data| !data.is_empty() && data.len() <= MOST_ROWS)?;
    let heads = run.get(..heads).filter(|heads| !heads.is_empty())?;
    let left = run.iter().filter_map(|row| filled(row).next()).map(|cell| cell.column).min()?;
    let right =
        heads.iter().filter_map(|row| filled(row).last()).map(|cell| merged_to(sheet, heads, cell.column)).max()?;
    let figures = data.iter().filter_map(|row| filled(row).find(|cell| holds_figure(cell)));
    let mut first_figure = figures.map(|cell| cell.column).min()?;
    // under a year stand figures, also where none of them is known
    while first_figure > left + 1 && is_year(heads, first_figure - 1) {
        first_figure -= 1;
    }
    if first_figure <= left || right < first_figure || right - left > MOST_COLUMNS {
        return None;
    }
    let heading_rows = (heads.first()?.index, heads.last()?.index);
    let headings = heading_text(sheet, heading_rows, (left, right))
        .into_iter()
        .filter(|(column, _)| *column >= first_figure)
        .map(|(column, text)| (column, text.split(" / ").map(str::to_owned).filter(|part| !part.is_empty()).collect()))
        .collect();
    let rows = labelled(sheet, data, left, first_figure);
    Some(Block { heading_rows, figures: (first_figure, right), headings, rows, titles: titles.to_vec() })
}

/// Whether a column is headed by a year alone.
fn is_year(heads: &[&Row], column: u32) -> bool {
    let mut texts = heads.iter().filter_map(|row| row.cell(column)).filter_map(words_of);
    // where a year stands does not hang on when years begin
    texts.next_back().is_some_and(|text| year::whole(&text, YearBegins::default()).is_some())
}

fn merged_to(sheet: &Sheet, heads: &[&Row], column: u32) -> u32 {
    let ends = heads.iter().filter_map(|row| sheet.merge_at(row.index, column)).map(|merge| merge.last_column);
    ends.max().unwrap_or(column).max(column)
}

/// The rows of figures with their labels; a row with a label alone opens a section.
fn labelled(sheet: &Sheet, data: &[&Row], left: u32, first_figure: u32) -> Vec<LabelledRow> {
    let mut section: Option<String> = None;
    let mut rows = Vec::new();
    for row in data {
        let beside = |column: u32| {
            let merged = || {
                let merge = sheet.merge_at(row.index, column)?;
                sheet.cell(merge.first_row, merge.first_column).filter(|_| merge.first_column == column)
            };
            row.cell(column).filter(|cell| !is_empty(cell)).or_else(merged).and_then(words_of)
        };
        let labels: Vec<String> = (left..first_figure).filter_map(beside).collect();
        if cells_between(row, first_figure, u32::MAX).iter().all(is_empty) {
            section = labels.first().cloned();
            continue;
        }
        rows.push(LabelledRow { index: row.index, labels: labels.into_iter().chain(section.clone()).collect() });
    }
    rows
}
