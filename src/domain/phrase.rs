//! Phrases that messages are put together from, wherever they are said.

/// `1 school`, `12 schools`.
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// A text in one line of at most so many characters.
#[must_use]
pub fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// With a small first letter, unless the word is an abbreviation.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!([counted(1, "cell", "cells"), counted(0, "cell", "cells")], ["1 cell", "0 cells"]);
    }

    #[test]
    fn a_long_text_is_cut_and_shows_it() {
        assert_eq!(short("two\n  lines", 9), "two lines");
        assert_eq!(short("two lines", 8), "two lin…");
        assert_eq!(short("two lines", 5), "two…");
    }
}
