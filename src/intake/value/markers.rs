//! The rulebook's markers, ready to be looked up.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::{Marked, Missing, Value};
use crate::intake::words::tidy;
use crate::rulebook::model::{Marker, Rulebook};

/// What may stand where a value should.
#[derive(Debug, Default)]
pub(in crate::intake) struct Markers {
    exactly: HashMap<String, usize>,
    loosely: HashMap<String, usize>,
    markers: Vec<Marker>,
}

impl Markers {
    pub(in crate::intake) fn new(rulebook: &Rulebook) -> Self {
        let mut index = Self { markers: rulebook.markers.clone(), ..Self::default() };
        for (marker, at) in rulebook.markers.iter().zip(0..) {
            for written in &marker.written {
                let plain = tidy(written);
                if marker.exactly {
                    index.exactly.entry(plain).or_insert(at);
                } else {
                    index.loosely.entry(plain.to_lowercase()).or_insert(at);
                }
            }
        }
        index
    }

    /// What a text without blanks at its ends says, if it is a marker.
    pub(in crate::intake) fn find(&self, plain: &str) -> Option<Result<Value, Missing>> {
        // statistics write their markers in brackets: `[c]`
        let inner = plain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let found = [Some(plain), inner]
            .into_iter()
            .flatten()
            .find_map(|written| self.exactly.get(written).or_else(|| self.loosely.get(&written.to_lowercase())));
        Some(meaning(self.markers.get(*found?)?, plain))
    }

    /// What the marker with this id says.
    pub(super) fn named(&self, id: &str, written: &str) -> Option<Result<Value, Missing>> {
        let marker = self.markers.iter().find(|marker| &*marker.id == id)?;
        Some(meaning(marker, written))
    }
}

fn meaning(marker: &Marker, written: &str) -> Result<Value, Missing> {
    match marker.value {
        Some(value) => Ok(Value::Number(value)),
        None => Err(Missing::from(Marked {
            id: Arc::clone(&marker.id),
            words: Arc::clone(&marker.title),
            written: Arc::from(written),
            within: marker.between,
            no_figure: marker.no_figure,
        })),
    }
}
