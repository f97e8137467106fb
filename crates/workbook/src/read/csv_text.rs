//! Separated text: csv in the encodings and with the separators that spreadsheets export.
//!
//! Every cell stays text as written, untrimmed: whether "72" is a number is decided where the same
//! question is asked of text cells in workbooks.

mod letters;
mod quotes;
mod widths;

use std::sync::Arc;

use self::widths::Length;

use super::cell::{Cell, Content};
use super::error::Refusal;
use super::intern::Interner;
use super::limits::Limits;
use super::sheet::{Remark, Sheet};
use super::xlsx::RowsBuilder;

pub use letters::letter_by_letter;
pub(super) use letters::{decode, without_end_mark};

/// What may part the cells of a row; of two that part a text equally well, the later.
const SEPARATORS: [u8; 4] = *b"|,;\t";

/// Reads separated text into a sheet without a name, with what is to be told of it.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<(Sheet, Vec<Remark>), Refusal> {
    let (text, mut remarks) = letters::read(bytes)?;
    let (separator, text) = separator(&text);
    let (text, unpaired) = quotes::passed_over(text, separator);
    remarks.extend(unpaired);
    let (sheet, torn) = rows(&text, separator, limits)?;
    remarks.extend(torn);
    Ok((sheet, remarks))
}

/// The separator of a text, and the text without the line that names it (`sep=;`), if there is one.
fn separator(text: &str) -> (u8, &str) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let named = rest.bytes().next().filter(|byte| SEPARATORS.contains(byte));
        let line_end = rest.find('\n').map_or("", |at| rest.get(at + 1..).unwrap_or(""));
        if let Some(named) = named {
            return (named, line_end);
        }
    }
    let sample = text.get(..text.floor_char_boundary(1 << 16)).unwrap_or(text);
    let best = SEPARATORS.into_iter().max_by_key(|&separator| agreement(sample, separator));
    // max_by_key gives the last of equals; a text without any separator is one column either way.
    match best {
        Some(best) if agreement(sample, best) > 0 => (best, text),
        _ => (b',', text),
    }
}

/// How well lines agree on their number of cells under a separator: lines with the commonest
/// number above one, weighed by that number so that a stray comma in names does not win.
fn agreement(sample: &str, separator: u8) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    let mut quoted = false;
    let mut cells = 1;
    for byte in sample.bytes().chain([b'\n']) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                *counts.entry(cells).or_default() += 1;
                cells = 1;
            }
            other if other == separator && !quoted => cells += 1,
            _ => {}
        }
    }
    counts
        .into_iter()
        .filter(|&(cells, _)| cells > 1)
        .map(|(cells, lines)| lines * 16 + cells.min(15))
        .max()
        .unwrap_or(0)
}

fn rows(text: &str, separator: u8, limits: &Limits) -> Result<(Sheet, Vec<Remark>), Refusal> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut interner = Interner::default();
    let mut rows = RowsBuilder::default();
    let mut lengths: Vec<Length> = Vec::new();
    let mut cells: u64 = 0;
    let mut next_row: u64 = 0;
    let mut line = 1;
    while reader.read_record(&mut record).map_err(|_| Refusal::damaged("its text cannot be split into cells"))? {
        // The reader passes over empty lines; they are rows all the same, as in Excel. Line breaks
        // inside quotation marks are not.
        let breaks: usize = record.iter().map(|field| field.bytes().filter(|&byte| byte == b'\n').count()).sum();
        let lines = reader.position().line().saturating_sub(line);
        line = reader.position().line();
        let row = next_row + lines.saturating_sub(breaks as u64 + 1);
        next_row = row + 1;
        cells += record.len() as u64;
        check_size(row, &record, cells, limits)?;
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        lengths.push(Length::of(row, &record, separator));
        for (column, field) in (0..).zip(record.iter()).filter(|(_, field)| !field.is_empty()) {
            rows.push(row, Cell::plain(column, Content::Text(interner.share(kept_as_text(field)))));
        }
    }
    let (rows, _) = rows.finish();
    let (torn_rows, remarks) = widths::torn(&lengths, &rows);
    Ok((Sheet { name: Arc::from(""), rows, torn_rows, ..Sheet::default() }, remarks))
}

/// Systems that want Excel to keep a number's noughts write it as a formula of its text: `="0123"`.
fn kept_as_text(field: &str) -> &str {
    let inner = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(field)
}

fn check_size(row: u64, record: &csv::StringRecord, cells: u64, limits: &Limits) -> Result<(), Refusal> {
    let too_big = |text: String| Err(Refusal::TooBig(text));
    if row >= u64::from(limits.rows) {
        return too_big(format!("it has over {} rows", limits.rows));
    }
    if record.len() > limits.columns as usize {
        return too_big(format!("row {} has over {} columns", row + 1, limits.columns));
    }
    if cells > limits.cells {
        return too_big(format!("it has over {} cells", limits.cells));
    }
    // Bytes are never fewer than characters.
    let long = |field: &str| field.len() > limits.text_characters && field.chars().count() > limits.text_characters;
    if record.iter().any(long) {
        return too_big(format!(
            "row {} has a text of over {} characters, probably for want of a closing quotation mark",
            row + 1,
            limits.text_characters
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let (sheet, _) = read(bytes, &Limits::default()).unwrap();
        let text = |content: &Content| match content {
            Content::Text(text) => text.to_string(),
            other => panic!("{other:?} is not text"),
        };
        sheet.rows.iter().flat_map(|row| row.cells.iter().map(|c| (row.index, c.column, text(&c.content)))).collect()
    }

    fn cell(row: u32, column: u32, text: &str) -> (u32, u32, String) {
        (row, column, text.to_owned())
    }

    #[test]
    fn every_encoding_gives_the_same_cells() {
        let expected = [cell(0, 0, "Schoöl"), cell(0, 1, "76%")];
        let text = "Schoöl,76%\r\n";
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let le: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let be: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(texts(text.as_bytes()), expected);
        assert_eq!(texts(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), expected);
        assert_eq!(texts(&[b"\xff\xfe", le.as_slice()].concat()), expected);
        assert_eq!(texts(&[b"\xfe\xff", be.as_slice()].concat()), expected);
        assert_eq!(texts(&le), expected, "UTF-16 without a mark");
        assert_eq!(texts(b"Scho\xf6l,76%\r\n"), expected, "Windows-1252");
    }

    #[test]
    fn the_separator_is_found() {
        for text in [
            "a;b\n1,5;2\n3,5;4\n",
            "a\tb\n1,5\t2\n3,5\t4",
            "\"a\",\"b\"\n\"1,5\",2\n\"3,5\",4\n",
            "sep=;\na;b\n1,5;2\n3,5;4\n",
            "a|b\n1,5|2\n3,5|4\n",
        ] {
            assert_eq!(texts(text.as_bytes()).len(), 6, "{text:?}");
        }
        assert_eq!(texts(b"only one column\nsecond\n").len(), 2);
    }

    #[test]
    fn rows_are_numbered_as_excel_shows_them() {
        let rows = texts(b"title\n\n\na,\"two\nlines\"\n,\nlast\n");
        assert_eq!(rows, [cell(0, 0, "title"), cell(3, 0, "a"), cell(3, 1, "two\nlines"), cell(5, 0, "last")]);
        let dos = texts(b"title\r\n\r\na,\"two\r\nlines\"\r\nlast\r\n");
        assert_eq!(dos, [cell(0, 0, "title"), cell(2, 0, "a"), cell(2, 1, "two\r\nlines"), cell(3, 0, "last")]);
    }

    #[test]
    fn rows_may_differ_in_length() {
        assert_eq!(texts(b"a,b,c\n1\n1,2,3,4\n").len(), 8);
    }

    fn said(bytes: &[u8]) -> String {
        let (_, remarks) = read(bytes, &Limits::default()).unwrap();
        remarks.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_quotation_mark_without_its_partner_swallows_no_row() {
        let text = b"a,b,c\n1,x,2\n2,\"y,3\n3,z,4\n";
        let found = texts(text);
        assert!(found.contains(&cell(2, 2, "3")) && found.contains(&cell(3, 1, "z")), "{found:?}");
        assert!(said(text).contains("row 3 has a quotation mark without its partner"), "{}", said(text));
        let last = b"a,b,c\n1,x,2\n2,\"y,3\n";
        assert!(texts(last).contains(&cell(2, 2, "3")), "{:?}", texts(last));
        assert!(said(last).contains("row 3 has a quotation mark without its partner"), "{}", said(last));
        let later = b"a,b,c\n2,\"y,3\n3,z,4\n4,\"w, upper\",5\n5,v,6\n";
        assert_eq!(texts(later).len(), 15, "a later mark is not its partner");
        assert_eq!(said(b"a,b,c\n1,\"two\nlines, one, cell\",2\n2,x,3\n"), "");
    }

    #[test]
    fn a_quotation_mark_that_ends_in_a_later_row_gives_no_school_the_figures_of_another() {
        for (text, row) in [
            ("a,b,c\n1,\"Oak\",6\n2,\"Elm,2\n3,Ash\",3\n4,Yew,7\n", 2),
            ("a;b;c\n1;\"Oak;3\n2;Elm\";2\n", 1),
            ("a,b,c\n2,\"Elm,2\n3,Ash,3\"\n4,Yew,7\n", 1),
            ("b,a,c\nOak,1,6\n\"Elm,2,2\r\nAsh\",3,3\r\n", 2),
        ] {
            let found = texts(text.as_bytes());
            let names = |name: &str| found.iter().any(|(_, _, text)| text == name);
            assert!(names("Elm") && names("2") && names("3"), "{found:?}");
            assert!(!found.iter().any(|(_, _, text)| text.contains('"')), "{found:?}");
            let told = format!(
                "row {} has a quotation mark without its partner, which would swallow row {}",
                row + 1,
                row + 2
            );
            assert!(said(text.as_bytes()).contains(&told), "{}", said(text.as_bytes()));
        }
        for quiet in [
            "a,b,c\n1,\"Elm\n(was Lower)\",2\n2,x,3\n",
            "a,b,c\n1,\"at Elm, now\nLower, Street\",2\n2,x,3\n",
            "a,b\n1,\"two\nlines\"\n2,x\n",
            "URN,\"School\nname\",\"Books\nlost\",read\n1,\"Oak\nSchool\",60,35\n2,Elm,20,80\n",
        ] {
            assert_eq!(said(quiet.as_bytes()), "", "{quiet}");
        }
    }

    #[test]
    fn a_row_with_more_cells_than_headings_is_told_and_torn() {
        let text = b"a,b,c\n1,Oak, Upper,60\n2,Elm,20\n3,Ash,30\n";
        let (sheet, _) = read(text, &Limits::default()).unwrap();
        assert!(sheet.torn_rows.contains(1) && !sheet.torn_rows.contains(2));
        assert!(said(text).contains("row 2 has 4 cells under 3 headings"), "{}", said(text));
        assert_eq!(said(b"a,b,c\n1,Oak,60\n2,Elm,20\nx\n"), "");
        assert_eq!(said(b"a,b,c,d\n1,Oak,60\n2,Elm,20\n3,Ash,30,note\n"), "", "blanks at the end may be left out");
        for text in [
            "a,b,c,\n1,Oak, Upper,60\n2,Elm,20,\n",
            "a,b,c\n1,Oak, Upper,60\n2,Elm, Lower,20\n",
            "title\n\na,b,c\n1,Oak,1,234\n2,Elm,3,400\n3,Ash,7\n",
        ] {
            let (sheet, _) = read(text.as_bytes(), &Limits::default()).unwrap();
            let first = u32::from(text.starts_with("title")) * 2 + 1;
            assert!(sheet.torn_rows.contains(first) && !sheet.torn_rows.contains(first - 1), "{text:?}");
            assert!(said(text.as_bytes()).contains("has 4 cells under 3 headings"), "{}", said(text.as_bytes()));
        }
        assert_eq!(said(b"a,b,x\n,,2011,2012\n1,Oak,60,61\n2,Elm,20,21\n"), "", "headings of two rows");
        assert_eq!(said(b"a,b,c\n1,Oak,60,,\n2,Elm,20,\n"), "", "blanks behind the last heading");
    }

    #[test]
    fn a_row_with_fewer_cells_than_headings_is_torn_where_its_cells_moved() {
        let torn = |text: &str, row: u32| {
            let (sheet, _) = read(text.as_bytes(), &Limits::default()).unwrap();
            sheet.torn_rows.contains(row)
        };
        let moved = "URN,Name,L4,L5\n100001,Oak Primary,60,35\n123456,60,35\n";
        assert!(torn(moved, 2) && !torn(moved, 1));
        assert!(said(moved.as_bytes()).contains("row 3 has 3 cells under 4 headings: a cell may have been left out"));
        let first = "Name,URN,L4,L5\nOak Primary,100001,60,35\nElm Primary,100003,60,35\n123456,60,35\n";
        assert!(torn(first, 3) && !torn(first, 1));
        let whole = "URN,Name,L4,L5\n1,Oak,60,35\n2,Elm,20,30\n3,Ash,20,30\n4,Yew,50\n";
        assert!(torn(whole, 4) && !torn(whole, 3), "no other row leaves its last cell blank");
        for few in ["URN,Name,L4,L5\n1,Oak,60,35\n2,20,30\n", "URN,Name,L4,L5\n1,Oak,60,35\n2,20,30\n3,Ash,2,3\n"] {
            assert!(torn(few, 2) && !torn(few, 1), "one of two or three");
        }
        let short = "URN,Name,L4,L5\nOak,60,35\nElm,20,80\n3,Ash Primary,30,50\n4,Yew,30,50\n5,Fir,30,50\n";
        assert!(torn(short, 1) && torn(short, 2) && !torn(short, 3), "numbers under short names");
        let marks = "URN,Name,L4,L5\n1,Oak Primary,6,5\n2,Elm Primary,6,5\nx,Ash Primary,SUPP,SUPP\n4,60,35\n";
        assert!(torn(marks, 4), "a row of marks is no heading");
        for quiet in [
            "URN,Name,L4,Note\n1,Oak Primary,60,new\n2,Elm Primary,20\n",
            "URN,Name,L4,L5,Note\n1,Oak,60,35,\n2,Elm,20,30,x\n3,Ash,20,30,y\n4,Yew,50,40\n",
            "URN,Name,L4,L5\n1,Oak Primary,60,35\n2,Elm Primary,20\n3,Ash Primary,20\n",
            "URN,Name,L4\n1,Oak Primary,6\n2,Elm Primary,2\n3,Ash Primary,2\n4,Yew Primary\n5,Fir Primary\n",
            "URN,Name,L4,L5\n1,Oak,60,35\n2,Elm,20,30\n3,Ash,20,30\n\nURN,Name,GLD\n1,Oak,70\n",
            "URN,Name,L4,L5\n1,Oak,60,35\n2,Elm,20,30\n3,Ash,20,30\nSource: DfE, 2012\n",
        ] {
            assert_eq!(said(quiet.as_bytes()), "", "{quiet}");
        }
    }

    #[test]
    fn a_row_with_another_separator_is_told() {
        for row in ["1\tOak\t60\t35", "1;Oak;60;35", "1;Oak, Upper;60;35"] {
            let text = format!("URN,Name,L4,L5\n{row}\n2,Elm,20,80\n3,Ash,70,30\n");
            let said = said(text.as_bytes());
            assert!(said.contains("row 2 has") && said.contains("another separator"), "{said}");
        }
        assert_eq!(said(b"URN,Name,L4,L5\n1,Oak,60,35\n2,Elm,20,80\nNotes: a; b; c\n"), "");
    }

    #[test]
    fn few_rows_that_leave_out_figures_at_their_end_are_torn() {
        let (whole, blank) = ("1,Oak Primary,60,35\n".repeat(8), "1,Yew Primary,60,\n".repeat(2));
        let torn = |text: &str| {
            let (sheet, _) = read(text.as_bytes(), &Limits::default()).unwrap();
            (0..40).filter(|row| sheet.torn_rows.contains(*row)).collect::<Vec<u32>>()
        };
        let headed = |rows: &str| format!("URN,Name,L4,L5\n{rows}");
        assert_eq!(torn(&headed(&format!("{whole}4,Ash Primary,50\n5,Fir Primary\n"))), [9, 10]);
        let kept = headed(&format!("{whole}{blank}4,Ash Primary,50\n5,Fir Primary,40\n"));
        assert_eq!(torn(&kept), [11, 12], "other rows keep the commas of their blanks");
        assert!(said(kept.as_bytes()).contains("row 12 has 3 cells under 4 headings (and another row like it)"));
        let three = format!("{whole}{whole}4,Ash Primary,50\n5,Fir Primary\n6,Elm Primary,20\n");
        let none: [u32; 0] = [];
        assert_eq!(torn(&headed(&three)), none, "no row keeps a blank at its end");
        let shorter = "4,Ash Primary,50\n5,Fir Primary,40\n6,Elm Primary,20\n7,Bay Primary,20\n";
        assert_eq!(torn(&headed(&format!("{whole}{shorter}"))), none, "many: their program leaves blanks out");
        let sixteen = "1,Oak Primary,60,35\n".repeat(15) + "4,Ash Primary,50\n5,Fir Primary,40\n";
        assert_eq!(torn(&headed(&sixteen)), none, "Excel leaves them out where sixteen rows end with them");
    }

    #[test]
    fn numbers_kept_as_text_for_excel_are_their_text() {
        assert_eq!(texts(b"a,b\n=\"0123\",\"=\"\"45\"\"\"\n")[2..], [cell(1, 0, "0123"), cell(1, 1, "45")]);
    }
}
