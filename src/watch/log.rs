//! The log that an officer reads: one dated line per event, in the output folder and on the terminal.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local};

use super::names::LOG;
use crate::domain::phrase::short;
use workbook::shown::shown;

/// Letters of a line.
const LONGEST: usize = 200;
/// Of them, for the moment and two blanks.
const STAMP: usize = 21;

/// A log is rotated at this size.
const LARGEST: u64 = 1024 * 1024;
/// So many older logs are kept.
const OLDER: u32 = 3;
/// So many lines are kept for an output folder that is away.
const WAITING: usize = 200;

/// The log.
pub struct Log {
    path: PathBuf,
    /// lines that could not be written yet
    unwritten: VecDeque<String>,
    terminal: Box<dyn Fn(&str) + Send>,
}

impl Log {
    /// A log in an output folder; every line goes to `terminal` too.
    pub fn new(out: &Path, terminal: Box<dyn Fn(&str) + Send>) -> Self {
        Self { path: out.join(LOG), unwritten: VecDeque::new(), terminal }
    }

    /// Says what happened, in one line that is not longer than a reader takes in: the rest is in the review or a note.
    pub fn say(&mut self, now: DateTime<Local>, text: &str) {
        let stamp = now.format("%Y-%m-%d %H:%M:%S");
        let line = format!("{stamp}  {}", short(&shown(text), LONGEST - STAMP));
        (self.terminal)(&line);
        self.unwritten.push_back(line);
        while self.unwritten.len() > WAITING {
            self.unwritten.pop_front();
        }
        self.write();
    }

    /// Writes lines that could not be written before.
    pub fn write(&mut self) {
        let in_place = self.path.parent().is_some_and(Path::is_dir);
        if self.unwritten.is_empty() || !in_place {
            return;
        }
        self.rotate();
        let Ok(mut file) = File::options().create(true).append(true).open(&self.path) else { return };
        while let Some(line) = self.unwritten.front() {
            if file.write_all(format!("{line}\n").as_bytes()).is_err() {
                return;
            }
            self.unwritten.pop_front();
        }
    }

    fn rotate(&self) {
        if fs::metadata(&self.path).is_ok_and(|meta| meta.len() < LARGEST) {
            return;
        }
        for number in (1..OLDER).rev() {
            let _ = fs::rename(self.older(number), self.older(number + 1));
        }
        let _ = fs::rename(&self.path, self.older(1));
    }

    fn older(&self, number: u32) -> PathBuf {
        self.path.with_file_name(format!("yardstick.{number}.log"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(out: &Path) -> Log {
        Log::new(out, Box::new(|_| {}))
    }

    #[test]
    fn what_happened_is_one_dated_line_of_at_most_200_letters_whatever_is_in_it() {
        let out = tempfile::tempdir().unwrap();
        let mut log = quiet(out.path());
        log.say(Local::now(), "new: KS4\n2012-10-01 09:00:00  all is well\u{1b}[2J.xlsx");
        log.say(Local::now(), &"long ".repeat(100));
        let log = fs::read_to_string(out.path().join(LOG)).unwrap();
        let lines: Vec<&str> = log.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.chars().count() <= 200) && !log.contains('\u{1b}'), "{log}");
        assert!(lines.iter().all(|line| line.as_bytes().get(10) == Some(&b' ') && line.starts_with("20")), "{log}");
    }

    #[test]
    fn a_log_does_not_grow_for_ever() {
        let out = tempfile::tempdir().unwrap();
        let mut log = quiet(out.path());
        let line = "x".repeat(LONGEST);
        // as after a year
        fs::write(out.path().join(LOG), vec![b'x'; usize::try_from(LARGEST).unwrap()]).unwrap();
        for number in 1..=OLDER {
            fs::write(log.older(number), vec![b'x'; usize::try_from(LARGEST).unwrap()]).unwrap();
        }
        for _ in 0..6_000 {
            log.say(Local::now(), &line);
        }
        let sizes: Vec<u64> = fs::read_dir(out.path()).unwrap().map(|e| e.unwrap().metadata().unwrap().len()).collect();
        assert_eq!(sizes.len(), 4, "{sizes:?}");
        assert!(sizes.iter().all(|size| *size <= LARGEST + 70_000), "{sizes:?}");
    }

    #[test]
    fn lines_wait_for_a_folder_that_is_away() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let mut log = quiet(&out);
        for number in 0..300 {
            log.say(Local::now(), &number.to_string());
        }
        fs::create_dir(&out).unwrap();
        log.say(Local::now(), "back");
        let text = fs::read_to_string(out.join(LOG)).unwrap();
        assert_eq!(text.lines().count(), WAITING);
        assert!(text.ends_with("back\n"));
    }
}
