//! A name or a word that means nothing where it stands: what it was meant to be, where that can be seen.

use super::compile::{Record, Shape, Shapes};
use super::words;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::nearest;
use crate::rulebook::yaml::odd::{STRAIGHT, as_it_looks, is_curly, odd_space};
use crate::rulebook::yaml::{Entry, FileText, Node};

/// A name that means nothing in an entry; `written` are all names of it.
pub(super) fn unknown(
    file: &FileText,
    shapes: &Shapes,
    entry: &Entry,
    record: &Record,
    written: &[String],
) -> Diagnostic {
    if let Some(known) = not_a_name(file, entry, record) {
        return known;
    }
    let wrong = &entry.key.text;
    let place = file.span(entry.key.range.clone());
    let free = |name: &&str| !written.iter().any(|written| written == name);
    let names = record.fields.iter().map(|field| field.name.as_str());
    let meant = name_meant(record, wrong).or_else(|| joined_by(record, wrong)).filter(free);
    let near = meant.map_or_else(|| nearest(wrong, names.clone().filter(free)), |meant| vec![meant]);
    let whole = matches!(&shapes.root, Shape::Record(root) if root.title == record.title);
    let is_section = matches!(&shapes.root, Shape::Record(root) if root.field(wrong).is_some());
    let message = if whole {
        format!("there is no section `{wrong}`")
    } else {
        format!("`{wrong}` means nothing in {}", record.title)
    };
    let help = if let Some(near) = near.first() {
        format!("did you mean `{near}`?")
    } else if wrong == "<<" {
        "entries cannot be merged; write the values out".to_owned()
    } else if is_section && !whole {
        format!("`{wrong}` is a section of its own: begin it in the first column")
    } else {
        let it = if whole { "a rulebook file" } else { &record.title };
        format!("{it} can have {}", words::listed(names.filter(free)))
    };
    Diagnostic::error(Code::UnknownField, place, message).help(help)
}

/// The field that holds an entry's name, where the entry was named under what others call it: `group: fsm` for `id: fsm`,
/// `id: primary` for `floor: primary`.
pub(super) fn name_meant<'r>(record: &'r Record, wrong: &str) -> Option<&'r str> {
    let kind = record.title.split_once(' ').map_or(&*record.title, |(_, kind)| kind);
    let holds = [kind, "id"].into_iter().find_map(|name| record.field(name).filter(|field| field.needed));
    holds.map(|field| field.name.as_str()).filter(|name| *name != wrong && [kind, "id", "name"].contains(&wrong))
}

/// A list of conditions that was begun with the word that joins them in one line.
fn joined_by<'r>(record: &'r Record, wrong: &str) -> Option<&'r str> {
    let meant = match wrong.to_ascii_lowercase().as_str() {
        "and" => "all",
        "or" => "any",
        _ => return None,
    };
    record.field(meant).map(|field| field.name.as_str())
}

/// What is wrong with a name that was not meant as one, or looks like a name that there is.
fn not_a_name(file: &FileText, entry: &Entry, record: &Record) -> Option<Diagnostic> {
    let (name, range) = (&entry.key.text, entry.key.range.clone());
    let piece = file.piece(range.clone());
    let looks = as_it_looks(name);
    if let Some((at, c, called)) = odd_space(piece).filter(|_| record.field(&looks).is_some()) {
        let place = file.span(range.start + at..range.start + at + c.len_utf8());
        let message = format!("{called} stands in `{looks}`");
        return Some(Diagnostic::error(Code::UnknownField, place, message).help(format!("type it again: `{looks}`")));
    }
    let of_field = looks.split_once(": ").filter(|(field, _)| record.field(field).is_some());
    if let (Some((at, c, called)), Some((field, _))) = (odd_space(piece), of_field) {
        let place = file.span(range.start + at..range.start + at + c.len_utf8());
        let message = format!("{called} stands after `{field}:`");
        return Some(Diagnostic::error(Code::UnknownField, place, message).help(format!("type it again: `{looks}`")));
    }
    if let Some(at) = piece.find(is_curly) {
        let place = file.span(range.start + at..range.end);
        let message = "this quote is curly, and holds no text together";
        return Some(Diagnostic::error(Code::UnknownField, place, message).help(STRAIGHT));
    }
    cut_by_comma(file, entry)
}

/// `60,5`, of which YAML makes 60 and a name without a value.
pub(in crate::rulebook) fn cut_by_comma(file: &FileText, entry: &Entry) -> Option<Diagnostic> {
    let (name, range) = (&entry.key.text, entry.key.range.clone());
    let decimals = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let before = file.piece(0..range.start).trim_end_matches(' ').strip_suffix(',');
    let before = before.filter(|_| decimals && entry.value.is_blank())?;
    let whole = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = before.len() - whole;
    let written = file.piece(start..range.end);
    let number = words::decorated_number(written).filter(|_| whole > 0)?;
    let message = format!("the comma in `{written}` ends the value before it");
    Some(
        Diagnostic::error(Code::UnknownField, file.span(start..range.end), message)
            .help(format!("write `{number}`: digits only, with a point before decimals")),
    )
}

/// A word that looks like one of those that may stand, and has another space in it or after it.
pub(super) fn odd_word(file: &FileText, node: &Node, allowed: &[(String, String)]) -> Option<Diagnostic> {
    let piece = file.piece(node.range.clone());
    let looks = as_it_looks(node.text()?);
    let (at, c, called) = odd_space(piece).filter(|_| allowed.iter().any(|(word, _)| *word == looks))?;
    let start = node.range.start + at;
    let message = format!("{called} stands in or beside `{looks}`");
    let place = file.span(start..start + c.len_utf8());
    Some(Diagnostic::error(Code::BadWord, place, message).help(format!("type it again: `{looks}`")))
}
