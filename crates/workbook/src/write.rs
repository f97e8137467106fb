//! Sheets of a workbook of ours: what stands where (plans), and the writer that carries a plan out.
//!
//! A plan is made of cells with a look; a look names a part of the page and, where it has one, a colour of the
//! rulebook. This module knows nothing of schools and rules.

mod book;
mod cell;
mod fit;
mod format;
mod page;
mod palette;
mod table;

pub use book::{Book, BookError, COMMA_IN_LIST, Footer, Property};
pub use book::{new_workbook, serial};
pub use cell::{Cell, CellValue, Link, Look, Own, Role, Shown};
pub use fit::wide;
pub use page::{ChartBar, ChartPlan, PageCell, PagePlan, TrendPlan};
pub use palette::{Colour, Ink, Palette};
pub use table::{
    Band, Choice, Column, DATA_ROW, HEADING_ROW, IDS_ROW, MOST_ROWS, OTHER_COLUMN, Printed, Row, TableKind, TablePlan,
    Told,
};

/// A text as the name of a sheet: at most 31 characters, none of those Excel forbids.
#[must_use]
pub fn tab_name(text: &str) -> String {
    let plain: String = text.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
    let plain = plain.trim().trim_matches('\'');
    let mut units = 0;
    plain
        .chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= 31
        })
        .collect()
}
