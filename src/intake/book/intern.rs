//! Equal texts kept once.

use std::collections::HashSet;
use std::sync::Arc;

/// Hands out one shared copy of each text.
#[derive(Default)]
pub(super) struct Interner {
    known: HashSet<Arc<str>>,
}

impl Interner {
    /// Past this many distinct texts new ones are no longer remembered: a column of a million
    /// different names gains nothing from sharing.
    const REMEMBERED: usize = 1 << 20;

    /// The shared copy of `text`.
    pub(super) fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.known.get(text) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = Arc::from(text);
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
