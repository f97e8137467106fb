//! The JSON Schema of a rulebook file, made of the types it is read into.

use std::sync::OnceLock;

use serde_json::Value;

use super::raw::RawFile;
use super::yaml::shape::Shapes;

/// The title of the schema, by which the file is known as ours.
pub const SCHEMA_TITLE: &str = "Yardstick rulebook file";

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

/// The schema as it stands in `rules/rulebook.schema.json`.
#[must_use]
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schema_is_the_one_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/rulebook.schema.json");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, schema_text()).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == schema_text(), "run the tests with UPDATE_EXPECT=1 to write {path} again");
    }
}
