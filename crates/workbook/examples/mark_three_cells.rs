//! Marks the first three cells of a workbook, each with a note, and adds a column at the right of its first sheet.

use std::error::Error;
use std::path::Path;

use workbook::annotate::{AddedCell, AddedLook, AddedValue, AnnotationPlan, CellMark, MarkStyle, annotate};
use workbook::read::{Limits, read_bytes};

fn main() -> Result<(), Box<dyn Error>> {
    let mut names = std::env::args().skip(1);
    let (Some(from), Some(to)) = (names.next(), names.next()) else {
        return Err("name a workbook and its copy".into());
    };
    let bytes = std::fs::read(&from)?;
    let book = read_bytes(&from, &bytes, &Limits::default())?;
    let sheet = book.sheets.first().ok_or("the workbook has no sheet of cells")?;
    let look = MarkStyle { border: Some("C00000".into()), bold: true, ..MarkStyle::default() };
    let places = sheet.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.index, cell.column)));
    let cells = places.take(3).map(|(row, column)| CellMark {
        sheet: sheet.name.to_string(),
        row,
        column,
        style: Some(look.clone()),
        note: Some("looked at".into()),
    });
    let right = sheet.rows.iter().flat_map(|row| row.cells.last()).map(|cell| cell.column + 1).max().unwrap_or(0);
    let added = AddedCell {
        sheet: sheet.name.to_string(),
        row: sheet.rows.first().map_or(0, |row| row.index),
        column: right,
        value: AddedValue::Text("Seen".into()),
        look: AddedLook::default(),
    };
    let plan = AnnotationPlan { cells: cells.collect(), added: vec![added], ..AnnotationPlan::default() };
    let done = annotate(&bytes, &plan)?;
    std::fs::write(Path::new(&to), &done.bytes)?;
    for remark in &done.remarks {
        println!("{remark:?}");
    }
    Ok(())
}
