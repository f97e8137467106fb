//! How a command ends: exit codes, and what is said when it ends early.

use std::process::ExitCode;

use super::terminal;
use crate::run::plain;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// everything was done
    Done,
    /// something in rules or workbooks needs attention; everything else was done
    NeedsAttention,
    /// the command line was wrong, or a file or folder it names is not there
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::from(0),
            Exit::NeedsAttention => Self::from(1),
            Exit::Usage => Self::from(2),
        }
    }
}

/// Why a command ends early: what is left to say, and its exit.
#[derive(Debug)]
pub(super) struct Stop {
    said: String,
    exit: Exit,
}

/// What a command comes to.
pub(super) type Ended = Result<Exit, Stop>;

impl Stop {
    /// Something in rules, workbooks or folders needs attention before there is anything to do.
    pub fn attention(said: impl Into<String>) -> Self {
        Self { said: said.into(), exit: Exit::NeedsAttention }
    }

    /// Files or folders that were named and cannot be read, with what the system says of them.
    pub fn unreadable(wrong: &[(std::path::PathBuf, std::io::Error)]) -> Self {
        let line = |(path, why): &(std::path::PathBuf, std::io::Error)| format!("{}: {}", path.display(), plain(why));
        wrong.iter().map(line).collect::<Vec<_>>().join("\n").into()
    }

    /// With another line.
    pub fn and(mut self, line: &str) -> Self {
        self.said = format!("{}\n{line}", self.said);
        self
    }

    /// Says it, and is the exit.
    pub fn told(self) -> Exit {
        terminal::error(&self.said);
        self.exit
    }
}

impl From<String> for Stop {
    /// Wrong use, unless it is said otherwise.
    fn from(said: String) -> Self {
        Self { said, exit: Exit::Usage }
    }
}

impl From<&str> for Stop {
    fn from(said: &str) -> Self {
        said.to_owned().into()
    }
}
