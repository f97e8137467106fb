//! Exit codes.

use std::process::ExitCode;

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
