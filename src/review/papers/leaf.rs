//! A page under way: sections one below the other, or side by side, on narrow columns that all of them share.

use std::sync::Arc;

use super::Maker;
use super::reasons::Reasons;
use crate::domain::{Missing, Value};
use crate::intake::printed;
use crate::judge::evaluate::Figure;
use crate::review::context::Context;
use crate::rulebook::model::{Measure, PaperSection};
use workbook::read::Content;
use workbook::write::{Cell, CellValue, Look, PagePlan, Role};

/// Columns of a page, and how wide each is: together so wide that type of 11 points comes out at more than nine on a sheet of
/// paper held upright.
pub(super) const COLUMNS: u16 = 25;
const WIDTH: f64 = 3.95;
/// The column in which a page remembers what is printed on it.
const MEMORY: u16 = COLUMNS + 1;

/// How wide a chart over the whole page is, in pixels: one that is wider puts a page of its own beside every page.
pub(super) const CHART: u32 = 800;
/// Letters of a title that fit a line, also in a wider font.
const TITLE: usize = 50;

/// The height of a sheet of paper at the scale at which Excel fits a page to it, in points, with some to spare.
const PAGE: f64 = 885.0;

/// A page under way.
pub(super) struct Leaf<'a> {
    pub page: PagePlan<'a>,
    /// columns of the section under way
    from: u16,
    to: u16,
    /// the row to write next
    pub row: u32,
    /// the row below the deepest of the sections that stand side by side
    below: u32,
    /// the rows with which sections begin
    starts: Vec<u32>,
}

/// Sections that stand side by side.
pub(super) fn side_by_side(sections: &[PaperSection]) -> Vec<Vec<&PaperSection>> {
    let mut groups: Vec<Vec<&PaperSection>> = Vec::new();
    for section in sections {
        match groups.last_mut().filter(|_| section.beside) {
            Some(group) => group.push(section),
            None => groups.push(vec![section]),
        }
    }
    groups
}

impl<'a> Leaf<'a> {
    pub fn new(name: String) -> Self {
        let page = PagePlan { name, widths: vec![WIDTH; usize::from(COLUMNS)], portrait: true, ..PagePlan::default() };
        Self { page, from: 0, to: COLUMNS - 1, row: 0, below: 0, starts: Vec::new() }
    }

    /// Title, and a line below it.
    pub fn head(&mut self, title: String, lead: Option<String>) {
        let lines = if title.chars().count() > TITLE { 2.0 } else { 1.0 };
        self.page.heights.push((self.row, 30.0 * lines));
        self.line(Cell::text(title).looking(Look::of(Role::Title).wrapped()));
        if let Some(lead) = lead {
            self.line(Cell::text(lead).looking(Look::of(Role::Lead).wrapped()));
        }
    }

    /// Lets sections be written side by side, each with what writes it.
    pub fn beside(&mut self, sections: &[&'a PaperSection], mut write: impl FnMut(&mut Self, &'a PaperSection)) {
        let many = u16::try_from(sections.len()).unwrap_or(1).max(1);
        let wide = (COLUMNS.saturating_sub(many - 1) / many).max(2);
        let top = self.row;
        self.below = top;
        self.starts.push(top);
        for (number, section) in (0_u16..).zip(sections) {
            self.row = top;
            self.from = number * (wide + 1);
            self.to = if number + 1 == many { COLUMNS - 1 } else { self.from + wide - 1 };
            write(self, section);
            self.below = self.below.max(self.row);
        }
        (self.row, self.from, self.to) = (self.below, 0, COLUMNS - 1);
    }

    /// Remembers what is printed in a column that is not seen, so that what is typed over it is told from it.
    pub fn remember(&mut self) {
        let cells = self.page.cells.iter().filter_map(|at| Some(((at.row, at.column), content(&at.cell.value)?)));
        let memory = printed(cells);
        self.page.put(0, MEMORY, Cell::text(memory));
        self.page.hidden_columns.push(MEMORY);
    }

    /// Fits the page to paper: one type size on all of them, and as many sheets as it takes, none of which parts a section
    /// that fits one.
    pub fn fit_to_paper(&mut self) {
        self.page.one_wide = true;
        self.page.printed = Some((self.row.saturating_sub(1), COLUMNS - 1));
        let heights = self.page.row_heights();
        let last = u32::try_from(heights.len()).unwrap_or(u32::MAX);
        let ends = self.starts.iter().skip(1).copied().chain([last]);
        let high = |from: u32, to: u32| -> f64 {
            heights.iter().skip(from as usize).take(to.saturating_sub(from) as usize).sum()
        };
        let mut used = high(0, self.starts.first().copied().unwrap_or(0));
        for (from, to) in self.starts.iter().copied().zip(ends) {
            let needed = high(from, to);
            // one that fits no sheet may begin anywhere
            if used > 0.0 && needed <= PAGE && used + needed > PAGE {
                self.page.breaks.push(from);
                used = 0.0;
            }
            used += needed;
            if used > PAGE {
                used %= PAGE;
            }
        }
    }

    /// Lets a new sheet of paper begin with the row to write next, within a section.
    pub fn may_part_here(&mut self) {
        self.starts.push(self.row);
    }

    /// The heading of a section, and the line below it.
    pub fn section(&mut self, title: Option<String>, say: Option<String>) {
        if let Some(title) = title {
            self.page.heights.push((self.row, 6.0));
            self.row += 1;
            self.page.heights.push((self.row, 19.0));
            self.line(Cell::text(title).looking(Look::of(Role::Section)));
        }
        if let Some(say) = say {
            self.line(Cell::text(say).looking(Look::of(Role::Lead).wrapped()));
        }
    }

    /// A cell over the whole width of the section.
    pub fn line(&mut self, cell: Cell<'a>) {
        self.page.put_across(self.row, self.from, self.to, cell);
        self.row += 1;
    }

    /// Words over the whole width of the section.
    pub fn words(&mut self, words: impl Into<std::borrow::Cow<'a, str>>) {
        self.line(Cell::text(words).looking(Look::of(Role::Plain).wrapped()));
    }

    /// Something said in passing.
    pub fn quiet(&mut self, words: impl Into<std::borrow::Cow<'a, str>>) {
        self.line(Cell::text(words).looking(Look::of(Role::Lead).wrapped()));
    }

    /// A row of cells that share the width of the section.
    pub fn cells(&mut self, shares: &[u16], cells: Vec<Cell<'a>>) {
        for ((from, to), cell) in self.columns(shares).into_iter().zip(cells) {
            self.page.put_across(self.row, from, to, cell);
        }
        self.row += 1;
    }

    /// A row of headings; the first at the left, the others in the middle of their columns.
    pub fn headings(&mut self, shares: &[u16], titles: Vec<String>) {
        let look = Look::of(Role::Heading).wrapped();
        let look = |number: usize| if number == 0 { look } else { look.centred() };
        let cells = titles.into_iter().enumerate().map(|(n, title)| filled(title).looking(look(n))).collect();
        self.cells(shares, cells);
    }

    /// Whether the section has the whole width of the page.
    pub fn is_whole(&self) -> bool {
        self.to - self.from + 1 == COLUMNS
    }

    /// How high the row written last is.
    pub fn high(&mut self, lines: u32) {
        self.page.heights.push((self.row.saturating_sub(1), 17.0 * f64::from(lines.max(1))));
    }

    /// A note on a cell of the row written last, by the cell's place in it.
    pub fn note(&mut self, shares: &[u16], at: usize, words: String) {
        if let Some((column, _)) = self.columns(shares).get(at) {
            self.page.note(self.row.saturating_sub(1), *column, words);
        }
    }

    /// First and last column of each part of the section's width.
    pub fn columns(&self, shares: &[u16]) -> Vec<(u16, u16)> {
        let total: u16 = shares.iter().sum::<u16>().max(1);
        let wide = self.to - self.from + 1;
        let edge = |shares: u16| self.from + (wide * shares + total / 2) / total;
        let mut before = 0;
        let mut columns = Vec::new();
        for share in shares {
            let (from, to) = (edge(before), edge(before + share).saturating_sub(1));
            columns.push((from, to.max(from)));
            before += share;
        }
        columns
    }
}

/// What a cell says when it is read.
fn content(value: &CellValue<'_>) -> Option<Content> {
    match value {
        CellValue::Blank => None,
        CellValue::Text(text) | CellValue::Link(text, _) => Some(Content::Text(Arc::from(&**text))),
        CellValue::Number(number) => Some(Content::Number(*number)),
        CellValue::Date(day) => day.and_hms_opt(0, 0, 0).map(Content::DateTime),
        CellValue::Formula(_, value) => content(value),
    }
}

/// Words that keep their look where there are none: a heading over a column without one.
fn filled<'a>(text: String) -> Cell<'a> {
    if text.is_empty() { Cell::BLANK } else { Cell::text(text) }
}

/// A figure in a narrow column: its number, or the letter of the reason why there is none.
pub(super) fn figure<'a>(
    context: &Context<'a>,
    value: &Result<Value, Missing>,
    measure: Option<&Measure>,
    reasons: &mut Reasons,
) -> Cell<'a> {
    match value {
        Ok(_) => {
            let cell = context.value(value, measure);
            let look = cell.look.unwrap_or(Look::of(Role::Body));
            cell.looking(look.centred())
        }
        Err(missing) => Cell::text(reasons.letter(missing)).looking(Look::of(Role::Quiet).centred()),
    }
}

/// Cells named for one figure.
const CELLS: usize = 4;

/// Where a figure came from: its cell, the cells it rests on, or what it was worked out from.
pub(super) fn whence(figure: &Figure) -> Option<String> {
    if let Some(place) = &figure.reading.place {
        return Some(place.to_string());
    }
    let mut cells: Vec<String> = figure.from.iter().take(CELLS).map(ToString::to_string).collect();
    if figure.from.len() > CELLS {
        cells.push("…".to_owned());
    }
    let origin = figure.reading.origin.as_ref().map(ToString::to_string);
    if cells.is_empty() { origin } else { Some(cells.join("\n")) }
}

impl<'a> Maker<'a> {
    /// The heading of a section with what is filled in.
    pub(super) fn begin(&self, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
        let say = part.say.as_ref().map(|say| say.to_string());
        leaf.section(part.title.as_ref().map(|title| title.to_string()), say);
    }
}
