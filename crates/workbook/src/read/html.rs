//! Tables of a web page. Management systems "export to Excel" by saving a page under the name of
//! an .xls; Excel opens it with a warning.
//!
//! Only as much of HTML as such exports use: tables, rows, cells with their spans, line breaks,
//! entities. Each table becomes a sheet, each cell stays text. calamine reads no HTML. A parser of the whole
//! language would mend what these exports leave open as browsers do, which moves cells out of tables, and holds the
//! page in memory as a tree before a limit could stop it.

mod entity;
mod tokens;

use std::sync::Arc;

use self::tokens::{Token, Tokens};
use super::cell::{Cell, Content, is_blank};
use super::error::Refusal;
use super::intern::Interner;
use super::lifted::{Lift, Lifts};
use super::limits::Limits;
use super::sheet::{Merge, Remark, Sheet};
use super::xlsx::{Reading, RowsBuilder};

/// Reads the tables of a page.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Refusal> {
    let text = super::csv_text::decode(bytes).ok_or_else(|| Refusal::damaged("its text is in no known encoding"))?;
    let mut page = Page { limits, tables: Vec::new(), done: Vec::new(), interner: Interner::default(), cells: 0 };
    for token in Tokens::of(&text) {
        page.token(&token)?;
    }
    while !page.tables.is_empty() {
        page.table_done()?;
    }
    if page.done.iter().all(|sheet| sheet.rows.is_empty()) {
        let advice = "if it is a login or error page, fetch the workbook again; otherwise export it as .xlsx";
        return Err(Refusal::not_a_workbook("a web page without a table", advice));
    }
    let mut sheets = page.done;
    sheets.retain(|sheet| !sheet.rows.is_empty());
    for (number, sheet) in (1..).zip(&mut sheets) {
        sheet.name = Arc::from(format!("Table {number}"));
    }
    let remark =
        "is a web page, not a workbook; its tables were read as text, but saving it in Excel as .xlsx is safer";
    Ok(Reading { sheets, remarks: vec![Remark::book(remark)], date_1904: false })
}

/// A page while it is read.
struct Page<'l> {
    limits: &'l Limits,
    /// tables that are open, the innermost last
    tables: Vec<Table>,
    done: Vec<Sheet>,
    interner: Interner,
    cells: u64,
}

/// A table while it is read.
#[derive(Default)]
struct Table {
    rows: RowsBuilder,
    merges: Vec<Merge>,
    row: u32,
    column: u32,
    in_row: bool,
    /// cells that reach down from rows above: row after the last, by column
    reaching: std::collections::BTreeMap<u32, u32>,
    /// the open cell's text and spans
    cell: Option<(String, u32, u32)>,
    /// what of its text stands above or below the line, and where such a part was begun
    lifts: Lifts,
}

impl Page<'_> {
    fn token(&mut self, token: &Token<'_>) -> Result<(), Refusal> {
        match token {
            Token::Open { name: "table", .. } => {
                if self.tables.len() >= 50 || self.done.len() >= self.limits.sheets {
                    return Err(Refusal::TooBig("it has too many tables".into()));
                }
                self.tables.push(Table::default());
            }
            Token::Close("table") => self.table_done()?,
            Token::Open { name: "tr", .. } => {
                self.cell_done()?;
                if let Some(table) = self.tables.last_mut() {
                    table.row_done();
                    table.in_row = true;
                }
            }
            Token::Close("tr") => {
                self.cell_done()?;
                self.tables.last_mut().into_iter().for_each(Table::row_done);
            }
            Token::Open { name: "td" | "th", attributes } => {
                self.cell_done()?;
                if let Some(table) = self.tables.last_mut() {
                    table.in_row = true;
                    let span = |name| tokens::attribute(attributes, name).and_then(|v| v.trim().parse().ok());
                    let (across, down) = (span("colspan").unwrap_or(1), span("rowspan").unwrap_or(1));
                    table.cell = Some((String::new(), across.clamp(1, 1000), down.clamp(1, 65_534)));
                }
            }
            Token::Close("td" | "th") => self.cell_done()?,
            Token::Open { name: "sup", .. } => self.lift(Some(Lift::Raised)),
            Token::Open { name: "sub", .. } => self.lift(Some(Lift::Lowered)),
            Token::Open { name: "s" | "strike" | "del", .. } => self.lift(Some(Lift::Struck)),
            Token::Close("sup" | "sub" | "s" | "strike" | "del") => self.lift(None),
            Token::Open { name: "br" | "p" | "div", .. } => self.text("\n"),
            Token::Text(text) => self.text(text),
            Token::Open { .. } | Token::Close(_) => {}
        }
        Ok(())
    }

    /// Ends a part above or below the line or crossed out, and begins another.
    fn lift(&mut self, lift: Option<Lift>) {
        let Some(table) = self.tables.last_mut() else { return };
        let end = table.cell.as_ref().map_or(0, |cell| cell.0.len());
        table.lifts.turn(lift, end);
    }

    /// Adds text to the open cell. A line end in the source is a space, one that stands alone a break.
    fn text(&mut self, text: &str) {
        let Some((cell, ..)) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) else { return };
        if text == "\n" {
            if !cell.is_empty() {
                cell.push('\n');
            }
            return;
        }
        for character in entity::resolved(text).chars() {
            let space = matches!(character, ' ' | '\t' | '\r' | '\n');
            match space {
                true if cell.is_empty() || cell.ends_with([' ', '\n']) => {}
                true => cell.push(' '),
                false => cell.push(character),
            }
        }
    }

    fn cell_done(&mut self) -> Result<(), Refusal> {
        self.lift(None);
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let lifts = std::mem::take(&mut table.lifts);
        let Some((text, across, down)) = table.cell.take() else { return Ok(()) };
        let unmarked = lifts.content(&text).filter(|_| !self.limits.keep_marks);
        let (row, column) = (table.row, table.free_column());
        table.column = column.saturating_add(across);
        self.cells += 1;
        if table.column > self.limits.columns || row >= self.limits.rows || self.cells > self.limits.cells {
            return Err(Refusal::TooBig("a table of it is larger than a sheet".into()));
        }
        if text.len() > self.limits.text_characters * 4 {
            return Err(Refusal::TooBig(format!("a text is longer than {} characters", self.limits.text_characters)));
        }
        if down > 1 {
            table.reaching.extend((column..table.column).map(|column| (column, row + down)));
        }
        if (across > 1 || down > 1) && table.merges.len() < self.limits.merges {
            let (last_row, last_column) = (row + down - 1, table.column - 1);
            table.merges.push(Merge { first_row: row, first_column: column, last_row, last_column });
        }
        let content = match unmarked {
            Some(crossed_out @ Content::CrossedOut(_)) => crossed_out,
            Some(Content::Text(text)) => Content::Text(self.interner.share(text.trim_end_matches([' ', '\n']))),
            _ => Content::Text(self.interner.share(text.trim_end_matches([' ', '\n']))),
        };
        if !is_blank(&content) {
            table.rows.push(row, Cell::plain(column, content));
        }
        Ok(())
    }

    fn table_done(&mut self) -> Result<(), Refusal> {
        self.cell_done()?;
        if let Some(table) = self.tables.pop() {
            let (rows, _) = table.rows.finish();
            self.done.push(Sheet { rows, merges: table.merges, ..Sheet::default() });
        }
        Ok(())
    }
}

impl Table {
    /// The next column that no cell from above reaches into.
    fn free_column(&self) -> u32 {
        let mut column = self.column;
        while self.reaching.get(&column).is_some_and(|&until| until > self.row) {
            column += 1;
        }
        column
    }

    fn row_done(&mut self) {
        if std::mem::take(&mut self.in_row) {
            self.row = self.row.saturating_add(1);
        }
        self.column = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<(u32, u32, String)> {
        let reading = read(page.as_bytes(), &Limits::default()).unwrap();
        let cells = reading.sheets.iter().flat_map(|sheet| &sheet.rows);
        cells.flat_map(|row| row.cells.iter().map(|c| (row.index, c.column, format!("{:?}", c.content)))).collect()
    }

    fn cell(row: u32, column: u32, text: &str) -> (u32, u32, String) {
        (row, column, format!("{:?}", Content::Text(Arc::from(text))))
    }

    #[test]
    fn cells_stand_where_a_browser_shows_them() {
        let page = "<html><style>td{x:y}</style><TABLE><tr><th rowspan=2>URN<th colspan='2'>Level 2+ &amp; up</tr>\
                    <tr><td>FSM</td><td>Not\n  FSM</td></tr><!-- <tr><td>no</td></tr> -->\
                    <tr><td>990001<td>&lt;5<td>72&#37;<br>est</table>";
        let expected = [
            cell(0, 0, "URN"),
            cell(0, 1, "Level 2+ & up"),
            cell(1, 1, "FSM"),
            cell(1, 2, "Not FSM"),
            cell(2, 0, "990001"),
            cell(2, 1, "<5"),
            cell(2, 2, "72%\nest"),
        ];
        assert_eq!(texts(page), expected);
    }

    #[test]
    fn raised_figures_are_marks_of_footnotes_and_what_is_crossed_out_is_left_out() {
        let page = "<table><tr><td>6<sup>1</sup><td>5%<SUP><b>2</b></SUP><td>4<sup>th</sup><td>80<sub>1</sub><td><s>5</s>8</table>";
        assert_eq!(
            texts(page),
            [cell(0, 0, "6"), cell(0, 1, "5%"), cell(0, 2, "4th"), cell(0, 3, "80"), cell(0, 4, "8")]
        );
    }

    #[test]
    fn a_page_without_a_table_is_refused_with_what_to_do() {
        let refusal = read(b"<html><body>Please sign in</body></html>", &Limits::default()).unwrap_err();
        assert!(refusal.to_string().contains("web page without a table"), "{refusal}");
    }
}
