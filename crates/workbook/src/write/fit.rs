//! How high a row must be for its text: spreadsheet programs fit ordinary cells themselves, but never merged ones.

/// Height of one line of body text, in points: two lines have thirty, as Excel gives them, and of many, which are counted
/// generously, none is wasted.
pub(super) const LINE: f64 = 14.0;
/// Height of a row that is left to the program, in points.
pub(super) const ORDINARY: f64 = 15.0;
/// The highest row Excel takes.
const HIGHEST: f64 = 409.0;

/// How wide the letters from the space to the tilde are, in hundredths of a digit of the body font as Excel rounds it on the
/// screen: Calibri 11. Of its stand-ins (Carlito, Liberation Sans, DejaVu Sans) a column widens with the digits more than a
/// text with its letters, so what fits here fits there.
const ADVANCES: [u8; 95] = [
    47, 68, 84, 104, 106, 150, 143, 46, 64, 64, 104, 104, 52, 64, 53, 81, // space to /
    106, 106, 106, 106, 106, 106, 106, 106, 106, 106, 56, 56, 104, 104, 104, 97, // 0 to ?
    187, 121, 114, 112, 129, 102, 96, 132, 131, 53, 67, 109, 88, 179, 135, 139, // @ to O
    108, 141, 114, 96, 102, 134, 119, 186, 109, 102, 98, 64, 81, 64, 104, 104, // P to _
    61, 100, 110, 89, 110, 104, 64, 99, 110, 48, 50, 95, 48, 167, 110, 110, // ` to o
    110, 110, 73, 82, 70, 110, 95, 150, 91, 95, 83, 66, 96, 66, 104, // p to ~
];
/// Any other letter or sign.
const OTHER: u8 = 110;
/// What is left free of each column: bold letters are a little wider, and screens and printers round, each in its way.
const SPARE: f64 = 0.98;

/// How many lines a text takes in a column of this width.
#[must_use]
pub(super) fn lines(text: &str, width: f64) -> u32 {
    let room = (width * SPARE).max(1.0);
    text.split('\n').map(|line| lines_of_one(line, room)).sum()
}

/// How wide a text of ordinary letters is, in characters of a column's width.
#[must_use]
pub fn wide(text: &str) -> f64 {
    let of = |letter: char| {
        let at = u32::from(letter).checked_sub(u32::from(' ')).and_then(|at| usize::try_from(at).ok());
        f64::from(at.and_then(|at| ADVANCES.get(at)).copied().unwrap_or(OTHER)) / 100.0
    };
    text.chars().map(of).sum()
}

/// Words are not broken: a word that does not fit goes to the next line.
fn lines_of_one(line: &str, room: f64) -> u32 {
    let space = wide(" ");
    let mut lines = 1;
    let mut used = 0.0;
    for word in line.split(' ') {
        let long = wide(word);
        let fits = used + space + long <= room;
        if used == 0.0 || fits {
            used += long + if used > 0.0 { space } else { 0.0 };
        } else {
            lines += 1;
            used = long;
        }
        // one that is longer than a line goes on below
        while used > room {
            lines += 1;
            used -= room;
        }
    }
    lines
}

/// The height of a row with so many lines.
#[must_use]
pub(super) fn height(lines: u32) -> f64 {
    (f64::from(lines.max(1)) * LINE + 2.0).min(HIGHEST)
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn words_are_not_broken() {
        assert_eq!(lines("one two three", 9.0), 2);
        assert_eq!(lines("one\ntwo", 40.0), 2);
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines("a 12345678901234567890", 10.0), 4);
        assert_eq!(lines("12345678901234567890", 11.0), 2);
    }

    #[test]
    fn narrow_letters_take_less_room_than_wide_ones() {
        assert_eq!(lines("illicit still little lilt", 16.0), 1);
        assert_eq!(lines("WOMAN MAMMOTH", 16.0), 2);
        // as Excel sets them: 217 pixels, in a column of 220
        assert_eq!(lines("Key stage 1 maths, level 2b or above", 31.7), 1);
        assert_eq!(lines("Key stage 1 maths, level 2b or above", 30.9), 2);
    }
}
