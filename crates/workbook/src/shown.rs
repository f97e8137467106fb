//! Text from outside (names of files, sheets and schools, what programs say), as it is shown: the one way in which it
//! comes to a terminal, a status, a log or a message.

/// A text from outside in one line, with nothing in it that a terminal or a reader would take for anything but text:
/// what breaks or hides a line becomes a blank, what steers a terminal or turns the direction of reading becomes `�`.
#[must_use]
pub fn shown(text: &str) -> String {
    text.chars().map(|letter| if breaks_a_line(letter) { ' ' } else { plain(letter) }).collect()
}

/// The same for a text of several lines that are ours.
#[must_use]
pub fn shown_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(shown).collect();
    lines.join("\n")
}

/// A text of JSON that says the same with such letters written as JSON writes them: `\u009b`.
#[must_use]
pub fn shown_json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter == '\n' || plain(letter) == letter && !breaks_a_line(letter) {
            text.push(letter);
        } else {
            letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}")));
        }
    }
    text
}

fn breaks_a_line(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn plain(letter: char) -> char {
    match letter {
        // marks that turn the direction, and letters that show nothing
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
            '\u{fffd}'
        }
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::{shown, shown_json, shown_lines};

    #[test]
    fn nothing_but_text_is_shown() {
        assert_eq!(shown("Oak\u{1b}[31m Tree\u{7}\u{9b}2J"), "Oak\u{fffd}[31m Tree\u{fffd}\u{fffd}2J");
        assert_eq!(shown("KS4\n2012-10-01 09:00:00  all is well.xlsx"), "KS4 2012-10-01 09:00:00  all is well.xlsx");
        assert_eq!(shown("a\u{2028}b\u{85}c\td\u{202e}e"), "a b c d\u{fffd}e");
        assert_eq!(shown("St Aldric’s – Über 学校"), "St Aldric’s – Über 学校");
        assert_eq!(shown("a\u{61c}b"), "a\u{fffd}b");
        assert_eq!(shown_json("{\n \"a\u{9b}2J\u{7f}é\"}"), "{\n \"a\\u009b2J\\u007fé\"}");
        assert_eq!(shown_lines("one\n\u{1b}two"), "one\n\u{fffd}two");
        assert_eq!(shown_lines("one\u{2028}two\n"), "one two\n");
    }
}
