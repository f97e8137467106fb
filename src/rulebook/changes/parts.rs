//! A rulebook taken apart: each entry by itself, with its name and place, in the order in which they stand.

use std::sync::Arc;

use serde_yaml::Value;

use crate::rulebook::Span;
use crate::rulebook::case_table::tree_of;
use crate::rulebook::naming;
use crate::rulebook::rows::{Lists, written_out};
use crate::rulebook::schema::shapes;
use crate::rulebook::source::RuleSource;
use crate::rulebook::yaml::shape::fit;
use crate::rulebook::yaml::{FileText, Kind, Node, Place};

/// The section under which scripts are listed.
pub(super) const SCRIPTS: &str = "scripts";

/// Fields that are an entry's name where its section has none for it.
const ELSE: [&str; 3] = ["area", "title", "strand"];

/// How an entry stands in its section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// one of a list
    Item,
    /// a field, or a field of a field
    Field(Vec<String>),
}

/// An entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub file: Arc<str>,
    pub section: String,
    pub id: String,
    pub title: String,
    pub stands: Stands,
    pub value: Value,
    pub place: Span,
}

/// A rulebook taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    pub(super) parts: Vec<Part>,
}

impl Parts {
    /// Takes a rulebook apart; what cannot be read is left out.
    #[must_use]
    pub fn of(source: &RuleSource) -> Self {
        let mut parts = Vec::new();
        let yaml = source.files().filter(|(name, _)| !name.ends_with(".rhai"));
        let files = yaml.map(|(name, text)| FileText::new(Arc::clone(name), Arc::clone(text)));
        let trees = files.map(|file| (tree_of(&file).root, file));
        let mut roots: Vec<(FileText, Node)> = trees.map(|(root, file)| (file, root)).collect();
        let lists = Lists::of(roots.iter().map(|(_, root)| root));
        let mut roots = roots.iter_mut();
        for (name, text) in source.files() {
            if name.ends_with(".rhai") {
                parts.push(script(name, text));
                continue;
            }
            let Some((file, root)) = roots.next() else { continue };
            // so that a rule that was given rows is the same rule
            written_out(file, root, shapes(), &lists, &mut Vec::new());
            let _ = fit(file, root, shapes());
            sections(file, root, &mut parts);
        }
        number_doubles(&mut parts);
        Self { parts }
    }

    /// Every entry: its section and name, and what it says.
    pub fn entries(&self) -> impl Iterator<Item = ((&str, &str), &Value)> {
        self.parts.iter().map(|part| ((part.section.as_str(), part.id.as_str()), &part.value))
    }

    pub(super) fn find(&self, section: &str, id: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.section == section && part.id == id)
    }

    /// The part that an entry of a later rulebook was, by a name that it had before.
    pub(super) fn formerly(&self, later: &Part) -> Option<&Part> {
        let formerly = later.value.get("formerly")?;
        let several = formerly.as_sequence().map_or(std::slice::from_ref(formerly), Vec::as_slice);
        let names = several.iter().filter_map(Value::as_str);
        names.rev().find_map(|old| self.find(&later.section, old.trim()))
    }

    pub(super) fn position(&self, section: &str, id: &str) -> Option<usize> {
        self.parts.iter().position(|part| part.section == section && part.id == id)
    }
}

fn script(name: &Arc<str>, text: &Arc<str>) -> Part {
    Part {
        file: Arc::clone(name),
        section: SCRIPTS.to_owned(),
        id: name.to_string(),
        title: format!("the script {name}"),
        stands: Stands::Item,
        value: Value::String(text.to_string()),
        place: Span { file: Arc::clone(name), line: 1, column: 1, ..Span::default() },
    }
}

fn sections(file: &FileText, root: &Node, parts: &mut Vec<Part>) {
    let Kind::Map(entries) = &root.kind else { return };
    for entry in entries {
        let section = entry.key.text.as_str();
        let place = Place::root(file, root).field(section);
        match &entry.value.kind {
            Kind::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    parts.push(item_part(file, section, item, place.item(number)));
                }
            }
            _ => fields(file, section, &entry.value, place, &mut Vec::new(), parts),
        }
    }
}

fn item_part(file: &FileText, section: &str, item: &Node, place: Place<'_>) -> Part {
    let text = |field: &str| item.entry(field).map(|entry| plain(&entry.value.to_value()));
    let named = naming::together(section);
    let own = naming::of(section).into_iter().chain(naming::all().map(|naming| naming.field)).chain(ELSE);
    let name_field = named
        .and_then(|fields| fields.first().copied())
        .or_else(|| own.into_iter().find(|field| item.entry(field).is_some()));
    let id = match named {
        Some(fields) => fields.iter().filter_map(|field| text(field)).collect::<Vec<_>>().join(", "),
        None => name_field.and_then(text).unwrap_or_default(),
    };
    let title = text("title").filter(|_| named.is_none()).unwrap_or_else(|| id.clone());
    let place = name_field.map_or_else(|| place.span(), |field| place.field(field).span());
    let title = if named.is_some() { format!("{} {title}", singular(section)) } else { title };
    let value = item.to_value();
    Part { file: Arc::clone(file.name()), section: section.to_owned(), id, title, stands: Stands::Item, value, place }
}

/// `figures` is of figures, one is a figure.
pub(super) fn singular(section: &str) -> &str {
    section.strip_suffix('s').unwrap_or(section)
}

/// Sections that are no lists: each field is an entry; where a field holds named things (`words`), each of those.
fn fields(
    file: &FileText,
    section: &str,
    node: &Node,
    place: Place<'_>,
    path: &mut Vec<String>,
    parts: &mut Vec<Part>,
) {
    if let (Kind::Map(entries), true) = (&node.kind, path.len() < 2) {
        for entry in entries {
            path.push(entry.key.text.clone());
            fields(file, section, &entry.value, place.field(&entry.key.text), path, parts);
            path.pop();
        }
        return;
    }
    let id = path.join(" › ");
    parts.push(Part {
        file: Arc::clone(file.name()),
        section: section.to_owned(),
        title: if id.is_empty() { section.to_owned() } else { format!("{section} › {id}") },
        id,
        stands: Stands::Field(path.clone()),
        value: node.to_value(),
        place: place.span(),
    });
}

/// Two entries of one name (which the check refuses) are told apart by their order.
fn number_doubles(parts: &mut [Part]) {
    let mut seen = std::collections::HashMap::new();
    for part in parts {
        let times: &mut usize = seen.entry((part.section.clone(), part.id.clone())).or_default();
        *times += 1;
        if *times > 1 {
            part.id = format!("{} ({times})", part.id);
        }
    }
}

/// Items behind one another; one that ends with a sign of its own gets no comma.
fn joined(items: impl Iterator<Item = String>) -> String {
    items
        .reduce(
            |all, item| if all.ends_with([';', ',', ':']) { format!("{all} {item}") } else { format!("{all}, {item}") },
        )
        .unwrap_or_default()
}

/// A value in plain words.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => "blank".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Sequence(items) => joined(items.iter().map(plain)),
        Value::Mapping(fields) => {
            let one = |(name, value): (&Value, &Value)| format!("{} {}", plain(name), plain(value));
            fields.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        Value::Tagged(tagged) => plain(&tagged.value),
    }
}
