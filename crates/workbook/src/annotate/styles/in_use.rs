//! Which formats the sheets of a workbook point at. Some point past the end of a list: ours come behind all of them, else
//! they would be what is meant.

use super::{Fragment, List, Styles};
use crate::annotate::package::Package;

/// Numbers beyond this are damage; Excel has no more formats.
const MOST: usize = 65_490;
/// So far behind the end of a list nothing points, unless it is damaged; of fonts, fills and borders so many in all.
const MOST_DANGLING: usize = 4096;

/// How a sheet points at cell formats, and at those of conditions.
const POINTERS: [(List, &[&[u8]]); 2] = [(List::CellFormats, &[b" s", b" style"]), (List::Differential, &[b" dxfId"])];

impl Styles {
    /// How far the sheets point into the lists.
    pub(in crate::annotate) fn pointed_at(&mut self, highest: Vec<(List, usize)>) {
        self.in_use = highest;
    }

    /// Cells and their formats may point past the end of a list, for which Excel takes its first. Ours come behind all that
    /// is pointed at: else they would be what is meant.
    pub(super) fn keep_dangling(&mut self, list: List) {
        if self.checked.contains(&list) {
            return;
        }
        self.checked.push(list);
        let highest = match list.pointer() {
            Some(name) => {
                let formats = self.list(List::CellFormats).iter();
                let formats = formats.filter_map(|format| Fragment::parse(format)?.number(name));
                formats.filter(|index| *index < MOST_DANGLING).max()
            }
            None => self.in_use.iter().find(|(of, _)| *of == list).map(|(_, highest)| *highest),
        };
        let first = Some(self.item(list, 0)).filter(|first| !first.is_empty());
        let first = first.unwrap_or_else(|| self.prefixed("<dxf/>"));
        let items = self.items.entry(list).or_default();
        let dangling = items.len()..items.len() + MOST_DANGLING;
        if let Some(highest) = highest.filter(|highest| dangling.contains(highest)) {
            items.resize(highest + 1, first);
        }
    }
}

/// The highest number that the sheets point at, of each list they point into.
pub(in crate::annotate) fn highest<'s>(
    package: &mut Package<'_>,
    sheets: impl Iterator<Item = &'s str>,
) -> Vec<(List, usize)> {
    let mut highest = POINTERS.map(|(list, _)| (list, 0));
    for xml in sheets.filter_map(|part| package.read(part).ok()) {
        for ((_, most), (_, names)) in highest.iter_mut().zip(POINTERS) {
            *most = (*most).max(highest_in(&xml, names));
        }
    }
    highest.into()
}

/// The highest number that stands in an attribute of one of these names.
fn highest_in(xml: &[u8], names: &[&[u8]]) -> usize {
    let (mut highest, mut named) = (0, false);
    for piece in xml.split(|byte| *byte == b'=') {
        if named {
            let digits = piece.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).take(6);
            let number = digits.fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
            highest = if number < MOST { highest.max(number) } else { highest };
        }
        named = names.iter().any(|name| piece.ends_with(name));
    }
    highest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_format_that_anything_points_at_is_found() {
        let xml = br#"<cols><col min="1" style="3"/></cols><row r="9" s="12"><c r="A9" s='17'><f>A1=99</f></c><c s="999999"/></row>"#;
        assert_eq!(highest_in(xml, POINTERS[0].1), 17);
        assert_eq!(highest_in(br#"<cfRule dxfId="2" priority="7"/>"#, POINTERS[1].1), 2);
        assert_eq!(highest_in(b"<worksheet/>", POINTERS[0].1), 0);
    }
}
