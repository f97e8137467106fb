//! A cell of a workbook.

use std::fmt;
use std::sync::Arc;

use crate::shown::shown;

/// One cell: workbook file name, sheet name, and row and column counted from 0 as in the sheet itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellPlace {
    /// file name of the workbook, without its folder
    pub workbook: Arc<str>,
    /// sheet name as shown on its tab; empty for formats without sheets
    pub sheet: Arc<str>,
    /// row, 0 is Excel's row 1
    pub row: u32,
    /// column, 0 is Excel's column A
    pub column: u32,
}

impl CellPlace {
    /// The cell's address as Excel writes it, such as `E6`.
    #[must_use]
    pub fn a1(&self) -> String {
        format!("{}{}", column_letters(self.column), u64::from(self.row) + 1)
    }
}

impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (workbook, sheet) = (shown(&self.workbook), shown(&self.sheet));
        match sheet.is_empty() {
            true => write!(f, "{workbook}, {}", self.a1()),
            false => write!(f, "{workbook}, {sheet}!{}", self.a1()),
        }
    }
}

/// The letters of a column counted from 0: 0 is `A`, 26 is `AA`.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Row and column (both from 0) of an address such as `E6` or `$E$6`; `None` where it is not one
/// or lies past the edge of a sheet.
#[must_use]
pub fn parse_a1(address: &str) -> Option<(u32, u32)> {
    let plain: String = address.chars().filter(|c| *c != '$').collect();
    let split = plain.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = plain.split_at(split);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column: u32 = 0;
    for letter in letters.chars() {
        let digit = letter.to_ascii_uppercase();
        if !digit.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + (u32::from(digit) - u32::from('A')) + 1;
    }
    let row: u32 = digits.parse().ok()?;
    if row == 0 || row > 1_048_576 || column > 16_384 {
        return None;
    }
    Some((row - 1, column - 1))
}

/// A sheet's name as it stands before a cell in a formula or a link: in quotation marks, those within it twice.
#[must_use]
pub fn quoted_sheet(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_back_as_written() {
        for (row, column, text) in [(0, 0, "A1"), (5, 4, "E6"), (1_048_575, 16_383, "XFD1048576")] {
            let place = CellPlace { workbook: "b".into(), sheet: "s".into(), row, column };
            assert_eq!(place.a1(), text);
            assert_eq!(parse_a1(text), Some((row, column)));
        }
    }

    #[test]
    fn an_address_past_the_edge_is_none() {
        for text in ["XFE1", "A1048577", "A0", "AAAAAAAAAA1", "7", "A"] {
            assert_eq!(parse_a1(text), None, "{text}");
        }
    }
}
