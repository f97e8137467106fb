//! How a file is written, kept whoever edits it: the mark of the order of bytes at its beginning, the ends of its lines, and
//! whether its last line has one.

/// The mark that some editors put before everything else.
const MARK: char = '\u{feff}';

/// The new text of a file, written as the old one was: lines at both ends that stay are kept to the byte, those between end as
/// most did.
pub(in crate::rulebook) fn kept(old: &str, new: &str) -> String {
    let plain = old.trim_start_matches(MARK);
    if plain.is_empty() {
        return new.to_owned();
    }
    let (before, after): (Vec<_>, Vec<_>) = (lines(plain), lines(new.trim_start_matches(MARK)));
    let same = |pair: &(&Line<'_>, &Line<'_>)| pair.0.said == pair.1.said;
    let first = before.iter().zip(&after).take_while(same).count();
    let room = before.len().min(after.len()) - first;
    let last = before.iter().rev().zip(after.iter().rev()).take_while(same).count().min(room);
    let crlf = before.iter().filter(|line| line.end == "\r\n").count();
    let most = if crlf * 2 > before.iter().filter(|line| !line.end.is_empty()).count() { "\r\n" } else { "\n" };
    let mut text: String = old.chars().take_while(|letter| *letter == MARK).collect();
    let (many, shift) = (after.len(), before.len().abs_diff(after.len()));
    for (at, line) in after.iter().enumerate() {
        let was = match (at < first, at >= many - last) {
            (true, _) => before.get(at),
            (_, true) if before.len() > many => before.get(at + shift),
            (_, true) => at.checked_sub(shift).and_then(|at| before.get(at)),
            _ => None,
        };
        let end = was.map(|was| was.end).filter(|end| !end.is_empty()).unwrap_or(most);
        text.push_str(line.said);
        text.push_str(if at + 1 == many && !plain.ends_with('\n') { "" } else { end });
    }
    text
}

struct Line<'t> {
    said: &'t str,
    end: &'t str,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let all = text.split_inclusive('\n');
    let cut = |line: &'_ str| line.trim_end_matches('\n').trim_end_matches('\r').len();
    all.map(|line| {
        let (said, end) = line.split_at(cut(line));
        Line { said, end }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn a_file_keeps_its_mark_its_ends_of_lines_and_its_last_line() {
        for (old, new, expected) in [
            ("a\r\nb\r\n", "a\nc\nb\n", "a\r\nc\r\nb\r\n"),
            ("\u{feff}a\r\nb", "a\nb\nc\n", "\u{feff}a\r\nb\r\nc"),
            ("a\nb\r\nc\r\nd\n", "a\nb\nnew\nc\nd\n", "a\nb\r\nnew\nc\r\nd\n"),
            ("a\nb", "a\nb\n", "a\nb"),
            ("a\n", "a\nb", "a\nb\n"),
            ("a\r\nb\r\nc\r\n", "a\nc\n", "a\r\nc\r\n"),
            ("a\n", "a\n", "a\n"),
            ("", "new\n", "new\n"),
            ("\u{feff}", "new\n", "new\n"),
            ("a", "", ""),
        ] {
            assert_eq!(kept(old, new), expected, "{old:?} {new:?}");
        }
    }
}
