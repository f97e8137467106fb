//! The cells that can be written beside a recommendation.

use std::sync::Arc;

use workbook::patch::Value;

use crate::review::book::keys;

/// One of the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// the agreed grade
    Grade,
    /// agree, change, defer
    Decision,
    /// who sees to it
    Owner,
    /// by when
    Due,
    /// anything else
    Note,
    /// the day a plan begins
    Begun,
    /// what a plan is to reach
    Target,
}

impl Field {
    /// All of them, in the order in which they are remembered.
    pub const ALL: [Self; 7] =
        [Self::Grade, Self::Decision, Self::Owner, Self::Due, Self::Note, Self::Begun, Self::Target];
    /// Those of plans alone.
    pub const OF_PLANS: [Self; 2] = [Self::Begun, Self::Target];

    /// Its name in the record, and in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Grade => "agreed grade",
            Self::Decision => "decision",
            Self::Owner => "owner",
            Self::Due => "due",
            Self::Note => "note",
            Self::Begun => "begun on",
            Self::Target => "target",
        }
    }

    /// What its text is in a cell: a grade in figures is a number, a due date and the beginning of a plan are days.
    #[must_use]
    pub fn value(self, text: Arc<str>) -> Value {
        match self {
            Self::Grade => {
                // "nan" and "inf" are words in a cell
                let number = text.parse().ok().filter(|number: &f64| number.is_finite());
                number.map_or(Value::Text(text), Value::Number)
            }
            Self::Due | Self::Begun => text.parse().map_or(Value::Text(text), Value::Day),
            _ => Value::Text(text),
        }
    }

    /// The field with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// The name of its column in the review.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::Grade => keys::AGREED,
            Self::Decision => keys::DECISION,
            Self::Owner => keys::OWNER,
            Self::Due => keys::DUE,
            Self::Note => keys::NOTE,
            Self::Begun => keys::BEGUN,
            Self::Target => keys::TARGET,
        }
    }

    /// Whether changing it is deciding anew; another owner, day or note alone is not.
    #[must_use]
    pub fn decides(self) -> bool {
        matches!(self, Self::Grade | Self::Decision)
    }

    fn at(self) -> usize {
        match self {
            Self::Grade => 0,
            Self::Decision => 1,
            Self::Owner => 2,
            Self::Due => 3,
            Self::Note => 4,
            Self::Begun => 5,
            Self::Target => 6,
        }
    }
}

/// What stands in the cells; a day as `2013-02-01`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields([Option<Arc<str>>; 7]);

impl Fields {
    /// What stands in one.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&Arc<str>> {
        self.0.get(field.at()).and_then(Option::as_ref)
    }

    /// Writes one; blank texts leave it blank.
    pub fn set(&mut self, field: Field, text: Option<Arc<str>>) {
        if let Some(slot) = self.0.get_mut(field.at()) {
            *slot = text.filter(|text| !text.is_empty());
        }
    }

    /// Whether nothing stands in any.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Those in which something stands.
    pub fn filled(&self) -> impl Iterator<Item = (Field, &Arc<str>)> {
        Field::ALL.into_iter().filter_map(|field| Some((field, self.get(field)?)))
    }

    /// Reads the hidden cell that remembers what was filled in. Long texts stand there as fingerprints: see `same`.
    #[must_use]
    pub fn carried(text: &str) -> Option<Self> {
        if text.trim().is_empty() {
            return Some(Self::default());
        }
        let parts: Vec<String> = serde_json::from_str(text).ok()?;
        let mut fields = Self::default();
        for (field, part) in Field::ALL.into_iter().zip(parts) {
            fields.set(field, Some(part.into()));
        }
        Some(fields)
    }

    /// A line for messages: `decision: agree, owner: Ann`.
    #[must_use]
    pub fn in_words(&self) -> String {
        self.filled().map(|(field, text)| format!("{}: {text}", field.name())).collect::<Vec<_>>().join(", ")
    }
}

/// Whether a cell says what was filled in.
#[must_use]
pub fn same(filled_in: Option<&Arc<str>>, cell: Option<&Arc<str>>) -> bool {
    match (filled_in, cell) {
        (None, None) => true,
        (Some(before), Some(now)) => before == now || **before == *keys::brief(now),
        _ => false,
    }
}

impl Fields {
    /// As they stand in the hidden cell that remembers what was filled in.
    #[must_use]
    pub fn as_carried(&self) -> String {
        keys::remembered(Field::ALL.map(|field| self.get(field).map(|text| &**text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_filled_in_reads_back_as_written() {
        let mut fields = Fields::default();
        fields.set(Field::Decision, Some("agree".into()));
        fields.set(Field::Note, Some("two\nlines, \"quoted\"".into()));
        assert_eq!(Fields::carried(&fields.as_carried()), Some(fields));
        assert_eq!(Fields::carried(""), Some(Fields::default()));
        assert_eq!(Fields::carried("[broken"), None);
    }

    #[test]
    fn a_long_note_is_known_again_by_its_fingerprint() {
        let note: Arc<str> = "long ".repeat(1_000).into();
        let mut fields = Fields::default();
        fields.set(Field::Note, Some(Arc::clone(&note)));
        let carried = Fields::carried(&fields.as_carried()).unwrap();
        assert!(fields.as_carried().len() < 200);
        assert!(same(carried.get(Field::Note), Some(&note)));
        assert!(!same(carried.get(Field::Note), Some(&"long ".into())));
    }

    #[test]
    fn a_grade_that_is_no_figure_stays_words() {
        assert_eq!(Field::Grade.value("3".into()), Value::Number(3.0));
        for words in ["inf", "NaN", "-infinity", "3+"] {
            assert_eq!(Field::Grade.value(words.into()), Value::Text(words.into()));
        }
    }
}
