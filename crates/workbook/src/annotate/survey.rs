//! Where things stand in a worksheet part: the cells that a plan is about, the gaps where new ones go, and what lies around them.
//!
//! One walk over the part, however big, that remembers only what was asked for. It changes nothing.

mod walk;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::area::Area;
use super::xml::{Broken, Outline, OutlineBuilder, Scanner, Tag, prefixed_attribute, text};
use walk::Walk;

/// A cell that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CellPlace {
    /// it stands in the part
    Here {
        /// its opening tag
        tag: Range<usize>,
        /// where a style attribute may be put in
        style_gap: usize,
        end: usize,
        style: u32,
        /// where the value of its style attribute stands
        style_at: Option<Range<usize>>,
        /// nothing is in it
        blank: bool,
    },
    /// it would go here, in a row that is there
    Gap(usize),
}

/// A row that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowPlace {
    Here {
        tag: Range<usize>,
        empty: bool,
        /// a format for all its cells
        style: Option<u32>,
        /// first and last column (from 1) that it says it holds, and where it says so
        spans: Option<(Range<usize>, u32, u32)>,
    },
    Gap(usize),
}

/// One `<col>`: first and last column from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) style: Option<u32>,
    pub(super) hidden: bool,
    pub(super) span: Range<usize>,
    pub(super) tag: String,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) outline: Outline,
    pub(super) cells: HashMap<(u32, u32), CellPlace>,
    pub(super) rows: BTreeMap<u32, RowPlace>,
    /// merged areas that hold a cell that was asked for
    pub(super) merges: Vec<Area>,
    pub(super) columns: Vec<Columns>,
    /// where the address of the used area stands, and what it says
    pub(super) dimension: Option<(Range<usize>, Area)>,
    pub(super) protected: bool,
    /// relationship of the drawing that holds the notes' boxes
    pub(super) legacy_drawing: Option<String>,
}

impl Survey {
    /// Walks over a worksheet; `wanted` is sorted.
    pub(super) fn of(xml: &[u8], wanted: &[(u32, u32)]) -> Result<Self, Broken> {
        let mut survey = Self::default();
        let mut outline = OutlineBuilder::default();
        let mut walk = Walk::new(wanted);
        let mut in_data = false;
        let mut scanner = Scanner::new(xml)?;
        while let Some(tag) = scanner.next_tag()? {
            if in_data && tag.depth >= 2 {
                walk.see(&tag);
                continue;
            }
            outline.see(&tag);
            if tag.is("sheetData") && tag.depth == 1 {
                in_data = tag.kind == super::xml::Kind::Open;
                if !in_data {
                    // of `<sheetData/>` the insertion point is the end of the tag
                    walk.end_of_data(if tag.opens() { tag.end } else { tag.start });
                }
            } else if tag.opens() {
                survey.around(&tag, wanted);
            }
        }
        survey.outline = outline.done()?;
        (survey.rows, survey.cells) = walk.done();
        Ok(survey)
    }

    fn around(&mut self, tag: &Tag<'_>, wanted: &[(u32, u32)]) {
        match (tag.depth, tag.local()) {
            (1, b"dimension") => {
                let found = super::xml::attribute(tag.raw, "ref");
                self.dimension = found.and_then(|a| {
                    let area = Area::parse(&text(tag.raw.get(a.value.clone())?))?;
                    Some((tag.start + a.value.start..tag.start + a.value.end, area))
                });
            }
            (1, b"sheetProtection") => {
                self.protected = tag.value("sheet").is_some_and(|v| matches!(v.trim(), "1" | "true"));
            }
            (1, b"legacyDrawing") => self.legacy_drawing = prefixed_attribute(tag.raw, "id"),
            (2, b"col") => self.columns.extend(columns(tag)),
            (2, b"mergeCell") => {
                let area = tag.value("ref").and_then(|r| Area::parse(&r)).filter(|a| a.size() > 1);
                self.merges.extend(area.filter(|a| holds_one(a, wanted)));
            }
            _ => {}
        }
    }

    /// The format that a cell at this place is shown with while it is not there.
    pub(super) fn style_of_gap(&self, (row, column): (u32, u32)) -> u32 {
        if let Some(RowPlace::Here { style: Some(style), .. }) = self.rows.get(&row) {
            return *style;
        }
        self.columns_at(column).and_then(|c| c.style).unwrap_or(0)
    }

    pub(super) fn columns_at(&self, column: u32) -> Option<&Columns> {
        self.columns.iter().find(|c| (c.first..=c.last).contains(&column))
    }
}

/// Whether one of the sorted cells lies in the area.
fn holds_one(area: &Area, wanted: &[(u32, u32)]) -> bool {
    let from = wanted.partition_point(|c| *c < (area.top, area.left));
    wanted.iter().skip(from).take_while(|c| c.0 <= area.bottom).any(|c| area.contains(*c))
}

fn columns(tag: &Tag<'_>) -> Option<Columns> {
    let number = |name: &str| tag.value(name).and_then(|v| v.trim().parse::<u32>().ok());
    let (first, last) = (number("min")?.checked_sub(1)?, number("max")?.checked_sub(1)?);
    Some(Columns {
        first,
        last,
        style: number("style"),
        hidden: tag.value("hidden").is_some_and(|v| matches!(v.trim(), "1" | "true")),
        span: tag.start..tag.end,
        tag: text(tag.raw),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "<worksheet><dimension ref=\"A1:B5\"/><cols><col min=\"2\" max=\"4\" style=\"7\"/></cols><sheetData>\
        <row r=\"2\"><c r=\"A2\" s=\"3\"><v>1</v></c><c r=\"C2\"/></row><row r=\"5\" s=\"9\" customFormat=\"1\"/></sheetData>\
        <mergeCells><mergeCell ref=\"A2:B2\"/><mergeCell ref=\"H1:J9\"/></mergeCells></worksheet>";

    fn at(needle: &str) -> usize {
        SHEET.find(needle).unwrap()
    }

    #[test]
    fn cells_gaps_rows_and_surroundings_are_found() {
        let wanted = [(0, 0), (1, 0), (1, 1), (1, 4), (4, 0), (8, 0)];
        let survey = Survey::of(SHEET.as_bytes(), &wanted).unwrap();
        let here = &survey.cells[&(1, 0)];
        assert!(matches!(here, CellPlace::Here { style: 3, blank: false, .. }), "{here:?}");
        assert_eq!(survey.cells[&(1, 1)], CellPlace::Gap(at("<c r=\"C2\"")));
        assert_eq!(survey.cells[&(1, 4)], CellPlace::Gap(at("</row>")));
        assert_eq!(survey.rows[&0], RowPlace::Gap(at("<row r=\"2\"")));
        assert_eq!(survey.rows[&8], RowPlace::Gap(at("</sheetData>")));
        assert_eq!(survey.style_of_gap((4, 0)), 9);
        assert_eq!(survey.style_of_gap((0, 2)), 7);
        assert_eq!(survey.merges.len(), 1);
        assert_eq!(survey.dimension.unwrap().1.a1(), "A1:B5");
    }

    #[test]
    fn rows_and_cells_without_addresses_are_counted() {
        let xml = b"<worksheet><sheetData><row><c/><c><v>2</v></c></row><row r=\"4\"/><row><c/></row></sheetData></worksheet>";
        let survey = Survey::of(xml, &[(0, 1), (4, 0)]).unwrap();
        assert!(matches!(survey.cells[&(0, 1)], CellPlace::Here { blank: false, .. }));
        assert!(matches!(survey.cells[&(4, 0)], CellPlace::Here { blank: true, .. }));
    }
}
