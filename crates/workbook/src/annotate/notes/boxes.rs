//! The boxes that notes are shown in: shapes of a VML drawing.
//!
//! VML parts are often no well-formed XML, so they are edited as text: shapes go in before the end of the drawing, and
//! nothing else is looked at but the numbers that must not be used twice.

use std::fmt::Write as _;

use super::super::content_types::ContentTypes;
use super::super::package::Package;
use super::super::xml::{Edit, text};

/// Shapes are numbered in blocks of this many; each drawing of a workbook has blocks of its own.
const BLOCK: usize = 1024;
const NAMESPACES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// The blocks of shape numbers that are taken in a workbook.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Blocks {
    last: usize,
}

/// Numbers for new shapes, and the blocks they come from.
pub(in crate::annotate) struct Ids {
    blocks: std::ops::Range<usize>,
}

impl Blocks {
    /// Looks through the drawings of a package.
    pub(in crate::annotate) fn of(package: &mut Package<'_>, types: &ContentTypes) -> Self {
        let mut blocks = Self::default();
        let is_drawing = |n: &String| types.of(n).is_some_and(|t| t.ends_with("vmlDrawing"));
        let drawings: Vec<String> = package.names().iter().filter(|n| is_drawing(n)).cloned().collect();
        for part in drawings {
            // one that cannot be read is not ours to complain of here
            let Ok(bytes) = package.read(&part) else { continue };
            blocks.last = blocks.last.max(highest_block(&text(&bytes)));
        }
        blocks
    }

    /// Blocks for so many shapes.
    pub(in crate::annotate) fn take(&mut self, shapes: usize) -> Ids {
        let first = self.last + 1;
        let next = first + shapes.div_ceil(BLOCK - 1);
        self.last = next - 1;
        Ids { blocks: first..next }
    }
}

impl Ids {
    pub(in crate::annotate) fn number(&self, shape: usize) -> usize {
        (self.blocks.start + shape / (BLOCK - 1)) * BLOCK + 1 + shape % (BLOCK - 1)
    }

    pub(in crate::annotate) fn list(&self) -> String {
        self.blocks.clone().map(|b| b.to_string()).collect::<Vec<_>>().join(",")
    }
}

fn highest_block(drawing: &str) -> usize {
    let listed = id_map(drawing).and_then(|r| drawing.get(r)).unwrap_or_default();
    let listed = listed.split(',').filter_map(|b| b.trim().parse::<usize>().ok()).max().unwrap_or(0);
    let shapes = drawing.split("_x0000_s").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..end)?.parse::<usize>().ok()
    });
    // a drawing with absurd numbers does not push ours past what programs accept
    listed.max(shapes.max().unwrap_or(0) / BLOCK).min(1 << 20)
}

/// Where the list of a drawing's blocks stands.
pub(in crate::annotate) fn id_map(drawing: &str) -> Option<std::ops::Range<usize>> {
    let tag = drawing.find("<o:idmap")?;
    let tag_end = tag + drawing.get(tag..)?.find('>')?;
    let data = tag + drawing.get(tag..tag_end)?.find("data=")? + "data=".len();
    let quote = drawing.get(data..)?.chars().next().filter(|q| matches!(q, '"' | '\''))?;
    let end = data + 1 + drawing.get(data + 1..tag_end)?.find(quote)?;
    Some(data + 1..end)
}

/// The edits that put boxes into a drawing; none where it has no end.
pub(super) fn extend(drawing: &[u8], boxes: &[((u32, u32), &str)], ids: &Ids) -> Option<Vec<Edit>> {
    let text = byte_text(drawing);
    let end = text.rfind("</xml")?;
    let mut edits = Vec::new();
    if let Some(range) = id_map(&text) {
        edits.push(Edit::insert(range.end, format!(",{}", ids.list())));
    }
    let declared = text.get(..end)?.contains("xmlns:x=");
    let mut shapes = String::new();
    if !text.contains("id=\"_x0000_t202\"") {
        shapes.push_str(&if declared { SHAPE_TYPE.to_owned() } else { with_namespaces(SHAPE_TYPE, "v:shapetype") });
    }
    for (i, (cell, text)) in boxes.iter().enumerate() {
        let shape = shape(*cell, text, ids.number(i));
        shapes.push_str(&if declared { shape } else { with_namespaces(&shape, "v:shape") });
    }
    edits.push(Edit::insert(end, shapes));
    Some(edits)
}

/// The drawing's bytes as text of the same length: offsets must be those of the bytes.
pub(super) fn byte_text(drawing: &[u8]) -> String {
    match std::str::from_utf8(drawing) {
        Ok(text) => text.to_owned(),
        Err(_) => drawing.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '?' }).collect(),
    }
}

fn with_namespaces(element: &str, name: &str) -> String {
    element.replacen(&format!("<{name} "), &format!("<{name} {NAMESPACES} "), 1)
}

/// A new drawing.
pub(super) fn render(boxes: &[((u32, u32), &str)], ids: &Ids) -> String {
    let shapes: String = boxes.iter().enumerate().map(|(i, (cell, text))| shape(*cell, text, ids.number(i))).collect();
    format!(
        "<xml {NAMESPACES}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{}\"/></o:shapelayout>{SHAPE_TYPE}{shapes}</xml>",
        ids.list()
    )
}

/// A box to the right of its cell (to the left at the sheet's edge), as high as its text needs.
fn shape((row, column): (u32, u32), text: &str, id: usize) -> String {
    const WIDTH: u32 = 4;
    let rows = rows_for(text);
    let left = if column + WIDTH < LAST_COLUMN { column + 1 } else { column.saturating_sub(WIDTH + 1) };
    let top = row.saturating_sub(1).min(LAST_ROW.saturating_sub(rows + 1));
    let mut out = String::new();
    let _ = write!(
        out,
        "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:1.5pt;width:192pt;height:{}pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
         <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
         <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
         <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {}, 15, {}, 2</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
        rows * 15,
        left + WIDTH,
        top + rows,
    );
    out
}

/// Rows of ordinary height that a text fills at about 42 letters a line.
pub(super) fn rows_for(text: &str) -> u32 {
    const LETTERS: usize = 42;
    let lines: usize = text.lines().map(|l| l.chars().count().div_ceil(LETTERS).max(1)).sum();
    u32::try_from(lines).unwrap_or(u32::MAX).clamp(3, 39) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_never_used_twice() {
        let mut blocks = Blocks { last: highest_block("<o:idmap v:ext=\"edit\" data=\"1,3\"/> id=\"_x0000_s5121\"") };
        assert_eq!(blocks.last, 5);
        let ids = blocks.take(1024);
        assert_eq!(ids.list(), "6,7");
        assert_eq!((ids.number(0), ids.number(1022), ids.number(1023)), (6145, 7167, 7169));
        assert_eq!(blocks.take(1).number(0), 8 * 1024 + 1);
    }

    #[test]
    fn a_drawing_that_is_no_xml_is_extended_too() {
        let drawing = b"<xml xmlns:v=\"a\" xmlns:x=\"b\"><o:idmap v:ext=\"edit\" data=\"1\"/><br><v:shape id=\"_x0000_s1025\"/></xml>";
        let ids = Blocks { last: 1 }.take(1);
        let edits = extend(drawing, &[((2, 3), "hi")], &ids).unwrap();
        let out = text(&super::super::super::xml::apply(drawing, edits).unwrap());
        assert!(out.contains("data=\"1,2\"") && out.contains("_x0000_s2049") && out.contains("<x:Row>2</x:Row>"));
        assert!(out.starts_with("<xml xmlns:v=\"a\"") && out.ends_with("</v:shape></xml>"));
    }
}
