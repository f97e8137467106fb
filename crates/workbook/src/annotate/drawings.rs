//! Where charts, pictures and shapes lie, so that nothing of ours is put under them.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::error::AnnotateError;
use super::job::Job;
use super::rels::Rels;

/// The cells a chart, picture or shape covers, from 0, the last ones included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawingArea {
    /// the sheet it lies on
    pub sheet: String,
    /// first and last row
    pub rows: (u32, u32),
    /// first and last column
    pub columns: (u32, u32),
}

/// Every drawing of a workbook. A drawing that cannot be read covers nothing: it is the officer's, and stays as it is.
///
/// # Errors
/// When the workbook itself cannot be opened.
pub fn drawings(workbook: &[u8]) -> Result<Vec<DrawingArea>, AnnotateError> {
    let mut job = Job::open(workbook)?;
    let sheets = job.workbook.sheets.clone();
    let mut areas = Vec::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.part.is_empty()) {
        let Ok(rels) = Rels::load(&mut job.package, &sheet.part) else { continue };
        for drawing in rels.all.iter().filter(|relationship| relationship.word() == "drawing") {
            let part = rels.part_of(drawing);
            let Ok(xml) = job.package.read(&part) else { continue };
            areas.extend(anchors(&xml).into_iter().map(|(rows, columns)| DrawingArea {
                sheet: sheet.name.clone(),
                rows,
                columns,
            }));
        }
    }
    Ok(areas)
}

type Anchor = ((u32, u32), (u32, u32));

/// Rows and columns of every anchor of a drawing part.
fn anchors(xml: &[u8]) -> Vec<Anchor> {
    let mut reader = Reader::from_reader(xml);
    let mut found = Vec::new();
    let mut numbers: Vec<u32> = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "twoCellAnchor" | "oneCellAnchor" => numbers.clear(),
                "col" | "row" => inside = true,
                _ => {}
            },
            Ok(Event::Text(text)) if inside => {
                let number: Option<u32> = text.trim().parse().ok();
                numbers.extend(number);
                inside = false;
            }
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "twoCellAnchor" | "oneCellAnchor" => found.extend(anchor(&numbers)),
                _ => inside = false,
            },
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// From column and row of the first corner, and of the last where there is one; a drawing with one corner is taken for
/// some columns wide, since its size is not in cells.
fn anchor(numbers: &[u32]) -> Option<Anchor> {
    const GUESSED: u32 = 10;
    match numbers {
        [column, row, last_column, last_row, ..] => Some(((*row, *last_row), (*column, *last_column))),
        [column, row, ..] => Some(((*row, row + 2 * GUESSED), (*column, column + GUESSED))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_covers_the_cells_between_its_corners() {
        let xml =
            br"<x:wsDr xmlns:x='u'><x:twoCellAnchor><x:from><x:col>12</x:col><x:colOff>5</x:colOff><x:row>3</x:row>
            </x:from><x:to><x:col>19</x:col><x:row>18</x:row></x:to></x:twoCellAnchor></x:wsDr>";
        assert_eq!(anchors(xml), [((3, 18), (12, 19))]);
    }
}
