//! The JSON Schema of a rulebook file, made of the types it is read into.

mod as_written;
mod at_hand;

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::model::Rulebook;
use super::naming;
use super::raw::RawFile;
use super::rows::{FOR_EACH, ROWS, VALUES};
use super::yaml::shape::Shapes;

/// The title of the schema, by which the file is known as ours.
pub const SCHEMA_TITLE: &str = "Yardstick rulebook file";
/// The name of the file beside the rules.
pub const SCHEMA: &str = "rulebook.schema.json";

/// The schema that editors use to complete and check a rulebook file while it is written. What a file may say for all
/// its entries, or row by row, no single entry needs.
#[must_use]
pub fn schema() -> Value {
    let mut schema = strict();
    for (field, kind) in in_rows(&schema) {
        let needed = schema.pointer_mut(&format!("{kind}/required")).and_then(Value::as_array_mut);
        needed.into_iter().for_each(|needed| needed.retain(|name| name == field));
    }
    schema
}

/// The kinds of entries that may be rows: the field that a row names, and where the kind stands in the schema.
fn in_rows(schema: &Value) -> Vec<(&'static str, String)> {
    let sections = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let entry = |(section, shape): (&String, &Value)| {
        let kind = shape.pointer("/items/$ref").and_then(Value::as_str)?;
        Some((naming::in_rows(section)?, kind.trim_start_matches('#').to_owned()))
    };
    sections.filter_map(entry).collect()
}

/// The schema of an entry that is written out, with what is undone by then: rows and what they say alike.
fn strict() -> Value {
    let mut schema = schemars::schema_for!(RawFile).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), SCHEMA_TITLE.into());
    }
    for (_, kind) in in_rows(&schema) {
        let fields = schema.pointer_mut(&format!("{kind}/properties")).and_then(Value::as_object_mut);
        fields.into_iter().for_each(|fields| fields.extend(said_once()));
    }
    schema
}

/// The fields by which one entry is several.
fn said_once() -> [(String, Value); 3] {
    let anything = json!({ "type": "object", "additionalProperties": true });
    let field = |name: &str, description: &str, mut shape: Value| {
        shape.as_object_mut().map(|shape| shape.insert("description".into(), description.into()));
        (name.to_owned(), shape)
    };
    let each = json!({ "anyOf": [
        { "type": "string" },
        { "type": "object", "additionalProperties": { "type": "array", "items": { "type": "string" } } },
    ] });
    [
        field(
            ROWS,
            "one for each row: values by name, which is said as `$name`, and fields of the row's own; a row is named by its \
             academic years, or otherwise; the name is said as `$row`",
            anything.clone(),
        ),
        field(
            VALUES,
            "words by name that are said as `$name`, in each row alike: a calculation that stands in the condition and in \
             the sentence; they may say what the row gives, and those above them",
            anything,
        ),
        field(
            FOR_EACH,
            "one for each strand, grade or group of the rulebook (`strand`), or for each of those named (`{measure: [ks4.a8]}`); it \
             says `$strand`, `$group` or `$measure`, and `$title`",
            each,
        ),
    ]
}

/// What an entry looks like that is written out, compiled once.
pub(super) fn shapes() -> &'static Shapes {
    static SHAPES: OnceLock<Shapes> = OnceLock::new();
    SHAPES.get_or_init(|| Shapes::of(&strict()))
}

/// What a file looks like as it was written, with `for all` and rows.
pub(super) fn shapes_as_written() -> &'static Shapes {
    static SHAPES: OnceLock<Shapes> = OnceLock::new();
    SHAPES.get_or_init(|| Shapes::of(&schema()))
}

/// The fields that an entry of a section may have.
pub(super) fn fields_of(section: &str) -> Vec<&'static str> {
    let record = shapes().entries_of(section);
    record.map(|record| record.fields.iter().map(|field| field.name.as_str()).collect()).unwrap_or_default()
}

/// The schema as it stands beside rules, for editors: of a rulebook, with its names; without one, of any.
#[must_use]
pub fn schema_text(rulebook: Option<&Rulebook>) -> String {
    let schema = as_written::schema(schema());
    let schema = match rulebook {
        Some(rulebook) => at_hand::with_names(schema, rulebook),
        None => schema,
    };
    format!("{schema:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{RuleSource, load};

    /// The file as it was when the tests were compiled: `check` may write it while they run.
    fn current(path: &str, committed: &str, made: &str) {
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            return std::fs::write(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path), made).unwrap();
        }
        assert!(committed == made, "run the tests with UPDATE_EXPECT=1 to write {path} again");
    }

    #[test]
    fn the_committed_schema_is_the_one_of_the_default_rulebook() {
        let rulebook = load(&RuleSource::default_rulebook()).rulebook.unwrap();
        let committed = include_str!("../../rules/rulebook.schema.json");
        current("rules/rulebook.schema.json", committed, &schema_text(Some(&rulebook)));
    }

    #[test]
    fn the_schema_beside_the_examples_is_that_of_any_rulebook() {
        let committed = include_str!("../../examples/rulebook.schema.json");
        current("examples/rulebook.schema.json", committed, &schema_text(None));
    }
}
