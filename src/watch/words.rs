//! Dates, spans and lists, as an officer says them.

use chrono::{DateTime, Local};
use std::time::Duration;

/// `8 January 2013 09:30`.
#[must_use]
pub fn day_and_time(at: &DateTime<Local>) -> String {
    at.format("%-d %B %Y %H:%M").to_string()
}

/// `0.4 s`, `12 s`, `3 min`.
#[must_use]
pub fn span(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..120 => format!("{} s", duration.as_secs()),
        seconds => format!("{} min", seconds / 60),
    }
}

/// Lines of a table in one line, without the blanks that put them under one another and the stops that end them.
#[must_use]
pub fn in_one_line(lines: &[String]) -> String {
    let plain = |line: &String| line.trim_end().trim_end_matches('.').split_whitespace().collect::<Vec<_>>().join(" ");
    lines.iter().map(plain).collect::<Vec<_>>().join("; ")
}

/// `a, b and 3 more`.
#[must_use]
pub fn few(names: &[String]) -> String {
    const SHOWN: usize = 3;
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [start @ .., last] if names.len() <= SHOWN => format!("{} and {last}", start.join(", ")),
        _ => {
            let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
            format!("{} and {} more", shown.join(", "), names.len() - SHOWN)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_name_the_first_few() {
        let names = |names: &[&str]| few(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["a"]), "a");
        assert_eq!(names(&["a", "b", "c"]), "a, b and c");
        assert_eq!(names(&["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
    }

    #[test]
    fn sentences_in_one_line_are_parted_by_one_mark() {
        let lines = ["5 not known.".to_owned(), "     1  Vulnerable".to_owned()];
        assert_eq!(in_one_line(&lines), "5 not known; 1 Vulnerable");
    }

    #[test]
    fn spans_are_as_exact_as_they_need_to_be() {
        assert_eq!(span(Duration::from_millis(420)), "0.4 s");
        assert_eq!(span(Duration::from_secs(42)), "42 s");
        assert_eq!(span(Duration::from_secs(200)), "3 min");
    }
}
