//! Which cells of a sheet part calamine would refuse, misread or not see, and what they hold.

use std::fmt;
use std::sync::Arc;

use quick_xml::events::Event;

use super::rich_text::RichText;
use super::strings::Survey;
use crate::read::cell::{Content, is_blank};
use crate::read::dates::iso_moment;
use crate::read::limits::Limits;

/// The type that a cell says it has.
#[derive(Clone, Debug, PartialEq, Eq)]
enum CellType {
    /// none said
    Unsaid,
    Number,
    Shared,
    Flag,
    Error,
    /// text result of a formula
    Text,
    Inline,
    Date,
    Unknown,
}

/// A cell while its element is read.
pub(super) struct CellText {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) has_formula: bool,
    kind: CellType,
    /// inside which child element
    inside: Inside,
    has_value: bool,
    value: String,
    inline: RichText,
    /// a child element that calamine does not expect
    strange_child: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Cell,
    Value,
    Inline,
    Other,
}

/// Something wrong with a cell that is to be told by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// points to a shared text that is not there
    NoSuchText,
    /// says it is true or false but is neither
    NoFlag,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSuchText => "its text is missing from the file; ask for a new copy or type it in",
            Self::NoFlag => "says it is TRUE or FALSE but is neither; type it in again",
        })
    }
}

/// What an odd cell holds.
pub(super) struct Finding {
    pub(super) content: Option<Content>,
    pub(super) shared: Option<u64>,
    pub(super) damage: Option<Damage>,
}

impl Finding {
    fn content(content: Option<Content>) -> Option<Self> {
        Some(Self { content, shared: None, damage: None })
    }

    fn damage(damage: Damage) -> Option<Self> {
        let content = Some(Content::Error(Arc::from("damaged cell")));
        Some(Self { content, shared: None, damage: Some(damage) })
    }
}

impl CellText {
    pub(super) fn new(row: u32, column: u32, limits: &Limits) -> Self {
        Self {
            row,
            column,
            has_formula: false,
            kind: CellType::Unsaid,
            inside: Inside::Cell,
            has_value: false,
            value: String::new(),
            inline: RichText::new(limits),
            strange_child: false,
        }
    }

    pub(super) fn set_type(&mut self, said: &str) {
        self.kind = match said {
            "n" => CellType::Number,
            "s" => CellType::Shared,
            "b" => CellType::Flag,
            "e" => CellType::Error,
            "str" => CellType::Text,
            "inlineStr" => CellType::Inline,
            "d" => CellType::Date,
            _ => CellType::Unknown,
        };
    }

    /// Takes in one piece of XML inside the cell.
    pub(super) fn piece(&mut self, event: &Event<'_>) {
        match (self.inside, event) {
            (Inside::Cell, Event::Start(tag)) => match tag.local_name().as_ref() {
                "v" => (self.inside, self.has_value) = (Inside::Value, true),
                "f" => (self.inside, self.has_formula) = (Inside::Other, true),
                "is" => self.inside = Inside::Inline,
                _ => (self.inside, self.strange_child) = (Inside::Other, true),
            },
            (Inside::Value, Event::Text(text)) => self.value.push_str(text),
            // calamine reads a value only up to what parts it
            (Inside::Value, Event::CData(text)) => {
                self.strange_child = true;
                self.value.push_str(text);
            }
            (Inside::Value, Event::Comment(_) | Event::PI(_)) => self.strange_child = true,
            (Inside::Inline, Event::Comment(_) | Event::PI(_)) => self.strange_child = true,
            (Inside::Value, Event::GeneralRef(reference)) => {
                super::super::xml::push_reference(reference, &mut self.value);
            }
            (Inside::Inline, Event::End(tag)) if tag.local_name().as_ref() == "is" => self.inside = Inside::Cell,
            (Inside::Inline, event) => self.inline.piece(event),
            (_, Event::End(tag)) if matches!(tag.local_name().as_ref(), "v" | "f" | "extLst") => {
                self.inside = Inside::Cell;
            }
            _ => {}
        }
    }

    /// What the cell holds, where calamine's answer will not do.
    pub(super) fn settle(&self, strings: &Survey, zero_is_uncalculated: bool) -> Option<Finding> {
        let value = self.value.trim_matches([' ', '\t', '\r', '\n']);
        if self.has_formula && self.is_uncalculated(value, zero_is_uncalculated) {
            return Finding::content(Some(Content::NotCalculated));
        }
        let padded = value.len() != self.value.len();
        match self.kind {
            CellType::Error if !value.is_empty() => Finding::content(Some(Content::Error(Arc::from(value)))),
            CellType::Shared => shared(value, strings, padded || self.strange_child),
            CellType::Number | CellType::Unsaid => self.number(value, padded),
            CellType::Flag => self.flag(value),
            CellType::Date if !value.is_empty() => Finding::content(Some(date(value))),
            CellType::Unknown => Finding::content(text(&self.value)),
            CellType::Text if self.strange_child => Finding::content(text(&self.value)),
            CellType::Inline if self.strange_child => {
                Finding::content(Some(self.inline.plain()).filter(|content| !is_blank(content)))
            }
            CellType::Inline => Finding::content(Some(self.inline.unmarked()?)),
            _ => None,
        }
    }

    fn is_uncalculated(&self, value: &str, zero_is_uncalculated: bool) -> bool {
        match self.kind {
            CellType::Text => !self.has_value,
            CellType::Inline => false,
            _ => value.is_empty() || (zero_is_uncalculated && value == "0"),
        }
    }

    fn number(&self, value: &str, padded: bool) -> Option<Finding> {
        let must_parse = padded || self.strange_child || self.kind == CellType::Number;
        if !must_parse || value.is_empty() {
            return None;
        }
        match value.parse::<f64>() {
            Ok(_) if !padded && !self.strange_child => None,
            Ok(number) => Finding::content(Some(Content::Number(number))),
            Err(_) => Finding::content(text(value)),
        }
    }

    fn flag(&self, value: &str) -> Option<Finding> {
        match value.to_ascii_lowercase().as_str() {
            "1" | "true" => Finding::content(Some(Content::Flag(true))),
            "0" | "false" => Finding::content(Some(Content::Flag(false))),
            "" => None,
            _ => Finding::damage(Damage::NoFlag),
        }
    }
}

fn shared(value: &str, strings: &Survey, odd: bool) -> Option<Finding> {
    if value.is_empty() {
        return None;
    }
    match value.parse::<u64>() {
        Ok(index) if index < strings.count && !odd && !strings.raised.contains(&index) => None,
        Ok(index) if index < strings.count => Some(Finding { content: None, shared: Some(index), damage: None }),
        _ => Finding::damage(Damage::NoSuchText),
    }
}

fn date(value: &str) -> Content {
    iso_moment(value).map_or_else(|| Content::Text(Arc::from(value)), Content::DateTime)
}

fn text(value: &str) -> Option<Content> {
    (!value.is_empty()).then(|| Content::Text(Arc::from(value)))
}
