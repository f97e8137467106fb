//! Boxes that a drawing already has: found by the cells they belong to, made higher, taken out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::xml::Edit;
use super::boxes::{byte_text, rows_for};

/// A box of a note.
struct Shape {
    cell: (u32, u32),
    span: Range<usize>,
    /// where its anchor's text stands: left, top, right and bottom cell, each with an offset
    anchor: Option<Range<usize>>,
}

/// All boxes of notes in a drawing, in its order.
fn shapes(drawing: &str) -> Vec<Shape> {
    const END: &str = "</v:shape>";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = drawing.get(from..).and_then(|t| t.find("<v:shape ")).map(|p| from + p) {
        let Some(end) = drawing.get(start..).and_then(|t| t.find(END)).map(|p| start + p + END.len()) else { break };
        let text = drawing.get(start..end).unwrap_or_default();
        let number = |tag: &str| text.get(inside(text, tag)?)?.trim().parse::<u32>().ok();
        if text.contains("ObjectType=\"Note\"")
            && let (Some(row), Some(column)) = (number("Row"), number("Column"))
        {
            let anchor = inside(text, "Anchor").map(|r| start + r.start..start + r.end);
            found.push(Shape { cell: (row, column), span: start..end, anchor });
        }
        from = end;
    }
    found
}

/// Where the text of an element of the client data stands.
fn inside(shape: &str, tag: &str) -> Option<Range<usize>> {
    let open = format!("<x:{tag}>");
    let from = shape.find(&open)? + open.len();
    Some(from..from + shape.get(from..)?.find('<')?)
}

/// The edits that take the boxes of these cells out of a drawing.
pub(in crate::annotate) fn without_boxes(drawing: &[u8], cells: &BTreeSet<(u32, u32)>) -> Vec<Edit> {
    let gone = shapes(&byte_text(drawing)).into_iter().filter(|s| cells.contains(&s.cell));
    gone.map(|s| Edit::replace(s.span.start, s.span.end, "")).collect()
}

/// The edits that make the boxes of these cells higher by what was written below: a note has no scroll bar, so a text that does
/// not fit is not seen.
pub(super) fn grow(drawing: &[u8], texts: &BTreeMap<(u32, u32), &str>) -> Vec<Edit> {
    const BOTTOM: usize = 6;
    let text = byte_text(drawing);
    let edits = shapes(&text).into_iter().filter_map(|shape| {
        let more = rows_for(texts.get(&shape.cell)?);
        let anchor = shape.anchor?;
        let numbers = text.get(anchor.clone())?;
        let mut from = anchor.start;
        for (place, number) in numbers.split(',').enumerate() {
            if place == BOTTOM {
                let bottom: u32 = number.trim().parse().ok()?;
                let at = from + number.len() - number.trim_start().len();
                let higher = bottom.saturating_add(more).min(1_048_575);
                return Some(Edit::replace(at, at + number.trim().len(), higher.to_string()));
            }
            from += number.len() + 1;
        }
        None
    });
    edits.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::{apply, text};
    use super::*;

    const DRAWING: &str = "<xml><v:shape id=\"a\"><x:ClientData ObjectType=\"Note\"><x:Anchor>\n 2, 15, 0, 10, 4, 15, 4, 4</x:Anchor>\
        <x:Row>3</x:Row><x:Column>1</x:Column></x:ClientData></v:shape><v:shape id=\"b\"><x:ClientData ObjectType=\"Button\"/></v:shape></xml>";

    #[test]
    fn a_box_becomes_higher_and_nothing_else_changes() {
        let edits = grow(DRAWING.as_bytes(), &BTreeMap::from([((3, 1), "one line"), ((9, 9), "elsewhere")]));
        let out = text(&apply(DRAWING.as_bytes(), edits).unwrap());
        assert_eq!(out, DRAWING.replace("15, 4, 4<", "15, 8, 4<"));
    }

    #[test]
    fn only_boxes_of_notes_of_these_cells_are_taken_out() {
        let edits = without_boxes(DRAWING.as_bytes(), &BTreeSet::from([(3, 1)]));
        let out = text(&apply(DRAWING.as_bytes(), edits).unwrap());
        assert!(!out.contains("id=\"a\"") && out.contains("Button"), "{out}");
    }
}
