//! Whether a sign has room before what a cell shows: a number that is wider than its column is shown as `###`.

use super::At;
use workbook::read::{Book, Cell, Content, Sheet};

/// The width of columns for which none is set, in characters.
const USUAL: f64 = 8.4;
/// What a sign, the blank behind it, bold digits and the cell's margins take.
const TAKEN: f64 = 3.5;
/// Letters of a day, and digits that a number without a format has at most.
const DAY: usize = 10;
const DIGITS: usize = 11;

/// Whether it has.
pub(super) fn has_room(book: &Book, (sheet, row, column): At<'_>) -> bool {
    let Some(sheet) = book.sheets.iter().find(|known| *known.name == *sheet) else { return false };
    let Some(cell) = sheet.cell(row, column) else { return false };
    let letters = u32::try_from(letters(cell)).map_or(f64::INFINITY, f64::from);
    letters + TAKEN <= width(sheet, column)
}

fn width(sheet: &Sheet, column: u32) -> f64 {
    let set = sheet.column_widths.iter().find(|width| (width.first..=width.last).contains(&column));
    set.map_or(USUAL, |set| set.width)
}

/// How many letters a cell shows, or some more.
fn letters(cell: &Cell) -> usize {
    match &cell.content {
        Content::Number(number) => match cell.format.as_deref() {
            Some(format) => formatted(*number, format, cell.percent),
            None => number.to_string().chars().count().min(DIGITS),
        },
        Content::Text(text) => text.chars().count(),
        Content::DateTime(_) => DAY,
        _ => usize::MAX,
    }
}

/// Digits before the point, and everything else that the format has.
fn formatted(number: f64, format: &str, percent: bool) -> usize {
    let first = format.split(';').next().unwrap_or_default();
    let whole = (number.abs() * if percent { 100.0 } else { 1.0 }).trunc();
    let digits = format!("{whole:.0}").len();
    let separators = if first.contains(',') { digits / 3 } else { 0 };
    let decimals = first.split_once('.').map_or(0, |(_, after)| 1 + after.matches(['0', '#']).count());
    let others = first.chars().filter(|letter| !"#0?,.\"[]".contains(*letter)).count();
    digits + separators + decimals + others + usize::from(number < 0.0)
}

#[cfg(test)]
mod tests {
    use super::formatted;

    #[test]
    fn what_a_format_shows_is_counted() {
        assert_eq!(formatted(41.4, "0.0", false), 4);
        assert_eq!(formatted(994_900.0, "£#,##0", false), 9);
        assert_eq!(formatted(-0.41, "0%", true), 4);
    }
}
