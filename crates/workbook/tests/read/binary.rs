//! Binary workbooks, written record by record.

use std::io::{Cursor, Write};

use workbook::read::Content;

use super::packages::{at, error, number, package, read, refusal, remarks, text};

/// A stream of xls records.
struct Xls(Vec<u8>);

impl Xls {
    fn record(&mut self, kind: u16, data: &[&[u8]]) -> &mut Self {
        let data = data.concat();
        self.0.extend(kind.to_le_bytes());
        self.0.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        self.0.extend(data);
        self
    }

    fn number(&mut self, row: u16, column: u16, value: f64) -> &mut Self {
        let [row, column] = [row, column].map(u16::to_le_bytes);
        self.record(0x0203, &[&row, &column, &[0, 0], &value.to_le_bytes()])
    }

    fn begin(&mut self, kind: u16) -> &mut Self {
        self.record(0x0809, &[&[0, 6], &kind.to_le_bytes(), &[0; 12]])
    }

    fn end(&mut self) -> &mut Self {
        self.record(0x000A, &[])
    }
}

/// A workbook of sheets, each with its kind (0 cells, 1 macros, 2 a chart), name and records.
fn xls(sheets: &[(u8, &str, Vec<u8>)]) -> Vec<u8> {
    let head: usize = 20 + sheets.iter().map(|(_, name, _)| 12 + name.len()).sum::<usize>() + 4;
    let mut stream = Xls(Vec::new());
    stream.begin(5);
    let mut position = head;
    for (kind, name, records) in sheets {
        let length = [u8::try_from(name.len()).unwrap(), 0];
        let place = u32::try_from(position).unwrap().to_le_bytes();
        stream.record(0x0085, &[&place, &[0, *kind], &length, name.as_bytes()]);
        position += records.len();
    }
    stream.end();
    assert_eq!(stream.0.len(), head);
    sheets.iter().for_each(|(.., records)| stream.0.extend(records));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("Workbook").unwrap().write_all(&stream.0).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn sheet(fill: impl Fn(&mut Xls)) -> Vec<u8> {
    let mut records = Xls(Vec::new());
    records.begin(0x10);
    fill(&mut records);
    records.end();
    records.0
}

#[test]
fn numbers_and_errors_of_xls_are_read() {
    let records = sheet(|records| {
        records.number(0, 0, 72.0);
        let na = [0x02, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF];
        records.record(0x0006, &[&[0, 0, 1, 0, 0, 0], &na, &[0; 6], &[0, 0]]);
        records.record(0x0205, &[&[0, 0, 2, 0, 0, 0], &[0x07, 1]]);
        records.record(0x00BD, &[&[1, 0, 0, 0], &[0, 0, 0x22, 0, 0, 0], &[0, 0, 0x26, 0, 0, 0], &[1, 0]]);
    });
    let book = read("made.xls", &xls(&[(0, "Results", records)]));
    assert_eq!((at(&book, "A1"), at(&book, "B1"), at(&book, "C1")), (number(72.0), error("#N/A"), error("#DIV/0!")));
    assert_eq!((at(&book, "A2"), at(&book, "B2")), (number(8.0), number(9.0)));
    assert_eq!(remarks(&book), "");
}

#[test]
fn chart_sheets_of_xls_are_no_sheets_of_numbers_and_macro_sheets_hide_nothing() {
    let cells = || {
        sheet(|records| {
            records.number(0, 0, 1.0);
        })
    };
    let mut chart = Xls(Vec::new());
    chart.begin(0x20).number(0, 0, 99.0).end();
    // A listing may call a chart a sheet of cells; its own beginning tells.
    let book = read(
        "made.xls",
        &xls(&[(1, "Macro1", cells()), (2, "Chart1", chart.0.clone()), (0, "Chart2", chart.0), (0, "R", cells())]),
    );
    assert_eq!(book.sheets.iter().map(|sheet| &*sheet.name).collect::<Vec<_>>(), ["R"]);
    assert!(remarks(&book).contains("`Macro1`: was not read: it is an old macro sheet"), "{}", remarks(&book));
}

#[test]
fn a_full_xls_sheet_was_probably_cut_off_by_its_format() {
    let full = sheet(|records| {
        (0..=u16::MAX).for_each(|row| {
            records.number(row, 0, f64::from(row));
        })
    });
    let book = read("full.xls", &xls(&[(0, "All", full)]));
    assert_eq!((book.sheets[0].rows.len(), at(&book, "A65536")), (65_536, number(65_535.0)));
    assert!(remarks(&book).contains("fills all 65536 rows"), "{}", remarks(&book));
}

#[test]
fn fewer_rows_than_declared_are_told_and_a_cut_sheet_is_damage() {
    let declared = sheet(|records| {
        records.record(0x0200, &[&0_u32.to_le_bytes(), &500_u32.to_le_bytes(), &[0; 6]]);
        records.number(3, 0, 1.0);
    });
    let book = read("short.xls", &xls(&[(0, "R", declared)]));
    assert!(remarks(&book).contains("says it has 500 rows but holds 4"), "{}", remarks(&book));
    let mut cut = sheet(|records| {
        records.number(0, 0, 1.0);
    });
    cut.truncate(cut.len() - 4);
    assert!(refusal("cut.xls", &xls(&[(0, "R", cut)])).contains("breaks off"));
}

#[test]
fn an_xls_whose_tail_is_zeros_is_refused_as_cut_short() {
    let mut bytes = xls(&[(
        0,
        "R",
        sheet(|records| {
            records.number(0, 0, 1.0);
        }),
    )]);
    let half = bytes.len() / 2;
    bytes[half..].fill(0);
    assert!(refusal("copying.xls", &bytes).contains("is damaged: its inside is cut short"));
}

/// A part of xlsb records.
fn part(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut part = Vec::new();
    for (kind, data) in records {
        if *kind >= 0x80 {
            part.push((kind & 0x7f) as u8 | 0x80);
            part.push((kind >> 7) as u8);
        } else {
            part.push(*kind as u8);
        }
        assert!(data.len() < 0x80);
        part.push(data.len() as u8);
        part.extend(data);
    }
    part
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// An xlsb with one sheet of these records in its first row, and one shared text.
fn xlsb(cells: &[(u16, Vec<u8>)]) -> Vec<u8> {
    xlsb_styled(cells, &[vec![0], wide("Alder")].concat(), &[])
}

/// The same with another shared text, and with styles.
fn xlsb_styled(cells: &[(u16, Vec<u8>)], shared: &[u8], styles: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let listed = [vec![0; 4], 1_u32.to_le_bytes().to_vec(), wide("r1"), wide("Results")].concat();
    let workbook = part(&[(0x0083, vec![]), (0x009C, listed), (0x0084, vec![])]);
    let strings = part(&[(0x009F, [1_u32.to_le_bytes(); 2].concat()), (0x0013, shared.to_vec()), (0x00A0, vec![])]);
    let row = (0x0000, vec![0; 17]);
    let body: Vec<(u16, Vec<u8>)> = [(0x0091, vec![]), row].into_iter().chain(cells.iter().cloned()).collect();
    let sheet = part(&[body, vec![(0x0092, vec![]), (0x0082, vec![])]].concat());
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.bin\"/>\
                     <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.bin\"/>\
                     <Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.bin\"/></Relationships>";
    let root =
        "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>";
    package(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/styles.bin", &part(styles)),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

fn cell(column: u32, value: &[u8]) -> Vec<u8> {
    [&column.to_le_bytes()[..], &[0; 4], value].concat()
}

#[test]
fn errors_of_xlsb_formulas_are_errors_and_not_blanks() {
    let book = read(
        "made.xlsb",
        &xlsb(&[
            (0x0005, cell(0, &0.72_f64.to_le_bytes())),
            (0x000B, cell(1, &[0x2A, 0, 0, 0, 0, 0, 0])),
            (0x0003, cell(2, &[0x99])),
            (0x0007, cell(3, &0_u32.to_le_bytes())),
            (0x003E, cell(4, &[vec![0], wide("rich")].concat())),
            (0x0009, cell(5, &[&2.5_f64.to_le_bytes()[..], &[0; 6]].concat())),
            (0x0007, cell(6, &9_u32.to_le_bytes())),
        ]),
    );
    assert_eq!((at(&book, "A1"), at(&book, "B1"), at(&book, "C1")), (number(0.72), error("#N/A"), error("#ERROR")));
    assert_eq!((at(&book, "D1"), at(&book, "E1"), at(&book, "F1")), (text("Alder"), text("rich"), number(2.5)));
    let formulas: Vec<bool> = book.sheets[0].rows[0].cells.iter().map(|cell| cell.formula).collect();
    assert_eq!(formulas, [false, true, false, false, false, true, false]);
    assert!(remarks(&book).contains("made.xlsb, Results!G1: its text is missing"), "{}", remarks(&book));
}

#[test]
fn marks_of_footnotes_and_what_is_crossed_out_are_left_out_of_xlsb() {
    // a plain font, one with a line through its letters, one that raises them
    let font =
        |flags: u8, raised: u8| (0x002B, [&[0, 0, flags, 0, 0, 0, raised, 0][..], &[0; 14], &wide("Arial")].concat());
    let style = |font: u8| (0x002F, [&[0, 0, 0, 0, font, 0][..], &[0; 10]].concat());
    let styles = [font(0, 0), font(8, 0), font(0, 1), (0x0269, vec![]), style(0), style(1), (0x026A, vec![])];
    let runs = |text: &str, runs: &[(u16, u16)]| {
        let each = runs.iter().flat_map(|(from, font)| [from.to_le_bytes(), font.to_le_bytes()].concat());
        let count = u32::try_from(runs.len()).unwrap().to_le_bytes();
        [vec![1], wide(text), count.to_vec(), each.collect()].concat()
    };
    let struck = |column: u32, value: &[u8]| [&column.to_le_bytes()[..], &[1, 0, 0, 0], value].concat();
    let cells = [
        (0x0007, cell(0, &0_u32.to_le_bytes())),
        (0x003E, cell(1, &runs("5847", &[(0, 1), (2, 0)]))),
        (0x0005, struck(2, &58_f64.to_le_bytes())),
        (0x003E, struck(3, &[vec![0], wide("58")].concat())),
        (0x003E, cell(4, &runs("Ash\u{1F333} 7", &[(6, 2)]))),
        (0x0005, cell(5, &58_f64.to_le_bytes())),
    ];
    let book = read("made.xlsb", &xlsb_styled(&cells, &runs("61", &[(1, 2)]), &styles));
    let crossed_out = |own: Option<Content>| own.map(|own| Content::CrossedOut(Box::new(own)));
    assert_eq!((at(&book, "A1"), at(&book, "B1"), at(&book, "C1")), (text("6"), text("47"), crossed_out(number(58.0))));
    assert_eq!((at(&book, "D1"), at(&book, "F1")), (crossed_out(text("58")), number(58.0)));
    assert_eq!(at(&book, "E1"), text("Ash\u{1F333} "));
}

#[test]
fn an_xlsb_record_shorter_than_it_must_be_is_damage() {
    assert!(refusal("short.xlsb", &xlsb(&[(0x0005, vec![0; 9])])).contains("takes 9 bytes and should take"));
}

/// A workbook of Excel 95 with one sheet that holds one text.
fn excel_95(code_page: u16, text: &[u8]) -> Vec<u8> {
    let begin = |kind: u8| [0, 5, kind, 0, 0, 0, 0, 0];
    let mut stream = Xls(Vec::new());
    stream.record(0x0809, &[&begin(5)]).record(0x0042, &[&code_page.to_le_bytes()]);
    let place = u32::try_from(stream.0.len() + 4 + 8 + 4).unwrap().to_le_bytes();
    stream.record(0x0085, &[&place, &[0, 0, 1], b"A"]).end();
    let length = u16::try_from(text.len()).unwrap().to_le_bytes();
    stream.record(0x0809, &[&begin(0x10)]).record(0x0204, &[&[0; 6], &length, text]).end();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("Book").unwrap().write_all(&stream.0).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn letters_of_excel_95_are_read_by_their_code_page_and_an_unknown_one_is_told() {
    let cafe = text("Caf\u{e9}");
    for (page, letters) in [(1252, b"Caf\xE9"), (0x8001, b"Caf\xE9"), (10000, b"Caf\x8E"), (0x8000, b"Caf\x8E")] {
        let book = read("made.xls", &excel_95(page, letters));
        assert_eq!((at(&book, "A1"), remarks(&book)), (cafe.clone(), String::new()), "code page {page}");
    }
    // Mac Central European
    let book = read("made.xls", &excel_95(10029, b"Oak"));
    assert_eq!(at(&book, "A1"), text("Oak"));
    assert!(remarks(&book).contains("code page 10029"), "{}", remarks(&book));
}
