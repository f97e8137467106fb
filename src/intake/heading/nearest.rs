//! The known headings that an unknown one comes nearest to.

use std::sync::Arc;

use strsim::normalized_damerau_levenshtein;

use super::{HeadingIndex, Meaning};
use crate::intake::words::{named_of, tokens};
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::Unit;

/// From here on a heading is likely the known one, written otherwise.
const LIKELY: f64 = 0.78;

/// Below that, whatever the letters say.
const UNLIKELY: f64 = 0.7;

/// A known heading near to an unknown one.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::intake) struct Near {
    /// the known heading
    pub text: Arc<str>,
    pub meaning: Meaning,
    /// the rulebook file it stands in
    pub file: Arc<str>,
    /// 1 is equal
    pub nearness: f64,
}

impl Near {
    /// Whether it is likely the same heading.
    pub(in crate::intake) fn likely(&self) -> bool {
        self.nearness >= LIKELY
    }
}

/// The pairs of neighbouring letters of a text, sorted: a quick measure of likeness.
#[derive(Clone, Debug)]
pub(super) struct LetterPairs(Vec<[u8; 2]>);

impl LetterPairs {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut pairs: Vec<[u8; 2]> = bytes.windows(2).filter_map(|pair| pair.try_into().ok()).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Twice the shared pairs over all pairs.
    fn likeness(&self, other: &Self) -> f64 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0_u32;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => _ = a.next(),
                std::cmp::Ordering::Greater => _ = b.next(),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a.next();
                    b.next();
                }
            }
        }
        let all = u32::try_from(self.0.len() + other.0.len()).unwrap_or(u32::MAX).max(1);
        2.0 * f64::from(shared) / f64::from(all)
    }
}

/// The figures in a heading, in order.
fn figures(heading: &str) -> String {
    heading.chars().filter(char::is_ascii_digit).collect()
}

impl HeadingIndex {
    /// The known headings nearest to an unknown one, nearest first, of different meanings.
    pub(in crate::intake) fn nearest(&self, heading: &str, most: usize) -> Vec<Near> {
        let words = tokens(&crate::intake::year::left_out(heading));
        let mut near = self.near_to(&words.join(" "), None);
        for (rest, group) in self.without_group(&words) {
            near.extend(self.near_to(&rest.join(" "), Some(group)));
        }
        // with other figures in it, it is another measure: PPERSABS10 is not PPERSABS15, nor L4+ reading L2+ reading
        let code = !heading.trim().contains(crate::intake::words::is_blank);
        let own = figures(&words.concat());
        let other =
            |text: &str| (code || !own.is_empty()) && own != figures(text) && (code || !figures(text).is_empty());
        // and thousands are no pounds, nor pounds for each pupil
        let scale = |words: &[String]| named_of(words, &self.not_whole_pounds).cloned();
        let of_all = scale(&words);
        let other = |text: &str| other(text) || of_all != scale(&tokens(text));
        // by how much it changed is not how much it is, nor is a percentage of it
        let changed = |text: &str| text.contains(['Δ', '∆', '±']) || text.contains("+/-");
        let apart = |one: &Near| {
            let percent = heading.contains('%') && !one.text.contains('%') && !self.is_percent(one.meaning);
            other(&one.text) || percent || changed(heading) && !changed(&one.text)
        };
        for one in near.iter_mut().filter(|one| apart(one)) {
            one.nearness = one.nearness.min(UNLIKELY);
        }
        near.sort_by(|a, b| b.nearness.total_cmp(&a.nearness).then_with(|| a.text.cmp(&b.text)));
        let mut kept: Vec<Near> = Vec::new();
        for candidate in near {
            if kept.len() < most && kept.iter().all(|other| other.meaning != candidate.meaning) {
                kept.push(candidate);
            }
        }
        kept
    }

    /// Whether a measure is counted in percent, or in their points.
    fn is_percent(&self, meaning: Meaning) -> bool {
        let Meaning::Measure(measure, _) = meaning else { return false };
        matches!(self.units.get(usize::from(measure.0)), Some(Unit::Percent | Unit::Points))
    }

    fn near_to(&self, key: &str, group: Option<GroupId>) -> Vec<Near> {
        let pairs = LetterPairs::of(key);
        let candidates = self.known.iter().zip(&self.pairs).filter(|(_, known)| pairs.likeness(known) >= 0.5);
        candidates
            .filter_map(|(known, _)| {
                let meaning = match (group, known.meaning) {
                    (None, meaning) => meaning,
                    (Some(group), Meaning::Measure(measure, GroupId::ALL)) => Meaning::Measure(measure, group),
                    (Some(_), _) => return None,
                };
                let nearness = normalized_damerau_levenshtein(key, &known.key);
                let (text, file) = (Arc::clone(&known.text), Arc::clone(&known.file));
                (nearness >= 0.6).then_some(Near { text, meaning, file, nearness })
            })
            .collect()
    }
}
