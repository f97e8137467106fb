//! In which order pieces stand of which two hands changed the order.

/// All names in their order: that of the default where it changed it and the officers did not, else theirs. What only
/// the other has stands behind what stands before it there.
pub(super) fn order<'k>(theirs: &'k [String], old: &[String], new: &'k [String]) -> Vec<&'k str> {
    let of_default = !in_order(new, old) && in_order(theirs, old);
    let (first, second) = if of_default { (new, theirs) } else { (theirs, new) };
    let mut order: Vec<&str> = first.iter().map(String::as_str).collect();
    for (at, key) in second.iter().enumerate() {
        if order.contains(&key.as_str()) {
            continue;
        }
        let before = second.iter().take(at).rev().find_map(|before| order.iter().position(|known| known == before));
        order.insert(before.map_or(0, |before| before + 1), key);
    }
    order
}

/// Whether two orders agree on what is in both.
fn in_order(one: &[String], other: &[String]) -> bool {
    let common = |of: &[String], there: &[String]| -> Vec<String> {
        of.iter().filter(|key| there.contains(key)).cloned().collect()
    };
    common(one, other) == common(other, one)
}

#[cfg(test)]
mod tests {
    fn order(theirs: &str, old: &str, new: &str) -> String {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        super::order(&names(theirs), &names(old), &names(new)).join(" ")
    }

    #[test]
    fn what_is_new_stands_behind_what_stands_before_it_in_the_default() {
        assert_eq!(order("c own a b", "a b c", "a b new c"), "c own a b new");
        assert_eq!(order("a b own c", "a b c", "a b new c"), "a b new own c");
    }

    #[test]
    fn another_order_of_the_default_is_taken_where_theirs_is_as_it_was() {
        assert_eq!(order("a own b c", "a b c", "c a b"), "c a own b");
        assert_eq!(order("b a c", "a b c", "c a b"), "b a c");
    }
}
