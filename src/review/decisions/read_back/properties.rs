//! What the document properties of a workbook say: whether it is a review, and who saved it last.

use std::io::{BufReader, Cursor, Read, Seek};
use std::sync::Arc;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::domain::AcademicYear;
use crate::review::book::keys;
use workbook::read::Limits;

/// What the document properties say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// what kind of workbook of ours it is, as it says itself
    pub kind: Option<Arc<str>>,
    /// whether it is a review of ours
    pub review: bool,
    /// whether it is a paper of ours, made to be printed
    pub paper: bool,
    /// whether it is a pack of ours for a meeting, in which something may be decided
    pub pack: bool,
    /// whether it is a paper for a visit, which comes back filled in
    pub visit: bool,
    /// fingerprint of the decisions that were filled in when it was written
    pub decisions: Option<Arc<str>>,
    /// the academic year that it judges
    pub year: Option<AcademicYear>,
    /// who saved it last; `None` while that is still ourselves
    pub who: Option<Arc<str>>,
    /// whether there are comments on its cells: a review of ours comes without
    pub commented: bool,
    /// whose schools it judges, where it is ours
    pub authority: Option<Arc<str>>,
    /// when it was saved last, as it says itself; `None` while that is still when it was made
    pub saved: Option<Arc<str>>,
}

/// Properties are small; a larger part is not read.
const LARGEST: u64 = 1 << 20;

/// Reads the properties of a workbook; what cannot be read is not known.
#[must_use]
pub fn properties(bytes: &[u8]) -> Properties {
    properties_in(Cursor::new(bytes))
}

/// The same, without the whole workbook in memory.
#[must_use]
pub fn properties_in(workbook: impl Read + Seek) -> Properties {
    let Ok(mut archive) = ZipArchive::new(workbook) else { return Properties::default() };
    // OpenDocument has them all in one part
    let open = part(&mut archive, "meta.xml");
    let commented = archive.file_names().any(|part| part.is_ok_and(|part| is_comments(&part)));
    let commented = commented || has_annotations(&mut archive);
    let listed = open.clone().or_else(|| part(&mut archive, "docProps/custom.xml"));
    let custom = listed.map(|xml| custom(&xml)).unwrap_or_default();
    let value = |name: &str| custom.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let (about, names) = match open {
        Some(meta) => (meta, ["initial-creator", "creator", "creation-date", "date"]),
        None => {
            let core = part(&mut archive, "docProps/core.xml").unwrap_or_default();
            (core, ["creator", "lastModifiedBy", "created", "modified"])
        }
    };
    let [author, last, made, saved] = names.map(|name| element(&about, name).filter(|text| !text.trim().is_empty()));
    Properties {
        kind: value(keys::KIND).map(Arc::from),
        review: value(keys::KIND) == Some(keys::REVIEW),
        paper: value(keys::KIND) == Some(keys::PAPER),
        pack: value(keys::KIND) == Some(keys::PACK),
        visit: value(keys::KIND) == Some(keys::PAPER) && value(keys::VISIT).is_some(),
        decisions: value(keys::DECISIONS).filter(|print| !print.is_empty()).map(Arc::from),
        year: value(keys::YEAR).and_then(|year| year.parse().ok()),
        commented,
        who: last.filter(|last| Some(last) != author.as_ref()).map(Arc::from),
        authority: author.filter(|_| value(keys::KIND).is_some()).map(Arc::from),
        saved: saved.filter(|saved| Some(saved) != made.as_ref()).map(Arc::from),
    }
}

/// Whether a part of a package holds comments: `xl/comments1.xml`, `xl/comments/comment1.xml`, `xl/threadedComments/…`,
/// `xl/comments1.bin`.
fn is_comments(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    part.starts_with("xl/") && part.contains("comment") && (part.ends_with(".xml") || part.ends_with(".bin"))
}

/// Whether there are comments in an OpenDocument workbook, where they stand inside the cells.
fn has_annotations(archive: &mut ZipArchive<impl Read + Seek>) -> bool {
    let Ok(content) = archive.by_name("content.xml") else { return false };
    let mut reader = Reader::from_reader(BufReader::new(content.take(Limits::default().unpacked_bytes)));
    let mut piece = Vec::new();
    loop {
        piece.clear();
        match reader.read_event_into(&mut piece) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "annotation" => return true,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

fn part(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<String> {
    let file = archive.by_name(name).ok().filter(|file| file.size() <= LARGEST)?;
    let mut text = String::new();
    file.take(LARGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The text of the first element with this local name.
fn element(xml: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut inside = false;
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) if start.local_name().as_ref() == name => inside = true,
            Ok(Event::End(end)) if end.local_name().as_ref() == name => return Some(text),
            Ok(Event::Text(part)) if inside => text.push_str(&part.xml10_content()),
            Ok(Event::GeneralRef(reference)) if inside => text.push_str(&resolved(&reference)),
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// Names and texts of custom properties.
fn custom(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut all: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) if ["property", "user-defined"].contains(&start.local_name().as_ref()) => {
                let attribute = |name: &str| start.try_get_attribute(name).ok().flatten();
                let name = attribute("name").or_else(|| attribute("meta:name"));
                let name =
                    name.and_then(|name| name.normalized_value(XmlVersion::Implicit1_0).ok()).unwrap_or_default();
                all.push((name.into_owned(), String::new()));
            }
            Ok(Event::Text(part)) => {
                if let Some((_, value)) = all.last_mut() {
                    value.push_str(part.xml10_content().trim());
                }
            }
            Ok(Event::Eof) | Err(_) => return all,
            Ok(_) => {}
        }
    }
}

/// `&amp;` and its kin.
fn resolved(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => letter.to_string(),
        _ => resolve_predefined_entity(reference).unwrap_or_default().to_owned(),
    }
}
