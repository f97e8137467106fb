//! A workbook of cases as the tables that its sheets are: each a text, a line for a row, under the workbook's name and its own.
//! Nothing is ever written into it.

use workbook::read::{CROSSED_OUT, Cell, Content, Limits, Sheet, read_bytes};

use super::{WORKBOOKS, in_cases};

/// What a table of cases begins with.
const HEADING: &str = "rule";
/// Rows below this are no cases: a table has a line for each.
const MOST_ROWS: u32 = 100_000;

/// Whether a file of a rules folder is one: a workbook in a folder of cases.
pub(super) fn is_one(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let passed_over = name.split('/').any(|part| part.starts_with(['.', '~', '#']));
    !passed_over && in_cases(&lower) && WORKBOOKS.iter().any(|ending| lower.ends_with(ending))
}

/// Whether a table of a rulebook is a sheet of such a workbook: `cases/more.xlsx/Sheet1`.
#[must_use]
pub fn is_sheet(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    WORKBOOKS.iter().any(|ending| lower.contains(&format!("{ending}/")))
}

/// The sheets on which cases stand, each with its text.
pub(super) fn sheets(name: &str, bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    let book = read_bytes(name, bytes, &Limits::default()).map_err(|error| error.refusal.to_string())?;
    let cases = book.sheets.iter().filter(|sheet| first_column(sheet).is_some());
    let texts: Result<Vec<(String, String)>, String> =
        cases.map(|sheet| Ok((format!("{name}/{}", sheet.name.replace('/', "-")), text(sheet)?))).collect();
    match texts? {
        texts if texts.is_empty() => Err(format!("no sheet of it has a row that begins with `{HEADING}`")),
        texts => Ok(texts),
    }
}

/// The column in which the headings of a table begin.
fn first_column(sheet: &Sheet) -> Option<u32> {
    let is_heading =
        |cell: &&Cell| matches!(&cell.content, Content::Text(text) if text.trim().eq_ignore_ascii_case(HEADING));
    let first = |row: &workbook::read::Row| row.cells.first().filter(is_heading).map(|cell| cell.column);
    sheet.rows.iter().take_while(|row| row.index < MOST_ROWS).find_map(first)
}

/// A sheet as a table in text: its rows stand in the lines of their numbers.
fn text(sheet: &Sheet) -> Result<String, String> {
    let from = first_column(sheet).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for row in sheet.rows.iter().take_while(|row| row.index < MOST_ROWS) {
        lines.resize(row.index as usize, String::new());
        let mut line = String::new();
        let mut at = from;
        for cell in row.cells.iter().filter(|cell| cell.column >= from) {
            line.extend((at..cell.column).map(|_| ','));
            at = cell.column;
            line.push_str(&written(cell).ok_or_else(|| {
                let place = format!("{}{}", workbook::place::column_letters(cell.column), row.index + 1);
                format!("the formula in {}!{place} was never calculated; open it in Excel and save it", sheet.name)
            })?);
        }
        lines.push(line);
    }
    Ok(lines.join("\n") + "\n")
}

/// A cell as it stands in a table; none where nobody knows what it says.
fn written(cell: &Cell) -> Option<String> {
    let text = match &cell.content {
        // a case is in one line
        Content::Text(text) => text.lines().map(str::trim).collect::<Vec<_>>().join(" "),
        Content::Number(number) if cell.percent => crate::domain::tidy(number * 100.0).to_string(),
        Content::Number(number) => number.to_string(),
        Content::Flag(flag) => flag.to_string(),
        Content::DateTime(moment) => moment.date().to_string(),
        Content::Error(error) => error.to_string(),
        Content::CrossedOut(_) => CROSSED_OUT.to_owned(),
        Content::NotCalculated => return None,
    };
    let plain = !text.contains([',', '"']);
    Some(if plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) })
}
