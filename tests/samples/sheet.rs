//! Reads a sample sheet as rows of text, independently of the product's own reader.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};

/// A sheet with the headings of its table joined.
pub struct Sheet {
    /// Headings, `upper / lower` where there are two rows.
    pub headings: Vec<String>,
    /// Rows of the body, down to the first empty one.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Opens a sheet of one of the sample workbooks.
    pub fn open(workbook: &str, name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks").join(workbook);
        let mut book: Xlsx<_> = open_workbook(&path).unwrap();
        let mut groups = vec![None; 40];
        let mut lower = 3;
        for region in book.merge_cells_by_sheet_name(name).unwrap() {
            if region.start.0 == 3 {
                lower = 4;
                if region.end.0 == 3 {
                    groups[region.start.1 as usize..=region.end.1 as usize].fill(Some(region.start.1));
                }
            }
        }
        let range = book.worksheet_range(name).unwrap();
        let (height, width) = range.end().unwrap();
        let cell = |row, column| range.get_value((row, column)).map(text).unwrap_or_default();
        let headings = (0..=width)
            .map(|column| match groups[column as usize] {
                Some(first) => format!("{} / {}", cell(3, first), cell(4, column)),
                // A group of one column is not merged.
                None if lower == 4 && !cell(4, column).is_empty() => {
                    format!("{} / {}", cell(3, column), cell(4, column))
                }
                None => cell(3, column),
            })
            .filter(|heading| !heading.is_empty())
            .collect();
        let rows = (lower + 1..=height).map(|row| (0..=width).map(|column| cell(row, column)).collect::<Vec<_>>());
        let rows = rows.take_while(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        Self { headings, rows }
    }

    /// What stands under a heading in the row that holds the given text.
    pub fn value(&self, row: &str, heading: &str) -> String {
        self.column(heading).into_iter().find(|(cells, _)| cells.iter().any(|cell| cell == row)).unwrap().1
    }

    /// Every row with what stands under a heading.
    pub fn column(&self, heading: &str) -> Vec<(&[String], String)> {
        let at = self.headings.iter().position(|found| found == heading);
        let at = at.unwrap_or_else(|| panic!("no heading `{heading}` in {:?}", self.headings));
        self.rows.iter().map(|row| (row.as_slice(), row[at].clone())).collect()
    }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
