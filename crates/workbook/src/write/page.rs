//! A sheet that is a page: cells placed freely, and perhaps a chart.

use std::collections::BTreeMap;

use super::{Cell, CellValue, Ink, fit};

/// The margins of a column, in characters: its width is counted without them.
const MARGINS: f64 = 5.0 / 7.0;

/// A cell of a page, over one column or several.
#[derive(Clone, Debug, PartialEq)]
pub struct PageCell<'a> {
    /// row, from 0
    pub row: u32,
    /// first column, from 0
    pub column: u16,
    /// last column
    pub to: u16,
    /// what stands there
    pub cell: Cell<'a>,
}

/// A bar of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBar {
    /// its colour
    pub ink: Option<Ink>,
}

/// A bar chart over cells of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPlan {
    /// row and column of its upper left corner
    pub at: (u32, u16),
    /// width and height in pixels
    pub size: (u32, u32),
    /// title
    pub title: String,
    /// said to those who cannot see it
    pub alt: String,
    /// column of the names, rows from and to
    pub names: (u16, u32, u32),
    /// column of the values
    pub values: u16,
    /// one bar for each row
    pub bars: Vec<ChartBar>,
}

/// A line chart over cells of the page: one line for each column of figures, year by year.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPlan {
    /// row and column of its upper left corner
    pub at: (u32, u16),
    /// width and height in pixels
    pub size: (u32, u32),
    /// title; none where it is empty
    pub title: String,
    /// said to those who cannot see it
    pub alt: String,
    /// column of the years, rows from and to
    pub years: (u16, u32, u32),
    /// column and name of each line
    pub lines: Vec<(u16, String)>,
}

/// A sheet that is a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagePlan<'a> {
    /// sheet name
    pub name: String,
    /// widths of columns, in characters
    pub widths: Vec<f64>,
    /// cells, in any order
    pub cells: Vec<PageCell<'a>>,
    /// heights of rows, in points; others fit by themselves
    pub heights: Vec<(u32, f64)>,
    /// a chart
    pub chart: Option<ChartPlan>,
    /// line charts
    pub trends: Vec<TrendPlan>,
    /// colour of the tab
    pub tab: Option<Ink>,
    /// whether it is printed upright
    pub portrait: bool,
    /// whether all of it is printed on one page
    pub one_page: bool,
    /// whether it is made to fit the width of the paper: the type has one size on all such pages of one width
    pub one_wide: bool,
    /// rows with which a new page begins in print, of a page that is made to fit the width
    pub breaks: Vec<u32>,
    /// notes on cells: row, column, words
    pub notes: Vec<(u32, u16, String)>,
    /// rows that stay in sight
    pub frozen_rows: u32,
    /// whether it is protected (without a password) except where officers write
    pub protected: bool,
    /// last row and column that are printed; all where nothing is said
    pub printed: Option<(u32, u16)>,
    /// columns that are not seen: what charts are drawn from
    pub hidden_columns: Vec<u16>,
    /// cells in which one of a list is chosen: row, column, where the list stands
    pub lists: Vec<(u32, u16, String)>,
}

impl<'a> PagePlan<'a> {
    /// Places a cell.
    pub fn put(&mut self, row: u32, column: u16, cell: Cell<'a>) {
        self.put_across(row, column, column, cell);
    }

    /// Places a cell over several columns.
    pub fn put_across(&mut self, row: u32, column: u16, to: u16, cell: Cell<'a>) {
        self.cells.push(PageCell { row, column, to, cell });
    }

    /// How high each row is, in points, as far as can be told beforehand.
    #[must_use]
    pub fn row_heights(&self) -> Vec<f64> {
        let rows = self.cells.iter().map(|placed| placed.row + 1).max().unwrap_or(0);
        let stated: BTreeMap<u32, f64> = self.heights.iter().copied().collect();
        let lines = self.lines();
        let of = |row: u32| {
            let fitted = || lines.get(&row).map_or(fit::ORDINARY, |lines| fit::height(*lines));
            stated.get(&row).copied().unwrap_or_else(fitted)
        };
        (0..rows).map(of).collect()
    }

    /// How high a row must be for a text over some columns, in points.
    #[must_use]
    pub fn high(&self, column: u16, to: u16, text: &str) -> f64 {
        fit::height(fit::lines(text, self.width(column, to)))
    }

    /// The lines that the text of a row takes, where it runs over several.
    pub(super) fn lines(&self) -> BTreeMap<u32, u32> {
        let mut lines: BTreeMap<u32, u32> = BTreeMap::new();
        for placed in self.cells.iter().filter(|placed| placed.cell.look.is_some_and(|look| look.wrap)) {
            if let CellValue::Text(text) | CellValue::Link(text, _) = &placed.cell.value {
                let needed = fit::lines(text, self.width(placed.column, placed.to));
                let most = lines.entry(placed.row).or_insert(1);
                *most = (*most).max(needed);
            }
        }
        lines.retain(|_, lines| *lines > 1);
        lines
    }

    /// Puts a note on a cell.
    pub fn note(&mut self, row: u32, column: u16, words: String) {
        self.notes.push((row, column, words));
    }

    /// The width of several columns, in characters; each further one adds its margins.
    #[must_use]
    pub fn width(&self, column: u16, to: u16) -> f64 {
        let many = usize::from(to.saturating_sub(column)) + 1;
        let margins = f64::from(to.saturating_sub(column)) * MARGINS;
        self.widths.iter().skip(usize::from(column)).take(many).sum::<f64>() + margins
    }
}
