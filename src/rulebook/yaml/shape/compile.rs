//! From a JSON Schema to shapes.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What may stand in a place.
#[derive(Clone, Debug)]
pub enum Shape {
    /// words, whatever they look like
    Text,
    /// a number
    Number,
    /// a whole number, not negative, up to a greatest
    Whole(u64),
    /// true or false
    Flag,
    /// nothing
    Blank,
    /// one of these words, each with what it means
    Word(Vec<(String, String)>),
    /// several, exactly so many where a number is given
    List(Box<Self>, Option<usize>),
    /// several with names of the officer's own
    Map(Box<Self>),
    /// several with given names
    Record(Record),
    /// one of several forms
    Either(Vec<Self>),
    /// whatever stands there
    Any,
    /// a shape with a name
    Named(String),
}

/// An entry with given names.
#[derive(Clone, Debug)]
pub struct Record {
    /// what it is called: `a floor`
    pub title: String,
    /// its fields in their order
    pub fields: Vec<Field>,
}

/// A field of an entry.
#[derive(Clone, Debug)]
pub struct Field {
    /// its name
    pub name: String,
    /// what may stand there
    pub shape: Shape,
    /// whether the entry means nothing without it
    pub needed: bool,
    /// what it is for
    pub about: String,
}

impl Record {
    /// The field with a name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A shape with the shapes it names.
#[derive(Clone, Debug)]
pub struct Shapes {
    /// the outermost shape
    pub root: Shape,
    named: BTreeMap<String, Shape>,
}

impl Shapes {
    /// From a JSON Schema as it is made of the rulebook's types.
    #[must_use]
    pub fn of(schema: &Value) -> Self {
        let defs = schema.get("$defs").and_then(Value::as_object);
        let named = defs.into_iter().flatten().map(|(name, schema)| {
            let mut shape = shape(schema);
            if let Shape::Record(record) = &mut shape {
                record.title = title(name);
            }
            (name.clone(), shape)
        });
        Self { root: shape(schema), named: named.collect() }
    }

    /// What an entry of a section looks like, where the section is a list of them.
    #[must_use]
    pub fn entries_of(&self, section: &str) -> Option<&Record> {
        let Shape::Record(root) = &self.root else { return None };
        let Shape::List(each, _) = self.resolve(&root.field(section)?.shape) else { return None };
        match self.resolve(each) {
            Shape::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The shape itself, where a name stands for it.
    #[must_use]
    pub fn resolve<'a>(&'a self, shape: &'a Shape) -> &'a Shape {
        match shape {
            Shape::Named(name) => self.named.get(name).map_or(shape, |named| self.resolve(named)),
            _ => shape,
        }
    }
}

fn shape(schema: &Value) -> Shape {
    let Some(schema) = schema.as_object() else { return Shape::Any };
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return Shape::Named(name.rsplit('/').next().unwrap_or(name).to_owned());
    }
    if let Some(forms) = schema.get("oneOf").and_then(Value::as_array) {
        return Shape::Word(forms.iter().filter_map(word).collect());
    }
    // words that need no saying what they mean
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let words = words.iter().filter_map(Value::as_str);
        return Shape::Word(words.map(|word| (word.to_owned(), String::new())).collect());
    }
    if let Some(forms) = schema.get("anyOf").and_then(Value::as_array) {
        let mut forms: Vec<Shape> = forms.iter().map(shape).collect();
        return if forms.len() == 2 && matches!(forms.get(1), Some(Shape::Blank)) {
            forms.swap_remove(0)
        } else {
            Shape::Either(forms)
        };
    }
    match kind(schema) {
        "boolean" => Shape::Flag,
        "number" => Shape::Number,
        "integer" => Shape::Whole(schema.get("maximum").and_then(Value::as_u64).unwrap_or(most(schema))),
        "null" => Shape::Blank,
        "array" => {
            let items = schema.get("items").map_or(Shape::Text, shape);
            let exactly = schema.get("maxItems").and_then(Value::as_u64).and_then(|most| usize::try_from(most).ok());
            Shape::List(Box::new(items), exactly)
        }
        "object" => object(schema),
        _ => Shape::Text,
    }
}

/// The type; of `[string, null]` the first, since what is not needed may always be left empty.
fn kind(schema: &Map<String, Value>) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str).unwrap_or_default(),
        _ => "",
    }
}

fn most(schema: &Map<String, Value>) -> u64 {
    match schema.get("format").and_then(Value::as_str) {
        Some("uint32") => u64::from(u32::MAX),
        _ => u64::MAX,
    }
}

fn word(form: &Value) -> Option<(String, String)> {
    let word = form.get("const")?.as_str()?;
    let about = form.get("description").and_then(Value::as_str).unwrap_or_default();
    Some((word.to_owned(), about.to_owned()))
}

fn object(schema: &Map<String, Value>) -> Shape {
    let anything = Value::Bool(true);
    let values = schema.get("additionalProperties");
    if let Some(values) = values.filter(|values| values.is_object() || **values == anything) {
        return Shape::Map(Box::new(shape(values)));
    }
    let needed: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let described = |schema: Option<&Value>| {
        schema.and_then(Value::as_str).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, field)| Field {
        name: name.clone(),
        shape: shape(field),
        needed: needed.contains(&name.as_str()),
        about: described(field.get("description")),
    });
    Shape::Record(Record { title: "a rulebook file".into(), fields: fields.collect() })
}

/// What an entry is called in a message: `RawCycleEvent` is `an event`, as the rulebook calls it.
fn title(type_name: &str) -> String {
    let word = match type_name.trim_start_matches("Raw") {
        "CycleEvent" => "event",
        "SupportWhen" => "support",
        "AreaMark" => "mark of an area",
        "GradeFramework" => "framework of a grade",
        "Joined" => "condition",
        "TeamName" => "team",
        "Consistency" => "check of figures",
        "Structure" => "structural option",
        "Watch" | "Watchpoint" => "watchpoint",
        // sections that stand once are called by their name
        "SmallNumbers" => return "`small numbers`".into(),
        "WorkingGrade" => return "`working grade`".into(),
        once @ ("Judgements" | "Identity" | "Report" | "Limits" | "Authority" | "Plans" | "Partnering") => {
            return format!("`{}`", once.to_lowercase());
        }
        other => &other.to_lowercase(),
    };
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}
