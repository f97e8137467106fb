//! Whether two names are likely one name, and whether they are surely not.

use std::collections::BTreeSet;

use strsim::{damerau_levenshtein, normalized_damerau_levenshtein};

/// Whether two names are likely the same, one of them misspelt or cut short. "Infant" and "junior" are words of their
/// own, not slips of one another.
pub(super) fn likely_same(one: &[&str], other: &[&str]) -> bool {
    if one == other {
        return true;
    }
    if one.len() == other.len() {
        let different: Vec<(&&str, &&str)> = one.iter().zip(other).filter(|(a, b)| a != b).collect();
        return different.len() <= 2 && different.iter().all(|(a, b)| slip(a, b));
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if joined_alike(short, long) {
        return true;
    }
    let mut rest = long.iter();
    short.len() >= 2
        && long.len() - short.len() <= 2
        && short.iter().all(|word| rest.any(|other| slip(word, other) || word == other))
}

/// `seabrook` and `sea brook`.
fn joined_alike(short: &[&str], long: &[&str]) -> bool {
    short.concat() == long.concat()
}

fn slip(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    let digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let far = damerau_levenshtein(one, other);
    let note = |one: &str, other: &str| !digits(one) && other.trim_end_matches(|c: char| c.is_ascii_digit()) == one;
    if shorter >= 4 && (note(one, other) || note(other, one)) {
        return true;
    }
    !digits(one) && !digits(other) && (shorter >= 4 && far <= 1 || shorter >= 7 && far <= 2)
}

/// Whether two names have next to nothing in common.
pub(super) fn surely_different(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (a, b) = (words(one), words(other));
    let shared = a.intersection(&b).count();
    let all = a.union(&b).count();
    shared * 5 < all * 2 && normalized_damerau_levenshtein(one, other) < 0.6
}

/// Whether two names differ in all that tells schools apart: `ashfield primary school`, `brookside primary school`. What
/// several schools have in their names tells none apart.
pub(super) fn told_apart(one: &str, other: &str, common: &BTreeSet<String>) -> bool {
    let words = |text: &str| text.split(' ').filter(|word| !common.contains(*word)).map(str::to_owned).collect();
    let (a, b): (Vec<String>, Vec<String>) = (words(one), words(other));
    let alike = |word: &String| b.iter().any(|other| word == other || slip(word, other));
    !a.is_empty() && !b.is_empty() && a.concat() != b.concat() && !a.iter().any(alike)
}

/// The words that two different names of one list have.
pub(super) fn common_words<'n>(names: impl Iterator<Item = &'n str>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let names: BTreeSet<&str> = names.collect();
    let words = names.iter().flat_map(|name| name.split(' ').collect::<BTreeSet<_>>());
    words.filter(|word| !seen.insert(*word)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        likely_same(&one.split(' ').collect::<Vec<_>>(), &other.split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn a_slip_or_a_dropped_word_is_likely_the_same_school() {
        assert!(same("oak tree primry school", "oak tree primary school"));
        assert!(same("chase high", "chase high school"));
        assert!(same("seabrook college", "sea brook college"));
        assert!(same("fir primary school", "fir primary school2"), "the mark of a footnote");
    }

    #[test]
    fn schools_that_share_a_site_are_not_the_same() {
        assert!(!same("saint marys infant school", "saint marys junior school"));
        assert!(!same("westcliff high school for boys", "westcliff high school for girls"));
        assert!(!same("oak primary school", "elm primary school"));
        assert!(!same("school 12", "school 13"));
    }

    #[test]
    fn names_that_share_only_what_many_have_are_of_two_schools() {
        let list = ["ashfield primary school", "brookside primary school", "earls hall infant school"];
        let common = common_words(list.into_iter());
        assert!(common.contains("primary") && !common.contains("hall"));
        let apart = |one: &str, other: &str| told_apart(one, other, &common);
        assert!(apart("ashfield primary school", "brookside primary school"));
        for other in ["ashfeild primary school", "ashfield academy", "ash field school", "primary school"] {
            assert!(!apart("ashfield primary school", other), "{other}");
        }
    }

    #[test]
    fn names_with_little_in_common_are_different() {
        assert!(surely_different("chalkwell hall junior school", "cecil jones college"));
        assert!(!surely_different("earls hall junior school", "earls hall primary school"));
        assert!(!surely_different("friars primary school and nursery", "friars primary school"));
    }
}
