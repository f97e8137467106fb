//! A value of a YAML file, with the bytes it takes up.

use std::ops::Range;

use serde_yaml::Value;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// without quotes
    Plain,
    /// between `'`
    Single,
    /// between `"`
    Double,
    /// after `|` or `>`
    Block,
}

/// What a scalar was found to mean by the shape of the place where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// words, as written
    Words,
    /// a number
    Number(f64),
    /// a whole number, not negative
    Whole(u64),
    /// true or false
    Flag(bool),
    /// nothing
    Blank,
}

/// A value of a YAML file.
#[derive(Clone, Debug)]
pub struct Node {
    /// what it is
    pub kind: Kind,
    /// its bytes; for what has no brackets, from its first entry to its end
    pub range: Range<usize>,
}

/// The forms a value takes.
#[derive(Clone, Debug)]
pub enum Kind {
    /// one thing
    Scalar {
        /// the text, quotes and line breaks resolved
        text: String,
        /// how it is written
        style: Style,
        /// what it means there
        meaning: Meaning,
    },
    /// several
    List(Vec<Node>),
    /// several with names, as often as they stand there
    Map(Vec<Entry>),
}

/// A name with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// the name
    pub key: Key,
    /// the value
    pub value: Node,
}

/// A name.
#[derive(Clone, Debug)]
pub struct Key {
    /// as written
    pub text: String,
    /// its bytes
    pub range: Range<usize>,
}

impl Node {
    /// Whether nothing is written there.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, style: Style::Plain, .. } if text.is_empty())
    }

    /// The text, where it is one thing.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The entry with a name.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|entry| entry.key.text == name),
            _ => None,
        }
    }

    /// The item with a number.
    #[must_use]
    pub fn item(&self, number: usize) -> Option<&Node> {
        match &self.kind {
            Kind::List(items) => items.get(number),
            _ => None,
        }
    }

    /// The value that the typed rulebook is read from.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Scalar { text, meaning, .. } => match *meaning {
                Meaning::Words => Value::String(text.clone()),
                Meaning::Number(number) => Value::Number(number.into()),
                Meaning::Whole(number) => Value::Number(number.into()),
                Meaning::Flag(flag) => Value::Bool(flag),
                Meaning::Blank => Value::Null,
            },
            Kind::List(items) => Value::Sequence(items.iter().map(Self::to_value).collect()),
            Kind::Map(entries) => {
                let pairs = entries.iter().map(|e| (Value::String(e.key.text.clone()), e.value.to_value()));
                Value::Mapping(pairs.collect())
            }
        }
    }
}
