//! Damage, limits and files that are not what their name says.

use super::packages::{Parts, at, number, package, read, refusal, remarks, text};
use workbook::read::{Limits, read_bytes, read_file};

const ONE: &str = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

#[test]
fn a_changed_byte_is_noticed_wherever_it_stands() {
    // Stored, so that any byte of a part can be changed without breaking the packing.
    let bytes = Parts::rows(&ONE.replace("<v>1</v>", "<v>12345</v>")).bytes();
    let whole = read("whole.xlsx", &bytes);
    assert_eq!(at(&whole, "A1"), number(12345.0));
    let mut refused = 0;
    let mut remarked = 0;
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 0x01;
        match read_bytes("changed.xlsx", &changed, &Limits::default()) {
            Err(_) => refused += 1,
            Ok(book) if !book.remarks.is_empty() => remarked += 1,
            // What is left are dates and flags in the package's own listing.
            Ok(book) => assert_eq!(book.sheets, whole.sheets, "byte {place}"),
        }
    }
    assert!(refused > bytes.len() / 4, "{refused} refused and {remarked} remarked of {}", bytes.len());
}

#[test]
fn a_copy_cut_short_is_damaged() {
    let bytes = Parts::rows(ONE).bytes();
    let message = refusal("cut.xlsx", &bytes[..bytes.len() / 2]);
    assert!(message.contains("cut.xlsx: is damaged") && message.contains("copy it again"), "{message}");
    assert!(refusal("zeros.xls", &[0; 5000]).contains("only zeros"));
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let mut bytes = package(&[("xl/a.xml", b"<a/>"), ("xl/b.xml", b"<b/>")]);
    while let Some(at) = bytes.windows(8).position(|name| name == b"xl/b.xml") {
        bytes[at + 3] = b'a';
    }
    assert!(refusal("twice.xlsx", &bytes).contains("two parts of one name"));
}

#[test]
fn an_address_past_the_edge_is_refused_by_name() {
    for address in ["T/ 9", "XFE1", "A1048577", "AAAAAAAAAA1", "A99999999999", "A0", "1A"] {
        let message =
            refusal("edge.xlsx", &Parts::rows(&format!("<row><c r=\"{address}\"><v>1</v></c></row>")).bytes());
        assert!(message.contains(address) && message.contains("past the edge"), "{message}");
    }
}

#[test]
fn two_far_corners_cost_nothing() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let book = Parts::rows(rows).read();
    assert_eq!((book.sheets[0].rows.len(), at(&book, "XFD1048576")), (2, number(2.0)));
}

#[test]
fn a_claim_of_countless_texts_is_not_believed_but_told() {
    let strings = "<sst count=\"1\" uniqueCount=\"4294967295\"><si><t>Alder</t></si></sst>";
    let book = Parts::rows("<row><c t=\"s\"><v>0</v></c></row>").strings_part(strings).read();
    assert_eq!(at(&book, "A1"), text("Alder"));
    assert!(remarks(&book).contains("4294967295"), "{}", remarks(&book));
}

#[test]
fn limits_are_refused_in_words() {
    let small = Limits { cells: 2, sheets: 1, xml_depth: 20, xml_piece_bytes: 2000, ..Limits::default() };
    let over = |parts: Parts| match read_bytes("big.xlsx", &parts.bytes(), &small) {
        Ok(_) => panic!("was read"),
        Err(error) => error.to_string(),
    };
    assert!(over(Parts::rows("<row><c/><c/><c/></row>")).contains("over 2 cells"));
    assert!(over(Parts::rows(ONE).and("B", "worksheet", "<worksheet/>")).contains("over 1 sheets"));
    let deep = format!("<worksheet>{}{}<sheetData/></worksheet>", "<a>".repeat(50), "</a>".repeat(50));
    assert!(over(Parts::sheet(&deep)).contains("nested"));
    let long = format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(100_000));
    assert!(over(Parts::rows(&long)).contains("far longer than a cell can show"));
}

#[test]
fn a_package_that_unpacks_to_far_more_is_refused_before_it_is_unpacked() {
    let blown = format!("<worksheet><sheetData/></worksheet>{}", " ".repeat(40 << 20));
    let message = refusal("bomb.xlsx", &Parts::sheet(&blown).bytes());
    assert!(message.contains("too big") && message.contains("times its size"), "{message}");
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_told() {
    let long = format!("<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", "é".repeat(40_000));
    let book = Parts::rows(&long).read();
    assert_eq!(at(&book, "B3").map(|c| format!("{c:?}").chars().filter(|&c| c == 'é').count()), Some(32_767));
    assert!(remarks(&book).contains("Results!B3: its text is longer"), "{}", remarks(&book));
}

#[test]
fn files_are_known_by_content_and_not_by_name() {
    let bytes = Parts::rows(ONE).bytes();
    assert_eq!(at(&read("really-xlsx.xls", &bytes), "A1"), number(1.0));
    assert_eq!(at(&read("table.xls", b"URN\tSchool\n990001\tAlder"), "B2"), text("Alder"));
    let table = read("renamed.xlsx", b"URN,School\n990001,Alder");
    assert_eq!(at(&table, "B2"), text("Alder"));
    assert!(remarks(&table).contains("separated text under the name of a workbook"), "{}", remarks(&table));
    assert!(refusal("notes.xlsx", b"Dear Ann,\nas promised.\nBob").contains("is a text file without columns"));
    assert!(refusal("notes.docx", b"URN,School\n990001,Alder").contains("is a text file, not a workbook"));
    assert!(
        refusal("letter.docx", &package(&[("[Content_Types].xml", b"<Types/>")])).contains("not a workbook")
            || refusal("letter.docx", &package(&[("[Content_Types].xml", b"<Types/>")]))
                .contains("without its main part")
    );
    assert!(refusal("files.zip", &package(&[("a.xlsx", b"x"), ("b.xlsx", b"y")])).contains("a zip archive of 2 files"));
    assert!(refusal("empty.xlsx", b"").contains("is empty"));
    assert!(refusal("~$results.xlsx", b"\x05Alder").contains("lock file that Excel keeps"));
    assert!(refusal("scan.xlsx", b"%PDF-1.4 ...").contains("is a PDF document"));
}

#[test]
fn folders_pipes_and_missing_files_are_refused_without_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits::default();
    let message =
        |path: &std::path::Path| read_file(path, &limits).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(message(folder.path()).contains("is a folder"));
    assert!(message(&folder.path().join("gone.xlsx")).contains("there is no such file"));
    let pipe = folder.path().join("pipe.xlsx");
    if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        assert!(message(&pipe).contains("a pipe or a device"));
    }
    let big = folder.path().join("big.xlsx");
    std::fs::File::create(&big).and_then(|file| file.set_len(300 << 20)).unwrap();
    assert!(message(&big).contains("300.0 MB on disk"), "{}", message(&big));
}

#[test]
fn a_sheet_that_claims_the_whole_world_and_uses_ten_cells_costs_ten_cells() {
    let cells: String =
        (1..=10).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>")).collect();
    let sheet = format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{cells}</sheetData></worksheet>");
    // ten rows and ten cells are counted, and nothing for what the sheet claims
    let counted =
        |cells| read_bytes("claims.xlsx", &Parts::sheet(&sheet).bytes(), &Limits { cells, ..Limits::default() });
    let book = counted(20).unwrap();
    assert_eq!((book.sheets[0].rows.len(), book.sheets[0].cell_count()), (10, 10));
    assert!(counted(19).is_err());
}

#[test]
fn a_million_rows_are_counted_once_each_and_read() {
    let rows = 1_048_576;
    let mut xml = String::from("<worksheet><sheetData>");
    for row in 1..=rows {
        use std::fmt::Write as _;
        write!(xml, "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>").unwrap();
    }
    xml += "</sheetData></worksheet>";
    let limits = Limits { cells: 2 * u64::try_from(rows).unwrap(), ..Limits::default() };
    let book = read_bytes("full.xlsx", &Parts::sheet(&xml).bytes(), &limits).unwrap();
    assert_eq!((book.sheets[0].rows.len(), at(&book, "A1048576")), (rows, number(1_048_576.0)));
}

#[test]
fn thousands_of_sheets_are_refused_in_words() {
    let mut parts = Parts::rows(ONE);
    for number in 0..1_200 {
        parts = parts.and(&format!("S{number}"), "worksheet", "<worksheet><sheetData/></worksheet>");
    }
    assert!(refusal("many.xlsx", &parts.bytes()).contains("over 1000 sheets"));
}

#[test]
fn a_message_stays_one_line_whatever_it_quotes() {
    let message = refusal("edge.xlsx", &Parts::rows("<row><c r=\"T/\n9\"><v>1</v></c></row>").bytes());
    assert!(message.contains("past the edge") && !message.contains('\n'), "{message:?}");
}
