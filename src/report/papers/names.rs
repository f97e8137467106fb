//! Names of sheets: short, and no two alike.

use crate::report::sheet::tab_name;

/// The longest name a sheet can have.
const LONGEST: usize = 31;

/// A name that is not taken, cut at a word where it is too long; it is taken from then on.
pub(super) fn free(taken: &mut Vec<String>, wanted: &str) -> String {
    let mut number = 1_usize;
    loop {
        let ending = if number == 1 { String::new() } else { format!(" ({number})") };
        let name = tab_name(&format!("{}{ending}", cut(wanted, LONGEST - ending.len())));
        let low = name.to_lowercase();
        if !taken.contains(&low) {
            taken.push(low);
            return name;
        }
        number += 1;
    }
}

/// As many whole words as fit; a word that alone is too long is cut.
fn cut(text: &str, room: usize) -> String {
    let plain = tab_name(text);
    let whole = text.trim().encode_utf16().count() <= room;
    if whole && plain.encode_utf16().count() <= room {
        return plain;
    }
    let mut kept = String::new();
    for word in text.split_whitespace() {
        let longer = if kept.is_empty() { word.to_owned() } else { format!("{kept} {word}") };
        if longer.encode_utf16().count() > room {
            break;
        }
        kept = longer;
    }
    if kept.is_empty() {
        text.chars().take(room / 2).collect()
    } else {
        kept.trim_end_matches([',', '-', '&']).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::free;

    #[test]
    fn names_are_cut_at_a_word_and_told_apart_by_a_number() {
        let mut taken = Vec::new();
        let long = "St Barnabas Church of England Voluntary Aided Primary School";
        assert_eq!(free(&mut taken, long), "St Barnabas Church of England");
        assert_eq!(free(&mut taken, long), "St Barnabas Church of (2)");
        assert_eq!(free(&mut taken, "Oak: Tree/School"), "Oak  Tree School");
        assert_eq!(free(&mut taken, "oak  tree school"), "oak tree school");
    }
}
