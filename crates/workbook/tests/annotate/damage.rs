//! Damaged and hostile packages: an error in words, never a panic.

use std::collections::BTreeMap;

use proptest::prelude::*;
use workbook::annotate::{AnnotateError, annotate, recognise, strip};

use super::fixture::{full_plan, officers_workbook, package, parts, with_part};

fn error(bytes: &[u8]) -> AnnotateError {
    annotate(bytes, &full_plan()).unwrap_err()
}

#[test]
fn what_is_no_workbook_is_called_by_its_name() {
    assert_eq!(error(b"School,Reading\n"), AnnotateError::NotAWorkbook);
    assert_eq!(error(b""), AnnotateError::NotAWorkbook);
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    assert_eq!(error(&compound), AnnotateError::OldFormat);
    let mut encrypted = compound.to_vec();
    encrypted.extend("EncryptedPackage".bytes().flat_map(|b| [b, 0]));
    assert_eq!(error(&encrypted), AnnotateError::Encrypted);
    assert_eq!(error(&package(&BTreeMap::from([("a.txt".into(), b"x".to_vec())]))), AnnotateError::NotAWorkbook);
    let binary = with_part(&officers_workbook(), "_rels/.rels", |s| s.replace("xl/workbook.xml", "xl/workbook.bin"));
    assert_eq!(error(&binary), AnnotateError::BinaryFormat);
}

#[test]
fn parts_that_are_missing_double_or_broken_are_named() {
    let mut all = parts(&officers_workbook());
    all.remove("xl/worksheets/sheet1.xml");
    assert_eq!(error(&package(&all)), AnnotateError::MissingPart("xl/worksheets/sheet1.xml".into()));
    let mut all = parts(&officers_workbook());
    all.insert("XL/Workbook.xml".into(), Vec::new());
    assert!(matches!(error(&package(&all)), AnnotateError::DuplicatePart(_)));
    let broken = with_part(&officers_workbook(), "xl/worksheets/sheet1.xml", |s| s[..s.len() / 2].to_owned());
    let said = error(&broken).to_string();
    assert!(said.starts_with("`xl/worksheets/sheet1.xml` in the file is damaged near byte"), "{said}");
    let mut all = parts(&officers_workbook());
    all.insert("xl/styles.xml".into(), "\u{FEFF}<styleSheet/>".encode_utf16().flat_map(u16::to_le_bytes).collect());
    assert_eq!(error(&package(&all)), AnnotateError::Encoding("xl/styles.xml".into()));
}

#[test]
fn a_copy_cut_short_is_called_so() {
    let whole = officers_workbook();
    for length in [4, 100, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(error(&whole[..length]), AnnotateError::Damaged(_)), "{length}");
    }
}

#[test]
fn a_flipped_bit_in_a_part_that_is_edited_is_noticed() {
    let mut bytes = officers_workbook();
    let at = {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        let entry = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
        entry.data_start().unwrap() as usize + entry.compressed_size() as usize / 2
    };
    bytes[at] ^= 0x10;
    assert!(annotate(&bytes, &full_plan()).is_err());
}

/// Text that XML is made of, so that changes hit its structure.
fn snippet() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "<",
        ">",
        "/>",
        "\"",
        "'",
        "&",
        "=",
        " ",
        "<row r=\"3\">",
        "</row>",
        "<c r=\"B4\"/>",
        "<c/>",
        "</c>",
        "s=\"99999\"",
        "r=\"XFD1048576\"",
        "r=\"A0\"",
        "99999999999999999999",
        "<![CDATA[",
        "]]>",
        "<!--",
        "<mergeCell ref=\"A1:XFD1048576\"/>",
        "count=\"-1\"",
        "<x:a>",
        "xmlns=\"\"",
        "\u{FEFF}",
        "é",
        "_x0000_s4294967295",
        "Id=\"rId1\"",
        "Target=\"../../..\"",
        "<sheetData/>",
        "<cols/>",
        "<col min=\"0\" max=\"0\"/>",
        "<col min=\"1\" max=\"4294967295\"/>",
        "localSheetId=\"77\"",
    ])
    .prop_map(str::to_owned)
}

/// One change: in which part (by number), where (as a share of its length), how much goes, and what comes.
#[derive(Clone, Debug)]
struct Change {
    part: usize,
    place: f64,
    sort: Sort,
}

/// Ways to spoil a part; those that keep it well-formed get further in.
#[derive(Clone, Debug)]
enum Sort {
    /// some bytes give way to others
    Splice(usize, String),
    /// an element goes in before the next tag
    Element(String),
    /// the next number becomes another one
    Number(String),
    /// the next tag stands there twice
    Twice,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let elements = vec![
        "<row r=\"3\"/>",
        "<c r=\"B4\" s=\"7\"/>",
        "<c r=\"ZZZ9\"/>",
        "<c/>",
        "<mergeCell ref=\"A1:XFD1048576\"/>",
        "<cols/>",
        "<mergeCells><mergeCell ref=\"B1:B9\"/></mergeCells>",
        "<sheetData/>",
        "<col min=\"0\" max=\"0\"/>",
        "<xf/>",
        "<font/>",
        "<col min=\"1\" max=\"4294967295\" width=\"3\"/>",
        "<fill/>",
        "<border/>",
        "<comment ref=\"B4\"/>",
        "<author/>",
        "<comment ref=\"B4\"><text/></comment>",
        "<text/>",
        "<legacyDrawing id=\"rId1\"/>",
        "<definedName/>",
        "<sheet/>",
        "<sheet name=\"Results\" sheetId=\"4294967295\"/>",
        "<Relationship/>",
        "<Override/>",
        "<hyperlinks/>",
        "<!-- x -->",
        "<definedName name=\"Cohort\" localSheetId=\"99\">x</definedName>",
        "<dimension ref=\"XFD1048576\"/>",
        "<fonts/>",
    ];
    let numbers = vec!["0", "-1", "1", "4294967295", "18446744073709551616", "1e9", "", "XFD1048577"];
    let sort = prop_oneof![
        (0_usize..40, snippet()).prop_map(|(length, text)| Sort::Splice(length, text)),
        prop::sample::select(elements).prop_map(|e| Sort::Element(e.to_owned())),
        prop::sample::select(numbers).prop_map(|n| Sort::Number(n.to_owned())),
        Just(Sort::Twice),
    ];
    let change = (0_usize..40, 0.0..1.0, sort).prop_map(|(part, place, sort)| Change { part, place, sort });
    prop::collection::vec(change, 1..5)
}

fn mutated(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut all = parts(bytes);
    let names: Vec<String> = all.keys().cloned().collect();
    for change in changes {
        let content = all.get_mut(&names[change.part % names.len()]).unwrap();
        let from = (content.len() as f64 * change.place) as usize;
        let next = |from: usize, wanted: fn(&u8) -> bool| {
            content[from..].iter().position(wanted).map_or(content.len(), |p| from + p)
        };
        let tag = next(from, |b| *b == b'<');
        let (from, to, text) = match &change.sort {
            Sort::Splice(length, text) => (from, (from + length).min(content.len()), text.clone().into_bytes()),
            Sort::Element(element) => (tag, tag, element.clone().into_bytes()),
            Sort::Number(number) => {
                let start = next(from, u8::is_ascii_digit);
                (start, next(start, |b| !b.is_ascii_digit()), number.clone().into_bytes())
            }
            Sort::Twice => {
                let end = (next(tag, |b| *b == b'>') + 1).min(content.len());
                (tag, tag, content[tag..end].to_vec())
            }
        };
        content.splice(from..to, text);
    }
    package(&all)
}

/// As many as asked for with `PROPTEST_CASES`, or enough to notice.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|c| c.parse().ok()).unwrap_or(60)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn mutated_workbooks_never_bring_it_down(changes in changes()) {
        let original = mutated(&officers_workbook(), &changes);
        if let Ok(out) = annotate(&original, &full_plan()) {
            prop_assert!(recognise(&out.bytes).is_some());
            let stripped = strip(&out.bytes).map_err(|e| TestCaseError::fail(e.to_string()))?;
            prop_assert!(stripped.exact && parts(&stripped.bytes) == parts(&original));
        }
    }

    #[test]
    fn mutated_copies_never_bring_it_down(changes in changes()) {
        let out = annotate(&officers_workbook(), &full_plan()).unwrap();
        let copy = mutated(&out.bytes, &changes);
        let _ = recognise(&copy);
        if let Ok(stripped) = strip(&copy) {
            let _ = annotate(&stripped.bytes, &full_plan());
        }
    }

    #[test]
    fn raw_damage_never_brings_it_down(place in 0.0..1.0, byte in any::<u8>(), cut in 0.0..1.0) {
        let mut bytes = officers_workbook();
        let at = (bytes.len() as f64 * place) as usize;
        let last = bytes.len() - 1;
        bytes[at.min(last)] = byte;
        let _ = annotate(&bytes, &full_plan());
        bytes.truncate((bytes.len() as f64 * cut) as usize);
        let _ = annotate(&bytes, &full_plan());
    }
}
