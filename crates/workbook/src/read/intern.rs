//! Equal texts kept once.

use std::collections::HashSet;
use std::sync::Arc;

use super::error::Refusal;
use super::limits::Limits;

/// Hands out one shared copy of each text.
#[derive(Default)]
pub(super) struct Interner {
    known: HashSet<Arc<str>>,
    bytes: u64,
}

impl Interner {
    /// Past this many distinct texts new ones are no longer remembered: a column of a million
    /// different names gains nothing from sharing.
    const REMEMBERED: usize = 1 << 20;

    /// Refuses more text than a workbook of people's tables holds.
    pub(super) fn check(&self, limits: &Limits) -> Result<(), Refusal> {
        if self.bytes > limits.text_bytes {
            return Err(Refusal::TooBig(
                "its texts alone are far more than a workbook of people's tables holds".into(),
            ));
        }
        Ok(())
    }

    /// The shared copy of `text`.
    pub(super) fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.known.get(text) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = Arc::from(text);
        self.bytes += text.len() as u64;
        if self.known.len() < Self::REMEMBERED {
            self.known.insert(Arc::clone(&shared));
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_copy() {
        let mut interner = Interner::default();
        let (first, second) = (interner.share("SUPP"), interner.share("SUPP"));
        assert!(Arc::ptr_eq(&first, &second));
        assert!(!Arc::ptr_eq(&first, &interner.share("NE")));
    }
}
