//! The JSON Schema of a rulebook file, made of the types it is read into.

mod as_written;
mod at_hand;

use std::sync::OnceLock;

use serde_json::Value;

use super::model::Rulebook;
use super::raw::RawFile;
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
    let defs = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for def in defs.into_iter().flat_map(|defs| defs.values_mut()).filter_map(Value::as_object_mut) {
        let has_rows = def.get("properties").and_then(|fields| fields.get("rows")).is_some();
        if has_rows && let Some(needed) = def.get_mut("required").and_then(Value::as_array_mut) {
            // the first is the name
            needed.truncate(1);
        }
    }
    schema
}

/// The schema of an entry that is written out.
fn strict() -> Value {
    let mut schema = schemars::schema_for!(RawFile).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), SCHEMA_TITLE.into());
    }
    schema
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
