//! As much of JSON Schema as our schemas use.

use serde_json::Value;

/// What in `value` is not as `schema` says, each with where it stands.
pub fn complaints(schema: &Value, value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    check(schema, schema, value, "", &mut all);
    all
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, all: &mut Vec<String>) {
    let Some(schema) = schema.as_object() else { return };
    for key in schema.keys() {
        let known = [
            "$ref",
            "$schema",
            "$defs",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "items",
            "enum",
            "anyOf",
            "oneOf",
            "const",
            "additionalProperties",
            "format",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "default",
            "pattern",
        ];
        assert!(known.contains(&key.as_str()), "the schema says {key}, which this test does not know");
    }
    if let Some(to) = schema.get("$ref").and_then(Value::as_str) {
        let pointer = to.trim_start_matches('#');
        check(root, root.pointer(pointer).unwrap(), value, at, all);
    }
    if let Some(kinds) = schema.get("type") {
        let kinds: Vec<&str> = kinds
            .as_array()
            .map_or_else(|| vec![kinds.as_str().unwrap()], |k| k.iter().map(|k| k.as_str().unwrap()).collect());
        if !kinds.iter().any(|kind| is(kind, value)) {
            all.push(format!("{at}: {value} is not {kinds:?}"));
            return;
        }
    }
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
        && !allowed.contains(value)
    {
        all.push(format!("{at}: {value} is not one of {allowed:?}"));
    }
    if let (Some(pattern), Some(text)) = (schema.get("pattern").and_then(Value::as_str), value.as_str())
        && !regex_lite::Regex::new(pattern).unwrap().is_match(text)
    {
        all.push(format!("{at}: {value} is not like {pattern}"));
    }
    if schema.get("const").is_some_and(|only| only != value) {
        all.push(format!("{at}: {value}"));
    }
    for several in ["anyOf", "oneOf"].iter().filter_map(|key| schema.get(*key)?.as_array()) {
        let fits = |one: &&Value| {
            let mut wrong = Vec::new();
            check(root, one, value, at, &mut wrong);
            wrong.is_empty()
        };
        if !several.iter().any(|one| fits(&one)) {
            all.push(format!("{at}: {value} fits none of several shapes"));
        }
    }
    inside(root, schema, value, at, all);
}

fn inside(root: &Value, schema: &serde_json::Map<String, Value>, value: &Value, at: &str, all: &mut Vec<String>) {
    if let (Some(items), Some(list)) = (schema.get("items"), value.as_array()) {
        let bound = |name: &str| schema.get(name).and_then(Value::as_u64);
        if bound("minItems").is_some_and(|least| (list.len() as u64) < least)
            || bound("maxItems").is_some_and(|most| list.len() as u64 > most)
        {
            all.push(format!("{at}: {} items", list.len()));
        }
        for (number, item) in list.iter().enumerate() {
            check(root, items, item, &format!("{at}[{number}]"), all);
        }
    }
    let Some(object) = value.as_object() else { return };
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
        if !object.contains_key(name.as_str().unwrap()) {
            all.push(format!("{at}: {name} is missing"));
        }
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, value) in object {
        match (properties.and_then(|known| known.get(name)), schema.get("additionalProperties")) {
            (Some(known), _) => check(root, known, value, &format!("{at}.{name}"), all),
            (None, Some(more)) => check(root, more, value, &format!("{at}.{name}"), all),
            (None, None) if properties.is_none() => {}
            (None, None) => all.push(format!("{at}: {name} is not in the schema")),
        }
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    }
}
