//! `docProps/app.xml` lists the sheets' names once more; new sheets are added to the list where it is in its usual form.

use super::content_types::ContentTypes;
use super::error::AnnotateError;
use super::package::{Package, broken};
use super::workbook::Workbook;
use super::xml::{Broken, Edit, Kind, Scanner, escape, plain_text};

const TYPE: &str = "extended-properties+xml";

/// What the list says: where the number of worksheets, the size of the vector, and the end of the last worksheet's title stand.
#[derive(Default)]
struct Titles {
    worksheets: Option<(usize, usize, usize)>,
    size: Option<(usize, usize, usize)>,
    ends: Vec<usize>,
    prefix: String,
}

/// Adds titles; a list in any other form is left as it is, since nothing depends on it.
pub(super) fn add(
    package: &mut Package<'_>,
    types: &ContentTypes,
    workbook: &Workbook,
    new: &[String],
) -> Result<(), AnnotateError> {
    let part = package.names().iter().find(|n| types.of(n).is_some_and(|t| t.ends_with(TYPE))).cloned();
    let Some(part) = part.filter(|_| !new.is_empty()) else { return Ok(()) };
    let xml = package.read(&part)?;
    let titles = read(&xml).map_err(|b| broken(&part, b))?;
    let (Some((from, to, count)), Some((size_from, size_to, size))) = (titles.worksheets, titles.size) else {
        return Ok(());
    };
    let own = workbook.sheets.iter().filter(|s| s.kind == "worksheet").count();
    let Some(after) = titles.ends.get(count.wrapping_sub(1)).filter(|_| count == own) else { return Ok(()) };
    let p = titles.prefix;
    let all: String = new.iter().map(|n| format!("<{p}lpstr>{}</{p}lpstr>", escape(n))).collect();
    package.edit(
        &part,
        vec![
            Edit::replace(from, to, (count + new.len()).to_string()),
            Edit::replace(size_from, size_to, (size + new.len()).to_string()),
            Edit::insert(*after, all),
        ],
    );
    Ok(())
}

fn read(xml: &[u8]) -> Result<Titles, Broken> {
    let mut titles = Titles::default();
    let mut section = 0;
    let mut scanner = Scanner::new(xml)?;
    let mut text_from = 0;
    while let Some(tag) = scanner.next_tag()? {
        if tag.depth == 1 && tag.opens() {
            section = if tag.is("HeadingPairs") { 1 } else { 2 * usize::from(tag.is("TitlesOfParts")) };
        }
        match (section, tag.local(), tag.kind) {
            (1, b"i4", Kind::Open) | (2, b"lpstr", Kind::Open) => text_from = tag.end,
            (1, b"i4", Kind::Close) if titles.worksheets.is_none() => {
                let number = plain_text(xml.get(text_from..tag.start).unwrap_or_default()).trim().parse().ok();
                titles.worksheets = number.map(|n| (text_from, tag.start, n));
            }
            (2, b"vector", Kind::Open) => {
                let found = super::xml::attribute(tag.raw, "size");
                let size = tag.value("size").and_then(|s| s.trim().parse().ok());
                titles.size = found.zip(size).map(|(a, n)| (tag.start + a.value.start, tag.start + a.value.end, n));
            }
            (2, b"lpstr", Kind::Close) => {
                titles.ends.push(tag.end);
                titles.prefix = super::xml::text(tag.prefix());
            }
            _ => {}
        }
    }
    Ok(titles)
}
