//! How high a row must be for its text: spreadsheet programs fit ordinary cells themselves, but never merged ones.

/// Height of one line of body text, in points: two lines have thirty, as Excel gives them, and of many, which are counted
/// generously, none is wasted.
pub(super) const LINE: f64 = 14.0;
/// The highest row Excel takes.
const HIGHEST: f64 = 409.0;

/// How many lines a text takes in a column of this width.
#[must_use]
pub(super) fn lines(text: &str, width: f64) -> u32 {
    // widths count digits; letters of ordinary text are a little narrower
    let room = (width * 1.14 - 1.0).max(1.0);
    text.split('\n').map(|line| lines_of_one(line, room)).sum()
}

/// Words are not broken: a word that does not fit goes to the next line.
fn lines_of_one(line: &str, room: f64) -> u32 {
    let mut lines = 1;
    let mut used = 0.0;
    for word in line.split(' ') {
        let long = u32::try_from(word.chars().count()).map_or(f64::from(u32::MAX), f64::from);
        if used > 0.0 && used + 1.0 + long > room {
            lines += 1;
            used = long;
            // one that is longer than a line goes on below
            while used > room {
                lines += 1;
                used -= room;
            }
        } else {
            used += long + if used > 0.0 { 1.0 } else { 0.0 };
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
        assert_eq!(lines("a 12345678901234567890", 10.0), 3);
    }
}
