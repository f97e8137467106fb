//! A review as Excel saves it in its binary format. No other program writes that, so it is put together here.

use std::io::Write as _;

use workbook::read::Content;
use yardstick::review::book::keys;
use yardstick::review::decisions::Field;

use super::desk::key;
use super::grid::{Grid, text};
use super::office::{Office, lost};

const BEGIN_BOOK: u16 = 0x83;
const SHEET: u16 = 0x9c;
const END_BOOK: u16 = 0x84;
const BEGIN_CELLS: u16 = 0x91;
const END_CELLS: u16 = 0x92;
const END_SHEET: u16 = 0x82;
const ROW: u16 = 0;
const REAL: u16 = 5;
const TEXT: u16 = 6;

/// A record: its kind and its length in sevens of bits, and its data.
fn record(part: &mut Vec<u8>, kind: u16, data: &[u8]) {
    let mut sevens = |mut number: usize| loop {
        let low = u8::try_from(number & 0x7f).unwrap();
        number >>= 7;
        part.push(if number > 0 { low | 0x80 } else { low });
        if number == 0 {
            break;
        }
    };
    sevens(kind.into());
    sevens(data.len());
    part.extend(data);
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// The cells of a grid as an .xlsb, without any property.
fn xlsb(grid: &Grid) -> Vec<u8> {
    let mut parts = vec![(
        "_rels/.rels".to_owned(),
        b"<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>"
            .to_vec(),
    )];
    let (mut book, mut relations) = (Vec::new(), String::from("<Relationships>"));
    record(&mut book, BEGIN_BOOK, &[]);
    for (number, sheet) in grid.sheets.iter().enumerate() {
        let number = u32::try_from(number).unwrap() + 1;
        let listed =
            [vec![0; 4], number.to_le_bytes().to_vec(), wide(&format!("r{number}")), wide(&sheet.name)].concat();
        record(&mut book, SHEET, &listed);
        let target = format!("worksheets/sheet{number}.bin");
        relations += &format!("<Relationship Id=\"r{number}\" Type=\"x/worksheet\" Target=\"{target}\"/>");
        let mut part = Vec::new();
        record(&mut part, BEGIN_CELLS, &[]);
        let mut at = None;
        for ((row, column), content) in &sheet.cells {
            if at.replace(*row) != Some(*row) {
                record(&mut part, ROW, &[&row.to_le_bytes()[..], &[0; 13]].concat());
            }
            let cell = |value: &[u8]| [&column.to_le_bytes()[..], &[0; 4], value].concat();
            match content {
                Content::Number(number) => record(&mut part, REAL, &cell(&number.to_le_bytes())),
                Content::Text(text) => record(&mut part, TEXT, &cell(&wide(text))),
                Content::DateTime(day) => record(&mut part, TEXT, &cell(&wide(&day.date().to_string()))),
                _ => {}
            }
        }
        record(&mut part, END_CELLS, &[]);
        record(&mut part, END_SHEET, &[]);
        parts.push((format!("xl/{target}"), part));
    }
    record(&mut book, END_BOOK, &[]);
    parts.push(("xl/workbook.bin".to_owned(), book));
    parts.push(("xl/_rels/workbook.bin.rels".to_owned(), (relations + "</Relationships>").into_bytes()));
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_review_saved_as_xlsb_is_read_under_whatever_name_and_taken_once() {
    for name in ["School review 2011-12.xlsb", "from Ann.xlsb"] {
        let office = Office::new();
        office.run("2013-01-08");
        let mut grid = office.grid();
        let typed = Office::note_everywhere(&mut grid);
        std::fs::write(office.out().join(name), xlsb(&grid)).unwrap();
        let (run, written) = office.run("2013-01-09");
        assert!(lost(&run, &typed).is_empty(), "{name}: {:?}", written.attention);
        // what is typed into the new review since is not taken back by it
        let about = "urn:900201 | status";
        let mut grid = office.grid();
        grid.sheet("Schools").type_in(about, keys::NOTE, text("since"));
        office.lay(&grid);
        let (run, _) = office.run("2013-01-10");
        assert_eq!(run.decisions.decisions[&key(about)].note.as_deref(), Some("since"), "{name}, {:?}", Field::Note);
    }
}
