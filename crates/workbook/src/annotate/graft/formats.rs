//! The source's formats, appended to the workbook's.

use super::super::error::AnnotateError;
use super::super::job::Job;
use super::super::styles::{Fragment, List, Styles};
use super::{Formats, Source};

/// Appends all formats of the source and says which became which. Format 0 stays the workbook's own normal.
pub(super) fn merge(job: &mut Job<'_>, source: &mut Source<'_>) -> Result<Formats, AnnotateError> {
    let Some(part) = source.workbook.rels.by_word("styles").map(|r| source.workbook.rels.part_of(r)) else {
        return Ok(Formats::default());
    };
    let theirs = Styles::load(&mut source.package, Some(part), false)?;
    let mut formats = Formats::default();
    for (index, item) in theirs.list(List::CellFormats).iter().enumerate() {
        let index = if index == 0 { 0 } else { cell_format(&mut job.styles, &theirs, item) };
        formats.cells.push(index);
    }
    for item in theirs.list(List::Differential) {
        let item = differential(&mut job.styles, item);
        let item = job.styles.prefixed(&item);
        formats.differential.push(job.styles.add(List::Differential, item));
    }
    Ok(formats)
}

fn cell_format(ours: &mut Styles, theirs: &Styles, item: &str) -> u32 {
    let Some(mut format) = Fragment::parse(item) else { return 0 };
    for (list, attribute) in [(List::Fonts, "fontId"), (List::Fills, "fillId"), (List::Borders, "borderId")] {
        let id = format.number(attribute).unwrap_or(0);
        // the first two fills mean the same in every workbook
        if list == List::Fills && id < 2 {
            continue;
        }
        let item = ours.prefixed(&theirs.item(list, id));
        let new = ours.add(list, item);
        format.set(attribute, &new.to_string());
    }
    let number_format = format.number("numFmtId").unwrap_or(0);
    if let Some(code) = code_of(theirs, number_format) {
        let id = ours.number_format(&code);
        format.set("numFmtId", &id.to_string());
    }
    format.set("xfId", "0");
    let rendered = ours.prefixed(&format.render());
    u32::try_from(ours.add(List::CellFormats, rendered)).unwrap_or(0)
}

fn code_of(theirs: &Styles, id: usize) -> Option<String> {
    theirs.list(List::NumberFormats).iter().find_map(|f| {
        let format = Fragment::parse(f)?;
        (format.number("numFmtId") == Some(id)).then(|| format.value("formatCode")).flatten()
    })
}

/// A differential format whose number format, if it has one, has the workbook's number for it.
fn differential(ours: &mut Styles, item: &str) -> String {
    let Some(mut format) = Fragment::parse(item) else { return item.to_owned() };
    for (name, raw) in &mut format.children {
        if name != "numFmt" {
            continue;
        }
        let Some(mut number) = Fragment::parse(raw) else { continue };
        let Some(code) = number.value("formatCode") else { continue };
        let id = ours.number_format(&code);
        number.set("numFmtId", &id.to_string());
        *raw = number.render();
    }
    format.render()
}
