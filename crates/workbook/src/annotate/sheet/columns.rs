//! Widths of the columns that we add, without disturbing what `<cols>` says of others.

use std::collections::BTreeMap;

use super::super::remark::{RemarkKind, Remarks};
use super::super::survey::{Columns, Survey};
use super::super::xml::{Edit, set_attribute};
use super::ORDER;

/// Columns and their widths.
type Widths = Vec<(u32, f64)>;

/// The edits that give columns their widths.
pub(super) fn widths(survey: &Survey, widths: &BTreeMap<u32, f64>, sheet: &str, remarks: &mut Remarks) -> Vec<Edit> {
    let prefix = &survey.outline.prefix;
    let mut edits = Vec::new();
    let mut fresh = Vec::new();
    let mut split: BTreeMap<usize, (&Columns, Widths)> = BTreeMap::new();
    for (column, width) in widths.iter().filter(|(_, w)| w.is_finite()) {
        let width = width.clamp(0.0, 255.0);
        match survey.columns_at(*column) {
            Some(found) if found.hidden => remarks.cell(RemarkKind::HiddenColumn, sheet, (0, *column)),
            Some(found) => split.entry(found.span.start).or_insert((found, Vec::new())).1.push((*column, width)),
            None => fresh.push((*column, width)),
        }
    }
    for (found, ours) in split.values() {
        edits.push(Edit::replace(found.span.start, found.span.end, pieces(found, ours)));
    }
    let element = |(column, width): &(u32, f64)| {
        let number = column + 1;
        format!("<{prefix}col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>")
    };
    match survey.outline.child("cols") {
        Some(cols) if cols.empty => {
            let all: String = fresh.iter().map(element).collect();
            if !all.is_empty() {
                edits.push(survey.outline.append_to(cols, &all));
            }
        }
        Some(cols) => edits.extend(fresh.iter().map(|f| {
            let next = survey.columns.iter().find(|c| c.first > f.0);
            Edit::insert(next.map_or(cols.inner_end, |c| c.span.start), element(f))
        })),
        None if !fresh.is_empty() => {
            let all: String = fresh.iter().map(element).collect();
            edits
                .push(Edit::insert(survey.outline.place(ORDER, "cols"), format!("<{prefix}cols>{all}</{prefix}cols>")));
        }
        None => {}
    }
    edits
}

/// One `<col>` over several columns becomes several, of which ours have another width and all else stays.
fn pieces(found: &Columns, ours: &[(u32, f64)]) -> String {
    // an opening tag would need its closing one; every piece closes itself
    let tag = format!("{}/>", found.tag.trim_end_matches('>').trim_end_matches('/').trim_end());
    let closing = if found.tag.ends_with("/>") { "/>" } else { ">" };
    let piece = |first: u32, last: u32, width: Option<f64>| {
        let mut tag = set_attribute(&tag, "min", &(first + 1).to_string());
        tag = set_attribute(&tag, "max", &(last + 1).to_string());
        if let Some(width) = width {
            tag = set_attribute(&tag, "width", &width.to_string());
            tag = set_attribute(&tag, "customWidth", "1");
        }
        tag
    };
    let mut out = Vec::new();
    let mut from = found.first;
    for (column, width) in ours {
        if *column > from {
            out.push(piece(from, column - 1, None));
        }
        out.push(piece(*column, *column, Some(*width)));
        from = column + 1;
    }
    if from <= found.last {
        out.push(piece(from, found.last, None));
    }
    // where the officer's element is not self-closed its closing tag follows: the last piece stays open for it
    if closing == ">"
        && let Some(last) = out.last_mut()
    {
        *last = format!("{}>", last.trim_end_matches("/>"));
    }
    out.concat()
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::{apply, text};
    use super::*;

    fn with(cols: &str, ours: &[(u32, f64)]) -> String {
        let xml = format!("<worksheet>{cols}<sheetData/></worksheet>");
        let survey = Survey::of(xml.as_bytes(), &[]).unwrap();
        let map = ours.iter().copied().collect();
        let edits = widths(&survey, &map, "s", &mut Remarks::default());
        let out = text(&apply(xml.as_bytes(), edits).unwrap());
        out.replace("<worksheet>", "").replace("<sheetData/></worksheet>", "")
    }

    #[test]
    fn our_widths_stand_among_theirs_in_order() {
        assert_eq!(with("", &[(1, 9.5)]), "<cols><col min=\"2\" max=\"2\" width=\"9.5\" customWidth=\"1\"/></cols>");
        let cols = "<cols><col min=\"1\" max=\"1\" width=\"5\"/><col min=\"9\" max=\"9\" width=\"5\"/></cols>";
        let out = with(cols, &[(4, 8.0)]);
        assert!(out.find("min=\"5\"").unwrap() < out.find("min=\"9\"").unwrap());
        assert!(out.find("min=\"1\"").unwrap() < out.find("min=\"5\"").unwrap());
    }

    #[test]
    fn a_span_over_many_columns_is_split() {
        let cols = "<cols><col min=\"3\" max=\"16384\" width=\"9\" style=\"4\"/></cols>";
        assert_eq!(
            with(cols, &[(3, 20.0)]),
            "<cols><col min=\"3\" max=\"3\" width=\"9\" style=\"4\"/><col min=\"4\" max=\"4\" width=\"20\" style=\"4\" customWidth=\"1\"/>\
             <col min=\"5\" max=\"16384\" width=\"9\" style=\"4\"/></cols>"
        );
        let hidden = "<cols><col min=\"3\" max=\"5\" hidden=\"1\"/></cols>";
        assert_eq!(with(hidden, &[(3, 20.0)]), hidden);
    }
}
