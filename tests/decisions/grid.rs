//! A workbook as plain cells that can be moved about and written again, as another program would.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use workbook::read::{Content, Limits, read_bytes};

/// Cells of one sheet.
#[derive(Clone, Debug, Default)]
pub struct GridSheet {
    pub name: String,
    pub cells: BTreeMap<(u32, u32), Content>,
}

/// Sheets of cells.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    pub sheets: Vec<GridSheet>,
}

impl Grid {
    pub fn read(bytes: &[u8]) -> Self {
        let book = read_bytes("review.xlsx", bytes, &Limits::default()).unwrap();
        let sheets = book.sheets.iter().map(|sheet| GridSheet {
            name: sheet.name.to_string(),
            cells: sheet
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().map(|cell| ((row.index, cell.column), cell.content.clone())))
                .collect(),
        });
        Self { sheets: sheets.collect() }
    }

    /// The workbook as a program writes it that knows only cells.
    pub fn write(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        for sheet in &self.sheets {
            let out = workbook.add_worksheet();
            out.set_name(&sheet.name).unwrap();
            for ((row, column), content) in &sheet.cells {
                let column = u16::try_from(*column).unwrap();
                match content {
                    Content::Number(number) => out.write_number(*row, column, *number),
                    Content::Text(text) => out.write_string(*row, column, &**text),
                    Content::Flag(flag) => out.write_boolean(*row, column, *flag),
                    Content::DateTime(moment) => {
                        let moment = ExcelDateTime::parse_from_str(&moment.format("%Y-%m-%dT%H:%M:%S").to_string());
                        out.write_datetime_with_format(*row, column, moment.unwrap(), &day)
                    }
                    Content::Error(text) => out.write_string(*row, column, &**text),
                    Content::CrossedOut(_) => continue,
                    Content::NotCalculated => continue,
                }
                .unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    pub fn sheet(&mut self, name: &str) -> &mut GridSheet {
        self.sheets.iter_mut().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
    }
}

pub fn text(text: &str) -> Content {
    Content::Text(text.into())
}

impl Grid {
    /// What a document inspector leaves: no hidden row, no hidden column.
    pub fn without_hidden(&mut self) {
        for sheet in self.sheets.iter_mut().filter(|sheet| sheet.has("yardstick:key")) {
            let (row, _) = sheet.find("yardstick:key");
            for column in sheet.hidden_columns(row).into_iter().rev() {
                sheet.delete_column(column);
            }
            sheet.delete_row(row);
        }
    }
}

/// The columns that the review hides.
const HIDDEN: [&str; 7] = [
    "yardstick:key",
    "yardstick:evidence",
    "yardstick:evidence-words",
    "yardstick:made-on",
    "yardstick:made-on-words",
    "yardstick:seen",
    "yardstick:carried",
];

impl GridSheet {
    /// Whether a text stands on it.
    pub fn has(&self, wanted: &str) -> bool {
        self.cells.values().any(|content| *content == text(wanted))
    }

    /// Sorts what can be seen and leaves what is hidden where it is.
    pub fn reorder_visible(&mut self, rows: &[u32], order: &[usize]) {
        let (names, _) = self.find("yardstick:key");
        let hidden: Vec<u32> = self
            .cells
            .iter()
            .filter(|((at, _), content)| *at == names && HIDDEN.iter().any(|name| **content == text(name)))
            .map(|((_, column), _)| *column)
            .collect();
        let to: BTreeMap<u32, u32> = rows.iter().zip(order).map(|(row, at)| (*row, rows[*at])).collect();
        self.moved(|(row, column)| {
            let moved = to.get(&row).copied().filter(|_| !hidden.contains(&column));
            Some((moved.unwrap_or(row), column))
        });
    }

    /// Cuts out what can be seen of a row, up to the last column to write in, and pastes it into another.
    pub fn cut_visible(&mut self, from: u32, to: u32) {
        let (names, key) = self.find("yardstick:key");
        let last = self.column("yardstick:confirm");
        let (row, shown) = (from, move |column: u32| column != key && column <= last);
        let hidden = self.hidden_columns(names);
        self.moved(|(at, column)| {
            let cut = at == row && shown(column) && !hidden.contains(&column);
            Some((if cut { to } else { at }, column))
        });
    }

    /// The columns that are hidden, by their names in a row.
    fn hidden_columns(&self, names: u32) -> Vec<u32> {
        let is_hidden = |content: &Content| HIDDEN.iter().any(|name| *content == text(name));
        let cells = self.cells.iter().filter(|((row, _), content)| *row == names && is_hidden(content));
        cells.map(|((_, column), _)| *column).collect()
    }

    /// Where a text stands.
    pub fn find(&self, wanted: &str) -> (u32, u32) {
        let found = self.cells.iter().find(|(_, content)| **content == text(wanted));
        *found.unwrap_or_else(|| panic!("no cell says {wanted}")).0
    }

    /// The column with a hidden name.
    pub fn column(&self, name: &str) -> u32 {
        self.find(name).1
    }

    /// The column under a heading.
    pub fn column_headed(&self, heading: &str) -> u32 {
        self.find(heading).1
    }

    pub fn put(&mut self, row: u32, column: u32, content: Content) {
        self.cells.insert((row, column), content);
    }

    /// Types into the row with a key.
    pub fn type_in(&mut self, key: &str, column: &str, content: Content) {
        let (row, _) = self.find(key);
        let column = self.column(column);
        self.put(row, column, content);
    }

    /// The rows that have a key.
    pub fn keyed_rows(&self) -> Vec<u32> {
        let column = self.column("yardstick:key");
        let keyed = self.cells.iter().filter(|((_, at), content)| {
            *at == column && matches!(content, Content::Text(text) if text.contains(" | "))
        });
        keyed.map(|((row, _), _)| *row).collect()
    }

    pub fn insert_column(&mut self, at: u32) {
        self.moved(|(row, column)| Some((row, if column >= at { column + 1 } else { column })));
    }

    pub fn insert_row(&mut self, at: u32) {
        self.moved(|(row, column)| Some((if row >= at { row + 1 } else { row }, column)));
    }

    pub fn delete_row(&mut self, at: u32) {
        self.moved(|(row, column)| match row.cmp(&at) {
            std::cmp::Ordering::Less => Some((row, column)),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some((row - 1, column)),
        });
    }

    pub fn delete_column(&mut self, at: u32) {
        self.moved(|(row, column)| match column.cmp(&at) {
            std::cmp::Ordering::Less => Some((row, column)),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some((row, column - 1)),
        });
    }

    /// Puts rows in another order: what stood in `rows[i]` stands in `rows[order[i]]`.
    pub fn reorder(&mut self, rows: &[u32], order: &[usize]) {
        let to: BTreeMap<u32, u32> = rows.iter().zip(order).map(|(row, at)| (*row, rows[*at])).collect();
        self.moved(|(row, column)| Some((to.get(&row).copied().unwrap_or(row), column)));
    }

    /// The same, of one column alone.
    pub fn reorder_column(&mut self, only: u32, rows: &[u32], order: &[usize]) {
        let to: BTreeMap<u32, u32> = rows.iter().zip(order).map(|(row, at)| (*row, rows[*at])).collect();
        self.moved(|(row, column)| {
            let moved = to.get(&row).copied().filter(|_| column == only);
            Some((moved.unwrap_or(row), column))
        });
    }

    fn moved(&mut self, to: impl Fn((u32, u32)) -> Option<(u32, u32)>) {
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells.into_iter().filter_map(|(at, content)| Some((to(at)?, content))).collect();
    }
}

/// A workbook with one of its parts changed, and everything else as it is.
pub fn with_part(workbook: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::{Read as _, Write as _};
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        if archive.by_index_raw(index).unwrap().name().unwrap() != part {
            out.raw_copy_file(archive.by_index_raw(index).unwrap()).unwrap();
            continue;
        }
        let mut text = String::new();
        archive.by_index(index).unwrap().read_to_string(&mut text).unwrap();
        let changed = change(&text);
        assert_ne!(changed, text, "{part} was to be changed");
        out.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(changed.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A workbook as a program leaves it in which somebody saved it.
pub fn saved_by(workbook: &[u8], who: &str) -> Vec<u8> {
    with_part(workbook, "docProps/core.xml", |core| {
        let (before, rest) = core.split_once("<cp:lastModifiedBy>").unwrap();
        let (_, after) = rest.split_once("</cp:lastModifiedBy>").unwrap();
        format!("{before}<cp:lastModifiedBy>{who}</cp:lastModifiedBy>{after}")
    })
}
