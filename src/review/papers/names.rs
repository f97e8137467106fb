//! Names of sheets: short, and no two alike.

use workbook::write::tab_name;

/// The longest name a sheet can have.
const LONGEST: usize = 31;

/// A name that is not taken, without some of its words where it is too long; it is taken from then on.
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

/// The longest end of a name that is kept: it tells an infant school from a junior school.
const END: usize = 15;

/// A text that is too long loses words in the middle; a word that alone is too long is cut.
fn cut(text: &str, room: usize) -> String {
    if units(text) <= room {
        return text.to_owned();
    }
    // what stands behind a comma is the place, which tells schools of one place not apart
    if let Some((name, _)) = text.rsplit_once(", ") {
        return cut(name, room);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut end = String::new();
    for word in words.iter().skip(1).rev() {
        let longer = if end.is_empty() { (*word).to_owned() } else { format!("{word} {end}") };
        if units(&longer) > END {
            break;
        }
        end = longer;
    }
    let left = room.saturating_sub(units(&end) + 3);
    let mut begin = String::new();
    for word in &words {
        let longer = if begin.is_empty() { (*word).to_owned() } else { format!("{begin} {word}") };
        if units(&longer) > left {
            break;
        }
        begin = longer;
    }
    if begin.is_empty() {
        return text.chars().take(room / 2).collect();
    }
    format!("{} … {end}", begin.trim_end_matches([',', '-', '&', ' '])).trim_end_matches([' ', '…']).to_owned()
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::free;

    #[test]
    fn names_lose_words_in_the_middle_and_are_told_apart_by_a_number() {
        let mut taken = Vec::new();
        let long = "St Barnabas Church of England Voluntary Aided Primary School";
        assert_eq!(free(&mut taken, long), "St Barnabas … Primary School");
        assert_eq!(free(&mut taken, long), "St … Primary School (2)");
        assert_eq!(
            free(&mut taken, "St Aldric's Church of England Infant School, Oakham"),
            "St Aldric's … Infant School"
        );
        assert_eq!(free(&mut taken, "St Aldric's Church of England Junior School"), "St Aldric's … Junior School");
        assert_eq!(free(&mut taken, "Oak: Tree/School"), "Oak  Tree School");
        assert_eq!(free(&mut taken, "oak  tree school"), "oak  tree school (2)");
    }
}
