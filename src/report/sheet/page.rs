//! A sheet that is a page: cells placed freely, and perhaps a chart.

use super::{Cell, Ink};

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
    /// colour of the tab
    pub tab: Option<Ink>,
    /// whether it is printed upright
    pub portrait: bool,
    /// whether all of it is printed on one page
    pub one_page: bool,
    /// notes on cells: row, column, words
    pub notes: Vec<(u32, u16, String)>,
    /// rows that stay in sight
    pub frozen_rows: u32,
    /// whether it is protected (without a password) except where officers write
    pub protected: bool,
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
