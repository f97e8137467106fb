//! A mistake or a doubt, with its place, in words for officers.
//!
//! Whoever checks something says what is wrong, where, and what to do; how it looks on a screen, in one line or for
//! an editor is decided in `render`. Nothing here knows what is checked.

mod code;
mod render;

pub use code::Code;
pub use render::{Style, compact, graphical, json};

use crate::rulebook::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// it has to be mended; but in a case, the rulebook is not used before
    Error,
    /// the rulebook can be used, and this is probably not meant
    Warning,
    /// worth knowing
    Note,
}

impl Severity {
    /// The word shown for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A further place that belongs to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// where
    pub place: Span,
    /// what is there, in a few words
    pub words: String,
}

/// A name that is asked for and that nothing has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotThere {
    /// what it would be: `strand`
    pub sort: &'static str,
    /// the name
    pub name: String,
}

/// What is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// how bad it is
    pub severity: Severity,
    /// what sort of thing it is
    pub code: Code,
    /// what is wrong: lower case, no final stop
    pub message: String,
    /// where
    pub place: Span,
    /// a few words under the place, where the message alone would leave a doubt
    pub here: Option<String>,
    /// further places
    pub labels: Vec<Label>,
    /// what to do
    pub help: Option<String>,
    /// whether it stands in a case, which nothing but trying the case depends on
    pub in_case: bool,
    /// the name that is not there, where that is what is wrong
    pub missing: Option<NotThere>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: Code, place: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, place, message)
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, place: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, place, message)
    }

    /// A note.
    #[must_use]
    pub fn note(code: Code, place: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, place, message)
    }

    fn new(severity: Severity, code: Code, place: Span, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            place,
            here: None,
            labels: Vec::new(),
            help: None,
            in_case: false,
            missing: None,
        }
    }

    /// With what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With what to do, where that is known.
    #[must_use]
    pub fn help_if(mut self, help: Option<impl Into<String>>) -> Self {
        self.help = help.map(Into::into).or(self.help);
        self
    }

    /// With a few words under the place.
    #[must_use]
    pub fn here(mut self, words: impl Into<String>) -> Self {
        self.here = Some(words.into());
        self
    }

    /// With a further place.
    #[must_use]
    pub fn also(mut self, place: Span, words: impl Into<String>) -> Self {
        self.labels.push(Label { place, words: words.into() });
        self
    }

    /// About a name that nothing has.
    #[must_use]
    pub fn about(mut self, missing: Option<NotThere>) -> Self {
        self.missing = missing;
        self
    }

    /// Whether it has to be mended.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it keeps the rulebook from being used.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.is_error() && !self.in_case
    }
}

/// In the order of the files, and in each by line; what cases only follow comes after it.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| {
            (d.in_case, d.place.file.clone(), d.place.offset, d.severity, d.code.id(), d.message.clone())
        };
        key(a).cmp(&key(b))
    });
}
