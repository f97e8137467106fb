//! The boxes of the source's notes, renumbered so that no number is used twice in the workbook.

use std::collections::HashMap;

use super::super::notes::Blocks;

const SHAPE: &str = "_x0000_s";

/// A drawing with numbers of its own.
pub(super) fn renumbered(drawing: &str, blocks: &mut Blocks) -> String {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let pieces: Vec<&str> = drawing.split(SHAPE).collect();
    let digits = |piece: &str| piece.find(|c: char| !c.is_ascii_digit()).unwrap_or(piece.len());
    for piece in pieces.iter().skip(1) {
        let (number, next) = (piece.get(..digits(piece)).unwrap_or_default(), numbers.len());
        numbers.entry(number).or_insert(next);
    }
    let ids = blocks.take(numbers.len().max(1));
    let mut out = pieces.first().copied().unwrap_or_default().to_owned();
    for piece in pieces.iter().skip(1) {
        let (number, rest) = piece.split_at(digits(piece));
        let new = numbers.get(number).map_or(0, |n| ids.number(*n));
        out.push_str(&format!("{SHAPE}{new}{rest}"));
    }
    with_map(&out, &ids.list())
}

/// The drawing with another list of blocks.
fn with_map(drawing: &str, list: &str) -> String {
    let Some(range) = super::super::notes::id_map(drawing) else { return drawing.to_owned() };
    let (head, tail) = (drawing.get(..range.start), drawing.get(range.end..));
    format!("{}{list}{}", head.unwrap_or_default(), tail.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_the_list_of_blocks_get_new_numbers() {
        let drawing = "<xml><o:idmap data=\"1\"/><v:shape id=\"_x0000_s1025\"/><v:shape id=\"_x0000_s1026\"/></xml>";
        let mut blocks = Blocks::default();
        let _ = blocks.take(1);
        let out = renumbered(drawing, &mut blocks);
        assert_eq!(
            out,
            drawing.replace("data=\"1\"", "data=\"2\"").replace("s1025", "s2049").replace("s1026", "s2050")
        );
    }
}
