//! A table in the terminal: columns as wide as they need to be, two blanks between.

/// The lines of a table; the first row is its headings.
pub(super) fn lines(rows: &[Vec<String>]) -> Vec<String> {
    let wide = |text: &str| text.chars().count();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|text| wide(text)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(text, width)| {
            let room = width.saturating_sub(wide(text));
            format!("{text}{}", " ".repeat(room))
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_stand_under_each_other() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        assert_eq!(super::lines(&[row(["a", "b"]), row(["long", "c"])]), ["a     b", "long  c"]);
    }
}
