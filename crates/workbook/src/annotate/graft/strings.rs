//! The source's shared strings: texts that cells refer to by number.

use super::super::error::AnnotateError;
use super::super::package::broken;
use super::super::xml::{Kind, Scanner, text_of};
use super::{Source, Strings};

/// Reads them all.
pub(super) fn load(source: &mut Source<'_>) -> Result<Strings, AnnotateError> {
    let Some(part) = source.workbook.rels.by_word("sharedStrings").map(|r| source.workbook.rels.part_of(r)) else {
        return Ok(Strings::new());
    };
    let xml = source.package.read(&part)?;
    let mut strings = Strings::new();
    let mut scanner = Scanner::new(&xml).map_err(|b| broken(&part, b))?;
    let mut start = 0;
    while let Some(tag) = scanner.next_tag().map_err(|b| broken(&part, b))? {
        match (tag.depth, tag.kind) {
            (1, Kind::Open) => start = tag.end,
            (1, Kind::Empty) => strings.push(String::new()),
            (1, Kind::Close) => strings.push(text_of(&xml, start..tag.start)),
            _ => {}
        }
    }
    Ok(strings)
}
