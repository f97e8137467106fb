//! Words and colours that so far are only the program's own, said otherwise in the rulebook.

use std::sync::Arc;

use super::leaf::{Step, at, tree};
use super::value::Value;
use crate::rulebook::source::{RuleSource, underneath};
use crate::rulebook::yaml::quoted;
use crate::rulebook::yaml::{FileText, Kind, Node};

/// The file that words go to where no file has any yet.
const FILE: &str = "words.yaml";

/// The rulebook with other words in the place of the program's own.
///
/// # Errors
/// Why they cannot be put there, and what to do.
pub(super) fn put(source: &RuleSource, value: &Value, to: &str) -> Result<RuleSource, String> {
    if value.is(to) {
        return Ok(source.clone());
    }
    let files: Vec<FileText> = source
        .files()
        .filter(|(file, _)| !file.ends_with(".rhai"))
        .map(|(file, text)| FileText::new(Arc::clone(file), Arc::clone(text)))
        .collect();
    // another part of the same colour may have been put there just now
    let there = |file: &&FileText| tree(file).is_some_and(|root| at(&root, &value.steps).is_some());
    if let Some(file) = files.iter().find(there) {
        let text = super::put::put(file.name(), file.text(), &value.steps, &[(value, to)])?;
        return Ok(source.clone().with(file.name(), &text));
    }
    let [Step::Field(_), Step::Field(sort), Step::Field(name), part @ ..] = value.steps.as_slice() else {
        return Err("this is the program's own; write it into a file of the rules folder".to_owned());
    };
    let line = match part {
        [Step::Field(part)] => colour(value, name, part, to)?,
        _ => format!("{name}: {}", quoted(to)),
    };
    let found = files.into_iter().find_map(|file| {
        let at = first_entry(&file, &tree(&file)?, sort)?;
        Some((file, at))
    });
    let (file, text) = match found {
        Some((file, at)) => {
            let indent = file.piece(file.line(file.line_of(at)).map_or(at..at, |line| line.start..at)).to_owned();
            let mut text = file.text().to_string();
            text.insert_str(at, &format!("{line}\n{indent}"));
            (file.name().to_string(), text)
        }
        None if source.text(FILE).is_none() => (FILE.to_owned(), format!("report:\n  {sort}:\n    {line}\n")),
        None => return Err(format!("write `{line}` under `report:` and `{sort}:` in {FILE}")),
    };
    let reads = tree(&FileText::new(file.as_str().into(), text.as_str().into()))
        .is_some_and(|root| at(&root, &value.steps).and_then(Node::text) == Some(to));
    if reads { Ok(source.clone().with(&file, &text)) } else { Err(format!("it cannot be written into {file}")) }
}

/// A colour of the program's own with one part of it otherwise: a colour is said whole.
fn colour(value: &Value, name: &str, part: &str, to: &str) -> Result<String, String> {
    let text = underneath().find(|(file, _)| *file == *value.file).map(|(_, text)| text);
    let file = FileText::new(Arc::clone(&value.file), text.unwrap_or_default().into());
    let root = tree(&file).ok_or("it is not known how it was")?;
    let steps = value.steps.split_last().map_or(&[][..], |(_, before)| before);
    let Some(Kind::Map(entries)) = at(&root, steps).map(|node| &node.kind) else {
        return Err("it is not known how it was".to_owned());
    };
    let parts = entries.iter().filter_map(|entry| {
        let text = if entry.key.text == part { Some(to) } else { entry.value.text() };
        text.map(|text| format!("{}: {}", entry.key.text, quoted(text)))
    });
    Ok(format!("{name}: {{{}}}", parts.collect::<Vec<_>>().join(", ")))
}

/// Where the first entry of a part of the report begins, where each stands on a line of its own.
fn first_entry(file: &FileText, root: &Node, sort: &str) -> Option<usize> {
    let part = &root.entry("report")?.value.entry(sort)?.value;
    let Kind::Map(entries) = &part.kind else { return None };
    let start = entries.first()?.key.range.start;
    let line = file.line(file.line_of(start))?;
    file.piece(line.start..start).trim().is_empty().then_some(start)
}
