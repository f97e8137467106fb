//! A letter as a document for word processors: the same bytes for the same letter.

use std::io::{Cursor, Read, Seek};

use docx_rs::{AlignmentType, Docx, PageMargin, Paragraph, Run, SpecialIndentType};
use workbook::fingerprint;
use zip::ZipArchive;

use super::Part;

/// Fonts, sizes and distances. The writer's own has everything in an order that the format does not allow.
const STYLES: &[u8] = include_bytes!("styles.xml");
/// The same of settings.
const SETTINGS: &[u8] = include_bytes!("settings.xml");
/// The margins of a letter: two centimetres and a half at the sides, less above and below.
const MARGIN: (i32, i32) = (1418, 1077);
/// A4.
const PAGE: (u32, u32) = (11906, 16838);
/// The part that holds the words.
const WORDS: &str = "word/document.xml";
/// A document property with the fingerprint of that part as it was written.
const WRITTEN: &str = "Yardstick words";

/// A letter to write.
pub(super) struct Document<'d> {
    /// at its head
    pub title: String,
    /// above the title
    pub lead: Option<String>,
    /// what stands in it
    pub parts: &'d [Part],
}

/// The document could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the letter could not be written: {0}")]
pub struct NotWritten(String);

/// The document's bytes.
pub(super) fn write(document: &Document<'_>) -> Result<Vec<u8>, NotWritten> {
    // in its properties stands what its words were, so that one that was edited is known
    let docx = laid_out(document);
    let words = in_order(&docx.clone().build().document);
    let mut bytes = Cursor::new(Vec::new());
    // one property alone: of several the writer keeps no order
    let mut parts = docx.custom_property(WRITTEN, fingerprint::of(&words)).build();
    parts.document = words;
    parts.styles = STYLES.to_vec();
    parts.settings = SETTINGS.to_vec();
    parts.pack(&mut bytes).map_err(|why| NotWritten(why.to_string()))?;
    Ok(bytes.into_inner())
}

/// The order in which the format wants the properties of a paragraph; the writer has one of its own.
const PROPERTIES: [&str; 5] = ["<w:pStyle", "<w:keepNext", "<w:ind", "<w:jc", "<w:rPr"];

/// The words with the properties of each paragraph in the order of the format. None of those that a letter has holds another.
fn in_order(words: &[u8]) -> Vec<u8> {
    const OPEN: &str = "<w:pPr>";
    let words = String::from_utf8_lossy(words);
    let mut parts = words.split(OPEN);
    let mut ordered = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (properties, rest) = part.split_once("</w:pPr>").unwrap_or(("", part));
        let mut properties: Vec<&str> = properties.split_inclusive("/>").collect();
        properties.sort_by_key(|one| PROPERTIES.iter().position(|name| one.starts_with(name)));
        ordered.extend([OPEN, &properties.concat(), "</w:pPr>", rest]);
    }
    ordered.into_bytes()
}

/// Whether a letter of ours still has the words it was written with; not where it is none of ours.
#[must_use]
pub fn is_as_written(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let (Some(words), Some(custom)) = (part(&mut archive, WORDS), part(&mut archive, "docProps/custom.xml")) else {
        return false;
    };
    String::from_utf8_lossy(&custom).contains(&*fingerprint::of(&words))
}

fn part(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<Vec<u8>> {
    const LARGEST: u64 = 1 << 24;
    let file = archive.by_name(name).ok().filter(|file| file.size() <= LARGEST)?;
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn laid_out(document: &Document<'_>) -> Docx {
    let margin = PageMargin::new().top(MARGIN.1).bottom(MARGIN.1).left(MARGIN.0).right(MARGIN.0);
    let mut docx = Docx::new().page_size(PAGE.0, PAGE.1).page_margin(margin);
    let mut number = 0_u32;
    let mut add = |docx: Docx, paragraph: Paragraph| {
        number += 1;
        // the writer counts over all documents of a run, which would make each depend on the others
        docx.add_paragraph(paragraph.id(format!("{number:08X}")))
    };
    if let Some(lead) = &document.lead {
        docx = add(docx, Paragraph::new().align(AlignmentType::Right).add_run(lines(lead)));
    }
    docx = add(docx, Paragraph::new().style("Title").add_run(lines(&document.title)));
    let last = document.parts.len().saturating_sub(1);
    for (at, part) in document.parts.iter().enumerate() {
        match part {
            Part::Heading(text) => docx = add(docx, Paragraph::new().style("Heading1").add_run(lines(text))),
            Part::Text(text) => {
                let mut paragraphs = text.split("\n\n").peekable();
                while let Some(paragraph) = paragraphs.next() {
                    // a name never stands on a page of its own
                    let kept = at == last && paragraphs.peek().is_some();
                    docx = add(docx, Paragraph::new().keep_next(kept).add_run(lines(paragraph)));
                }
            }
            Part::List(items) => {
                for item in items {
                    let hanging = Paragraph::new().indent(Some(360), Some(SpecialIndentType::Hanging(360)), None, None);
                    let run = Run::new().add_text("•").add_tab().add_text(item.replace('\n', " "));
                    docx = add(docx, hanging.add_run(run));
                }
            }
        }
    }
    docx
}

/// A text, its lines below one another.
fn lines(text: &str) -> Run {
    let mut run = Run::new();
    for (number, line) in text.trim().lines().enumerate() {
        if number > 0 {
            run = run.add_break(docx_rs::BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}
