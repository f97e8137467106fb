//! The comments on the cells of a sheet.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::events::Event;

use super::At;
use crate::place::parse_a1;
use crate::read::error::Refusal;
use crate::read::limits::Limits;
use crate::read::package::Package;
use crate::read::xml::{attribute, push_reference};

/// The texts of a part of comments.
pub(super) fn read(package: &mut Package<'_>, path: &str, limits: &Limits) -> Result<BTreeMap<At, Arc<str>>, Refusal> {
    let mut comments = BTreeMap::new();
    let Some(part) = package.find(path) else { return Ok(comments) };
    let mut xml = package.xml(part, limits)?;
    let mut place = None;
    let mut says: Option<String> = None;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "comment" => {
                place = attribute(&tag, "ref").and_then(|place| parse_a1(&place));
                says = None;
            }
            Event::Start(tag) if tag.local_name().as_ref() == "t" && place.is_some() => {
                says.get_or_insert_default();
            }
            Event::Text(text) => {
                if let Some(says) = &mut says {
                    says.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(says) = &mut says {
                    push_reference(&reference, says);
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == "comment" => {
                comments.extend(place.take().zip(says.take().map(Arc::from)));
            }
            Event::Eof => return Ok(comments),
            _ => {}
        }
    }
}
