//! The schema of what officers may write, where that is more than what the types say: a number where words stand
//! (`grade: 3`), and the value of a row wherever a rule of rows says anything else (`meeting every days: $days`).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Fields of an entry with rows that are the entry's own, whatever its rows say.
const OWN: [&str; 4] = ["rows", "values", "for each", "formerly"];

/// The schema with all that `check` takes.
pub(super) fn schema(mut schema: Value) -> Value {
    let with_rows = said_in_rows(&schema);
    words(&mut schema, false);
    let Some(defs) = schema.get_mut("$defs").and_then(Value::as_object_mut) else { return schema };
    for (name, def) in defs {
        let Some(fields) = def.get_mut("properties").and_then(Value::as_object_mut) else { continue };
        if with_rows.contains(name) {
            fields.iter_mut().filter(|(field, _)| !OWN.contains(&field.as_str())).for_each(|(_, place)| value(place));
        }
    }
    schema
}

/// The entries that may have rows, and what stands in them: their names among the definitions.
fn said_in_rows(schema: &Value) -> BTreeSet<String> {
    let none = Map::new();
    let defs = schema.get("$defs").and_then(Value::as_object).unwrap_or(&none);
    let has_rows = |def: &Value| def.pointer("/properties/rows/additionalProperties").is_some_and(Value::is_boolean);
    let mut open: Vec<&String> = defs.iter().filter(|(_, def)| has_rows(def)).map(|(name, _)| name).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name.clone())
            && let Some(def) = defs.get(name)
        {
            let text = def.to_string();
            open.extend(defs.keys().filter(|other| text.contains(&format!("\"#/$defs/{other}\""))));
        }
    }
    found
}

/// Lets numbers stand for words, and in a list or among named things true and false too.
fn words(schema: &mut Value, among_others: bool) {
    match schema {
        Value::Object(fields) => {
            let a_word_of_ours = fields.contains_key("enum") || fields.contains_key("const");
            if let Some(kind) = fields.get_mut("type").filter(|_| !a_word_of_ours) {
                let kinds = match kind {
                    Value::String(one) if one == "string" => vec![json!("string")],
                    Value::Array(several) if several.contains(&json!("string")) => several.clone(),
                    _ => Vec::new(),
                };
                if !kinds.is_empty() {
                    let more = if among_others { &["number", "boolean"][..] } else { &["number"] };
                    *kind = kinds.into_iter().chain(more.iter().map(|kind| json!(kind))).collect();
                }
            }
            for (name, inner) in fields.iter_mut() {
                words(inner, matches!(name.as_str(), "items" | "additionalProperties"));
            }
        }
        Value::Array(several) => several.iter_mut().for_each(|one| words(one, false)),
        _ => {}
    }
}

/// Lets a row's value stand in a place where words do not.
fn value(place: &mut Value) {
    let text = place.to_string();
    let takes_it = text.contains("\"string\"") && place.get("items").is_none() || text.contains("RawCondition\"");
    let of_entries = place.pointer("/items/$ref").is_some() || place.get("type").is_some_and(|kind| kind == "object");
    if takes_it || of_entries {
        return;
    }
    let Some(schema) = place.as_object_mut() else { return };
    let said = ["description", "default"].map(|name| (name, schema.remove(name)));
    let inner = std::mem::take(schema);
    schema.insert("anyOf".into(), json!([inner, { "type": "string", "pattern": "\\$" }]));
    for (name, said) in said {
        schema.extend(said.map(|said| (name.to_owned(), said)));
    }
}
