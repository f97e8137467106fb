//! XML spoilt so that it mostly stays XML: elements twice, gone, moved; attributes and texts that are out of bounds.

use super::chance::Chance;

/// A tag: where it begins and ends, and whether it opens, closes or does both.
#[derive(Clone, Copy)]
struct Tag {
    from: usize,
    to: usize,
    opens: bool,
    closes: bool,
}

fn tags(xml: &[u8]) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(from) = find(xml, at, b'<') {
        let Some(end) = find(xml, from, b'>') else { break };
        let special = matches!(xml.get(from + 1), Some(b'?' | b'!'));
        if !special {
            let closes = xml.get(from + 1) == Some(&b'/');
            let empty = xml[end - 1] == b'/';
            tags.push(Tag { from, to: end + 1, opens: !closes, closes: closes || empty });
        }
        at = end + 1;
    }
    tags
}

fn find(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    bytes.get(from..)?.iter().position(|b| *b == byte).map(|at| from + at)
}

/// From the opening tag of a number to the end of its closing one.
fn element(tags: &[Tag], first: usize) -> Option<(usize, usize)> {
    let start = tags.get(first).filter(|tag| tag.opens)?;
    let mut depth = 0_i32;
    for tag in &tags[first..] {
        depth += i32::from(tag.opens) - i32::from(tag.closes);
        if depth == 0 {
            return Some((start.from, tag.to));
        }
    }
    None
}

const VALUES: [&str; 30] = [
    "0",
    "-1",
    "1",
    "2",
    "65535",
    "65536",
    "1048576",
    "1048577",
    "16384",
    "2147483648",
    "4294967295",
    "18446744073709551616",
    "1e308",
    "1e999",
    "NaN",
    "0.1",
    "",
    " 1 ",
    "A1",
    "XFD1048576",
    "XFE1",
    "A0",
    "A1:XFD1048576",
    "B7:A2",
    "$A$1",
    "Sheet!A1",
    "rId1",
    "true",
    "é\u{1F600}",
    "../../x",
];

const KINDS: [&str; 12] = ["s", "str", "inlineStr", "b", "e", "d", "n", "array", "shared", "dataTable", "x", ""];

/// Elements that some part of a workbook may hold, wherever it then stands.
const ELEMENTS: [&str; 28] = [
    "<row/>",
    "<row r=\"3\"/>",
    "<c r=\"B4\" s=\"7\"><v>1</v></c>",
    "<c><f>1+1</f></c>",
    "<c t=\"s\"><v>0</v></c>",
    "<c t=\"inlineStr\"><is><t>x</t><r><t>y</t></r></is></c>",
    "<f t=\"shared\" si=\"0\"/>",
    "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>",
    "<cols><col min=\"1\" max=\"16384\" hidden=\"1\"/></cols>",
    "<sheetData/>",
    "<si><t>x</t></si>",
    "<si/>",
    "<xf numFmtId=\"14\"/>",
    "<numFmt numFmtId=\"164\" formatCode=\"[h]:mm;@\"/>",
    "<sheet name=\"Results\" sheetId=\"1\" r:id=\"rId1\"/>",
    "<definedName name=\"x\" localSheetId=\"9\">Results!$A$1</definedName>",
    "<comment ref=\"A1\" authorId=\"9\"><text><t>x</t></text></comment>",
    "<legacyDrawing r:id=\"rId9\"/>",
    "<Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"../x.xml\" TargetMode=\"External\"/>",
    "<Override PartName=\"/x\" ContentType=\"x\"/>",
    "<table:table-row table:number-rows-repeated=\"1048576\"/>",
    "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>",
    "<text:p>x<text:s text:c=\"99999999\"/></text:p>",
    "<table:covered-table-cell/>",
    "<Cell ss:Index=\"99999\"><Data ss:Type=\"Number\">x</Data></Cell>",
    "<td colspan=\"9999\" rowspan=\"9999\">1</td>",
    "<!-- x --><![CDATA[<row>]]>",
    "<mc:AlternateContent><mc:Choice/><mc:Fallback/></mc:AlternateContent>",
];

/// Spoils one thing.
pub fn spoil(xml: &mut Vec<u8>, chance: &mut Chance) {
    let tags = tags(xml);
    if tags.is_empty() {
        return;
    }
    let which = chance.below(tags.len());
    let tag = tags[which];
    match chance.below(9) {
        0 => insert(xml, tag.from, chance.one_of(&ELEMENTS).as_bytes()),
        1 => {
            if let Some((from, to)) = element(&tags, which) {
                xml.drain(from..to);
            }
        }
        2 => {
            if let Some((from, to)) = element(&tags, which).filter(|(from, to)| to - from < 20_000) {
                let copy = xml[from..to].to_vec();
                insert(xml, from, &copy.repeat(1 + chance.below(3)));
            }
        }
        3 => moved(xml, &tags, which, chance),
        4..=6 => attribute(xml, tag, chance),
        7 => text(xml, tag.to, chance),
        _ => drop(xml.drain(tag.from..tag.to)),
    }
}

fn insert(xml: &mut Vec<u8>, at: usize, what: &[u8]) {
    xml.splice(at..at, what.iter().copied());
}

/// An element goes somewhere else.
fn moved(xml: &mut Vec<u8>, tags: &[Tag], which: usize, chance: &mut Chance) {
    let Some((from, to)) = element(tags, which) else { return };
    let target = tags[chance.below(tags.len())].from;
    let taken: Vec<u8> = xml.drain(from..to).collect();
    let target = if target >= to { target - (to - from) } else { target.min(from) };
    insert(xml, target.min(xml.len()), &taken);
}

/// An attribute gets another value, another name, or goes.
fn attribute(xml: &mut Vec<u8>, tag: Tag, chance: &mut Chance) {
    let quotes: Vec<usize> = (tag.from..tag.to).filter(|at| xml[*at] == b'"').collect();
    let pairs: Vec<(usize, usize)> = quotes.chunks_exact(2).map(|pair| (pair[0] + 1, pair[1])).collect();
    if pairs.is_empty() {
        return insert(xml, tag.to - 1, b" t=\"s\"");
    }
    let (from, to) = *chance.one_of(&pairs);
    let name =
        xml[tag.from..from].iter().rposition(|b| b.is_ascii_whitespace()).map_or(tag.from + 1, |at| tag.from + at);
    match chance.below(5) {
        0 => drop(xml.drain(name..(to + 1).min(xml.len()))),
        1 => drop(xml.splice(from..to, chance.one_of(&KINDS).bytes())),
        2 => insert(xml, (name + 1).min(from), b"x"),
        _ => drop(xml.splice(from..to, chance.one_of(&VALUES).bytes())),
    }
}

/// What stands after a tag becomes something else.
fn text(xml: &mut Vec<u8>, from: usize, chance: &mut Chance) {
    let to = find(xml, from, b'<').unwrap_or(xml.len());
    xml.splice(from..to, chance.one_of(&VALUES).bytes());
}

#[test]
fn an_element_ends_where_it_ends() {
    let xml = b"<?xml?><a><b/><c>1</c></a>";
    let tags = tags(xml);
    let found: Vec<&[u8]> = (0..3).filter_map(|at| element(&tags, at)).map(|(from, to)| &xml[from..to]).collect();
    assert_eq!(found, [&b"<a><b/><c>1</c></a>"[..], b"<b/>", b"<c>1</c>"]);
}
